"""Fields read months, days and money as people write them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jamsostek.kernel.months import Month
from jamsostek.web.fields import DayField, MonthField, RupiahField


@pytest.mark.parametrize(
    "text", ["2011-09", "09/2011", "9-2011", "September 2011", " sep 2011 ", "SEPT 2011"]
)
def test_a_month_is_read_however_it_is_written(text):
    assert MonthField().clean(text) == Month(2011, 9)


@pytest.mark.parametrize("text", ["2011", "2011-13", "00/2011", "Septober 2011", "2011-09-30"])
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="misalnya 2011-09 atau September 2011"):
        MonthField().clean(text)


@pytest.mark.parametrize(
    "text", ["30-09-2011", "30/9/2011", "30.09.2011", "2011-09-30", "30 September 2011"]
)
def test_a_day_is_read_however_it_is_written(text):
    assert DayField().clean(text) == date(2011, 9, 30)


@pytest.mark.parametrize("text", ["31-09-2011", "09-30-2011", "30 Septober 2011", "besok"])
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="misalnya 30-09-2011"):
        DayField().clean(text)


def test_a_day_is_shown_with_the_day_first():
    assert DayField().prepare_value(date(2011, 9, 5)) == "05-09-2011"


@pytest.mark.parametrize(
    "text",
    ["2500000", "2.500.000", "Rp2.500.000", "rp 2.500.000,00", "2,500,000", "Rp. 2.500.000,-"],
)
def test_an_amount_is_read_however_it_is_written(text):
    assert RupiahField().clean(text) == 2_500_000


@pytest.mark.parametrize("text", ["2.50", "2.500.00", "dua juta", "2500000,50", "2.5 juta", "1e6"])
def test_what_is_no_whole_amount_is_refused(text):
    with pytest.raises(ValidationError, match="tanpa sen"):
        RupiahField().clean(text)


def test_the_least_and_the_most_are_held():
    field = RupiahField(least=1, most=1_000)

    assert field.clean("1") == 1
    assert field.clean("1.000") == 1_000
    with pytest.raises(ValidationError, match="lebih dari nol"):
        field.clean("0")
    with pytest.raises(ValidationError, match="terlalu besar"):
        field.clean("1.001")


@pytest.mark.parametrize("digits", [31, 5_000])
def test_an_amount_of_absurdly_many_digits_is_called_too_large(digits):
    with pytest.raises(ValidationError, match="terlalu besar"):
        RupiahField().clean("9" * digits)
