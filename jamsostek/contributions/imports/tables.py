"""One table of workers: every row below its heading is a worker's, or skipped with a reason."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from jamsostek.contributions.imports.cells import RawColumn, RawSheet
from jamsostek.contributions.imports.codes import Skip
from jamsostek.contributions.imports.heading_rows import ROWS_LOOKED_AT, Heading, find_heading
from jamsostek.contributions.imports.headings import squeezed
from jamsostek.contributions.imports.identities import read_kpjs, read_niks
from jamsostek.contributions.imports.pays import READABLE, Pays, Tally, read_pays, tally
from jamsostek.kernel.months import Month

TOTAL_WORDS: Final = r"^[\s(]*(?:SUB|GRAND)?[\s.-]*(?:TOTAL|JUMLAH)\b"
_COLUMN_NUMBER: Final = re.compile(r"\(?\s*(\d{1,2})\s*\)?\.?(?:\s*[=(].*)?", re.ASCII)

Cell = str | float | date | None


@dataclass(slots=True)
class Table:
    """The rows of one sheet below its heading, classified."""

    sheet: RawSheet
    heading: Heading
    worker: pl.Series
    skipped: pl.DataFrame
    kpj: pl.DataFrame
    nik: pl.DataFrame
    pays: Pays
    tally: Tally

    @property
    def has_kpj(self) -> bool:
        """Whether the table has a column of member numbers."""
        return "kpj" in self.heading.layout.columns

    def column(self, role: str) -> RawColumn | None:
        """Give the column that holds this, if there is one."""
        at = self.heading.layout.columns.get(role)
        return None if at is None else self.sheet.columns[at]


def read_table(sheet: RawSheet, month: Month) -> Table | None:
    """Find the heading of a sheet and classify the rows below; None where there is none."""
    block = [shown_row(sheet, row) for row in range(min(ROWS_LOOKED_AT, sheet.height))]
    heading = find_heading(block, month)
    if heading is None:
        return None
    kpj = read_kpjs(*_cells(sheet, heading.layout.columns.get("kpj")))
    nik = read_niks(*_cells(sheet, heading.layout.columns.get("nik")))
    pays = read_pays(sheet, heading.layout)
    rows = _Rows(sheet, heading, kpj["given"] | nik["form"].is_not_null(), pays)
    worker, skipped = rows.classified()
    totals = skipped.filter(pl.col("why") == Skip.TOTAL)["row"].to_list()
    skipped = skipped.with_columns(pl.col("row") + 1)
    return Table(sheet, heading, worker, skipped, kpj, nik, pays, tally(pays, worker, totals))


def _cells(sheet: RawSheet, column: int | None) -> tuple[pl.Series, pl.Series]:
    if column is not None:
        return sheet.columns[column].text, sheet.columns[column].number
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, sheet.height)
    return nothing, nothing.cast(pl.Float64)


def shown_row(sheet: RawSheet, row: int) -> list[str]:
    """Give the cells of a row as text, about as a spreadsheet shows them."""
    return [shown(cell_at(column, row)) for column in sheet.columns]


def cell_at(column: RawColumn, row: int) -> Cell:
    """Give one cell: a text, a number, a day, or nothing."""
    for series in (column.text, column.number, column.day):
        cell: Cell = series[row]
        if cell is not None:
            return cell
    return None


def shown(cell: Cell) -> str:
    """Give a cell as text: numbers without the noise of binary fractions."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    rounded = round(cell, 2)
    return str(int(rounded)) if rounded.is_integer() else str(rounded)


