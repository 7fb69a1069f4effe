"""Officers who decide on one write-off at the same time, and a payment that comes meanwhile."""

from datetime import date
from functools import partial

import pytest

from jamsostek.contributions.models import Bill, WriteOffPosting
from jamsostek.contributions.services.receipts import allocate_receipts
from jamsostek.contributions.services.write_offs import (
    NothingLacks,
    NotWaiting,
    decide_write_off,
)
from jamsostek.kernel.months import Month
from tests.contributions.test_receipts import balance, bank_line, billed, member_balance
from tests.contributions.writing_off import by, officer, proposed
from tests.membership.at_once import at_once, refusals
from tests.people import act, batik_melati, hire

pytestmark = pytest.mark.usefixtures("fresh_database")
RECEIVABLE, DEFERRED = "1201", "2301"


@pytest.fixture
def bill(fresh_database) -> Bill:  # noqa: ARG001 - to be made first
    melati = batik_melati()
    hire(melati, "SITI")
    return billed(melati, Month(2011, 9))


def test_of_two_who_decide_at_once_the_second_is_told(bill):
    proposal = proposed(bill)
    decide = partial(decide_write_off, write_off=proposal, approve=True)
    deeds = [by(officer(name), "Setuju") for name in ("budi", "citra")]

    results = at_once(*(partial(decide, act=deed) for deed in deeds))

    assert refusals(results) == [NotWaiting]
    assert WriteOffPosting.objects.count() == 1
    assert (balance(RECEIVABLE), balance(DEFERRED)) == (0, 0)


def test_a_payment_and_a_decision_at_once_leave_the_bill_paid(bill):
    proposal = proposed(bill)
    line = bank_line(68_900, bill.code, day=date(2011, 11, 30))
    deed = by(officer("budi"), "Setuju")

    results = at_once(
        partial(decide_write_off, write_off=proposal, approve=True, act=deed),
        partial(allocate_receipts, line_ids=[line.pk], act=act(date(2011, 12, 1))),
    )

    bill.refresh_from_db()
    assert set(refusals(results)) <= {NothingLacks}
    assert (bill.standing, bill.settled_on) == ("PAID", date(2011, 11, 30))
    assert (balance(RECEIVABLE), balance(DEFERRED), member_balance("SITI")) == (0, 0, 57_000)
