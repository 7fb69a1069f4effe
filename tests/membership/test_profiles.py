"""A member's profile is what the register holds, within the branches that may see it."""

from datetime import date

import pytest

from jamsostek.membership.models import InsuredPerson, Relation, WageRecord
from jamsostek.membership.queries import profile_of
from jamsostek.membership.services import add_dependant, change_wage, set_family_status
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db

DAY = date(2011, 10, 20)


def test_a_profile_has_spells_newest_first_family_and_status():
    melati, kopi = batik_melati(), batik_melati(name="PT Kopi Merapi Rekaan")
    hire(melati, "Citra Rekaan", until_date=date(2011, 1, 1), title="Pembatik")
    citra = person("Citra Rekaan")
    hire(kopi, "Citra Rekaan", kpj=citra.kpj, from_date=date(2011, 2, 1))
    set_family_status(person=citra, married=True, from_date=date(2011, 3, 1), act=act())
    born = date(2005, 5, 5)
    facts = {"name": "Anak Rekaan", "birth_date": born, "from_date": date(2011, 3, 15)}
    add_dependant(person=citra, relation=Relation.CHILD, act=act(), **facts)

    profile = profile_of(citra.kpj, DAY)

    assert [(e.npp, e.from_date, e.until_date, e.title) for e in profile.employments] == [
        (kopi.npp, date(2011, 2, 1), None, ""),
        (melati.npp, date(2010, 1, 1), date(2011, 1, 1), "Pembatik"),
    ]
    [kin] = profile.dependants
    assert (kin.name, kin.cover.relative.birth_date, kin.cover.covered) == (
        "Anak Rekaan",
        born,
        True,
    )
    assert profile.married
    assert not profile_of(citra.kpj, date(2011, 2, 28)).married


def test_a_profile_without_family_has_empty_lists():
    hire(batik_melati(), "Citra Rekaan")

    profile = profile_of(person("Citra Rekaan").kpj, DAY)

    assert list(profile.dependants) == []
    assert not profile.married


def test_a_profile_has_the_wages_of_every_spell_newest_first():
    hire(batik_melati(), "Citra Rekaan", wage=2_000_000)
    [employment] = person("Citra Rekaan").employments.all()
    raised = {"basis": WageRecord.Basis.MONTHLY, "from_date": date(2011, 7, 1)}
    change_wage(employment=employment, wage=2_200_000, act=act(), **raised)
    change_wage(employment=employment, wage=2_300_000, act=act(), **raised)

    [spell] = profile_of(person("Citra Rekaan").kpj, DAY).employments

    assert [(wage.from_date, wage.basis, wage.wage) for wage in spell.wages] == [
        (date(2011, 7, 1), "MONTHLY", 2_300_000),
        (date(2011, 7, 1), "MONTHLY", 2_200_000),
        (date(2010, 1, 1), "MONTHLY", 2_000_000),
    ]


def test_a_profile_is_one_statement(django_assert_num_queries):
    hire(batik_melati(), "Citra Rekaan")
    kpj = person("Citra Rekaan").kpj

    with django_assert_num_queries(1):
        profile_of(kpj, DAY)


def test_a_member_of_other_branches_is_not_there():
    melati = batik_melati()
    hire(melati, "Citra Rekaan")
    kpj = person("Citra Rekaan").kpj

    assert profile_of(kpj, DAY, branch_ids={melati.branch_id}).kpj == kpj
    with pytest.raises(InsuredPerson.DoesNotExist):
        profile_of(kpj, DAY, branch_ids={melati.branch_id + 1})
    with pytest.raises(InsuredPerson.DoesNotExist):
        profile_of(kpj, DAY, branch_ids=set())
