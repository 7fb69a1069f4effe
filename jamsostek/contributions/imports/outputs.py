"""Files out: the employer's rows with the result beside each, disarmed against formulas."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from jamsostek.contributions.imports.cells import RawSheet, unpacked
from jamsostek.contributions.imports.checked import Checked
from jamsostek.contributions.imports.codes import Flag
from jamsostek.contributions.imports.fetching import fetch
from jamsostek.contributions.imports.messages import INDONESIAN, flagged, reason, skipped
from jamsostek.contributions.imports.tables import Cell, shown

_ARMED: Final = re.compile(r"[\s\u200b\ufeff]*[=+\-@\t\r\n]")
_WORDS: Final = {
    "id": ("Baris", "Hasil", "Alasan", "Diterima", "Ditolak", "Dilewati"),
    "en": ("Row", "Result", "Reason", "Accepted", "Rejected", "Skipped"),
}
_COLOURS: Final = {"rejected": "#F8D7DA", "flagged": "#FFF3CD"}
_LONGEST_NUMBER: Final = 10**11
"""Longer numbers are identities: as text, every digit stays."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row of the file, in words, and how its line is coloured."""

    result: str = ""
    reason: str = ""
    mark: str = ""


def disarmed(text: str) -> str:
    """Give a text that no spreadsheet runs as a formula: one that could begins with '."""
    return f"'{text}" if len(text.strip()) > 1 and _ARMED.match(text) else text


def result_file(checked: Checked, content: bytes, language: str = INDONESIAN) -> bytes:
    """Write the rows of the file, in its order, with result and reason beside them, as xlsx.

    Raises:
        Refused: the content cannot be read.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _TYPED | {"in_memory": True})
    formats = {mark: book.add_format({"bg_color": colour}) for mark, colour in _COLOURS.items()}
    formats["heading"] = book.add_format({"bold": True, "bottom": 1})
    for number, (sheet, lines) in enumerate(_lines(checked, content, language), 1):
        page = book.add_worksheet()
        page.name = sheet.name or f"Lembar {number}"
        _write_page(page, lines, formats, language)
    if not book.worksheets():
        book.add_worksheet()
    book.close()
    return out.getvalue()


_TYPED: Final[dict[str, Any]] = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def result_csv(checked: Checked, content: bytes, language: str = INDONESIAN) -> bytes:
    """Write the same rows as CSV with semicolons, as an Indonesian Excel opens it.

    Raises:
        Refused: the content cannot be read.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    row_word, result_word, reason_word, *_ = _words(language)
    writer.writerow([result_word, reason_word, row_word])
    for _, lines in _lines(checked, content, language):
        for number, verdict, cells in lines:
            texts = [disarmed(cell) if isinstance(cell, str) else shown(cell) for cell in cells]
            writer.writerow([verdict.result, verdict.reason, number, *texts])
    return out.getvalue().encode("utf-8-sig")


Line = tuple[int, Verdict, tuple[Cell, ...]]


def _lines(
    checked: Checked, content: bytes, language: str
) -> Iterator[tuple[RawSheet, Iterator[Line]]]:
    """Give the sheets that were read, and their rows with what became of each."""
    verdicts = _verdicts(checked, language)
    file = unpacked(fetch(content, checked.name, month=checked.month))
    unread = {name for name, _ in checked.sheets_not_read}
    for sheet in file.sheets:
        if sheet.name not in unread:
            yield sheet, _sheet_lines(sheet, verdicts)


def _sheet_lines(
    sheet: RawSheet, verdicts: dict[tuple[str | None, int], Verdict]
) -> Iterator[Line]:
    columns = [
        [
            text if text is not None else number if number is not None else day
            for text, number, day in zip(column.text, column.number, column.day, strict=True)
        ]
        for column in sheet.columns
    ]
    for number, cells in enumerate(zip(*columns, strict=True), 1):
        yield number, verdicts.get((sheet.name, number), Verdict()), cells


