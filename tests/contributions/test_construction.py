"""Contributions of construction projects: slices that add up, addenda, terms, and refusals."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.rules.construction import (
    CONTRACT_MAX,
    ContractOutOfRange,
    construction_dues,
    construction_dues_on_wages,
    difference_after_addendum,
    last_registration_day,
    terms_of_payment,
)
from jamsostek.kernel.money import round_rupiah
from jamsostek.law.reader import NotFound, NotInForce

SEPTEMBER = date(2011, 9, 1)
PUBLISHED = [  # lower limit, JKK and JKM, in percent, as PP 44/2015 prints them
    (0, Decimal("0.21"), Decimal("0.03")),
    (100_000_000, Decimal("0.17"), Decimal("0.02")),
    (500_000_000, Decimal("0.13"), Decimal("0.02")),
    (1_000_000_000, Decimal("0.11"), Decimal("0.01")),
    (5_000_000_000, Decimal("0.09"), Decimal("0.01")),
]

values = st.integers(min_value=1, max_value=50_000_000_000) | st.integers(1, CONTRACT_MAX)


def by_the_difference_of_rates(value: int, column: int) -> Fraction:
    """Work the tariff out another way: each limit passed changes the rate of all that is above."""
    rates = [Fraction(row[column]) / 100 for row in PUBLISHED]
    steps = [rates[0], *(after - before for before, after in pairwise(rates))]
    return sum(
        max(0, value - row[0]) * step for row, step in zip(PUBLISHED, steps, strict=True)
    ) + Fraction(0)


@given(values)
def test_each_programme_is_the_exact_sum_of_the_slices_rounded_once(value):
    dues = construction_dues(value, SEPTEMBER)

    assert dues.jkk == round_rupiah(by_the_difference_of_rates(value, 1))
    assert dues.jkm == round_rupiah(by_the_difference_of_rates(value, 2))


@given(values)
def test_the_slices_add_up_to_the_value_and_to_the_dues(value):
    dues = construction_dues(value, SEPTEMBER)

    assert sum(part.amount for part in dues.slices) == value
    assert sum(part.jkk for part in dues.slices) == dues.jkk
    assert sum(part.jkm for part in dues.slices) == dues.jkm
    assert sum(part.total for part in dues.slices) == dues.total


@given(values)
def test_no_slice_is_more_than_a_rupiah_from_its_own_exact_share(value):
    for part in construction_dues(value, SEPTEMBER).slices:
        assert abs(part.jkk - part.amount * part.jkk_rate / 100) < 1
        assert abs(part.jkm - part.amount * part.jkm_rate / 100) < 1


@given(values, values)
def test_a_larger_contract_never_owes_less(one, other):
    less, more = sorted((one, other))

    assert construction_dues(less, SEPTEMBER).jkk <= construction_dues(more, SEPTEMBER).jkk
    assert construction_dues(less, SEPTEMBER).jkm <= construction_dues(more, SEPTEMBER).jkm


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (100_000_000, 1),
        (100_000_001, 2),
        (500_000_000, 2),
        (500_000_001, 3),
        (1_000_000_000, 3),
        (1_000_000_001, 4),
        (5_000_000_000, 4),
        (5_000_000_001, 5),
    ],
)
def test_a_slice_begins_with_the_rupiah_above_its_limit(value, count):
    assert len(construction_dues(value, SEPTEMBER).slices) == count


def test_the_published_rates_are_those_of_both_programmes_together():
    slices = construction_dues(6_000_000_000, SEPTEMBER).slices

    assert [str(part.rate) for part in slices] == ["0.24", "0.19", "0.15", "0.12", "0.10"]
    assert slices[-1].upper is None


@given(st.lists(values, min_size=2, max_size=6))
def test_any_chain_of_addenda_comes_to_the_dues_of_the_last_value(chain):
    first = construction_dues(chain[0], SEPTEMBER)
    changes = [
        difference_after_addendum(old, new, registered_on=SEPTEMBER) for old, new in pairwise(chain)
    ]

    last = construction_dues(chain[-1], SEPTEMBER)
    assert first.jkk + sum(change.jkk for change in changes) == last.jkk
    assert first.jkm + sum(change.jkm for change in changes) == last.jkm
    assert first.total + sum(change.total for change in changes) == last.total


@given(st.integers(min_value=0, max_value=10**12))
def test_terms_add_up_and_none_is_a_rupiah_off(amount):
    parts = terms_of_payment(amount, on=SEPTEMBER)

    assert sum(parts) == amount
    for part, percent in zip(parts, (50, 25, 25), strict=True):
        assert abs(Fraction(part) - Fraction(amount * percent, 100)) < 1


def test_the_law_is_that_of_the_day():
    assert construction_dues(1, date(1999, 9, 29)).jkk_citation == "KEP-196/MEN/1999"
    assert construction_dues(1, date(2015, 6, 30)).jkk_citation == "KEP-196/MEN/1999"
    later = construction_dues(1, date(2015, 7, 1))
    assert later.jkk_citation == "PP 44/2015, Pasal 54 ayat (2)"
    assert later.jkm_citation == "PP 44/2015, Pasal 55 ayat (2)"


@pytest.mark.parametrize("compute", [construction_dues, construction_dues_on_wages])
def test_before_the_decree_there_is_no_tariff(compute):
    with pytest.raises(NotInForce, match="begins on 1999-09-29"):
        compute(1_000_000, date(1999, 9, 28))


@pytest.mark.parametrize("compute", [construction_dues, construction_dues_on_wages])
@pytest.mark.parametrize(
    ("day", "is_known"),
    [
        (date(2020, 7, 31), True),
        (date(2020, 8, 1), False),
        (date(2021, 1, 31), False),
        (date(2021, 2, 1), True),
    ],
)
def test_the_months_of_relief_are_refused_and_not_guessed(compute, day, is_known):
    if is_known:
        assert compute(1_000_000, day).total > 0
    else:
        with pytest.raises(NotFound, match="PP 49/2020"):
            compute(1_000_000, day)


@pytest.mark.parametrize("value", [0, -1, CONTRACT_MAX + 1])
@pytest.mark.parametrize("compute", [construction_dues, construction_dues_on_wages])
def test_a_value_out_of_range_is_refused(compute, value):
    with pytest.raises(ContractOutOfRange):
        compute(value, SEPTEMBER)


def test_rates_on_wages_before_2015_say_that_they_are_inferred():
    assert "inferred" in construction_dues_on_wages(1_000_000, SEPTEMBER).note
    assert construction_dues_on_wages(1_000_000, date(2016, 1, 1)).note == ""


def test_lead_and_terms_of_the_decree_end_with_it():
    assert last_registration_day(date(2015, 6, 30)) == date(2015, 6, 23)
    with pytest.raises(NotInForce):
        last_registration_day(date(2015, 7, 1))
    with pytest.raises(NotInForce):
        terms_of_payment(392_000, on=date(2015, 7, 1))
