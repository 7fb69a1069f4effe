"""What JHT savings have earned by a day (PP 14/1993, Pasal 24 ayat (1)).

The same convention as for a whole year: daily balances, an amount earning from the day after its
value day, one rounding for each year. On leaving, the running year counts up to and with the day
of payment.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jamsostek.law.reader import NotInForce, row_on


@dataclass(frozen=True, slots=True)
class YearRate:
    """The return of one year in percent, and how far the figure may be relied on."""

    year: int
    percent: Decimal
    citation: str
    status: str
    confidence: str
    note: str


def year_rate(year: int) -> YearRate:
    """Give the return rate of a year.

    Raises:
        NotFound: the decision of the year is not known; the message says what would settle it.
        NotInForce: the year lies outside the law of this version.
    """
    if not date.min.year <= year <= date.max.year:
        raise NotInForce(f"{year} is no year that a return could be credited for.")
    row = row_on("savings", "return_rate", on=date(year, 12, 31))
    return YearRate(year, row.rate.percent, row.citation, row.status, row.confidence, row.note)


def days_of(year: int) -> int:
    """Count the days of a year."""
    return 366 if calendar.isleap(year) else 365


def years_to_credit(balance_date: date, until: date) -> Iterator[tuple[int, date]]:
    """Give every year after a balance with the last day that earns in it."""
    for year in range(balance_date.year + 1, until.year + 1):
        yield year, min(date(year, 12, 31), until)


def return_working(
    opening: int, movements: Sequence[tuple[date, int]], *, rate: Decimal, last_day: date
) -> str:
    """Give the working of a year's return up to its last earning day, both included."""
    year = last_day.year
    elapsed = (last_day - date(year, 1, 1)).days + 1
    parts = [f"{opening} x {elapsed}"]
    for value_day, amount in movements:
        days = (last_day - value_day).days
        if days > 0:
            parts.append(f"{'-' if amount < 0 else '+'} {abs(amount)} x {days}")
    return f"({' '.join(parts)}) x {rate}% / {days_of(year)}"
