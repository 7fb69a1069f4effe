"""Wage files as the demonstration's companies send them: workbooks and text, Indonesian style."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
from django.db import connection

from jamsostek.kernel.months import Month
from jamsostek.kernel.words import month_name, number
from jamsostek.membership.models import Employer

COLUMNS: Final = {
    "kpj": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "title": pl.String,
    "birth_date": pl.Date,
    "wage": pl.Int64,
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Stranger:
    """A worker whom the company has taken on and not registered yet."""

    name: str
    nik: str
    birth_date: date
    wage: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the register in a month's file."""

    strangers: Sequence[Stranger] = ()
    leaves: tuple[str, date] | None = None
    """The member number of somebody who left, and the last day at work."""


def payroll(employer: Employer, month: Month) -> pl.DataFrame:
    """Give who works for a company in a month, at the last wage agreed by then."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.kpj, p.nik, p.name, e.title, p.birth_date, w.wage, p.id, e.id
            FROM membership_employment e
            JOIN membership_insuredperson p ON p.id = e.person_id
            JOIN LATERAL (
                SELECT wage FROM membership_wagerecord
                WHERE employment_id = e.id AND from_date <= %(last)s
                ORDER BY from_date DESC, id DESC LIMIT 1
            ) w ON true
            WHERE e.employer_id = %(employer)s AND e.from_date <= %(last)s
                AND (e.until_date IS NULL OR e.until_date > %(first)s)
            ORDER BY p.name, e.id
            """,
            {"employer": employer.pk, "first": month.first_day, "last": month.last_day},
        )
        return pl.DataFrame(cursor.fetchall(), schema=COLUMNS, orient="row")


def workbook(employer: Employer, month: Month, changes: Changes) -> bytes:
    """Write a month's wages as a workbook with titles above the heading and a total below."""
    rows = _rows(employer, month, changes)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("UPAH")
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string(0, 0, employer.name.upper(), bold)
        sheet.write_string(1, 0, f"DAFTAR UPAH TENAGA KERJA {month_name(month).upper()}", bold)
        sheet.write_row(3, 0, HEADINGS, bold)
        for at, row in enumerate(rows, start=4):
            sheet.write_number(at, 0, at - 3)
            for column, text in enumerate((row.kpj, row.nik, row.name, row.title), start=1):
                sheet.write_string(at, column, text)
            sheet.write_datetime(at, 5, row.birth_date, day)
            sheet.write_number(at, 6, row.wage, money)
            if row.left_on:
                sheet.write_datetime(at, 7, row.left_on, day)
        end = 4 + len(rows)
        sheet.write_string(end, 0, "JUMLAH", bold)
        sheet.write_number(end, 6, sum(row.wage for row in rows), money)
        sheet.set_column(1, 3, 22)
    return buffer.getvalue()


def text_file(employer: Employer, month: Month, changes: Changes) -> bytes:
    """Write a month's wages as text with semicolons, wages as 1.250.000,00."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for at, row in enumerate(_rows(employer, month, changes), start=1):
        left_on = f"{row.left_on:%d-%m-%Y}" if row.left_on else ""
        birth_date = f"{row.birth_date:%d-%m-%Y}"
        wage = f"{number(row.wage)},00"
        writer.writerow([at, row.kpj, row.nik, row.name, row.title, birth_date, wage, left_on])
    return buffer.getvalue().encode()


HEADINGS: Final = (
    "NO",
    "NO. KPJ",
    "NO. KTP",
    "NAMA TENAGA KERJA",
    "JABATAN",
    "TGL LAHIR",
    "UPAH SEBULAN",
    "TGL KELUAR",
)


@dataclass(frozen=True, slots=True)
class _Row:
    kpj: str
    nik: str
    name: str
    title: str
    birth_date: date
    wage: int
    left_on: date | None = None


def _rows(employer: Employer, month: Month, changes: Changes) -> list[_Row]:
    leaver, last_day = changes.leaves or ("", None)
    known = [
        _Row(
            row["kpj"],
            row["nik"],
            row["name"],
            row["title"],
            row["birth_date"],
            row["wage"],
            last_day if row["kpj"] == leaver else None,
        )
        for row in payroll(employer, month).iter_rows(named=True)
    ]
    new = [_Row("", s.nik, s.name, "Baru", s.birth_date, s.wage) for s in changes.strangers]
    return [*known, *new]
