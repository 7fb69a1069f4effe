"""Penalties of an employer, bill by bill and month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Q, Sum

from jamsostek.contributions.models import Bill, PenaltyAssessment
from jamsostek.contributions.queries.bills import contributions_covered
from jamsostek.contributions.rules.penalties import Penalty, late_penalty
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer

MONTHS_AHEAD: Final = 6


@dataclass(frozen=True, slots=True)
class LateBill:
    """A bill that was late or is: its penalty, what was charged of it, and what is to come."""

    bill: Bill
    missing: int
    covered_on: date | None
    """The day on which its contributions were paid; None while they are not."""
    penalty: Penalty
    """So far, or for good once the contributions are paid."""
    charges: tuple[PenaltyAssessment, ...]
    ahead: tuple[tuple[date, int], ...]
    """What the penalty will be at the end of this and the next months, if nothing is paid."""

    @property
    def charged(self) -> int:
        """What bills have charged of it."""
        return sum(charge.amount for charge in self.charges)

    @property
    def uncharged(self) -> int:
        """What no bill has charged yet; the next declaration's bill does."""
        return self.penalty.amount - self.charged


def late_bills_of(employer: Employer, on: date) -> list[LateBill]:
    """Give every bill of an employer with a penalty on a day, oldest month first.

    Bills given up are none: their penalty is no longer claimed, unless money comes after all.
    """
    is_late = Q(settled_on=None) | Q(settled_on__gt=F("due_date")) | Q(charged__gt=0)
    bills = list(
        Bill.objects.filter(employer=employer, due_date__lt=on, written_off_on=None)
        .annotate(charged=Sum("penalties__amount", default=0))
        .filter(is_late)
        .order_by("month", "pk")
    )
    covered = contributions_covered(bills)
    charges: dict[int, list[PenaltyAssessment]] = {}
    for charge in PenaltyAssessment.objects.filter(late_bill__in=bills).select_related("bill"):
        charges.setdefault(charge.late_bill_id, []).append(charge)
    found = [_late(bill, covered[bill.pk], tuple(charges.get(bill.pk, ())), on) for bill in bills]
    return [late for late in found if late.penalty.amount or late.charged or late.missing > 0]


def _late(
    bill: Bill, covered: date | None, charges: tuple[PenaltyAssessment, ...], on: date
) -> LateBill:
    base, month = max(bill.late, 0), Month.of(bill.month)

    def penalty(day: date) -> Penalty:
        return late_penalty(base, month=month, paid_on=day)

    ends = [(Month.of(on) + ahead).last_day for ahead in range(MONTHS_AHEAD)]
    return LateBill(
        bill=bill,
        missing=0 if bill.settled_on else max(0, bill.asked - bill.received),
        covered_on=covered,
        penalty=penalty(covered or on),
        charges=charges,
        ahead=() if covered else tuple((day, penalty(day).amount) for day in ends),
    )
