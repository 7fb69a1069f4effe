"""BRI_CSV: the statement of BRI's cash management."""

from typing import Final

from jamsostek.treasury.formats.assembly import by_account
from jamsostek.treasury.formats.figures import amount, clock, iso_day
from jamsostek.treasury.formats.statement import Message, StatementLine
from jamsostek.treasury.formats.tables import Row, account_number, checked_width, table_under

FORMAT: Final = "BRI_CSV"

_HEADING: Final = (
    "id",
    "norek",
    "tgl_tran",
    "tgl_efektif",
    "jam_tran",
    "seq",
    "desk_tran",
    "saldo_awal_mutasi",
    "mutasi_debet",
    "mutasi_kredit",
    "saldo_akhir_mutasi",
    "glsign",
    "truser",
    "kode_tran",
    "kode_tran_teller",
    "trremk",
    "tlbds1",
    "tlbds2",
)
_WIDTH: Final = len(_HEADING) + 1
"""REMARK_CUSTOM stands behind in some exports."""

_TEXT_COLUMNS: Final = (6, 15, 18)


def read(text: str) -> list[Message] | None:
    """Read an export; None where the text is not in this format.

    Raises:
        StatementUnreadable: it is, but cannot be read to the end.
    """
    table = table_under(text, _HEADING)
    if table is None:
        return None
    rows = (checked_width(row, _WIDTH, least=len(_HEADING)) for row in table.rows)
    return by_account([_line(row, n) for n, row in enumerate(rows, 1)])


def _line(row: Row, n: int) -> StatementLine:
    """Read one row. SEQ and ID count the rows of an export, so the balance tells lines apart."""
    side, figure = row.movement(credit=9, debit=8)
    balance = row.read(amount, 10)
    signed = figure if side.value == "C" else -figure
    if row.read(amount, 7) + signed != balance:
        raise row.refuse("saldo awal, mutasi dan saldo akhir pada baris ini tidak cocok.")
    day, booked_at = row.read(iso_day, 2)
    return StatementLine(
        n=n,
        day=day,
        value_date=row.read(iso_day, 3)[0] if row.cells[3].strip() else day,
        direction=side,
        amount=figure,
        texts=tuple(row.cells[i].strip() for i in _TEXT_COLUMNS if row.cells[i].strip()),
        account=account_number(row.cells[1]),
        balance=balance,
        booked_at=row.read(clock, 4) if row.cells[4].strip() else booked_at,
        bank_kind=row.cells[13].strip(),
    )
