"""The monthly wage of those who are not paid by the month (PP 14/1993, Pasal 1 angka 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from jamsostek.kernel.money import Rupiah, round_rupiah
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on

WAGE_MAX: Final = 1_000_000_000
"""Above this a monthly wage is a slip of the pen; below it no column of amounts overflows."""


@dataclass(frozen=True, slots=True)
class CountedWage:
    """A month's wage, with how it was counted and where that is written."""

    amount: Rupiah
    working: str
    citation: str


@implements("PP 14/1993, Pasal 1 angka 3 huruf a")
def wage_of_daily(daily_wage: Rupiah, *, on: date) -> CountedWage:
    """Give the monthly wage of a worker paid by the day: thirty daily wages.

    Raises:
        WageOutOfRange: the wage is not above zero, or beyond belief.
        NotInForce: the day lies outside the law.
    """
    row = row_on("wages", "daily_multiplier", on=on)
    return counted_wage(daily_wage * row.value, f"{row.value} x {daily_wage:,}", row.citation)


@implements("PP 14/1993, Pasal 1 angka 3 huruf b", "PP 14/1993, Pasal 1 angka 3 huruf c")
def wage_of_pieces(
    earned: Sequence[Rupiah], *, on: date, depends_on_weather: bool = False
) -> CountedWage:
    """Give the monthly wage of a piece-rate worker: the average of the last three months.

    Where the work depends on the weather it is the last twelve. `earned` holds what was earned
    month by month, oldest first. The law does not speak of a shorter record: all of it counts.

    Raises:
        NoWageRecord: there is no month to go by.
        WageOutOfRange: the average is not above zero, or beyond belief.
        NotInForce: the day lies outside the law.
    """
    name = "weather_piece_months" if depends_on_weather else "piece_months"
    row = row_on("wages", name, on=on)
    counted = earned[-row.value :]
    if min(counted, default=0) < 0:
        raise NoWageRecord(f"Nobody earns {min(counted)} in a month.")
    if not counted:
        raise NoWageRecord("A piece-rate wage needs the earnings of at least one month.")
    total = sum(counted)
    average = round_rupiah(Fraction(total, len(counted)))
    return counted_wage(average, f"{total:,} / {len(counted)}", row.citation)


def counted_wage(wage: Rupiah, working: str, citation: str) -> CountedWage:
    """Give a wage that was counted, once it is believable.

    Raises:
        WageOutOfRange: the wage is not above zero, or beyond belief.
    """
    check_wages(wage)
    return CountedWage(wage, working, citation)


def check_wages(wages: Any) -> None:  # noqa: ANN401 - an int or a NumPy column
    """Refuse a wage, or a column with one, that is not above zero or is beyond belief.

    Raises:
        WageOutOfRange: naming the lowest or highest wage.
        NotWholeRupiah: neither an int nor a column of 64-bit integers, which alone is exact.
    """
    if isinstance(wages, int):
        low = high = wages
    elif getattr(wages, "dtype", None) != "int64":
        raise NotWholeRupiah(f"Wages are whole rupiah in 64 bits, not {type(wages).__name__}.")
    elif wages.size:
        low, high = int(wages.min()), int(wages.max())
    else:
        return
    if low <= 0:
        raise WageOutOfRange(f"A wage must be above zero; {low} is not.")
    if high > WAGE_MAX:
        raise WageOutOfRange(f"A monthly wage of {high} is above {WAGE_MAX}; is it a slip?")


class WageOutOfRange(ValueError):
    """A wage that is not above zero, or beyond belief."""


class NotWholeRupiah(TypeError):
    """Wages as floats or in narrow integers, with which amounts would go wrong."""


class NoWageRecord(ValueError):
    """Too little to count a wage by."""
