"""A family stands under any of a member's numbers, and the law's limits hold over all of them."""

from datetime import date

import pytest

from jamsostek.membership.models import Relation
from jamsostek.membership.queries.families import family_on
from jamsostek.membership.services.families import FourthChild, SecondSpouse, add_dependant
from tests.membership.at_once import at_once, refusals
from tests.membership.test_merges import merged
from tests.people import act, batik_melati, hire, person

DAY = date(2011, 10, 20)


def family(name: str, relation: Relation, born: date, since: date = date(2011, 1, 1)):
    return add_dependant(
        person=person(name), relation=relation, name="ANGGOTA", birth_date=born, from_date=since,
        act=act(DAY),
    )  # fmt: skip


@pytest.fixture
def _two_numbers():
    hire(batik_melati(), "SITI LAMA")
    hire(batik_melati(name="PT Mawar Rekaan"), "SITI BARU")
    merged("SITI BARU", "SITI LAMA")


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_numbers")
def test_a_spouse_under_one_number_stands_against_another_under_the_other():
    family("SITI LAMA", Relation.SPOUSE, date(1980, 1, 1))

    with pytest.raises(SecondSpouse):
        family("SITI BARU", Relation.SPOUSE, date(1982, 1, 1))


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_numbers")
def test_three_children_are_insured_over_both_numbers_and_no_fourth():
    for name, year in (("SITI LAMA", 2000), ("SITI BARU", 2002), ("SITI LAMA", 2004)):
        family(name, Relation.CHILD, date(year, 2, 28))

    with pytest.raises(FourthChild):
        family("SITI BARU", Relation.CHILD, date(2006, 1, 1), date(2011, 2, 1))
    assert len(family_on(person("SITI BARU"), DAY)) == 3


@pytest.mark.usefixtures("fresh_database", "_two_numbers")
def test_two_officers_adding_a_spouse_under_two_numbers_at_once_add_one():
    results = at_once(
        lambda: family("SITI LAMA", Relation.SPOUSE, date(1980, 1, 1)),
        lambda: family("SITI BARU", Relation.SPOUSE, date(1982, 1, 1)),
    )

    assert refusals(results) == [SecondSpouse]
    assert len(family_on(person("SITI LAMA"), DAY)) == 1
