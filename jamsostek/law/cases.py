"""Cases of each formula worked by hand: what the tests hold and `jamsostek law` shows."""

from dataclasses import dataclass, field
from typing import Any

from jamsostek.law.reader import FOLDER, load


@dataclass(frozen=True, slots=True)
class Case:
    """Facts, what the law gives for them, and how that was worked out."""

    function: str
    name: str
    facts: dict[str, Any]
    expect: dict[str, Any]
    working: str
    source: str = field(default="")
    """Where the case was published, if it was; else it is our own."""


def cases() -> list[Case]:
    """Give every case, by file, in the order written."""
    return [
        Case(function=body["function"], **case)
        for file in sorted((FOLDER / "cases").glob("*.yaml"))
        for body in load(file)
        for case in body["cases"]
    ]
