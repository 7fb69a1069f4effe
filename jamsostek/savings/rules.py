"""What JHT savings earn (PP 14/1993, Pasal 24 ayat (1)).

The regulation gives a member the contributions "with what they have earned" and leaves rate and
method to the institution. Our documented convention is the return on daily balances:

- the balance brought forward earns the whole year;
- an amount credited on a day earns from the day after to 31 December, both included; an amount
  taken out stops earning in the same way;
- the return is credited on 31 December, rounded half up to the rupiah, once for each account.

A year of an account therefore needs two numbers: `opening`, the balance brought forward, and
`weighted`, the sum of every amount of the year times `days_remaining` of its value day.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from jamsostek.benefits.returns_1993 import YearRate, days_of, year_rate
from jamsostek.kernel.money import PERCENT_SCALE, Amount, millionths
from jamsostek.law.citations import implements

__all__ = [
    "BALANCE_MAX",
    "YearRate",
    "credited_return",
    "credited_return_sql",
    "days_of",
    "days_remaining",
    "year_rate",
]

BALANCE_MAX: Final = 1_000_000_000_000
"""Balances and movements up to a trillion rupiah either way stay exact in 64 bits."""


def days_remaining(value_day: date) -> int:
    """Count the days of the year on which an amount credited on a day still earns."""
    return (date(value_day.year, 12, 31) - value_day).days


@implements("PP 14/1993, Pasal 24 ayat (1)")
def credited_return(opening: Amount, weighted: Amount, *, rate: Decimal, year: int) -> Amount:
    """Give the return of a year on one account, or on a column of accounts.

    It is (opening x days of the year + weighted) x rate / days of the year, rounded half up, also
    below zero (towards the larger number). Ints and NumPy int64 columns give the same.
    """
    days = days_of(year)
    earning = opening * days + weighted
    # The product with the rate may pass 64 bits, so the whole millions and the rest of the
    # rupiah-days are multiplied apart. Rounding comes last: nothing is lost on the way.
    millions = earning // PERCENT_SCALE
    rest = earning - millions * PERCENT_SCALE
    parts = millionths(rate)
    half = days * PERCENT_SCALE // 2
    earned: Amount = (millions * parts + (rest * parts + half) // PERCENT_SCALE) // days
    return earned


def credited_return_sql(opening: str, weighted: str, *, rate: Decimal, year: int) -> str:
    """Give the same return as a PostgreSQL expression over two whole-number expressions.

    PostgreSQL cuts integer division off towards zero, where Python rounds down. The expression
    therefore adds a round number of rupiah-days that lifts every account above zero, and takes
    its exact return off at the end. It holds no percent sign, so it may stand in a query with
    parameters.
    """
    days = days_of(year)
    parts = millionths(rate)
    lift = days * PERCENT_SCALE * _LIFT
    half = days * PERCENT_SCALE // 2
    earning = f"(({opening})::bigint * {days} + ({weighted})::bigint + {lift})"
    return (
        f"(({earning} / {PERCENT_SCALE} * {parts}"
        f" + (mod({earning}, {PERCENT_SCALE}) * {parts} + {half}) / {PERCENT_SCALE}) / {days}"
        f" - {parts * _LIFT})"
    )


_LIFT: Final = 4 * BALANCE_MAX // PERCENT_SCALE
"""So that opening and weighted sum, each down to minus a trillion a day, stay above zero."""
