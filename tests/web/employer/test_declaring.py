"""Declaring a month by its file: read, put right, seen, filed."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill, Declaration, WageFile
from jamsostek.institution.models import Role
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employment, FamilyStatus, InsuredPerson
from jamsostek.membership.services import end_employments
from tests.contributions.test_receipts import billed
from tests.jobs.inline import run_waiting_jobs
from tests.people import act, batik_melati, hire, person
from tests.web.employer.files import csv_file, workbook

pytestmark = pytest.mark.django_db
MONTH = "/pemberi-kerja/{npp}/laporan-upah/2011-09/"


def upload(client, npp: str, content: bytes, name: str = "upah.xlsx", month: str = "2011-09"):
    return client.post(
        f"/pemberi-kerja/{npp}/laporan-upah/{month}/berkas/",
        {"file": SimpleUploadedFile(name, content)},
    )


def number(name: str) -> str:
    return person(name).kpj


@pytest.fixture
def melati():
    employer = batik_melati()
    hire(employer, "SITI", "BUDI", "CITRA")
    return employer


@pytest.fixture
def messy(melati):  # noqa: ARG001 - they are known before the file names them
    """One good row, one without a wage, one stranger, a total; CITRA is left out."""
    return workbook(
        (number("SITI"), None, "SITI", None, None, 2_500_000),
        (number("BUDI"), None, "BUDI", None, None, None),
        ("99412345678", None, "JOKO BARU", date(2011, 9, 5), None, 1_200_000),
        total=3_700_000,
    )


def test_a_file_is_read_in_the_background_and_its_page_says_so(as_employer, melati, messy):
    client = as_employer(melati)

    sent = upload(client, melati.npp, messy)
    waiting = client.get(sent["Location"])
    run_waiting_jobs()
    read = client.get(sent["Location"])

    assert sent.status_code == 302
    assert "Menunggu giliran" in waiting.content.decode()
    assert "http-equiv" in waiting.content.decode()
    assert "Menunggu giliran" not in read.content.decode()


def test_the_page_of_a_file_accounts_for_every_row_with_its_reason(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()

    page = client.get(sent["Location"])

    context = page.context
    assert (context["rows"], context["accepted"], context["rejected"]) == (3, 1, 2)
    assert [(row.number, row.name) for row in context["page"].object_list] == [
        (3, "BUDI"),
        (4, "JOKO BARU"),
    ]
    assert all(row.words and row.words != row.words.upper() for row in context["page"].object_list)
    assert context["strangers"] == 1
    assert context["absent"].names == ("CITRA",)
    assert [group.numbers for group in context["skipped"]] == ["5"]


def test_the_result_comes_back_with_reasons_beside_the_rows(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()

    answer = client.get(sent["Location"] + "hasil/")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    by_row = {row[2]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert by_row[2][0] == "Diterima"
    assert by_row[3][0] == "Ditolak"
    assert "BUDI" in by_row[3]
    assert len(by_row[3][1]) > 20


def test_unknown_workers_are_listed_and_registered_only_when_confirmed(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()
    strangers = sent["Location"] + "tenaga-kerja-baru/"

    listed = client.get(strangers)
    known_before = InsuredPerson.objects.filter(name="JOKO BARU").exists()
    client.post(strangers)
    run_waiting_jobs()
    page = client.get(sent["Location"])

    assert "JOKO BARU" in listed.content.decode()
    assert not known_before
    joko = Employment.objects.get(person__name="JOKO BARU")
    assert (joko.person.kpj, joko.from_date) == ("99412345678", date(2011, 9, 5))
    assert (page.context["accepted"], page.context["rejected"]) == (2, 1)


def test_the_list_of_unknown_workers_says_that_they_are_taken_for_single(
    as_employer, signed_in, melati, messy
):
    employers = as_employer(melati)
    sent = upload(employers, melati.npp, messy)
    run_waiting_jobs()
    address = sent["Location"] + "tenaga-kerja-baru/"

    own = employers.get(address).content.decode()
    officers = signed_in(Role.MEMBERSHIP_OFFICER)
    office = officers.get(address).content.decode()
    officers.post(address)

    assert "mereka dicatat lajang" in own
    assert "kepada kantor cabang" in own
    assert "di halaman peserta" in office
    assert not FamilyStatus.objects.filter(person__name="JOKO BARU", married=True).exists()


def test_a_mistyped_number_with_a_known_nik_makes_no_second_person(as_employer):
    melati = batik_melati()
    hire(melati, "SITI", nik="9912345507850001")
    file = workbook(("99488888888", "9912345507850001", "SITI", None, None, 2_000_000))
    client = as_employer(melati)
    sent = upload(client, melati.npp, file)
    run_waiting_jobs()

    page = client.get(sent["Location"])

    assert page.context["strangers"] == 0
    assert "KPJ lain" in page.context["doubtful"][0].words


def test_filing_shows_the_contributions_first_and_stores_nothing_before(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()

    review = client.get(sent["Location"] + "periksa/")

    # SITI, risk group III: JHT 92,500 + 50,000; JKK 0.89 % 22,250; JKM 0.30 % 7,500.
    assert review.context["table"].total == 172_250
    assert [line.amount for line in review.context["table"].lines] == [
        92_500,
        50_000,
        22_250,
        7_500,
    ]
    assert all("PP 14/1993" in line.citation for line in review.context["table"].lines)
    assert review.context["due_date"] == date(2011, 10, 15)
    assert not Declaration.objects.exists()


def test_a_file_is_filed_once_and_leads_to_its_bill(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()

    client.post(sent["Location"] + "periksa/")
    run_waiting_jobs()
    after = client.get(sent["Location"])
    page = client.get(after["Location"])

    bill = Bill.objects.get()
    assert after["Location"] == f"/pemberi-kerja/{melati.npp}/tagihan/{bill.code}/"
    words = page.content.decode()
    assert bill.code in words
    assert f"98999{bill.code}" in words
    assert "Rp172.250" in words
    assert "15 Oktober 2011" in words
    assert Record.objects.get(action="declare").actor == "Dewi Rekaan"


def test_the_same_file_again_leads_to_what_became_of_it(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()

    again = upload(client, melati.npp, messy, name="salinan.xlsx")
    run_waiting_jobs()
    page = client.get(again["Location"])

    assert again["Location"] == sent["Location"]
    assert WageFile.objects.count() == 1
    assert "sudah pernah diunggah" in page.content.decode()


def test_the_same_file_for_the_next_month_is_taken_but_pointed_out(as_employer, melati, messy):
    client = as_employer(melati)
    sent = upload(client, melati.npp, messy)
    run_waiting_jobs()
    client.post(sent["Location"] + "periksa/")
    run_waiting_jobs()

    again = upload(client, melati.npp, messy, month="2011-10")
    run_waiting_jobs()
    page = client.get(again["Location"])

    assert "sudah dilaporkan untuk September 2011" in page.content.decode()


def test_leavers_end_their_employment_only_when_confirmed(as_employer, melati):
    file = workbook((number("SITI"), None, "SITI", None, date(2011, 9, 20), 2_500_000))
    client = as_employer(melati)
    sent = upload(client, melati.npp, file)
    run_waiting_jobs()

    review = client.get(sent["Location"] + "periksa/")
    client.post(sent["Location"] + "periksa/", {"leavers": "1"})
    run_waiting_jobs()

    assert [leaver["name"] for leaver in review.context["leavers"]] == ["SITI"]
    assert Employment.objects.get(person__name="SITI").until_date == date(2011, 9, 21)


def test_leavers_stay_where_the_box_is_left_empty(as_employer, melati):
    file = workbook((number("SITI"), None, "SITI", None, date(2011, 9, 20), 2_500_000))
    client = as_employer(melati)
    sent = upload(client, melati.npp, file)
    run_waiting_jobs()

    client.post(sent["Location"] + "periksa/")
    run_waiting_jobs()

    assert Declaration.objects.get().workers == 1
    assert Employment.objects.get(person__name="SITI").until_date is None


def test_a_refused_file_says_why_and_stores_nothing(as_employer, melati):
    client = as_employer(melati)
    sent = upload(client, melati.npp, b"PK\x03\x04 no workbook at all")
    run_waiting_jobs()

    page = client.get(sent["Location"])

    assert "Berkas ditolak" in page.content.decode()
    assert "rusak" in page.content.decode()


def test_a_form_without_a_file_says_so_beside_the_field(as_employer, melati):
    client = as_employer(melati)

    page = client.post(f"/pemberi-kerja/{melati.npp}/laporan-upah/2011-09/berkas/", {})

    assert page.status_code == 200
    assert page.content.decode().count("Pilih berkasnya dahulu.") == 2


def test_a_month_outside_the_law_cannot_be_declared(as_employer, melati, settings):
    settings.BUSINESS_DAY = date(2016, 2, 1)
    client = as_employer(melati)

    page = client.get(f"/pemberi-kerja/{melati.npp}/laporan-upah/2016-01/")
    sent = upload(client, melati.npp, b"x", month="2016-01")

    assert "Juni 2015" in page.content.decode()
    assert sent.status_code == 200
    assert not WageFile.objects.exists()


def test_a_month_declared_by_another_file_is_pointed_out(as_employer, melati, messy):
    client = as_employer(melati)
    first = upload(client, melati.npp, messy)
    other = csv_file([(number("BUDI"), "BUDI", 1_000_000)])
    second = upload(client, melati.npp, other, name="lain.csv")
    run_waiting_jobs()
    client.post(first["Location"] + "periksa/")
    run_waiting_jobs()

    page = client.get(second["Location"])
    review = client.post(second["Location"] + "periksa/")

    assert "sudah dilaporkan lebih dahulu" in page.content.decode()
    assert review.status_code == 302
    assert run_waiting_jobs() == []
    assert Declaration.objects.count() == 1


def test_what_stood_against_declaring_is_said_until_the_file_is_read_again(as_employer, melati):
    client = as_employer(melati)
    sent = upload(client, melati.npp, csv_file([(number("SITI"), "SITI", 1_000_000)]), "upah.csv")
    run_waiting_jobs()
    client.post(sent["Location"] + "periksa/")
    siti = Employment.objects.get(person__name="SITI")
    end_employments(
        employer=melati, leavers=[(siti.pk, date(2011, 9, 1))], reason="Pindah", act=act()
    )
    run_waiting_jobs()

    refused = client.get(sent["Location"]).content.decode()
    client.post(sent["Location"] + "pembacaan/")
    run_waiting_jobs()
    again = client.get(sent["Location"]).content.decode()

    assert "Daftar tenaga kerja berubah sejak berkas ini dibaca" in refused
    assert "Daftar tenaga kerja berubah" not in again
    assert "tidak tercatat bekerja pada Anda di bulan ini" in again


@pytest.mark.parametrize("kept", ["MONTH_AHEAD", "NO_RISK_GROUP"])
def test_what_no_longer_stands_against_declaring_is_not_said(as_employer, melati, kept):
    client = as_employer(melati)
    sent = upload(client, melati.npp, csv_file([(number("SITI"), "SITI", 2_500_000)]), "upah.csv")
    run_waiting_jobs()
    file = WageFile.objects.get()
    file.summary |= {"not_filed": kept}
    file.save(update_fields=["summary"])

    page = client.get(sent["Location"])

    assert page.context["fault"] == ""
    assert sent["Location"] + "periksa/" in page.content.decode()


@pytest.mark.parametrize("way", ["salin", "nihil"])
def test_a_month_already_filed_is_said_to_be_and_leads_to_its_bill(as_employer, melati, way):
    client = as_employer(melati)
    address = MONTH.format(npp=melati.npp)
    billed(melati, Month(2011, 8))
    bill = billed(melati, Month(2011, 9))

    asked = client.get(f"{address}{way}/", follow=True)
    sent = client.post(f"{address}{way}/", follow=True)

    for page in (asked, sent):
        text = page.content.decode()
        assert "Bulan ini sudah dilaporkan" in text
        assert reverse("bill", args=[melati.npp, bill.code]) in text
        assert "Laporkan dan terbitkan tagihan" not in text
        assert "Ya, laporkan nihil" not in text
    assert Declaration.objects.filter(month=date(2011, 9, 1)).count() == 1
