"""KLIKBCA_CSV: the export of BCA's internet banking."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Final

from jamsostek.treasury.formats.figures import (
    NotAFigure,
    amount,
    day_nearest,
    numbered_day,
)
from jamsostek.treasury.formats.statement import (
    Message,
    PendingLine,
    Side,
    StatementLine,
    StatementUnreadable,
)
from jamsostek.treasury.formats.tables import Row, Table, account_number, table_under

FORMAT: Final = "KLIKBCA_CSV"

_HEADING: Final = ("tanggal transaksi", "keterangan", "cabang", "jumlah")
_LEAST_COLUMNS: Final = 4
_ACCOUNT = re.compile(r"no\.?\s*rek(?:ening)?\W+(\d[\d .-]*)", re.IGNORECASE)
_PERIOD = re.compile(r"periode\W+(\d\d/\d\d/\d{4})\s*-\s*(\d\d/\d\d/\d{4})", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:kode )?mata uang\W+([A-Za-z]{2,3})", re.IGNORECASE)
_AMOUNT = re.compile(r"'?\s*([\d.,]+)\s*(CR|DB)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_TOTAL = re.compile(r"(saldo awal|mutasi debet|mutasi kredit|saldo akhir)[^\d-]*(-?\d[\d.,]*)")
_SIDES: Final = {"CR": Side.CREDIT, "DB": Side.DEBIT}


def read(text: str) -> list[Message] | None:
    """Read an export; None where the text is not in this format.

    Raises:
        StatementUnreadable: it is, but cannot be read to the end.
    """
    table = table_under(text, _HEADING)
    if table is None:
        return None
    about = "\n".join(line.strip('",;') for line in table.above)
    first, last = _period(about)
    account = _ACCOUNT.search(about)
    if account is None:
        raise StatementUnreadable("nomor rekening tidak ditemukan di atas judul kolom.")
    totals: dict[str, Decimal] = {}
    lines: list[StatementLine] = []
    pending: list[PendingLine] = []
    number = account_number(account[1])
    for row in table.rows:
        if (total := _total(row)) is not None:
            totals.update([total])
        elif _bare(row.cells[0]).upper() == "PEND":
            pending.append(_pending(row))
        else:
            lines.append(_line(row, len(lines) + 1, number, (first, last)))
    if "saldo akhir" not in totals:
        raise StatementUnreadable('baris penutup "Saldo Akhir" tidak ada; berkas terpotong.')
    return [
        Message(
            account=number,
            currency=_currency(table),
            opening=totals.get("saldo awal"),
            closing=totals.get("saldo akhir"),
            opened=first,
            closed=last,
            lines=tuple(lines),
            pending=tuple(pending),
        )
    ]


def _period(about: str) -> tuple[date, date]:
    found = _PERIOD.search(about)
    if found is None:
        raise StatementUnreadable(
            'baris "Periode : dd/mm/yyyy - dd/mm/yyyy" tidak ditemukan; tahun tidak diketahui.'
        )
    try:
        return numbered_day(found[1])[0], numbered_day(found[2])[0]
    except NotAFigure as error:
        raise StatementUnreadable(str(error)) from error


def _currency(table: Table) -> str:
    found = _CURRENCY.search("\n".join(table.above))
    name = found[1].upper() if found else "IDR"
    return "IDR" if name == "RP" else name


def _total(row: Row) -> tuple[str, Decimal] | None:
    found = _TOTAL.match(",".join(row.cells).strip().lower())
    if found is None:
        return None
    try:
        return found[1], amount(found[2])
    except NotAFigure as error:
        raise row.refuse(str(error)) from error


def _line(row: Row, n: int, account: str, period: tuple[date, date]) -> StatementLine:
    side, figure, balance = _money(row)
    day = row.read(partial(_day_within, period=period), 0)
    return StatementLine(
        n=n,
        day=day,
        value_date=day,
        direction=side,
        amount=figure,
        texts=(_bare(row.cells[1]),),
        account=account,
        balance=balance,
    )


def _pending(row: Row) -> PendingLine:
    side, figure, _ = _money(row)
    return PendingLine(direction=side, amount=figure, texts=(_bare(row.cells[1]),))


def _money(row: Row) -> tuple[Side, Decimal, Decimal | None]:
    """Read amount, mark and balance; the mark stands in its own column or behind the amount."""
    if len(row.cells) < _LEAST_COLUMNS:
        raise row.refuse("kolom jumlah tidak ada; berkas terpotong atau berubah.")
    found = _AMOUNT.fullmatch(row.cells[3].strip())
    if found is None:
        raise row.refuse(f"{row.cells[3].strip()!r} bukan jumlah uang yang dapat dibaca.")
    rest = [_bare(cell) for cell in row.cells[4:]]
    mark = (found[2] or (rest.pop(0) if rest else "")).upper()
    if mark not in _SIDES:
        raise row.refuse("jumlah tanpa tanda CR atau DB.")
    balances = [cell for cell in rest if cell]
    if len(balances) > 1:
        raise row.refuse("ada kolom yang tidak dikenal sesudah saldo.")
    try:
        balance = amount(balances[0]) if balances else None
        return _SIDES[mark], amount(found[1]), balance
    except NotAFigure as error:
        raise row.refuse(str(error)) from error


def _day_within(text: str, period: tuple[date, date]) -> date:
    """Give a day without a year the year that lays it into the period of the export."""
    bare = _bare(text)
    found = _DAY.fullmatch(bare)
    if found is None:
        return numbered_day(bare)[0]
    first, last = period
    middle = first + timedelta(days=(last - first).days // 2)
    return day_nearest(int(found[2]), int(found[1]), middle)


def _bare(cell: str) -> str:
    return cell.strip().removeprefix("'").strip()
