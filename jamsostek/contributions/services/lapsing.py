"""Own-account bills that were not paid in time, and money that came for them too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import connection, transaction

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.own_account import LATE_RECEIPTS, lapsed_bills, open_bills_of
from jamsostek.contributions.services.own_account import NotBilled, bill_again
from jamsostek.contributions.services.receipts import name_receipts
from jamsostek.contributions.services.withdrawals import give_up
from jamsostek.kernel.acts import Act
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import OwnAccountCover, OwnAccountGroup

BANK_DAYS: Final = 3
"""How long after its first month a bill waits for the banks' files: our convention."""


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What a round gave up, and what it billed anew."""

    given_up: int
    billed_again: Sequence[Bill]
    waiting: int
    """Receipts that cannot be billed anew: an officer decides on them."""


def lapse_bills(*, act: Act) -> Lapsed:
    """Give up the own-account bills whose time is over, and bill late money anew.

    Doing it again changes nothing more.
    """
    given_up = give_up(bills=list(lapsed_bills(act.day - timedelta(days=BANK_DAYS))), act=act)
    again, waiting = [], 0
    for late in _late_receipts():
        bill = _take_place(late, act)
        if bill is None:
            waiting += len(late.line_ids)
        else:
            again.append(bill)
    return Lapsed(given_up, again, waiting)


@dataclass(frozen=True, slots=True)
class _Late:
    """Receipts that name only a bill given up."""

    bill_id: int
    line_ids: list[int]
    day: date
    """The latest day from which they count."""


def _late_receipts() -> list[_Late]:
    with connection.cursor() as cursor:
        cursor.execute(LATE_RECEIPTS)
        return [_Late(*row) for row in cursor.fetchall()]


@again_after_deadlock
@transaction.atomic
def _take_place(late: _Late, act: Act) -> Bill | None:
    """Give late receipts to the payer's open bill, or else to a new one for as many months."""
    given_up = Bill.objects.select_related("cover", "group").get(pk=late.bill_id)
    payer = given_up.payer
    if not isinstance(payer, OwnAccountCover | OwnAccountGroup):
        return None
    bill = open_bills_of(payer).filter(due_date__gte=late.day).first()
    if bill is None:
        try:
            bill = bill_again(bill=given_up, day=late.day, act=act)
        except NotBilled:
            return None
    reason = f"Pengganti tagihan {given_up.code}, yang sudah tidak berlaku"
    name_receipts(line_ids=late.line_ids, bill=bill, reason=reason, act=act)
    bill.refresh_from_db()
    return bill
