"""Holding payments against the bank's lines: which debit took them, which credit returned them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.models import (
    CashTransfer,
    Direction,
    LineKind,
    PaymentOrder,
    PaymentRun,
    StatementLine,
)
from jamsostek.treasury.queries.payment_lines import explained_by_payments
from jamsostek.treasury.rules.payments import cash_transfers_named, orders_named, runs_named
from jamsostek.treasury.services.payment_results import owe_again
from jamsostek.treasury.services.payment_steps import KIND, move, write_steps
from jamsostek.treasury.services.runs import IN_TRANSIT

State = PaymentOrder.State
SUSPENSE: Final = account(Role.SUSPENSE)

Taken = Callable[[Collection[int]], Collection[int]]
"""Tells which of some lines explain something the treasury knows nothing of, such as a refund."""


@dataclass(slots=True)
class Matched:
    """What bank lines explained: payments taken, payments brought back, money of tills."""

    settled: list[PaymentOrder] = field(default_factory=list)
    returned: list[PaymentOrder] = field(default_factory=list)
    cash: list[CashTransfer] = field(default_factory=list)


@again_after_deadlock
@transaction.atomic
def match_payments(*, line_ids: Collection[int], taken: Taken, act: Act) -> Matched:
    """Tie bank lines to the payments that their texts name, where the amounts are the same.

    A debit names payments that come to its amount, or a run whose payments do; a credit names
    one payment of its amount, which thereby came back. Whatever is not certain is left for
    somebody to look at. Doing it again changes nothing.
    """
    lines = list(
        StatementLine.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk__in=line_ids, kind__in=(LineKind.OUTGOING, LineKind.REVERSAL, LineKind.PAYMENT))
        .filter(amount__gt=0, reverses=None, reversed_by=None)
        .exclude(explained_by_payments())
        .order_by("pk")
    )
    naming = [line for line in lines if _names_something(line)]
    free = {line.pk for line in naming} - set(taken([line.pk for line in naming]))
    matched = Matched()
    for line in naming:
        if line.pk in free:
            match = _match_debit if line.direction == Direction.DEBIT else _match_credit
            match(line, act, matched)
    return matched


def _said(line: StatementLine) -> str:
    """Give all that the bank says of a line; a code does not run over from one to the other."""
    return f"{line.text}|{line.reference}"


def _names_something(line: StatementLine) -> bool:
    said = _said(line)
    return bool(orders_named(said) or runs_named(said) or cash_transfers_named(said))


def _match_debit(line: StatementLine, act: Act, matched: Matched) -> None:
    orders = _orders_taken(line) or _run_taken(line)
    if orders:
        _settle(orders, line, act)
        matched.settled += orders
        return
    _match_till(line, act, matched, Direction.CREDIT)


def _match_credit(line: StatementLine, act: Act, matched: Matched) -> None:
    sent = _sent(code__in=orders_named(_said(line)), returned_line=None)
    if len(sent) == 1 and sent[0].amount == line.amount:
        _return(sent[0], line, act)
        matched.returned += sent
        return
    _match_till(line, act, matched, Direction.DEBIT)


def _orders_taken(line: StatementLine) -> list[PaymentOrder]:
    """Give the payments that a debit names, if they are its amount together."""
    named = orders_named(_said(line))
    orders = _sent(code__in=named, settled_line=None)
    return orders if sum(order.amount for order in orders) == line.amount else []


def _run_taken(line: StatementLine) -> list[PaymentOrder]:
    """Give the payments of the run that a debit names, all or without what the bank refused."""
    named = PaymentRun.objects.filter(code__in=runs_named(_said(line)), settled_line=None)
    run = named.select_for_update(no_key=True).first() if named.count() == 1 else None
    if run is None:
        return []
    orders = _sent(run=run, settled_line=None)
    went = [order for order in orders if order.state != State.RETURNED]
    for taken in (orders, went):
        if taken and sum(order.amount for order in taken) == line.amount:
            run.settled_line = line
            run.save(update_fields=["settled_line"])
            return taken
    return []


def _sent(**wanted: object) -> list[PaymentOrder]:
    """Lock the payments wanted that a released run has sent."""
    found = PaymentOrder.objects.filter(**wanted).exclude(state__in=(State.QUEUED, State.CANCELLED))
    sent = found.filter(run__state=PaymentRun.State.RELEASED)
    return list(sent.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def _settle(orders: Sequence[PaymentOrder], line: StatementLine, act: Act) -> None:
    """Note that a debit took payments; those whose fate was open are paid."""
    entries = move(
        orders=orders, key="PAY-DEBITED", day=line.day, debit=IN_TRANSIT, credit=SUSPENSE, act=act
    )
    open_ids = [order.pk for order in orders if order.state in (State.SENT, State.UNKNOWN)]
    found = PaymentOrder.objects.filter(pk__in=[order.pk for order in orders])
    found.exclude(pk__in=open_ids).update(settled_line=line)
    found.filter(pk__in=open_ids).update(settled_line=line, state=State.PAID, paid_on=line.day)
    for state in dict.fromkeys(order.state for order in orders):
        alike = [order for order in orders if order.state == state]
        after = State.PAID if state in (State.SENT, State.UNKNOWN) else state
        reason = f"Rekening koran {line.day}: {line.text}"[:300]
        write_steps(orders=alike, state=after, act=act, reason=reason, entries=entries)
    _record("settle_payments", line, [order.code for order in orders], act)


def _return(order: PaymentOrder, line: StatementLine, act: Act) -> None:
    """Note that a credit brought a payment back; what it paid is owed again."""
    back = move(
        orders=[order], key="PAY-CREDITED", day=line.day, debit=SUSPENSE, credit=IN_TRANSIT, act=act
    )
    entries = back if order.state == State.RETURNED else owe_again(orders=[order], act=act)
    order.state, order.returned_line = State.RETURNED, line
    order.save(update_fields=["state", "returned_line"])
    reason = f"Rekening koran {line.day}: {line.text}"[:300]
    write_steps(orders=[order], state=State.RETURNED, act=act, reason=reason, entries=entries)
    _record("return_payment", line, [order.code], act)


def _match_till(line: StatementLine, act: Act, matched: Matched, direction: Direction) -> None:
    """Tie a line to the money of a till that it names, of its amount and the other way."""
    named = CashTransfer.objects.filter(
        code__in=cash_transfers_named(_said(line)),
        direction=direction,
        amount=line.amount,
        line=None,
    )
    found = list(named.select_for_update(no_key=True)[:2])
    if len(found) != 1:
        return
    (transfer,) = found
    _post_till(transfer, line.day, act)
    transfer.line = line
    transfer.save(update_fields=["line"])
    matched.cash.append(transfer)
    _record("settle_cash_transfer", line, [transfer.code], act)


def _post_till(transfer: CashTransfer, day: date, act: Act) -> None:
    sign = 1 if transfer.direction == Direction.CREDIT else -1
    ledger.post(
        posting=ledger.Posting(
            key=f"CASH-BANK:{transfer.code}",
            kind=KIND,
            day=day,
            text=f"Kas {transfer.code} menurut rekening koran",
            lines=[(IN_TRANSIT, sign * transfer.amount), (SUSPENSE, -sign * transfer.amount)],
        ),
        act=act,
    )


def _record(action: str, line: StatementLine, codes: Sequence[str], act: Act) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="bank_line",
        subject_id=line.pk,
        detail={"first": codes[0], "count": len(codes), "amount": line.amount},
    )
