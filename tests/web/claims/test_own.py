"""A member claims JHT by telephone: the form, the papers one by one, the tracking, the rights."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jamsostek.claims.models import Claim, Evidence, Payee
from jamsostek.institution.models import User
from jamsostek.membership.models import MemberUser
from tests.people import batik_melati, hire, person

pytestmark = pytest.mark.django_db

PHOTO = b"\xff\xd8\xff" + b"0" * 100
ANSWERS = {
    "event_date": "01-09-2011",
    "method": "TRANSFER",
    "bank": "BRI",
    "account_number": "9901010000123",
    "account_name": "SITI AMINAH",
}


def as_member(name: str, born: date) -> Client:
    """A browser of a member of this name, born on a day."""
    hire(batik_melati(name=f"PT {name} Rekaan"), name, birth_date=born)
    user = User.objects.create_user(name.split(maxsplit=1)[0].lower())
    MemberUser.objects.create(user=user, person=person(name))
    client = Client()
    client.force_login(user)
    return client


def test_at_55_savings_are_claimed_with_papers_sent_one_by_one():
    siti = as_member("SITI AMINAH", date(1956, 9, 1))

    assert "Dapat diajukan" in siti.get("/saya/klaim/").content.decode()
    assert "Ajukan klaim ini?" in siti.post("/saya/klaim/ajukan/AGE/", ANSWERS).content.decode()
    siti.post("/saya/klaim/ajukan/AGE/", ANSWERS | {"pasti": "1"})
    claim = Claim.objects.get()
    before = siti.get(f"/saya/klaim/{claim.code}/").content.decode()
    wrong = siti.post(
        f"/saya/klaim/{claim.code}/bukti/FORM_5/",
        {"file": SimpleUploadedFile("a.jpg", b"<html>")},
    ).content.decode()
    siti.post(
        f"/saya/klaim/{claim.code}/bukti/FORM_5/", {"file": SimpleUploadedFile("a.jpg", PHOTO)}
    )
    after = siti.get(f"/saya/klaim/{claim.code}/").content

    assert (claim.programme, claim.state, claim.claimant_name) == ("JHT", "OPEN", "SITI AMINAH")
    assert Payee.objects.get().account_number == "9901010000123"
    assert "Anda: mengirim Formulir 5" in before
    assert "Kirim foto (JPG atau PNG) atau PDF." in wrong
    assert "Anda: mengirim Formulir 5" not in after.decode()
    assert Evidence.objects.get(kind="FORM_5").state == "RECEIVED"
    assert len(after) < 100_000


def test_before_55_the_day_is_told_and_nothing_can_be_sent():
    budi = as_member("BUDI SANTOSO", date(1970, 5, 2))

    shown = budi.get("/saya/klaim/").content.decode()

    assert "Mulai 2 Mei 2025" in shown
    assert budi.post("/saya/klaim/ajukan/AGE/", ANSWERS | {"pasti": "1"}).status_code == 404
    assert not Claim.objects.exists()


def test_a_second_claim_while_one_waits_is_refused_in_one_sentence():
    siti = as_member("SITI AMINAH", date(1956, 9, 1))
    siti.post("/saya/klaim/ajukan/AGE/", ANSWERS | {"pasti": "1"})

    again = siti.post("/saya/klaim/ajukan/AGE/", ANSWERS | {"pasti": "1"}).content.decode()

    assert "Anda sudah mempunyai klaim JHT yang sedang berjalan." in again


def test_another_member_finds_nothing_of_it():
    siti = as_member("SITI AMINAH", date(1956, 9, 1))
    siti.post("/saya/klaim/ajukan/AGE/", ANSWERS | {"pasti": "1"})
    code = Claim.objects.get().code
    budi = as_member("BUDI SANTOSO", date(1950, 5, 2))

    paths = ["", "bukti/FORM_5/", "keberatan/", "surat/1/"]

    assert {budi.get(f"/saya/klaim/{code}/{path}").status_code for path in paths} == {404}
