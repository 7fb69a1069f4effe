"""The employer's other pages: what to do first, other ways to declare, its workers and bills."""

import io
from datetime import date

import openpyxl
import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.contributions.models import Bill, Declaration, WageFile
from jamsostek.contributions.services.declarations import declare, declare_nil
from jamsostek.institution.models import Role
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, Employment
from jamsostek.membership.queries import register_of
from tests.contributions.imports.making import opened
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db
AUGUST = Month(2011, 8)


@pytest.fixture
def melati():
    employer = batik_melati()
    hire(employer, "SITI", "BUDI")
    return employer


def declared(employer: Employer, month: Month = AUGUST) -> Bill:
    """A bill of 6.89 % of 1,000,000 for each of the employer's workers."""
    workers = register_of(employer).select("person_id", "employment_id")
    declaration = declare(
        employer=employer,
        month=month,
        wages=workers.with_columns(wage=pl.lit(1_000_000)),
        kind=Declaration.Kind.FILE,
        act=act((month + 1).day(3)),
    )
    return Bill.objects.get(declaration=declaration)


def test_the_first_page_says_what_to_pay_and_what_to_declare_next(as_employer, melati):
    bill = declared(melati)

    page = as_employer(melati).get("/perusahaan/ringkasan/")

    # Two workers owe 137,800 since 15 September; one begun month late costs 2 %.
    words = page.content.decode()
    assert "Bayar tunggakan Agustus 2011: Rp137.800" in words
    assert "Rp2.756" in words
    assert bill.code in words
    assert "Laporkan upah September 2011" in words


def test_a_month_is_declared_as_the_last_one_after_its_contributions_were_shown(
    as_employer, melati
):
    declared(melati)
    hire(melati, "CITRA")
    client = as_employer(melati)
    address = f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-09/salin/"

    shown = client.get(address)
    filed = client.post(address)

    assert shown.context["table"].total == 137_800
    assert shown.context["newcomers"] == 1
    september = Declaration.objects.get(month=date(2011, 9, 1))
    assert (september.kind, september.workers) == ("COPY", 2)
    assert filed["Location"].endswith(f"/tagihan/{september.bill.code}/")


def test_a_nil_return_asks_first_and_leads_to_the_month(as_employer, melati):
    client = as_employer(melati)
    address = f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-09/nihil/"

    asked = client.get(address)
    filed = client.post(address)
    month = client.get(filed["Location"])

    assert "Masih tercatat 2 tenaga kerja" in asked.content.decode()
    assert Declaration.objects.get().kind == "NIL"
    assert "Tidak ada yang harus dibayar" in month.content.decode()


def test_every_page_that_lists_months_shows_a_nil_return(as_employer, signed_in, melati):
    declare_nil(employer=melati, month=AUGUST, act=act(date(2011, 9, 3)))
    own = as_employer(melati)
    officer = signed_in(Role.MEMBERSHIP_OFFICER)
    of = f"/pemberi-kerja/{melati.npp}/"
    pages = [
        own.get("/perusahaan/ringkasan/"),
        own.get("/perusahaan/laporan-upah/"),
        own.get(f"{of}laporan-upah/2011-08/"),
        own.get(f"{of}laporan-upah/2011-09/"),
        own.get(f"{of}tagihan/"),
        officer.get(of),
        officer.get(f"{of}laporan-upah/"),
        officer.get(f"{of}laporan-upah/2011-08/"),
    ]

    words = [page.content.decode() for page in pages]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert all("Nihil" in words[listing] for listing in (1, 2, 5, 6, 7))


