"""Who may be one person: shown with the reason, and never merged by itself."""

from datetime import date

import pytest

from jamsostek.membership.models import PersonMerge
from jamsostek.membership.queries.duplicates import (
    Likeness,
    duplicates_within,
    likely_duplicates,
)
from jamsostek.membership.services import decide_merge, split
from tests.membership.test_merges import BORN, by, merged, proposed
from tests.people import batik_melati, hire, person
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db
NIK = "9912345507850001"


@pytest.fixture
def melati():
    employer = batik_melati()
    hire(employer, "Siti Rahayu", nik=NIK, birth_date=BORN)
    return employer


@pytest.mark.parametrize(
    ("name", "facts", "reasons"),
    [
        ("Bambang", {"nik": NIK, "birth_date": date(1990, 1, 1)}, (Likeness.SAME_NIK,)),
        ("SITI RAHAYU", {"birth_date": BORN}, (Likeness.SAME_NAME,)),
        ("Siti Rahajoe", {"birth_date": BORN}, (Likeness.LIKE_NAME,)),
        ("Siti Rahayoe", {"birth_date": BORN}, (Likeness.LIKE_NAME,)),
        ("Rahayu, Siti", {"birth_date": BORN}, (Likeness.LIKE_NAME,)),
        ("Siti", {"birth_date": BORN}, (Likeness.LIKE_NAME,)),
        ("Siti Aminah", {"birth_date": BORN}, ()),
        ("Siti Rahayu", {"birth_date": date(1985, 7, 16)}, ()),
        ("Siti Rahayu", {}, ()),
    ],
)
def test_likely_duplicates_come_with_their_reasons(melati, name, facts, reasons):
    siti = person("Siti Rahayu")
    [other] = hire(melati, name, **facts).rows["kpj"]

    found = [(pair.other.kpj, pair.reasons) for pair in likely_duplicates(siti)]
    listed = [(pair.other.kpj, pair.reasons) for pair in duplicates_within([melati.branch_id])]

    assert found == ([(other, reasons)] if reasons else [])
    # The list looks by the first letter, so a name begun otherwise waits for the member's page.
    assert listed == (found if name[0] == "S" or Likeness.SAME_NIK in reasons else [])
    assert not PersonMerge.objects.exists()


def test_both_reasons_come_first(melati):
    hire(melati, "Siti Rahajoe", birth_date=BORN)
    hire(melati, "Siti R", nik=NIK, birth_date=None)

    pairs = likely_duplicates(person("Siti Rahayu"))

    assert [pair.other.name for pair in pairs] == ["Siti R", "Siti Rahajoe"]


def test_whom_somebody_decided_about_is_not_asked_again(melati):
    hire(batik_melati(name="PT Mawar Rekaan"), "Siti Rahayoe", birth_date=BORN)
    here = [melati.branch_id]
    assert len(duplicates_within(here)) == 1

    merge = proposed("Siti Rahayoe", "Siti Rahayu")
    assert duplicates_within(here) == likely_duplicates(person("Siti Rahayu")) == []
    decide_merge(merge=merge, approve=False, act=by("checker"))
    assert duplicates_within(here) == []
    split(merge=merged("Siti Rahayoe", "Siti Rahayu"), act=by("maker"))
    assert duplicates_within(here) == []


def test_two_duplicates_of_one_kept_number_are_one_person_already(melati):
    for number, name in enumerate(("Siti Rahayoe", "Siti Rahajoe")):
        hire(batik_melati(name=f"PT Rekaan {number}"), name, birth_date=BORN)

    merged("Siti Rahayoe", "Siti Rahayu")
    merged("Siti Rahajoe", "Siti Rahayu")

    assert duplicates_within([melati.branch_id]) == []


def test_a_pair_is_listed_where_one_of_the_two_works(melati):
    far = batik_melati(name="PT Jauh Rekaan", branch=elsewhere())
    hire(far, "Siti Rahayoe", "Tono", birth_date=BORN)

    assert len(duplicates_within([melati.branch_id])) == 1
    assert len(duplicates_within([elsewhere().pk])) == 1
    assert duplicates_within([]) == []
