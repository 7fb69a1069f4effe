"""Giving up the claim of a bill that nobody need pay: an offer refused, or lapsed."""

from collections.abc import Sequence

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Bill
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.services.receipts import work_out
from jamsostek.kernel.acts import Act
from jamsostek.ledger import queries as books
from jamsostek.ledger import services as ledger


@transaction.atomic
def withdraw_bill(*, bill: Bill, act: Act) -> Bill:
    """Withdraw an own-account bill that has received nothing, so that another can be made.

    Money that still comes for it waits, and is given to the payer's next bill (`lapse_bills`).

    Raises:
        NotWithdrawn: the bill is settled, has received money, or must be paid by law.
    """
    if bill.kind != Bill.Kind.OWN_ACCOUNT:
        raise NotWithdrawn(f"Bill {bill.code} is owed by law; it cannot be withdrawn.")
    held = Bill.objects.select_for_update(no_key=True).get(pk=bill.pk)
    if held.received or held.settled_on:
        raise NotWithdrawn(f"Money has come for bill {bill.code}; it cannot be withdrawn.")
    give_up(bills=[held], act=act)
    held.refresh_from_db()
    return held


class NotWithdrawn(ValueError):
    """A bill that has to stand."""


@transaction.atomic
def give_up(*, bills: Sequence[Bill], act: Act) -> int:
    """Give up the claims of bills that are not settled, and free what they received in part.

    Those settled or given up meanwhile are left as they are. Tells how many were given up.
    """
    held = Bill.objects.select_for_update(no_key=True, of=("self",)).filter(
        pk__in=[bill.pk for bill in bills], settled_on=None, withdrawn_on=None
    )
    given_up = list(held.order_by("pk"))
    if not given_up:
        return 0
    entries = books.entry_numbers([f"BILL:{bill.code}" for bill in given_up])
    ledger.post_many(
        postings=[
            ledger.Posting(
                key=f"WITHDRAW:{bill.code}",
                kind="WITHDRAWAL",
                day=act.day,
                text=f"Tagihan {bill.code} tidak jadi dibayar",
                lines=[(account, -amount) for account, amount in bill_lines(bill.due, 0)],
                reverses=entries[f"BILL:{bill.code}"],
            )
            for bill in given_up
        ],
        act=act,
    )
    Bill.objects.filter(pk__in=[bill.pk for bill in given_up]).update(withdrawn_on=act.day)
    if paid_in_part := [bill.pk for bill in given_up if bill.received]:
        work_out(bill_ids=paid_in_part, act=act)
    audit.record(
        act=act,
        action="give_up_bills",
        subject_type="bill",
        subject_id=given_up[0].pk if len(given_up) == 1 else None,
        detail={"bills": len(given_up), "first": given_up[0].code},
    )
    return len(given_up)
