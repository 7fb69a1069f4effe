"""The whole report of an office in a file: figures as numbers, and what each of them counts."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from jamsostek.contributions.imports.outputs import disarmed
from jamsostek.institution.queries import Office
from jamsostek.kernel.words import Lang, long_date
from jamsostek.reporting.measures import (
    BENEFIT_COUNTS,
    BENEFIT_NAMES,
    SEGMENT_NAMES,
    YEAR_END_RULE,
    MonthFigure,
    Realisation,
    part_name,
)
from jamsostek.reporting.queries import (
    BenefitReport,
    Benefits,
    By,
    OfficeRealisation,
    by_month,
    report,
)

COLUMNS: Final[dict[Lang, tuple[str, ...]]] = {
    "id": (
        *("Kode kantor", "Kantor", "Segmen", "Ukuran", "Per tanggal", "Realisasi", "Target"),
        *("Pencapaian (persen)", "Kurang", "Bulan ini", "Tahun ini", "Perkiraan akhir tahun"),
    ),
    "en": (
        *("Office code", "Office", "Segment", "Measure", "As of", "Realised", "Target"),
        *("Achieved (percent)", "Missing", "This month", "This year", "Forecast for year's end"),
    ),
}
SHEETS: Final[dict[Lang, tuple[str, str, str, str]]] = {
    "id": ("Realisasi", "Kantor", "Bulan", "Keterangan"),
    "en": ("Realisation", "Offices", "Months", "Notes"),
}
WIDTHS: Final = (12, 40, 32, 30, 14, *([16] * 7))
TYPED: Final = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}

Row = tuple[str | int | float | date | None, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of an office on a day: its own figures, those below, the months."""

    own: OfficeRealisation
    below: list[OfficeRealisation]
    months: list[tuple[Realisation, list[MonthFigure]]]
    on: date


def report_of(office: Office, on: date) -> Report:
    """Read the whole report of an office on a day."""
    own, below = report(office, on)
    months = [(f, by_month(office, on, f.measure, f.segment)) for f in own.figures if is_told(f)]
    return Report(own, below, months, on)


def is_told(figure: Realisation) -> bool:
    """Tell whether there is anything to say of a figure."""
    return bool(figure.realised or figure.target or figure.in_year)


def report_xlsx(shown: Report, lang: Lang = "id") -> bytes:
    """Write the report as a workbook: its figures, its offices, its months, what they count."""
    own = list(_rows([shown.own], shown.on, lang))
    below = list(_rows(shown.below, shown.on, lang))
    tables = (
        (COLUMNS[lang], own),
        (COLUMNS[lang], below),
        (_month_columns(lang), list(_months(shown, lang))),
        ((shown.own.office.name, long_date(shown.on, lang)), list(_notes(shown, lang))),
    )
    notes = SHEETS[lang][-1]
    return _workbook(
        [
            (name, *table, (32, 110) if name == notes else WIDTHS)
            for name, table in zip(SHEETS[lang], tables, strict=True)
        ]
    )


