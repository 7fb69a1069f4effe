"""Making the caches beside the lines anew."""

from typing import Final

from django.db import connections, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act

LINES: Final = "LOCK TABLE ledger_line IN SHARE ROW EXCLUSIVE MODE"

BALANCES: Final = """
    MERGE INTO ledger_balance b
    USING (
        SELECT a.id, coalesce(l.amount, 0) AS amount, a.never_debit, a.fund,
            coalesce(a.control_id, a.id) AS total_id
        FROM ledger_account a LEFT JOIN (
            SELECT account_id, sum(amount) AS amount FROM ledger_line GROUP BY account_id
        ) l ON l.account_id = a.id
    ) t ON t.id = b.account_id
    WHEN MATCHED AND (b.amount, b.never_debit, b.fund, b.total_id)
        IS DISTINCT FROM (t.amount, t.never_debit, t.fund, t.total_id)
        THEN UPDATE SET amount = t.amount, never_debit = t.never_debit, fund = t.fund,
            total_id = t.total_id
    WHEN NOT MATCHED BY TARGET
        THEN INSERT (account_id, amount, never_debit, fund, total_id)
        VALUES (t.id, t.amount, t.never_debit, t.fund, t.total_id)
    WHEN NOT MATCHED BY SOURCE THEN DELETE
"""

DAY_TOTALS: Final = """
    MERGE INTO ledger_daytotal d
    USING (
        SELECT coalesce(a.control_id, a.id) AS account_id, l.day,
            sum(greatest(l.amount, 0)) AS debit, sum(greatest(-l.amount, 0)) AS credit
        FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id GROUP BY 1, 2
    ) t ON t.account_id = d.account_id AND t.day = d.day
    WHEN MATCHED AND (d.debit, d.credit) IS DISTINCT FROM (t.debit, t.credit)
        THEN UPDATE SET debit = t.debit, credit = t.credit
    WHEN NOT MATCHED BY TARGET
        THEN INSERT (account_id, day, debit, credit)
        VALUES (t.account_id, t.day, t.debit, t.credit)
    WHEN NOT MATCHED BY SOURCE THEN DELETE
"""


def rebuild_balances(*, act: Act) -> int:
    """Put every balance and day total back to what the lines say; tell how many were wrong.

    Runs as the owner of the tables: nobody else may write there. Posting waits meanwhile.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(LINES)
        cursor.execute(BALANCES)
        corrected = int(cursor.rowcount)
        cursor.execute(DAY_TOTALS)
        corrected += int(cursor.rowcount)
        audit.record(
            act=act,
            action="rebuild_balances",
            subject_type="ledger",
            detail={"corrected": corrected},
            using="owner",
        )
        return corrected
