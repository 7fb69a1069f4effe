"""Statements on paper say what the books say, once for each member and year."""

from datetime import date

import pytest

from jamsostek.documents.models import Document
from jamsostek.documents.queries import documents_of, file_of
from jamsostek.documents.services import AlreadyIssued
from jamsostek.kernel.months import Month
from jamsostek.savings.services import credit_year_return
from jamsostek.savings.services.papers import (
    DayAhead,
    ReturnNotCredited,
    issue_annual_statement,
    issue_annual_statements,
    issue_savings_statement,
)
from tests.documents.papers import text_of
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import employer_of, open_for, receive
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

JANUARY_9 = act(date(2012, 1, 9))
JANUARY_16 = act(date(2012, 1, 16))
FEBRUARY_1 = act(date(2012, 2, 1))


def rows_of(document: Document) -> str:
    return text_of(file_of(document))


def saved_in_2011() -> None:
    """TARI has 1,000,000 from 2010, and two months of 2011 of which one was paid in 2012."""
    employer = employer_of("TARI")
    receive(employer, {"TARI": 1_000_000}, date(2010, 12, 31), month=Month(2010, 11))
    credit_year_return(year=2010, act=act(date(2011, 1, 9)))
    receive(employer, {"TARI": 365_000}, date(2011, 12, 30), month=Month(2011, 11))
    credit_year_return(year=2011, act=JANUARY_9)
    receive(employer, {"TARI": 142_500}, date(2012, 1, 12), month=Month(2011, 12))


def test_the_yearly_statement_opens_receives_earns_and_closes():
    """2010: received on the last day, nothing earned. 2011 at 10.10 %: the opening earns
    1,000,000 x 10.10 % = 101,000; 365,000 on 30 December earns one day:
    365,000 x 10.10 % / 365 = 101. Together 101,101. Closing 1,000,000 + 365,000 + 101,101."""
    saved_in_2011()

    document = issue_annual_statement(person=person("TARI"), year=2011, act=FEBRUARY_1)
    words = rows_of(document)

    assert (document.title, document.about) == ("Rincian Saldo JHT 2011", "2011")
    for said in (
        "Saldo awal 1 Januari 2011 Rp1.000.000",
        "Rp365.000",
        "Hasil pengembangan 2011, 10,1 % setahun PP 14/1993, Pasal 24 ayat (1) Rp101.101",
        "Saldo 31 Desember 2011 Rp1.466.101",
        "satu juta empat ratus enam puluh enam ribu seratus satu rupiah",
        "Oktober 2011 PT Batik Melati Rekaan belum diterima",
        "November 2011 PT Batik Melati Rekaan Rp365.000",
        "Desember 2011 PT Batik Melati Rekaan Rp142.500",
        "Jumlah Rp507.500",
        "PP 14/1993, Pasal 9 ayat (3)",
        "kedua jumlah dapat berbeda",
    ):
        assert said in words


def test_money_taken_back_has_a_line_of_its_own():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 500_000}, date(2011, 3, 10), month=Month(2011, 2))
    receive(employer, {"TARI": 200_000}, date(2011, 3, 11), month=Month(2011, 2), sign=-1)
    credit_year_return(year=2011, act=JANUARY_9)

    words = rows_of(issue_annual_statement(person=person("TARI"), year=2011, act=FEBRUARY_1))

    assert "Iuran yang diterima PP 14/1993, Pasal 9 ayat (3) Rp500.000" in words
    assert "Pembayaran dan koreksi -Rp200.000" in words


def test_a_month_outside_any_employment_is_blank_and_not_missing():
    employer = batik_melati()
    hire(employer, "TARI", from_date=date(2011, 11, 1))
    open_for(person("TARI"))
    receive(employer, {"TARI": 142_500}, date(2011, 12, 12), month=Month(2011, 11))
    credit_year_return(year=2011, act=JANUARY_9)

    words = rows_of(issue_annual_statement(person=person("TARI"), year=2011, act=JANUARY_16))

    assert (
        "Oktober 2011 \N{EN DASH} \N{EN DASH} November 2011 PT Batik Melati Rekaan Rp142.500"
        in words
    )
    assert "Tanyakan kepada pemberi kerja" not in words  # December is not due long enough


def test_no_yearly_statement_before_the_return_is_credited():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 100_000}, date(2011, 3, 10))

    with pytest.raises(ReturnNotCredited):
        issue_annual_statement(person=person("TARI"), year=2011, act=FEBRUARY_1)
    with pytest.raises(ReturnNotCredited):
        issue_annual_statements(year=2011, branch_ids=None, act=FEBRUARY_1)


def test_a_second_statement_of_a_year_takes_the_place_of_the_first_or_is_refused():
    saved_in_2011()
    first = issue_annual_statement(person=person("TARI"), year=2011, act=FEBRUARY_1)

    with pytest.raises(AlreadyIssued):
        issue_annual_statement(person=person("TARI"), year=2011, act=FEBRUARY_1)
    second = issue_annual_statement(person=person("TARI"), year=2011, act=FEBRUARY_1, replace=True)

    first.refresh_from_db()
    assert first.superseded_by == second


def test_everybody_with_savings_gets_one_by_the_branch_of_the_last_employer():
    near = employer_of("TARI", "BAYU")
    far = batik_melati(branch=elsewhere(), name="PT Palembang Rekaan")
    hire(far, "CITRA")
    hire(near, "TANPA REKENING")
    open_for(person("CITRA"))
    for employer, name in ((near, "TARI"), (near, "BAYU"), (far, "CITRA")):
        receive(employer, {name: 100_000}, date(2011, 3, 10))
    credit_year_return(year=2011, act=JANUARY_9)
    done: list[tuple[int, int]] = []

    of_branch = issue_annual_statements(
        year=2011,
        branch_ids={near.branch_id},
        act=FEBRUARY_1,
        progress=lambda *counts: done.append(counts),
    )
    of_all = issue_annual_statements(year=2011, branch_ids=None, act=FEBRUARY_1)

    assert (of_branch.issued, of_branch.held, done) == (2, 0, [(2, 2)])
    assert (of_all.issued, of_all.held) == (1, 2)
    assert set(Document.objects.values_list("holder", "office_code")) == {
        ("TARI", "V-YOG"),
        ("BAYU", "V-YOG"),
        ("CITRA", "II-PLG"),
    }


def test_a_statement_up_to_a_day_stops_there_and_says_that_the_return_comes_later():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2011, 8, 12), month=Month(2011, 7))
    receive(employer, {"TARI": 99_000}, date(2011, 9, 1), month=Month(2011, 8))

    document = issue_savings_statement(
        person=person("TARI"), until=date(2011, 8, 31), act=FEBRUARY_1
    )
    words = rows_of(document)

    assert document.title == "Rincian Saldo JHT per 31 Agustus 2011"
    assert "Saldo 31 Agustus 2011 Rp142.500" in words
    assert "setelah tahunnya berakhir" in words
    assert "September 2011" not in words
    with pytest.raises(DayAhead):
        issue_savings_statement(person=person("TARI"), until=date(2012, 2, 2), act=FEBRUARY_1)
    issue_savings_statement(person=person("TARI"), until=date(2012, 2, 1), act=FEBRUARY_1)
    assert documents_of("insured_person", person("TARI").pk).count() == 2
