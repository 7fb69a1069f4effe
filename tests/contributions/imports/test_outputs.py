"""Files out: the rows with their reasons, safe to open in any spreadsheet."""

import csv
import io
import re
import zipfile
from datetime import date

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.imports.outputs import (
    disarmed,
    result_csv,
    result_file,
    wage_file,
)
from tests.contributions.imports.making import (
    BUDI,
    HEADING,
    SITI,
    codes,
    decide,
    opened,
    xlsx,
)

DANGER = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def checked_and_content():
    content = xlsx(
        {
            "Petunjuk": [["Isi"]],
            "Upah": [
                ["PT REKAAN"],
                HEADING,
                [SITI[0], SITI[1], DANGER, 1_000_000],
                ["BAGIAN JAHIT"],
                [*BUDI, "banyak"],
                [99499999999, 9909090909090900, "STRANGER", -5],
            ],
        }
    )
    return decide(opened(content)), content


def test_the_result_stands_beside_each_row_in_the_order_of_the_file(checked_and_content):
    book = openpyxl.load_workbook(io.BytesIO(result_file(*checked_and_content)))

    assert book.sheetnames == ["Upah"]
    rows = [[cell or "" for cell in row] for row in book["Upah"].iter_rows(values_only=True)]
    assert rows[0][:3] == ["Hasil", "Alasan", "Baris"]
    assert [row[0] for row in rows[1:]] == ["", "", "Diterima", "Dilewati", "Ditolak", "Ditolak"]
    assert [row[2] for row in rows[1:]] == [1, 2, 3, 4, 5, 6]
    assert rows[3][3:] == [SITI[0], SITI[1], "'" + DANGER, 1_000_000]
    assert "tidak dapat dibaca sebagai angka" in rows[5][1]
    assert rows[6][3:] == [99499999999, "9909090909090900", "STRANGER", -5]


def test_the_result_holds_no_formula(checked_and_content):
    book = result_file(*checked_and_content)

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert not re.search(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml"))


def test_the_result_can_be_corrected_and_sent_again(checked_and_content):
    again = decide(opened(result_file(*checked_and_content)))

    assert codes(again) == ["ok", "WAGE_NOT_NUMBER", "KPJ_UNKNOWN"]


def test_the_csv_says_the_same_in_english_too(checked_and_content):
    text = result_csv(*checked_and_content, "en").decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Result", "Reason", "Row"]
    assert rows[3][0] == "Accepted"
    assert rows[3][5] == "'" + DANGER
    assert rows[6] == [
        "Rejected",
        "This member number (KPJ) is not registered. Check it; register new workers first.",
        "6",
        "99499999999",
        "9909090909090900",
        "STRANGER",
        "-5",
    ]


@given(st.text(alphabet=" =+-@\t\r\n'AB1\u00a0", max_size=8))
def test_no_text_that_is_written_out_begins_a_formula(text):
    safe = disarmed(text)

    assert safe.endswith(text)
    assert len(safe.strip()) <= 1 or safe.lstrip(" \u00a0")[:1] not in set("=+-@\t\r\n")


def test_a_wage_file_we_write_reads_back_the_same():
    rows = pl.DataFrame(
        {
            "kpj": [SITI[0], BUDI[0]],
            "nik": [SITI[1], None],
            "name": ["SITI", "BUDI"],
            "birth_date": [date(1980, 1, 31), None],
            "job": ["SOPIR", "KASIR"],
            "wage": [1_000_000, 2_000_000],
        }
    )

    reading = opened(wage_file(rows))

    back = reading.rows.select("kpj", "nik", "name", "birth_date", "job", "wage")
    assert back.equals(rows.select(back.columns))
    assert dict(reading.sheets_not_read) == {"PETUNJUK": "NO_HEADING"}


def test_the_template_is_an_empty_wage_file_with_instructions():
    book = openpyxl.load_workbook(io.BytesIO(wage_file(pl.DataFrame())))

    reading = opened(wage_file(pl.DataFrame()))

    assert book.sheetnames == ["UPAH", "PETUNJUK"]
    assert book["UPAH"].column_dimensions["A"].width > 0
    assert reading.rows.is_empty()
    assert reading.layout["tables"][0]["columns"]["wage"] == "H"
