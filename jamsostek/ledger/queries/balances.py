"""What accounts stand at, on any day, and as it was known at any instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from jamsostek.institution.planned import planned_cursor


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account of the trial balance: what moved up to the day, and where it stands."""

    account_id: int
    code: str
    name: str
    name_en: str
    kind: str
    fund: str
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        """Debit less credit."""
        return self.debit - self.credit


def trial_balance(*, on: date | None = None) -> Sequence[TrialRow]:
    """Give every account of the chart and every bank account as of a day, or as of now.

    Members' accounts are summed up in their control account. Debit and credit add up to the same
    over all rows, and over the rows of every fund.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.id, a.code, a.name, a.name_en, a.kind, a.fund,
                coalesce(sum(t.debit), 0)::bigint, coalesce(sum(t.credit), 0)::bigint
            FROM ledger_account a
            LEFT JOIN ledger_daytotal t ON t.account_id = a.id
                AND (t.day <= %(on)s OR %(on)s IS NULL)
            WHERE a.control_id IS NULL GROUP BY a.id ORDER BY a.code
            """,
            {"on": on},
        )
        return [TrialRow(*row) for row in cursor.fetchall()]


def balance_on(account_id: int, day: date, *, known_at: datetime | None = None) -> int:
    """Give what an account stood at when a day ended; debit is above zero.

    With `known_at`, give what the books said of that day at that instant.
    """
    if known_at is not None:
        return _scalar(
            """
            SELECT sum(l.amount) FROM ledger_line l
            JOIN ledger_entry e ON e.id = l.entry_id JOIN ledger_account a ON a.id = l.account_id
            WHERE (a.id = %s OR a.control_id = %s) AND l.day <= %s AND e.made_at <= %s
            """,
            [account_id, account_id, day, known_at],
        )
    return _scalar(
        """
        SELECT CASE WHEN a.control_id IS NULL THEN (
            SELECT sum(t.debit - t.credit) FROM ledger_daytotal t
            WHERE t.account_id = a.id AND t.day <= %s
        ) ELSE (
            SELECT sum(l.amount) FROM ledger_line l WHERE l.account_id = a.id AND l.day <= %s
        ) END
        FROM ledger_account a WHERE a.id = %s
        """,
        [day, day, account_id],
    )


def balance_now(account_id: int) -> int:
    """Give what an account stands at now; debit is above zero."""
    return _scalar("SELECT amount FROM ledger_balance WHERE account_id = %s", [account_id])


def _scalar(statement: str, params: Sequence[int | date | datetime]) -> int:
    with planned_cursor() as cursor:
        cursor.execute(statement, list(params))
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0
