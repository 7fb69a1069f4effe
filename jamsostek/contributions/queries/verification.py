"""What the books must say of the money that came in, given bank lines, bills and members' months.

Each check is a query of what differs: subject, what is expected, what is found, how many in all.
"""

from typing import Final

from jamsostek.contributions.models import Refund
from jamsostek.contributions.queries.write_offs import WRITE_OFFS
from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import SHOWN
from jamsostek.treasury.queries.payment_lines import SUSPENSE_MOVED

SUSPENSE: Final = account(Role.SUSPENSE)
REFUND_PAYABLE: Final = account(Role.REFUND_PAYABLE)
MEMBERS: Final = account(Role.MEMBERS)
JHT, JKK, JKM, JPK = (account(Role.RECEIVABLE, programme) for programme in Programme)
PENALTIES: Final = account(Role.PENALTY_RECEIVABLE)

WAITING: Final = f"""
    WITH books AS (
        SELECT coalesce(sum(credit - debit), 0)::bigint AS waiting
        FROM ledger_daytotal WHERE account_id = {SUSPENSE}
    ), receipts AS (
        SELECT coalesce((
                SELECT sum(CASE direction WHEN 'C' THEN amount ELSE -amount END)
                FROM treasury_statementline WHERE kind IN ('PAYMENT', 'REVERSAL', 'OUTGOING')
            ), 0) - coalesce((
                SELECT sum(amount) FROM contributions_bill WHERE settled_on IS NOT NULL
            ), 0)::bigint - coalesce((
                SELECT sum(amount) FROM contributions_refund WHERE state = 'APPROVED'
            ), 0)::bigint + ({SUSPENSE_MOVED})::bigint AS waiting
    )
    SELECT '{SUSPENSE}', 'open receipts of ' || receipts.waiting, books.waiting::text, 1
    FROM books, receipts WHERE books.waiting <> receipts.waiting
"""  # noqa: S608 - made of constants
"""What the bank's lines brought, less what settled bills took out of it, waits in suspense.

Refunds that are approved have left it, until the bank's line that pays them stands there instead.
Debits that took payments of benefits have left it too, and credits that brought one back.
It may be below nothing: money sent on to another account leaves it before anybody explains it.
"""

BANK_LINES: Final = f"""
    WITH said AS (
        SELECT 'BANK:' || l.identity AS key, b.ledger_account_id AS account_id,
            CASE l.direction WHEN 'C' THEN l.amount ELSE -l.amount END AS amount
        FROM treasury_statementline l JOIN treasury_bankaccount b ON b.id = l.account_id
        WHERE l.amount <> 0
    ), booked AS (
        SELECT e.key, l.account_id, l.amount
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        WHERE e.kind = 'BANK' AND l.account_id IN (
            SELECT ledger_account_id FROM treasury_bankaccount
        )
    )
    SELECT key, coalesce(said.amount::text, 'no bank line'),
        coalesce(booked.amount::text, 'no entry'), count(*) OVER ()
    FROM said FULL JOIN booked USING (key, account_id)
    WHERE said.amount IS DISTINCT FROM booked.amount ORDER BY key LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

HOLDING: Final = ", ".join(f"'{state}'" for state in Refund.HOLDING)

ALLOCATIONS: Final = f"""
    SELECT 'bank line ' || l.id,
        CASE WHEN stands THEN 'at most ' || l.amount ELSE 'nothing' END,
        allocated::text, count(*) OVER ()
    FROM (
        SELECT line_id, sum(amount) AS allocated
        FROM (
            SELECT line_id, amount FROM contributions_allocation WHERE withdrawn_at IS NULL
            UNION ALL
            SELECT p.line_id, p.amount
            FROM contributions_refundpart p JOIN contributions_refund r ON r.id = p.refund_id
            WHERE r.state IN ({HOLDING})
        ) given GROUP BY line_id
    ) a
    JOIN treasury_statementline l ON l.id = a.line_id
    CROSS JOIN LATERAL (
        SELECT l.kind = 'PAYMENT' AND NOT EXISTS (
            SELECT FROM treasury_statementline r WHERE r.reverses_id = l.id
        ) AND NOT EXISTS (
            SELECT FROM contributions_refund r WHERE r.returned_line_id = l.id
        ) AND NOT EXISTS (
            SELECT FROM treasury_paymentorder o WHERE o.returned_line_id = l.id
        ) AND NOT EXISTS (SELECT FROM treasury_cashtransfer t WHERE t.line_id = l.id) AS stands
    ) s
    WHERE NOT stands OR allocated > l.amount ORDER BY l.id LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

