"""What it costs to pay late (PP 14/1993, Pasal 10 ayat (3) and Pasal 47 huruf b)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jamsostek.contributions.rules.dues import due_date
from jamsostek.kernel.money import Rupiah, share
from jamsostek.kernel.months import Month
from jamsostek.law.citations import implements
from jamsostek.law.reader import Row, row_on


@dataclass(frozen=True, slots=True)
class Penalty:
    """The penalty for one month's contributions, with how it was counted."""

    amount: Rupiah
    months: int
    rate: Decimal
    """Percent a month."""
    due_date: date
    citation: str
    working: str


@implements("PP 14/1993, Pasal 10 ayat (3)", "PP 14/1993, Pasal 47 huruf b")
def late_penalty(due: Rupiah, *, month: Month, paid_on: date) -> Penalty:
    """Give the penalty on contributions of a month that were paid on a day.

    Two percent of what was due for each month late, not compounded, borne by the employer alone.
    The law does not say what part of a month counts; by our convention a month counts once it has
    begun, and months run from the day after the due date: due on 15 October, the first runs from
    16 October to 15 November. The rate is that of the contribution month.

    Raises:
        NegativeDue: less than nothing was due.
        NotInForce: the month lies outside the law of this version.
    """
    return _penalty(due, due_date(month), paid_on, _row(month))


def late_term_penalty(due: Rupiah, *, last_day: date, paid_on: date) -> Penalty:
    """Give the penalty on a project's term that was to be paid by a day, as for late months.

    The article fines whatever contributions are late; it names no exception for projects. The
    rate is that of the month in which the term was due.

    Raises:
        NegativeDue: less than nothing was due.
        NotInForce: the day lies outside the law of this version.
    """
    return _penalty(due, last_day, paid_on, _row(Month.of(last_day)))


def _penalty(due: Rupiah, last_day: date, paid_on: date, row: Row) -> Penalty:
    if due < 0:
        raise NegativeDue(f"Contributions due cannot be {due}.")
    months = months_late(last_day, paid_on)
    return Penalty(
        amount=share(due, months * row.rate.millionths),
        months=months,
        rate=row.rate.percent,
        due_date=last_day,
        citation=row.citation,
        working=f"{months} x {row.rate} % x {due:,}",
    )


def late_rate(month: Month) -> Decimal:
    """Give the percent that each month late costs on contributions of a month.

    Raises:
        NotInForce: the month lies outside the law of this version.
    """
    return _row(month).rate.percent


def _row(month: Month) -> Row:
    return row_on("penalties", "late_payment", on=month.first_day)


def charged(late: Iterable[Rupiah], contributions: Rupiah) -> Rupiah:
    """Give what a bill charges of penalties not charged yet.

    Corrections in the employer's favour are below zero; they give back no more than the bill's
    contributions, and the rest waits for the next.
    """
    return max(sum(late), -contributions)


def months_late(last_day: date, paid_on: date) -> int:
    """Count the months late, a begun month as a whole one; none if paid by the last day."""
    whole = Month.of(paid_on) - Month.of(last_day)
    return max(0, whole + (paid_on.day > last_day.day))


class NegativeDue(ValueError):
    """A sum due below nothing."""
