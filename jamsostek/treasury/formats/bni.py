"""BNI_CSV: the account history of BNI's internet banking, newest line first."""

from typing import Final

from jamsostek.treasury.formats.assembly import own_reference
from jamsostek.treasury.formats.figures import numbered_day
from jamsostek.treasury.formats.statement import Message, StatementLine
from jamsostek.treasury.formats.tables import Row, checked_width, table_under

FORMAT: Final = "BNI_CSV"

_HEADING: Final = (
    "post date",
    "value date",
    "branch",
    "journal no.",
    "description",
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
    lines = tuple(_line(row, n) for n, row in enumerate(rows, 1))
    return [Message(account="", lines=lines)]


def _line(row: Row, n: int) -> StatementLine:
    side, figure = row.movement(credit=6, debit=5)
    day, clock = row.read(numbered_day, 0)
    journal = row.cells[3].strip().removeprefix("'")
    texts = (*(part.strip() for part in row.cells[4].split("|")), journal)
    return StatementLine(
        n=n,
        day=day,
        value_date=row.read(numbered_day, 1)[0] if row.cells[1].strip() else day,
        direction=side,
        amount=figure,
        texts=tuple(text for text in texts if text),
        reference=own_reference(journal),
        booked_at=clock,
    )
