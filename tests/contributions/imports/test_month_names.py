"""Sheets named after months."""

import pytest

from jamsostek.contributions.imports.month_names import names_a_month, names_this_month
from jamsostek.kernel.months import Month

SEPTEMBER = Month(2011, 9)


@pytest.mark.parametrize(
    "name",
    ["SEPTEMBER", "Sept 2011", "sep", "UPAH SEPT", "09-2011", "2011-09", "Sep'11", "SEP 11"],
)
def test_september_is_named_in_many_ways(name):
    assert names_this_month(name, SEPTEMBER)


@pytest.mark.parametrize("name", ["AGUSTUS", "Sept 2010", "Okt 2011", "08-2011", "Sep'10"])
def test_another_month_or_year_is_another(name):
    assert names_a_month(name)
    assert not names_this_month(name, SEPTEMBER)


@pytest.mark.parametrize("name", ["STAF", "Sheet1", "PETUNJUK", "REKAP 2011", "MARKETING"])
def test_a_name_without_a_month_names_none(name):
    assert not names_a_month(name)