MONTH_OF: Final = """
    SELECT b.id AS bill_id, coalesce(b.declaration_id, c.declaration_id, -b.id) AS month_id
    FROM contributions_bill b LEFT JOIN contributions_correction c ON c.id = b.correction_id
"""
"""Which bills are versions of one month; others stand alone."""

NAMINGS: Final = f"""
    WITH month_of AS ({MONTH_OF})
    SELECT 'bank line ' || a.line_id || ' for bill ' || b.code, 'a naming', 'none',
        count(*) OVER ()
    FROM contributions_allocation a JOIN contributions_bill b ON b.id = a.bill_id
    JOIN month_of m ON m.bill_id = b.id
    WHERE a.withdrawn_at IS NULL AND NOT EXISTS (
        SELECT FROM contributions_naming n JOIN month_of o ON o.bill_id = n.bill_id
        WHERE n.line_id = a.line_id AND o.month_id = m.month_id AND n.withdrawn_at IS NULL
    )
    ORDER BY a.line_id, b.code LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""A receipt pays only bills that it is meant for, and other versions of their months."""

PARTS: Final = "JHT %s, JKK %s, JKM %s, JPK %s"
CLAIM: Final = "JHT %s, JKK %s, JKM %s, JPK %s, penalties %s; contributions %s, penalty %s"

CLAIMS: Final = f"""
    WITH moved AS (
        SELECT 'BILL:' || split_part(e.key, ':', 2) AS key,
            coalesce(sum(l.amount) FILTER (WHERE l.account_id = {JHT}), 0) AS jht,
            coalesce(sum(l.amount) FILTER (WHERE l.account_id = {JKK}), 0) AS jkk,
            coalesce(sum(l.amount) FILTER (WHERE l.account_id = {JKM}), 0) AS jkm,
            coalesce(sum(l.amount) FILTER (WHERE l.account_id = {JPK}), 0) AS jpk,
            coalesce(sum(l.amount) FILTER (WHERE l.account_id = {PENALTIES}), 0) AS penalty
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        WHERE e.kind = 'BILL' GROUP BY 1
    ), charged AS (
        SELECT bill_id, sum(amount) AS penalty
        FROM (
            SELECT bill_id, amount FROM contributions_penaltyassessment
            UNION ALL SELECT bill_id, -amount FROM contributions_penaltywaiver
        ) assessed GROUP BY bill_id
    ), booked AS (
        SELECT key, format('{CLAIM}', jht, jkk, jkm, jpk, penalty, jht + jkk + jkm + jpk, penalty)
            AS claim
        FROM moved
    ), lines AS (
        SELECT bill_id, sum(jht_employer + jht_member) AS jht, sum(jkk) AS jkk, sum(jkm) AS jkm,
            sum(jpk) AS jpk
        FROM contributions_billline GROUP BY bill_id
    ), billed AS (
        SELECT 'BILL:' || b.code AS key, format('{CLAIM}',
            coalesce(d.jht_employer + d.jht_member, l.jht, b.jht), coalesce(d.jkk, l.jkk, b.jkk),
            coalesce(d.jkm, l.jkm, b.jkm), coalesce(d.jpk, l.jpk, b.jpk),
            coalesce(c.penalty, 0), b.contributions, b.penalty) AS claim
        FROM contributions_bill b
        LEFT JOIN contributions_declaration d ON d.id = b.declaration_id
        LEFT JOIN lines l ON l.bill_id = b.id
        LEFT JOIN charged c ON c.bill_id = b.id
    )
    SELECT key, coalesce(booked.claim, 'no entry'), coalesce(billed.claim, 'no bill'),
        count(*) OVER ()
    FROM booked FULL JOIN billed USING (key)
    WHERE booked.claim IS DISTINCT FROM billed.claim ORDER BY key LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""What the books claim for a bill since it was issued, less what later entries of it take off.

It must be what its declaration or its lines say by programme (a project has neither), the
penalties assessed less those waived, and the bill itself.
"""

