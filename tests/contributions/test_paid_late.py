"""Paid late: the penalty on the next bill, what comes back of it, and what counts as late."""

from datetime import date

import pytest

from jamsostek.contributions.models import PenaltyAssessment
from jamsostek.contributions.queries.bills import arrears_of
from jamsostek.contributions.services.bills import uncharged_penalties
from jamsostek.contributions.services.declarations import declare_nil
from jamsostek.contributions.services.receipts import assign_receipt
from jamsostek.kernel.months import Month
from jamsostek.savings.models import ContributionYear
from tests.contributions.test_receipts import balance, bank_line, billed, member_balance, take
from tests.people import act, batik_melati, hire

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("paid_on", "penalty"),
    [
        (date(2011, 10, 15), 0),
        (date(2011, 10, 16), 1_378),  # 2 % of 68,900, one month begun
        (date(2011, 11, 15), 1_378),
        (date(2011, 11, 16), 2_756),
    ],
)
def test_paying_late_costs_two_percent_a_month_on_the_next_bill(paid_on, penalty):
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=paid_on))

    october = billed(melati, Month(2011, 10))

    assert (october.penalty, october.amount) == (penalty, 68_900 + penalty)
    assert sum(p.amount for p in PenaltyAssessment.objects.all()) == penalty


def test_a_penalty_is_charged_once_and_its_payment_is_the_institutions_income():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(october.amount, october.code, day=date(2011, 11, 10)))

    november = billed(melati, Month(2011, 11))

    assert november.penalty == 0
    assert balance("4105") == -1_378
    assert member_balance("SITI") == 2 * 57_000


def test_a_nil_month_still_bills_the_penalty_of_the_month_before():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))

    nil = declare_nil(employer=melati, month=Month(2011, 10), act=act(date(2011, 11, 3)))

    assert nil.bill.amount == 1_378
    take(bank_line(1_378, nil.bill.code, day=date(2011, 11, 10)))
    nil.bill.refresh_from_db()
    assert nil.bill.state == "PAID"


def test_a_penalty_that_turns_out_wrong_pays_the_next_bill_and_no_declaration_stays_unbilled():
    melati = batik_melati()
    hire(melati, "SITI")
    august = billed(melati, Month(2011, 8), wage=50_000_000)  # 6.89 % is 3,445,000
    take(bank_line(3_445_000, august.code, day=date(2011, 10, 20)))
    september = billed(melati, Month(2011, 9))  # two months begun after 15 September
    assert (september.penalty, september.amount) == (137_800, 206_700)
    found = bank_line(3_445_000, day=date(2011, 9, 10))
    assign_receipt(line=found, bill=august, reason="Setoran lama ditemukan", act=act())

    october = billed(melati, Month(2011, 10))

    october.refresh_from_db()
    assert (october.contributions, october.penalty, october.amount) == (68_900, -68_900, 0)
    assert (october.state, october.settled_on) == ("PAID", date(2011, 11, 3))
    assert ContributionYear.objects.get().months[9] == 57_000
    november = billed(melati, Month(2011, 11))
    assert (november.penalty, november.amount, november.state) == (-68_900, 0, "PAID")
    assert billed(melati, Month(2011, 12)).penalty == 0


def test_money_sent_for_a_bill_of_nothing_waits_and_leaves_it_settled():
    melati = batik_melati()
    hire(melati, "SITI")
    august = billed(melati, Month(2011, 8))
    take(bank_line(68_900, august.code, day=date(2011, 10, 20)))
    billed(melati, Month(2011, 9))
    found = bank_line(68_900, day=date(2011, 9, 10))
    assign_receipt(line=found, bill=august, reason="Setoran lama ditemukan", act=act())
    nothing = billed(melati, Month(2011, 10), wage=40_000)  # 6.89 % is 2,756, all given back
    assert nothing.amount == 0

    take(bank_line(500, nothing.code, day=date(2011, 11, 20)))

    nothing.refresh_from_db()
    assert (nothing.state, nothing.settled_on) == ("OVER", date(2011, 11, 3))


@pytest.mark.parametrize(
    ("first", "penalty"),
    [(68_899, 1_378), (68_900, 0), (70_000, 0)],  # 2 % of 68,900
)
def test_contributions_paid_in_time_are_not_late_for_want_of_an_old_penalty(first, penalty):
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(first, october.code, day=date(2011, 11, 15)))
    take(bank_line(70_278 - first, october.code, day=date(2011, 11, 16)))

    november = billed(melati, Month(2011, 11))

    assert november.penalty == penalty


def test_paying_too_much_later_does_not_make_a_bill_late_that_gave_a_penalty_back():
    melati = batik_melati()
    hire(melati, "SITI")
    august = billed(melati, Month(2011, 8))
    take(bank_line(68_900, august.code, day=date(2011, 10, 20)))
    billed(melati, Month(2011, 9))
    found = bank_line(68_900, day=date(2011, 9, 10))
    assign_receipt(line=found, bill=august, reason="Setoran lama ditemukan", act=act())
    october = billed(melati, Month(2011, 10))
    assert october.amount == 68_900 - 2_756
    take(bank_line(66_144, october.code, day=date(2011, 11, 16)))
    take(bank_line(10_000, october.code, day=date(2012, 6, 1)))

    late = {late.bill.month: late for late in uncharged_penalties(melati)}

    assert late[date(2011, 10, 1)].paid_on == date(2011, 11, 16)
    assert late[date(2011, 10, 1)].amount == 1_378  # 2 % of 68,900, one month begun


def test_arrears_count_contributions_that_are_paid_as_paid():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(68_900, october.code, day=date(2011, 11, 15)))

    (arrear,) = arrears_of(melati, date(2012, 3, 1))

    assert (arrear.missing, arrear.penalty.amount) == (1_378, 0)


def test_contributions_paid_late_are_charged_though_an_old_penalty_stays_unpaid():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(68_900, october.code, day=date(2011, 11, 16)))

    november = billed(melati, Month(2011, 11))
    take(bank_line(1_378, october.code, day=date(2012, 6, 1)))

    assert november.penalty == 1_378
    assert billed(melati, Month(2011, 12)).penalty == 0
