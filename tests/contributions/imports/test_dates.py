"""Dates as employers write them."""

from datetime import date

import pytest

from jamsostek.contributions.imports.dates import read_date, read_day_number


@pytest.mark.parametrize(
    "text",
    [
        "12/03/1985", "12-03-1985", "12.03.1985", "12 03 1985", "12/3/1985", "12 Maret 1985",
        "12 mar 1985", "12-Mar-1985", "1985-03-12", "1985/3/12", "1985-03-12 00:00:00",
        "'12/03/1985", " 12/03/1985 ", "31118",
    ],
)  # fmt: skip
def test_a_date_is_read_day_first_or_year_first(text):
    assert read_date(text) == date(1985, 3, 12)


@pytest.mark.parametrize("month", ["Agustus", "Agu", "Agt", "AGS"])
def test_august_is_shortened_in_several_ways(month):
    assert read_date(f"17 {month} 1980") == date(1980, 8, 17)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/1985", "00/00/0000", "12/25/1980", "5/7/78", "12 March 1985x", "1985", "12031985",
        "belum", "29/02/2011", "12/03/85", "32/01/1985",
    ],
)  # fmt: skip
def test_a_date_that_does_not_exist_or_is_unclear_is_not_read(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, None),
        (61, date(1900, 3, 1)),
        (31118.75, date(1985, 3, 12)),
        (0, None),
        (-1, None),
        (9e15, None),
    ],
)
def test_day_numbers_count_from_1900_with_the_day_that_never_was(number, day):
    assert read_day_number(number) == day


def test_a_workbook_of_1904_counts_from_there():
    assert read_day_number(29656, from_1904=True) == date(1985, 3, 12)