PROGRAMMES: Final = f"""
    WITH asked AS (
        SELECT b.code, format('{PARTS}', b.jht, b.jkk, b.jkm, b.jpk) AS found,
            format('{PARTS}', d.jht_employer + d.jht_member, d.jkk, d.jkm, d.jpk) AS expected
        FROM contributions_bill b JOIN contributions_declaration d ON d.id = b.declaration_id
        UNION ALL
        SELECT b.code, format('{PARTS}', b.jht, b.jkk, b.jkm, b.jpk),
            format('{PARTS}', sum(l.jht_employer + l.jht_member), sum(l.jkk), sum(l.jkm),
                sum(l.jpk))
        FROM contributions_bill b JOIN contributions_billline l ON l.bill_id = b.id GROUP BY b.id
    )
    SELECT code, expected, found, count(*) OVER ()
    FROM asked WHERE expected <> found ORDER BY code LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""A bill asks for each programme what its declaration or its lines say."""

BILLS: Final = f"""
    WITH version AS (
        SELECT b.*, m.month_id,
            sum(b.amount) OVER (PARTITION BY month_id ORDER BY place, b.id) AS together,
            min(b.issued_on) OVER (PARTITION BY month_id) AS first_issued_on
        FROM contributions_bill b JOIN ({MONTH_OF}) m ON m.bill_id = b.id
    ), covered AS (
        SELECT *, min(together) OVER (
            PARTITION BY month_id ORDER BY place, id
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS covered_at
        FROM version
    ), asking AS (
        SELECT *, covered_at - coalesce(
            lag(covered_at) OVER (PARTITION BY month_id ORDER BY place, id), 0
        ) AS asks
        FROM covered
    ), share AS (
        SELECT a.bill_id, v.month_id, a.amount, coalesce(l.value_date, l.day) AS day,
            sum(a.amount) OVER (
                PARTITION BY v.month_id ORDER BY coalesce(l.value_date, l.day)
            ) AS reached
        FROM contributions_allocation a JOIN treasury_statementline l ON l.id = a.line_id
        JOIN version v ON v.id = a.bill_id
        WHERE a.withdrawn_at IS NULL
    ), received AS (
        SELECT b.id, coalesce(sum(s.amount) FILTER (WHERE s.bill_id = b.id), 0) AS amount,
            CASE WHEN b.covered_at <= 0 THEN b.first_issued_on
                ELSE min(s.day) FILTER (WHERE s.reached >= b.covered_at) END AS settled_on
        FROM asking b LEFT JOIN share s ON s.month_id = b.month_id
        GROUP BY b.id, b.covered_at, b.first_issued_on
    ), compared AS (
        SELECT b.code,
            concat_ws(' ', r.amount, CASE WHEN r.settled_on IS NULL
                    THEN CASE WHEN r.amount = 0 THEN 'OPEN' ELSE 'PART' END
                WHEN r.amount > b.asks THEN 'OVER' ELSE 'PAID' END,
                r.settled_on,
                CASE WHEN b.contributions <> 0 OR b.penalty <> 0 OR b.correction_id IS NOT NULL
                    THEN r.settled_on END,
                CASE WHEN b.asks <> b.amount THEN 'of ' || b.asks END) AS expected,
            concat_ws(' ', b.received, b.state, b.settled_on, s.settled_on,
                CASE WHEN b.asked <> b.amount THEN 'of ' || b.asked END) AS found
        FROM asking b JOIN received r ON r.id = b.id
        LEFT JOIN contributions_settlement s ON s.bill_id = b.id AND s.undone_entry_id IS NULL
    )
    SELECT code, expected, found, count(*) OVER ()
    FROM compared WHERE expected <> found ORDER BY code LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""What a bill received and asks for, its state, and the day of settlement twice.

The day stands on the bill, and on the settlement itself; a term that an addendum reduced to
nothing has nothing to settle. The versions of a month are settled by what was received for all.
"""

