"""What a casual worker's contributions are counted on (KEP-150/MEN/1999)."""

from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.months import Month
from jamsostek.law.citations import implements
from jamsostek.law.reader import parameter_named, row_on
from jamsostek.law.wages import CountedWage, NoWageRecord, counted_wage, wage_of_daily


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
    return counted_wage(daily_wage * days_worked, f"{days_worked} x {daily_wage:,}", row.citation)


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
    return wage_of_daily(daily_wage, on=month.first_day)
