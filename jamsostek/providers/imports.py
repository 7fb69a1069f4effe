"""A provider's claim as a CSV file: its lines, and what is wrong row by row."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from jamsostek.kernel.money import written_rupiah
from jamsostek.providers.queries.checking import NewLine

BYTES_MAX: Final = 2_000_000
ROWS_MAX: Final = 5_000
PRICE_MAX: Final = 10**12
QUANTITY_MAX: Final = 1_000
HEADINGS: Final = {
    "kpj": ("KPJ", "NOMORKPJ", "NOKPJ"),
    "patient": ("PASIEN", "NAMAPASIEN", "NAMA"),
    "code": ("KODE", "KODELAYANAN", "LAYANAN"),
    "day": ("TANGGAL", "TGL", "TANGGALLAYANAN"),
    "quantity": ("JUMLAH", "BANYAK", "KUANTITAS"),
    "price": ("HARGA", "TARIF", "HARGASATUAN"),
    "guarantee": ("SURATJAMINAN", "NOMORJAMINAN", "JAMINAN"),
}
NEEDED: Final = ("kpj", "code", "day", "quantity", "price")
DAYS: Final = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
TITLES: Final = ("KPJ", "Pasien", "Kode", "Tanggal", "Jumlah", "Harga", "Surat jaminan")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be read: its number in the file, the column and the fault's code."""

    row: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """What a file holds; a refusal says why nothing of it could be read."""

    lines: tuple[NewLine, ...] = ()
    faults: tuple[RowFault, ...] = ()
    refused: str = ""
    """TOO_LARGE, NOT_TEXT, NO_HEADINGS, TOO_MANY_ROWS or EMPTY."""


def read_claim(content: bytes) -> ReadClaim:
    """Read a claim's lines from CSV with a heading row, parted by semicolons, commas or tabs."""
    rows = _rows(content)
    if isinstance(rows, str):
        return ReadClaim(refused=rows)
    places = _places(rows[0])
    if any(name not in places for name in NEEDED):
        return ReadClaim(refused="NO_HEADINGS")
    filled = [(n, row) for n, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not filled or len(filled) > ROWS_MAX:
        return ReadClaim(refused="TOO_MANY_ROWS" if filled else "EMPTY")
    return _read(filled, places)


def _rows(content: bytes) -> list[list[str]] | str:
    """Give the rows of a file, or why it has none."""
    text = _text(content) if len(content) <= BYTES_MAX else ""
    if text == "":
        return "TOO_LARGE" if content else "EMPTY"
    if text is None or "\x00" in text:
        return "NOT_TEXT"
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark)) or "EMPTY"
    except csv.Error:
        return "NOT_TEXT"


def read_cells(row: int, cells: dict[str, str]) -> NewLine | list[RowFault]:
    """Read one line from its written cells, or give what is wrong with it."""
    day, quantity = _day(cells["day"]), _count(cells["quantity"])
    price = written_rupiah(cells["price"])
    kpj = "".join(sign for sign in cells["kpj"] if sign.isalnum())
    faults = []
    if not (kpj.isascii() and kpj.isdecimal() and len(kpj) == 11):
        faults.append(RowFault(row, "kpj", "BAD_KPJ"))
    if not cells["code"].strip() or len(cells["code"].strip()) > 20:
        faults.append(RowFault(row, "code", "NO_CODE"))
    if day is None:
        faults.append(RowFault(row, "day", "BAD_DAY"))
    if quantity is None:
        faults.append(RowFault(row, "quantity", "BAD_QUANTITY"))
    if price is None or not 0 < price <= PRICE_MAX:
        faults.append(RowFault(row, "price", "BAD_PRICE"))
    if faults or day is None or quantity is None or price is None:
        return faults
    return NewLine(
        kpj=kpj,
        patient=" ".join(cells["patient"].split())[:120],
        code=cells["code"].strip().upper(),
        day=day,
        quantity=quantity,
        price=price,
        guarantee=cells["guarantee"].strip()[:60],
    )


def _text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _places(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, title in enumerate(heading):
        squeezed = "".join(sign for sign in title.upper() if sign.isalnum())
        for name, titles in HEADINGS.items():
            if squeezed in titles:
                found.setdefault(name, place)
    return found


def _read(rows: Sequence[tuple[int, list[str]]], places: dict[str, int]) -> ReadClaim:
    lines: list[NewLine] = []
    faults: list[RowFault] = []
    for number, row in rows:
        found = read_cells(number, dict(_cells(row, places)))
        if isinstance(found, NewLine):
            lines.append(found)
        else:
            faults += found
    return ReadClaim(tuple(lines), tuple(faults))


def _cells(row: Sequence[str], places: dict[str, int]) -> Iterator[tuple[str, str]]:
    for name in HEADINGS:
        place = places.get(name, -1)
        yield name, row[place] if 0 <= place < len(row) else ""


def _day(text: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day, no instant
        except ValueError:
            continue
    return None


def _count(text: str) -> int | None:
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 4):
        return None
    return int(plain) if 0 < int(plain) <= QUANTITY_MAX else None
