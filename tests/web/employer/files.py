"""Wage files as the tests' employers send them."""

import io
from collections.abc import Sequence

import openpyxl

HEADINGS = ("NO", "NO KPJ", "NIK", "NAMA LENGKAP", "TGL MASUK", "TGL KELUAR", "UPAH SEBULAN")


def workbook(*rows: Sequence[object], total: int | None = None) -> bytes:
    """Write rows under the headings, numbered, as one sheet, with a total where one is given."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    if total is not None:
        sheet.append(["JUMLAH", None, None, None, None, None, total])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(rows: Sequence[tuple[str, str, int]]) -> bytes:
    """Write member number, name and wage as a text file."""
    lines = ["NO KPJ;NAMA;UPAH", *(f"{kpj};{name};{wage}" for kpj, name, wage in rows)]
    return "\n".join(lines).encode()
