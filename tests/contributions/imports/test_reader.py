"""Which rows are workers', which are skipped and why, and what each row says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamsostek.kernel.months import Month
from tests.contributions.imports.making import (
    BUDI,
    HEADING,
    SEPTEMBER,
    SITI,
    opened,
    read,
    read_sheets,
    skips,
    wages,
    xlsx,
)


def rows_of(reading):
    return reading.rows["row"].to_list()


def test_a_row_with_a_digit_for_an_identity_or_an_amount_is_a_workers():
    reading = wages(
        ["99012345601", None, "SITI", None],
        [None, "9", "BUDI", None],
        ["BARU", None, "WATI", 1_000_000],
        ["BARU", "-", "JOKO", "sesuai UMK"],
    )

    assert rows_of(reading) == [2, 3, 4]
    assert skips(reading) == {5: "NOTE"}


def test_everything_below_the_heading_is_read_or_listed():
    reading = read(
        ["PT REKAAN"],
        HEADING,
        [1, 2, 3, 4],
        ["BAGIAN JAHIT"],
        [*SITI, 1_000_000],
        [],
        HEADING,
        ["(1)", "(2)", "(3)", "(4)"],
        [*BUDI, 2_000_000],
        ["  "],
        ["SUB TOTAL", None, None, 3_000_000],
        ["Grand Total", None, None, 3_000_000],
        [],
        [None, None, "Semarang, 3 Oktober 2011"],
        [],
        [],
    )

    assert rows_of(reading) == [5, 9]
    assert skips(reading) == {
        3: "COLUMN_NUMBERS",
        4: "NOTE",
        6: "BLANK",
        7: "HEADER",
        8: "COLUMN_NUMBERS",
        10: "BLANK",
        11: "TOTAL",
        12: "TOTAL",
        13: "BLANK",
        14: "NOTE",
    }
    assert reading.notes == ()


@pytest.mark.parametrize(
    "name", ["TOTALINDO SAPUTRA", "JUMLAHIR", "SUBTOTALIANA", "SITI TOTAL", "JUMLATUN"]
)
def test_a_worker_whose_name_looks_like_a_total_is_a_worker(name):
    reading = read(["NAMA", "NO KPJ", "UPAH"], [name, None, 1_000_000])

    assert rows_of(reading) == [2]


@pytest.mark.parametrize(
    "text", ["TOTAL", "Jumlah :", "SUB TOTAL", "Sub-Total", "GRAND TOTAL", "JUMLAH BAGIAN JAHIT"]
)
def test_a_row_without_identity_that_begins_with_total_is_skipped(text):
    reading = read(["NAMA", "NO KPJ", "UPAH"], ["SITI", SITI[0], 5], [text, "-", 5])

    assert skips(reading) == {3: "TOTAL"}


def test_a_total_with_a_member_number_is_a_workers_row():
    reading = read(["NAMA", "NO KPJ", "UPAH"], ["TOTAL", SITI[0], 1_000_000])

    assert rows_of(reading) == [2]


def test_a_two_row_heading_repeated_is_skipped_twice():
    upper, lower = ["NO KPJ", "NAMA", "UPAH", None], [None, None, "POKOK", "TUNJANGAN TETAP"]

    reading = read(upper, lower, [SITI[0], "SITI", 900_000, 100_000], upper, lower)

    assert skips(reading) == {4: "HEADER", 5: "HEADER"}
    assert reading.rows["wage"].to_list() == [1_000_000]


def test_a_heading_with_digits_printed_again_is_no_worker():
    heading = ["NO KPJ 11 DIGIT (99)", "NAMA", "UPAH SEPTEMBER 2011", "NO KPJ (11 digit)"]

    reading = read(heading, [None, "SITI", 5_000, SITI[0]], heading)

    assert skips(reading) == {3: "HEADER"}


@pytest.mark.parametrize(
    ("total", "notes"),
    [
        (3_000_000, ()),
        ("Rp 3.000.000,-", ()),
        (2_999_999, ("TOTAL_DIFFERS",)),
        ("tiga juta", ()),
        (None, ()),
    ],
)
def test_the_grand_total_is_compared_where_one_can_be_read(total, notes):
    reading = wages(
        [*SITI, 1_000_000], [None, "9900", "STRANGER", 2_000_000], ["TOTAL", None, None, total]
    )

    assert reading.notes == notes


def test_a_last_subtotal_is_not_taken_for_the_grand_total():
    reading = wages(
        [*SITI, 1_000_000],
        ["JUMLAH JAHIT", None, None, 1_000_000],
        [*BUDI, 2_000_000],
        ["JUMLAH KANTOR", None, None, 2_000_000],
    )

    assert reading.notes == ()


def test_a_grand_total_of_all_sheets_on_the_last_agrees():
    reading = read_sheets(
        {
            "STAF": [HEADING, [*SITI, 1_000_000]],
            "PRODUKSI": [HEADING, [*BUDI, 2_000_000], ["GRAND TOTAL", None, None, 3_000_000]],
        }
    )

    assert reading.notes == ()


@pytest.mark.parametrize(
    ("base", "fixed", "total", "wage", "fault"),
    [
        (900_000, 100_000, 1_000_000, 1_000_000, None),
        (900_000, None, 900_000, 900_000, None),
        (900_000, "-", None, 900_000, None),
        (900_000, 100_000, None, 1_000_000, None),
        (900_000, 100_000, 1_000_001, None, "WAGE_PARTS_DIFFER"),
        (900_000.4, 100_000.4, 1_000_001, 1_000_001, None),
        (None, 100_000, 100_000, None, "WAGE_MISSING"),
        (900_000, "banyak", 900_000, None, "WAGE_NOT_NUMBER"),
        (900_000, -5, 899_995, None, "WAGE_NEGATIVE"),
        (0, 0, 0, None, "WAGE_ZERO"),
        (600_000_000, 600_000_000, None, None, "WAGE_TOO_HIGH"),
    ],
)
def test_pay_in_parts_adds_up_and_the_total_checks_it(base, fixed, total, wage, fault):
    heading = ["NO KPJ", "GAJI POKOK", "TUNJANGAN TETAP", "TOTAL"]

    reading = read(heading, [SITI[0], base, fixed, total])

    assert reading.rows.select("wage", "wage_fault").row(0) == (wage, fault)


def test_with_other_pay_no_total_counts():
    heading = ["NO KPJ", "GAJI POKOK", "TUNJANGAN TETAP", "LEMBUR", "TOTAL"]

    reading = read(heading, [SITI[0], 900_000, 100_000, 50_000, 1_050_000])

    assert reading.rows["wage"].to_list() == [1_000_000]


@pytest.mark.parametrize(("mark", "fault"), [("Y", "WAGE_PARTS_DIFFER"), (37_000, None)])
def test_contributions_beside_the_parts_take_the_total_out_but_marks_do_not(mark, fault):
    heading = ["NO KPJ", "GAJI POKOK", "TUNJANGAN TETAP", "JHT", "TOTAL"]

    reading = read(heading, [SITI[0], 900_000, 100_000, mark, 963_000])

    assert reading.rows["wage_fault"].to_list() == [fault]


def test_base_pay_makes_the_row_where_pay_stands_in_parts():
    heading = ["NO KPJ", "NAMA", "GAJI POKOK", "TUNJANGAN TETAP"]

    reading = read(heading, [None, "SITI", 900_000, None], [None, "note", None, 5])

    assert rows_of(reading) == [2]
    assert skips(reading) == {3: "NOTE"}


@pytest.mark.parametrize(
    ("cell", "flagged"),
    [
        ("=1+1", True),
        ("  @SUM(A1)", True),
        ("\t=1", True),
        ("+62-811", True),
        ("-2+3", True),
        ("-", False),
        (" - ", False),
        ("SITI-AMINAH", False),
        ("'=1", False),
    ],
)
def test_text_that_would_run_is_kept_and_flagged(cell, flagged):
    reading = wages([SITI[0], None, cell, 1_000_000])

    assert reading.rows["name"].to_list() == [cell]
    assert reading.rows["suspect"].to_list() == [flagged]


def test_numbers_and_dates_are_never_suspect():
    heading = ["NO KPJ", "NAMA", "UPAH", "POTONGAN", "SALDO", "TGL LAHIR", "TELP"]

    reading = read(
        heading,
        [SITI[0], "SITI", "-5", "-25000", "-1.000,00", "-12/03/1985", "0811"],
        [SITI[0], "SITI", "-5", "0", "=1+1", None, None],
        [SITI[0], "SITI", "-5", "0", "0", None, "+62811"],
    )

    assert reading.rows["suspect"].to_list() == [False, True, True]


def test_dates_come_from_cells_text_and_day_numbers_and_faults_are_flagged():
    heading = [*HEADING, "TGL LAHIR", "TGL MASUK", "TGL KELUAR"]

    reading = read(
        heading,
        [*SITI, 5, date(1985, 3, 12), "1 Sept 2011", "-"],
        [*BUDI, 5, 31118, "kapan-kapan", None],
    )

    dates = reading.rows.select("birth_date", "start_date", "leave_date", "date_unreadable")
    assert dates.row(0) == (date(1985, 3, 12), date(2011, 9, 1), None, False)
    assert dates.row(1) == (date(1985, 3, 12), None, None, True)


def test_a_table_may_begin_right_of_column_a_and_below_row_one():
    content = xlsx({"Upah": [[], [None, None, *HEADING], [None, None, *SITI, 1_000_000]]})

    reading = opened(content)

    assert rows_of(reading) == [3]
    (table,) = reading.layout["tables"]
    assert table["heading_rows"] == [2]
    assert table["columns"] == {"kpj": "C", "nik": "D", "name": "E", "wage": "F"}


def test_workbooks_counting_from_1904_say_the_same_days():
    heading = [*HEADING, "TGL LAHIR", "TGL MASUK"]
    days = [date(1985, 3, 12), (date(2005, 3, 1) - date(1904, 1, 1)).days]

    reading = opened(xlsx({"Upah": [heading, [*SITI, 5_000, *days]]}, from_1904=True))

    found = reading.rows.select("birth_date", "start_date").row(0)
    assert found == (date(1985, 3, 12), date(2005, 3, 1))


def test_of_sheets_of_months_only_the_declared_one_is_read():
    table = [HEADING, [*SITI, 1_000_000]]
    sheets = {"Juli": table, "Agustus": table, "Sept": table, "Petunjuk": [["Isi"]], "Lama": table}

    reading = opened(xlsx(sheets, hidden=["Lama"]), month=Month(2011, 8))

    assert reading.rows["sheet"].to_list() == ["Agustus"]
    assert dict(reading.sheets_not_read) == {
        "Juli": "OTHER_MONTH",
        "Sept": "OTHER_MONTH",
        "Petunjuk": "NO_HEADING",
        "Lama": "HIDDEN_SHEET",
    }


def test_a_single_sheet_named_after_another_month_is_read():
    reading = opened(xlsx({"Agustus": [HEADING, [*SITI, 1_000_000]]}))

    assert reading.rows.height == 1


def test_hidden_rows_are_read_and_noted():
    content = xlsx({"Upah": [HEADING, [*SITI, 5_000], [*BUDI, 5_000]]}, hidden_rows=[3])

    reading = opened(content)

    assert reading.rows["hidden"].to_list() == [False, True]


def test_a_file_without_any_heading_is_read_as_nothing():
    reading = opened(b"satu;dua\n1;2\n", "catatan.csv")

    assert reading.refused is None
    assert reading.sheets_not_read == ((None, "NO_HEADING"),)
    assert reading.rows.is_empty()


def test_progress_counts_up_to_the_last_row():
    told = []
    rows = [HEADING, *([*SITI, 1_000_000] for _ in range(6_000))]

    opened(xlsx({"Upah": rows}), progress=lambda done, of: told.append((done, of)))

    assert told == [(5_000, 6_001), (6_001, 6_001)]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", "-", "99012345601", "TOTAL", "NO KPJ", "UPAH", "1", "(2)", "=x", "1.000.000"]
    ),
    st.integers(-5, 2_000_000),
    st.dates(date(1950, 1, 1), date(2020, 1, 1)),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=12))
def test_no_row_vanishes_and_none_counts_twice(rows):
    reading = read(HEADING, *rows, month=SEPTEMBER)

    found = sorted(rows_of(reading) + list(skips(reading)))
    assert len(set(found)) == len(found)
    filled = [
        number
        for number, row in enumerate(rows, 2)
        if any(cell is not None and str(cell).strip() for cell in row)
    ]
    assert set(filled) <= set(found)
    assert found == list(range(2, 2 + len(found)))
