"""Programmes and families as they are written on a command line."""

from typing import Final

from jamsostek.config.cli.output import fail
from jamsostek.law.programmes import Programme

FAMILY: Final = {"married": True, "single": False}


def parse_family(text: str) -> bool:
    """Read whether a worker has a family, or refuse."""
    if text not in FAMILY:
        fail(f"There is no family status {text!r}; it is married or single.")
    return FAMILY[text]


def parse_programmes(text: str) -> frozenset[Programme]:
    """Read programmes written `jht,jkk,jkm`, or refuse."""
    if not text.strip():
        fail("--programmes names none; name some of jht, jkk, jkm and jpk, or leave it out.")
    names = [name.strip().upper() for name in text.split(",")]
    unknown = [name for name in names if name not in Programme.__members__]
    if unknown:
        fail(f"There is no programme {unknown[0]!r}; they are jht, jkk, jkm and jpk.")
    return frozenset(map(Programme, names))
