"""Ordering payments: each thing owed is paid by one order, which comes back or is paid."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import IntegrityError, connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.models import PaymentItem, PaymentOrder, PaymentRun
from jamsostek.treasury.rules.payments import may_follow
from jamsostek.treasury.services.payment_steps import write_steps

State = PaymentOrder.State
Method = PaymentOrder.Method


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the money goes: a bank account, or in cash over the counter."""

    method: str
    bank: str = ""
    account_number: str = ""
    account_name: str = ""

    def __post_init__(self) -> None:
        named = (self.bank, self.account_number, self.account_name)
        if self.method not in Method.values:
            raise DestinationWrong(f"There is no way to pay called {self.method}.")
        if self.method == Method.TRANSFER and not all(part.strip() for part in named):
            raise DestinationWrong("A transfer needs a bank, a number and a name.")
        if self.method == Method.CASH and any(named):
            raise DestinationWrong("Cash goes to no bank account.")


class DestinationWrong(ValueError):
    """A transfer without a whole bank account, or cash with one."""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A payment to be made for things owed, each with its number at its source and its amount.

    `payable_account` is the account of the chart that owes it, debited when the money leaves.
    """

    source: str
    items: tuple[tuple[int, int], ...]
    payee: str
    destination: Destination
    branch_id: int
    text: str
    due_on: date
    payable_account: int

    def __post_init__(self) -> None:
        if not self.items or any(amount <= 0 for _, amount in self.items):
            raise NothingToPay(f"An order for {self.payee} pays something for each thing owed.")

    @property
    def amount(self) -> int:
        """The rupiah of its items together."""
        return sum(amount for _, amount in self.items)


class NothingToPay(ValueError):
    """An order without things owed, or one of them of no amount."""


@again_after_deadlock
@transaction.atomic
def order_payments(*, orders: Sequence[NewOrder], act: Act) -> list[int]:
    """Order payments, all or none, and give their numbers in the order asked.

    Raises:
        AlreadyOrdered: another payment stands for one of the things owed.
    """
    return [order.pk for order in _store([(new, None) for new in orders], act)]


class AlreadyOrdered(ValueError):
    """Something owed that a standing payment pays already; `codes` are those payments."""

    def __init__(self, codes: Collection[str]) -> None:
        self.codes = tuple(sorted(codes))
        super().__init__(f"Already paid or to be paid by {', '.join(self.codes)}.")


@again_after_deadlock
@transaction.atomic
def cancel_order(*, order: PaymentOrder, reason: str, act: Act) -> PaymentOrder:
    """Give up a payment that has not left; what it was to pay can be ordered again.

    A run that was only prepared goes on without it.

    Raises:
        NotNow: it was sent, paid, or has ended.
        ReasonMissing: nobody said why.
    """
    if not reason.strip():
        raise ReasonMissing("Giving up a payment says why.")
    run = _hold_run(order)
    held = hold_order(order.pk, State.CANCELLED)
    if run is not None:
        run.count -= 1
        run.amount -= held.amount
        run.save(update_fields=["count", "amount"])
    held.state, held.run = State.CANCELLED, None
    held.save(update_fields=["state", "run"])
    write_steps(orders=[held], state=State.CANCELLED, act=act, reason=reason)
    _record(held, "cancel_payment", act, reason)
    return held


@again_after_deadlock
@transaction.atomic
def reissue(
    *, order: PaymentOrder, destination: Destination, act: Act, due_on: date | None = None
) -> PaymentOrder:
    """Order a payment that came back once more, to another destination; give the new order.

    Asked again with the same destination it gives the order made then.

    Raises:
        NotReturned: it did not come back, or went out anew already to another destination.
        NotBackYet: the bank has taken it from our account and not brought it back.
    """
    held = PaymentOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    after = PaymentOrder.objects.filter(reissue_of=held).first()
    if after is not None and destination == destination_of(after):
        return after
    if held.state != State.RETURNED or after is not None:
        raise NotReturned(f"Payment {held.code} is {held.state}: nothing to send anew.")
    if held.settled_line_id is not None and held.returned_line_id is None:
        raise NotBackYet(f"The bank took {held.code}; its credit has not come.")
    items = PaymentItem.objects.filter(order=held).order_by("pk")
    new = NewOrder(
        source=items[0].source,
        items=tuple((item.source_id, item.amount) for item in items),
        payee=held.payee,
        destination=destination,
        branch_id=held.branch_id,
        text=held.text,
        due_on=due_on or act.day,
        payable_account=held.payable_account_id,
    )
    (made,) = _store([(new, held)], act)
    return made


class NotReturned(ValueError):
    """A payment that cannot go out anew: it did not come back, or already did go out."""


class NotBackYet(NotReturned):
    """A payment that the bank calls returned while its statement shows it as taken."""


class NotNow(ValueError):
    """A step that a payment in its state does not take; `state` says which."""

    def __init__(self, code: str, state: str, following: str) -> None:
        self.code, self.state = code, state
        super().__init__(f"Payment {code} is {state} and does not become {following}.")


class ReasonMissing(ValueError):
    """A step that somebody has to give a reason for."""


class NotAPerson(ValueError):
    """A step that a person has to take, as another person checks it."""


@again_after_deadlock
@transaction.atomic
def mark_unknown(*, order: PaymentOrder, reason: str, act: Act) -> PaymentOrder:
    """Note that nobody knows what became of a payment that was sent.

    It waits for the bank's word, and is never sent again by itself.

    Raises:
        NotNow: it was not sent, or its fate is known.
        ReasonMissing: nobody said why.
    """
    if not reason.strip():
        raise ReasonMissing("Why the fate of a payment is unknown is said.")
    held = hold_order(order.pk, State.UNKNOWN)
    held.state = State.UNKNOWN
    held.save(update_fields=["state"])
    write_steps(orders=[held], state=State.UNKNOWN, act=act, reason=reason)
    _record(held, "payment_unknown", act, reason)
    return held


def hold_order(number: int, following: str) -> PaymentOrder:
    """Lock an order as it is now, for a step that it may take.

    Raises:
        NotNow: it may not take it.
    """
    held = PaymentOrder.objects.select_for_update(no_key=True).get(pk=number)
    if not may_follow(held.state, following):
        raise NotNow(held.code, held.state, following)
    return held


def destination_of(order: PaymentOrder) -> Destination:
    """Give where an order's money goes."""
    return Destination(order.method, order.bank, order.account_number, order.account_name)


