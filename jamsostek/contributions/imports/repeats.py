"""The same member more than once in a file: the same row again, or a second job."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Final

import polars as pl

_PLACES: Final = ("job", "department", "workplace")
_MASKS: Final = list(product((False, True), repeat=len(_PLACES)))

Words = tuple[str | None, ...]


@dataclass(slots=True)
class Repeats:
    """Which rows are a row sent before, and which are a member's further job."""

    duplicates: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)


def find_repeats(rows: pl.DataFrame) -> Repeats:
    """Find repeats among rows that are otherwise accepted, in the order of the file.

    A row is the same again if an earlier accepted one has the same member and wage, and no other
    job, department or workplace is named; else it is a further job.
    """
    repeats = Repeats()
    seen: dict[str, _Jobs] = {}
    again = rows.filter(pl.col("member").is_duplicated())
    for at, member, wage, *words in again.select("at", "member", "wage", *_PLACES).iter_rows():
        jobs = seen.get(member)
        if jobs is None:
            jobs = seen[member] = _Jobs()
        elif jobs.holds(wage, tuple(words)):
            repeats.duplicates.append(at)
            continue
        else:
            repeats.further.append(at)
        jobs.add(wage, tuple(words))
    return repeats


class _Jobs:
    """The accepted rows of one member, indexed so that empty words agree with any."""

    def __init__(self) -> None:
        self._known: set[tuple[object, ...]] = set()

    def add(self, wage: int, words: Words) -> None:
        named = tuple(bool(word) for word in words)
        for compared in _MASKS:
            if not any(asked and not has for asked, has in zip(compared, named, strict=True)):
                self._known.add((wage, named, compared, *_kept(words, compared)))

    def holds(self, wage: int, words: Words) -> bool:
        """Tell whether an earlier row says the same as far as both name anything."""
        for named in _MASKS:
            both = tuple(has and bool(word) for has, word in zip(named, words, strict=True))
            if (wage, named, both, *_kept(words, both)) in self._known:
                return True
        return False


def _kept(words: Words, compared: tuple[bool, ...]) -> Iterator[str | None]:
    return (word if kept else None for word, kept in zip(words, compared, strict=True))
