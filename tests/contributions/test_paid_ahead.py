"""Own-account bills: months ahead, protection, lapse, late money, and any order of payments."""

from datetime import date, timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.contributions.queries.own_account import Hindrance
from jamsostek.contributions.rules.own_account import NoSuchPeriod
from jamsostek.contributions.services.lapsing import lapse_bills
from jamsostek.contributions.services.own_account import (
    NotBilled,
    bill_ahead,
    bill_covers,
)
from jamsostek.contributions.services.withdrawals import NotWithdrawn, withdraw_bill
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.membership.models import HeadcountChange, OwnAccountProtection
from jamsostek.membership.queries import CoverState, standing_on
from jamsostek.membership.services import change_terms, set_family_status
from jamsostek.savings.queries import months_of
from jamsostek.treasury.models import LineKind
from tests.contributions.test_receipts import balance, bank_line, member_balance, take
from tests.people import act, person
from tests.vendors import (
    FOUR,
    SEMARANG,
    THREE,
    line_amounts,
    protected,
    vendor,
    vendors,
)

pytestmark = pytest.mark.django_db
names = count(1)
SEPTEMBER = act(date(2011, 9, 5))
OCTOBER = act(date(2011, 10, 3))


def hindrance(call) -> Hindrance:
    with pytest.raises(NotBilled) as refusal:
        call()
    assert refusal.value.unbillable.sentence_in("id").endswith(".")
    return refusal.value.unbillable.hindrance


def assert_books_agree() -> None:
    """All but the bank's lines, which the tests book under keys of their own."""
    assert [one for one in verify().differences if one.check != "bank line"] == []


def test_three_months_ahead_are_paid_and_protect_from_the_day_of_the_money():
    cover = vendor()

    bill = bill_ahead(cover=cover, months=3, act=SEPTEMBER)
    # 1,000,000 x 2 % = 20,000; x 1 % = 10,000; x 0.30 % = 3,000; 33,000 x 3
    assert line_amounts(bill) == [(date(2011, 9, 1), 3, 60_000, 30_000, 9_000, 0)]
    assert (bill.amount, bill.due_date) == (99_000, date(2011, 9, 30))

    take(bank_line(99_000, bill.code, day=date(2011, 9, 12)))

    assert protected() == [(date(2011, 9, 12), date(2011, 12, 1))]
    standing = standing_on(cover, date(2011, 11, 30))
    assert (standing.state, standing.until) == (CoverState.PROTECTED, date(2011, 11, 30))
    lapsed = standing_on(cover, date(2011, 12, 1))
    assert (lapsed.state, lapsed.lapsed_since) == (CoverState.LAPSED, date(2011, 12, 1))
    assert standing_on(cover, date(2011, 9, 11)).state is CoverState.BEGINS
    assert member_balance("SITI") == 60_000
    assert [(str(m.month), m.received) for m in months_of(cover.person_id, date(2011, 12, 31))] == [
        ("2011-09", 20_000),
        ("2011-10", 20_000),
        ("2011-11", 20_000),
    ]
    assert balance("2101") == 0
    assert_books_agree()


def test_own_account_months_bear_their_own_name_in_the_statement():
    cover = vendor()
    bill = bill_ahead(cover=cover, months=1, act=SEPTEMBER)
    take(bank_line(33_000, bill.code, day=date(2011, 9, 12)))

    (line,) = months_of(cover.person_id, date(2011, 9, 30))

    assert (line.employer, line.npp, line.employer_id) == ("Mandiri (TK-LHK)", "", 0)


def test_protection_is_counted_as_membership_of_those_days():
    bill = bill_ahead(cover=vendor(), months=1, act=SEPTEMBER)
    take(bank_line(33_000, bill.code, day=date(2011, 9, 12)))

    changes = HeadcountChange.objects.filter(segment="OWN_ACCOUNT", workers__gt=0)

    assert list(changes.values_list("day", "workers")) == [(date(2011, 9, 12), 1)]


