"""A declared month corrected on the pages: asked, shown, confirmed; and its versions."""

import pytest

from jamsostek.contributions.models import Bill, Correction
from jamsostek.contributions.services.wage_files import read_received, receive_wage_file
from jamsostek.kernel.months import Month
from tests.contributions.test_corrections import corrected, declared
from tests.people import act, batik_melati, hire, person
from tests.web.employer.files import csv_file

pytestmark = pytest.mark.django_db
MONTH = "/pemberi-kerja/{}/laporan-upah/2011-09/"


@pytest.fixture
def september():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI", "WATI")
    return declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})


def answers(name, wage, **more):
    return {"kpj": person(name).kpj, "wage": wage, "reason": "Salah ketik", **more}


def test_a_wage_is_asked_shown_with_its_articles_and_then_corrected(as_employer, september):
    browser = as_employer(september.employer)
    page = MONTH.format(september.employer.npp)

    assert "perbaiki/" in browser.get(page).content.decode()
    check = browser.post(page + "perbaiki/", answers("SITI", "1.500.000")).content.decode()
    assert "34.450" in check
    assert "PP 14/1993, Pasal 9" in check
    assert not Correction.objects.exists()
    sent = answers("SITI", "1.500.000", pasti="1")
    after = browser.post(page + "perbaiki/", sent, follow=True)

    bill = Bill.objects.get(kind="CORRECTION")
    assert after.redirect_chain[-1][0].endswith(f"/tagihan/{bill.code}/")
    assert "Salah ketik" in after.content.decode()
    again = browser.post(page + "perbaiki/", sent).content.decode()
    assert "tidak ada yang berubah" in again
    assert Correction.objects.count() == 1


def test_zero_takes_a_worker_out_and_the_versions_say_what_was_known(as_employer, september):
    browser = as_employer(september.employer)
    page = MONTH.format(september.employer.npp)

    after = browser.post(page + "perbaiki/", answers("BUDI", "0", pasti="1"), follow=True)

    assert "137.800" in after.content.decode()
    now = browser.get(page + "versi/").content.decode()
    before = browser.get(page + "versi/?pada=02-10-2011").content.decode()
    assert "BUDI" not in now
    assert "belum dilaporkan" in before


@pytest.mark.parametrize(
    ("name", "wage", "words"),
    [("SITI", "", "Tulis upah yang benar"), ("SITI", "1000000", "tidak ada yang berubah")],
)
def test_what_cannot_be_corrected_is_said_beside_the_field(
    as_employer, september, name, wage, words
):
    browser = as_employer(september.employer)

    sent = answers(name, wage)
    page = browser.post(MONTH.format(september.employer.npp) + "perbaiki/", sent)

    assert words in page.content.decode()


def test_a_stranger_and_an_unknown_number_are_told_apart(as_employer, september):
    browser = as_employer(september.employer)
    page = MONTH.format(september.employer.npp) + "perbaiki/"
    hire(batik_melati(name="CV Kenanga Khayal"), "LAIN")

    stranger = browser.post(page, answers("LAIN", "1000000")).content.decode()
    unknown = browser.post(page, {"kpj": "99", "wage": "1", "reason": "x"}).content.decode()

    assert "Tidak tercatat bekerja di sini" in stranger
    assert "Tidak ada peserta dengan KPJ ini" in unknown


@pytest.mark.parametrize(("removes", "workers"), [(False, 3), (True, 2)])
def test_a_corrected_file_records_the_differences_alone(as_employer, september, removes, workers):
    melati = september.employer
    browser = as_employer(melati)
    rows = [(person("SITI").kpj, "SITI", 1_000_000), (person("WATI").kpj, "WATI", 900_000)]
    file = receive_wage_file(
        employer=melati, month=Month(2011, 9), name="b.csv", content=csv_file(rows), act=act()
    )
    read_received(wage_file=file)
    page = f"/pemberi-kerja/{melati.npp}/berkas-upah/{file.pk}/koreksi/"
    sent = {"reason": "Berkas diperbaiki"} | ({"remove": "on"} if removes else {})

    assert "1 tenaga kerja" in browser.get(page).content.decode()
    check = browser.post(page, sent).content.decode()
    browser.post(page, sent | {"pasti": "1"})

    assert "tidak dilaporkan" in check
    correction = Correction.objects.get()
    assert correction.lines.count() == (2 if removes else 1)
    assert september.workers + correction.workers == workers


def test_a_month_not_declared_is_not_corrected(as_employer, september):
    browser = as_employer(september.employer)

    page = MONTH.format(september.employer.npp).replace("2011-09", "2011-08")

    assert browser.get(page + "perbaiki/").status_code == 404


def test_the_wages_of_last_month_are_those_corrected(as_employer, september):
    corrected(september, SITI=1_500_000, BUDI=0, WATI=700_000)
    browser = as_employer(september.employer)

    page = browser.get(MONTH.format(september.employer.npp).replace("09/", "10/") + "salin/")

    assert "2.200.000" in page.content.decode()
