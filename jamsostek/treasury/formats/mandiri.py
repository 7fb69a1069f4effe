"""MANDIRI_CSV: the account history of Mandiri's internet banking for companies."""

from typing import Final

from jamsostek.treasury.formats.assembly import by_account, own_reference
from jamsostek.treasury.formats.figures import numbered_day
from jamsostek.treasury.formats.statement import Message, StatementLine
from jamsostek.treasury.formats.tables import Row, account_number, checked_width, table_under

FORMAT: Final = "MANDIRI_CSV"

_HEADING: Final = (
    "account no",
    "date",
    "val. date",
    "transaction code",
    "description",
    "description",
    "reference no.",
    "debit",
    "credit",
)


def read(text: str) -> list[Message] | None:
    """Read an export; None where the text is not in this format.

    Raises:
        StatementUnreadable: it is, but cannot be read to the end.
    """
    table = table_under(text, _HEADING)
    if table is None:
        return None
    rows = (checked_width(row, len(_HEADING)) for row in table.rows)
    return by_account([_line(row, n) for n, row in enumerate(rows, 1)])


def _line(row: Row, n: int) -> StatementLine:
    side, figure = row.movement(credit=8, debit=7)
    day, clock = row.read(numbered_day, 1)
    reference = row.cells[6].strip().removeprefix("'")
    texts = (row.cells[4].strip(), row.cells[5].strip(), reference)
    return StatementLine(
        n=n,
        day=day,
        value_date=row.read(numbered_day, 2)[0] if row.cells[2].strip() else day,
        direction=side,
        amount=figure,
        texts=tuple(text for text in texts if text),
        account=account_number(row.cells[0]),
        reference=own_reference(reference),
        booked_at=clock,
        bank_kind=row.cells[3].strip(),
    )
