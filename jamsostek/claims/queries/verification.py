"""Holding claims against the books and the payments: what differs is found by name."""

from typing import Final

from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import SHOWN

TRANSIT_KIND: Final = "PAYMENT"
PAYABLE: Final = {
    programme.value: account(Role.BENEFITS_PAYABLE, programme) for programme in Programme
}
_ACCOUNTS: Final = ", ".join(f"('{name}', {number})" for name, number in PAYABLE.items())

OWED: Final = f"""
    WITH accounts (programme, account_id) AS (VALUES {_ACCOUNTS}),
    made AS (
        SELECT c.programme, sum(p.amount) AS amount
        FROM claims_payable p JOIN claims_payee y ON y.id = p.payee_id
        JOIN claims_claim c ON c.id = y.claim_id
        WHERE p.withdrawn_by_id IS NULL GROUP BY 1
    ), left_by_orders AS (
        SELECT o.payable_account_id AS account_id, sum(i.amount) AS amount
        FROM treasury_paymentorder o
        JOIN treasury_paymentitem i ON i.order_id = o.id AND i.standing AND i.source = 'CLAIM'
        WHERE o.state IN ('SENT', 'UNKNOWN', 'PAID') GROUP BY 1
    ), booked AS (
        SELECT l.account_id, -sum(l.amount) AS amount
        FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
        WHERE l.account_id IN (SELECT account_id FROM accounts)
            AND (e.kind = 'CLAIM' OR e.kind = '{TRANSIT_KIND}' AND EXISTS (
                SELECT FROM treasury_paymentstep s
                JOIN treasury_paymentitem i ON i.order_id = s.order_id AND i.source = 'CLAIM'
                WHERE s.entry_id = e.id))
        GROUP BY 1
    )
    SELECT a.programme, (coalesce(m.amount, 0) - coalesce(o.amount, 0))::text,
        coalesce(b.amount, 0)::text, count(*) OVER ()
    FROM accounts a
    LEFT JOIN made m USING (programme)
    LEFT JOIN left_by_orders o USING (account_id)
    LEFT JOIN booked b USING (account_id)
    WHERE coalesce(m.amount, 0) - coalesce(o.amount, 0) <> coalesce(b.amount, 0)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""What decisions made payable and no payment has taken is what the books say is owed for it."""

DECIDED: Final = f"""
    WITH decided AS (
        SELECT d.id, d.entry_id, c.code || '/' || a.number AS code, d.amount + d.overpaid AS moved,
            c.programme
        FROM claims_decision d JOIN claims_assessment a ON a.id = d.assessment_id
        JOIN claims_claim c ON c.id = a.claim_id
        WHERE d.outcome = 'APPROVED' OR d.amount <> 0 OR d.entry_id IS NOT NULL
    ), booked AS (
        SELECT e.id, -sum(l.amount) AS moved
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        WHERE e.kind = 'CLAIM' AND l.account_id IN ({", ".join(map(str, PAYABLE.values()))})
        GROUP BY e.id
    )
    SELECT coalesce(d.code, 'entry ' || b.id), coalesce(d.moved::text, 'no decision'),
        coalesce(b.moved::text, 'no entry'), count(*) OVER ()
    FROM decided d FULL JOIN booked b ON b.id = d.entry_id
    WHERE coalesce(d.moved, 0) <> coalesce(b.moved, 0) OR d.id IS NULL
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""Every decision moved in the books what it awarded or took back, and nothing else did."""

EMPTIED: Final = f"""
    SELECT c.code || ' ' || a.code, '0', (-sum(l.amount))::text, count(*) OVER ()
    FROM claims_claim c
    JOIN claims_assessment t ON t.claim_id = c.id
    JOIN claims_decision d ON d.assessment_id = t.id AND d.outcome = 'APPROVED'
    JOIN ledger_line own ON own.entry_id = d.entry_id
    JOIN ledger_account a ON a.id = own.account_id AND a.control_id = {account(Role.MEMBERS)}
    JOIN ledger_line l ON l.account_id = a.id AND l.entry_id <= d.entry_id
    WHERE c.programme = 'JHT'
    GROUP BY c.code, a.code, d.id HAVING sum(l.amount) <> 0
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""An account that a claim paid out held nothing afterwards; what came later is not of it."""

PAID: Final = f"""
    SELECT 'payable ' || p.id, p.amount::text, coalesce(sum(i.amount), 0)::text, count(*) OVER ()
    FROM claims_payable p
    JOIN treasury_paymentitem i ON i.source = 'CLAIM' AND i.source_id = p.id AND i.standing
    GROUP BY p.id, p.amount, p.withdrawn_by_id
    HAVING sum(i.amount) <> p.amount OR p.withdrawn_by_id IS NOT NULL
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""Nothing is paid beyond what was granted, and nothing that was taken back."""

CHECKS: Final = {
    "benefits owed": OWED,
    "claim decided": DECIDED,
    "savings paid out": EMPTIED,
    "claim paid": PAID,
}
"""What `ledger.queries.verify` may look at besides the books themselves."""