def test_who_pays_again_in_time_goes_on_without_a_gap():
    cover = vendor()
    first = bill_ahead(cover=cover, months=1, act=SEPTEMBER)
    take(bank_line(33_000, first.code, day=date(2011, 9, 12)))

    second = bill_ahead(cover=cover, months=3, act=act(date(2011, 9, 20)))
    take(bank_line(99_000, second.code, day=date(2011, 9, 21)))

    assert second.month == date(2011, 10, 1)
    standing = standing_on(cover, date(2011, 9, 25))
    assert (standing.since, standing.until) == (date(2011, 9, 12), date(2011, 12, 31))


def test_after_a_lapse_cover_begins_again_with_the_present_month():
    cover = vendor()
    first = bill_ahead(cover=cover, months=1, act=SEPTEMBER)
    take(bank_line(33_000, first.code, day=date(2011, 9, 12)))

    again = bill_ahead(cover=cover, months=1, act=act(date(2011, 12, 5)))
    take(bank_line(33_000, again.code, day=date(2011, 12, 8)))

    assert protected() == [
        (date(2011, 9, 12), date(2011, 10, 1)),
        (date(2011, 12, 8), date(2012, 1, 1)),
    ]
    assert standing_on(cover, date(2011, 12, 7)).state is CoverState.BEGINS


def test_the_next_month_may_be_chosen_and_no_other():
    cover = vendor()

    october, november = Month(2011, 10), Month(2011, 11)
    refuse = partial(bill_ahead, cover=cover, months=1, act=SEPTEMBER, from_month=november)
    assert hindrance(refuse) is Hindrance.WRONG_MONTH
    assert bill_ahead(cover=cover, months=1, act=SEPTEMBER, from_month=october).month == date(
        2011, 10, 1
    )


@pytest.mark.parametrize("months", [0, 2, 5, 24])
def test_other_periods_are_refused(months):
    with pytest.raises(NoSuchPeriod):
        bill_ahead(cover=vendor(), months=months, act=SEPTEMBER)


def test_jpk_ends_within_the_period_and_the_rest_goes_on():
    cover = vendor(programmes=FOUR, married=True, from_date=date(2013, 11, 4), base=1_100_000)

    bill = bill_ahead(cover=cover, months=3, act=act(date(2013, 11, 4)))

    # November and December: 1,100,000 x 6 % = 66,000 a month; January 2014 has no JPK
    assert line_amounts(bill) == [
        (date(2013, 11, 1), 2, 44_000, 22_000, 6_600, 132_000),
        (date(2014, 1, 1), 1, 22_000, 11_000, 3_300, 0),
    ]
    take(bank_line(bill.amount, bill.code, day=date(2013, 11, 30)))
    assert protected() == [(date(2013, 11, 30), date(2014, 2, 1))]
    assert_books_agree()


def test_jpk_alone_is_paid_for_the_months_it_still_has():
    only = frozenset({"JPK"})
    cover = vendor(programmes=only, from_date=date(2013, 11, 4), base=1_100_000)

    bill = bill_ahead(cover=cover, months=12, act=act(date(2013, 11, 4)))
    take(bank_line(bill.amount, bill.code, day=date(2013, 11, 30)))

    assert bill.amount == 66_000
    assert protected() == [(date(2013, 11, 30), date(2014, 1, 1))]
    late = partial(bill_ahead, cover=cover, months=1, act=act(date(2014, 1, 6)))
    assert hindrance(late) is Hindrance.NOTHING_OFFERED


def test_terms_and_family_that_change_within_the_period_part_its_lines():
    cover = vendor(programmes=FOUR)
    change_terms(
        cover=cover, base=1_500_000, programmes=THREE, from_month=Month(2011, 12), act=SEPTEMBER
    )
    set_family_status(person=cover.person, married=True, from_date=date(2011, 11, 1), act=SEPTEMBER)

    bill = bill_ahead(cover=cover, months=6, act=SEPTEMBER)

    assert line_amounts(bill) == [
        (date(2011, 9, 1), 2, 40_000, 20_000, 6_000, 60_000),  # single: 3 %
        (date(2011, 11, 1), 1, 20_000, 10_000, 3_000, 60_000),  # married: 6 %
        (date(2011, 12, 1), 3, 90_000, 45_000, 13_500, 0),  # 1,500,000 without JPK
    ]
    take(bank_line(bill.amount, bill.code, day=date(2011, 9, 6)))
    assert protected() == [(date(2011, 9, 6), date(2012, 3, 1))]
    assert_books_agree()


