"""Text files in every encoding and with every separator, as programs save them."""

import pytest

from jamsostek.contributions.imports.codes import Refused
from jamsostek.contributions.imports.limits import Limits
from jamsostek.contributions.imports.text_files import decode, open_text
from tests.contributions.imports.making import SEPTEMBER, SITI, opened, skips

LINES = [["NO KPJ", "NAMA", "UPAH"], [SITI[0], "SITI", "1.250.000,50"]]


def joined(separator):
    return "\r\n".join(separator.join(line) for line in LINES)


def tables_of(text, encoding="utf-8", limits=None):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    table = open_text(content, SEPTEMBER)
    rows = []
    for batch in table.batches(limits or Limits()):
        rows.extend(zip(*batch.columns, strict=True))
    return table, rows


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_the_separator_is_found(separator):
    table, rows = tables_of(joined(separator))

    assert table.separator == separator
    assert rows == [tuple(line) for line in LINES]


def test_a_comma_separates_although_titles_hold_semicolons():
    text = "PT A; B; C; D\nNO KPJ,NAMA,UPAH\n99012345601,SITI,1250000\n"

    table, rows = tables_of(text)

    assert table.separator == ","
    assert rows[2][:3] == ("99012345601", "SITI", "1250000")


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;"])
def test_a_first_line_may_name_the_separator_and_is_no_data(first):
    reading = opened(f"{first}\r\n{joined(';')}\r\n".encode("utf-8-sig"), "upah.csv")

    assert reading.layout["delimiter"] == ";"
    assert reading.rows["row"].to_list() == [3]
    assert skips(reading) == {}


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_encodings_are_told_apart(encoding, named):
    assert decode("JOSÉ D\u2019ARC".encode(encoding)) == ("JOSÉ D\u2019ARC", named)


def test_utf_16_may_stand_either_way_round():
    content = b"\xfe\xff" + "SITI".encode("utf-16-be")

    assert decode(content) == ("SITI", "utf-16")


def test_bytes_that_cp1252_leaves_open_do_not_stop_the_reader():
    assert decode(b"A\x81\xe9") == ("A\x81\xe9", "cp1252")


@pytest.mark.parametrize("content", [b"A\0B", b"\xff\xfe\0\0A\0\0\0"])
def test_nul_is_no_text(content):
    with pytest.raises(Refused, match="FILE_TYPE_MISMATCH"):
        decode(content)


def test_half_a_character_is_a_broken_file():
    with pytest.raises(Refused, match="FILE_CORRUPT"):
        decode("SITI".encode("utf-16")[:-1])


def test_quotes_hold_separators_quotes_and_line_breaks():
    text = 'NO KPJ;NAMA;UPAH\n99012345601;"SITI ""S""; A\nB";5\n99012345602;BUDI;6\n'

    _, rows = tables_of(text)

    assert [row[1] for row in rows] == ["NAMA", 'SITI "S"; A\nB', "BUDI"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r", "\n\n"])
def test_any_end_of_the_file_is_an_end(end):
    _, rows = tables_of("KPJ;UPAH\n99012345601;5" + end)

    assert rows[1] == ("99012345601", "5")


def test_a_quotation_never_closed_swallows_no_rows_unnoticed():
    with pytest.raises(Refused, match="FILE_CORRUPT"):
        tables_of('KPJ;NAMA;UPAH\n99012345601;"SITI;5\n99012345602;BUDI;6\n')


def test_two_hundred_thousand_rows_are_read_and_one_more_is_not():
    limits = Limits(rows=3)
    text = "KPJ;UPAH\n99012345601;5\n99012345602;6\n"

    _, rows = tables_of(text + "\n;\n", limits=limits)

    assert len([row for row in rows if row[0]]) == 3
    with pytest.raises(Refused, match="SHEET_TOO_LARGE"):
        tables_of(text + "99012345603;7", limits=limits)


def test_sixty_columns_are_read_and_one_more_is_not():
    row = "99012345601;5" + ";x" * 58

    _, rows = tables_of("KPJ;UPAH\n" + row + ";" * 90)

    assert len(rows[1]) == 60
    with pytest.raises(Refused, match="SHEET_TOO_LARGE"):
        tables_of("KPJ;UPAH\n" + row + ";x")


def test_rows_after_a_line_break_in_quotes_count_as_a_spreadsheet_shows_them():
    reading = opened(b'KPJ;NAMA;UPAH\n99012345601;"A\nB";5000\n99012345602;C;6000\n', "u.csv")

    assert reading.rows["row"].to_list() == [2, 3]
