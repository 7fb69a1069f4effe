"""A received wage file on its way to a declaration."""

import pytest

from jamsostek.contributions.models import Declaration
from jamsostek.contributions.services.wage_files import (
    file_wage_file,
    read_received,
    receive_wage_file,
)
from jamsostek.kernel.months import Month
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
