"""Writing down the steps of payments, and the entries that they make."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.treasury.models import PaymentOrder, PaymentStep

KIND = "PAYMENT"
"""The kind of all entries about payments."""


def write_steps(
    *,
    orders: Sequence[PaymentOrder],
    state: str,
    act: Act,
    reason: str = "",
    entries: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """Write down that orders came into a state, each with its entry if it made one."""
    PaymentStep.objects.bulk_create(
        PaymentStep(
            order_id=order.pk,
            state=state,
            made_at=act.at,
            made_by=act.actor,
            user_id=act.user_id,
            reason=reason.strip(),
            entry_id=entries.get(order.pk),
        )
        for order in orders
    )


def move(
    *,
    orders: Sequence[PaymentOrder],
    key: str,
    day: date,
    debit: int | None,
    credit: int | None,
    act: Act,
) -> dict[int, int]:
    """Post the amount of each order from one account to another; give the entries by order.

    No account stands for what the order itself is owed by. `key` begins the keys of the entries;
    a repeat makes none.
    """
    postings = [
        ledger.Posting(
            key=f"{key}:{order.code}",
            kind=KIND,
            day=day,
            text=f"Pembayaran {order.code} kepada {order.payee}"[:200],
            lines=[
                (order.payable_account_id if debit is None else debit, order.amount),
                (order.payable_account_id if credit is None else credit, -order.amount),
            ],
        )
        for order in orders
    ]
    entries = ledger.post_many(postings=postings, act=act)
    return {order.pk: entry for order, entry in zip(orders, entries, strict=True)}