def _workbook(
    sheets: Sequence[tuple[str, Sequence[str], Sequence[Row], Sequence[int]]],
) -> bytes:
    """Write sheets of a name, columns, rows and widths: headings held, numbers as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, TYPED | {"in_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    forms = {
        int: book.add_format({"num_format": "#,##0"}),
        float: book.add_format({"num_format": "0.00"}),
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        str: book.add_format({"text_wrap": True}),
    }
    for name, columns, rows, widths in sheets:
        page = book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
        for column, words in enumerate(columns):
            page.write_string(0, column, disarmed(words), bold)
        for at, row in enumerate(rows, 1):
            _write(page, at, row, forms)
    book.close()
    return out.getvalue()


def report_csv(shown: Report, lang: Lang = "id") -> str:
    """Write the figures of the office and of those below as CSV with semicolons, one a line.

    Numbers are written plainly, so that every program reads them as numbers.
    """
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS[lang])
    for row in _rows([shown.own, *shown.below], shown.on, lang):
        lines.writerow([_plain(cell, lang) for cell in row])
    return out.getvalue()


BENEFIT_SHEETS: Final[dict[Lang, dict[By, str]]] = {
    "id": {
        By.PROGRAMME: "Program",
        By.OFFICE: "Kantor",
        By.MONTH: "Bulan",
        By.SEGMENT: "Segmen",
    },
    "en": {
        By.PROGRAMME: "Programmes",
        By.OFFICE: "Offices",
        By.MONTH: "Months",
        By.SEGMENT: "Segments",
    },
}
BENEFIT_COLUMNS: Final[dict[Lang, tuple[str, ...]]] = {
    "id": ("Kode", "Nama", "Kasus", "Jumlah (rupiah)"),
    "en": ("Code", "Name", "Cases", "Amount (rupiah)"),
}


def benefits_xlsx(read: BenefitReport, lang: Lang = "id") -> bytes:
    """Write the benefits of a period as a workbook: the press's two sums, then each parting."""
    own = read.office.name
    sums = [
        ("PACKAGE_AND_SPECIAL", read.package_and_special),
        ("OWN_ACCOUNT", read.own_account),
    ]
    first = [_benefit_row(code, BENEFIT_NAMES[lang][code], found) for code, found in sums]
    first.append(_benefit_row(read.office.code, own, read.total))
    period = f"{long_date(read.first, lang)} - {long_date(read.last, lang)}"
    notes: list[Row] = [(own, period), ("", BENEFIT_COUNTS[lang])]
    columns, widths = BENEFIT_COLUMNS[lang], (22, 52, 14, 22)
    parted = [
        (
            BENEFIT_SHEETS[lang][by],
            columns,
            [
                _benefit_row(part.code, part_name(by, part.code, lang, read.names), part.benefits)
                for part in read.parted(by)
            ],
            widths,
        )
        for by in By
    ]
    first_sheet = {"id": "Jaminan", "en": "Benefits"}[lang]
    return _workbook(
        [
            (first_sheet, columns, first, widths),
            *parted,
            (SHEETS[lang][-1], ("", ""), notes, (40, 110)),
        ]
    )


def _benefit_row(code: str, name: str, benefits: Benefits) -> Row:
    return code, name, benefits.cases, benefits.amount


def _rows(parts: Sequence[OfficeRealisation], on: date, lang: Lang) -> Iterator[Row]:
    for part in parts:
        for f in filter(is_told, part.figures):
            achieved = None if f.achievement is None else float(f.achievement)
            yield (
                *(part.office.code, part.office.name),
                *(SEGMENT_NAMES[lang][f.segment], f.name(lang), on),
                *(f.realised, f.target, achieved, f.missing, f.in_month, f.in_year, f.year_end),
            )


def _month_columns(lang: Lang) -> tuple[str, ...]:
    return {"id": ("Per tanggal", "Ukuran", "Jumlah"), "en": ("As of", "Measure", "Figure")}[lang]


def _months(shown: Report, lang: Lang) -> Iterator[Row]:
    for figure, months in shown.months:
        for month in months:
            yield month.on, figure.name(lang), month.realised


def _notes(shown: Report, lang: Lang) -> Iterator[Row]:
    for figure in shown.own.figures:
        yield figure.name(lang), figure.counted_from(lang)
    heading, _, rule = YEAR_END_RULE[lang].partition(": ")
    yield heading, rule


def _write(page: Worksheet, at: int, row: Row, forms: dict[type, Any]) -> None:
    for column, cell in enumerate(row):
        form = forms[type(cell)] if cell is not None else None
        if isinstance(cell, str):
            page.write_string(at, column, disarmed(cell), form)
        elif isinstance(cell, date):
            page.write_datetime(at, column, cell, form)
        elif cell is not None:
            page.write_number(at, column, cell, form)


def _plain(cell: str | float | date | None, lang: Lang) -> str:
    """Write a cell: a fraction with the sign that a spreadsheet in that language reads."""
    if isinstance(cell, str):
        return disarmed(cell)
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", "," if lang == "id" else ".")
    return "" if cell is None else str(cell)
