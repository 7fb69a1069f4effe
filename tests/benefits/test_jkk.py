"""Work accidents: what holds of every award, whatever the facts."""

from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.benefits.awards import Award, FactsContradict, FactsMissing, Recipient
from jamsostek.benefits.jkk_1993 import assess_jkk
from jamsostek.benefits.jkk_death_1993 import jkm_of
from jamsostek.benefits.jkk_diseases import Disease
from jamsostek.benefits.jkk_facts import (
    Cause,
    Cost,
    CostKind,
    Device,
    DeviceKind,
    JkkFacts,
    Outcome,
    Payer,
    WorkerKind,
)
from jamsostek.benefits.jkk_impairments import Injury, Loss, rated
from jamsostek.benefits.jkk_table import ROWS, Impairment, Measure
from jamsostek.benefits.schema import every_fact, read_facts, written_facts
from jamsostek.benefits.workings import evaluate
from jamsostek.kernel.words import said_in
from jamsostek.law.citations import instruments, instruments_in
from jamsostek.law.reader import NotInForce, parameters, row_on

FIRST, LAST = date(1993, 2, 27), date(2015, 6, 30)
SEVENTY = date(2000, 9, 22)
AMENDED = [
    date(1998, 11, 13),
    SEVENTY,
    date(2002, 5, 13),
    date(2005, 12, 22),
    date(2007, 12, 10),
    date(2010, 12, 20),
    date(2012, 4, 23),
]
LIMBS = [part for part in Impairment if ROWS[part].measure is Measure.LIMB]

rupiah = st.integers(0, 50_000_000)
wages = st.integers(1, 200_000_000)
functions = st.builds(
    Injury,
    impairment=st.sampled_from(LIMBS),
    loss=st.just(Loss.FUNCTION),
    percent=st.decimals(1, 100, places=1),
)
injuries = st.lists(
    functions, min_size=1, max_size=6, unique_by=lambda injury: injury.impairment
).map(tuple)
costs = st.lists(st.builds(Cost, st.sampled_from(CostKind), rupiah), max_size=6).map(tuple)
devices = st.lists(
    st.builds(Device, st.sampled_from(DeviceKind), st.none() | rupiah), max_size=2
).map(tuple)


@st.composite
def facts_of_any_case(draw: st.DrawFn, *, since: date = FIRST) -> JkkFacts:
    outcome = draw(st.sampled_from(Outcome))
    lasts = {Outcome.TOTAL, Outcome.DEATH}
    days = draw(st.integers(0, 900))
    return JkkFacts(
        event_date=draw(
            st.dates(since, LAST) | st.sampled_from([d for d in AMENDED if d >= since])
        ),
        cause=draw(st.sampled_from([Cause.ACCIDENT, Cause.COMMUTE])),
        outcome=outcome,
        days_unable=days,
        monthly_wage=draw(wages),
        wage_paid=draw(rupiah) if days else 0,
        injuries=draw(injuries) if outcome is Outcome.PARTIAL else (),
        costs=draw(costs),
        devices=draw(devices),
        device_given_before=draw(st.booleans()),
        periodic_up_front=draw(st.booleans()) if outcome in lasts else None,
        payer=draw(st.sampled_from(Payer)),
    )


def paid_to_persons(award: Award) -> int:
    """Sum what depends on the wage: costs do not."""
    costs = {"JKK_TREATMENT", "JKK_DENTURE", "JKK_DEVICE", "JKK_REHABILITATION", "JKK_TRANSPORT"}
    return sum(line.amount for line in award.lines if line.kind not in costs)


@given(facts_of_any_case())
def test_every_working_comes_to_its_amount_and_none_is_below_zero(facts):
    for line in assess_jkk(facts).lines:
        assert evaluate(line.working) == line.amount >= 0


@given(facts_of_any_case())
def test_every_instrument_cited_was_in_force_on_the_day(facts):
    award = assess_jkk(facts)

    for part in (*award.lines, *award.undetermined):
        named = instruments_in(part.citation)
        assert named
        for name in named:
            published = instruments()[name].published
            assert published is not None
            assert published <= facts.event_date


@given(facts_of_any_case(), st.data())
def test_between_two_amendments_every_day_gives_the_same(facts, data):
    borders = [FIRST, *AMENDED, date(2015, 7, 1)]
    first = max(day for day in borders if day <= facts.event_date)
    last = min(day for day in borders if day > facts.event_date) - timedelta(days=1)
    other = replace(facts, event_date=data.draw(st.dates(first, last)))

    assert replace(assess_jkk(other), event_date=facts.event_date) == assess_jkk(facts)


@given(facts_of_any_case(), st.integers(0, 5_000_000))
def test_a_higher_wage_never_gives_less(facts, more):
    higher = replace(facts, monthly_wage=(facts.monthly_wage or 0) + more)

    assert paid_to_persons(assess_jkk(higher)) >= paid_to_persons(assess_jkk(facts))


