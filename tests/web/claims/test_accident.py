"""An accident from the employer's notice to the supervisor's desk, with the doctor's opinion."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jamsostek.claims.models import Claim, MedicalOpinion
from jamsostek.claims.rules.evidence import checklist
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from tests.contributions.test_receipts import billed
from tests.people import batik_melati, hire, person

pytestmark = pytest.mark.django_db

PHOTO = b"\xff\xd8\xff" + b"0" * 100
EVENT = {
    "cause": "ACCIDENT",
    "event_date": "19-10-2011",
    "event_time": "09.15",
    "place": "Ruang potong",
    "text": "Jari terjepit mesin potong",
}
INJURY = {"injuries": "Ibu jari kiri", "treated_at": "RS Rekaan", "condition": "HOME"}
CONTACT = {"contact": "Dewi Rekaan", "phone": "0274"}
OUTCOME = {"stated_on": "20-10-2011", "outcome": "PARTIAL", "days_unable": "1"}


def reported(company, npp: str, worker: str = "budi", **changes: object) -> str:
    """Answer every question of a notice; give the check page."""
    base = f"/pemberi-kerja/{npp}/kecelakaan/lapor"
    company.get(f"{base}/")
    company.post(f"{base}/siapa/", {"worker": worker})
    picking = company.get(f"{base}/pilih/").context["form"]
    which = changes.pop("which", picking.fields["which"].choices[0][0])
    company.post(f"{base}/pilih/", {"which": which, "full_name": changes.pop("name", "")})
    company.post(f"{base}/kejadian/", EVENT | changes)
    company.post(f"{base}/cedera/", INJURY)
    company.post(f"{base}/narahubung/", CONTACT)
    return company.get(f"{base}/periksa/").content.decode()


@pytest.fixture
def npp(company) -> str:
    assert company is not None
    melati = Employer.objects.get()
    billed(melati, Month(2011, 9), wage=2_000_000)
    return melati.npp


def test_a_notice_in_time_is_sent_question_by_question_and_gets_a_number(company, npp):
    checked = reported(company, npp)
    sent = company.post(
        f"/pemberi-kerja/{npp}/kecelakaan/lapor/periksa/", follow=True
    ).content.decode()

    claim = Claim.objects.get()
    assert "BUDI SANTOSO" in checked
    assert "terlambat" not in checked
    assert claim.code in sent
    assert "tahap II" in sent
    assert (claim.person, claim.state) == (person("BUDI SANTOSO"), "REPORTED")
    assert "Jari terjepit" in claim.event_text
    assert claim.code in company.get(f"/pemberi-kerja/{npp}/kecelakaan/").content.decode()


def test_a_late_notice_is_taken_and_says_that_it_is_late(company, npp):
    checked = reported(company, npp, event_date="10-10-2011", event_time="00.00")
    company.post(f"/pemberi-kerja/{npp}/kecelakaan/lapor/periksa/")

    shown = company.get(f"/pemberi-kerja/{npp}/kecelakaan/").content.decode()
    assert "Laporan ini terlambat: batasnya 12 Oktober 2011, 00.00 WIB" in checked
    assert "PP 14/1993" in checked or "UU 3/1992" in checked
    assert "terlambat 8 hari" in shown


def test_somebody_not_on_the_list_is_reported_with_what_the_law_says(company, npp):
    unnamed = reported(company, npp, worker="Joko", which="0")
    checked = reported(company, npp, worker="Joko", which="0", name="JOKO BARU")
    company.post(f"/pemberi-kerja/{npp}/kecelakaan/lapor/periksa/")

    claim = Claim.objects.get()
    assert unnamed == ""
    assert "Pasal 18 ayat (3)" in checked
    assert (claim.person, claim.worker_name) == (None, "JOKO BARU")


def test_a_day_that_has_not_come_is_refused_in_one_sentence(company, npp):
    base = f"/pemberi-kerja/{npp}/kecelakaan/lapor"
    company.get(f"{base}/")

    answer = company.post(f"{base}/kejadian/", EVENT | {"event_date": "21-10-2011"})

    assert "Tanggal ini belum tiba." in answer.content.decode()


def test_the_outcome_comes_with_the_doctors_statement_and_the_doctor_is_heard(
    company, npp, officer, doctor
):
    reported(company, npp)
    company.post(f"/pemberi-kerja/{npp}/kecelakaan/lapor/periksa/")
    claim = Claim.objects.get()
    notice = f"/pemberi-kerja/{npp}/kecelakaan/{claim.code}"
    without = company.post(f"{notice}/tahap-dua/", OUTCOME).content.decode()
    company.post(f"{notice}/tahap-dua/", OUTCOME | {"file": SimpleUploadedFile("3b.jpg", PHOTO)})
    claim.refresh_from_db()
    assert "Pilih atau potret suratnya dahulu." in without
    assert claim.state == "OPEN"

    assert claim.code in doctor.get("/pendapat-dokter/").content.decode()
    found = {
        "simpan": "1",
        "text": "Ibu jari kiri hilang satu ruas, menetap.",
        "outcome": "PARTIAL",
        "days_unable": "1",
        "injuries-rows": "1",
        "injuries-1-impairment": "THUMB_LEFT",
        "injuries-1-loss": "LOST",
    }
    doctor.post(f"/klaim/{claim.code}/dokter/", found)
    assert MedicalOpinion.objects.get().facts["injuries"] == [
        {"impairment": "THUMB_LEFT", "loss": "LOST"}
    ]
    assert claim.code not in doctor.get("/pendapat-dokter/").content.decode()

    missing = officer.get(f"/klaim/{claim.code}/").content.decode()
    assert "#id_wage_paid" in missing
    facts = {"simpan": "hitung", "outcome": "PARTIAL", "days_unable": "1", "wage_paid": "0"}
    facts |= {"injuries-rows": "1", "injuries-1-impairment": "THUMB_LEFT"}
    officer.post(f"/klaim/{claim.code}/fakta/", facts | {"injuries-1-loss": "LOST"})
    shown = officer.get(f"/klaim/{claim.code}/").content.decode()

    # Thumb of the left hand 12 %: 12% x 80 x 2,000,000 = 19,200,000 (PP 14/1993, Lampiran II).
    assert "Rp19.200.000" in shown


def test_wages_by_the_piece_are_told_month_by_month(company, npp, officer):
    reported(company, npp)
    company.post(f"/pemberi-kerja/{npp}/kecelakaan/lapor/periksa/")
    claim = Claim.objects.get()
    path = f"/klaim/{claim.code}/fakta/"

    wrong = officer.post(path, {"simpan": "1", "piece_earnings": "banyak"}).content.decode()
    officer.post(path, {"simpan": "1", "piece_earnings": "1.500.000; 1.450.000"})

    claim.refresh_from_db()
    assert "dipisah titik koma" in wrong
    assert claim.facts["piece_earnings"] == [1_500_000, 1_450_000]
    assert "1500000; 1450000" in officer.get(path).content.decode()


def test_papers_that_are_missing_are_named_when_completeness_is_stated(company, npp, officer):
    reported(company, npp)
    company.post(f"/pemberi-kerja/{npp}/kecelakaan/lapor/periksa/")
    claim = Claim.objects.get()
    officer.post(f"/klaim/{claim.code}/tahap-dua/", OUTCOME)

    told = officer.post(f"/klaim/{claim.code}/lengkap/").content.decode()

    assert "Masih kurang:" in told
    assert all(p.title in told for p in checklist("ACCIDENT") if p.required)


def test_another_company_finds_neither_list_nor_notice(company, npp):
    other = batik_melati(name="CV Kenanga Khayal")
    hire(other, "LAIN")

    assert company.get(f"/pemberi-kerja/{other.npp}/kecelakaan/").status_code == 404
    assert company.get(f"/pemberi-kerja/{npp}/kecelakaan/KL00000099/").status_code == 404