class _Rows:
    """Tells worker rows from all others: columns first, single rows only in doubt."""

    def __init__(
        self, sheet: RawSheet, heading: Heading, identified: pl.Series, pays: Pays
    ) -> None:
        self.sheet = sheet
        self.heading = heading
        self.identified = identified
        self.paid = pays.decisive["fault"].is_null() | pays.decisive["fault"].is_in(READABLE)

    def classified(self) -> tuple[pl.Series, pl.DataFrame]:
        """Give which rows are workers', and the others: `row` counted from 0, and `why`."""
        filled = self._filled()
        last = filled.arg_true().max()
        row = pl.int_range(self.sheet.height, eager=True)
        below = row > self.heading.last
        if isinstance(last, int):
            below = below & (row <= last)
        reasons = self._reasons((below & filled & self._in_doubt()).arg_true())
        reasons = reasons.scatter((below & ~filled).arg_true(), Skip.BLANK.value)
        skipped = pl.DataFrame({"row": row, "why": reasons}).filter(below & reasons.is_not_null())
        return below & reasons.is_null(), skipped

    def _in_doubt(self) -> pl.Series:
        """Tell which rows are not plainly a worker's: nobody could have such a number."""
        doubt = ~self.identified
        columns = self.heading.layout.columns
        for role in ("kpj", "nik"):
            if role in columns:
                cells = self.sheet.columns[columns[role]]
                few = cells.number.is_between(0, 99)
                digits = cells.text.str.count_matches("[0-9]") < 5
                doubt = doubt | few.fill_null(value=False) | digits.fill_null(value=False)
        return doubt

    def _reasons(self, doubtful: pl.Series) -> pl.Series:
        """Give for every row that is not blank why it is skipped, or null."""
        first = self._first_texts(doubtful)
        named = self.identified.gather(doubtful)
        paid = self.paid.gather(doubtful)
        total = first.str.contains("(?i)" + TOTAL_WORDS).fill_null(value=False) & ~named
        why = pl.select(
            pl.when(total).then(pl.lit(Skip.TOTAL)).when(~named & ~paid).then(pl.lit(Skip.NOTE))
        ).to_series()
        texts = {squeezed(cell) for row in self.heading.rows for cell in row} - {""}
        bare = first.str.to_uppercase().str.replace_all("[^A-Z0-9]", "")
        like_heading = bare.is_in(sorted(texts)) | first.str.contains(r"\(|\[")
        again = like_heading | (first == "#") | first.str.contains(r"^\W*1\b")
        again = again.fill_null(value=False) & ~total
        for at in again.arg_true():
            if reason := self._heading_again(shown_row(self.sheet, doubtful[at])):
                why[at] = reason.value
        reasons = pl.Series([None], dtype=pl.String).new_from_index(0, self.sheet.height)
        return reasons.scatter(doubtful, why)

    def _heading_again(self, cells: list[str]) -> Skip | None:
        if _numbers_columns(cells):
            return Skip.COLUMN_NUMBERS
        repeated = any(_repeats(cells, above) for above in self.heading.rows)
        return Skip.HEADER if repeated else None

    def _filled(self) -> pl.Series:
        """Tell which rows hold anything."""
        held = pl.repeat(value=False, n=self.sheet.height, eager=True)
        for column in self.sheet.columns:
            if column.is_empty():
                continue
            held = held | column.number.is_not_null() | column.day.is_not_null()
            held = held | column.text.str.contains(r"\S").fill_null(value=False)
        return held

    def _first_texts(self, rows: pl.Series) -> pl.Series:
        """Give the first cell of these rows that holds anything; `#` if it is no text."""
        first = pl.Series([None], dtype=pl.String).new_from_index(0, len(rows))
        for column in reversed(self.sheet.columns):
            if column.is_empty():
                continue
            text = column.text.gather(rows).str.strip_chars()
            other = column.number.gather(rows).is_not_null() | column.day.gather(rows).is_not_null()
            cell = pl.when(other).then(pl.lit("#")).otherwise(text)
            first = pl.select(pl.when(cell != "").then(cell).otherwise(first)).to_series()
        return first


def _numbers_columns(cells: list[str]) -> bool:
    """Tell whether a row counts its columns 1, 2, 3 ..."""
    found = [_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in cells if cell.strip()]
    counted = [int(match[1]) for match in found if match]
    return len(found) >= 3 and counted == list(range(1, len(found) + 1))


def _repeats(cells: list[str], heading_row: tuple[str, ...]) -> bool:
    """Tell whether every cell of a row stands in the heading above it."""
    pairs: list[tuple[Any, Any]] = [
        (squeezed(cell), squeezed(above))
        for cell, above in zip(cells, heading_row, strict=False)
        if cell.strip()
    ]
    return len(pairs) >= 2 and all(cell == above for cell, above in pairs)
