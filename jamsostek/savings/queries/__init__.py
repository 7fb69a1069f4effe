"""Reading JHT accounts: balances, statements, and whether their figures are what the books say."""

from jamsostek.savings.queries.statements import (
    MonthLine,
    Movement,
    SavingsStatement,
    Summary,
    YearLine,
    account_of,
    balance_of_person,
    balance_on,
    months_of,
    statement,
    summary_of,
)
from jamsostek.savings.queries.verification import CHECKS

__all__ = [
    "CHECKS",
    "MonthLine",
    "Movement",
    "SavingsStatement",
    "Summary",
    "YearLine",
    "account_of",
    "balance_of_person",
    "balance_on",
    "months_of",
    "statement",
    "summary_of",
]
