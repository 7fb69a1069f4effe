"""Contributions of own-account workers: a worker and a column, programmes, age, periods, lapse."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.rules.own_account import (
    BaseTooLow,
    NoProgramme,
    NoSuchPeriod,
    NoSuchRate,
    check_base,
    has_lapsed,
    is_within_age,
    last_day_of_age,
    next_period,
    own_account_due,
    own_account_lines,
    period_dues,
)
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotFound, NotInForce
from jamsostek.law.wages import WAGE_MAX, NotWholeRupiah, WageOutOfRange

SEPTEMBER = Month(2011, 9)
ALL = frozenset(Programme)
BASIC = frozenset({Programme.JKK, Programme.JKM})

bases = st.integers(min_value=1, max_value=WAGE_MAX)
choices = st.frozensets(st.sampled_from(Programme), min_size=1)
rates = st.none() | st.decimals(min_value=2, max_value=100, places=4)
days = st.dates(min_value=date(2006, 7, 1), max_value=date(2014, 6, 30))


@given(st.lists(st.tuples(bases, st.booleans()), min_size=1, max_size=40), choices, rates)
def test_a_column_gives_what_each_worker_gives_alone(workers, programmes, jht_rate):
    column = np.array([base for base, _ in workers], dtype=np.int64)
    married = np.array([family for _, family in workers])
    asked = {"programmes": programmes, "month": SEPTEMBER, "jht_rate": jht_rate}

    together = own_account_due(column, married, **asked)

    for place, (base, family) in enumerate(workers):
        alone = own_account_due(base, family, **asked)
        assert [int(part[place]) for part in together] == list(alone)
        assert int(together.total[place]) == alone.total


@given(bases, st.booleans(), choices, rates)
def test_the_lines_show_exactly_the_dues_each_rounded_half_up(base, married, programmes, jht_rate):
    asked = {"programmes": programmes, "month": SEPTEMBER, "jht_rate": jht_rate}

    lines = own_account_lines(base, married, **asked)

    assert sum(line.amount for line in lines) == own_account_due(base, married, **asked).total
    assert {line.programme for line in lines} == programmes
    for line in lines:
        exact = line.base * line.rate / 100
        assert exact - Decimal("0.5") < line.amount <= exact + Decimal("0.5")
        assert line.citation == "PER-24/MEN/VI/2006"


def test_a_chosen_jht_rate_is_shown():
    lines = own_account_lines(
        1_000_000,
        False,
        programmes=ALL,
        month=SEPTEMBER,
        jht_rate=Decimal("5.7"),
    )

    assert (lines[0].programme, lines[0].rate, lines[0].amount) == (
        Programme.JHT,
        Decimal("5.7"),
        57_000,
    )


@pytest.mark.parametrize("rate", ["1.9999", "0", "-2", "100.0001", "2.00001", "NaN"])
def test_a_jht_rate_that_cannot_be_chosen_is_refused(rate):
    with pytest.raises(NoSuchRate):
        own_account_due(
            1_000_000,
            False,
            programmes=ALL,
            month=SEPTEMBER,
            jht_rate=Decimal(rate),
        )


@pytest.mark.parametrize("rate", ["2", "100"])
def test_the_least_and_the_highest_jht_rate_are_taken(rate):
    dues = own_account_due(
        1_000_000,
        False,
        programmes={Programme.JHT},
        month=SEPTEMBER,
        jht_rate=Decimal(rate),
    )

    assert dues.jht == int(rate) * 10_000


def test_a_million_of_the_highest_bases_does_not_overflow():
    column = np.full(1_000_000, WAGE_MAX, dtype=np.int64)

    dues = own_account_due(
        column,
        column > 0,
        programmes=ALL,
        month=SEPTEMBER,
        jht_rate=Decimal(100),
    )

    assert int(dues.total.sum()) == 1_000_000 * 1_073_000_000


@pytest.mark.parametrize("base", [0, -1, WAGE_MAX + 1])
def test_a_base_out_of_range_is_refused(base):
    with pytest.raises(WageOutOfRange):
        own_account_due(base, False, programmes=ALL, month=SEPTEMBER)


def test_a_column_of_floats_is_refused():
    with pytest.raises(NotWholeRupiah):
        own_account_due(np.array([1.5]), False, programmes=ALL, month=SEPTEMBER)


def test_no_programme_at_all_is_refused():
    with pytest.raises(NoProgramme):
        own_account_due(1_000_000, False, programmes=[], month=SEPTEMBER)


@pytest.mark.parametrize("programme", Programme)
def test_any_programme_may_be_taken_alone(programme):
    dues = own_account_due(1_000_000, False, programmes={programme}, month=SEPTEMBER)

    assert dues.total == getattr(dues, programme.lower()) > 0


@pytest.mark.parametrize("month", [Month(2006, 5), Month(2015, 7)])
def test_a_month_outside_the_regulation_is_refused(month):
    with pytest.raises(NotInForce):
        own_account_due(1_000_000, False, programmes=BASIC, month=month)


def test_jpk_after_its_end_is_refused_with_the_article():
    last = own_account_due(1_000_000, True, programmes=ALL, month=Month(2013, 12))

    assert last.jpk == 60_000
    with pytest.raises(NotInForce, match="PP 84/2013"):
        own_account_due(1_000_000, True, programmes=ALL, month=Month(2014, 1))


def test_a_line_of_jpk_says_that_no_ceiling_was_read():
    lines = own_account_lines(
        2_000_000,
        True,
        programmes=ALL,
        month=SEPTEMBER,
    )

    assert [bool(line.note) for line in lines] == [False, False, False, True]
    assert "ceiling" in lines[-1].note


def test_the_minimum_wage_of_the_place_may_be_declared_and_a_rupiah_less_may_not():
    assert check_base(961_323, place="33.74", month=SEPTEMBER).amount == 961_323
    with pytest.raises(BaseTooLow, match="961,323") as refusal:
        check_base(961_322, place="33.74", month=SEPTEMBER)
    assert refusal.value.least.name == "Kota Semarang"


def test_where_the_minimum_wage_is_unknown_nothing_is_let_through():
    with pytest.raises(NotFound, match=r"33\.21 in 2011, 2014"):
        check_base(5_000_000, place="33.21", month=Month(2012, 9))


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(1956, 9, 15), date(2011, 9, 15)),
        (date(1956, 2, 28), date(2011, 2, 28)),
        (date(1956, 2, 29), date(2011, 3, 1)),
        (date(1956, 3, 1), date(2011, 3, 1)),
        (date(1957, 2, 28), date(2012, 2, 28)),
    ],
)
def test_the_fifty_fifth_birthday_is_the_last_day(born, last):
    assert last_day_of_age(born, on=date(2011, 1, 1)) == last
    assert is_within_age(born, on=last - timedelta(days=1))
    assert is_within_age(born, on=last)
    assert not is_within_age(born, on=last + timedelta(days=1))


@given(bases, st.booleans(), choices, rates)
def test_a_period_is_the_sum_of_its_months(base, married, programmes, jht_rate):
    asked = {"programmes": programmes, "jht_rate": jht_rate}

    period = period_dues(base, married, first_month=SEPTEMBER, months=12, **asked)

    assert [line.month for line in period] == [SEPTEMBER + n for n in range(12)]
    for line in period:
        assert line.dues == own_account_due(base, married, month=line.month, **asked)


def test_jpk_is_paid_for_the_months_that_still_have_it():
    period = period_dues(1_000_000, True, programmes=ALL, first_month=Month(2013, 12), months=3)

    assert [line.dues.jpk for line in period] == [60_000, 0, 0]
    assert [Programme.JPK in line.programmes for line in period] == [True, False, False]


def test_a_period_that_begins_without_jpk_refuses_it():
    with pytest.raises(NotInForce, match="PP 84/2013"):
        period_dues(1_000_000, True, programmes=ALL, first_month=Month(2014, 1), months=3)


def test_a_period_that_ends_after_the_regulation_is_refused():
    ends_with_it = period_dues(
        1_000_000, False, programmes=BASIC, first_month=Month(2015, 4), months=3
    )

    assert len(ends_with_it) == 3
    with pytest.raises(NotInForce):
        period_dues(1_000_000, False, programmes=BASIC, first_month=Month(2015, 5), months=3)


@pytest.mark.parametrize("months", [0, 2, 4, 13, -1])
def test_other_numbers_of_months_are_refused(months):
    with pytest.raises(NoSuchPeriod):
        period_dues(1_000_000, False, programmes=BASIC, first_month=SEPTEMBER, months=months)
    with pytest.raises(NoSuchPeriod):
        next_period(date(2011, 9, 20), months, protected_until=None)


def test_the_first_payment_protects_from_its_day_to_the_end_of_the_last_month():
    period = next_period(date(2011, 9, 20), 3, protected_until=None)

    assert (period.first_month, period.last_month) == (Month(2011, 9), Month(2011, 11))
    assert (period.covered_from, period.protected_until) == (date(2011, 9, 20), date(2011, 11, 30))
    assert not period.is_reactivation


def test_who_pays_on_the_last_day_goes_on_without_a_gap():
    period = next_period(date(2011, 11, 30), 1, protected_until=date(2011, 11, 30))

    assert period.first_month == Month(2011, 12)
    assert period.covered_from == date(2011, 12, 1)
    assert not period.is_reactivation


def test_who_pays_a_day_later_is_reactivated_from_that_day():
    period = next_period(date(2011, 12, 1), 1, protected_until=date(2011, 11, 30))

    assert period.covered_from == date(2011, 12, 1)
    assert period.protected_until == date(2011, 12, 31)
    assert period.is_reactivation


def test_after_a_lapse_nothing_is_paid_for_months_gone():
    period = next_period(date(2012, 5, 9), 6, protected_until=date(2011, 11, 30))

    assert (period.first_month, period.last_month) == (Month(2012, 5), Month(2012, 10))
    assert period.covered_from == date(2012, 5, 9)


@given(days, st.lists(st.tuples(st.integers(0, 200), st.sampled_from([1, 3, 6, 12])), max_size=8))
def test_periods_never_overlap_and_no_month_is_paid_twice(first, payments):
    paid_on, until, months = first, None, []
    for wait, count in payments:
        paid_on += timedelta(days=wait)
        period = next_period(paid_on, count, protected_until=until)
        assert until is None or period.covered_from > until
        months += [period.first_month + n for n in range(count)]
        until = period.protected_until

    assert len(months) == len(set(months))


def test_cover_lapses_on_the_day_after():
    assert not has_lapsed(date(2011, 11, 30), on=date(2011, 11, 30))
    assert has_lapsed(date(2011, 11, 30), on=date(2011, 12, 1))
