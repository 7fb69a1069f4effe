"""Minimum wages: the regency's, else the province's, and clear refusals."""

from datetime import date

import pytest

from jamsostek.law.minimum_wages import NotAPlace, minimum_wage_on, minimum_wages
from jamsostek.law.reader import NotFound


@pytest.mark.parametrize(
    ("place", "day", "amount", "kind"),
    [
        ("33.74", date(2011, 1, 1), 961_323, "UMK"),
        ("33.74", date(2011, 12, 31), 961_323, "UMK"),
        ("33.74", date(2012, 1, 1), 991_500, "UMK"),
        ("31", date(2011, 9, 1), 1_290_000, "UMP"),
        ("33.01/Kota", date(2012, 9, 1), 852_000, "UMK"),
        ("33.01/barat", date(2012, 9, 1), 720_000, "UMK"),
        ("34.71", date(2013, 9, 1), 1_065_247, "UMK"),
    ],
)
def test_a_place_has_the_wage_of_the_year(place, day, amount, kind):
    wage = minimum_wage_on(place, day)

    assert (wage.amount, wage.kind, wage.year) == (amount, kind, day.year)
    assert wage.citation


def test_a_regency_without_its_own_follows_the_province_and_says_so():
    wage = minimum_wage_on("18.02", date(2011, 9, 1))

    assert (wage.amount, wage.place) == (855_000, "18")
    assert "18.02 itself is not known" in wage.note


@pytest.mark.parametrize(
    ("place", "year", "sentence"),
    [
        ("33.21", 2012, "Known: 33.21 in 2011, 2014; 33 in 2011"),
        ("18", 2013, "Known: 18 in 2011, 2012"),
        ("99", 2011, "none of that province"),
        ("33.01", 2011, "33.01/Barat, 33.01/Kota, 33.01/Timur"),
        ("33.01/Utara", 2011, "33.01/Barat, 33.01/Kota, 33.01/Timur"),
        ("33.74/Kota", 2011, "leave out /Kota"),
    ],
)
def test_what_is_unknown_or_unclear_is_refused(place, year, sentence):
    with pytest.raises(NotFound, match=sentence):
        minimum_wage_on(place, date(year, 9, 1))


@pytest.mark.parametrize("place", ["", "3374", "33.7", "Semarang", "33.74/", "33.74 "])
def test_what_is_no_code_is_refused(place):
    with pytest.raises(NotAPlace, match="is no place"):
        minimum_wage_on(place, date(2011, 9, 1))


def test_the_wages_of_a_year_are_those_of_its_places():
    wages = minimum_wages(2011)

    assert all(wage == minimum_wage_on(wage.place, date(2011, 9, 1)) for wage in wages)
    assert len({wage.place for wage in wages}) == len(wages) == 71


def test_no_regency_lies_below_its_province():
    low = [
        wage.place
        for wage in minimum_wages(2011)
        if wage.amount < minimum_wage_on(wage.place[:2], date(2011, 9, 1)).amount
    ]

    assert low == []


def test_a_wage_not_seen_in_a_source_says_so():
    assert minimum_wage_on("33.74", date(2011, 9, 1)).status == "verified"
    assert minimum_wage_on("33.21", date(2011, 9, 1)).status == "recalled"
