"""Refunds: what waits for a decision or for its transfer, and what may be given back at all."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from jamsostek.contributions.models import (
    Allocation,
    Bill,
    Naming,
    Refund,
    RefundPart,
    RefundStep,
)
from jamsostek.treasury.models import Direction, LineKind, StatementLine
from jamsostek.treasury.queries import unexplained
from jamsostek.treasury.queries.payment_lines import explained_by_payments


def refunds_in(state: str, branch_ids: Collection[int] | None = None) -> QuerySet[Refund]:
    """Give the refunds in a state, oldest first; None for `branch_ids` is the whole country.

    Money that no branch has yet belongs to all of them, and its refunds do.
    """
    found = Refund.objects.filter(state=state).select_related("branch", "bill__employer")
    if branch_ids is not None:
        found = found.filter(Q(branch=None) | Q(branch_id__in=branch_ids))
    return found.order_by("pk")


def steps_of(refund: Refund) -> QuerySet[RefundStep]:
    """Give how a refund has come where it is, the first step first."""
    return RefundStep.objects.filter(refund=refund).order_by("pk")


def unexplained_lines() -> QuerySet[StatementLine]:
    """Give the lines that are no payment and take none back, nor paid a refund or brought it back.

    Newest first.
    """
    refunds = Refund.objects.order_by()
    paid = refunds.filter(paid_line__isnull=False).values("paid_line_id")
    returned = refunds.filter(returned_line__isnull=False).values("returned_line_id")
    return unexplained().exclude(pk__in=paid).exclude(pk__in=returned)


def lines_that_may_have_paid(refund: Refund) -> QuerySet[StatementLine]:
    """Give the debits of its amount that nothing explains, those that say its code first."""
    alike = unexplained_lines().filter(direction=Direction.DEBIT, amount=refund.amount)
    since = alike.filter(day__gte=refund.proposed_at.date())
    return since.annotate(says_so=Q(text__icontains=refund.code)).order_by("-says_so", "-day", "pk")


def lines_that_may_have_returned(refund: Refund) -> QuerySet[StatementLine]:
    """Give the credits of its amount that came after it was paid and that nobody has used."""
    if refund.paid_line is None:
        return StatementLine.objects.none()
    alike = StatementLine.objects.filter(
        direction=Direction.CREDIT,
        amount=refund.amount,
        day__gte=refund.paid_line.day,
        kind__in=(LineKind.PAYMENT, LineKind.OUTGOING),
        reversed_by=None,
    )
    used = Allocation.objects.filter(withdrawn_at=None).values("line_id")
    returned = Refund.objects.filter(returned_line__isnull=False).values("returned_line_id")
    unused = alike.exclude(pk__in=used).exclude(pk__in=returned).exclude(explained_by_payments())
    return unused.annotate(says_so=Q(text__icontains=refund.code)).order_by("-says_so", "day", "pk")


def lines_taken(line_ids: Collection[int]) -> set[int]:
    """Give which of some lines bills or refunds have taken, so that they explain nothing else."""
    of_lines = {"line_id__in": list(line_ids)}
    given = Allocation.objects.filter(**of_lines, withdrawn_at=None)
    meant = Naming.objects.filter(**of_lines, withdrawn_at=None)
    parts = RefundPart.objects.filter(**of_lines, refund__state__in=Refund.HOLDING)
    found = [rows.values_list("line_id", flat=True) for rows in (given, meant, parts)]
    paid = Refund.objects.filter(paid_line_id__in=list(line_ids))
    returned = Refund.objects.filter(returned_line_id__in=list(line_ids))
    return {
        *(line_id for rows in found for line_id in rows),
        *paid.values_list("paid_line_id", flat=True),
        *returned.values_list("returned_line_id", flat=True),
    }


@dataclass(frozen=True, slots=True)
class Free:
    """What one receipt can do without."""

    line: StatementLine
    amount: int


def free_of_bill(bill: Bill) -> list[Free]:
    """Give the receipts that make up what a bill received too much, the latest first."""
    left = bill.received - bill.asked
    found = []
    paid = Allocation.objects.filter(bill=bill, withdrawn_at=None).select_related("line")
    for allocation in paid.order_by("-line__day", "-line_id"):
        part = min(left, allocation.amount)
        if part > 0:
            found.append(Free(allocation.line, part))
        left -= part
    return found


def free_of_receipt(line: StatementLine, held: int) -> int:
    """Give what of a receipt no bill takes, less what refunds hold of it."""
    given = Allocation.objects.filter(line=line, withdrawn_at=None)
    return int(line.amount - held - (given.aggregate(total=Sum("amount"))["total"] or 0))
