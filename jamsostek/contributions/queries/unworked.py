"""Bank lines that bills have not taken up yet, after an import that was broken off."""

from typing import Final

from django.db import connection

_UNWORKED: Final = """
SELECT l.id FROM treasury_statementline l
CROSS JOIN LATERAL jsonb_array_elements_text(l.codes) AS c(code)
JOIN contributions_bill b ON b.code = c.code
WHERE l.kind = 'PAYMENT' AND NOT EXISTS (
    SELECT 1 FROM contributions_naming n WHERE n.line_id = l.id AND n.bill_id = b.id)
UNION
SELECT n.line_id FROM contributions_naming n JOIN contributions_bill b ON b.id = n.bill_id
JOIN treasury_statementline l ON l.id = n.line_id
WHERE b.received < b.asked AND n.withdrawn_at IS NULL AND b.withdrawn_on IS NULL
AND (b.kind <> 'OWN_ACCOUNT' OR coalesce(l.value_date, l.day) <= b.due_date)
AND NOT EXISTS (SELECT 1 FROM treasury_statementline d WHERE d.reverses_id = n.line_id)
AND NOT EXISTS (
    SELECT 1 FROM contributions_allocation a WHERE a.line_id = n.line_id AND a.withdrawn_at IS NULL)
UNION
SELECT d.id FROM treasury_statementline d
JOIN contributions_allocation a ON a.line_id = d.reverses_id AND a.withdrawn_at IS NULL
ORDER BY 1
"""


def unworked_lines() -> list[int]:
    """Give the lines whose meaning for bills is not worked out yet.

    Payments that name a bill which does not know of them, payments let go by a reversal that
    lie idle while a bill they name lacks money, and reversals whose payment still counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNWORKED)
        return [line_id for (line_id,) in cursor.fetchall()]
