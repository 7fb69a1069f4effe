"""Giving money back: proposed, decided by somebody else, paid, and taken up again if it returns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Allocation, Bill, Naming, Refund, RefundPart, RefundStep
from jamsostek.contributions.queries.receipts import held_of, namings_standing
from jamsostek.contributions.queries.refunds import (
    Free,
    free_of_bill,
    free_of_receipt,
    lines_that_may_have_paid,
    lines_that_may_have_returned,
)
from jamsostek.contributions.rules.refunds import may_follow
from jamsostek.contributions.services.receipts import (
    NotAReceipt,
    hold_lines,
    must_be_receipt,
    work_out,
)
from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.models import StatementLine


@dataclass(frozen=True, slots=True)
class Target:
    """The bank account that money is given back to."""

    bank: str
    number: str
    name: str


@again_after_deadlock
@transaction.atomic
def propose_refund_of_bill(
    *, bill: Bill, amount: int, target: Target, reason: str, act: Act
) -> Refund:
    """Propose to give back what a bill received beyond what it asks, or a part of that.

    Until somebody decides the money is kept from every bill; the latest receipts go back first.

    Raises:
        NotAPerson, ReasonMissing, MoreThanFree: see `_propose`.
    """
    hold_lines([free.line.pk for free in free_of_bill(bill)])
    bill = Bill.objects.select_for_update(no_key=True).get(pk=bill.pk)
    return _propose(free_of_bill(bill), amount, target, reason, act, bill)


@again_after_deadlock
@transaction.atomic
def propose_refund_of_receipt(
    *, line: StatementLine, amount: int, target: Target, reason: str, act: Act
) -> Refund:
    """Propose to give back what no bill takes of a receipt, or a part of that.

    Raises:
        NotAReceipt: the line is no payment, or the bank took it back.
        NotAPerson, ReasonMissing, MoreThanFree: see `_propose`.
    """
    hold_lines([line.pk])
    must_be_receipt(line)
    free = free_of_receipt(line, held_of([line.pk]).get(line.pk, 0))
    return _propose([Free(line, free)], amount, target, reason, act)


def _propose(
    free: Sequence[Free],
    amount: int,
    target: Target,
    reason: str,
    act: Act,
    bill: Bill | None = None,
) -> Refund:
    """Store a proposal and keep its money.

    Raises:
        NotAPerson: the system cannot propose, as nobody else could be told from it.
        ReasonMissing: nobody said why.
        MoreThanFree: so much is not there to be given back.
    """
    if act.user_id is None:
        raise NotAPerson("A refund is proposed by a person.")
    if not reason.strip():
        raise ReasonMissing("A refund says why.")
    most = sum(each.amount for each in free)
    if not 0 < amount <= most:
        raise MoreThanFree(amount, most)
    refund = Refund.objects.create(
        code=_next_code(),
        branch_id=bill.branch_id if bill else _branch_of(free[0].line),
        bill=bill,
        amount=amount,
        bank=target.bank,
        account_number=target.number,
        account_name=target.name,
        reason=reason.strip(),
        proposed_at=act.at,
        proposed_by_id=act.user_id,
    )
    _free_receipts([each.line.pk for each in free], act)
    left = amount
    for each in free:
        if part := min(left, each.amount):
            RefundPart.objects.create(refund=refund, line=each.line, amount=part)
        left -= part
    _step(refund, Refund.State.PROPOSED, reason, act)
    _work_out_lines([each.line.pk for each in free], act)
    return refund


def _branch_of(line: StatementLine) -> int | None:
    """Give the branch of a bill that a receipt is meant for, if there is one."""
    named = namings_standing().filter(line=line).order_by("pk")
    return named.values_list("bill__branch_id", flat=True).first()


class NotAPerson(ValueError):
    """A step of a refund that the system would take by itself."""


class ReasonMissing(ValueError):
    """A step of a refund without a reason."""


class MoreThanFree(ValueError):
    """More to be given back than is there; `most` says how much is."""

    def __init__(self, amount: int, most: int) -> None:
        super().__init__(f"{amount} cannot be given back; there is {most}.")
        self.most = most


@again_after_deadlock
@transaction.atomic
def decide_refund(*, refund: Refund, approve: bool, reason: str, act: Act) -> Refund:
    """Have a second officer approve or reject a refund; approved, it is owed from now on.

    Raises:
        NotNow: it is not waiting for a decision.
        SamePerson: who proposed a refund does not decide it.
        NotAPerson, ReasonMissing: nobody decided, or nobody said why.
        NotAReceipt: the bank has taken the money back meanwhile.
    """
    state = Refund.State.APPROVED if approve else Refund.State.REJECTED
    held = _held(refund, state)
    if act.user_id is None:
        raise NotAPerson("A refund is decided by a person.")
    if act.user_id == held.proposed_by_id:
        raise SamePerson("Who proposed a refund does not decide it.")
    if not reason.strip():
        raise ReasonMissing("A decision says why.")
    held.decided_by_id = act.user_id
    entry = None
    if approve:
        taken_back = StatementLine.objects.filter(reverses__in=_line_ids(held))
        if taken_back.exists():
            raise NotAReceipt("The bank has taken back what was to be given back.")
        entry = _post(held, "REFUND", act.day, sign=1, act=act)
    _become(held, state, reason, act, entry)
    if not approve:
        _work_out_lines(_line_ids(held), act)
    return held


class NotNow(ValueError):
    """A step that a refund in its state does not take."""


class SamePerson(ValueError):
    """A refund decided by who proposed it."""


@again_after_deadlock
@transaction.atomic
def withdraw_refund(*, refund: Refund, reason: str, act: Act) -> Refund:
    """Give up a refund that is not paid; its money can be given to bills again.

    Raises:
        NotNow: it is paid, or has ended.
        ReasonMissing: nobody said why.
    """
    held = _held(refund, Refund.State.WITHDRAWN)
    if not reason.strip():
        raise ReasonMissing("Giving up a refund says why.")
    was_owed = held.state == Refund.State.APPROVED
    entry = _post(held, "REFUND-OFF", act.day, sign=-1, act=act) if was_owed else None
    _become(held, Refund.State.WITHDRAWN, reason, act, entry)
    _work_out_lines(_line_ids(held), act)
    return held


@again_after_deadlock
@transaction.atomic
def pay_refund(*, refund: Refund, line: StatementLine, act: Act) -> Refund:
    """Note which debit of the bank paid a refund; what was owed is owed no more.

    Raises:
        NotNow: it is not approved, or is paid already.
        OtherLine: the line is no unexplained debit of its amount.
    """
    hold_lines([line.pk])
    held = _held(refund, Refund.State.PAID)
    if not lines_that_may_have_paid(held).filter(pk=line.pk).exists():
        raise OtherLine(f"Line {line.pk} is no unexplained debit of {held.amount}.")
    held.paid_line = line
    entry = _post(held, "REFUND-PAID", line.day, sign=-1, act=act)
    _become(held, Refund.State.PAID, "", act, entry)
    return held


@again_after_deadlock
@transaction.atomic
def return_refund(*, refund: Refund, line: StatementLine, act: Act) -> Refund:
    """Note that the bank brought a paid refund back; its money is there again, as it was before.

    Raises:
        NotNow: it is not paid.
        OtherLine: the line is no unused credit of its amount since it was paid.
    """
    hold_lines([line.pk, *_line_ids(refund)])
    held = _held(refund, Refund.State.RETURNED)
    if not lines_that_may_have_returned(held).filter(pk=line.pk).exists():
        raise OtherLine(f"Line {line.pk} is no unused credit of {held.amount}.")
    held.returned_line = line
    _become(held, Refund.State.RETURNED, "", act, None)
    _work_out_lines([line.pk, *_line_ids(held)], act)
    return held


class OtherLine(ValueError):
    """A bank line that did not pay a refund, or did not bring it back."""


def pay_refunds_named(*, line_ids: Collection[int], act: Act) -> list[Refund]:
    """Note what approved refunds some new lines paid, where they say the refund and its amount."""
    approved = Refund.objects.filter(state=Refund.State.APPROVED)
    paid = []
    for refund in approved.order_by("pk"):
        found = (
            lines_that_may_have_paid(refund)
            .filter(pk__in=line_ids, text__icontains=refund.code)
            .first()
        )
        if found is not None:
            paid.append(pay_refund(refund=refund, line=found, act=act))
    return paid


def _held(refund: Refund, following: str) -> Refund:
    """Lock a refund and its receipts as they are now, for a step that it may take."""
    hold_lines(_line_ids(refund))
    held = Refund.objects.select_for_update(no_key=True).get(pk=refund.pk)
    if not may_follow(held.state, following):
        raise NotNow(f"A refund that is {held.state} does not become {following}.")
    return held


def _line_ids(refund: Refund) -> list[int]:
    return list(RefundPart.objects.filter(refund=refund).values_list("line_id", flat=True))


def _become(refund: Refund, state: Refund.State, reason: str, act: Act, entry: int | None) -> None:
    refund.state = state
    refund.save(update_fields=["state", "decided_by", "paid_line", "returned_line"])
    _step(refund, state, reason, act, entry)


def _step(
    refund: Refund, state: Refund.State, reason: str, act: Act, entry: int | None = None
) -> None:
    RefundStep.objects.create(
        refund=refund,
        state=state,
        made_at=act.at,
        made_by=act.actor,
        user_id=act.user_id,
        reason=reason.strip(),
        entry_id=entry,
    )
    audit.record(
        act=act,
        action=f"refund_{state.lower()}",
        subject_type="employer" if refund.bill else "refund",
        subject_id=refund.bill.employer_id if refund.bill else refund.pk,
        detail={"refund": refund.code, "amount": refund.amount, "reason": reason.strip()},
    )


def _post(refund: Refund, what: str, day: date, *, sign: int, act: Act) -> int:
    """Move a refund out of suspense into what is owed, or back; give the entry."""
    entry = ledger.post(
        posting=ledger.Posting(
            key=f"{what}:{refund.code}",
            kind="REFUND",
            day=day,
            text=f"Pengembalian {refund.code} kepada {refund.account_name}"[:200],
            lines=[
                (account(Role.SUSPENSE), sign * refund.amount),
                (account(Role.REFUND_PAYABLE), -sign * refund.amount),
            ],
        ),
        act=act,
    )
    return int(entry.pk)


def _free_receipts(line_ids: Collection[int], act: Act) -> None:
    """Take receipts off their bills, which are worked out anew with what the refund leaves."""
    standing = Allocation.objects.filter(line_id__in=list(line_ids), withdrawn_at=None)
    standing.update(withdrawn_at=act.at)


def _work_out_lines(line_ids: Collection[int], act: Act) -> None:
    """Work out anew the bills that some receipts are meant for."""
    named = Naming.objects.filter(line_id__in=list(line_ids)).values_list("bill_id", flat=True)
    if bill_ids := set(named):
        work_out(bill_ids=bill_ids, act=act)


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('contributions_refund_code_seq')")
        (number,) = cursor.fetchone()
    return f"PG{number:08d}"
