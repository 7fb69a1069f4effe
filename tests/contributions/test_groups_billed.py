"""A group's one bill for its members: all or some of them, each from a month of its own."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.contributions.queries.own_account import Hindrance
from jamsostek.contributions.services.own_account import (
    NotInGroup,
    bill_ahead,
    bill_group,
    bill_groups,
)
from jamsostek.contributions.services.withdrawals import withdraw_bill
from jamsostek.membership.queries import standings_in_group
from jamsostek.membership.services import end_cover
from tests.contributions.test_paid_ahead import SEPTEMBER, assert_books_agree
from tests.contributions.test_receipts import bank_line, member_balance, take
from tests.vendors import line_amounts, paguyuban, protected, vendor, vendors

pytestmark = pytest.mark.django_db


def test_a_group_is_billed_at_once_each_member_from_its_own_month():
    group = paguyuban()
    siti, _tini, tua = vendors("SITI", "TINI", "TUA", group_id=group.pk)
    alone = bill_ahead(cover=siti, months=1, act=SEPTEMBER)
    take(bank_line(33_000, alone.code, day=date(2011, 9, 6)))
    end_cover(cover=tua, until_date=date(2011, 9, 8), reason="Berhenti", act=SEPTEMBER)

    billed = bill_group(group=group, months=3, act=SEPTEMBER)

    assert billed.left_out == []
    assert billed.bill is not None
    assert line_amounts(billed.bill) == [
        (date(2011, 10, 1), 3, 60_000, 30_000, 9_000, 0),
        (date(2011, 9, 1), 3, 60_000, 30_000, 9_000, 0),
    ]
    take(bank_line(198_000, billed.bill.code, day=date(2011, 9, 20)))
    assert [(s.name, s.until) for s in standings_in_group(group, date(2011, 9, 20))] == [
        ("TINI", date(2011, 11, 30)),
        ("SITI", date(2011, 12, 31)),
    ]
    assert member_balance("SITI") == 80_000
    assert_books_agree()


def test_a_group_bill_paid_in_part_protects_nobody_and_a_part_can_be_billed():
    group = paguyuban()
    siti, tini = vendors("SITI", "TINI", group_id=group.pk)
    whole = bill_group(group=group, months=1, act=SEPTEMBER).bill
    assert whole is not None
    withdraw_bill(bill=whole, act=SEPTEMBER)

    part = bill_group(group=group, months=1, cover_ids=[tini.pk], act=SEPTEMBER).bill
    assert part is not None
    take(bank_line(32_999, part.code, day=date(2011, 9, 20)))
    assert protected() == []
    take(bank_line(1, part.code, day=date(2011, 9, 21)))

    assert protected(tini) == [(date(2011, 9, 21), date(2011, 10, 1))]
    assert protected(siti) == []


def test_who_cannot_be_billed_is_left_out_of_the_group_and_told():
    group = paguyuban()
    vendors("SITI", "TINI", group_id=group.pk)
    vendor("TUA", group_id=group.pk, birth_date=date(1956, 9, 10))
    stranger = vendor("ASING")

    billed = bill_group(group=group, months=3, act=SEPTEMBER)

    assert [(one.name, one.hindrance) for one in billed.left_out] == [("TUA", Hindrance.TOO_OLD)]
    assert billed.bill is not None
    assert billed.bill.amount == 198_000
    again = bill_group(group=group, months=3, act=SEPTEMBER)
    assert again.bill is None
    with pytest.raises(NotInGroup):
        bill_group(group=group, months=3, cover_ids=[stranger.pk], act=SEPTEMBER)


def test_many_groups_are_billed_in_as_many_statements_as_one():
    counts = []
    for size in (1, 6):
        groups = [paguyuban(f"Paguyuban {size} {number}") for number in range(size)]
        for group in groups:
            vendors("SITI", "TINI", nik="", group_id=group.pk)
        with CaptureQueriesContext(connection) as queries:
            billed = bill_groups(groups=groups, months=6, act=SEPTEMBER)
        counts.append(len(queries))
        assert [one.bill.amount if one.bill else 0 for one in billed] == [396_000] * size

    assert counts[0] == counts[1]
    assert_books_agree()
