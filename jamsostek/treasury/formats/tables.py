"""Text of a file, and the rows that stand below a known heading."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from jamsostek.treasury.formats.figures import NotAFigure, amount
from jamsostek.treasury.formats.statement import Side, StatementUnreadable

HEADING_WITHIN: Final = 20
"""A heading stands on one of the first lines."""

Cell = TypeVar("Cell")

_DELIMITERS: Final = (",", ";", "\t")


def decoded(content: bytes) -> str:
    """Give the text of a file: UTF-8 or UTF-16 by their marks, UTF-8, else cp1252 (CSV-2).

    Raises:
        StatementUnreadable: the file is no text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise StatementUnreadable("berkas ini bukan berkas teks; unduh ulang rekening koran dari bank.")


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heading, with the line of the file on which it ends."""

    line: int
    cells: list[str]

    def refuse(self, sentence: str) -> StatementUnreadable:
        """Give the error that names this row."""
        return StatementUnreadable(sentence, self.line)

    def read(self, how: Callable[[str], Cell], column: int) -> Cell:
        """Read one cell.

        Raises:
            StatementUnreadable: the cell is not what the column wants.
        """
        try:
            return how(self.cells[column])
        except NotAFigure as error:
            raise self.refuse(str(error)) from error

    def movement(self, *, credit: int, debit: int) -> tuple[Side, Decimal]:
        """Read direction and amount from two columns of which one is empty or nought.

        Raises:
            StatementUnreadable: both columns hold money, or neither holds a number.
        """
        came, went = self._or_nought(credit), self._or_nought(debit)
        if came and went:
            raise self.refuse("ada jumlah di kolom debit dan di kolom kredit sekaligus.")
        if not (self.cells[credit].strip() or self.cells[debit].strip()):
            raise self.refuse("tidak ada jumlah debit maupun kredit.")
        if min(came, went) < 0:
            raise self.refuse("jumlah di bawah nol.")
        return (Side.DEBIT, went) if went else (Side.CREDIT, came)

    def _or_nought(self, column: int) -> Decimal:
        return self.read(amount, column) if self.cells[column].strip() else Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Table:
    """A table found by its heading."""

    above: list[str]
    """The lines above the heading."""
    rows: list[Row]


def table_under(text: str, heading: Sequence[str]) -> Table | None:
    """Find the table whose heading begins with these names; None where there is none.

    Raises:
        StatementUnreadable: the quotes below the heading do not close.
    """
    lines = list(io.StringIO(text, newline=""))
    for place, line in enumerate(lines[:HEADING_WITHIN]):
        for delimiter in _DELIMITERS:
            if _names(line, delimiter)[: len(heading)] == list(heading):
                rows = list(_rows(lines, place + 1, delimiter))
                return Table([each.strip() for each in lines[:place]], rows)
    return None


def checked_width(row: Row, width: int, least: int | None = None) -> Row:
    """Give the row with exactly `width` cells; `least` of them must be there.

    Raises:
        StatementUnreadable: the row is shorter, or there is text beyond the last column.
    """
    cells = row.cells
    least = width if least is None else least
    if len(cells) < least or any(cell.strip() for cell in cells[width:]):
        raise row.refuse(f"ada {len(cells)} kolom, seharusnya {width}.")
    return Row(row.line, (cells + [""] * width)[:width])


def account_number(text: str) -> str:
    """Give an account number without apostrophes, spaces, dots and dashes."""
    return "".join(sign for sign in text if sign.isalnum())


def _names(line: str, delimiter: str) -> list[str]:
    return [" ".join(cell.strip(" \t\r\n\"'").lower().split()) for cell in line.split(delimiter)]


def _rows(lines: list[str], first: int, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines[first:], delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(first + reader.line_num, cells)
    except csv.Error as error:
        raise StatementUnreadable(
            "tanda kutip tidak tertutup; berkas terpotong atau berubah.", first + reader.line_num
        ) from error
