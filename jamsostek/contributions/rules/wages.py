"""The monthly wage of those who are not paid by the month (PP 14/1993, Pasal 1 angka 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from jamsostek.kernel.money import Rupiah, round_rupiah
from jamsostek.kernel.months import Month
from jamsostek.law.citations import implements
from jamsostek.law.reader import parameter_named, row_on

WAGE_MAX: Final = 1_000_000_000
"""Above this a monthly wage is a slip of the pen; below it no column of amounts overflows."""


@dataclass(frozen=True, slots=True)
class CountedWage:
    """A month's wage, with how it was counted and where that is written."""

    amount: Rupiah
    working: str
    citation: str


@implements("PP 14/1993, Pasal 1 angka 3 huruf a")
def wage_of_daily(daily_wage: Rupiah, *, month: Month) -> CountedWage:
    """Give the monthly wage of a worker paid by the day: thirty daily wages.

    Raises:
        WageOutOfRange: the wage is not above zero, or beyond belief.
        NotInForce: the month lies outside the law.
    """
    row = row_on("wages", "daily_multiplier", on=month.first_day)
    return _counted(daily_wage * row.value, f"{row.value} x {daily_wage:,}", row.citation)


@implements("PP 14/1993, Pasal 1 angka 3 huruf b", "PP 14/1993, Pasal 1 angka 3 huruf c")
def wage_of_pieces(
    earned: Sequence[Rupiah], *, month: Month, depends_on_weather: bool = False
) -> CountedWage:
    """Give the monthly wage of a piece-rate worker: the average of the last three months.

    Where the work depends on the weather it is the last twelve. `earned` holds what was earned
    month by month, oldest first. The law does not speak of a shorter record: all of it counts.

    Raises:
        NoWageRecord: there is no month to go by.
        WageOutOfRange: the average is not above zero, or beyond belief.
        NotInForce: the month lies outside the law.
    """
    name = "weather_piece_months" if depends_on_weather else "piece_months"
    row = row_on("wages", name, on=month.first_day)
    counted = earned[-row.value :]
    if min(counted, default=0) < 0:
        raise NoWageRecord(f"Nobody earns {min(counted)} in a month.")
    if not counted:
        raise NoWageRecord("A piece-rate wage needs the earnings of at least one month.")
    total = sum(counted)
    average = round_rupiah(Fraction(total, len(counted)))
    return _counted(average, f"{total:,} / {len(counted)}", row.citation)


@implements("KEP-150/MEN/1999")
def casual_base(daily_wage: Rupiah, days_worked: int, *, month: Month) -> CountedWage:
    """Give what a casual worker's contributions are counted on: daily wage times days worked.

    Benefits go by thirty daily wages (`wage_of_daily`); for contributions the decree on casual
    workers counts the days of the month that were worked.

    Raises:
        NoWageRecord: there are no days, or more than the month has.
        WageOutOfRange: the wage is not above zero, or beyond belief.
        NotInForce: the decree does not hold in the month.
    """
    row = row_on("wages", "casual_base_is_days_worked", on=month.first_day)
    if not 1 <= days_worked <= month.days:
        raise NoWageRecord(f"Nobody works {days_worked} days in {month}.")
    return _counted(daily_wage * days_worked, f"{days_worked} x {daily_wage:,}", row.citation)


def base_of_daily(daily_wage: Rupiah, days_worked: int, *, month: Month) -> CountedWage:
    """Give what contributions of a casual worker are counted on, by the law of the month.

    Since the decree on casual workers it is the days worked (`casual_base`); before it the
    regulation's own thirty daily wages (`wage_of_daily`).

    Raises:
        NoWageRecord: there are no days, or more than the month has.
        WageOutOfRange: the wage is not above zero, or beyond belief.
        NotInForce: the month lies outside the law.
    """
    first = parameter_named("wages", "casual_base_is_days_worked").rows[0].from_date
    if month.first_day >= first:
        return casual_base(daily_wage, days_worked, month=month)
    if not 1 <= days_worked <= month.days:
        raise NoWageRecord(f"Nobody works {days_worked} days in {month}.")
    return wage_of_daily(daily_wage, month=month)


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


def _counted(wage: Rupiah, working: str, citation: str) -> CountedWage:
    check_wages(wage)
    return CountedWage(wage, working, citation)
