"""The report of benefits on the pages: from a region to a branch to a programme to the claims."""

import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from jamsostek.institution.models import Region, Role
from jamsostek.institution.services import load_offices
from jamsostek.web.staff.scope import PAGE_LENGTH
from tests.reporting.deciding import awarded
from tests.web.test_staff_pages import text_of

pytestmark = pytest.mark.django_db

MARCH = date(2011, 3, 15)
PERIOD = {"dari": "2011-01-01", "sampai": "2011-09-30"}


@pytest.fixture(autouse=True)
def region_five():
    load_offices(on=date(2011, 9, 30))
    for _ in range(PAGE_LENGTH + 1):
        awarded("KC-SKA", 1_000_000, MARCH, programme="JHT")
    awarded("KC-YOG", 21_000_000, MARCH, programme="JKM", segment="OWN_ACCOUNT")
    awarded("KC-LPG1", 7_000_000, MARCH)


@pytest.fixture
def head(signed_in):
    """The head of Regional Office V."""
    return signed_in(Role.REGIONAL_HEAD, region=Region.objects.get(code="KW05"))


def test_the_report_tells_both_sums_and_every_programme(head):
    text = text_of(head.get("/realisasi/KW05/jaminan/", PERIOD))

    for said in ("Rp51,0 juta", "51 kasus", "Rp21,0 juta", "Jaminan Hari Tua (JHT)", "Maret 2011"):
        assert said in text
    assert "Rp7.000.000" not in text


def test_the_way_leads_from_the_region_to_a_branch_to_a_programme_to_the_claims(head):
    region = head.get("/realisasi/KW05/jaminan/", PERIOD)
    branch = next(row.url for row in region.context["offices"] if "KC-SKA" in row.url)
    programme = next(row for row in head.get(branch).context["programmes"] if row.total.cases)

    first = head.get(programme.url)

    assert programme.name == "Jaminan Hari Tua (JHT)"
    assert first.context["page"].paginator.count == PAGE_LENGTH + 1
    assert len(first.context["cases"]) == PAGE_LENGTH
    assert len(head.get(f"{programme.url}&hal=2").context["cases"]) == 1


def test_the_page_of_the_office_leads_to_its_benefits(head):
    text = text_of(head.get("/realisasi/KW05/", {"tanggal": "2011-09-30"}))

    assert "/realisasi/KW05/jaminan/?dari=2011-01-01&amp;sampai=2011-09-30" in text
    assert "Rp72.000.000 untuk 52 kasus" in text


def test_the_workbook_has_the_same_sums(head):
    content = head.get("/realisasi/KW05/jaminan/laporan.xlsx", PERIOD).content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Jaminan")
    assert [row[2:] for row in rows.to_python()[1:]] == [
        [51, 51_000_000],
        [1, 21_000_000],
        [52, 72_000_000],
    ]


def test_a_period_without_decisions_says_so(head):
    text = text_of(
        head.get("/realisasi/KW05/jaminan/", {"dari": "2010-01-01", "sampai": "2010-02-01"})
    )

    assert "Belum ada klaim yang diputuskan" in text


def test_a_period_backwards_is_turned_round(head):
    backwards = {"dari": PERIOD["sampai"], "sampai": PERIOD["dari"]}

    assert head.get("/realisasi/KW05/jaminan/", backwards).context["read"].total.cases == 52


@pytest.mark.parametrize("asked", [{"segmen": "LAIN"}, {"program": "JPN"}])
def test_a_segment_or_programme_that_does_not_exist_is_not_found(head, asked):
    assert head.get("/realisasi/KW05/jaminan/daftar/", asked).status_code == 404


@pytest.mark.parametrize("page", ["", "laporan.xlsx", "daftar/"])
def test_another_regions_branch_is_not_found(head, page):
    assert head.get(f"/realisasi/KC-LPG1/jaminan/{page}").status_code == 404


def test_who_may_not_read_claims_sees_sums_without_a_way_to_the_names(signed_in):
    officer: Client = signed_in(Role.MEMBERSHIP_OFFICER, region=Region.objects.get(code="KW05"))

    text = text_of(officer.get("/realisasi/KW05/jaminan/", PERIOD))

    assert "Rp51,0 juta" in text
    assert "jaminan/daftar" not in text
    assert officer.get("/realisasi/KW05/jaminan/daftar/").status_code == 404
