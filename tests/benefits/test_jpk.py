"""JPK: what holds for every cost, and that a missing fact is asked for by its name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.benefits.awards import FactsContradict, FactsMissing
from jamsostek.benefits.jpk_1993 import assess_jpk
from jamsostek.benefits.jpk_facts_1993 import JpkFacts, JpkItem, JpkKind
from jamsostek.benefits.jpk_package_1993 import Patient, stay_days
from jamsostek.benefits.workings import evaluate
from jamsostek.law.reader import NotInForce

STAY = JpkItem(
    kind=JpkKind.EMERGENCY_INPATIENT,
    cost=2_500_000,
    is_emergency=True,
    days=5,
    special_care_days=0,
    employer_statement_on=date(2011, 3, 3),
    standard_day=300_000,
)
LENSES = JpkItem(
    kind=JpkKind.LENSES,
    cost=100_000,
    prescribed=True,
    given_before=True,
    last_given_on=date(2009, 1, 1),
)
BIRTH = JpkItem(
    kind=JpkKind.MATERNITY, birth_number=1, in_appointed_house=True, has_complications=False
)
EMERGENCY = JpkItem(kind=JpkKind.EMERGENCY_OUTPATIENT, cost=1, is_emergency=True)
DENTURE = JpkItem(kind=JpkKind.DENTURE, cost=1, prescribed=True)


def facts_of(*items, day=date(2011, 3, 1), patient=Patient.WORKER, **more):
    return JpkFacts(day, patient, True, True, items=items, **more)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        *((STAY, name) for name in ("cost", "is_emergency", "days", "special_care_days")),
        (STAY, "employer_statement_on"),
        *((LENSES, name) for name in ("cost", "prescribed", "given_before", "last_given_on")),
        *((BIRTH, name) for name in ("birth_number", "in_appointed_house", "has_complications")),
        *((EMERGENCY, name) for name in ("cost", "is_emergency")),
        *((DENTURE, name) for name in ("cost", "prescribed")),
        (JpkItem(kind=JpkKind.IMPLANT, cost=1), "cost"),
    ],
)
def test_a_fact_taken_away_is_asked_for_by_its_name(item, name):
    whole = facts_of(STAY, item, day=date(2012, 3, 1))
    if item is not STAY:
        assess_jpk(replace(whole, items=(STAY, item)))

    with pytest.raises(FactsMissing) as asked:
        assess_jpk(replace(whole, items=(STAY, replace(item, **{name: None}))))

    assert asked.value.names == (f"items.2.{name}",)


def test_no_cost_at_all_is_asked_for():
    with pytest.raises(FactsMissing, match="items"):
        assess_jpk(facts_of())


def test_added_services_ask_for_their_conditions():
    with pytest.raises(FactsMissing) as asked:
        assess_jpk(facts_of(JpkItem(kind=JpkKind.CANCER), day=date(2012, 1, 1)))

    assert asked.value.names == ("member_since", "employer_orderly", "wage_at_minimum")


@pytest.mark.parametrize("day", [date(1993, 2, 26), date(2014, 1, 1)])
def test_outside_its_years_jpk_is_refused_with_the_article(day):
    with pytest.raises(NotInForce, match=r"PP 14/1993|PP 84/2013"):
        assess_jpk(facts_of(STAY, day=day))


@pytest.mark.parametrize(
    "item",
    [
        replace(STAY, cost=-1),
        replace(STAY, days=-1),
        replace(STAY, special_care_days=6),
        replace(STAY, standard_day=-5),
        replace(BIRTH, birth_number=0),
        JpkItem(kind=JpkKind.LENSES, cost=1, prescribed=True, given_before=False),
    ],
)
def test_facts_that_cannot_be_are_refused(item):
    with pytest.raises(FactsContradict):
        assess_jpk(facts_of(item))


rupiahs = st.integers(0, 10**10)


@given(cost=rupiahs, days=st.integers(0, 80), special=st.integers(0, 80), price=rupiahs)
def test_nobody_gets_back_more_than_was_paid_and_every_working_comes_out(
    cost, days, special, price
):
    item = replace(
        STAY,
        cost=cost,
        days=days,
        special_care_days=min(days, special),
        standard_day=price,
        standard_special_day=3 * price,
    )

    award = assess_jpk(facts_of(item))

    assert 0 <= award.total <= cost
    assert all(evaluate(line.working) == line.amount for line in award.lines)
    assert all(line.citation for line in award.lines)


@given(cost=rupiahs, more=rupiahs)
def test_a_higher_price_never_gives_less(cost, more):
    kinds = [JpkKind.DENTURE, JpkKind.EYE, JpkKind.IMPLANT]

    def total(price):
        return assess_jpk(
            facts_of(*(JpkItem(kind=kind, cost=price, prescribed=True) for kind in kinds))
        ).total

    assert total(cost) <= total(cost + more)


@given(
    days=st.integers(0, 400),
    special=st.integers(0, 400),
    used=st.integers(0, 400),
    special_used=st.integers(0, 400),
    outside=st.booleans(),
)
def test_the_days_of_a_stay_add_up_and_keep_within_the_year(
    days, special, used, special_used, outside
):
    stay = stay_days(
        days, special, date(2011, 3, 1), used=used, special_used=special_used, outside=outside
    )

    assert stay.insured + stay.beyond == days
    assert min(stay.ward, stay.special, stay.special_beyond, stay.beyond) >= 0
    assert stay.insured == 0 or used + stay.insured <= 60
    assert stay.special == 0 or special_used + stay.special <= 20
    assert not outside or stay.insured <= 7
