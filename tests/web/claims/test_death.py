"""A death claimed over the desk's pages: from the member's page to the decision and its letter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jamsostek.claims.models import Claim, Decision, EvidenceFile, Payee
from jamsostek.claims.rules.evidence import checklist
from jamsostek.kernel.months import Month
from tests.contributions.test_receipts import billed
from tests.people import batik_melati, hire, person

pytestmark = pytest.mark.django_db

PHOTO = b"\xff\xd8\xff" + b"0" * 100
EVENT = {
    "event_date": "01-10-2011",
    "claimant_name": "Sri Contoh",
    "claimant_relation": "janda",
    "claimant_phone": "0812",
    "text": "Sakit",
}
ACCOUNT = {
    "method": "TRANSFER",
    "bank": "BRI",
    "account_number": "9901010000123",
    "account_name": "Sri Contoh",
}


@pytest.fixture
def siti():
    melati = batik_melati()
    hire(melati, "SITI AMINAH", wage=2_000_000)
    billed(melati, Month(2011, 8), wage=2_000_000)
    return person("SITI AMINAH")


def page(client, path: str) -> str:
    return client.get(path).content.decode()


def begun(officer, siti) -> Claim:
    path = f"/peserta/{siti.kpj}/klaim/DEATH/"
    asked = officer.post(path, EVENT).content.decode()
    assert "Mulai klaim ini?" in asked
    officer.post(path, EVENT | {"pasti": "1"})
    return Claim.objects.get()


def proved(officer, claim: Claim) -> None:
    for paper in checklist(claim.cause):
        if paper.required:
            file = SimpleUploadedFile("surat.jpg", PHOTO + paper.kind.encode())
            officer.post(
                f"/klaim/{claim.code}/bukti/{paper.kind}/", {"state": "RECEIVED", "file": file}
            )
    family = {"jumlah": "1", "w1-relation": "SPOUSE", "w1-name": "Sri Contoh"}
    officer.post(f"/klaim/{claim.code}/keluarga/", family)
    widow = claim.survivors.get()
    payee = {"role": "HEIRS", "survivor": widow.pk, "name": "Sri Contoh"}
    officer.post(f"/klaim/{claim.code}/penerima/", payee | ACCOUNT)
    officer.post(f"/klaim/{claim.code}/lengkap/")


def test_a_widow_is_awarded_what_the_law_gives_by_two_officers(officer, supervisor, siti):
    assert "Mulai klaim" in page(officer, f"/peserta/{siti.kpj}/klaim/")
    claim = begun(officer, siti)
    assert claim.code in page(officer, "/klaim/")
    assert "Klaim yang harus dikerjakan" in page(officer, "/pekerjaan/")

    proved(officer, claim)
    shown = page(officer, f"/klaim/{claim.code}/")
    officer.post(f"/klaim/{claim.code}/kirim/")
    assert "Klaim yang menunggu putusan" in page(supervisor, "/pekerjaan/")
    waiting = page(supervisor, "/putusan-klaim/")
    asked = page(supervisor, f"/klaim/{claim.code}/putus/")
    said = {"outcome": "APPROVED", "reason_code": "ENTITLED", "reason": "Bukti lengkap"}
    supervisor.post(f"/klaim/{claim.code}/putus/", said)

    # On 1 October 2011: 10,000,000 grant, 2,000,000 funeral, 24 x 200,000 (PP 76/2007).
    assert "Rp16.800.000" in shown
    assert "Rp16.800.000" in waiting
    assert "Rp10.000.000" in asked
    claim.refresh_from_db()
    assert claim.state == "APPROVED"
    assert Decision.objects.get().amount == 16_800_000
    after = page(supervisor, f"/klaim/{claim.code}/")
    assert "Sri Contoh" in after
    assert "Menunggu dibayar" in after
    assert EvidenceFile.objects.count() == len([p for p in checklist("DEATH") if p.required])
    assert Payee.objects.get().account_number == "9901010000123"


def test_numbers_without_end_in_an_address_or_a_form_break_no_page(officer, siti):
    claim = begun(officer, siti)
    endless = "9" * 5_000

    assert officer.get(f"/klaim/{claim.code}/penerima/?ubah={endless}").status_code == 200
    told = officer.post(f"/klaim/{claim.code}/keluarga/", {"jumlah": endless, "tambah": "1"})
    assert told.status_code == 200
    told = officer.post(f"/klaim/{claim.code}/fakta/", {"survivors-rows": endless, "more": "1"})
    assert told.status_code < 500