SETTLEMENTS: Final = f"""
    WITH standing AS (
        SELECT s.entry_id, b.code, b.amount,
            coalesce(d.jht_employer + d.jht_member, l.jht, 0) AS saved
        FROM contributions_settlement s JOIN contributions_bill b ON b.id = s.bill_id
        LEFT JOIN contributions_declaration d ON d.id = b.declaration_id
        LEFT JOIN (
            SELECT bill_id, sum(jht_employer + jht_member) AS jht
            FROM contributions_billline GROUP BY bill_id
        ) l ON l.bill_id = b.id
        WHERE s.undone_entry_id IS NULL
    ), booked AS (
        SELECT e.id AS entry_id,
            coalesce(sum(l.amount) FILTER (WHERE l.account_id = {SUSPENSE}), 0) AS amount,
            coalesce(-sum(l.amount) FILTER (WHERE b.total_id = {MEMBERS}), 0) AS saved
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        JOIN ledger_balance b ON b.account_id = l.account_id
        WHERE e.kind = 'SETTLEMENT' AND e.reverses_id IS NULL
            AND NOT EXISTS (SELECT FROM ledger_entry r WHERE r.reverses_id = e.id)
        GROUP BY e.id
    )
    SELECT coalesce('bill ' || code, 'entry ' || entry_id),
        coalesce(standing.amount || ' with ' || standing.saved || ' to members', 'no settlement'),
        coalesce(booked.amount || ' with ' || booked.saved || ' to members', 'no entry'),
        count(*) OVER ()
    FROM standing FULL JOIN booked USING (entry_id)
    WHERE (standing.amount, standing.saved) IS DISTINCT FROM (booked.amount, booked.saved)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

MONTHS: Final = f"""
    WITH paid AS (
        SELECT b.id, coalesce(b.employer_id, 0) AS employer_id, b.month, b.declaration_id
        FROM contributions_settlement s JOIN contributions_bill b ON b.id = s.bill_id
        WHERE s.undone_entry_id IS NULL
    ), lines AS (
        SELECT l.person_id, b.employer_id, b.month, l.jht_employer + l.jht_member AS amount
        FROM paid b JOIN contributions_declarationline l ON l.declaration_id = b.declaration_id
        UNION ALL
        SELECT l.person_id, b.employer_id, m.month::date, (l.jht_employer + l.jht_member) / l.months
        FROM paid b JOIN contributions_billline l ON l.bill_id = b.id CROSS JOIN LATERAL
            generate_series(l.month, l.month + make_interval(months => l.months - 1), '1 month')
                AS m (month)
    ), settled AS (
        SELECT a.id AS account_id, l.employer_id, l.month, sum(l.amount) AS amount
        FROM lines l JOIN savings_savingsaccount a ON a.person_id = l.person_id
        GROUP BY a.id, l.employer_id, l.month HAVING sum(l.amount) <> 0
    ), noted AS (
        SELECT c.account_id, c.employer_id, make_date(c.year, number::int, 1) AS month, amount
        FROM savings_contributionyear c,
            unnest(c.months) WITH ORDINALITY AS twelve (amount, number)
        WHERE amount <> 0
    )
    SELECT concat_ws(' ', p.kpj, CASE employer_id WHEN 0 THEN 'own account' ELSE r.npp END,
            to_char(month, 'YYYY-MM')),
        coalesce(settled.amount, 0)::text, coalesce(noted.amount, 0)::text, count(*) OVER ()
    FROM settled FULL JOIN noted USING (account_id, employer_id, month)
    LEFT JOIN savings_savingsaccount a ON a.id = account_id
    LEFT JOIN membership_insuredperson p ON p.id = a.person_id
    LEFT JOIN membership_employer r ON r.id = employer_id
    WHERE coalesce(settled.amount, 0) <> coalesce(noted.amount, 0) ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

