"""Offices from the reference, their reach, and the country's places."""

from datetime import date

import pytest

from jamsostek.institution.models import Branch, Region, StaffMember
from jamsostek.institution.queries import (
    UnknownOffice,
    branch_ids_in_scope,
    office,
    offices_below,
    province,
    regencies,
    regency,
)
from jamsostek.institution.services import load_offices

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2011, 9, 30)


@pytest.fixture
def offices():
    load_offices(on=SEPTEMBER)


@pytest.mark.usefixtures("offices")
def test_loading_twice_adds_nothing_the_second_time():
    before = Branch.objects.count()

    added = load_offices(on=SEPTEMBER)

    assert (added, Branch.objects.count()) == (0, before)


@pytest.mark.usefixtures("offices")
def test_eight_regional_offices_were_open_in_2011_and_three_more_from_2013():
    in_2011 = Region.objects.count()

    added = load_offices(on=date(2013, 1, 1))

    assert (in_2011, added) == (8, 3)


@pytest.mark.usefixtures("offices")
def test_regional_office_v_answers_for_the_branches_of_jawa_tengah_and_yogyakarta():
    region = office("KW05")

    below = offices_below(region)

    assert region.name == "Kantor Wilayah V (Jawa Tengah dan DIY)"
    assert [branch.code for branch in below] == [
        "KC-CLP",
        "KC-KDS",
        "KC-KLT",
        "KC-MGL",
        "KC-PKL",
        "KC-PWT",
        "KC-SKA",
        "KC-SMG1",
        "KC-SMG2",
        "KC-TGL",
        "KC-UNG",
        "KC-YOG",
    ]
    assert region.branch_ids == {branch.branch_id for branch in below}


@pytest.mark.usefixtures("offices")
def test_the_head_office_answers_for_every_branch():
    head = office("kp")

    assert head.branch_ids == set(Branch.objects.values_list("id", flat=True))
    assert len(offices_below(head)) == 8


@pytest.mark.usefixtures("offices")
def test_a_branch_answers_for_itself_and_has_nothing_below():
    branch = office("KC-SKA")

    assert branch.branch_ids == {Branch.objects.get(code="KC-SKA").id}
    assert offices_below(branch) == []


@pytest.mark.usefixtures("offices")
def test_a_code_that_no_office_has_is_refused():
    with pytest.raises(UnknownOffice, match="KW99"):
        office("KW99")


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize("code", ["KP", "KW05", "KC-SKA"])
def test_staff_see_the_branches_of_their_office_and_no_other(code):
    place = office(code)
    region = Region.objects.get(id=place.region_id) if place.code == "KW05" else None
    branch = Branch.objects.get(id=place.branch_id) if place.branch_id else None
    staff = StaffMember(name="Rini Wulandari", region=region, branch=branch)

    assert branch_ids_in_scope(staff) == place.branch_ids


def test_a_province_has_its_code_from_the_day_it_begins():
    assert province("65", date(2012, 11, 16)) is None
    assert province("65", date(2012, 11, 17)).name == "Kalimantan Utara"


def test_a_province_that_has_ended_is_gone_the_day_after():
    assert province("54", date(1999, 10, 18)).name == "Timor Timur"
    assert province("54", date(1999, 10, 19)) is None


def test_lampung_had_fourteen_regencies_and_cities_in_2011_and_fifteen_a_year_later():
    assert len(regencies("18", date(2011, 10, 31))) == 14
    assert len(regencies("18", date(2012, 11, 17))) == 15


def test_a_regency_is_found_by_its_code():
    assert regency("33.74", SEPTEMBER).name == "Kota Semarang"
    assert regency("99.99", SEPTEMBER) is None
