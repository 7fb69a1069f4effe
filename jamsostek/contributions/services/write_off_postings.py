"""What the books show of bills given up: as long as nothing covers them, and no longer."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from jamsostek.contributions.models import Bill, WriteOff, WriteOffItem, WriteOffPosting
from jamsostek.contributions.rules.write_offs import write_off_lines
from jamsostek.kernel.acts import BUSINESS_ZONE, Act
from jamsostek.ledger import services as ledger


class Outcome(Protocol):
    """What came of one bill: its code, and the day that covered it."""

    @property
    def code(self) -> str: ...  # noqa: D102 - as the class says
    @property
    def settled_on(self) -> date | None: ...  # noqa: D102 - as the class says


def follow_settlements(
    *, by_code: Mapping[str, Bill], outcomes: Iterable[Outcome], act: Act
) -> None:
    """Give up the approved bills that nothing covers, and claim again those that are covered.

    Whether a bill stands given up is a function of the decision and of all that was received for
    it, so it does not matter which came first. Call it with the bills held, before they settle;
    it leaves `written_off_on` to be stored with the rest.
    """
    items = _approved(by_code.values())
    if not items:
        return
    standing = {
        posting.bill_id: posting
        for posting in WriteOffPosting.objects.filter(bill__in=items, undone_entry_id=None)
    }
    for outcome in outcomes:
        bill = by_code[outcome.code]
        item, posting = items.get(bill.pk), standing.get(bill.pk)
        if item is None:
            continue
        if posting and (outcome.settled_on or posting.amount != bill.amount):
            _claim_again(bill, posting, outcome.settled_on or act.day, act)
            posting = None
        if not outcome.settled_on and not posting:
            posting = _give_up(bill, item, act)
        bill.written_off_on = posting.posted_on if posting else None


def _approved(bills: Iterable[Bill]) -> dict[int, WriteOffItem]:
    """Give the bills whose claim is given up, by their id, with the item that says so.

    With a bill go the other versions of its month, but for what was added after the decision.
    """
    of_month: dict[int, list[Bill]] = {}
    for bill in bills:
        of_month.setdefault(bill.corrected_id or -bill.pk, []).append(bill)
    months = {bill.pk: month for month, versions in of_month.items() for bill in versions}
    items = WriteOffItem.objects.filter(
        bill__in=months,
        part=WriteOffItem.Part.WHOLE,
        write_off__state=WriteOff.State.APPROVED,
    ).select_related("write_off")
    found: dict[int, WriteOffItem] = {}
    for item in items.order_by("pk"):
        for version in of_month[months[item.bill_id]]:
            if version.pk == item.bill_id or _goes_along(version, item.write_off):
                found.setdefault(version.pk, item)
    return found


def _goes_along(version: Bill, write_off: WriteOff) -> bool:
    decided_at = write_off.decided_at or write_off.proposed_at
    return version.amount <= 0 or version.issued_on <= decided_at.astimezone(BUSINESS_ZONE).date()


def _give_up(bill: Bill, item: WriteOffItem, act: Act) -> WriteOffPosting | None:
    """Post that a bill is given up; nothing for one that asks nothing of any programme."""
    lines = write_off_lines(bill.due, bill.penalty)
    if not lines:
        return None
    times = WriteOffPosting.objects.filter(bill=bill).count()
    entry = ledger.post(
        posting=ledger.Posting(
            key=f"WRITE_OFF:{bill.code}:{times + 1}",
            kind="WRITE_OFF",
            day=act.day,
            text=f"Penghapusbukuan tagihan {bill.code}",
            lines=lines,
        ),
        act=act,
    )
    return WriteOffPosting.objects.create(
        item=item,
        bill=bill,
        posted_on=act.day,
        amount=bill.amount,
        entry_id=entry.pk,
        made_at=act.at,
    )


def _claim_again(bill: Bill, posting: WriteOffPosting, day: date, act: Act) -> None:
    """Undo a write-off whose money came after all, or whose bill was lowered, naming it."""
    reversal = ledger.reverse(
        entry_id=posting.entry_id,
        key=f"RECOVERY:{bill.code}:{posting.pk}",
        day=max(posting.posted_on, day),
        act=act,
    )
    posting.undone_entry_id = reversal.pk
    posting.save(update_fields=["undone_entry_id"])
