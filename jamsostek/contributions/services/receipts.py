"""Receipts: which bills they are meant for, and what follows for those bills."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Q

from jamsostek.audit import services as audit
from jamsostek.contributions.models import (
    Allocation,
    Bill,
    BillReduction,
    Naming,
    Settlement,
)
from jamsostek.contributions.queries.bills import billed_codes
from jamsostek.contributions.queries.receipts import (
    lines_left_over_by_corrections,
    namings_standing,
    receipts_naming,
    with_tied,
)
from jamsostek.contributions.queries.versions import families_of
from jamsostek.contributions.rules import versions
from jamsostek.contributions.rules.versions import Standing
from jamsostek.contributions.services.protections import protect, unprotect
from jamsostek.contributions.services.settlements import (
    settle_bill,
    settle_projects,
    undo_settlement,
)
from jamsostek.contributions.services.write_off_postings import follow_settlements
from jamsostek.kernel.acts import Act
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.models import LineKind, StatementLine
from jamsostek.treasury.queries.payment_lines import explained_by_payments
from jamsostek.treasury.services import pair_anew


@again_after_deadlock
@transaction.atomic
def allocate_receipts(*, line_ids: Collection[int], act: Act) -> list[Bill]:
    """Give bank lines to the bills they name, and settle or unsettle what follows.

    What a bill has received is worked out anew from all the receipts that name it or a bill
    they also name, so the result is the same in whatever order lines arrive or this is repeated.
    Reversals count: they take their credit out of the set. Gives the bills looked at.
    """
    hold_lines(line_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO contributions_naming
                (line_id, bill_id, by_officer, made_at, made_by, reason)
            SELECT l.id, b.id, false, %s, %s, ''
            FROM treasury_statementline l
            CROSS JOIN LATERAL jsonb_array_elements_text(l.codes) AS c(code)
            JOIN contributions_bill b ON b.code = c.code
            WHERE l.id = ANY(%s) AND l.kind = 'PAYMENT' AND NOT EXISTS (
                SELECT FROM contributions_naming n WHERE n.line_id = l.id AND n.bill_id = b.id)
            ORDER BY l.id, b.id
            ON CONFLICT (line_id, bill_id) WHERE withdrawn_at IS NULL DO NOTHING
            """,
            [act.at, act.actor, list(line_ids)],
        )
        cursor.execute(
            """
            SELECT DISTINCT n.bill_id FROM contributions_naming n
            JOIN treasury_statementline l ON l.id = n.line_id OR l.reverses_id = n.line_id
            WHERE l.id = ANY(%s)
            """,
            [list(line_ids)],
        )
        bill_ids = {row[0] for row in cursor.fetchall()}
    return work_out(bill_ids=bill_ids, act=act)


@again_after_deadlock
@transaction.atomic
def assign_receipt(*, line: StatementLine, bill: Bill, reason: str, act: Act) -> list[Bill]:
    """Have an officer decide that a receipt, or what is left of it, is meant for a bill.

    Raises:
        NotAReceipt: the line is no payment, or the bank took it back.
        AlreadyMeant: the receipt already names this bill.
    """
    if touched := pair_anew(line_ids=[line.pk], billed=billed_codes):
        allocate_receipts(line_ids=touched, act=act)
    hold_lines([line.pk])
    must_be_receipt(line)
    _, is_new = Naming.objects.get_or_create(
        line=line,
        bill=bill,
        withdrawn_at=None,
        defaults={
            "by_officer": True,
            "made_at": act.at,
            "made_by": act.actor,
            "reason": reason,
        },
    )
    if not is_new:
        msg = f"Line {line.pk} is already meant for bill {bill.code}."
        raise AlreadyMeant(msg)
    audit.record(
        act=act,
        action="assign_receipt",
        subject_type=_sort_of_payer(bill),
        subject_id=bill.payer.pk,
        detail={"line": line.pk, "bill": bill.code, "reason": reason},
    )
    return work_out(bill_ids={bill.pk}, act=act)


@again_after_deadlock
@transaction.atomic
def withdraw_naming(*, line: StatementLine, bill: Bill, reason: str, act: Act) -> list[Bill]:
    """Have an officer decide that a receipt was not meant for a bill it names, or was given to.

    What it paid of the bill waits again, or goes to what else the receipt is meant for; also a
    payment code in the bank's text gives it to this bill no more. Both payers' records say so.

    Raises:
        NotMeant: the receipt is not meant for the bill.
    """
    hold_lines([line.pk])
    return _withdraw(line, bill, reason, act)


