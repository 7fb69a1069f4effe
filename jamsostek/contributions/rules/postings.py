"""Which accounts a bill and its settlement move; every fund's lines add up to zero.

Accounts are named by their codes in the chart (ledger.chart): the last digit tells the
programme, 1 JHT, 2 JKK, 3 JKM, 4 JPK, and 5 the penalty, which is the institution's own.
"""

from collections.abc import Mapping
from typing import Final

from jamsostek.kernel.money import Rupiah
from jamsostek.law.programmes import Programme

PostingLine = tuple[str, Rupiah]

DIGIT: Final = {Programme.JHT: 1, Programme.JKK: 2, Programme.JKM: 3, Programme.JPK: 4}
SUSPENSE: Final = "2101"
MEMBERS: Final = "2201"
PENALTY_RECEIVABLE: Final = "1205"
PENALTY_BILLED: Final = "2305"
PENALTY_INCOME: Final = "4105"


def bill_lines(due: Mapping[Programme, Rupiah], penalty: Rupiah) -> list[PostingLine]:
    """Give the lines of a bill: a claim on the employer against income not yet received."""
    lines: list[PostingLine] = []
    for programme, amount in due.items():
        if amount:
            lines += [
                (f"120{DIGIT[programme]}", amount),
                (f"230{DIGIT[programme]}", -amount),
            ]
    if penalty:
        lines += [(PENALTY_RECEIVABLE, penalty), (PENALTY_BILLED, -penalty)]
    return lines


def settlement_lines(due: Mapping[Programme, Rupiah], penalty: Rupiah) -> list[PostingLine]:
    """Give the lines that settle a bill, but for the members' own: those end it.

    The institution takes the money out of suspense and owes it to the programmes' funds; each
    fund gives up its claim on the employer for one on the institution, and its deferred income
    becomes income. JHT is no income: it is owed to the members, one line each, which the caller
    adds; they make up the difference to zero, minus the JHT amount.
    """
    lines: list[PostingLine] = []
    total = sum(due.values()) + penalty
    if total:
        lines.append((SUSPENSE, total))
    for programme, amount in due.items():
        if amount:
            digit = DIGIT[programme]
            lines += [
                (f"240{digit}", -amount),
                (f"130{digit}", amount),
                (f"120{digit}", -amount),
                (f"230{digit}", amount),
            ]
            if programme is not Programme.JHT:
                lines.append((f"410{digit}", -amount))
    if penalty:
        lines += [
            (PENALTY_RECEIVABLE, -penalty),
            (PENALTY_BILLED, penalty),
            (PENALTY_INCOME, -penalty),
        ]
    return lines