CORRECTIONS: Final = f"""
    WITH differing AS (
        SELECT c.declaration_id, c.number, l.person_id,
            concat_ws(' ', wage_before, jht_employer_before, jht_member_before, jkk_before,
                jkm_before, jpk_before) AS before,
            lag(concat_ws(' ', wage, jht_employer, jht_member, jkk, jkm, jpk)) OVER (
                PARTITION BY c.declaration_id, l.person_id ORDER BY c.number
            ) AS was
        FROM contributions_correctionline l
        JOIN contributions_correction c ON c.id = l.correction_id
    ), compared AS (
        SELECT f.declaration_id, f.number, f.person_id, f.before,
            coalesce(f.was, (
                SELECT concat_ws(' ', wage, jht_employer, jht_member, jkk, jkm, jpk)
                FROM contributions_declarationline d
                WHERE d.declaration_id = f.declaration_id AND d.person_id = f.person_id
            ), '0 0 0 0 0 0') AS expected
        FROM differing f
    )
    SELECT format('declaration %s, version %s, person %s', declaration_id, number, person_id),
        expected, before, count(*) OVER ()
    FROM compared WHERE expected <> before ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""Every correction begins with what the version before it said."""

CORRECTED: Final = f"""
    WITH said AS (
        SELECT correction_id, sum(jht_employer + jht_member - jht_employer_before
                - jht_member_before) AS jht, sum(jkk - jkk_before) AS jkk,
            sum(jkm - jkm_before) AS jkm, sum(jpk - jpk_before) AS jpk
        FROM contributions_correctionline GROUP BY correction_id
    )
    SELECT 'correction ' || s.correction_id, format('{PARTS}', s.jht, s.jkk, s.jkm, s.jpk),
        format('{PARTS}', b.jht, b.jkk, b.jkm, b.jpk), count(*) OVER ()
    FROM said s LEFT JOIN contributions_bill b ON b.correction_id = s.correction_id
    WHERE (s.jht, s.jkk, s.jkm, s.jpk) IS DISTINCT FROM (coalesce(b.jht, 0), coalesce(b.jkk, 0),
        coalesce(b.jkm, 0), coalesce(b.jpk, 0))
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""A correction's bill is over what its lines differ in."""

REFUNDS: Final = f"""
    WITH payable AS (
        SELECT coalesce(sum(credit - debit), 0)::bigint AS booked
        FROM ledger_daytotal WHERE account_id = {REFUND_PAYABLE}
    ), approved AS (
        SELECT coalesce(sum(amount), 0)::bigint AS amount
        FROM contributions_refund WHERE state = 'APPROVED'
    ), compared AS (
        SELECT '{REFUND_PAYABLE}' AS subject, 'approved refunds of ' || amount AS expected,
            'approved refunds of ' || booked AS found
        FROM payable, approved
        UNION ALL
        SELECT r.code, r.amount || ' of receipts', coalesce(sum(p.amount), 0) || ' of receipts'
        FROM contributions_refund r LEFT JOIN contributions_refundpart p ON p.refund_id = r.id
        GROUP BY r.id
        UNION ALL
        SELECT r.code, r.state, (
            SELECT s.state FROM contributions_refundstep s WHERE s.refund_id = r.id
            ORDER BY s.id DESC LIMIT 1
        ) FROM contributions_refund r
    )
    SELECT subject, expected, coalesce(found, 'nothing'), count(*) OVER ()
    FROM compared WHERE expected IS DISTINCT FROM found ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""Refunds approved and not yet paid are owed; each is made of receipts, its state of its steps."""

CHECKS: Final = {
    "suspense": WAITING,
    "bank line": BANK_LINES,
    "allocation": ALLOCATIONS,
    "naming": NAMINGS,
    "claim": CLAIMS,
    "programme": PROGRAMMES,
    "bill": BILLS,
    "correction": CORRECTIONS,
    "corrected bill": CORRECTED,
    "refund": REFUNDS,
    "settlement": SETTLEMENTS,
    "contribution month": MONTHS,
    "write-off": WRITE_OFFS,
}
"""The checks by the name under which what differs is shown."""
