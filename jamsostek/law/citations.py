"""Where the law is written, and which function applies which article."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, TypeVar

from jamsostek.law.reader import FOLDER, load

_INSTRUMENT: Final = re.compile(r"\b(?:UU|PP|Keppres|PMK|KMK|KEP|PER)[ -](?:[\w.-]+/)+\d{4}")

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Instrument:
    """An act, regulation or decree."""

    name: str
    title: str
    published: date | None = None
    amends: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Implementation:
    """A function and the articles it applies."""

    citations: tuple[str, ...]
    function: str
    summary: str


_implementations: dict[str, Implementation] = {}


def implements(*citations: str) -> Callable[[Function], Function]:
    """Mark a function as the place where articles are applied; it is left as it is."""

    def mark(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        summary = (function.__doc__ or "").strip().split("\n", 1)[0]
        _implementations[name] = Implementation(citations, name, summary)
        return function

    return mark


def implementations() -> list[Implementation]:
    """Give the marked functions of every module loaded so far, in the order of their marks."""
    return list(_implementations.values())


@cache
def instruments() -> dict[str, Instrument]:
    """Give every act, regulation and decree by its short name."""
    texts = load(FOLDER / "instruments.yaml")
    return {name: Instrument(name=name, **body) for name, body in texts.items()}


def instruments_in(citation: str) -> list[str]:
    """Give the short names of the instruments that a citation names."""
    return _INSTRUMENT.findall(citation)
