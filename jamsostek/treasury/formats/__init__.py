"""Statement files of Indonesian banks: every format in, one `Statement` out."""

from jamsostek.treasury.formats.detect import read_statement
from jamsostek.treasury.formats.statement import (
    PendingLine,
    Side,
    Statement,
    StatementLine,
    StatementUnreadable,
    StatementWarning,
)

__all__ = [
    "PendingLine",
    "Side",
    "Statement",
    "StatementLine",
    "StatementUnreadable",
    "StatementWarning",
    "read_statement",
]
