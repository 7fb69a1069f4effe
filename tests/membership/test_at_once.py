"""The same form sent twice, or by two officers: one of them is told what stands already."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError

from jamsostek.law.programmes import Programme
from jamsostek.membership.models import (
    Dependant,
    Employment,
    FamilyStatus,
    InsuredPerson,
    ProgrammeEnrolment,
    Relation,
    RiskGroupDecision,
    WageRecord,
)
from jamsostek.membership.services import (
    NewWorker,
    WorkersNotRegistered,
    add_dependant,
    change_programme,
    change_wage,
    decide_risk_group,
    end_membership,
    register_workers,
    set_family_status,
    workers_frame,
)
from jamsostek.membership.services.employers import AlreadyDecided, AlreadyLeft, NoChange
from jamsostek.membership.services.families import FourthChild, SecondSpouse, StatusUnchanged
from jamsostek.membership.services.workers import WageUnchanged
from tests.membership.at_once import at_once, refusals
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.usefixtures("fresh_database")
NIK_SITI = "9912345507850001"
BORN = date(1985, 7, 15)


def register(employer, *, keep_numbers=False, **facts):
    worker = NewWorker(employer_id=employer.pk, name="SITI", from_date=date(2010, 1, 1), **facts)
    return partial(
        register_workers, workers=workers_frame([worker]), act=act(), keep_numbers=keep_numbers
    )


def spouse(member, name, **facts):
    return partial(
        add_dependant,
        person=member,
        relation=Relation.SPOUSE,
        name=name,
        birth_date=date(1984, 3, 1),
        from_date=date(2011, 9, 1),
        act=act(),
        **facts,
    )


def child(member, name):
    born = date(2006, 5, 1)
    return partial(spouse(member, name), relation=Relation.CHILD, birth_date=born)


def test_of_three_spouses_at_once_one_is_recorded():
    hire(batik_melati(), "SITI")

    results = at_once(*(spouse(person("SITI"), name) for name in ("ADI", "BUDI", "CANDRA")))

    assert refusals(results) == [SecondSpouse] * 2
    assert Dependant.objects.count() == 1


def test_the_database_itself_refuses_a_second_spouse():
    hire(batik_melati(), "SITI")
    adi = spouse(person("SITI"), "ADI")()

    adi.pk = None
    with pytest.raises(IntegrityError, match="one_spouse_at_a_time"):
        adi.save(force_insert=True)


def test_two_children_at_once_are_both_recorded():
    hire(batik_melati(), "SITI")
    results = at_once(*(child(person("SITI"), name) for name in ("ADI", "BUDI")))

    assert refusals(results) == []
    assert Dependant.objects.count() == 2


def test_of_two_children_at_once_for_the_third_place_one_is_recorded():
    hire(batik_melati(), "SITI")
    child(person("SITI"), "ADI")()
    child(person("SITI"), "BUDI")()

    results = at_once(*(child(person("SITI"), name) for name in ("CANDRA", "DEWI")))

    assert refusals(results) == [FourthChild]
    assert Dependant.objects.count() == 3


def test_a_family_status_sent_twice_is_recorded_once():
    hire(batik_melati(), "SITI")
    married = partial(
        set_family_status,
        person=person("SITI"),
        married=True,
        from_date=date(2011, 9, 1),
        act=act(),
    )

    results = at_once(married, married)

    assert refusals(results) == [StatusUnchanged]
    assert FamilyStatus.objects.count() == 1


def test_one_identity_number_at_three_employers_at_once_is_one_member():
    employers = [batik_melati(name=f"PT Rekaan {name}") for name in ("Satu", "Dua", "Tiga")]

    results = at_once(*(register(one, nik=NIK_SITI, birth_date=BORN) for one in employers))

    assert refusals(results) == []
    assert InsuredPerson.objects.count() == 1
    assert Employment.objects.count() == 3


def test_one_member_number_from_a_card_at_two_employers_at_once_is_one_member():
    employers = [batik_melati(name=f"PT Rekaan {name}") for name in ("Satu", "Dua")]

    results = at_once(*(register(one, kpj="99412345678", keep_numbers=True) for one in employers))

    assert refusals(results) == []
    assert InsuredPerson.objects.count() == 1
    assert Employment.objects.count() == 2


def test_a_new_member_number_sent_twice_is_registered_once():
    melati = batik_melati()
    siti = register(melati, kpj="99412345678", keep_numbers=True)

    results = at_once(siti, siti)

    assert refusals(results) == [WorkersNotRegistered]
    assert Employment.objects.count() == 1


def test_a_member_known_by_two_numbers_begins_once_with_an_employer():
    hire(batik_melati(name="PT Rekaan Lain"), "SITI", nik=NIK_SITI, birth_date=BORN)
    melati = batik_melati()

    results = at_once(
        register(melati, kpj=person("SITI").kpj), register(melati, nik=NIK_SITI, birth_date=BORN)
    )

    assert refusals(results) == [WorkersNotRegistered]
    assert Employment.objects.filter(employer=melati).count() == 1


def test_a_programme_begun_twice_begins_once():
    melati = batik_melati()
    begin = partial(
        change_programme,
        employer=melati,
        programme=Programme.JPK,
        takes_part=True,
        from_date=date(2011, 9, 1),
        act=act(),
    )

    results = at_once(begin, begin)

    assert refusals(results) == [NoChange]
    assert ProgrammeEnrolment.objects.filter(programme=Programme.JPK).count() == 1


def test_a_risk_group_is_decided_once_a_day():
    decide = partial(
        decide_risk_group,
        employer=batik_melati(),
        risk_group=2,
        from_date=date(2011, 9, 1),
        reason="Lampiran I",
        act=act(),
    )

    results = at_once(decide, decide)

    assert refusals(results) == [AlreadyDecided]
    assert RiskGroupDecision.objects.filter(from_date=date(2011, 9, 1)).count() == 1


def test_a_wage_changed_twice_is_recorded_once():
    hire(batik_melati(), "SITI")
    change = partial(
        change_wage,
        employment=Employment.objects.get(),
        basis=WageRecord.Basis.MONTHLY,
        wage=2_750_000,
        from_date=date(2011, 9, 1),
        act=act(),
    )

    results = at_once(change, change)

    assert refusals(results) == [WageUnchanged]
    assert WageRecord.objects.count() == 1


def test_a_membership_ended_twice_ends_on_the_first_day_said():
    melati = batik_melati()
    end = partial(end_membership, act=act())

    results = at_once(
        partial(end, employer=melati, until_date=date(2011, 9, 1)),
        partial(end, employer=melati, until_date=date(2011, 10, 1)),
    )

    assert refusals(results) == [AlreadyLeft]
