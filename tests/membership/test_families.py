"""Families: what is refused, what stays as history, and that register and JPK rate agree."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.kernel.ages import age_on, birthday, last_born
from jamsostek.membership.models import Dependant, EndReason, FamilyStatus, Relation
from jamsostek.membership.queries import family_on, family_status_on, married_workers
from jamsostek.membership.rules import (
    FamilyGround,
    Relative,
    end_reasons_of,
    family_cover,
    has_family,
)
from jamsostek.membership.services import add_dependant, end_dependant, set_family_status
from jamsostek.membership.services.families import (
    AlreadyEnded,
    BeginsAhead,
    BeginsBeforeBirth,
    EndsAhead,
    EndsTooEarly,
    FamilyRemains,
    FourthChild,
    ReasonDoesNotFit,
    SecondSpouse,
    TooOld,
)
from tests.people import act, batik_melati, hire, person

DAY = date(2011, 10, 1)
ONE_DAY = timedelta(days=1)

days = st.dates(min_value=date(1993, 3, 1), max_value=date(2013, 12, 31))
births = st.dates(min_value=date(1970, 1, 1), max_value=date(2013, 12, 31))


@st.composite
def relatives(draw, number=1):
    birth = draw(births)
    begins = draw(st.dates(min_value=birth, max_value=date(2013, 12, 31)))
    ends = draw(st.none() | st.dates(begins + ONE_DAY, date(2014, 6, 1)))
    relation = draw(st.sampled_from(["SPOUSE", "CHILD"]))
    reason = "" if ends is None else draw(st.sampled_from(end_reasons_of(relation))).value
    return Relative(number, relation, birth, begins, ends, reason)


@st.composite
def families(draw):
    return [draw(relatives(number)) for number in range(1, draw(st.integers(1, 7)) + 1)]


@given(families(), days)
def test_one_more_of_the_family_never_lowers_cover(family, day):
    *before, _new = family

    fewer = [cover.covered for cover in family_cover(before, day)]
    more = [cover.covered for cover in family_cover(family, day)]

    assert sum(more) >= sum(fewer)
    assert has_family(family, day) >= has_family(before, day)


@given(families(), days)
def test_never_more_than_three_children_and_each_has_a_reason_and_an_article(family, day):
    covers = family_cover(family, day)

    assert sum(c.ground is FamilyGround.CHILD for c in covers) <= 3
    assert [c.relative for c in covers] == family
    assert all(c.citation for c in covers)
    assert all(c.covered == (c.ground in ("SPOUSE", "CHILD")) for c in covers)


@given(births, st.integers(0, 60), days)
def test_ages_birthdays_and_days_of_birth_agree(birth, age, day):
    assert (
        (age_on(birth, day) >= age)
        == (birthday(birth, age) <= day)
        == (birth <= last_born(age, day))
    )


def siti(**facts):
    hire(batik_melati(), "SITI", **facts)
    return person("SITI")


def child(member, name="ADI", *, born=date(2006, 5, 1), since=date(2011, 9, 1), day=DAY):
    return add_dependant(
        person=member,
        relation=Relation.CHILD,
        name=name,
        birth_date=born,
        from_date=since,
        act=act(day),
    )


def spouse(member, *, since=date(2011, 9, 1)):
    return add_dependant(
        person=member,
        relation=Relation.SPOUSE,
        name="BUDI",
        birth_date=date(1984, 3, 1),
        from_date=since,
        act=act(DAY),
    )


def end(dependant, reason, day=date(2011, 9, 20)):
    return end_dependant(dependant=dependant, until_date=day, reason=reason, act=act(DAY))


@pytest.mark.django_db
def test_a_fourth_child_is_refused_while_three_are_insured():
    member = siti()
    for name in ("ADI", "BUDI", "CANDRA"):
        child(member, name)

    with pytest.raises(FourthChild):
        child(member, "DEWI")

    assert Dependant.objects.count() == 3


@pytest.mark.django_db
def test_a_fourth_child_takes_the_place_of_one_who_left():
    member = siti()
    eldest = child(member, "ADI")
    child(member, "BUDI")
    child(member, "CANDRA")
    end(eldest, EndReason.WORKS)

    with pytest.raises(FourthChild):
        child(member, "DEWI", since=date(2011, 9, 19))
    child(member, "DEWI", since=date(2011, 9, 20))

    covered = {kin.name: kin.cover.covered for kin in family_on(member, DAY)}
    assert covered == {"ADI": False, "BUDI": True, "CANDRA": True, "DEWI": True}


@pytest.mark.django_db
@pytest.mark.parametrize(("born", "fits"), [(date(1990, 9, 1), False), (date(1990, 9, 2), True)])
def test_a_child_is_insured_to_the_day_before_it_is_twenty_one(born, fits):
    member = siti()

    if fits:
        assert child(member, born=born).pk
    else:
        with pytest.raises(TooOld):
            child(member, born=born)


@pytest.mark.django_db
def test_a_child_of_29_february_counts_to_the_28th_for_the_rate_too():
    member = siti()
    child(member, born=date(1992, 2, 29))
    melati = member.employments.get().employer

    assert married_workers(melati, date(2013, 2, 28)) == [member.pk]
    assert married_workers(melati, date(2013, 3, 1)) == []
    assert not family_status_on(member, date(2013, 3, 1))


BORN = (date(1990, 9, 1), date(1990, 9, 2), date(1992, 2, 29), date(1991, 2, 28))
SPELLS = ((date(2005, 1, 1), None), (date(2011, 9, 1), None), (date(2005, 1, 1), date(2011, 9, 1)))


@pytest.mark.django_db
def test_the_rate_of_many_workers_is_the_rule_for_each():
    melati = batik_melati()
    cases = [(r, b, s) for r in Relation for b in BORN for s in SPELLS]
    hire(melati, *(f"REKAAN {n}" for n in range(len(cases))))
    members = {f"REKAAN {n}": case for n, case in enumerate(cases)}
    for name, (relation, born, (begins, ends)) in members.items():
        person(name).dependants.create(
            relation=relation, name="R", birth_date=born, from_date=begins, until_date=ends
        )
    day_before = date(2011, 8, 31)

    for day in (
        day_before,
        date(2011, 9, 1),
        date(2012, 2, 29),
        date(2013, 2, 28),
        date(2013, 3, 1),
    ):
        together = set(married_workers(melati, day))
        for name in members:
            member = person(name)
            alone = has_family([kin.cover.relative for kin in family_on(member, day)], day)
            assert (member.pk in together) == alone == family_status_on(member, day)


@pytest.mark.django_db
def test_dates_that_contradict_are_refused():
    member = siti()

    with pytest.raises(BeginsBeforeBirth):
        child(member, born=date(2011, 9, 2), since=date(2011, 9, 1))
    with pytest.raises(BeginsAhead):
        child(member, since=date(2011, 10, 2))
    adi = child(member, born=date(2011, 9, 1), since=date(2011, 9, 1))
    with pytest.raises(EndsTooEarly):
        end(adi, EndReason.DIED, date(2011, 9, 1))
    with pytest.raises(EndsAhead):
        end(adi, EndReason.DIED, date(2011, 10, 2))

    assert end(adi, EndReason.DIED, date(2011, 9, 2)).until_date == date(2011, 9, 2)


@pytest.mark.django_db
def test_the_database_too_refuses_a_first_day_before_the_birth():
    member = siti()

    with pytest.raises(IntegrityError, match="dependant_was_born"):
        member.dependants.create(
            relation="CHILD", name="ADI", birth_date=DAY, from_date=DAY - ONE_DAY
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("relation", "reason"),
    [("SPOUSE", EndReason.WORKS), ("SPOUSE", EndReason.MARRIED), ("CHILD", EndReason.DIVORCED)],
)
def test_a_reason_that_the_relation_does_not_have_is_refused(relation, reason):
    member = siti()
    one = spouse(member) if relation == "SPOUSE" else child(member)

    with pytest.raises(ReasonDoesNotFit):
        end(one, reason)


@pytest.mark.django_db
def test_an_end_is_told_once_and_stays_as_history():
    member = siti()
    adi = child(member)
    end(adi, EndReason.MARRIED)

    with pytest.raises(AlreadyEnded):
        end(adi, EndReason.WORKS)

    [kin] = family_on(member, date(2011, 9, 20))
    assert (kin.cover.ground, kin.cover.relative.until_date) == ("MARRIED", date(2011, 9, 20))
    [before] = family_on(member, date(2011, 9, 19))
    assert before.cover.covered


@pytest.mark.django_db
def test_a_spouse_after_a_divorce_and_not_before():
    member = siti()
    end(spouse(member), EndReason.DIVORCED)

    with pytest.raises(SecondSpouse):
        spouse(member, since=date(2011, 9, 19))

    assert spouse(member, since=date(2011, 9, 20)).pk


@pytest.mark.django_db
def test_a_wedding_makes_the_family_rate_and_a_divorce_ends_it():
    member = siti()
    budi = spouse(member)

    assert not family_status_on(member, date(2011, 8, 31))
    assert family_status_on(member, date(2011, 9, 1))
    end(budi, EndReason.DIVORCED)
    assert family_status_on(member, date(2011, 9, 19))
    assert not family_status_on(member, date(2011, 9, 20))


@pytest.mark.django_db
def test_a_marriage_that_was_reported_ends_with_its_spouse():
    member = siti(married=True)
    budi = spouse(member)

    end(budi, EndReason.DIED)

    assert FamilyStatus.objects.get(person=member).until_date == date(2011, 9, 20)
    assert not family_status_on(member, DAY)


@pytest.mark.django_db
def test_a_widower_with_a_child_keeps_the_family_rate():
    member = siti(married=True)
    budi = spouse(member)
    child(member)

    end(budi, EndReason.DIED)

    assert family_status_on(member, DAY)


@pytest.mark.django_db
def test_nobody_is_single_while_somebody_is_insured():
    member = siti(married=True)
    adi = child(member)

    with pytest.raises(FamilyRemains, match="ADI"):
        set_family_status(person=member, married=False, from_date=DAY, act=act(DAY))
    end(adi, EndReason.DIED)
    set_family_status(person=member, married=False, from_date=DAY, act=act(DAY))

    assert not family_status_on(member, DAY)


@pytest.mark.django_db
def test_a_child_who_is_grown_keeps_nobody_from_being_single():
    member = siti(married=True)
    child(member, born=date(1990, 10, 1))

    set_family_status(person=member, married=False, from_date=DAY, act=act(DAY))

    assert not family_status_on(member, DAY)


@pytest.mark.django_db
def test_who_was_reported_single_is_so_no_longer_with_a_spouse():
    member = siti(married=True)
    set_family_status(person=member, married=False, from_date=date(2011, 8, 1), act=act(DAY))

    spouse(member)

    assert not FamilyStatus.objects.filter(person=member, until_date=None).exists()
    assert not family_status_on(member, date(2011, 8, 31))
    assert family_status_on(member, date(2011, 9, 1))