def _hold_run(order: PaymentOrder) -> PaymentRun | None:
    """Lock the run that an order waits in, before the order, as releasing it does."""
    order.refresh_from_db(fields=["run", "state"])
    if order.run_id is None or order.state != State.QUEUED:
        return None
    run = PaymentRun.objects.select_for_update(no_key=True).get(pk=order.run_id)
    order.refresh_from_db(fields=["run", "state"])
    return run if order.run_id == run.pk and run.state == PaymentRun.State.PREPARED else None


def _store(asked: Sequence[tuple[NewOrder, PaymentOrder | None]], act: Act) -> list[PaymentOrder]:
    """Store orders with their items and first steps.

    The items go in the order of their sources, so that two who order the same things wait for
    each other instead of stopping each other.

    Raises:
        AlreadyOrdered: another payment stands for one of the things owed.
    """
    numbers = _numbers(len(asked))
    orders = [
        _order(new, former, number, code, act)
        for (new, former), (number, code) in zip(asked, numbers, strict=True)
    ]
    items = [
        PaymentItem(order_id=order.pk, source=new.source, source_id=source_id, amount=amount)
        for (new, _), order in zip(asked, orders, strict=True)
        for source_id, amount in new.items
    ]
    items.sort(key=lambda item: (item.source, item.source_id))
    try:
        with transaction.atomic():
            PaymentOrder.objects.bulk_create(orders)
            PaymentItem.objects.bulk_create(items)
    except IntegrityError as error:
        if _constraint(error) != "payment_item_once":
            raise
        raise AlreadyOrdered(_standing_for(items)) from error
    write_steps(orders=orders, state=State.QUEUED, act=act)
    if orders:
        _record_ordered(orders, act)
    return orders


def _order(
    new: NewOrder, former: PaymentOrder | None, number: int, code: str, act: Act
) -> PaymentOrder:
    to = replace(new.destination, bank=new.destination.bank.strip())
    return PaymentOrder(
        pk=number,
        code=code,
        branch_id=new.branch_id,
        payee=new.payee[:120],
        method=to.method,
        bank=to.bank,
        account_number=to.account_number.strip(),
        account_name=to.account_name.strip(),
        amount=new.amount,
        text=new.text[:120],
        due_on=new.due_on,
        payable_account_id=new.payable_account,
        reissue_of=former,
        ordered_at=act.at,
        ordered_by=act.actor,
    )


NUMBERS: Final = """
    SELECT nextval('treasury_paymentorder_id_seq'),
        'PB' || lpad(nextval('treasury_payment_code_seq')::text, 8, '0')
    FROM generate_series(1, %s)
"""


def _numbers(count: int) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [count])
        return [(int(number), str(code)) for number, code in cursor.fetchall()]


def _constraint(error: IntegrityError) -> str | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None)


def _standing_for(items: Sequence[PaymentItem]) -> set[str]:
    """Give the codes of the payments that stand for some of these things."""
    codes: set[str] = set()
    for source in {item.source for item in items}:
        wanted = [item.source_id for item in items if item.source == source]
        standing = PaymentItem.objects.filter(source=source, source_id__in=wanted, standing=True)
        codes |= set(standing.values_list("order__code", flat=True)[:20])
        twice = {number for number in wanted if wanted.count(number) > 1} if not codes else set()
        codes |= {f"{source} {number}" for number in twice}
    return codes


def _record_ordered(orders: Sequence[PaymentOrder], act: Act) -> None:
    one = len(orders) == 1
    audit.record(
        act=act,
        action="order_payments",
        subject_type="payment_order",
        subject_id=orders[0].pk if one else None,
        detail={
            "first": orders[0].code,
            "last": orders[-1].code,
            "count": len(orders),
            "amount": sum(order.amount for order in orders),
        },
    )


def _record(order: PaymentOrder, action: str, act: Act, reason: str) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="payment_order",
        subject_id=order.pk,
        detail={"payment": order.code, "amount": order.amount, "reason": reason.strip()},
    )
