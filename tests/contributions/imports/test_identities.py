"""Member and identity numbers as spreadsheets leave them."""

import polars as pl
import pytest

from jamsostek.contributions.imports.identities import read_kpjs, read_niks, rounded_span

NO_TEXT = pl.Series([None], dtype=pl.String)
NO_NUMBER = pl.Series([None], dtype=pl.Float64)


def kpj_of(cell):
    return read_kpjs(*columns(cell)).row(0)


def nik_of(cell):
    return read_niks(*columns(cell)).row(0)


def columns(cell):
    if isinstance(cell, str) or cell is None:
        return pl.Series([cell], dtype=pl.String), NO_NUMBER
    return NO_TEXT, pl.Series([float(cell)])


@pytest.mark.parametrize(
    "cell",
    ["99012345601", " 99 012-345.601", "'99012345601", "99012345601.0", 99_012_345_601,
     "99\u00a0012345601", "99012345601\u200b"],
)  # fmt: skip
def test_a_member_number_is_eleven_digits_whatever_stands_between(cell):
    assert kpj_of(cell) == ("99012345601", True)


@pytest.mark.parametrize("cell", ["9901234560", "990123456011", 9_901_234_560, "KPJ99012345601",
                                  "9,9E+10", 99_012_345_601.5])  # fmt: skip
def test_other_digits_are_no_member_number(cell):
    assert kpj_of(cell) == (None, True)


@pytest.mark.parametrize("cell", ["BARU", "-", "", None, "  "])
def test_a_cell_without_a_digit_is_empty(cell):
    assert kpj_of(cell) == (None, False)
    assert nik_of(cell)[1] is None


@pytest.mark.parametrize(
    ("cell", "nik", "form", "certain"),
    [
        ("9901014501800001", "9901014501800001", "WHOLE", True),
        ("990101.450180.0001", "9901014501800001", "WHOLE", True),
        ("99036605871253", "0099036605871253", "RESTORED", True),
        (99_036_605_871_253, "0099036605871253", "RESTORED", True),
        ("012054501820023", "0012054501820023", "RESTORED", True),
        (9_906_145_101_550_170, "9906145101550170", "WHOLE", False),
        (1_074_010_101_800_001, "1074010101800001", "WHOLE", True),
        (1_074_010_101_800_000, "1074010101800000", "WHOLE", False),
        ("9,93419E+15", None, "ROUNDED", False),
        ("9901014501800", None, "ODD", False),
        ("99010145018000012", None, "ODD", False),
    ],
)
def test_an_identity_number_is_whole_restored_or_damaged(cell, nik, form, certain):
    found, kind, _, _, sure = nik_of(cell)

    assert (found, kind, sure) == (nik, form, certain)


@pytest.mark.parametrize("text", ["9,90203E+15", "9.90203E+15", "9,90203e15", "9,90203E15"])
def test_a_rounded_display_stands_for_a_span(text):
    low, high = rounded_span(text)

    assert low == 9_902_025_000_000_000
    assert high == 9_902_039_999_999_999


@pytest.mark.parametrize("text", ["9,9E+99", "99E+15", "9,90203E-15", "abc"])
def test_other_displays_stand_for_nothing(text):
    assert rounded_span(text) is None
