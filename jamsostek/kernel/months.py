"""Calendar months, in which contributions are counted."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; months compare and count, `Month(2011, 9) + 4 == Month(2012, 1)`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            msg = f"There is no month {self.number} of year {self.year}."
            raise NotAMonth(msg)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read a month written `2011-09`.

        Raises:
            NotAMonth: the text is anything else.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            msg = f"{text!r} is not a month; write it like 2011-09."
            raise NotAMonth(msg)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Give the month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        """How many days the month has."""
        return calendar.monthrange(self.year, self.number)[1]

    def day(self, number: int) -> date:
        """Give the day with this number; raise ValueError where the month is shorter."""
        return date(self.year, self.number, number)

    def __add__(self, months: int) -> Month:
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    def __sub__(self, other: Month) -> int:
        return (self.year - other.year) * 12 + self.number - other.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


class NotAMonth(ValueError):
    """A text or number pair that names no calendar month."""


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Give every month from `first` up to and including `last`, in order."""
    for ahead in range(last - first + 1):
        yield first + ahead


def whole_months(start: date, end: date) -> int:
    """Count the whole months from a day to a later one, `end` being the first day out.

    A month from the 31st is over on the last day of a shorter month: from 30 November to
    28 February are three. Where `end` is not later, none is whole.
    """
    if end <= start:
        return 0
    month = Month.of(end)
    is_short = end.day < start.day and end.day < month.days
    return month - Month.of(start) - is_short
