"""Two who bill the same own-account worker at the same time: one bill is made."""

from datetime import date
from functools import partial

import pytest

from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.own_account import NotBilled, bill_ahead, bill_group
from tests.membership.at_once import at_once, refusals
from tests.people import act
from tests.vendors import paguyuban, vendor, vendors

SEPTEMBER = act(date(2011, 9, 5))


@pytest.mark.usefixtures("fresh_database")
def test_of_two_bills_for_one_vendor_at_once_one_is_made():
    cover = vendor()
    ask = partial(bill_ahead, cover=cover, months=3, act=SEPTEMBER)

    results = at_once(ask, ask)

    assert refusals(results) == [NotBilled]
    assert Bill.objects.count() == 1


@pytest.mark.usefixtures("fresh_database")
def test_a_collector_and_a_member_who_bill_at_once_do_not_bill_twice():
    group = paguyuban()
    (siti,) = vendors("SITI", group_id=group.pk)

    results = at_once(
        partial(bill_ahead, cover=siti, months=3, act=SEPTEMBER),
        partial(bill_group, group=group, months=3, act=SEPTEMBER),
    )

    assert Bill.objects.count() == 1
    assert len([r for r in results if not isinstance(r, Exception)]) in {1, 2}
