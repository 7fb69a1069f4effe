"""The cash desk: opened with what is there, paid from, counted, confirmed by a second person."""

from typing import Final

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import balance_now
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.models import (
    CashDesk,
    CashSession,
    CashTransfer,
    Direction,
    PaymentOrder,
)
from jamsostek.treasury.services.payment_steps import KIND, move, write_steps
from jamsostek.treasury.services.payments import NotAPerson, ReasonMissing, hold_order
from jamsostek.treasury.services.runs import IN_TRANSIT, SamePerson

State = CashSession.State
DIFFERENCES: Final = account(Role.CASH_DIFFERENCES)


@again_after_deadlock
@transaction.atomic
def open_desk(*, branch: Branch, name: str, act: Act) -> CashDesk:
    """Open a till at a branch, with its account in the books.

    Raises:
        DeskOpenAlready: the branch has one of this name.
        ledger.NoMoreCashAccounts: the chart has no code left.
    """
    name = name.strip()[:60]
    if CashDesk.objects.filter(branch=branch, name=name).exists():
        raise DeskOpenAlready(f"{branch.name} has a till called {name}.")
    desk = CashDesk.objects.create(
        branch=branch,
        name=name,
        ledger_account_id=ledger.open_cash_account(name=f"Kas {branch.name}: {name}"[:120]),
    )
    audit.record(
        act=act, action="open_cash_desk", subject_type="cash_desk", subject_id=desk.pk, detail={}
    )
    return desk


class DeskOpenAlready(ValueError):
    """A till that a branch has already."""


@again_after_deadlock
@transaction.atomic
def open_session(*, desk: CashDesk, counted: int, brought: int, act: Act) -> CashSession:
    """Open a till with what the cashier counts in it, and with money brought from the bank.

    Raises:
        NotAPerson: the system opens none.
        SessionOpen: somebody has not closed it yet.
        OtherThanBooks: the count is not what the books say is in it.
        NotAnAmount: money below nothing.
    """
    if act.user_id is None:
        raise NotAPerson("A till is opened by a person.")
    held = CashDesk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    if CashSession.objects.filter(desk=held).exclude(state=State.CLOSED).exists():
        raise SessionOpen(f"{held.name} is not closed yet.")
    if counted < 0 or brought < 0:
        raise NotAnAmount("A till holds nothing below zero.")
    booked = balance_now(held.ledger_account_id)
    if counted != booked:
        raise OtherThanBooks(booked)
    session = CashSession.objects.create(
        desk=held,
        cashier_id=act.user_id,
        cashier_name=act.actor,
        opened_at=act.at,
        opening_amount=counted,
    )
    _record(session, "open_cash_session", counted, act)
    if brought:
        _carry(session, Direction.CREDIT, brought, act)
    return session


class SessionOpen(ValueError):
    """A till that is open, or counted and not yet confirmed."""


class OtherThanBooks(ValueError):
    """A till that holds something else than the books say; `booked` is what they say."""

    def __init__(self, booked: int) -> None:
        self.booked = booked
        super().__init__(f"The books say {booked}.")


class NotAnAmount(ValueError):
    """Money that is nothing, or below."""


@again_after_deadlock
@transaction.atomic
def carry_cash(
    *, session: CashSession, direction: Direction, amount: int, act: Act
) -> CashTransfer:
    """Bring money from the bank to an open till (CREDIT), or take it to the bank (DEBIT).

    Its code is said to the bank, whose line then explains itself.

    Raises:
        NotYourTill: another has opened the till.
        NotOpen: it is counted or closed.
        NotAnAmount: it is nothing.
        TillEmpty: so much is not in it.
    """
    held = _held_open(session, act)
    if amount <= 0:
        raise NotAnAmount("Nothing was carried.")
    if direction == Direction.DEBIT:
        _must_hold(held, amount)
    return _carry(held, direction, amount, act)


@again_after_deadlock
@transaction.atomic
def pay_cash(*, order: PaymentOrder, session: CashSession, receiver: str, act: Act) -> PaymentOrder:
    """Hand a payment out over the counter, to whom the cashier saw the papers of.

    Raises:
        NotNow: it is paid, or given up.
        NotAtThisTill: it is a transfer, of another branch, or not yet due.
        NotYourTill, NotOpen, TillEmpty: as for carrying.
        ReasonMissing: nobody said who received it.
    """
    if not receiver.strip():
        raise ReasonMissing("Who received the money is said.")
    held = _held_open(session, act)
    paid = hold_order(order.pk, PaymentOrder.State.PAID)
    is_here = paid.branch_id == held.desk.branch_id and paid.due_on <= act.day
    if paid.method != PaymentOrder.Method.CASH or not is_here:
        raise NotAtThisTill(f"Payment {paid.code} is not paid at {held.desk.name} on {act.day}.")
    _must_hold(held, paid.amount)
    paid.state, paid.session, paid.paid_on = PaymentOrder.State.PAID, held, act.day
    paid.save(update_fields=["state", "session", "paid_on"])
    till = held.desk.ledger_account_id
    entries = move(orders=[paid], key="PAY-CASH", day=act.day, debit=None, credit=till, act=act)
    reason = f"Diterima oleh {receiver.strip()}"[:300]
    write_steps(orders=[paid], state=paid.state, act=act, reason=reason, entries=entries)
    audit.record(
        act=act,
        action="pay_cash",
        subject_type="payment_order",
        subject_id=paid.pk,
        detail={"payment": paid.code, "amount": paid.amount, "receiver": receiver.strip()[:120]},
    )
    return paid


class NotAtThisTill(ValueError):
    """A payment that this till does not hand out today."""


