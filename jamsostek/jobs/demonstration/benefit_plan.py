"""How many claims of each kind the demonstration has, and when each came and was decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.kernel.money import allocate
from jamsostek.kernel.months import Month, months_between

MONTHS: Final = tuple(months_between(Month(2011, 1), Month.of(PRESENT)))


class Kind(StrEnum):
    """A programme and the segment that its claims come through."""

    SAVINGS = "SAVINGS"
    ACCIDENT = "ACCIDENT"
    BUILDING_ACCIDENT = "BUILDING_ACCIDENT"
    DEATH = "DEATH"
    BUILDING_DEATH = "BUILDING_DEATH"
    CARE = "CARE"
    OWN_ACCIDENT = "OWN_ACCIDENT"
    OWN_DEATH = "OWN_DEATH"


PACKAGE_AND_SPECIAL: Final = {
    Kind.SAVINGS: 47_000,
    Kind.ACCIDENT: 11_000,
    Kind.BUILDING_ACCIDENT: 2_500,
    Kind.DEATH: 1_500,
    Kind.BUILDING_DEATH: 183,
    Kind.CARE: 16_200,
}
"""Cases at full size: most are leavers who take their savings, as in every year."""
OWN: Final = {Kind.OWN_ACCIDENT: 1_072, Kind.OWN_DEATH: 60}


DECIDED_SINGLY: Final = 2
"""Cases of the package among the claims in every state, which are decided one by one."""


def counts(size: Size) -> dict[Kind, int]:
    """Give how many claims of each kind are decided in sets; the others make up the cases."""
    found: dict[Kind, int] = {}
    for together, shares in (
        (size.benefits.cases - DECIDED_SINGLY, PACKAGE_AND_SPECIAL),
        (size.benefits.own_cases, OWN),
    ):
        parts = allocate(together, list(shares.values()))
        found |= dict(zip(shares, parts, strict=True))
    return found


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a claim: what happened, when it was reported, whole, and decided."""

    event: date
    reported: date
    complete: date
    decided: date


def days_after(event: date, draw: int) -> Days:
    """Give the days of a claim that follows its event by three to six weeks.

    `draw` is any number: the same gives the same days. Nothing is decided before January 2011
    or after the day shown.
    """
    reported = event + timedelta(days=1 + draw % 2)
    complete = max(reported + timedelta(days=14 + draw % 17), MONTHS[0].first_day)
    decided = min(complete + timedelta(days=2 + draw % 6), PRESENT)
    return Days(event, reported, min(complete, decided), decided)


def days_of_savings(month: Month, draw: int) -> Days:
    """Give the days of a claim of savings that is paid in a month."""
    decided = month.day(3 + draw % 24)
    complete = decided - timedelta(days=1 + draw % 2)
    return Days(complete, complete, complete, decided)


EVENTS_FROM: Final = date(2010, 11, 20)
EVENTS_UNTIL: Final = date(2011, 8, 18)
"""Between these days something happens, so that it can be decided by the day shown."""


def event_days(count: int, random: np.random.Generator) -> list[date]:
    """Draw days on which something happens."""
    width = (EVENTS_UNTIL - EVENTS_FROM).days
    return [EVENTS_FROM + timedelta(days=int(at)) for at in random.integers(0, width, count)]
