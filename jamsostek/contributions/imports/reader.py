"""A wage file read: every row below a heading as a worker's, or skipped with a reason."""

from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from jamsostek.contributions.imports.cells import RawFile, unpacked
from jamsostek.contributions.imports.codes import Note, Refusal, Refused, Unread
from jamsostek.contributions.imports.dates import read_dates
from jamsostek.contributions.imports.fetching import Fetched, Opening, Progress, opening
from jamsostek.contributions.imports.limits import DEFAULT, Limits
from jamsostek.contributions.imports.pays import agrees
from jamsostek.contributions.imports.tables import Table, read_table
from jamsostek.contributions.imports.texts import names_of, suspect_rows, words_of
from jamsostek.kernel.months import Month

ROWS: Final[dict[str, Any]] = {
    "sheet": pl.String,
    "row": pl.Int64,
    "hidden": pl.Boolean,
    "name": pl.String,
    "kpj": pl.String,
    "kpj_given": pl.Boolean,
    "has_kpj_column": pl.Boolean,
    "nik": pl.String,
    "nik_form": pl.String,
    "nik_low": pl.Int64,
    "nik_high": pl.Int64,
    "nik_certain": pl.Boolean,
    "wage": pl.Int64,
    "wage_fault": pl.String,
    "wage_rounded": pl.Boolean,
    "birth_date": pl.Date,
    "start_date": pl.Date,
    "leave_date": pl.Date,
    "date_unreadable": pl.Boolean,
    "suspect": pl.Boolean,
    "job": pl.String,
    "department": pl.String,
    "workplace": pl.String,
}
"""The columns of `Reading.rows`, one row for each worker row of the file."""
SKIPPED: Final[dict[str, Any]] = {"sheet": pl.String, "row": pl.Int64, "why": pl.String}
_DESCRIBED: Final = ("kpj", "nik", "name", "birth_date", "start_date", "leave_date")
_DATES: Final = ("birth_date", "start_date", "leave_date")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a wage file says, before it is held against the register."""

    name: str
    month: Month
    refused: Refusal | None = None
    rows: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ROWS))
    skipped: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SKIPPED))
    sheets_not_read: tuple[tuple[str | None, Unread], ...] = ()
    notes: tuple[Note, ...] = ()
    layout: dict[str, Any] = field(default_factory=dict)

    def kpjs(self) -> pl.Series:
        """Give every member number in the file once, to look them up."""
        return self.rows["kpj"].drop_nulls().unique()

    def niks(self) -> pl.Series:
        """Give every identity number in the file once that can find a person."""
        return self.rows.filter("nik_certain")["nik"].drop_nulls().unique()


def read_wage_file(
    content: bytes,
    name: str,
    *,
    month: Month,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Reading:
    """Read a wage file for a month; a file that cannot be taken comes back `refused`."""
    with opening(content, name, month=month, limits=limits) as opened:
        return read_opened(opened, name, month=month, progress=progress)


def read_opened(
    opened: Opening, name: str, *, month: Month, progress: Progress | None = None
) -> Reading:
    """Read a file that a child process was told to open for this month."""
    try:
        fetched = opened.fetched(progress)
    except Refused as refused:
        return Reading(name, month, refused.code)
    return read_fetched(fetched, name, month=month)


def read_fetched(fetched: Fetched, name: str, *, month: Month) -> Reading:
    """Read cells that were fetched for a month."""
    file = unpacked(fetched)
    unread: list[tuple[str | None, Unread]] = [(left, Unread(why)) for left, why in file.left_out]
    tables = []
    for sheet in file.sheets:
        table = read_table(sheet, month)
        if table is None:
            unread.append((sheet.name, Unread.NO_HEADING))
        else:
            tables.append(table)
    if file.order:
        unread.sort(key=lambda sheet: file.order.index(sheet[0] or ""))
    rows = [_worker_rows(table, from_1904=file.from_1904) for table in tables]
    skipped = [
        table.skipped.select(
            pl.lit(table.sheet.name, pl.String).alias("sheet"), "row", pl.col("why")
        )
        for table in tables
    ]
    return Reading(
        name,
        month,
        rows=pl.concat([pl.DataFrame(schema=ROWS), *rows]),
        skipped=pl.concat([pl.DataFrame(schema=SKIPPED), *skipped]),
        sheets_not_read=tuple(unread),
        notes=(Note.TOTAL_DIFFERS,) if _totals_differ(tables) else (),
        layout=_layout(file, tables),
    )


def _worker_rows(table: Table, *, from_1904: bool) -> pl.DataFrame:
    """Give the worker rows of a table, in the columns of `ROWS`."""
    sheet = table.sheet
    number = pl.int_range(sheet.height, eager=True) + 1
    unreadable = pl.repeat(value=False, n=sheet.height, eager=True)
    dates: dict[str, pl.Series] = {}
    for role in _DATES:
        if column := table.column(role):
            dates[role], wrong = read_dates(
                column.text, column.number, column.day, from_1904=from_1904
            )
            unreadable = unreadable | wrong
    columns = {
        "row": number,
        "hidden": number.is_in(sheet.hidden_rows),
        "name": names_of(table),
        "kpj": table.kpj["kpj"],
        "kpj_given": table.kpj["given"],
        **{f"nik_{part}": table.nik[part] for part in ("form", "low", "high", "certain")},
        "nik": table.nik["nik"],
        "wage": table.pays.wages["wage"],
        "wage_fault": table.pays.wages["fault"],
        "wage_rounded": table.pays.wages["rounded"],
        **dates,
        "date_unreadable": unreadable,
        "suspect": suspect_rows(table),
        **words_of(table),
    }
    everywhere = {"sheet": sheet.name, "has_kpj_column": table.has_kpj}
    frame = pl.DataFrame(columns).filter(table.worker)
    return frame.select(
        frame[name].cast(kind)
        if name in columns
        else pl.lit(everywhere.get(name), kind).alias(name)
        for name, kind in ROWS.items()
    )


def _totals_differ(tables: list[Table]) -> bool:
    """Tell whether a grand total is neither its own table's sum nor that of all tables."""
    if not tables:
        return False
    whole = tuple(map(sum, zip(*(table.tally.sums for table in tables), strict=True)))
    return any(
        table.tally.stated is not None and not agrees(table.tally.stated, table.tally.sums + whole)
        for table in tables
    )


def _layout(file: RawFile, tables: list[Table]) -> dict[str, Any]:
    """Describe how the file was understood."""
    layout: dict[str, Any] = {}
    if file.encoding is not None:
        layout |= {"encoding": file.encoding, "delimiter": file.delimiter}
    layout["tables"] = [_described(table) for table in tables]
    return layout


def _described(table: Table) -> dict[str, Any]:
    sheet, heading = table.sheet, table.heading
    pay = heading.layout.pay
    named = {role: at for role, at in heading.layout.columns.items() if role in _DESCRIBED}
    parts = [("wage_base", pay.base), *(("wage_fixed", at) for at in pay.fixed), ("wage", pay.wage)]
    for role, at in parts:
        if at is not None:
            named.setdefault(role, at)
    columns: dict[str, str | int] = {
        role: at + 1 if sheet.name is None else column_letters(at + sheet.first_column)
        for role, at in named.items()
    }
    rows = list(range(heading.first + 1, heading.last + 2))
    described: dict[str, Any] = {"heading_rows": rows, "columns": columns}
    return described if sheet.name is None else {"sheet": sheet.name} | described


def column_letters(column: int) -> str:
    """Give a spreadsheet's name of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
