"""The verification page meets whatever people type and upload, and answers in a sentence."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jamsostek.documents.queries import file_of
from jamsostek.documents.rules import written_code
from jamsostek.documents.services import issue, withdraw
from tests.documents.papers import letter
from tests.people import act

pytestmark = pytest.mark.django_db

TOO_LARGE = 5 * 1024 * 1024 + 1
ODD = [
    "%00",
    "A" * 20,
    "A" * 19,
    "A" * 21,
    "x" * 5_000,
    "\u0660" * 20,
    "\uff21\uff22" * 10,
    "7K2QD-9FX0M-3TB8H-W1ZR\u0130",
    "' OR 1=1 --",
    "..%2f..%2fetc",
    "ß" * 10,
]


@pytest.fixture(autouse=True)
def _nobody_has_asked_too_often():
    cache.clear()


@pytest.mark.parametrize("code", ODD)
def test_an_odd_code_is_unknown_and_nothing_breaks(code):
    by_address = Client().get(f"/verifikasi/{code}/")
    by_form = Client().get("/verifikasi/", {"kode": code}, follow=True)

    assert by_address.status_code == 404
    assert by_form.status_code in {200, 404}
    assert "Traceback" not in by_form.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.exe", b"MZ\x90\x00", 404),
        ("a.pdf", b"%PDF-1.7 not ours", 404),
        ("../../etc/passwd", b"x", 404),
        ("a\x00.pdf", b"x", 404),
        ("kosong.pdf", b"", 200),
        ("besar.pdf", b"x" * TOO_LARGE, 200),
        ("n" * 300 + ".pdf", b"x", 200),
    ],
    ids=["program", "other pdf", "path", "nul", "empty", "large", "long name"],
)
def test_a_file_that_is_none_of_ours_is_answered(name, content, status):
    answer = Client().post("/verifikasi/", {"berkas": SimpleUploadedFile(name, content)})

    assert answer.status_code in {status, 404}


def test_a_form_without_a_file_asks_for_one_on_both_pages():
    document = issue(new=letter(), act=act())

    for address in ("/verifikasi/", f"/verifikasi/{written_code(document.code)}/"):
        assert "Pilih berkasnya dahulu." in Client().post(address, {}).content.decode()


def test_a_withdrawn_paper_says_so_even_when_the_file_is_the_one_issued():
    document = issue(new=letter(), act=act())
    withdraw(document=document, act=replace(act(), reason="Salah nama"))
    file = {"berkas": SimpleUploadedFile("a.pdf", file_of(document))}

    shown = Client().get(f"/verifikasi/{written_code(document.code)}/").content.decode()
    held = Client().post(f"/verifikasi/{written_code(document.code)}/", file).content.decode()

    assert "dicabut" in shown.lower()
    assert "dicabut" in held.lower()


def test_a_code_is_read_in_small_letters_with_spaces_and_misread_signs():
    document = issue(new=letter(), act=act())
    typed = written_code(document.code).replace("-", " ").replace("0", "o").replace("1", "l")

    answer = Client().get("/verifikasi/", {"kode": typed.lower()}, follow=True)

    assert document.number in answer.content.decode()