class NotYourTill(ValueError):
    """A till that another cashier has opened."""


class NotOpen(ValueError):
    """A till that is counted or closed."""


class TillEmpty(ValueError):
    """More than is in the till; `amount` is what is."""

    def __init__(self, amount: int) -> None:
        self.amount = amount
        super().__init__(f"There is only {amount} in the till.")


@again_after_deadlock
@transaction.atomic
def count_session(*, session: CashSession, counted: int, reason: str, act: Act) -> CashSession:
    """Count the till at the end; nothing more is paid from it until a second person confirms.

    Raises:
        NotYourTill, NotOpen: as for carrying.
        NotAnAmount: money below nothing.
        ReasonMissing: the count differs from the books, and nobody said why.
    """
    held = _held_open(session, act)
    if counted < 0:
        raise NotAnAmount("A till holds nothing below zero.")
    expected = balance_now(held.desk.ledger_account_id)
    if counted != expected and not reason.strip():
        raise ReasonMissing(f"The books say {expected}: why it differs is said.")
    held.state, held.counted_at = State.COUNTED, act.at
    held.expected_amount, held.counted_amount = expected, counted
    held.difference_reason = reason.strip()
    held.save(
        update_fields=[
            "state",
            "counted_at",
            "expected_amount",
            "counted_amount",
            "difference_reason",
        ]
    )
    _record(held, "count_cash_session", counted, act)
    return held


@again_after_deadlock
@transaction.atomic
def close_session(*, session: CashSession, counted: int, act: Act) -> CashSession:
    """Confirm a count as the second person, which books its difference and closes the till.

    `counted` is what that person counts.

    Raises:
        NotAPerson: the system confirms nothing.
        SamePerson: it is who was at the till.
        NotOpen: it is not counted, or closed already.
        CountsDiffer: the second count is another; who was at the till counts anew.
    """
    if act.user_id is None:
        raise NotAPerson("A count is confirmed by a person.")
    held = _hold(session)
    if held.state != State.COUNTED:
        raise NotOpen(f"The session is {held.state}.")
    if held.cashier_id == act.user_id:
        raise SamePerson("Who was at the till does not confirm the count.")
    if counted != held.counted_amount:
        raise CountsDiffer(f"The cashier counted {held.counted_amount}.")
    held.state, held.confirmed_by_id, held.closed_at = State.CLOSED, act.user_id, act.at
    held.entry_id = _book_difference(held, act)
    held.save(update_fields=["state", "confirmed_by", "closed_at", "entry_id"])
    _record(held, "close_cash_session", counted, act)
    return held


class CountsDiffer(ValueError):
    """Two persons who count different money."""


@again_after_deadlock
@transaction.atomic
def count_anew(*, session: CashSession, act: Act) -> CashSession:
    """Open a counted till again, because the count was wrong.

    Raises:
        NotOpen: it is not counted, or closed already.
    """
    held = _hold(session)
    if held.state != State.COUNTED:
        raise NotOpen(f"The session is {held.state}.")
    held.state, held.counted_at, held.difference_reason = State.OPEN, None, ""
    held.expected_amount = held.counted_amount = None
    held.save(
        update_fields=[
            "state",
            "counted_at",
            "expected_amount",
            "counted_amount",
            "difference_reason",
        ]
    )
    _record(held, "recount_cash_session", 0, act)
    return held


def _hold(session: CashSession) -> CashSession:
    held = CashSession.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("desk__branch").get(pk=session.pk)


def _held_open(session: CashSession, act: Act) -> CashSession:
    held = _hold(session)
    if held.cashier_id != act.user_id:
        raise NotYourTill(f"{held.cashier_name} has opened this till.")
    if held.state != State.OPEN:
        raise NotOpen(f"The session is {held.state}.")
    return held


def _must_hold(session: CashSession, amount: int) -> None:
    there = balance_now(session.desk.ledger_account_id)
    if there < amount:
        raise TillEmpty(there)


def _carry(session: CashSession, direction: Direction, amount: int, act: Act) -> CashTransfer:
    code = _next_code()
    into = amount if direction == Direction.CREDIT else -amount
    entry = ledger.post(
        posting=ledger.Posting(
            key=f"CASH:{code}",
            kind=KIND,
            day=act.day,
            text=f"Kas {session.desk.name}: {code}",
            lines=[(session.desk.ledger_account_id, into), (IN_TRANSIT, -into)],
        ),
        act=act,
    )
    transfer = CashTransfer.objects.create(
        code=code,
        session=session,
        direction=direction,
        amount=amount,
        entry_id=entry.pk,
        made_at=act.at,
        made_by=act.actor,
    )
    _record(session, "carry_cash", into, act)
    return transfer


def _book_difference(session: CashSession, act: Act) -> int | None:
    """Book what a count found too much or too little; give the entry."""
    difference = (session.counted_amount or 0) - (session.expected_amount or 0)
    if not difference:
        return None
    entry = ledger.post(
        posting=ledger.Posting(
            key=f"CASH-DIFFERENCE:{session.pk}",
            kind=KIND,
            day=act.day,
            text=f"Selisih kas {session.desk.name}: {session.difference_reason}"[:200],
            lines=[(session.desk.ledger_account_id, difference), (DIFFERENCES, -difference)],
        ),
        act=act,
    )
    return int(entry.pk)


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('treasury_cash_code_seq')")
        (number,) = cursor.fetchone()
    return f"KS{number:08d}"


def _record(session: CashSession, action: str, amount: int, act: Act) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="cash_desk",
        subject_id=session.desk_id,
        detail={"session": session.pk, "amount": amount},
    )
