"""Amounts as employers write them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.imports.amounts import read_amount, read_amounts

NOT_A_NUMBER = (None, "WAGE_NOT_NUMBER")


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("1250000", 1_250_000),
        ("Rp 1.250.000,00", 1_250_000),
        ("Rp. 1.250.000,-", 1_250_000),
        ("Rp1.250.000.-", 1_250_000),
        ("1.250.000 IDR", 1_250_000),
        ("IDR 1,250,000.00", 1_250_000),
        ("'1250000", 1_250_000),
        ("  1250000\u00a0", 1_250_000),
        ("1\u00a0250\u202f000", 1_250_000),
        ("1 250 000,00", 1_250_000),
        ("955.000", 955_000),
        ("870,000", 870_000),
        ("1250000.00", 1_250_000),
        ("1250000,5", 1_250_000.5),
        ("1000000000", 1_000_000_000),
    ],
)
def test_an_amount_is_read_exactly(text, rupiah):
    found = read_amount(text)

    assert found == (rupiah * 100, None)


@pytest.mark.parametrize(
    "text",
    [
        "1.250.00", "1250,000", "1250.000", "1.25O.000", "1,25E+06", "1.25E6", "1,2 juta",
        "sesuai UMK", "1.250,000.00,00", "1,250.000", "1.250.000,005", "1..250", "1250000,",
        ".50", "12.50.000", "1  2", "1.250.000,00,00", "\u0661\u0662\u0663", "1 25 000",
        "1250000-", "1.250.000/bulan", "+1250000",
    ],
)  # fmt: skip
def test_what_does_not_fit_is_not_guessed(text):
    assert read_amount(text) == NOT_A_NUMBER


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "Rp", "Rp.", "'"])
def test_nothing_is_missing(text):
    assert read_amount(text) == (None, "WAGE_MISSING")


@pytest.mark.parametrize("text", ["0", "-", " - ", "Rp -", "Rp  -   ", "0,00", "\u2013", "0,49"])
def test_nothing_to_pay_is_zero(text):
    assert read_amount(text)[1] == "WAGE_ZERO"


@pytest.mark.parametrize(
    "text", ["-1", "-1.250.000", "(1.250.000)", "Rp (1.250.000,00)", "(Rp 1.250.000)", "-Rp 5.000",
             "Rp -5.000", "- 5.000"],
)  # fmt: skip
def test_below_zero_is_negative_also_in_brackets(text):
    assert read_amount(text)[1] == "WAGE_NEGATIVE"


@pytest.mark.parametrize("text", ["1000000001", "1.000.000.000,01", "9" * 40])
def test_above_a_thousand_million_is_too_high_however_long(text):
    assert read_amount(text)[1] == "WAGE_TOO_HIGH"


@given(
    whole=st.integers(1, 1_000_000_000 - 1),
    sen=st.integers(0, 99),
    marks=st.sampled_from([(".", ","), (",", "."), (" ", ","), ("\u00a0", "."), ("", ".")]),
    around=st.sampled_from(["{}", "Rp {}", "Rp.{}", "{} ", "'{}", "IDR {}"]),
)
def test_every_way_of_writing_an_amount_reads_back(whole, sen, marks, around):
    thousands, decimal = marks
    text = around.format(f"{whole:,}".replace(",", thousands) + f"{decimal}{sen:02d}")

    assert read_amount(text) == (whole * 100 + sen, None)


@given(st.text(alphabet="0123456789.,- ()RpE\u00a0", max_size=18))
def test_a_column_reads_like_each_of_its_cells(text):
    column = pl.Series([text, "1000"])

    table = read_amounts(column, pl.Series([None, None], dtype=pl.Float64))

    assert table.row(0) == read_amount(text)
    assert table.row(1) == (100_000, None)


@pytest.mark.parametrize(
    ("number", "hundredths", "fault"),
    [
        (1_045_000.0000000001, 104_500_000, None),
        (1_250_000.5, 125_000_050, None),
        (0.0, 0, "WAGE_ZERO"),
        (-1.0, -100, "WAGE_NEGATIVE"),
        (1e9, 100_000_000_000, None),
        (1e9 + 1, 100_000_000_100, "WAGE_TOO_HIGH"),
        (1e15, None, "WAGE_TOO_HIGH"),
        (1e300, None, "WAGE_TOO_HIGH"),
        (-1e300, None, "WAGE_NEGATIVE"),
        (float("inf"), None, "WAGE_TOO_HIGH"),
        (float("nan"), None, "WAGE_NOT_NUMBER"),
        (None, None, "WAGE_MISSING"),
    ],
)
def test_a_number_cell_is_rounded_to_two_decimals_and_judged(number, hundredths, fault):
    numbers = pl.Series([number], dtype=pl.Float64)

    table = read_amounts(pl.Series([None], dtype=pl.String), numbers)

    assert table.row(0) == (hundredths, fault)