@again_after_deadlock
@transaction.atomic
def move_receipt(
    *, line: StatementLine, bill: Bill, to_bill: Bill, reason: str, act: Act
) -> list[Bill]:
    """Have an officer put right a payment that was posted to the wrong bill.

    Taken from the one and given to the other in one transaction, with one reason; both are worked
    out anew.

    Raises:
        NotMeant: the receipt is not meant for the bill it is to be taken from.
        NotAReceipt, AlreadyMeant: see `assign_receipt`.
    """
    hold_lines([line.pk])
    if namings_standing().filter(line=line, bill=to_bill).exists():
        msg = f"Line {line.pk} is already meant for bill {to_bill.code}."
        raise AlreadyMeant(msg)
    _withdraw(line, bill, reason, act)
    return assign_receipt(line=line, bill=to_bill, reason=reason, act=act)


def _withdraw(line: StatementLine, bill: Bill, reason: str, act: Act) -> list[Bill]:
    tied = with_tied({bill.pk})
    withdrawn = Naming.objects.filter(line=line, bill=bill, withdrawn_at=None).update(
        withdrawn_at=act.at, withdrawn_by=act.actor, withdrawn_reason=reason
    )
    if not withdrawn:
        msg = f"Line {line.pk} is not meant for bill {bill.code}."
        raise NotMeant(msg)
    audit.record(
        act=act,
        action="withdraw_receipt",
        subject_type=_sort_of_payer(bill),
        subject_id=bill.payer.pk,
        detail={"line": line.pk, "bill": bill.code, "reason": reason},
    )
    return work_out(bill_ids=tied, act=act)


class NotMeant(ValueError):
    """A receipt taken from a bill that it is not meant for."""


def _sort_of_payer(bill: Bill) -> str:
    """Name the payer of a bill as the trail does."""
    payers = ("employer", "project", "group", "cover")
    return next(name for name in payers if getattr(bill, f"{name}_id") is not None)


class NotAReceipt(ValueError):
    """A bank line that pays nothing."""


class AlreadyMeant(ValueError):
    """A receipt given to a bill it is already meant for."""


@again_after_deadlock
@transaction.atomic
def name_receipts(*, line_ids: Collection[int], bill: Bill, reason: str, act: Act) -> list[Bill]:
    """Have receipts be meant for a bill that takes the place of those they name."""
    hold_lines(line_ids)
    Naming.objects.bulk_create(
        (
            Naming(
                line_id=line_id,
                bill=bill,
                by_officer=False,
                made_at=act.at,
                made_by=act.actor,
                reason=reason,
            )
            for line_id in line_ids
        ),
        ignore_conflicts=True,
    )
    return work_out(bill_ids={bill.pk}, act=act)


def take_credits(*, bill: Bill, act: Act) -> list[Bill]:
    """Have a new bill take in what corrections left over of what its employer paid.

    Those receipts are meant for the new bill too, after the month that they were sent for. What
    somebody paid too much by mistake waits for an officer.
    """
    line_ids = lines_left_over_by_corrections(bill)
    if not line_ids:
        return []
    reason = "Kelebihan iuran bulan yang dikoreksi"
    return name_receipts(line_ids=line_ids, bill=bill, reason=reason, act=act)


def must_be_receipt(line: StatementLine) -> None:
    """Refuse a line that is no payment received, which the caller holds.

    Raises:
        NotAReceipt: it is no payment, the bank took it back, or it brought a payment of ours back.
    """
    taken_back = StatementLine.objects.filter(reverses=line).exists()
    ours = StatementLine.objects.filter(explained_by_payments(), pk=line.pk).exists()
    if line.kind != LineKind.PAYMENT or taken_back or ours:
        msg = f"Line {line.pk} is no payment that stands."
        raise NotAReceipt(msg)


def hold_lines(line_ids: Collection[int]) -> None:
    """Lock lines and what they take back, in one order for everybody, before bills are.

    Whoever gives the same receipt to another bill, or learns that the bank took it back, waits
    here and then sees what was done.
    """
    taken_back = StatementLine.objects.filter(pk__in=line_ids, reverses__isnull=False)
    held = StatementLine.objects.select_for_update(no_key=True, of=("self",)).filter(
        Q(pk__in=line_ids) | Q(pk__in=taken_back.values("reverses_id"))
    )
    list(held.order_by("pk").values_list("pk"))


@transaction.atomic
def lower_bills(*, reductions: Collection[BillReduction], act: Act) -> list[Bill]:
    """Take reductions off their bills, and bring the bills to what was received.

    A bill that was settled is settled anew for what it asks now; what it received beyond that
    waits on it as paid too much. Gives the bills looked at.
    """
    bill_ids = {reduction.bill_id for reduction in reductions}
    hold_with_tied(bill_ids)
    for settlement in Settlement.objects.filter(bill__in=bill_ids, undone_entry_id=None):
        undo_settlement(settlement=settlement, act=act)
    BillReduction.objects.bulk_create(reductions)
    return work_out(bill_ids=bill_ids, act=act)


