"""Which bank lines payments and tills have explained, and which may still explain one."""

from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from jamsostek.treasury.models import CashTransfer, PaymentOrder


def explained_by_payments() -> Q:
    """Give the condition that a bank line took a payment, brought one back, or filled a till."""
    return (
        Q(Exists(PaymentOrder.objects.filter(settled_line=OuterRef("pk"))))
        | Q(Exists(PaymentOrder.objects.filter(returned_line=OuterRef("pk"))))
        | Q(Exists(CashTransfer.objects.filter(line=OuterRef("pk"))))
    )


_NAMING: Final = r"""
    SELECT l.id FROM treasury_statementline l
    WHERE l.kind IN ('OUTGOING', 'REVERSAL', 'PAYMENT') AND l.reverses_id IS NULL
    AND l.text || ' ' || l.reference ~* '(P[\s.-]*[BR]|K[\s.-]*S)([\s.-]*[0-9]){8}'
    AND NOT EXISTS (SELECT FROM treasury_paymentorder o WHERE o.settled_line_id = l.id)
    AND NOT EXISTS (SELECT FROM treasury_paymentorder o WHERE o.returned_line_id = l.id)
    AND NOT EXISTS (SELECT FROM treasury_cashtransfer t WHERE t.line_id = l.id)
    ORDER BY l.id
"""


def lines_naming_payments() -> list[int]:
    """Give the lines nobody has tied to a payment whose text looks as if it named one."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMING)
        return [line_id for (line_id,) in cursor.fetchall()]


def suspense_moved() -> int:
    """Give what payments and tills have taken out of suspense: debits explained less credits."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SUSPENSE_MOVED}")
        (moved,) = cursor.fetchone()
    return int(moved)


SUSPENSE_MOVED: Final = """
    (SELECT coalesce(sum(amount), 0) FROM treasury_paymentorder WHERE settled_line_id IS NOT NULL)
    - (SELECT coalesce(sum(amount), 0) FROM treasury_paymentorder
        WHERE returned_line_id IS NOT NULL)
    + (SELECT coalesce(sum(CASE direction WHEN 'C' THEN amount ELSE -amount END), 0)
        FROM treasury_cashtransfer WHERE line_id IS NOT NULL)
"""
"""The same in SQL, a sum of rupiah."""
