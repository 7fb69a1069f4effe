"""Wage files and registers made up for tests: KPJ 990..994, NIK 99 or 00, names invented."""

import io
from datetime import date, datetime

import polars as pl
import xlsxwriter

from jamsostek.contributions.imports import wire
from jamsostek.contributions.imports.checking import check
from jamsostek.contributions.imports.fetching import Fetched, FetchedSheet
from jamsostek.contributions.imports.reader import read_fetched, read_wage_file
from jamsostek.kernel.months import Month

SEPTEMBER = Month(2011, 9)
HERE, ELSEWHERE = "JJ990901", "JJ990902"
HEADING = ["NO KPJ", "NIK", "NAMA", "UPAH"]

SITI = ("99012345601", "9901014501800001", "SITI")
BUDI = ("99012345602", "9901010101810012", "BUDI")
WATI = ("99012345603", "0012054501820023", "WATI")
JOKO = ("99012345604", "9901010101830034", "JOKO")
RUDI = ("99012345605", "9901010101840045", "RUDI")
EVERYBODY = (SITI, BUDI, WATI, JOKO, RUDI)


def read(*rows, sheet="Upah", month=SEPTEMBER, **facts):
    """Read rows of cells as one sheet, without a child process."""
    return read_sheets({sheet: rows}, month=month, **facts)


def read_sheets(sheets, *, month=SEPTEMBER, **facts):
    """Read several sheets of rows of cells."""
    fetched = [FetchedSheet(name, [], batches=[_batch(rows)]) for name, rows in sheets.items()]
    facts = {"order": [name for name in sheets if name is not None]} | facts
    return read_fetched(Fetched(fetched, facts), "upah.xlsx", month=month)


def _batch(rows):
    width = max(map(len, rows))
    even = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = list(zip(*even, strict=True))
    return len(rows), [wire.pack([_as_read(cell) for cell in column]) for column in columns]


def _as_read(cell):
    """Give a cell as the reader of workbooks does: every number is a double."""
    return float(cell) if isinstance(cell, int) else cell


def wages(*rows, **how):
    """Read worker rows below the plain heading."""
    return read(HEADING, *rows, **how)


def register(*spells, people=EVERYBODY, npp=HERE):
    """Make a register: everybody here since 2005, and spells (person, from, until[, npp])."""
    rows = [(npp, kpj, nik, date(2005, 1, 1), None) for kpj, nik, _ in people]
    for (kpj, nik, _), first, until, *where in spells:
        rows = [row for row in rows if row[1] != kpj or row[3] != date(2005, 1, 1)]
        rows.append((where[0] if where else npp, kpj, nik, first, until))
    schema = {
        "npp": pl.String,
        "kpj": pl.String,
        "nik": pl.String,
        "from_date": pl.Date,
        "until_date": pl.Date,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def decide(reading, against=None, month=SEPTEMBER):
    """Check a reading against a register, everybody's by default."""
    against = register() if against is None else against
    return check(reading, against, month=month, employer=HERE)


def codes(checked):
    """Give the code of every row, or its flags joined, or `ok`."""
    rows = checked.rows.select("code", "flags").iter_rows()
    return [code or "+".join(flags) or "ok" for code, flags in rows]


def skips(reading):
    """Give the rows skipped, by number."""
    return dict(reading.skipped.select("row", "why").iter_rows())


def xlsx(sheets, *, hidden=(), hidden_rows=(), from_1904=False):
    """Write a workbook of sheets of rows; sheets and rows can be hidden."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "date_1904": from_1904}
    )
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - spreadsheets know no zones
                elif isinstance(cell, str):
                    page.write_string(at, column, cell)
                elif cell is not None:
                    page.write_number(at, column, cell)
        for number in hidden_rows:
            page.set_row(number - 1, None, None, {"hidden": True})
        if name in hidden:
            page.hide()
    book.close()
    return out.getvalue()


def opened(content, name="upah.xlsx", month=SEPTEMBER, **how):
    """Read real bytes through the child process."""
    return read_wage_file(content, name, month=month, **how)