def _verdicts(checked: Checked, language: str) -> dict[tuple[str | None, int], Verdict]:
    *_, accepted, rejected, left_out = _words(language)
    verdicts: dict[tuple[str | None, int], Verdict] = {
        (sheet, row): Verdict(left_out, skipped(why, language))
        for sheet, row, why in checked.skipped.iter_rows()
    }
    rows = checked.rows.select("sheet", "row", "code", "flags", "hidden")
    for sheet, row, code, flags, hidden in rows.iter_rows():
        if code is not None:
            verdicts[sheet, row] = Verdict(rejected, reason(code, language), "rejected")
            continue
        notes = [*flags, *([Flag.HIDDEN_ROW] if hidden else [])]
        words = " ".join(flagged(flag, language) for flag in notes)
        verdicts[sheet, row] = Verdict(accepted, words, "flagged" if notes else "")
    return verdicts


def _words(language: str) -> tuple[str, ...]:
    return _WORDS["en" if language.startswith("en") else "id"]


def _write_page(
    page: Worksheet, lines: Iterator[Line], formats: dict[str, Format], language: str
) -> None:
    row_word, result_word, reason_word, *_ = _words(language)
    for column, word in enumerate((result_word, reason_word, row_word)):
        page.write_string(0, column, word, formats["heading"])
    page.freeze_panes(1, 0)
    page.set_column(1, 1, 60)
    for at, (number, verdict, cells) in enumerate(lines, 1):
        form = formats.get(verdict.mark)
        page.write_string(at, 0, verdict.result, form)
        page.write_string(at, 1, verdict.reason, form)
        page.write_number(at, 2, number, form)
        for column, cell in enumerate(cells, 3):
            if isinstance(cell, float) and abs(cell) < _LONGEST_NUMBER:
                page.write_number(at, column, cell, form)
            elif cell is not None:
                page.write_string(at, column, disarmed(shown(cell)), form)


WAGE_COLUMNS: Final = {
    "NO KPJ": "kpj",
    "NIK": "nik",
    "NAMA LENGKAP": "name",
    "TANGGAL LAHIR": "birth_date",
    "TGL MASUK": "start_date",
    "TGL KELUAR": "leave_date",
    "JABATAN": "job",
    "UPAH SEBULAN": "wage",
}
"""The headings of a wage file as we write it, and the column each is filled from."""
_WIDTHS: Final = (14, 20, 32, 15, 13, 13, 20, 16)
_INSTRUCTIONS: Final = (
    "PETUNJUK PENGISIAN",
    "1. Isi lembar UPAH, satu baris untuk setiap tenaga kerja.",
    "2. NO KPJ terdiri atas 11 angka. Tenaga kerja baru didaftarkan dahulu.",
    "3. NIK terdiri atas 16 angka dan boleh kosong. Kolomnya berupa teks, jangan diubah.",
    "4. Tanggal ditulis seperti 31/12/1985. TGL KELUAR adalah hari terakhir bekerja.",
    "5. UPAH SEBULAN adalah upah pokok ditambah tunjangan tetap, dalam rupiah tanpa Rp.",
    "6. Baris yang ditolak diberi alasan pada berkas hasil; perbaiki lalu unggah kembali.",
)


def wage_file(rows: pl.DataFrame) -> bytes:
    """Write a wage file that reads back to these rows.

    Columns are `kpj`, `nik`, `name`, `birth_date`, `start_date`, `leave_date`, `job` and `wage`;
    those that are missing stay empty.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _TYPED | {"in_memory": True})
    page = book.add_worksheet("UPAH")
    heading = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": "#,##0"})
    for column, (word, role) in enumerate(WAGE_COLUMNS.items()):
        form = money if role == "wage" else day if role.endswith("_date") else text
        page.set_column(column, column, _WIDTHS[column], form)
        page.write_string(0, column, word, heading)
        for at, value in enumerate(rows[role] if role in rows.columns else (), 1):
            _write_cell(page, at, column, value, form)
    page.freeze_panes(1, 0)
    guide = book.add_worksheet("PETUNJUK")
    guide.set_column(0, 0, 100)
    for at, sentence in enumerate(_INSTRUCTIONS):
        guide.write_string(at, 0, sentence)
    book.close()
    return out.getvalue()


def _write_cell(page: Worksheet, row: int, column: int, value: Any, form: Format) -> None:  # noqa: ANN401 - a cell is what it is
    if isinstance(value, str):
        page.write_string(row, column, disarmed(value), form)
    elif isinstance(value, int):
        page.write_number(row, column, value, form)
    elif value is not None:
        page.write_datetime(row, column, value, form)
