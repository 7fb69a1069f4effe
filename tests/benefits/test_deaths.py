"""Deaths: heirs' shares, what removes an amount, and what only the day of death decides."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.benefits.awards import FactsContradict, FactsMissing
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup, assess_jkm, jkm_terms
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.survivors import Beneficiary, Relation, Survivor, Takers, divide
from jamsostek.benefits.workings import evaluate
from jamsostek.kernel.words import Said, said_in
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce

FIRST, LAST = date(1993, 2, 27), date(2015, 6, 30)
DAY = date(2011, 9, 1)
WIDOW = Survivor(Relation.SPOUSE, "Ani")
DEATH = JkmFacts(
    event_date=DAY,
    work_accident=False,
    group=WorkerGroup.WORKER,
    cover=Cover.INSURED,
    survivors=(WIDOW,),
)

days = st.dates(FIRST, LAST)
names = st.lists(st.text("abcdefg", min_size=1, max_size=6), unique=True, max_size=7)


@st.composite
def families(draw):
    return tuple(
        Survivor(
            draw(st.sampled_from(Relation)),
            name,
            draw(st.none() | st.dates(date(1930, 1, 1), date(1993, 1, 1))),
            draw(st.none() | st.dates(date(1994, 1, 1), LAST)),
        )
        for name in draw(names)
    )


@given(families(), days, st.integers(0, 10**10), st.sampled_from(["JKM", "JKK", "JHT"]))
def test_shares_add_up_and_the_order_of_the_family_is_irrelevant(family, day, amount, programme):
    programme = Programme(programme)
    there, back = (
        divide(amount, heirs_of(programme, members, (), on=day))
        for members in (family, family[::-1])
    )

    assert there == back
    assert not there or sum(share.amount for share in there) == amount
    assert all(share.amount >= 0 for share in there)


@given(families(), days)
def test_one_class_takes_and_none_before_it_lives(family, day):
    heirs = heirs_of(Programme.JKM, family, (), on=day)

    living = {one.relation for one in family if one.died_on is None or one.died_on > day}
    taking = {heir.relation for heir in heirs.heirs}
    assert len(taking) <= 1
    if heirs.takers is Takers.FAMILY:
        assert min(list(Relation).index(relation) for relation in living) == list(Relation).index(
            taking.pop()
        )
    else:
        assert living == set()


@given(days, st.booleans(), families())
def test_every_amount_is_what_its_working_comes_to_and_is_cited(day, up_front, family):
    facts = replace(DEATH, event_date=day, up_front=up_front, survivors=family, will=())

    for line in assess_jkm(facts).lines:
        assert line.amount == evaluate(line.working)
        assert "Pasal 22" in line.citation


@pytest.mark.parametrize("name", ["event_date", "work_accident", "group", "cover", "survivors"])
def test_without_a_fact_that_decides_there_is_no_amount(name):
    with pytest.raises(FactsMissing) as refused:
        assess_jkm(replace(DEATH, **{name: None}))

    assert refused.value.names == (name,)


def test_all_missing_facts_are_named_at_once():
    with pytest.raises(FactsMissing) as refused:
        assess_jkm(JkmFacts())

    assert refused.value.names == ("event_date", "work_accident", "group", "cover", "survivors")


def test_a_will_and_the_choice_up_front_are_asked_for_where_they_matter():
    lonely = replace(DEATH, event_date=date(2012, 4, 23), survivors=())

    with pytest.raises(FactsMissing) as refused:
        assess_jkm(lonely)
    assert refused.value.names == ("will", "up_front")
    with pytest.raises(FactsMissing) as refused:
        assess_jkm(replace(lonely, will=(Beneficiary("Hadi"),)))
    assert refused.value.names == ("up_front",)
    assert assess_jkm(replace(lonely, will=())).total == 21_000_000


def test_who_stopped_working_must_say_when():
    with pytest.raises(FactsMissing) as refused:
        assess_jkm(replace(DEATH, cover=Cover.STOPPED_WORKING))

    assert refused.value.names == ("stopped_on",)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_outside_the_law_of_this_version_a_death_is_refused(day):
    with pytest.raises(NotInForce):
        assess_jkm(replace(DEATH, event_date=day))


@given(days, days)
def test_later_deaths_never_give_less(first, second):
    earlier, later = sorted((first, second))

    totals = [
        assess_jkm(replace(DEATH, event_date=day, up_front=False)).total for day in (earlier, later)
    ]

    assert totals[0] <= totals[1]


@pytest.mark.parametrize(
    ("family", "word"),
    [
        ((WIDOW, Survivor(Relation.CHILD, "Ani")), "twice"),
        ((Survivor(Relation.PARENT, "Dewi", date(2012, 1, 1)),), "born after"),
        ((Survivor(Relation.CHILD, "Budi", date(2001, 1, 1), date(2000, 1, 1)),), "before birth"),
        ((Survivor(Relation.CHILD, "Budi", share=0),), "above zero"),
        (
            (Survivor(Relation.CHILD, "Budi", share=1), Survivor(Relation.CHILD, "Citra")),
            "some of those",
        ),
    ],
)
def test_a_family_that_cannot_be_is_refused_in_a_sentence(family, word):
    with pytest.raises(FactsContradict, match=word):
        heirs_of(Programme.JKM, family, (), on=DAY)


def test_a_changed_grant_can_be_asked_for():
    terms = replace(jkm_terms(DAY), death_grant=12_000_000, grant_citation="rancangan")

    award = assess_jkm(DEATH, terms)

    assert award.total == 12_000_000 + 24 * 200_000 + 2_000_000
    assert award.lines[0].citation == "rancangan"


def test_every_fact_is_documented_in_both_languages():
    for of in (JkmFacts, Survivor, Beneficiary):
        assert all(field.metadata["id"] and field.metadata["en"] for field in fields(of))


def test_notes_are_in_indonesian_and_carry_english():
    (note,) = assess_jkm(replace(DEATH, work_accident=True)).notes

    assert isinstance(note, Said)
    assert note.startswith("Meninggal")
    assert said_in(note, "en").startswith("Death by a work accident")
    assert said_in(note, "id") == note


def test_the_award_says_who_takes_and_by_which_article():
    by_kin = assess_jkm(DEATH).notes
    by_will = assess_jkm(replace(DEATH, survivors=(), will=(Beneficiary("Hadi"),))).notes

    assert by_kin[0].startswith("Yang berhak: janda atau duda (UU 3/1992, Pasal 13;")
    assert by_will[0].startswith("Yang berhak: yang ditunjuk dalam wasiat (")
    assert "ayat (3)" in by_will[0].en
