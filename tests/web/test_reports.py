"""The report on the pages: from a region to a branch, a segment, the names; its files; targets."""

import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from jamsostek.institution.models import Region, Role
from jamsostek.institution.queries import office
from jamsostek.institution.services import load_offices
from jamsostek.reporting.models import Measure, Segment, Target
from jamsostek.reporting.services import set_target
from jamsostek.web.staff.scope import PAGE_LENGTH
from tests.reporting.filling import (
    ACT,
    branch,
    employer_at,
    group_at,
    hire,
    on_site,
    project_at,
    vendor_at,
)
from tests.web.conftest import appoint
from tests.web.test_staff_pages import text_of

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2011, 9, 30)
MONTH = (date(2011, 9, 1), date(2011, 10, 1))
AT = {"tanggal": "2011-09-30"}


@pytest.fixture(autouse=True)
def region_five():
    """Surakarta with a company of 120, a project of three and a group's vendor; Yogyakarta with
    a company of two; targets for the region."""
    load_offices(on=SEPTEMBER)
    hire(employer_at("KC-SKA"), *[(date(2011, 1, 1), None)] * 120)
    hire(employer_at("KC-YOG", name="PT Yogya Rekaan"), *[(date(2011, 2, 1), None)] * 2)
    on_site(project_at("KC-SKA", *MONTH), MONTH, MONTH, MONTH)
    vendor_at("KC-SKA", MONTH, group=group_at("KC-SKA", date(2011, 9, 1)))
    for segment, amount in ((Segment.FORMAL, 200), (Segment.CONSTRUCTION, 4)):
        facts = {"office": office("KW05"), "segment": segment, "measure": Measure.WORKERS}
        set_target(**facts, year=2011, amount=amount, act=ACT)


@pytest.fixture
def head(signed_in):
    """The head of Regional Office V."""
    return signed_in(Role.REGIONAL_HEAD, region=Region.objects.get(code="KW05"))


def test_the_start_page_of_the_head_leads_to_the_last_whole_months_report(head):
    assert 'href="/realisasi/KW05/?tanggal=2011-09-30"' in text_of(head.get("/pekerjaan/"))


def test_the_report_tells_each_segment_with_its_target_and_what_is_missing(head):
    text = text_of(head.get("/realisasi/KW05/", AT))

    # 122 of 200 workers of companies, 3 of 4 on projects.
    for said in ("61,00 persen", "75,00 persen", 'data-words="Kurang">78<', "Untuk pers"):
        assert said in text
    assert "Program jasa konstruksi melindungi 3 tenaga kerja pada 1 proyek" in text


def test_what_an_office_has_nothing_of_is_folded_away(head):
    page = head.get("/realisasi/KC-YOG/", AT)

    assert [row.name for row in page.context["rows"]] == [
        "Perusahaan",
        "Tenaga kerja perusahaan",
        "Peserta seluruhnya",
    ]
    assert "Proyek konstruksi" in {row.name for row in page.context["untold"]}


def test_the_way_leads_from_the_region_to_a_branch_to_a_segment_to_the_names(head):
    region = text_of(head.get("/realisasi/KW05/", AT))
    segment = text_of(head.get("/realisasi/KC-SKA/tenaga-kerja-konstruksi/", AT))
    names = text_of(head.get("/realisasi/KC-SKA/tenaga-kerja-konstruksi/daftar/", AT))

    assert 'href="/realisasi/KC-SKA/?tanggal=2011-09-30"' in region
    assert 'href="/realisasi/KC-SKA/tenaga-kerja-konstruksi/?tanggal=2011-09-30"' in region
    assert "/realisasi/KC-SKA/tenaga-kerja-konstruksi/daftar/?tanggal=2011-09-30" in segment
    assert names.count("Tukang Rekaan") == 3


def test_the_map_has_a_link_on_each_branch(head):
    text = text_of(head.get("/realisasi/KW05/tenaga-kerja/", AT))

    assert text.count('<a href="/realisasi/KC-') >= 2 * 12
    assert 'class="chart map"' in text


@pytest.mark.parametrize(
    ("figure", "many"),
    [
        ("perusahaan", 2),
        ("tenaga-kerja", 122),
        ("proyek", 1),
        ("tenaga-kerja-konstruksi", 3),
        ("wadah", 1),
        ("tk-lhk", 1),
        ("peserta", 126),
        ("peserta-baru", 1),
    ],
)
def test_a_list_has_as_many_rows_over_its_pages_as_the_figure_says(head, figure, many):
    address = f"/realisasi/KW05/{figure}/"
    told = head.get(address, AT).context["row"].figure.realised
    first = head.get(f"{address}daftar/", AT).context

    listed = [
        name.record
        for number in first["page"].paginator.page_range
        for name in head.get(f"{address}daftar/", AT | {"hal": number}).context["names"]
    ]

    assert told == many == len(listed) == len(set(listed))
    assert len(first["names"]) == min(many, PAGE_LENGTH)


def test_names_lead_to_the_pages_of_the_member_and_the_company(head):
    text = text_of(head.get("/realisasi/KC-YOG/tenaga-kerja/daftar/", AT))

    assert 'href="/peserta/' in text
    assert 'href="/pemberi-kerja/' in text
    assert "PT Yogya Rekaan" in text