def test_a_chosen_jht_rate_is_billed():
    bill = bill_ahead(cover=vendor(jht_rate=57_000), months=1, act=SEPTEMBER)

    assert line_amounts(bill) == [(date(2011, 9, 1), 1, 57_000, 10_000, 3_000, 0)]


def test_a_base_below_a_new_minimum_wage_must_be_raised_at_the_next_payment():
    cover = vendor(regency_code=SEMARANG, base=961_323)
    year = bill_ahead(cover=cover, months=6, act=SEPTEMBER)  # runs into 2012 on the old base
    take(bank_line(year.amount, year.code, day=date(2011, 9, 6)))

    again = partial(bill_ahead, cover=cover, months=1, act=act(date(2012, 3, 5)))

    assert hindrance(again) is Hindrance.BASE_TOO_LOW  # 991,500 in 2012


def test_the_age_limit_ends_billing_and_protection():
    cover = vendor(birth_date=date(1956, 11, 15))

    too_long = partial(bill_ahead, cover=cover, months=6, act=SEPTEMBER)
    assert hindrance(too_long) is Hindrance.TOO_OLD
    bill = bill_ahead(cover=cover, months=3, act=SEPTEMBER)
    take(bank_line(bill.amount, bill.code, day=date(2011, 9, 6)))

    assert protected() == [(date(2011, 9, 6), date(2011, 11, 16))]


def test_a_second_bill_while_one_is_open_is_refused_until_that_is_withdrawn():
    cover = vendor()
    bill = bill_ahead(cover=cover, months=3, act=SEPTEMBER)

    assert hindrance(partial(bill_ahead, cover=cover, months=6, act=SEPTEMBER)) is (
        Hindrance.OPEN_BILL
    )
    withdraw_bill(bill=bill, act=SEPTEMBER)
    longer = bill_ahead(cover=cover, months=6, act=SEPTEMBER)

    assert longer.amount == 198_000
    assert balance("1201") == 120_000  # the claim of the first is gone
    assert_books_agree()


def test_a_bill_that_received_money_stands():
    bill = bill_ahead(cover=vendor(), months=1, act=SEPTEMBER)
    take(bank_line(1, bill.code, day=date(2011, 9, 6)))

    with pytest.raises(NotWithdrawn):
        withdraw_bill(bill=bill, act=SEPTEMBER)


def test_money_for_a_withdrawn_bill_is_given_to_the_one_in_its_place():
    cover = vendor()
    first = bill_ahead(cover=cover, months=1, act=SEPTEMBER)
    withdraw_bill(bill=first, act=SEPTEMBER)
    second = bill_ahead(cover=cover, months=1, act=SEPTEMBER)

    take(bank_line(33_000, first.code, day=date(2011, 9, 6)))
    assert protected() == []
    assert balance("2101") == -33_000
    lapse_bills(act=act(date(2011, 9, 7)))

    second.refresh_from_db()
    assert second.settled_on == date(2011, 9, 6)
    assert protected() == [(date(2011, 9, 6), date(2011, 10, 1))]
    assert_books_agree()


def test_money_of_the_last_day_protects_and_that_of_the_next_waits_to_be_billed_anew():
    late, timely = vendors("SITI", "TINI")
    bills = bill_covers(covers=[late, timely], months=3, act=SEPTEMBER)

    take(bank_line(99_000, bills[1].code, day=date(2011, 9, 30)))
    take(bank_line(99_000, bills[0].code, day=date(2011, 10, 1)))

    assert protected(timely) == [(date(2011, 9, 30), date(2011, 12, 1))]
    assert protected(late) == []
    assert balance("2101") == -99_000
    assert_books_agree()

    done = lapse_bills(act=act(date(2011, 10, 4)))

    assert (done.given_up, len(done.billed_again), done.waiting) == (1, 1, 0)
    assert protected(late) == [(date(2011, 10, 1), date(2012, 1, 1))]
    assert balance("2101") == 0
    again = lapse_bills(act=act(date(2011, 10, 5)))
    assert (again.given_up, again.billed_again) == (0, [])
    assert_books_agree()


