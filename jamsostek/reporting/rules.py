"""How far a target is reached, and what the year's end will bring."""

from datetime import date
from decimal import Decimal
from typing import Final

MONTHS_SEEN_MIN: Final = 1
"""Before February begins the year has shown too little to foretell its end."""


def achievement(realised: int, target: int) -> Decimal:
    """Give the realisation in percent of a target, to two places, half up.

    `realised` may not be negative and `target` is above zero.
    """
    hundredths = (20_000 * realised + target) // (2 * target)
    return Decimal(hundredths).scaleb(-2)


def forecast(realised: int, in_year: int, on: date) -> int | None:
    """Foretell the stand at the year's end: it goes on changing by the day as it did this year.

    Rounded half up; None in January. A stand does not fall below nothing.
    """
    if on.month <= MONTHS_SEEN_MIN:
        return None
    new_year, next_new_year = date(on.year, 1, 1), date(on.year + 1, 1, 1)
    gone = (on - new_year).days + 1
    left = (next_new_year - on).days - 1
    to_come = (2 * in_year * left + gone) // (2 * gone)
    return max(realised + to_come, 0)
