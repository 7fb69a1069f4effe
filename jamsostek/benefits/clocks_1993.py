"""How long employer and institution have: reports of accidents, payment, and the price of delay."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import AwardLine, Label, Recipient, line
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.months import Month
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on


class Report(StrEnum):
    """A report that the employer owes."""

    ACCIDENT = "ACCIDENT"
    """Stage I, from the accident."""
    OUTCOME = "OUTCOME"
    """Stage II, from the doctor's statement; it is the claim too."""
    DISEASE = "DISEASE"
    """From the diagnosis."""


@dataclass(frozen=True, slots=True)
class ReportClock:
    """The last moment for a report, and where that is written."""

    last: datetime
    citation: str


@dataclass(frozen=True, slots=True)
class PaymentClock:
    """The last day for a payment, and where that is written."""

    last: date
    citation: str


@implements("UU 3/1992, Pasal 10", "PP 14/1993, Pasal 18", "PP 14/1993, Pasal 19")
def last_moment_to_report(report: Report, began: datetime) -> ReportClock:
    """Give the last moment for a report: twice twenty-four hours, Sundays and holidays included.

    Raises:
        NotInForce: the moment lies outside the law.
    """
    row = row_on("jkk", _HOURS[report], on=began.date())
    return ReportClock(began + timedelta(hours=row.value), row.citation)


@implements("UU 3/1992, Pasal 26", "PP 14/1993, Pasal 15 ayat (1)")
def last_day_to_pay(complete_on: date) -> PaymentClock:
    """Give the last day on which a claim may be paid: a month after it was complete.

    The month ends on the day of the same number, or on the last one of a shorter month.

    Raises:
        NotInForce: the day lies outside the law.
    """
    row = row_on("jkk", "payment_months", on=complete_on)
    month = Month.of(complete_on) + row.value
    return PaymentClock(month.day(min(complete_on.day, month.days)), row.citation)


@implements("PP 14/1993, Pasal 47 huruf c")
def late_compensation(
    benefit: Rupiah, *, complete_on: date, paid_on: date, recipient: Recipient = Recipient.MEMBER
) -> AwardLine | None:
    """Give what the institution owes for paying late: 1 % of the benefit for each day.

    Nothing where it paid in time. Periodic sums still to come are not late; count those that were
    due.

    Raises:
        NotInForce: the claim lies outside the law.
    """
    days = (paid_on - last_day_to_pay(complete_on).last).days
    if days <= 0:
        return None
    rate = row_on("penalties", "late_benefit", on=complete_on)
    return line(
        "LATE_COMPENSATION",
        _LATE,
        f"{days} x {rate.value}% x {benefit}",
        citation=f"{rate.citation}; UU 3/1992, Pasal 26",
        recipient=recipient,
    )


_HOURS: Final = {
    Report.ACCIDENT: "accident_report_hours",
    Report.OUTCOME: "outcome_report_hours",
    Report.DISEASE: "disease_report_hours",
}
_LATE: Final = Label("Ganti rugi keterlambatan pembayaran", "Compensation for late payment")
