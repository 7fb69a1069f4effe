from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.benefits.workings import NotAWorking, evaluate, shown
from jamsostek.kernel.money import round_rupiah


@pytest.mark.parametrize(
    ("working", "amount"),
    [
        ("1000000", 1_000_000),
        ("60% x 80 x 1200000", 57_600_000),
        ("min(3500000 + 900000, 4000000)", 4_000_000),
        ("max(60% x 70 x 200000, 10000000)", 10_000_000),
        ("100% x 12/30 x 1500000", 600_000),
        ("4.5% x 80 x 1000000", 3_600_000),
        ("-(5% x 1000000)", -50_000),
        ("1/2", 1),
        ("-(1/2)", 0),
        ("(3 x 7 + 5) / 4", 7),
        ("10 - 2 - 3", 5),
    ],
)
def test_a_working_comes_to_its_amount(working, amount):
    assert evaluate(working) == amount


@pytest.mark.parametrize(
    "text", ["", "1 +", "1 / 0", "two", "(1", "min 1", "1 1", "__import__('os')", "2 ** 3"]
)
def test_what_is_no_working_is_refused(text):
    with pytest.raises(NotAWorking):
        evaluate(text)


@given(st.integers(0, 10**9), st.integers(1, 99), st.integers(1, 10**9))
def test_rounding_comes_once_and_last(wage, percent, parts):
    exact = Fraction(percent, 100) * wage / parts

    assert evaluate(f"{percent}% x {wage} / {parts}") == round_rupiah(exact)


def test_a_working_is_shown_as_people_write_it():
    assert shown("4.5% x 80 x 1200000") == "4,5% x 80 x 1.200.000"
    assert shown("min(1000 + 1, 20000)", "en") == "lowest of (1,000 + 1; 20,000)"
