"""What the books must say of payments: what is owed, what is under way, what is in the tills."""

from typing import Final

from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import SHOWN

IN_TRANSIT: Final = account(Role.PAYMENTS_IN_TRANSIT)

OWED: Final = f"""
    WITH left_owed AS (
        SELECT payable_account_id AS account_id, sum(amount) AS amount
        FROM treasury_paymentorder WHERE state IN ('SENT', 'UNKNOWN', 'PAID') GROUP BY 1
    ), booked AS (
        SELECT l.account_id, sum(l.amount) AS amount
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        WHERE e.kind = 'PAYMENT'
            AND l.account_id IN (SELECT DISTINCT payable_account_id FROM treasury_paymentorder)
        GROUP BY 1
    )
    SELECT account_id::text, 'payments of ' || coalesce(left_owed.amount, 0),
        'payments of ' || coalesce(booked.amount, 0), count(*) OVER ()
    FROM left_owed FULL JOIN booked USING (account_id)
    WHERE coalesce(left_owed.amount, 0) <> coalesce(booked.amount, 0)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""What was sent, paid or is of unknown fate has left what is owed; what came back is owed again."""

UNDER_WAY: Final = f"""
    WITH books AS (
        SELECT coalesce(sum(credit - debit), 0)::bigint AS amount
        FROM ledger_daytotal WHERE account_id = {IN_TRANSIT}
    ), orders AS (
        SELECT coalesce(sum(amount * (
            (state IN ('SENT', 'UNKNOWN', 'PAID'))::int - (settled_line_id IS NOT NULL)::int
            + (returned_line_id IS NOT NULL)::int
        )), 0)::bigint AS amount
        FROM treasury_paymentorder WHERE method = 'TRANSFER'
    ), tills AS (
        SELECT coalesce(sum(CASE direction WHEN 'C' THEN amount ELSE -amount END), 0)::bigint
            AS amount
        FROM treasury_cashtransfer WHERE line_id IS NULL
    )
    SELECT '{IN_TRANSIT}', (orders.amount + tills.amount)::text, books.amount::text, 1
    FROM books, orders, tills WHERE orders.amount + tills.amount <> books.amount
"""  # noqa: S608 - made of constants
"""What left what is owed and has not been seen on the bank's statement is under way."""

TILLS: Final = f"""
    WITH moved AS (
        SELECT s.desk_id, CASE t.direction WHEN 'C' THEN t.amount ELSE -t.amount END AS amount
        FROM treasury_cashtransfer t JOIN treasury_cashsession s ON s.id = t.session_id
        UNION ALL
        SELECT s.desk_id, -o.amount
        FROM treasury_paymentorder o JOIN treasury_cashsession s ON s.id = o.session_id
        UNION ALL
        SELECT desk_id, counted_amount - expected_amount
        FROM treasury_cashsession WHERE state = 'CLOSED'
    ), compared AS (
        SELECT d.id, d.name, coalesce((SELECT sum(amount) FROM moved WHERE desk_id = d.id), 0)
                AS expected,
            coalesce((SELECT sum(debit - credit) FROM ledger_daytotal
                WHERE account_id = d.ledger_account_id), 0) AS found
        FROM treasury_cashdesk d
    )
    SELECT 'till ' || id || ' ' || name, expected::text, found::text, count(*) OVER ()
    FROM compared WHERE expected <> found ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""A till holds what was brought, less what was paid and taken away, as the counts found it."""

ORDERS: Final = f"""
    WITH compared AS (
        SELECT o.code, o.state || ' for ' || o.amount AS expected,
            coalesce((SELECT s.state FROM treasury_paymentstep s WHERE s.order_id = o.id
                ORDER BY s.id DESC LIMIT 1), 'no step') || ' for '
            || (SELECT coalesce(sum(i.amount), 0) FROM treasury_paymentitem i
                WHERE i.order_id = o.id) AS found
        FROM treasury_paymentorder o
        UNION ALL
        SELECT o.code, CASE WHEN o.state = 'CANCELLED' OR EXISTS (
                SELECT FROM treasury_paymentorder n WHERE n.reissue_of_id = o.id
            ) THEN 'items fallen' ELSE 'items standing' END,
            CASE WHEN i.standing THEN 'items standing' ELSE 'items fallen' END
        FROM treasury_paymentitem i JOIN treasury_paymentorder o ON o.id = i.order_id
        UNION ALL
        SELECT source || ' ' || source_id, 'one payment', count(*) || ' payments'
        FROM treasury_paymentitem WHERE standing GROUP BY source, source_id HAVING count(*) > 1
    )
    SELECT code, expected, found, count(*) OVER ()
    FROM compared WHERE expected <> found ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""An order is in the state of its last step and of the amount of its items, which stand once."""

RUNS: Final = f"""
    WITH compared AS (
        SELECT r.code, r.count || ' of ' || r.amount AS expected,
            (SELECT count(*) || ' of ' || coalesce(sum(o.amount), 0)
                FROM treasury_paymentorder o WHERE o.run_id = r.id) AS found
        FROM treasury_paymentrun r
        UNION ALL
        SELECT r.code, CASE r.state WHEN 'RELEASED' THEN 2 ELSE 0 END || ' files',
            (SELECT count(*) FROM treasury_paymentfile f WHERE f.run_id = r.id) || ' files'
        FROM treasury_paymentrun r
        UNION ALL
        SELECT f.name, f.sha256, encode(sha256(f.content), 'hex') FROM treasury_paymentfile f
    )
    SELECT code, expected, found, count(*) OVER ()
    FROM compared WHERE expected <> found ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""A run is of its orders, and its files are those that were made when it was released."""

CHECKS: Final = {
    "payments owed": OWED,
    "payments under way": UNDER_WAY,
    "till": TILLS,
    "payment": ORDERS,
    "payment run": RUNS,
}
"""The checks by the name under which what differs is shown."""
