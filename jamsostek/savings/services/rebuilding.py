"""Making the yearly figures beside the books anew."""

from typing import Final

from django.db import connections, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.savings.queries.verification import BOOKED

LOCK: Final = "LOCK TABLE savings_savingsyear IN SHARE ROW EXCLUSIVE MODE"

YEARS: Final = f"""
    MERGE INTO savings_savingsyear y
    USING (
        SELECT account_id, year, coalesce(b.moved, 0) AS moved, coalesce(b.weighted, 0) AS weighted,
            CASE WHEN b.returns > 0 OR n.credited_return IS NOT NULL THEN coalesce(b.credited, 0)
            END AS credited
        FROM ({BOOKED}) b FULL JOIN savings_savingsyear n USING (account_id, year)
    ) b ON b.account_id = y.account_id AND b.year = y.year
    WHEN MATCHED AND (y.moved, y.weighted, y.credited_return)
        IS DISTINCT FROM (b.moved, b.weighted, b.credited)
        THEN UPDATE SET moved = b.moved, weighted = b.weighted, credited_return = b.credited
    WHEN NOT MATCHED
        THEN INSERT (account_id, year, moved, weighted, credited_return)
        VALUES (b.account_id, b.year, b.moved, b.weighted, b.credited)
"""  # noqa: S608 - made of constants


def rebuild_years(*, act: Act) -> int:
    """Put every yearly figure of the members back to what the books say; tell how many were wrong.

    Runs as the owner of the tables, like the ledger's own rebuilding. Settling waits meanwhile.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(YEARS)
        corrected = int(cursor.rowcount)
        audit.record(
            act=act,
            action="rebuild_years",
            subject_type="savings",
            detail={"corrected": corrected},
            using="owner",
        )
        return corrected
