"""Holding what providers are owed against what was approved, the books and the payments."""

from typing import Final

from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import SHOWN

PAYABLE: Final = account(Role.BENEFITS_PAYABLE, Programme.JPK)

OWED: Final = f"""
    WITH approved AS (
        SELECT 'claim ' || id AS thing, awarded AS amount
        FROM providers_providerclaim WHERE state = 'APPROVED'
        UNION ALL
        SELECT 'capitation ' || id, amount_of_month + correction
        FROM providers_capitationrun
        WHERE state = 'APPROVED' AND amount_of_month + correction > 0
    ), payable AS (
        SELECT id, entry_id, amount,
            coalesce('claim ' || claim_id, 'capitation ' || capitation_id) AS thing
        FROM providers_providerpayable
    ), booked AS (
        SELECT e.id, -sum(l.amount) AS amount
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        WHERE e.kind = 'PROVIDER' AND l.account_id = {PAYABLE} GROUP BY e.id
    )
    SELECT coalesce(a.thing, p.thing, 'entry ' || b.id),
        'approved ' || coalesce(a.amount, 0),
        'owed ' || coalesce(p.amount, 0) || ', booked ' || coalesce(b.amount, 0),
        count(*) OVER ()
    FROM approved a FULL JOIN payable p USING (thing) FULL JOIN booked b ON b.id = p.entry_id
    WHERE coalesce(a.amount, 0) <> coalesce(p.amount, 0)
        OR coalesce(p.amount, 0) <> coalesce(b.amount, 0)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""What was approved for a provider is owed once, and booked as the books say."""

PAID: Final = f"""
    WITH ordered AS (
        SELECT source_id AS id, sum(amount) AS amount
        FROM treasury_paymentitem WHERE source = 'PROVIDER' AND standing GROUP BY 1
    )
    SELECT 'payable ' || coalesce(p.id, o.id), coalesce(p.amount, 0)::text, o.amount::text,
        count(*) OVER ()
    FROM ordered o LEFT JOIN providers_providerpayable p ON p.id = o.id
    WHERE coalesce(p.amount, 0) <> o.amount
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""No payment goes to a provider beyond what it is owed."""

CHECKS: Final = {"provider owed": OWED, "provider paid": PAID}
"""What `ledger.queries.verify` may look at besides the books themselves."""