def test_a_bill_waits_three_days_for_the_banks_files():
    bill = bill_ahead(cover=vendor(), months=1, act=SEPTEMBER)

    assert lapse_bills(act=act(date(2011, 10, 3))).given_up == 0
    assert lapse_bills(act=act(date(2011, 10, 4))).given_up == 1
    bill.refresh_from_db()
    assert bill.withdrawn_on == date(2011, 10, 4)
    assert balance("1201") == balance("1202") == balance("1203") == 0


def test_a_part_paid_in_time_and_the_rest_too_late_are_billed_anew_together():
    cover = vendor()
    bill = bill_ahead(cover=cover, months=1, act=SEPTEMBER)
    take(bank_line(20_000, bill.code, day=date(2011, 9, 29)))
    take(bank_line(13_000, bill.code, day=date(2011, 10, 2)))

    lapse_bills(act=act(date(2011, 10, 4)))

    assert protected() == [(date(2011, 10, 2), date(2011, 11, 1))]
    assert_books_agree()


def test_late_money_of_somebody_meanwhile_too_old_waits_for_an_officer():
    bill = bill_ahead(cover=vendor(birth_date=date(1956, 9, 30)), months=1, act=SEPTEMBER)
    take(bank_line(33_000, bill.code, day=date(2011, 10, 1)))

    done = lapse_bills(act=act(date(2011, 10, 4)))

    assert (len(done.billed_again), done.waiting) == (0, 1)
    assert balance("2101") == -33_000
    assert protected() == []


def test_paying_twice_protects_once_and_leaves_a_credit():
    bill = bill_ahead(cover=vendor(), months=1, act=SEPTEMBER)

    for day in (6, 7):
        take(bank_line(33_000, bill.code, day=date(2011, 9, day)))

    assert protected() == [(date(2011, 9, 6), date(2011, 10, 1))]
    assert balance("2101") == -33_000
    bill.refresh_from_db()
    assert bill.state == "OVER"


def test_a_payment_taken_back_withdraws_the_protection():
    bill = bill_ahead(cover=vendor(), months=1, act=SEPTEMBER)
    paid = bank_line(33_000, bill.code, day=date(2011, 9, 6))
    take(paid)

    take(bank_line(33_000, day=date(2011, 9, 8), kind=LineKind.REVERSAL, reverses=paid))

    assert protected() == []
    assert OwnAccountProtection.objects.exclude(withdrawn_at=None).count() == 1
    assert member_balance("SITI") == 0
    assert_books_agree()


def test_the_receipt_of_a_later_day_known_first_gives_the_same_protection():
    bill = bill_ahead(cover=vendor(), months=1, act=SEPTEMBER)

    take(bank_line(33_000, bill.code, day=date(2011, 9, 20)))
    assert protected() == [(date(2011, 9, 20), date(2011, 10, 1))]
    take(bank_line(33_000, bill.code, day=date(2011, 9, 8)))

    assert protected() == [(date(2011, 9, 8), date(2011, 10, 1))]
    assert_books_agree()


payments = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 35), st.booleans()), min_size=1, max_size=6
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=payments, order=st.randoms(use_true_random=False))
def test_payments_in_any_order_parts_and_repeats_protect_alike(plan, order):
    """Thousands of rupiah, days after 5 September, and whether the bank took it back."""
    outcomes = []
    for shuffled in (False, True):
        name = f"PEDAGANG {next(names)}"
        bill = bill_ahead(cover=vendor(name, nik=""), months=1, act=SEPTEMBER)
        lines = []
        for thousands, ahead, is_taken_back in plan:
            day = date(2011, 9, 5) + timedelta(days=ahead)
            paid = bank_line(thousands * 1_000, bill.code, day=day)
            lines.append(paid)
            if is_taken_back:
                back = {"kind": LineKind.REVERSAL, "reverses": paid, "day": day}
                lines.append(bank_line(thousands * 1_000, **back))
        if shuffled:
            order.shuffle(lines)
        for line in lines:
            take(line)
        take(*lines)
        lapse_bills(act=act(date(2011, 10, 20)))
        bill.refresh_from_db()
        rows = OwnAccountProtection.objects.filter(
            cover__person=person(name), withdrawn_at=None
        ).values_list("from_date", "until_date")
        outcomes.append((list(rows), bill.received, bill.settled_on, member_balance(name)))

    assert outcomes[0] == outcomes[1]
