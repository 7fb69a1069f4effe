"""Which accounts a bill and its settlement move; every fund's lines add up to zero."""

from collections.abc import Mapping

from jamsostek.kernel.money import Rupiah
from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account

PostingLine = tuple[int, Rupiah]


def bill_lines(due: Mapping[Programme, Rupiah], penalty: Rupiah) -> list[PostingLine]:
    """Give the lines of a bill: a claim on the employer against income not yet received.

    Contributions not paid are a claim of the institution from the day they are billed
    (PP 14/1993, Pasal 10 ayat (5)).
    """
    lines: list[PostingLine] = []
    for programme, amount in due.items():
        if amount:
            lines += [
                (account(Role.RECEIVABLE, programme), amount),
                (account(Role.DEFERRED, programme), -amount),
            ]
    if penalty:
        lines += [
            (account(Role.PENALTY_RECEIVABLE), penalty),
            (account(Role.PENALTY_DEFERRED), -penalty),
        ]
    return lines


def settlement_lines(due: Mapping[Programme, Rupiah], penalty: Rupiah) -> list[PostingLine]:
    """Give the lines that settle a bill, all but the members' own.

    The institution takes the money out of suspense and owes it to the programmes' funds; each
    fund gives up its claim on the employer for one on the institution, and what it had deferred
    becomes income. JHT is nobody's income: it is owed to the members, and the caller adds a line
    for each of them, which brings the entry to zero.
    """
    lines: list[PostingLine] = []
    if paid := sum(due.values()) + penalty:
        lines.append((account(Role.SUSPENSE), paid))
    for programme, amount in due.items():
        if amount:
            lines += [
                (account(Role.DUE_TO_FUND, programme), -amount),
                (account(Role.DUE_FROM_INSTITUTION, programme), amount),
                (account(Role.RECEIVABLE, programme), -amount),
                (account(Role.DEFERRED, programme), amount),
            ]
            if programme is not Programme.JHT:
                lines.append((account(Role.INCOME, programme), -amount))
    if penalty:
        lines += [
            (account(Role.PENALTY_RECEIVABLE), -penalty),
            (account(Role.PENALTY_DEFERRED), penalty),
            (account(Role.PENALTY_INCOME), -penalty),
        ]
    return lines
