"""Taking over savings that stood in another system at the end of a year, with money behind them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.services.accounts import open_accounts


@transaction.atomic
def take_over_savings(
    *,
    person_ids: Sequence[int],
    balances: Sequence[int],
    day: date,
    bank_ledger_account_id: int,
    act: Act,
) -> None:
    """Open accounts with what each person had saved by the last day of a year.

    The balances contain the returns up to that day; the money came to a bank account of the
    institution, which owes it to the fund.

    Raises:
        NotAYearEnd: the day is not 31 December, so that the year's return would still be open.
    """
    if (day.month, day.day) != (12, 31):
        raise NotAYearEnd(f"Savings are taken over as of 31 December, not {day}.")
    given: dict[str, Any] = {
        "persons": list(person_ids),
        "balances": list(balances),
        "year": day.year,
    }
    open_accounts(
        persons_sql="SELECT unnest(%(persons)s::bigint[]) AS person_id",
        params=given,
        on=day,
        act=act,
    )
    jht, total = Programme.JHT, sum(balances)
    ledger.post_with_members(
        posting=ledger.Posting(
            key=f"OPENING:JHT:{day}",
            kind="OPENING",
            day=day,
            text="Saldo JHT yang diambil alih, dengan hasil pengembangannya",
            lines=[
                (bank_ledger_account_id, total),
                (account(Role.DUE_TO_FUND, jht), -total),
                (account(Role.DUE_FROM_INSTITUTION, jht), total),
            ],
        ),
        member_lines_sql=MEMBER_LINES,
        params=given,
        act=act,
    )
    with connection.cursor() as cursor:
        cursor.execute(YEARS, given)


class NotAYearEnd(ValueError):
    """A day as of which no savings can be taken over."""


MEMBER_LINES: Final = """
    SELECT s.ledger_account_id AS account_id, -balance AS amount
    FROM unnest(%(persons)s::bigint[], %(balances)s::bigint[]) AS o (person_id, balance)
    JOIN savings_savingsaccount s USING (person_id)
"""
YEARS: Final = """
    INSERT INTO savings_savingsyear (account_id, year, moved, weighted, opening, credited_return)
    SELECT s.id, %(year)s, o.balance, 0, 0, 0
    FROM unnest(%(persons)s::bigint[], %(balances)s::bigint[]) AS o (person_id, balance)
    JOIN savings_savingsaccount s USING (person_id)
"""
"""What came on the last day of a year weighs nothing in it, and its return came with it."""