@given(facts_of_any_case(), st.randoms())
def test_the_order_of_injuries_costs_and_devices_is_of_no_matter(facts, shuffler):
    parts = {"injuries": [*facts.injuries], "costs": [*facts.costs], "devices": [*facts.devices]}
    for part in parts.values():
        shuffler.shuffle(part)

    shuffled = replace(facts, **{name: tuple(part) for name, part in parts.items()})

    assert assess_jkk(shuffled) == assess_jkk(facts)


@given(facts_of_any_case())
def test_disabilities_never_count_for_more_than_a_total_one(facts):
    award = assess_jkk(facts)

    lump_sums = [line for line in award.lines if line.kind in {"JKK_PARTIAL", "JKK_FUNCTION"}]
    if lump_sums:
        most = Fraction(70, 100) * row_on("jkk", "disability_months", on=facts.event_date).value
        rounding = len(lump_sums)
        assert sum(line.amount for line in lump_sums) <= most * facts.monthly_wage + rounding


@given(facts_of_any_case(since=SEVENTY))
def test_a_family_never_gets_less_than_jkm(facts):
    fatal = replace(facts, outcome=Outcome.DEATH, injuries=(), periodic_up_front=False)

    due = [line for line in assess_jkk(fatal).lines if line.recipient is Recipient.HEIRS]

    assert sum(line.amount for line in due) >= jkm_of(facts.event_date)


@given(facts_of_any_case())
def test_what_goes_to_the_employer_for_wages_is_never_more_than_it_paid(facts):
    award = assess_jkk(facts)

    back = sum(
        line.amount
        for line in award.lines
        if line.kind == "JKK_STMB" and line.recipient is Recipient.EMPLOYER
    )
    assert back <= (facts.wage_paid or 0)


@given(facts_of_any_case())
def test_who_owes_changes_no_amount(facts):
    by_fund = assess_jkk(replace(facts, payer=Payer.FUND))
    by_employer = assess_jkk(replace(facts, payer=Payer.EMPLOYER))

    assert by_employer.lines == by_fund.lines
    assert len(by_employer.notes) == len(by_fund.notes) + 1


@given(facts_of_any_case())
def test_facts_survive_being_written_and_read(facts):
    assert read_facts(JkkFacts, written_facts(facts)) == facts


WHOLE = JkkFacts(
    event_date=date(2012, 6, 1),
    cause=Cause.DISEASE,
    outcome=Outcome.PARTIAL,
    days_unable=40,
    monthly_wage=1_300_000,
    wage_paid=0,
    injuries=(
        Injury(Impairment.THUMB_LEFT, Loss.LOST),
        Injury(Impairment.ARM_RIGHT_FROM_ELBOW, Loss.FUNCTION, percent=50),
        Injury(Impairment.HEARING_WORSE_BOTH, decibels=40),
    ),
    disease=Disease.NOISE,
    is_employed=False,
    employment_ended=date(2011, 1, 31),
)


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("event_date", "event_date"),
        ("cause", "cause"),
        ("outcome", "outcome"),
        ("days_unable", "days_unable"),
        ("monthly_wage", "monthly_wage"),
        ("wage_paid", "wage_paid"),
        ("injuries", "injuries"),
        ("disease", "disease"),
        ("is_employed", "is_employed"),
        ("employment_ended", "employment_ended"),
        ("injuries.1.impairment", "injuries.1.impairment"),
        ("injuries.1.loss", "injuries.1.loss"),
        ("injuries.2.percent", "injuries.2.percent"),
        ("injuries.3.decibels", "injuries.3.decibels"),
    ],
)
def test_a_fact_that_is_needed_is_asked_for_by_name(place, named):
    given_facts = written_facts(WHOLE)
    name, *inner = place.split(".")
    if inner:
        del given_facts[name][int(inner[0]) - 1][inner[1]]
    else:
        del given_facts[name]

    with pytest.raises(FactsMissing) as missing:
        assess_jkk(read_facts(JkkFacts, given_facts))

    assert missing.value.names == (named,)


def test_everything_that_is_missing_is_named_at_once():
    bare = JkkFacts(date(2012, 6, 1), Cause.DISEASE, Outcome.PARTIAL, 3)

    with pytest.raises(FactsMissing) as missing:
        assess_jkk(bare)

    assert missing.value.names == (
        "monthly_wage",
        "wage_paid",
        "injuries",
        "disease",
        "is_employed",
    )


@pytest.mark.parametrize(("day", "asked"), [(date(2012, 4, 22), False), (date(2012, 4, 23), True)])
@pytest.mark.parametrize("outcome", [Outcome.TOTAL, Outcome.DEATH])
def test_the_choice_of_payment_is_asked_from_the_day_it_exists(day, asked, outcome):
    facts = JkkFacts(day, Cause.ACCIDENT, outcome, 0, monthly_wage=1_000_000)

    if asked:
        with pytest.raises(FactsMissing, match="periodic_up_front"):
            assess_jkk(facts)
    else:
        assert assess_jkk(facts).lines[1].months == 24


