"""The yearly return: exact in Python, in NumPy columns and in PostgreSQL alike."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.kernel.money import InexactRate, round_rupiah
from jamsostek.law.reader import NotFound, NotInForce
from jamsostek.savings.rules import (
    BALANCE_MAX,
    credited_return,
    credited_return_sql,
    days_of,
    days_remaining,
    year_rate,
)

balances = st.integers(min_value=-BALANCE_MAX, max_value=BALANCE_MAX)
weights = st.integers(min_value=-BALANCE_MAX * 365, max_value=BALANCE_MAX * 365)
rates = st.integers(min_value=0, max_value=1_000_000).map(lambda parts: Decimal(parts) / 10_000)
years = st.integers(min_value=1993, max_value=2015)
BORDERS = [
    (opening, weighted)
    for opening in (-BALANCE_MAX, -1, 0, 1, BALANCE_MAX)
    for weighted in (-BALANCE_MAX * 365, -183, -182, 0, 182, 183, BALANCE_MAX * 365)
]


@given(balances, weights, rates, years)
def test_the_return_is_exact_to_the_last_rupiah(opening, weighted, rate, year):
    exact = (opening + Fraction(weighted, days_of(year))) * Fraction(rate) / 100

    credited = credited_return(opening, weighted, rate=rate, year=year)

    assert credited == round_rupiah(exact)


@given(st.lists(st.tuples(balances, weights), min_size=1), rates, years)
def test_a_column_gives_what_each_account_gives_alone(accounts, rate, year):
    opening = np.array([account[0] for account in accounts], dtype=np.int64)
    weighted = np.array([account[1] for account in accounts], dtype=np.int64)

    together = credited_return(opening, weighted, rate=rate, year=year)

    assert together.tolist() == [
        credited_return(*account, rate=rate, year=year) for account in accounts
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2011, 2012])
@pytest.mark.parametrize("rate", [Decimal("10.10"), Decimal("0.0001"), Decimal(100)])
def test_postgresql_gives_the_same(rate, year):
    generator = np.random.default_rng(year)
    drawn = [
        (int(opening), int(weighted))
        for opening, weighted in zip(
            generator.integers(-BALANCE_MAX, BALANCE_MAX, 2_000),
            generator.integers(-BALANCE_MAX * 365, BALANCE_MAX * 365, 2_000),
            strict=True,
        )
    ]
    small = [(a, b) for a in range(-40, 41) for b in range(-300, 301, 60)]
    accounts = BORDERS + drawn + small
    expression = credited_return_sql("opening", "weighted", rate=rate, year=year)

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {expression} FROM unnest(%s::bigint[], %s::bigint[])"  # noqa: S608 - ours
            " WITH ORDINALITY AS account (opening, weighted, place) ORDER BY place",
            [[a for a, _ in accounts], [b for _, b in accounts]],
        )
        credited = [row[0] for row in cursor.fetchall()]

    assert credited == [credited_return(*account, rate=rate, year=year) for account in accounts]


@pytest.mark.parametrize(
    ("value_day", "days"),
    [
        (date(2011, 1, 1), 364),
        (date(2012, 1, 1), 365),
        (date(2011, 10, 15), 77),
        (date(2012, 2, 28), 307),
        (date(2012, 2, 29), 306),
        (date(2011, 12, 31), 0),
    ],
)
def test_an_amount_earns_from_the_day_after_to_the_end_of_the_year(value_day, days):
    assert days_remaining(value_day) == days


@given(
    st.lists(
        st.tuples(st.dates(date(2011, 1, 1), date(2011, 12, 31)), st.integers(-(10**9), 10**9))
    ),
    st.integers(0, 10**9),
)
def test_the_weighted_sum_is_the_sum_of_the_daily_balances(movements, opening):
    ends_of_days = [date.fromordinal(date(2011, 1, 1).toordinal() + day) for day in range(365)]
    earning_on = [
        opening + sum(amount for moved, amount in movements if moved < day) for day in ends_of_days
    ]
    weighted = sum(amount * days_remaining(moved) for moved, amount in movements)

    credited = credited_return(opening, weighted, rate=Decimal("10.10"), year=2011)

    assert credited == round_rupiah(Fraction(sum(earning_on), 365) * Fraction(101, 1000))


def test_the_rate_of_2011_says_how_far_it_may_be_relied_on():
    rate = year_rate(2011)

    assert (rate.percent, rate.status, rate.confidence) == (Decimal("10.10"), "press", "medium")


@pytest.mark.parametrize("year", [1993, 2004, 2006, 2007, 2008, 2013, 2014])
def test_a_year_whose_rate_is_not_known_is_refused(year):
    with pytest.raises(NotFound, match=r"report|decision"):
        year_rate(year)


@pytest.mark.parametrize("year", [1992, 2015])
def test_a_year_that_does_not_end_under_the_law_is_refused(year):
    with pytest.raises(NotInForce):
        year_rate(year)


def test_a_rate_finer_than_a_millionth_is_refused():
    with pytest.raises(InexactRate):
        credited_return(1, 1, rate=Decimal("0.00001"), year=2011)