def test_a_declared_month_shows_each_worker_with_the_contributions(as_employer, melati):
    declared(melati)

    page = as_employer(melati).get(f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-08/")

    words = page.content.decode()
    assert [line.person.name for line in page.context["lines"].workers] == ["SITI", "BUDI"]
    assert "57.000" in words
    assert "8.900" in words


def test_a_second_declaration_of_a_month_leads_to_the_first(as_employer, melati):
    declared(melati)
    client = as_employer(melati)

    again = client.post(f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-08/nihil/")

    assert again["Location"].endswith("/laporan-upah/2011-08/")
    assert Declaration.objects.count() == 1


def test_the_sample_file_names_todays_workers_and_can_be_read_back(as_employer, melati):
    answer = as_employer(melati).get(f"/pemberi-kerja/{melati.npp}/laporan-upah/contoh.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))["UPAH"]
    rows = list(sheet.iter_rows(min_row=2, max_col=3, values_only=True))
    assert [(row[0], row[2]) for row in rows] == [
        (person("BUDI").kpj, "BUDI"),
        (person("SITI").kpj, "SITI"),
    ]


def test_the_sample_file_holds_the_wages_last_declared(as_employer, melati):
    declared(melati)

    answer = as_employer(melati).get(f"/pemberi-kerja/{melati.npp}/laporan-upah/contoh.xlsx")

    reading = opened(answer.getvalue())
    assert reading.rows["wage"].to_list() == [1_000_000, 1_000_000]


def test_a_joiner_is_registered_by_hand(as_employer, melati):
    client = as_employer(melati)

    client.post(
        "/perusahaan/tenaga-kerja/daftar/",
        {
            "name": "CITRA DEWI",
            "nik": "9912 3455 0785 0001",
            "birth_date": "15-07-1985",
            "sex": "P",
            "from_date": "01-09-2011",
            "kind": "PERMANENT",
            "wage": "2.500.000",
            "family": "single",
        },
    )

    citra = Employment.objects.get(person__name="CITRA DEWI")
    assert (citra.employer, citra.from_date) == (melati, date(2011, 9, 1))
    assert citra.person.nik == "9912345507850001"


def test_a_joiner_who_works_here_already_is_refused_beside_the_form(as_employer, melati):
    page = as_employer(melati).post(
        "/perusahaan/tenaga-kerja/daftar/",
        {
            "name": "SITI",
            "kpj": person("SITI").kpj,
            "birth_date": "15-07-1985",
            "sex": "P",
            "from_date": "01-09-2011",
            "kind": "PERMANENT",
            "wage": "2.500.000",
            "family": "single",
        },
    )

    assert "sudah tercatat bekerja di sini" in page.content.decode()
    assert Employment.objects.count() == 2


def test_a_leaver_has_a_last_day_and_is_gone_from_the_day_after(as_employer, melati):
    siti = Employment.objects.get(person__name="SITI")
    client = as_employer(melati)

    client.post(
        f"/perusahaan/tenaga-kerja/{siti.pk}/akhiri/",
        {"last_day": "30-09-2011", "reason": "Mengundurkan diri"},
    )

    siti.refresh_from_db()
    assert siti.until_date == date(2011, 10, 1)
    listed = client.get("/perusahaan/tenaga-kerja/").context["page"].object_list
    assert [employment.person.name for employment in listed] == ["BUDI"]


def test_nobody_ends_the_employment_of_another_employers_worker(as_employer, melati):
    other = batik_melati(name="PT Rotan Rekaan")
    hire(other, "JOKO")
    joko = Employment.objects.get(person__name="JOKO")

    answer = as_employer(melati).post(
        f"/perusahaan/tenaga-kerja/{joko.pk}/akhiri/",
        {"last_day": "30-09-2011", "reason": "Salah orang"},
    )

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/perusahaan/ringkasan/",
        "/perusahaan/laporan-upah/",
        "/pemberi-kerja/{npp}/tagihan/",
        "/perusahaan/tenaga-kerja/",
        "/pemberi-kerja/{npp}/laporan-upah/2011-08/",
    ],
)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(as_employer, melati, address):
    declared(melati)
    client = as_employer(melati)
    client.get(address.format(npp=melati.npp))
    with CaptureQueriesContext(connection) as few:
        client.get(address.format(npp=melati.npp))
    hire(melati, *(f"LAGI {n}" for n in range(20)))
    for month in (Month(2011, 5), Month(2011, 6), Month(2011, 7)):
        declared(melati, month)

    with CaptureQueriesContext(connection) as many:
        client.get(address.format(npp=melati.npp))

    assert len(many) == len(few)


@pytest.mark.parametrize("way", ["nihil/", "salin/", "berkas/"])
def test_a_month_ahead_is_refused_in_words_however_it_is_asked_for(as_employer, melati, way):
    declared(melati, Month(2011, 10))
    client = as_employer(melati)
    ahead = f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-11/"

    asked = client.get(f"{ahead}{way}", follow=True)
    sent = client.post(
        f"{ahead}{way}", {"file": SimpleUploadedFile("u.csv", b"KPJ;UPAH")}, follow=True
    )

    assert "November 2011 belum dimulai" in asked.content.decode()
    assert "November 2011 belum dimulai" in sent.content.decode()
    assert Declaration.objects.count() == 1
    assert WageFile.objects.count() == 0


def test_the_month_that_runs_is_declared_and_the_coming_one_is_not_offered(as_employer):
    melati = batik_melati(from_date=date(2011, 10, 1))
    client = as_employer(melati)

    filed = client.post(f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-10/nihil/")
    page = client.get("/perusahaan/ringkasan/").content.decode()

    assert filed["Location"].endswith("/laporan-upah/2011-10/")
    assert Declaration.objects.get().month == date(2011, 10, 1)
    assert "Laporkan upah November" not in page


def test_the_next_month_is_the_first_one_left_out_not_the_one_after_the_last(as_employer):
    melati = batik_melati(from_date=date(2011, 5, 10))
    for month in (Month(2011, 5), Month(2011, 6), Month(2011, 8)):
        declare_nil(employer=melati, month=month, act=act())

    client = as_employer(melati)

    page = client.get("/perusahaan/ringkasan/")
    led = client.get(f"/pemberi-kerja/{melati.npp}/laporan-upah/berikutnya/")

    assert page.context["next"].month == Month(2011, 7)
    assert led["Location"] == f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-07/"


def test_months_before_those_kept_here_are_not_asked_for(as_employer, melati):
    later = batik_melati(from_date=date(2011, 7, 1), name="PT Baru Rekaan")
    declare_nil(employer=melati, month=AUGUST, act=act())

    old = as_employer(melati).get("/perusahaan/ringkasan/")
    new = as_employer(later).get("/perusahaan/ringkasan/")

    assert old.context["next"].month == Month(2011, 9)
    assert new.context["next"].month == AUGUST


def test_the_employer_keeps_the_families_of_its_workers(as_employer, melati):
    browser = as_employer(melati)
    [siti] = Employment.objects.filter(employer=melati, person__name="SITI")
    page = f"/perusahaan/tenaga-kerja/{siti.pk}/keluarga/"
    wife = {"relation": "SPOUSE", "name": "BUDI R", "birth_date": "02-03-1986", "nik": ""}

    before = browser.get(page).content.decode()
    added = browser.post(f"{page}tambah/", wife | {"from_date": "01-09-2011"}, follow=True)
    [one] = person("SITI").dependants.all()
    told = {"reason": "DIVORCED", "until_date": "01-10-2011"}
    ended = browser.post(f"{page}{one.pk}/", told, follow=True).content.decode()

    assert "Tarif JPK: lajang." in before
    assert "Tarif JPK: berkeluarga." in added.content.decode()
    assert "Ditanggung JPK" in added.content.decode()
    assert "Bercerai." in ended
    assert "Tarif JPK: lajang." in ended


def test_families_of_other_employers_are_not_there(as_employer, melati):
    other = batik_melati(name="CV Kenanga Khayal")
    hire(other, "EKO")
    [eko] = Employment.objects.filter(employer=other)
    page = f"/perusahaan/tenaga-kerja/{eko.pk}/keluarga/"
    child = person("EKO").dependants.create(
        relation="CHILD", name="A", birth_date=date(2005, 1, 1), from_date=date(2010, 1, 1)
    )

    browser = as_employer(melati)

    for address in (page, f"{page}tambah/", f"{page}{child.pk}/"):
        assert browser.get(address).status_code == 404
