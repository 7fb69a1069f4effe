"""What every facts class shares: how a fact is documented, and how missing ones are named."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from jamsostek.benefits.awards import FactsMissing
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, parameter_named

_HELD_BY: Final = {
    Programme.JKK: ("jkk", "stmb_rates"),
    Programme.JKM: ("jkm", "death_grant"),
    Programme.JHT: ("jht", "age"),
    Programme.JPK: ("jpk", "package"),
}
"""The value of the law that each programme cannot be without."""


def doc(indonesian: str, english: str) -> Mapping[str, str]:
    """Give the one-line documentation of a fact, for its field."""
    return {"id": indonesian, "en": english}


def require(facts: object, *names: str) -> None:
    """Check that facts are given.

    Raises:
        FactsMissing: at least one is not; it names all of them.
    """
    missing = tuple(name for name in dict.fromkeys(names) if getattr(facts, name) is None)
    if missing:
        raise FactsMissing(missing)


@lru_cache(maxsize=16_384)
def check_day(programme: Programme, on: date) -> None:
    """Refuse an event on a day outside the law of this version, in words that anybody reads.

    Raises:
        NotInForce: the day lies outside; it says which days do not.
    """
    rows = parameter_named(*_HELD_BY[programme]).rows
    first, end = rows[0], next(row for row in rows if row.value is None)
    if first.from_date <= on < end.from_date:
        return
    raise NotInForce(
        f"{programme} can be computed for events from {first.from_date} to"
        f" {end.from_date - timedelta(days=1)} ({first.citation}; {end.citation}); {on} is outside."
    )
