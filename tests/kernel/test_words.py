"""Numbers, money and dates in words: equal to CLDR's patterns, and to the press's style."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.kernel.months import Month
from jamsostek.kernel.words import (
    TooLargeToSpell,
    long_date,
    month_name,
    number,
    percent,
    rounded_rupiah,
    rupiah,
    spelled,
)

amounts = st.integers(min_value=-(10**15), max_value=10**15)


@given(amounts)
def test_whole_numbers_are_written_as_cldr_does(amount):
    assert number(amount, "id") == format_decimal(amount, locale="id")
    assert number(amount, "en") == format_decimal(amount, locale="en")


@given(amounts)
def test_rupiah_are_written_as_cldr_does_without_space_and_cents(amount):
    written = format_currency(amount, "IDR", "¤#,##0", locale="id", currency_digits=False)

    assert rupiah(amount, "id") == written.replace("\xa0", "")


@given(st.dates())
def test_dates_are_written_as_cldr_does(day):
    assert long_date(day, "id") == format_date(day, "d MMMM y", locale="id")
    assert long_date(day, "en") == format_date(day, "d MMMM y", locale="en")
    assert month_name(Month.of(day), "id") == format_date(day, "MMMM y", locale="id")
    assert month_name(Month.of(day), "en") == format_date(day, "MMMM y", locale="en")


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("89.38", "89,38", "89.38"),
        ("93.978", "93,98", "93.98"),
        ("73.165", "73,17", "73.17"),
        ("100", "100,00", "100.00"),
        ("1234.5", "1.234,50", "1,234.50"),
        ("-0.125", "-0,13", "-0.13"),
    ],
)
def test_percentages_have_two_places_rounded_half_up(value, indonesian, english):
    assert percent(Decimal(value)) == indonesian
    assert percent(Decimal(value), "en") == english


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (340_649_999_999, "Rp340,6 miliar", "Rp340.6 billion"),
        (340_550_000_000, "Rp340,6 miliar", "Rp340.6 billion"),
        (340_549_999_999, "Rp340,5 miliar", "Rp340.5 billion"),
        (2_350_000_000, "Rp2,4 miliar", "Rp2.4 billion"),
        (999_949_999, "Rp999,9 juta", "Rp999.9 million"),
        (999_950_000, "Rp1,0 miliar", "Rp1.0 billion"),
        (1_234_567_890_000, "Rp1,2 triliun", "Rp1.2 trillion"),
        (949_999, "Rp949.999", "Rp949,999"),
        (-1_250_000, "-Rp1,3 juta", "-Rp1.3 million"),
        (0, "Rp0", "Rp0"),
    ],
)
def test_the_press_rounds_rupiah_to_one_place_half_up(amount, indonesian, english):
    assert rounded_rupiah(amount) == indonesian
    assert rounded_rupiah(amount, "en") == english


def test_a_date_is_written_in_full():
    assert long_date(date(2011, 9, 30)) == "30 September 2011"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (2_011, "dua ribu sebelas"),
        (101_000, "seratus satu ribu"),
        (1_001_000, "satu juta seribu"),
        (175_500, "seratus tujuh puluh lima ribu lima ratus"),
        (21_300_000_017, "dua puluh satu miliar tiga ratus juta tujuh belas"),
        (1_000_000_000_000, "satu triliun"),
        (-1_500, "minus seribu lima ratus"),
    ],
)
def test_amounts_are_spelled_as_on_a_receipt(count, words):
    assert spelled(count) == words


def test_the_largest_amount_is_spelled_and_the_next_refused():
    assert spelled(10**15 - 1).startswith("sembilan ratus sembilan puluh sembilan triliun")
    with pytest.raises(TooLargeToSpell):
        spelled(10**15)
