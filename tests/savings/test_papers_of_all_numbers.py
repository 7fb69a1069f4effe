"""A statement on paper holds every account of a member, and months paid on one's own account."""

from datetime import date

import pytest

from jamsostek.contributions.services.own_account import bill_ahead
from jamsostek.documents.models import Document
from jamsostek.documents.queries import file_of
from jamsostek.kernel.months import Month
from jamsostek.membership.models import PersonMerge
from jamsostek.membership.services.merges import split
from jamsostek.savings.services import credit_year_return
from jamsostek.savings.services.papers import (
    issue_annual_statement,
    issue_annual_statements,
    issue_savings_statement,
)
from tests.contributions.test_receipts import bank_line, take
from tests.documents.papers import text_of
from tests.membership.test_merges import by, merged
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import open_for, receive
from tests.vendors import vendor

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

FEBRUARY = act(date(2012, 2, 1))


@pytest.fixture
def two_numbers():
    """SITI LAMA has 365,000 since 31 December 2010, SITI BARU receives 730,000 on 30 December."""
    melati, mawar = batik_melati(), batik_melati(name="PT Mawar Rekaan")
    hire(melati, "SITI LAMA", until_date=date(2011, 3, 1))
    hire(mawar, "SITI BARU", from_date=date(2011, 3, 1))
    open_for(person("SITI LAMA"), person("SITI BARU"), on=date(2010, 1, 1))
    receive(melati, {"SITI LAMA": 365_000}, date(2010, 12, 31), month=Month(2010, 11))
    credit_year_return(year=2010, act=act(date(2011, 1, 9)))
    receive(mawar, {"SITI BARU": 730_000}, date(2011, 12, 30), month=Month(2011, 11))
    merged("SITI BARU", "SITI LAMA")
    credit_year_return(year=2011, act=act(date(2012, 1, 9)))


def words_of(document: Document) -> str:
    return text_of(file_of(document))


@pytest.mark.usefixtures("two_numbers")
@pytest.mark.parametrize("asked", ["SITI LAMA", "SITI BARU"])
def test_one_statement_adds_up_all_accounts_whichever_number_is_asked(asked):
    """At 10.10 %: 365,000 for the year earn 36,865; 730,000 for one day earn 202."""
    document = issue_annual_statement(person=person(asked), year=2011, act=FEBRUARY)
    words = words_of(document)

    assert document.subject_id == person("SITI LAMA").pk
    for said in (
        f"Nomor KPJ {person('SITI LAMA').kpj}",
        f"Digabung dengan nomor {person('SITI BARU').kpj}",
        "Saldo awal 1 Januari 2011 Rp365.000",
        "Rp37.067",
        "Saldo 31 Desember 2011 Rp1.132.067",
        "Februari 2011 PT Batik Melati Rekaan belum diterima",
        "Maret 2011 PT Mawar Rekaan belum diterima",
        "November 2011 PT Mawar Rekaan Rp730.000",
    ):
        assert said in words


@pytest.mark.usefixtures("two_numbers")
def test_a_batch_gives_one_statement_to_one_human_and_two_after_a_split():
    first = issue_annual_statements(year=2011, branch_ids=None, act=FEBRUARY)
    assert [one.subject_id for one in Document.objects.all()] == [person("SITI LAMA").pk]
    split(merge=PersonMerge.objects.get(), act=by("checker", date(2012, 2, 2)))

    again = issue_annual_statements(year=2011, branch_ids=None, act=act(date(2012, 2, 3)))

    assert (first.issued, again.issued) == (1, 1)
    assert Document.objects.latest("pk").subject_id == person("SITI BARU").pk


@pytest.mark.usefixtures("two_numbers")
def test_who_has_savings_under_the_old_number_alone_is_in_the_batch():
    hire(batik_melati(name="PT Kenanga Rekaan"), "SITI KINI", from_date=date(2012, 1, 1))
    split(merge=PersonMerge.objects.get(), act=by("checker", date(2012, 1, 19)))
    merged("SITI BARU", "SITI KINI", day=date(2012, 1, 20))

    issue_annual_statements(year=2011, branch_ids=None, act=FEBRUARY)

    holders = Document.objects.order_by("holder").values_list("holder", flat=True)
    assert list(holders) == ["SITI KINI", "SITI LAMA"]


def test_months_paid_on_ones_own_account_stand_in_the_statement():
    """Two per cent of 1,000,000 for each of three months."""
    cover = vendor()
    bill = bill_ahead(cover=cover, months=3, act=act(date(2011, 9, 5)))
    take(bank_line(bill.amount, bill.code, day=date(2011, 9, 12)))

    document = issue_savings_statement(
        person=cover.person, until=date(2011, 12, 31), act=act(date(2012, 1, 5))
    )
    words = words_of(document)

    for said in (
        "September 2011 Mandiri (TK-LHK) Rp20.000",
        "November 2011 Mandiri (TK-LHK) Rp20.000",
        "Jumlah Rp60.000",
        "Pemberi kerja terakhir Mandiri (TK-LHK)",
    ):
        assert said in words
