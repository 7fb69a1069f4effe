"""A received wage file on its way to a declaration."""

from datetime import date

import pytest

from jamsostek.contributions.models import Declaration
from jamsostek.contributions.services.wage_files import (
    file_wage_file,
    read_received,
    receive_wage_file,
    register_unknown_workers,
)
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employment
from jamsostek.membership.services import end_membership
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db


def test_filing_a_file_again_gives_the_declaration_there_is():
    melati = batik_melati()
    hire(melati, "SITI")
    content = f"NO KPJ;NAMA;UPAH\n{person('SITI').kpj};SITI;1.000.000".encode()
    file = receive_wage_file(
        employer=melati, month=Month(2011, 9), name="upah.csv", content=content, act=act()
    )
    read_received(wage_file=file)

    first, again = (file_wage_file(wage_file=file, end_leavers=False, act=act()) for _ in range(2))

    assert first == again == Declaration.objects.get()


def test_unknown_workers_of_a_membership_that_has_ended_end_with_it():
    melati = batik_melati()
    end_membership(employer=melati, until_date=date(2011, 10, 1), act=act())
    melati.refresh_from_db()
    content = b"NO KPJ;NAMA;UPAH\n99412345678;JOKO;1.000.000"
    file = receive_wage_file(
        employer=melati, month=Month(2011, 9), name="upah.csv", content=content, act=act()
    )
    read_received(wage_file=file)

    assert register_unknown_workers(wage_file=file, act=act()) == 1

    joko = Employment.objects.get(person__name="JOKO")
    assert (joko.from_date, joko.until_date) == (date(2011, 9, 1), date(2011, 10, 1))
