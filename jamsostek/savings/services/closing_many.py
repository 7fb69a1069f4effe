"""Emptying many accounts on one day: the returns in one entry, the years' rows in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.queries.verification import RETURN
from jamsostek.savings.rules import days_remaining


@dataclass(frozen=True, slots=True)
class EmptiedAccount:
    """An account that nothing moved in this year: what was brought forward, and its return."""

    account_id: int
    ledger_account_id: int
    balance: int
    earned: int

    @property
    def total(self) -> int:
        """What emptying it pays."""
        return self.balance + self.earned


@transaction.atomic
def close_many(*, accounts: Sequence[EmptiedAccount], day: date, act: Act) -> None:
    """Credit the returns up to a day and have the year's rows follow what is paid out.

    The payments themselves are booked by whoever decides them, in the same transaction; an account
    that holds something else than it is said to would be refused there or found by verifying.

    Raises:
        HoldsOther: an account does not hold what it is said to, or moved this year.
    """
    with connection.cursor() as cursor:
        given: dict[str, Any] = {
            "accounts": [one.account_id for one in accounts],
            "balances": [one.balance for one in accounts],
            "earned": [one.earned for one in accounts],
            "year": day.year,
            "days": days_remaining(day),
        }
        cursor.execute(OTHERS, given)
        other = cursor.fetchone()
        if other:
            raise HoldsOther(f"Savings account {other[0]} does not hold what it is said to.")
        _credit(accounts, day, act)
        cursor.execute(NOTE, given)


class HoldsOther(ValueError):
    """An account that does not hold what it is said to."""


def _credit(accounts: Sequence[EmptiedAccount], day: date, act: Act) -> None:
    earned = [one for one in accounts if one.earned]
    if not earned:
        return
    lines = [(account(Role.RETURN_CREDITED), sum(one.earned for one in earned))]
    lines += [(one.ledger_account_id, -one.earned) for one in earned]
    first, last = earned[0].account_id, earned[-1].account_id
    ledger.post(
        posting=ledger.Posting(
            key=f"RETURN:{day}:{first}:{last}",
            kind=RETURN,
            day=day,
            text=f"Hasil pengembangan JHT sampai {day:%d-%m-%Y}",
            lines=lines,
        ),
        act=act,
    )


OTHERS: Final = """
    SELECT s.id
    FROM unnest(%(accounts)s::bigint[], %(balances)s::bigint[]) AS closed (account_id, balance)
    JOIN savings_savingsaccount s ON s.id = closed.account_id
    LEFT JOIN ledger_balance b ON b.account_id = s.ledger_account_id
    WHERE -coalesce(b.amount, 0) <> closed.balance
        OR EXISTS (SELECT FROM savings_savingsyear y
            WHERE y.account_id = s.id AND y.year >= %(year)s)
    LIMIT 1
"""
NOTE: Final = """
    INSERT INTO savings_savingsyear (account_id, year, moved, weighted, opening, credited_return)
    SELECT account_id, %(year)s, -(balance + earned), -balance * %(days)s, balance, earned
    FROM unnest(%(accounts)s::bigint[], %(balances)s::bigint[], %(earned)s::bigint[])
        AS closed (account_id, balance, earned)
"""
"""An emptied account earns no more from the day after: what weighs is the balance paid out."""
