"""How payments stand: for things owed, for a branch's work list, step by step."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jamsostek.institution.models import Branch
from jamsostek.treasury.models import PaymentItem, PaymentOrder, PaymentStep


@dataclass(frozen=True, slots=True)
class Payment:
    """How the payment of one thing owed stands."""

    source_id: int
    order_id: int
    code: str
    state: str
    amount: int
    """What the order pays for this thing."""
    method: str
    due_on: date
    paid_on: date | None


def orders_of(*, source: str, source_ids: Collection[int]) -> dict[int, Payment]:
    """Give the standing payment of each of these things; those nobody ordered are left out."""
    items = PaymentItem.objects.filter(
        source=source, source_id__in=list(source_ids), standing=True
    ).select_related("order")
    return {item.source_id: _payment(item) for item in items}


def _payment(item: PaymentItem) -> Payment:
    order = item.order
    return Payment(
        source_id=item.source_id,
        order_id=order.pk,
        code=order.code,
        state=order.state,
        amount=item.amount,
        method=order.method,
        due_on=order.due_on,
        paid_on=order.paid_on if order.state == PaymentOrder.State.PAID else None,
    )


def payments_waiting(branch_ids: Collection[int] | None = None) -> QuerySet[PaymentOrder]:
    """Give the payments that wait to be sent or handed out, what is due first.

    Of these branches, or of all.
    """
    waiting = PaymentOrder.objects.filter(state=PaymentOrder.State.QUEUED)
    if branch_ids is not None:
        waiting = waiting.filter(branch_id__in=list(branch_ids))
    return waiting.select_related("branch", "run").order_by("due_on", "pk")


def steps_of(order: PaymentOrder) -> QuerySet[PaymentStep]:
    """Give the steps of a payment, the first first."""
    return PaymentStep.objects.filter(order=order).order_by("pk")


def payable_by_transfer(
    due_until: date, branch: Branch | None = None, region_id: int | None = None
) -> QuerySet[PaymentOrder]:
    """Give the waiting transfers due by a day that no run holds, of a branch, region or all."""
    found = payments_waiting().filter(
        method=PaymentOrder.Method.TRANSFER, run=None, due_on__lte=due_until
    )
    if branch is not None:
        found = found.filter(branch=branch)
    if region_id is not None:
        found = found.filter(branch__region_id=region_id)
    return found