def work_out(*, bill_ids: Collection[int], act: Act) -> list[Bill]:
    """Bring bills, and all tied to them by a receipt or a month, to what was received.

    Call it in the transaction of what changed them, lines held before bills.

    Raises:
        ledger.Overdrawn: a member has since taken out what would have to be taken back.
    """
    bills = hold_with_tied(bill_ids)
    by_code = {bill.code: bill for bill in bills}
    receipts = receipts_naming(bills)
    standings, shares = versions.work_out(receipts.values(), families_of(bills))
    line_ids = {receipt.key: line_id for line_id, receipt in receipts.items()}
    wanted = {(line_ids[s.key], by_code[s.code].pk): int(s.amount) for s in shares}
    _replace_allocations(bills, wanted, act)
    follow_settlements(by_code=by_code, outcomes=standings, act=act)
    _settle_anew(by_code, standings, act)
    for bill in bills:
        if bill.withdrawn_on:
            bill.received, bill.state = 0, Bill.State.OPEN
    for each in standings:
        bill = by_code[each.code]
        bill.place, bill.received = each.place, each.received
        bill.taken_off, bill.asked = bill.amount - each.asked, each.asked
        bill.state = Bill.State(each.state.value)
        bill.settled_on = each.settled_on
    changing = ["place", "taken_off", "received", "state", "settled_on", "written_off_on"]
    Bill.objects.bulk_update(bills, changing)
    return bills


def _settle_anew(by_code: Mapping[str, Bill], standings: Sequence[Standing], act: Act) -> None:
    """Undo the settlements that no longer hold, and settle what is covered.

    The versions of a month are undone from the last to the first and settled from the first to
    the last, so that nobody's account holds less than some version of the month gives.
    """
    wanted = {by_code[each.code].pk: each.settled_on for each in standings}
    month_of = {bill.pk: bill.corrected_id or -bill.pk for bill in by_code.values()}
    standing = Settlement.objects.filter(bill__in=by_code.values(), undone_entry_id=None)
    settled: set[int] = set()
    fallen: list[Settlement] = []
    months: set[int] = set()
    for settlement in standing.order_by("pk"):
        month = month_of[settlement.bill_id]
        if settlement.settled_on != wanted.get(settlement.bill_id) or month in months:
            months.add(month)
            fallen.append(settlement)
        else:
            settled.add(settlement.bill_id)
    for settlement in reversed(fallen):
        undo_settlement(settlement=settlement, act=act)
        unprotect(bill=settlement.bill, act=act)
    projects: list[tuple[Bill, date]] = []
    for each in standings:
        bill = by_code[each.code]
        if not each.settled_on or bill.pk in settled or not _asks_anything(bill):
            continue
        if bill.kind == Bill.Kind.PROJECT:
            projects.append((bill, each.settled_on))
            continue
        settle_bill(bill=bill, settled_on=each.settled_on, act=act)
        if bill.kind == Bill.Kind.OWN_ACCOUNT:
            protect(bill=bill, paid_on=each.settled_on, act=act)
    settle_projects(covered=projects, act=act)


def _asks_anything(bill: Bill) -> bool:
    """Tell whether there is anything to move: an addendum may take off all that a term asked.

    A correction may ask nothing and yet move savings from one to another.
    """
    return any(bill.due.values()) or bill.penalty != 0 or bill.correction_id is not None


def hold_with_tied(bill_ids: Collection[int]) -> list[Bill]:
    """Lock bills, and those that share a receipt with them, in one order for everybody.

    A receipt that ties further bills may arrive while we wait for the locks, so look again
    until nothing new is found.
    """
    held: set[int] = set()
    found = set(bill_ids)
    while found - held:
        held = found
        locked = Bill.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=held)
        bills = list(locked.select_related("declaration", "correction").order_by("pk"))
        found = with_tied(held)
    return bills if held else []


def _replace_allocations(
    bills: Iterable[Bill], wanted: dict[tuple[int, int], int], act: Act
) -> None:
    """Withdraw allocations that no longer hold and make those that are new.

    `wanted` is the amount by line and bill.
    """
    withdrawn = []
    for standing in Allocation.objects.filter(bill__in=list(bills), withdrawn_at=None):
        place = (standing.line_id, standing.bill_id)
        if wanted.get(place) == standing.amount:
            del wanted[place]
        else:
            withdrawn.append(standing.pk)
    Allocation.objects.filter(pk__in=withdrawn).update(withdrawn_at=act.at)
    Allocation.objects.bulk_create(
        Allocation(line_id=line_id, bill_id=bill_id, amount=amount, made_at=act.at)
        for (line_id, bill_id), amount in wanted.items()
    )
