"""Lists of own-account workers as collectors send them: rows with what each column means."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from jamsostek.contributions.imports.amounts import read_amount
from jamsostek.contributions.imports.cells import RawFile, RawSheet, unpacked
from jamsostek.contributions.imports.dates import read_date
from jamsostek.contributions.imports.fetching import fetch
from jamsostek.contributions.imports.tables import Cell, cell_at, shown
from jamsostek.kernel.months import Month

HEADINGS: Final = {
    "nama": "name",
    "nama lengkap": "name",
    "nik": "nik",
    "ktp": "nik",
    "kpj": "kpj",
    "tanggal lahir": "birth_date",
    "tgl lahir": "birth_date",
    "pekerjaan": "occupation",
    "tempat bekerja": "place",
    "kabupaten/kota": "place",
    "penghasilan": "base",
    "penghasilan sebulan": "base",
    "program": "programmes",
    "keluarga": "family",
    "telepon": "phone",
    "no hp": "phone",
}
COLUMNS: Final = (
    *("Nama", "NIK", "Tanggal lahir", "Pekerjaan", "Tempat bekerja"),
    *("Penghasilan sebulan", "Program", "Keluarga", "Telepon", "KPJ"),
)
HEADING_ROWS: Final = 10
NEEDED: Final = {"name", "birth_date", "base"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorRow:
    """One worker as the list says, read as far as it can be."""

    row: int
    """The row of the sheet, as a spreadsheet counts."""
    name: str = ""
    nik: str = ""
    kpj: str = ""
    birth_date: date | None = None
    occupation: str = ""
    place: str = ""
    base: int | None = None
    programmes: frozenset[str] = frozenset()
    is_married: bool = False
    phone: str = ""


class NoHeading(ValueError):
    """A file without a row that names the columns."""


def read_vendors(content: bytes, name: str, *, month: Month) -> list[VendorRow]:
    """Read a list of own-account workers, the file opened within limits.

    Raises:
        Refused: the file is too large, unsafe, broken, locked, or not what its name says.
        NoHeading: no row names name, birth date and earnings.
    """
    file = unpacked(fetch(content, name, month=month))
    for sheet in file.sheets:
        for row in range(min(HEADING_ROWS, sheet.height)):
            at = _columns(sheet, row)
            if at.keys() >= NEEDED:
                return list(_rows(sheet, row + 1, at, file))
    raise NoHeading(f"{name} has no row that names the columns name, birth date and earnings.")


def _columns(sheet: RawSheet, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, column in enumerate(sheet.columns):
        heading = " ".join(shown(cell_at(column, row)).casefold().replace(".", "").split())
        if heading in HEADINGS:
            found.setdefault(HEADINGS[heading], number)
    return found


def _rows(sheet: RawSheet, first: int, at: dict[str, int], file: RawFile) -> Iterator[VendorRow]:
    for row in range(first, sheet.height):
        cells = {role: cell_at(sheet.columns[column], row) for role, column in at.items()}
        texts = {role: _text(cell) for role, cell in cells.items()}
        if not any(texts.values()):
            continue
        yield VendorRow(
            row=row + 1,
            name=texts.get("name", ""),
            nik=texts.get("nik", "").replace(" ", ""),
            kpj=texts.get("kpj", "").replace(" ", ""),
            birth_date=_day(cells.get("birth_date"), from_1904=file.from_1904),
            occupation=texts.get("occupation", ""),
            place=texts.get("place", ""),
            base=_amount(cells.get("base")),
            programmes=_programmes(texts.get("programmes", "")),
            is_married=texts.get("family", "").casefold() in {"berkeluarga", "kawin", "ya", "k"},
            phone=texts.get("phone", ""),
        )


def _text(cell: Cell) -> str:
    is_number = cell is not None and not isinstance(cell, str | date)
    if is_number and (whole := int(cell)) == cell:  # type: ignore[arg-type]
        return str(whole)
    return shown(cell).strip()


def _day(cell: Cell, *, from_1904: bool) -> date | None:
    if isinstance(cell, date):
        return cell
    return read_date(_text(cell), from_1904=from_1904) if cell is not None else None


def _amount(cell: Cell) -> int | None:
    hundredths, fault = read_amount(_text(cell))
    return hundredths // 100 if hundredths is not None and fault is None else None


def _programmes(text: str) -> frozenset[str]:
    parts = text.upper().replace("+", " ").replace(",", " ").replace(";", " ").split()
    return frozenset(parts)
