"""The penalty for late payment: months, rate and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.rules.dues import due_date
from jamsostek.contributions.rules.penalties import NegativeDue, late_penalty
from jamsostek.kernel.months import Month
from jamsostek.law.reader import NotInForce

SEPTEMBER = Month(2011, 9)


def test_a_penalty_shows_how_it_was_counted():
    penalty = late_penalty(1_000_000, month=SEPTEMBER, paid_on=date(2011, 12, 20))

    assert penalty.due_date == date(2011, 10, 15)
    assert penalty.citation == "PP 14/1993, Pasal 47 huruf b"
    assert penalty.working == "3 x 2 % x 1,000,000"


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=-60, max_value=2_000))
def test_each_day_later_costs_the_same_or_more_and_a_month_two_percent(due, days_late):
    paid_on = due_date(SEPTEMBER) + timedelta(days=days_late)

    penalty = late_penalty(due, month=SEPTEMBER, paid_on=paid_on)
    tomorrow = late_penalty(due, month=SEPTEMBER, paid_on=paid_on + timedelta(days=1))

    assert penalty.amount == (due * penalty.months * 2 * 2 + 100) // 200
    assert penalty.months == 0 if days_late <= 0 else days_late / 31 <= penalty.months
    assert tomorrow.months - penalty.months in (0, 1)


def test_less_than_nothing_due_is_refused():
    with pytest.raises(NegativeDue):
        late_penalty(-1, month=SEPTEMBER, paid_on=date(2011, 12, 20))


@pytest.mark.parametrize("month", [Month(1993, 2), Month(2015, 7)])
def test_a_month_outside_the_law_is_refused(month):
    with pytest.raises(NotInForce):
        late_penalty(1_000_000, month=month, paid_on=date(2016, 1, 1))
