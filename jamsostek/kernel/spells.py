"""Half-open spells of days: the first day is in, the until day is the first one out."""

from dataclasses import dataclass
from datetime import date

from jamsostek.kernel.months import Month


@dataclass(frozen=True, slots=True)
class Spell:
    """The days from `from_date` up to, but not including, `until_date`; None is open."""

    from_date: date
    until_date: date | None = None

    def __post_init__(self) -> None:
        if self.until_date is not None and self.until_date <= self.from_date:
            msg = f"A spell from {self.from_date} cannot end before {self.until_date}."
            raise EmptySpell(msg)

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the spell."""
        return self.from_date <= day and (self.until_date is None or day < self.until_date)

    def overlaps(self, other: "Spell") -> bool:
        """Tell whether the two spells share a day."""
        return (other.until_date is None or self.from_date < other.until_date) and (
            self.until_date is None or other.from_date < self.until_date
        )

    def touches(self, month: Month) -> bool:
        """Tell whether the spell holds at least one day of the month."""
        return self.from_date <= month.last_day and (
            self.until_date is None or self.until_date > month.first_day
        )


class EmptySpell(ValueError):
    """A spell that ends on or before the day it begins."""
