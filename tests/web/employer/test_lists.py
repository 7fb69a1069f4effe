"""A month declared on the page: day labourers with their days, the others with their wages."""

from datetime import date

import pytest

from jamsostek.contributions.models import Bill, Declaration, DeclarationLine
from jamsostek.membership.models import Employment, WageRecord
from tests.people import FOUR, batik_melati, hire

pytestmark = pytest.mark.django_db
PAGE = "/pemberi-kerja/{}/laporan-upah/2011-09/daftar/"


@pytest.fixture
def melati():
    employer = batik_melati(programmes=FOUR)
    hire(employer, "SITI", wage=2_000_000)
    labour = {"kind": "CASUAL", "basis": "DAILY", "wage": 60_000}
    hire(employer, "JOKO", from_date=date(2011, 8, 1), **labour)
    hire(employer, "EKO", from_date=date(2011, 5, 1), **labour)
    return employer


def job(name):
    return Employment.objects.get(person__name=name)


def typed(**said):
    return {
        f"{'hari' if key.startswith('days') else 'upah'}-{job(key.split('_')[1].upper()).pk}": value
        for key, value in said.items()
    }


def answers(**changes):
    said = {"wage_siti": "2.000.000", "wage_joko": "60.000", "days_joko": "18"}
    return typed(**{**said, "wage_eko": "60.000", "days_eko": "20", **changes})


def test_days_make_wages_lines_and_a_bill(as_employer, melati):
    browser, page = as_employer(melati), PAGE.format(melati.npp)

    empty = browser.get(page).content.decode()
    check = browser.post(page, answers()).content.decode()
    browser.post(page, answers() | {"confirmed": "1"})

    assert "JOKO" in empty
    assert "18 x Rp60.000" in check
    assert "belum genap 3 bulan" in check
    assert Declaration.objects.get().kind == "LIST"
    lines = {line.employment_id: line for line in DeclarationLine.objects.all()}
    joko, eko, siti = (lines[job(name).pk] for name in ("JOKO", "EKO", "SITI"))
    # Joko, 18 x 60,000 = 1,080,000 in his second month: JKK III 9,612 and JKM 3,240.
    assert (joko.wage, joko.days_worked, joko.full_cover) == (1_080_000, 18, False)
    assert (joko.jkk, joko.jkm, joko.jht_employer, joko.jpk) == (9_612, 3_240, 0, 0)
    # Eko, 20 x 60,000 = 1,200,000 after four months: JHT 44,400 and 24,000, JKK 10,680, JKM
    # 3,600, JPK 3 % of a million.
    assert (eko.wage, eko.full_cover) == (1_200_000, True)
    assert (eko.jht_employer, eko.jht_member, eko.jkk) == (44_400, 24_000, 10_680)
    assert (siti.wage, siti.days_worked) == (2_000_000, None)
    # Siti: JHT 114,000, JKK 17,800, JKM 6,000, JPK 30,000.
    assert Bill.objects.get().amount == 12_852 + 112_680 + 167_800


def test_nothing_is_declared_before_it_is_confirmed(as_employer, melati):
    browser, page = as_employer(melati), PAGE.format(melati.npp)

    browser.post(page, answers())
    changed = browser.post(page, answers() | {"change": "1"}).content.decode()

    assert not Declaration.objects.exists()
    assert 'value="18"' in changed


def test_who_worked_no_day_is_left_out_and_a_new_daily_wage_is_recorded(as_employer, melati):
    browser, page = as_employer(melati), PAGE.format(melati.npp)

    said = answers(days_joko="", wage_eko="65.000") | {"confirmed": "1"}
    browser.post(page, said)

    assert DeclarationLine.objects.count() == 2
    newest = job("EKO").wages.order_by("-from_date").first()
    assert (newest.wage, newest.basis) == (65_000, WageRecord.Basis.DAILY)
    assert newest.from_date == date(2011, 9, 1)
    assert job("JOKO").wages.count() == job("SITI").wages.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days_joko": "31"}, "30"),
        ({"days_joko": "-1"}, "0"),
        ({"wage_joko": ""}, "Isi upah sehari"),
        ({"wage_joko": "enam"}, "Tulis jumlah rupiah"),
        ({"wage_siti": "", "days_joko": "", "days_eko": "0"}, "Belum ada yang diisi"),
        ({"wage_joko": "1.000.000.000", "days_joko": "2"}, "terlalu besar"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_declared(as_employer, melati, changes, words):
    page = PAGE.format(melati.npp)

    answer = as_employer(melati).post(page, answers(**changes) | {"confirmed": "1"})

    assert "error-summary" in answer.content.decode()
    assert words in answer.content.decode()
    assert not Declaration.objects.exists()


def test_thirty_days_of_september_are_taken(as_employer, melati):
    page = PAGE.format(melati.npp)

    as_employer(melati).post(page, answers(days_joko="30") | {"confirmed": "1"})

    assert DeclarationLine.objects.get(employment_id=job("JOKO").pk).wage == 1_800_000


def test_a_declared_month_is_not_listed_again(as_employer, melati):
    browser, page = as_employer(melati), PAGE.format(melati.npp)
    browser.post(page, answers() | {"confirmed": "1"})

    again = browser.post(page, answers() | {"confirmed": "1"})

    assert again.status_code == 302
    assert Declaration.objects.count() == 1


def test_a_day_labourer_on_contract_terms_is_registered_by_the_employer(as_employer, melati):
    said = {
        "name": "TONO REKAAN",
        "birth_date": "17-08-1985",
        "sex": "L",
        "from_date": "01-09-2011",
        "kind": "FIXED_TERM",
        "last_day": "30-11-2011",
        "basis": "DAILY",
        "wage": "70.000",
        "family": "single",
    }
    browser, page = as_employer(melati), "/perusahaan/tenaga-kerja/daftar/"

    casual = browser.post(page, said | {"kind": "CASUAL"}).content.decode()
    early = browser.post(page, said | {"last_day": "31-08-2011"}).content.decode()
    browser.post(page, said)

    assert "Hanya kontrak (PKWT)" in casual
    assert "lebih awal" in early
    tono = job("TONO REKAAN")
    assert tono.agreed_until == tono.until_date == date(2011, 12, 1)
    assert tono.wages.get().basis == WageRecord.Basis.DAILY
    assert "kontrak habis" in browser.get("/perusahaan/tenaga-kerja/").content.decode()