LOST = {"loss": Loss.LOST}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"days_unable": -1}, "-1 days"),
        ({"monthly_wage": 0}, "above zero"),
        ({"daily_wage": 50_000}, "Give one wage"),
        ({"depends_on_weather": True}, "piece-rate"),
        ({"wage_paid": -5}, "-5"),
        ({"costs": (Cost(CostKind.WARD, -1),)}, "-1"),
        ({"outcome": Outcome.DEATH, "periodic_up_front": False}, "Disabilities"),
        ({"periodic_up_front": True}, "no periodic benefit"),
        ({"cause": Cause.ACCIDENT}, "Facts of a disease"),
        ({"arose_on": date(2012, 6, 2)}, "does not arise"),
        ({"is_employed": True}, "employed still"),
        ({"injuries": (Injury(Impairment.THUMB_LEFT, **LOST),) * 2}, "2 times"),
        (
            {
                "injuries": (
                    Injury(Impairment.THUMB_LEFT, **LOST),
                    Injury(Impairment.HAND_LEFT_FROM_WRIST, **LOST),
                )
            },
            "already takes in",
        ),
        (
            {
                "injuries": (
                    Injury(Impairment.THUMB_LEFT, Loss.FUNCTION, percent=20),
                    Injury(Impairment.HAND_LEFT_FROM_WRIST, **LOST),
                )
            },
            "already takes in",
        ),
        ({"comparable_wage": 900_000}, "comparable_wage is for"),
        ({"worker_kind": WorkerKind.PUPIL, "comparable_wage": 900_000}, "comparable_wage alone"),
        ({"injuries": (Injury(Impairment.SMELL, decibels=10),)}, "does not go with"),
        ({"injuries": (Injury(Impairment.VISION, best_eye=20, worst_eye=30),)}, "better eye"),
        ({"injuries": (Injury(Impairment.THUMB_LEFT, Loss.FUNCTION, percent=101),)}, "percent"),
        ({"injuries": (Injury(Impairment.THUMB_LEFT, Loss.LOST, percent=50),)}, "percent"),
        ({"injuries": (Injury(Impairment.ACUITY, vision_lost=101),)}, "101"),
        (
            {"injuries": (Injury(Impairment.ACUITY, Loss.FUNCTION, percent=5, vision_lost=20),)},
            "already measured",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(change, sentence):
    with pytest.raises(FactsContradict, match=sentence):
        assess_jkk(replace(WHOLE, **change))


@pytest.mark.parametrize("day", [date(1993, 2, 26), date(2015, 7, 1)])
def test_outside_its_days_the_law_is_silent(day):
    with pytest.raises(NotInForce):
        assess_jkk(JkkFacts(day, Cause.ACCIDENT, Outcome.RECOVERED, 0, monthly_wage=1))


PRINTED = """
40 35 35 30 32 28 70 35 50 25 70 35 40 20 15 12 9 7 4 3 4.5 3.5 2 1.5 5 3 2
"""
"""The first table as PP 53/2012 prints it, from the right arm to the smallest toe."""


@pytest.mark.parametrize(
    ("part", "percent"), list(zip(LIMBS, map(Fraction, PRINTED.split()), strict=True))
)
@pytest.mark.parametrize("day", [date(2005, 12, 22), date(2011, 9, 30), LAST])
def test_the_table_counts_what_was_printed(part, percent, day):
    assert rated(Injury(part, Loss.LOST), day).percent == percent


def test_the_law_and_the_table_have_the_same_rows():
    measures = {
        "table",
        "leg_lengths",
        "decibel_step",
        "vision_step",
        "capacity_from",
        "capacity_to",
    }

    assert {part.parameter for part in Impairment} == set(parameters("impairments")) - measures
    assert set(ROWS) == set(Impairment)


def test_the_list_has_thirty_one_diseases():
    listed = [disease.number for disease in Disease if disease is not Disease.NOT_LISTED]

    assert listed == list(range(1, 32))
    assert all(disease.words.id and disease.words.en for disease in Disease)


def test_every_fact_is_documented_in_both_languages():
    undocumented = [
        place for place, fact in every_fact(JkkFacts) if not (fact.doc.id and fact.doc.en)
    ]

    assert undocumented == []
    assert {field.name for field in fields(JkkFacts)} >= {"event_date", "payer"}


@given(facts_of_any_case())
def test_what_is_said_to_people_is_said_in_both_languages(facts):
    award = assess_jkk(facts)

    for part in (*award.lines, *award.undetermined):
        assert part.label.id
        assert part.label.en
    said = [*award.notes, *(one.settled_by for one in award.undetermined)]
    assert all(said_in(text, "en") and said_in(text, "en") != text for text in said)
