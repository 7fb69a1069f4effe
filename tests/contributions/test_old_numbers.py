"""Wage files that name somebody by any of several numbers: the job is found, and its account."""

from datetime import date

import pytest

from jamsostek.contributions.models import Bill, DeclarationLine
from jamsostek.contributions.queries.wage_files import absent_from, checked_of
from jamsostek.contributions.services.wage_files import (
    file_wage_file,
    read_received,
    receive_wage_file,
)
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.membership.services import split
from jamsostek.savings.queries import summary_of
from tests.contributions.test_receipts import bank_line, take
from tests.membership.test_merges import by, merged
from tests.people import act, batik_melati, hire, person
from tests.web.employer.files import csv_file

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)
NIK = "9912345507850001"


@pytest.fixture
def mawar() -> Employer:
    """Siti's old number is with Melati, where she was; her newer one with Mawar, where she is."""
    hire(batik_melati(), "SITI LAMA", nik=NIK, until_date=date(2011, 2, 1))
    mawar = batik_melati(name="PT Mawar Rekaan")
    hire(mawar, "SITI BARU", from_date=date(2011, 2, 1))
    return mawar


def read(employer: Employer, *rows: tuple[str, str, int], month: Month = SEPTEMBER):
    file = receive_wage_file(
        employer=employer, month=month, name="upah.csv", content=csv_file(rows), act=act()
    )
    read_received(wage_file=file)
    return file


def test_a_number_of_somebody_else_is_not_employed_here(mawar):
    checked = checked_of(read(mawar, (person("SITI LAMA").kpj, "SITI", 1_000_000)))

    assert checked.rows["code"].to_list() == ["NOT_EMPLOYED"]


@pytest.mark.parametrize("name", ["SITI LAMA", "SITI BARU"])
def test_any_number_of_the_person_finds_the_job_and_its_account(mawar, name):
    merge = merged("SITI LAMA", "SITI BARU")
    lama, baru = person("SITI LAMA"), person("SITI BARU")

    file = read(mawar, (person(name).kpj, "SITI", 1_000_000))
    assert absent_from(checked_of(file), mawar).count == 0
    file_wage_file(wage_file=file, end_leavers=False, act=act())
    bill = Bill.objects.get()
    take(bank_line(bill.amount, bill.code))

    assert DeclarationLine.objects.get().person_id == baru.pk
    assert summary_of([baru.pk, lama.pk], date(2011, 12, 31)).balance == 57_000
    split(merge=merge, act=by("maker"))
    assert summary_of([baru.pk], date(2011, 12, 31)).balance == 57_000
    assert summary_of([lama.pk], date(2011, 12, 31)).balance is None
    assert {found.check for found in verify().differences} <= {"bank line"}


def test_the_identity_number_may_stand_under_either_number(mawar):
    merged("SITI LAMA", "SITI BARU")
    content = f"NO KPJ;NIK;NAMA;UPAH\n{person('SITI BARU').kpj};{NIK};SITI;1.000.000"
    file = receive_wage_file(
        employer=mawar, month=SEPTEMBER, name="u.csv", content=content.encode(), act=act()
    )
    read_received(wage_file=file)

    assert checked_of(file).rows["code"].to_list() == [None]


def test_rows_under_two_numbers_are_one_member_twice(mawar):
    merged("SITI LAMA", "SITI BARU")
    rows = [(person(name).kpj, "SITI", 1_000_000) for name in ("SITI BARU", "SITI LAMA")]

    checked = checked_of(read(mawar, *rows))

    assert checked.rows["code"].to_list() == [None, "DUPLICATE_ROW"]


def test_a_job_that_goes_on_under_the_other_number_is_one_job_for_the_person():
    """At Melati until 15 September under one number, from then on under the other."""
    melati = batik_melati()
    hire(melati, "SITI LAMA", until_date=date(2011, 9, 16))
    hire(melati, "SITI BARU", from_date=date(2011, 9, 16))
    merged("SITI LAMA", "SITI BARU")

    file = read(melati, (person("SITI LAMA").kpj, "SITI", 1_000_000))
    file_wage_file(wage_file=file, end_leavers=False, act=act())

    line = DeclarationLine.objects.get()
    assert (line.person_id, line.wage) == (person("SITI BARU").pk, 1_000_000)
    months = summary_of(
        [person(n).pk for n in ("SITI BARU", "SITI LAMA")], date(2011, 9, 30)
    ).months
    assert [m.month for m in months] == sorted({m.month for m in months})
