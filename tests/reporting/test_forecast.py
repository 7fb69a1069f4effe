"""What the year's end will bring if the year goes on as it did, worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.reporting.rules import forecast


@pytest.mark.parametrize(
    ("realised", "in_year", "on", "at_the_end"),
    [
        # On 30 September 2011 273 days are gone and 92 left: 273 came, so 92 are to come.
        (1_000, 273, date(2011, 9, 30), 1_092),
        # 39 088 in 304 days until 31 October, 61 left: 39 088 x 61 / 304 = 7 843,32.
        (39_088, 39_088, date(2011, 10, 31), 46_931),
        # 1 February: 32 days gone, 333 left; 64 x 333 / 32 = 666 exactly.
        (64, 64, date(2011, 2, 1), 730),
        # A leap year has 366 days: 60 gone at the end of February, 306 left.
        (60, 60, date(2012, 2, 29), 366),
        # On 1 July 2011 182 are gone and 183 left: 2 x 183 / 182 = 2,01.
        (10, 2, date(2011, 7, 1), 12),
        # On 2 July 2012 184 are gone, 182 left; 92 x 182 / 184 = 91 exactly.
        (100, 92, date(2012, 7, 2), 191),
        # What goes down goes on going down, and not below nothing: -300 x 183 / 182 = -301,6.
        (1_000, -300, date(2011, 7, 1), 698),
        (200, -300, date(2011, 7, 1), 0),
        # Nothing has changed: nothing will.
        (500, 0, date(2011, 6, 30), 500),
    ],
)
def test_the_years_change_goes_on_by_the_day(realised, in_year, on, at_the_end):
    assert forecast(realised, in_year, on) == at_the_end


def test_half_a_person_is_rounded_up_and_less_is_not():
    # 146 days are gone on 26 May and 219 left: 1 x 219 / 146 = 1,5; on 27 May 218 / 147 = 1,48.
    assert forecast(0, 1, date(2011, 5, 26)) == 2
    assert forecast(0, 1, date(2011, 5, 27)) == 1


@pytest.mark.parametrize("year", [2011, 2012])
def test_january_foretells_nothing_and_the_first_of_february_does(year):
    assert forecast(5, 5, date(year, 1, 1)) is None
    assert forecast(5, 5, date(year, 1, 31)) is None
    assert forecast(5, 5, date(year, 2, 1)) is not None


@given(
    realised=st.integers(0, 10**6),
    in_year=st.integers(-(10**6), 10**6),
    year=st.integers(1978, 2050),
)
def test_on_the_last_day_of_the_year_the_forecast_is_the_stand_itself(realised, in_year, year):
    assert forecast(realised, in_year, date(year, 12, 31)) == realised
