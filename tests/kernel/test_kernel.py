"""Money, months and identifiers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.kernel.identifiers import check_digit, payment_code
from jamsostek.kernel.money import (
    InexactRate,
    NothingToSplitBy,
    allocate,
    millionths,
    round_rupiah,
    share,
)
from jamsostek.kernel.months import Month, NotAMonth, months_between


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.49", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", 0), ("-0.51", -1), ("-1.5", -1)],
)
def test_rounding_is_half_up_towards_plus_infinity(amount, rounded):
    assert round_rupiah(Decimal(amount)) == rounded
    assert round_rupiah(Fraction(amount)) == rounded


@given(st.integers(0, 10**9), st.integers(0, 100_000))
def test_a_share_is_the_exact_fraction_rounded_and_the_same_for_a_column(base, parts):
    exact = round_rupiah(Fraction(base * parts, 1_000_000))

    assert share(base, parts) == exact
    assert share(np.array([base]), parts)[0] == exact


def test_a_rate_with_more_than_four_decimals_is_refused():
    assert millionths(Decimal("3.70")) == 37_000
    with pytest.raises(InexactRate):
        millionths(Decimal("0.00001"))


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_the_parts_of_a_split_add_up_to_the_whole(total, weights):
    if sum(weights) == 0:
        with pytest.raises(NothingToSplitBy):
            allocate(total, weights)
        return

    parts = allocate(total, weights)

    assert sum(parts) == total
    assert all(p == 0 for p, w in zip(parts, weights, strict=True) if w == 0)


def test_months_count_over_the_turn_of_the_year():
    assert Month(2011, 9) + 4 == Month(2012, 1)
    assert Month(2012, 1) - Month(2011, 9) == 4
    assert Month(2012, 2).last_day == date(2012, 2, 29)
    assert list(months_between(Month(2011, 12), Month(2012, 1))) == [
        Month(2011, 12),
        Month(2012, 1),
    ]


@pytest.mark.parametrize("text", ["2011-13", "2011-9", "9/2011", "", "2011-00"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(NotAMonth):
        Month.parse(text)


def test_the_check_digit_is_that_of_the_standard():
    assert check_digit("0794") == "5"  # the example of ISO/IEC 7064 for MOD 11,10


@given(st.integers(1, 10**10 - 1))
def test_codes_are_valid_and_every_single_wrong_digit_shows(sequence):
    code = payment_code(sequence)

    assert len(code) == 11
    assert check_digit(code[:-1]) == code[-1]
    for place in range(11):
        wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
        assert check_digit(wrong[:-1]) != wrong[-1]


def test_neighbouring_bills_have_codes_far_apart():
    codes = [int(payment_code(n)[:10]) for n in range(1, 2000)]

    assert len(set(codes)) == len(codes)
    assert min(abs(a - b) for a, b in pairwise(codes)) > 10**9
