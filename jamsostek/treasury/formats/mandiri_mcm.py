"""MANDIRI_MCM_CSV: the export of Mandiri's cash management."""

from typing import Final

from jamsostek.treasury.formats.assembly import by_account
from jamsostek.treasury.formats.figures import amount, worded_day
from jamsostek.treasury.formats.statement import Message, StatementLine, StatementUnreadable
from jamsostek.treasury.formats.tables import Row, account_number, checked_width, table_under

FORMAT: Final = "MANDIRI_MCM_CSV"

_HEADING: Final = (
    "accountno",
    "ccy",
    "postdate",
    "remarks",
    "additionaldesc",
    "credit amount",
    "debit amount",
    "close balance",
)


def read(text: str) -> list[Message] | None:
    """Read an export; None where the text is not in this format.

    Raises:
        StatementUnreadable: it is, but cannot be read to the end.
    """
    table = table_under(text, _HEADING)
    if table is None:
        return None
    rows = [checked_width(row, len(_HEADING)) for row in table.rows]
    currencies = {row.cells[1].strip().upper() for row in rows}
    if len(currencies) > 1:
        raise StatementUnreadable(f"ada lebih dari satu mata uang: {', '.join(currencies)}.")
    lines = [_line(row, n) for n, row in enumerate(rows, 1)]
    return by_account(lines, *currencies)


def _line(row: Row, n: int) -> StatementLine:
    side, figure = row.movement(credit=5, debit=6)
    day, clock = row.read(worded_day, 2)
    return StatementLine(
        n=n,
        day=day,
        value_date=day,
        direction=side,
        amount=figure,
        texts=tuple(cell.strip() for cell in row.cells[3:5] if cell.strip()),
        account=account_number(row.cells[0]),
        balance=row.read(amount, 7),
        booked_at=clock,
    )
