"""Registering employers, and finding those already there."""

from datetime import date

import pytest

from jamsostek.audit.models import Record
from jamsostek.law.programmes import Programme
from jamsostek.membership import queries
from jamsostek.membership.services import change_programme, decide_risk_group, end_membership
from jamsostek.membership.services.employers import (
    IncompleteEmployer,
    MembershipEnded,
    NoChange,
    StillEmploys,
)
from tests.people import FOUR, THREE, act, batik_melati, hire

pytestmark = pytest.mark.django_db


def test_an_employer_gets_a_number_its_programmes_and_a_risk_group():
    melati = batik_melati(programmes=FOUR)

    assert melati.npp.startswith("JJ")
    assert queries.programmes_on(melati, date(2005, 1, 1)) == FOUR
    assert queries.programmes_on(melati, date(2004, 12, 31)) == frozenset()
    assert queries.risk_group_on(melati, date(2011, 9, 1)) == 3
    assert Record.objects.get(action="register_employer").subject_id == melati.pk


@pytest.mark.parametrize("left_out", sorted(THREE))
def test_no_programme_but_jpk_can_be_left_out(left_out):
    with pytest.raises(IncompleteEmployer, match=left_out):
        batik_melati(programmes=FOUR - {left_out})


def test_jpk_can_be_left_from_a_day_on():
    melati = batik_melati(programmes=FOUR)

    change_programme(
        employer=melati,
        programme=Programme.JPK,
        takes_part=False,
        from_date=date(2011, 7, 1),
        act=act(),
    )

    assert Programme.JPK in queries.programmes_on(melati, date(2011, 6, 30))
    assert Programme.JPK not in queries.programmes_on(melati, date(2011, 7, 1))
    with pytest.raises(NoChange):
        change_programme(
            employer=melati,
            programme=Programme.JPK,
            takes_part=False,
            from_date=date(2011, 8, 1),
            act=act(),
        )


def test_a_later_decision_on_the_risk_group_leaves_earlier_months_alone():
    melati = batik_melati()

    decide_risk_group(
        employer=melati, risk_group=2, from_date=date(2011, 7, 1), reason="Pindah usaha", act=act()
    )

    assert queries.risk_group_on(melati, date(2011, 6, 30)) == 3
    assert queries.risk_group_on(melati, date(2011, 7, 1)) == 2


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("BATIK MELATI REKAAN, PT.", True),  # order, case and legal form mean nothing
        ("PT Batik Melatti Rekaan", True),  # a slip of the pen
        ("PT Batik Mawar Angan", False),
    ],
)
def test_a_similar_employer_is_shown_before_registering_another(name, found):
    melati = batik_melati()

    similar = queries.similar_employers(name)

    assert [s.employer for s in similar] == ([melati] if found else [])


def test_an_employer_with_workers_cannot_leave():
    melati = batik_melati()
    hire(melati, "SITI")

    with pytest.raises(StillEmploys, match="1 workers"):
        end_membership(employer=melati, until_date=date(2011, 12, 1), act=act())


def test_search_finds_by_number_and_by_beginnings_of_words_within_the_branches_asked():
    melati = batik_melati()
    branch = {melati.branch_id}

    assert list(queries.employers_matching("mela bat", branch_ids=branch)) == [melati]
    assert list(queries.employers_matching(melati.npp[:5], branch_ids=branch)) == [melati]
    assert not queries.employers_matching("melati", branch_ids={0})


def test_jpk_cannot_be_joined_while_an_earlier_participation_lasts():
    melati = batik_melati(programmes=FOUR)
    jpk = {"employer": melati, "programme": Programme.JPK, "act": act()}
    change_programme(**jpk, takes_part=False, from_date=date(2011, 7, 1))

    with pytest.raises(NoChange, match="until"):
        change_programme(**jpk, takes_part=True, from_date=date(2011, 6, 30))
    change_programme(**jpk, takes_part=True, from_date=date(2011, 7, 1))

    assert Programme.JPK in queries.programmes_on(melati, date(2011, 7, 1))


def test_no_programme_begins_in_a_membership_that_has_ended():
    melati = batik_melati()
    end_membership(employer=melati, until_date=date(2011, 10, 1), act=act())

    with pytest.raises(MembershipEnded, match="2011-10-01"):
        change_programme(
            employer=melati,
            programme=Programme.JPK,
            takes_part=True,
            from_date=date(2011, 9, 1),
            act=act(),
        )

    assert not melati.programmes.filter(until_date=None).exists()


def test_a_membership_does_not_end_before_its_employments():
    melati = batik_melati()
    hire(melati, "SITI", until_date=date(2011, 9, 2))

    with pytest.raises(StillEmploys, match="2011-09-01"):
        end_membership(employer=melati, until_date=date(2011, 9, 1), act=act())
    end_membership(employer=melati, until_date=date(2011, 9, 2), act=act())

    assert queries.programmes_on(melati, date(2011, 9, 2)) == frozenset()
