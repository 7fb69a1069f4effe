"""Giving up what cannot be had: proposed for named bills, decided by a second officer."""

from collections.abc import Collection

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Bill, PenaltyWaiver, WriteOff, WriteOffItem
from jamsostek.contributions.queries.versions import with_other_versions
from jamsostek.contributions.rules.write_offs import write_off_limit, write_off_lines
from jamsostek.contributions.services.receipts import work_out
from jamsostek.institution.models import StaffMember
from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.ledger.services import again_after_deadlock

State = WriteOff.State
Part = WriteOffItem.Part


@transaction.atomic
def propose_write_off(*, bills: Collection[Bill], part: str, ground: str, act: Act) -> WriteOff:
    """Propose to give up what some overdue bills of one payer lack, or only their penalties.

    Raises:
        NotByAPerson: the system would propose; only people do.
        WithoutReason: the act has no reason.
        NotWritableOff: a bill cannot be written off; its kind says why.
    """
    user_id = _user_of(act)
    _told(act)
    held = _hold(bills)
    named = {bill.pk for bill in bills}
    items = [
        WriteOffItem(bill=bill, part=part, amount=_checked(bill, part, act))
        for bill in held
        if bill.pk in named or (part == Part.WHOLE and _is_owed(bill))
    ]
    if len({bill.payer for bill in held}) != 1:
        raise SeveralPayers("A write-off names the bills of one payer.")
    write_off = WriteOff.objects.create(
        branch_id=held[0].branch_id,
        employer_id=held[0].employer_id,
        ground=ground,
        reason=act.reason.strip(),
        amount=sum(item.amount for item in items),
        proposer_id=user_id,
        proposed_by=act.actor,
        proposed_at=act.at,
    )
    for item in items:
        item.write_off = write_off
    WriteOffItem.objects.bulk_create(items)
    _record(act, "propose_write_off", write_off)
    return write_off


@again_after_deadlock
@transaction.atomic
def decide_write_off(*, write_off: WriteOff, approve: bool, act: Act) -> WriteOff:
    """Give up the bills of a proposal, or refuse to; a second officer decides, within a limit.

    An approved bill lacks nothing any more and is not paid either. Where money comes for it
    after all and covers it, the write-off is undone by an entry that names it, and the bill is
    settled like any other (`follow_settlements`). Penalties given up are taken off their bill,
    which is settled as soon as its contributions are covered.

    Raises:
        NotByAPerson, WithoutReason: as for a proposal.
        OwnProposal: who proposed it decides.
        AboveLimit: the sum is above what the officer may decide.
        NotWaiting: it is decided.
        NotWritableOff: a bill was paid meanwhile; refuse the proposal and make another.
    """
    user_id = _user_of(act)
    _told(act)
    held = WriteOff.objects.select_for_update(no_key=True).get(pk=write_off.pk)
    if held.state != State.PROPOSED:
        raise NotWaiting(f"The write-off was {held.state} by {held.decided_by}.")
    if held.proposer_id == user_id:
        raise OwnProposal("Somebody else than who proposed a write-off decides on it.")
    if limit_of(user_id) < held.amount:
        raise AboveLimit(f"{held.amount} is above what {act.actor} may write off.")
    held.state = State.APPROVED if approve else State.REFUSED
    held.decider_id, held.decided_by, held.decided_at = user_id, act.actor, act.at
    held.decision_reason = act.reason.strip()
    held.save(update_fields=["state", "decider", "decided_by", "decided_at", "decision_reason"])
    if approve:
        _take_effect(held, act)
    _record(act, "approve_write_off" if approve else "refuse_write_off", held)
    return held


def limit_of(user_id: int) -> int:
    """Give up to which sum a member of staff may decide; 0 for who decides nothing."""
    officer = StaffMember.objects.filter(user_id=user_id).first()
    if officer is None:
        return 0
    at_head_office = officer.branch_id is None and officer.region_id is None
    return write_off_limit(officer.roles, at_head_office=at_head_office)


class NotByAPerson(ValueError):
    """A write-off that the system itself would propose or decide."""


