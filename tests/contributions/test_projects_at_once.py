"""Projects and many hands: two addenda, one contract billed twice, money while it is lowered."""

from datetime import date
from functools import partial

import pytest

from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.addenda import bill_addendum
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.contributions.services.receipts import allocate_receipts
from jamsostek.membership.queries import versions_of
from jamsostek.membership.services import Addendum, ChangedMeanwhile, record_addendum
from tests.building import ENDS, REGISTERED, project
from tests.contributions.test_projects import addendum, asks, billed, books_differ
from tests.contributions.test_receipts import bank_line
from tests.membership.at_once import at_once, refusals
from tests.people import act


@pytest.mark.usefixtures("fresh_database")
def test_of_two_addenda_at_once_the_second_is_told_to_look_again():
    of, _ = billed()

    def command(value):
        says = Addendum(contract_value=value, wage_sum=None, until_date=ENDS, signed_on=REGISTERED)
        version = record_addendum(project=of, after_version=0, says=says, act=act())
        return bill_addendum(version=version, act=act())

    results = at_once(partial(command, 600_000_000), partial(command, 50_000_000))

    assert refusals(results) == [ChangedMeanwhile]
    assert len(versions_of(of)) == 2
    assert books_differ() == {}


@pytest.mark.usefixtures("fresh_database")
def test_a_contract_billed_twice_at_once_is_billed_once():
    of = project()

    at_once(*[partial(bill_project, project=of, payment=Payment.TERMS, act=act())] * 3)

    assert Bill.objects.count() == 3
    assert books_differ() == {}


@pytest.mark.usefixtures("fresh_database")
def test_a_payment_and_a_smaller_contract_at_once_leave_no_rupiah_astray():
    of, bills = billed()
    version = addendum(of, 50_000_000)
    line = bank_line(bills[0].amount, bills[0].code, day=date(2011, 10, 1))

    at_once(
        partial(allocate_receipts, line_ids=[line.pk], act=act()),
        partial(bill_addendum, version=version, act=act()),
    )

    assert sum(jkk + jkm for jkk, jkm, _, _ in asks(of)) == 120_000
    assert books_differ() == {}