def test_another_offices_names_figures_and_files_are_not_there(signed_in):
    stranger = signed_in(Role.REGIONAL_HEAD, branch=branch("KC-YOG"))
    addresses = ["tenaga-kerja/", "tenaga-kerja/daftar/", "laporan.xlsx", "laporan.csv"]

    answers = [stranger.get(f"/realisasi/KC-SKA/{rest}").status_code for rest in addresses]

    assert answers == [404] * 4


def test_a_figure_that_there_is_not_is_not_found(head):
    assert head.get("/realisasi/KW05/pengangguran/").status_code == 404
    assert head.get("/realisasi/KW05/pengangguran/daftar/").status_code == 404


@pytest.mark.parametrize("page", ["0", "999", "x", "-1"])
def test_a_page_that_there_is_not_gives_the_nearest(head, page):
    answer = head.get("/realisasi/KW05/tenaga-kerja/daftar/", AT | {"hal": page})

    assert answer.status_code == 200
    assert answer.context["names"]


def test_a_figure_of_nobody_has_a_list_that_says_so(head):
    text = text_of(head.get("/realisasi/KC-TGL/tenaga-kerja/daftar/", AT))

    assert "Tidak ada pada tanggal itu." in text


def test_the_workbook_reads_back_what_the_page_says(head):
    answer = head.get("/realisasi/KW05/laporan.xlsx", AT)

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("Realisasi").to_python()
    assert answer["Content-Disposition"] == 'attachment; filename="realisasi-KW05-2011-09-30.xlsx"'
    assert [row[5:8] for row in rows if row[3] == "Tenaga kerja perusahaan"] == [[122, 200, 61]]


def test_the_csv_begins_so_that_excel_reads_its_letters(head):
    answer = head.get("/realisasi/KW05/laporan.csv", AT)

    assert answer.content.startswith("\ufeffKode kantor;Kantor;".encode())


def test_january_has_no_forecast_and_the_last_day_is_its_own(head):
    january = head.get("/realisasi/KW05/tenaga-kerja/", {"tanggal": "2011-01-31"})
    last = head.get("/realisasi/KW05/tenaga-kerja/", {"tanggal": "2011-12-31"})

    assert january.context["row"].figure.year_end is None
    assert last.context["row"].figure.year_end == 122


def test_the_head_sets_a_target_after_checking_it_and_the_history_keeps_both(head):
    address = "/target/KW05/tenaga-kerja/"
    said = {"year": "2011", "amount": "1.250", "reason": "RKAP 2011"}

    check = text_of(head.post(address, said))
    assert Target.objects.get(segment="FORMAL").amount == 200
    head.post(address, said | {"pasti": "1"})

    assert "1.250" in check
    assert "Rp" not in check
    assert "Menggantikan target tahun 2011 sebanyak 200." in check
    assert Target.objects.get(segment="FORMAL").amount == 1_250
    page = head.get("/target/KW05/?tahun=2011")
    settings = [s.was for s in page.context["history"] if s.was.key[0] == Segment.FORMAL]
    assert [(s.amount, s.actor, s.reason) for s in settings] == [
        (1_250, "Sri Lestari Rekaan", "RKAP 2011"),
        (200, "test", ""),
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"amount": "0"}, "Bilangannya harus lebih dari nol."),
        ({"amount": "banyak"}, "Tulis bilangan bulat, misalnya 2.500."),
        ({"reason": ""}, "Dasar penetapan"),
        ({"year": "1999"}, "1999"),
    ],
)
def test_a_target_that_is_none_is_sent_back_with_its_fault(head, said, fault):
    whole = {"year": "2011", "amount": "5", "reason": "RKAP", "pasti": "1"}

    text = text_of(head.post("/target/KW05/tenaga-kerja/", whole | said))

    assert fault in text
    assert "error-summary" in text
    assert Target.objects.get(segment="FORMAL").amount == 200


def test_the_head_office_has_the_sum_of_its_regions_and_sets_none():
    client = Client()
    client.force_login(appoint(Role.ADMINISTRATOR).user)

    page = client.get("/target/KP/?tahun=2011")
    sent = client.post(
        "/target/KP/tenaga-kerja/", {"year": "2011", "amount": "5", "reason": "x", "pasti": "1"}
    )

    assert not page.context["may_set"]
    assert {row.target for row in page.context["rows"]} == {None, 200, 4}
    assert "jumlah target kantor wilayahnya" in text_of(sent)


def test_an_auditor_reads_targets_and_sets_none_and_an_officer_sees_none(signed_in):
    auditor, officer = signed_in(Role.AUDITOR), signed_in(Role.MEMBERSHIP_OFFICER)

    read = [client.get("/target/V-YOG/").status_code for client in (auditor, officer)]
    form = auditor.get("/target/V-YOG/tenaga-kerja/").status_code

    assert (read, form) == ([200, 404], 404)


def test_a_member_whom_no_employer_or_cover_brings_into_scope_is_listed_without_a_link(head):
    [name] = head.get("/realisasi/KW05/peserta-baru/daftar/", AT).context["names"]

    assert name.record.number
    assert name.url == ""


@pytest.mark.parametrize(
    ("day", "month_end"),
    [(SEPTEMBER, "30 September 2011"), (date(2011, 9, 29), "31 Agustus 2011")],
)
def test_the_desk_of_the_head_leads_to_the_end_of_the_newest_whole_month(
    head, settings, day, month_end
):
    settings.BUSINESS_DAY = day

    assert f"Realisasi terhadap target per {month_end}" in text_of(head.get("/pekerjaan/"))