class WithoutReason(ValueError):
    """A write-off without a reason."""


class NotWritableOff(ValueError):
    """A bill that cannot be written off as it stands."""


class NothingLacks(NotWritableOff):
    """A bill that lacks nothing, or of which nothing is overdue."""


class NoPenalty(NotWritableOff):
    """A bill that charges no penalty beside contributions."""


class AlreadyProposed(NotWritableOff):
    """A bill that waits for a decision already."""


class SeveralPayers(NotWritableOff):
    """Bills of more than one payer, or none at all."""


class OwnProposal(ValueError):
    """A write-off decided by who proposed it."""


class AboveLimit(ValueError):
    """A sum that somebody higher decides on."""


class NotWaiting(ValueError):
    """A second decision on one write-off."""


def _user_of(act: Act) -> int:
    if act.user_id is None:
        raise NotByAPerson("People propose and decide write-offs; the system does not.")
    return act.user_id


def _told(act: Act) -> None:
    if not act.reason.strip():
        raise WithoutReason("A write-off is proposed and decided for a reason.")


def _hold(bills: Collection[Bill]) -> list[Bill]:
    """Hold bills and the other versions of their months, so that proposals follow each other."""
    held = Bill.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    ids = with_other_versions([bill.pk for bill in bills])
    found = list(held.filter(pk__in=ids))
    if not found:
        raise SeveralPayers("A write-off names at least one bill.")
    return found


def _checked(bill: Bill, part: str, act: Act) -> int:
    """Give what a bill lacks of the part, where that can be given up."""
    waiting = WriteOffItem.objects.filter(bill=bill, write_off__state=State.PROPOSED)
    if waiting.exists():
        raise AlreadyProposed(f"Bill {bill.code} waits for a decision already.")
    return _lacking(bill, part, act)


def _lacking(bill: Bill, part: str, act: Act) -> int:
    missing: int = bill.asked - bill.received
    if not _is_owed(bill) or bill.due_date >= act.day:
        raise NothingLacks(f"Bill {bill.code} lacks nothing that is overdue.")
    if part == Part.PENALTY and (bill.penalty <= 0 or bill.contributions <= 0):
        raise NoPenalty(f"Bill {bill.code} charges no penalty beside contributions.")
    return min(missing, bill.penalty) if part == Part.PENALTY else missing


def _is_owed(bill: Bill) -> bool:
    """Tell whether a bill lacks money that somebody owes; own-account bills are offers."""
    is_open = not (bill.settled_on or bill.written_off_on)
    return is_open and bill.kind != Bill.Kind.OWN_ACCOUNT and bill.received < bill.asked


def _take_effect(write_off: WriteOff, act: Act) -> None:
    items = list(write_off.items.order_by("bill_id"))
    bills = {bill.pk: bill for bill in _hold([item.bill for item in items])}
    for item in items:
        _lacking(bills[item.bill_id], item.part, act)
        if item.part == Part.PENALTY:
            _waive(item, bills[item.bill_id], act)
    work_out(bill_ids=list(bills), act=act)


def _waive(item: WriteOffItem, bill: Bill, act: Act) -> None:
    """Take a penalty off its bill, whole: what of it was received counts for contributions."""
    entry = ledger.post(
        posting=ledger.Posting(
            key=f"BILL:{bill.code}:WAIVER:{item.pk}",
            kind="BILL",
            day=act.day,
            text=f"Penghapusan denda pada tagihan {bill.code}",
            lines=write_off_lines({}, bill.penalty),
        ),
        act=act,
    )
    PenaltyWaiver.objects.create(
        item=item, bill=bill, amount=bill.penalty, entry_id=entry.pk, made_at=act.at
    )


def _record(act: Act, action: str, write_off: WriteOff) -> None:
    codes = sorted(write_off.items.values_list("bill__code", flat=True))
    audit.record(
        act=act,
        action=action,
        subject_type="employer",
        subject_id=write_off.employer_id,
        detail={"write_off": write_off.pk, "amount": write_off.amount, "bills": codes},
    )
