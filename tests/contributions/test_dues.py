"""Contributions: one formula for a worker and for a column, and its borders."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.rules.dues import (
    Dues,
    NoSuchRiskGroup,
    contribution_lines,
    due,
    due_date,
    terms_of,
)
from jamsostek.contributions.rules.wages import casual_base
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce
from jamsostek.law.wages import (
    WAGE_MAX,
    NotWholeRupiah,
    NoWageRecord,
    WageOutOfRange,
    wage_of_daily,
    wage_of_pieces,
)
from jamsostek.membership.rules import programmes_on

SEPTEMBER = Month(2011, 9)
ALL = frozenset(Programme)

wages = st.integers(min_value=1, max_value=WAGE_MAX)
groups = st.integers(min_value=1, max_value=5)
choices = st.frozensets(st.sampled_from(Programme))
months = st.builds(
    Month, st.integers(min_value=1994, max_value=2012), st.integers(min_value=1, max_value=12)
)


facts = st.tuples(wages, st.booleans(), st.booleans())


@given(st.lists(facts, min_size=1, max_size=40), groups, choices, months)
def test_a_column_gives_what_each_worker_gives_alone(workers, group, programmes, month):
    terms = {"risk_group": group, "programmes": programmes, "terms": terms_of(month)}
    column = np.array([wage for wage, *_ in workers], dtype=np.int64)
    married, full = (np.array([worker[place] for worker in workers]) for place in (1, 2))

    together = due(column, married, full_cover=full, **terms)

    for place, (wage, family, has_all) in enumerate(workers):
        alone = due(wage, family, full_cover=has_all, **terms)
        assert [int(part[place]) for part in together] == list(alone)


@given(wages, st.booleans(), groups, choices, months)
def test_without_full_cover_is_jkk_and_jkm_alone(wage, married, group, programmes, month):
    terms = terms_of(month)
    two = programmes & {Programme.JKK, Programme.JKM}

    short = due(
        wage, married, risk_group=group, programmes=programmes, terms=terms, full_cover=False
    )

    assert short == due(wage, married, risk_group=group, programmes=two, terms=terms)


@given(wages, st.booleans(), groups, choices, months)
def test_the_lines_show_exactly_the_dues(wage, married, group, programmes, month):
    terms = terms_of(month)

    lines = contribution_lines(wage, married, risk_group=group, programmes=programmes, month=month)
    dues = due(wage, married, risk_group=group, programmes=programmes, terms=terms)

    assert sum(line.amount for line in lines if line.payer == "employer") == dues.employer_total
    assert sum(line.amount for line in lines if line.payer == "member") == dues.member_total
    assert sum(line.amount for line in lines) == dues.total
    assert {line.programme for line in lines} == programmes
    assert all(line.citation for line in lines)


@given(wages, st.booleans(), groups, months)
def test_each_amount_is_its_rate_of_its_base_rounded_half_up(wage, married, group, month):
    lines = contribution_lines(wage, married, risk_group=group, programmes=ALL, month=month)

    for line in lines:
        exact = line.base * line.rate / 100
        assert exact - Decimal("0.5") < line.amount <= exact + Decimal("0.5")


@given(wages, wages, st.booleans(), groups)
def test_a_higher_wage_never_owes_less(one, other, married, group):
    lower, higher = sorted((one, other))
    terms = terms_of(SEPTEMBER)

    less = due(lower, married, risk_group=group, programmes=ALL, terms=terms)
    more = due(higher, married, risk_group=group, programmes=ALL, terms=terms)

    assert all(small <= large for small, large in zip(less, more, strict=True))


@given(wages, st.booleans())
def test_a_higher_risk_group_never_owes_less(wage, married):
    terms = terms_of(SEPTEMBER)

    jkk = [
        due(wage, married, risk_group=group, programmes=ALL, terms=terms).jkk
        for group in range(1, 6)
    ]

    assert jkk == sorted(jkk)


def test_a_million_of_the_highest_wages_does_not_overflow():
    column = np.full(1_000_000, WAGE_MAX, dtype=np.int64)

    dues = due(column, True, risk_group=5, programmes=ALL, terms=terms_of(SEPTEMBER))

    assert int(dues.total.sum()) == 1_000_000 * (57_000_000 + 17_400_000 + 3_000_000 + 60_000)


def test_an_empty_column_owes_nothing():
    nobody = np.array([], dtype=np.int64)

    dues = due(nobody, nobody > 0, risk_group=1, programmes=ALL, terms=terms_of(SEPTEMBER))

    assert dues.total.size == 0


def test_a_column_of_wages_is_left_as_it_was():
    column = np.array([900_000, 1_500_000], dtype=np.int64)

    due(column, column > 0, risk_group=1, programmes=ALL, terms=terms_of(SEPTEMBER))

    assert column.tolist() == [900_000, 1_500_000]


def test_programmes_not_taken_are_zero_in_a_column_too():
    column = np.array([900_000, 1_500_000], dtype=np.int64)

    dues = due(
        column, column > 0, risk_group=1, programmes={Programme.JHT}, terms=terms_of(SEPTEMBER)
    )

    assert dues.jpk.tolist() == [0, 0]
    assert dues.total.tolist() == [51_300, 85_500]


@pytest.mark.parametrize("wage", [0, -1, -2_500_000, WAGE_MAX + 1])
def test_a_wage_out_of_range_is_refused_alone_and_in_a_column(wage):
    terms = terms_of(SEPTEMBER)
    column = np.array([1_000_000, wage], dtype=np.int64)

    with pytest.raises(WageOutOfRange):
        due(wage, False, risk_group=1, programmes=ALL, terms=terms)
    with pytest.raises(WageOutOfRange):
        due(column, column > 0, risk_group=1, programmes=ALL, terms=terms)


@pytest.mark.parametrize("kind", [np.int32, np.uint64, np.float64])
def test_a_column_that_could_lose_a_rupiah_is_refused(kind):
    column = np.array([1_000_000], dtype=kind)

    with pytest.raises(NotWholeRupiah):
        due(column, column > 0, risk_group=1, programmes=ALL, terms=terms_of(SEPTEMBER))


@pytest.mark.parametrize("group", [0, 6, -1])
def test_a_risk_group_that_does_not_exist_is_refused(group):
    with pytest.raises(NoSuchRiskGroup):
        due(1, False, risk_group=group, programmes=ALL, terms=terms_of(SEPTEMBER))


@pytest.mark.parametrize("month", [Month(1993, 2), Month(2015, 7)])
def test_a_month_outside_the_law_is_refused(month):
    with pytest.raises(NotInForce):
        terms_of(month)


@pytest.mark.parametrize("month", [Month(1993, 3), Month(2015, 6)])
def test_the_first_and_the_last_month_of_the_law_have_terms(month):
    assert terms_of(month).jht_employer.millionths == 37_000


def test_jpk_asked_for_after_its_end_is_refused_with_the_article():
    with pytest.raises(NotInForce, match="PP 84/2013"):
        contribution_lines(
            1_000_000,
            False,
            risk_group=1,
            programmes=ALL,
            month=Month(2014, 1),
        )


def test_jpk_rests_on_the_articles_of_its_rate_and_of_its_ceiling():
    lines = contribution_lines(
        5_000_000,
        True,
        risk_group=3,
        programmes=programmes_on(date(2012, 7, 1)),
        month=Month(2012, 7),
    )

    assert lines[-1].base == 3_080_000
    assert lines[-1].citation == (
        "PP 14/1993, Pasal 9 ayat (1) huruf d; PP 53/2012, Pasal I angka 1;"
        " UU 36/2008, Pasal 7 ayat (1)"
    )


@pytest.mark.parametrize(
    ("month", "said"), [(Month(2012, 5), "Bali"), (Month(2012, 6), ""), (Month(2013, 6), "4,725")]
)
def test_a_line_says_what_weakens_it(month, said):
    lines = contribution_lines(
        5_000_000,
        True,
        risk_group=3,
        programmes=ALL,
        month=month,
    )

    assert said in lines[-1].note
    assert bool(lines[-1].note) == bool(said)


def test_the_due_date_lies_in_the_next_month_and_year():
    assert due_date(Month(2011, 12)) == date(2012, 1, 15)


def test_totals_add_up():
    dues = Dues(92_500, 50_000, 22_250, 7_500, 60_000)

    assert (dues.employer_total, dues.member_total, dues.total) == (182_250, 50_000, 232_250)


def test_a_piece_rate_wage_without_any_month_is_refused():
    with pytest.raises(NoWageRecord):
        wage_of_pieces([], on=SEPTEMBER.first_day)


@pytest.mark.parametrize("days", [0, 31])
def test_days_worked_that_september_does_not_have_are_refused(days):
    with pytest.raises(NoWageRecord):
        casual_base(40_000, days, month=SEPTEMBER)


@pytest.mark.parametrize(("month", "days"), [(Month(2011, 2), 29), (Month(2012, 2), 30)])
def test_february_has_28_or_29_days_to_work(month, days):
    base = casual_base(40_000, days - 1, month=month).amount

    assert base == 40_000 * (days - 1)
    with pytest.raises(NoWageRecord):
        casual_base(40_000, days, month=month)


def test_the_decree_on_casual_workers_does_not_reach_back():
    with pytest.raises(NotInForce, match="KEP-150/MEN/1999"):
        casual_base(40_000, 20, month=Month(1999, 8))


def test_a_daily_wage_of_nothing_is_refused():
    with pytest.raises(WageOutOfRange):
        wage_of_daily(0, on=SEPTEMBER.first_day)
