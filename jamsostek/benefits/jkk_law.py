"""What every benefit of JKK works with: the rows of the law of a day, kept, and the case."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jamsostek.benefits.awards import AwardLine, Undetermined
from jamsostek.benefits.jkk_facts import JkkFacts
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import joined
from jamsostek.law.reader import NotInForce, Row, row_on

Found = AwardLine | Undetermined | str
"""A line, something left open, or a note."""


@dataclass(frozen=True, slots=True)
class JkkCase:
    """The facts of an event with the monthly wage that its benefits are counted by."""

    facts: JkkFacts
    wage: Rupiah

    @property
    def on(self) -> date:
        """The day whose law applies."""
        return self.facts.event_date


@lru_cache(maxsize=16384)
def row(name: str, on: date) -> Row:
    """Give a row of the law of JKK.

    Raises:
        NotInForce: it has not begun, or has ended.
        NotFound: the law has the value but we have not found it.
    """
    return row_on("jkk", name, on=on)


@lru_cache(maxsize=4096)
def row_if_any(name: str, on: date) -> Row | None:
    """Give a row of the law of JKK, or nothing before it begins.

    Raises:
        NotFound: the law has the value but we have not found it.
    """
    try:
        return row(name, on)
    except NotInForce:
        return None


def cautions(on: date, *rows: Row) -> str:
    """Give what an amount resting on rows must say."""
    return joined(*(row.caution(on) for row in rows))
