"""Reading the books."""

from jamsostek.ledger.queries.balances import TrialRow, balance_now, balance_on, trial_balance
from jamsostek.ledger.queries.statements import (
    Statement,
    StatementLine,
    account_number,
    entries_of,
    entry_numbers,
    lines_of,
    statement,
)
from jamsostek.ledger.queries.verification import SHOWN, Difference, Verification, verify

__all__ = [
    "SHOWN",
    "Difference",
    "Statement",
    "StatementLine",
    "TrialRow",
    "Verification",
    "account_number",
    "balance_now",
    "balance_on",
    "entries_of",
    "entry_numbers",
    "lines_of",
    "statement",
    "trial_balance",
    "verify",
]
