"""Cover is what was paid for and what the law of the day still has, through who paid it."""

from datetime import date

import pytest

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.cover import cover_on
from jamsostek.contributions.rules.cover import Lack
from jamsostek.contributions.services.declarations import declare_nil
from jamsostek.contributions.services.own_account import bill_ahead, bill_group
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership.services import change_terms, move_to_group
from tests.contributions.test_cover import new_employer, pay
from tests.contributions.test_receipts import bank_line, billed, take
from tests.people import FOUR, act, batik_melati, hire, person
from tests.vendors import THREE, paguyuban, vendor

pytestmark = pytest.mark.django_db

SEPTEMBER = act(date(2011, 9, 5))


def paid(cover, months: int, day: date, by=None) -> Bill:
    bill = bill_ahead(cover=cover, months=months, act=by or act(day))
    take(bank_line(bill.amount, bill.code, day=day))
    return bill


def test_health_care_ends_with_2013_for_who_paid_ahead_into_2014():
    cover = vendor(programmes=FOUR, from_date=date(2013, 11, 4), base=1_100_000)
    paid(cover, 3, date(2013, 11, 4))

    last, after = (cover_on(cover.person, day) for day in (date(2013, 12, 31), date(2014, 1, 1)))

    assert last.programmes == FOUR
    assert {one.last_day for one in last.insured if one.programme == "JPK"} == {date(2013, 12, 31)}
    assert after.programmes == THREE


def test_health_care_ends_with_2013_for_the_employed():
    employer = batik_melati(FOUR)
    hire(employer, "SITI")
    pay(billed(employer, Month(2013, 10)), date(2013, 11, 10))

    last, after = (cover_on(person("SITI"), day) for day in (date(2013, 12, 31), date(2014, 1, 1)))

    assert last.programmes == FOUR
    assert after.programmes == THREE
    [lack] = after.lacking
    assert (lack.lack, lack.programme) == (Lack.NOT_RUN, Programme.JPK)
    assert "PP 84/2013" in lack.citation


def test_terms_changed_after_the_bill_do_not_change_what_it_paid_for():
    cover = vendor()
    bill = bill_ahead(cover=cover, months=3, act=SEPTEMBER)
    change_terms(
        cover=cover, base=1_000_000, programmes={"JKK"}, from_month=Month(2011, 10), act=SEPTEMBER
    )
    take(bank_line(bill.amount, bill.code, day=date(2011, 9, 6)))

    assert cover_on(cover.person, date(2011, 10, 20)).programmes == THREE


def test_a_programme_added_later_insures_from_the_month_it_is_paid_for():
    cover = vendor(programmes=frozenset({"JKK", "JKM"}))
    change_terms(
        cover=cover, base=1_000_000, programmes=THREE, from_month=Month(2011, 11), act=SEPTEMBER
    )
    paid(cover, 3, date(2011, 9, 12))

    found = cover_on(cover.person, date(2011, 11, 20))

    assert {(one.programme, one.since) for one in found.insured} == {
        (Programme.JKK, date(2011, 9, 12)),
        (Programme.JKM, date(2011, 9, 12)),
        (Programme.JHT, date(2011, 11, 1)),
    }
    assert cover_on(cover.person, date(2011, 10, 31)).programmes == {"JKK", "JKM"}


def test_the_payer_is_who_paid_those_days_and_not_the_group_of_today():
    group = paguyuban()
    cover = vendor(group_id=group.pk)
    bill = bill_group(group=group, months=1, act=SEPTEMBER).bill
    take(bank_line(bill.amount, bill.code, day=date(2011, 9, 12)))
    move_to_group(cover=cover, group=None, act=act(date(2011, 9, 20)))
    cover.refresh_from_db()
    paid(cover, 1, date(2011, 9, 25))

    by_group, alone = (
        cover_on(cover.person, day) for day in (date(2011, 9, 20), date(2011, 10, 5))
    )

    assert {one.payer_number for one in by_group.insured} == {group.number}
    assert {one.payer_number for one in alone.insured} == {cover.person.kpj}


def test_before_the_first_payment_an_own_account_worker_is_registered_but_not_insured():
    cover = vendor()
    paid(cover, 1, date(2011, 9, 12))

    lacks = [cover_on(cover.person, date(2011, 9, day)).lacking for day in (4, 5, 11)]

    assert [(one.lack, one.day) for each in lacks for one in each] == [
        (Lack.BEFORE, date(2011, 9, 5)),
        (Lack.PAID_LATER, date(2011, 9, 12)),
        (Lack.PAID_LATER, date(2011, 9, 12)),
    ]


def test_a_nil_return_is_no_payment():
    employer = new_employer()
    declare_nil(employer=employer, month=Month(2011, 9), act=act(date(2011, 10, 3)))

    assert cover_on(person("SITI"), date(2011, 12, 1)).insured == ()
