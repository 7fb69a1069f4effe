"""Holding the members' yearly figures against the books."""

from typing import Final

from django.db import connection

from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import SHOWN, Difference

MEMBERS: Final = account(Role.MEMBERS)

RETURN: Final = "RETURN"
"""The kind of the entries that credit a year's return."""


def against_balances() -> list[Difference]:
    """Give differences between the yearly figures and what the books stand at, a few at most.

    Looks at what each member owns, and at what all of them moved in each year and for how many
    days it counts. That reads no line, so it is quick before every return; which member's days
    are wrong `CHECKS` tell.
    """
    found: list[Difference] = []
    with connection.cursor() as cursor:
        for check, statement in (("savings of", OWNED), ("savings in", MOVED)):
            cursor.execute(statement, {"members": MEMBERS})
            found += [Difference(check, *row) for row in cursor.fetchall()]
    return found


OWNED: Final = """
    SELECT a.code, owned::text, noted::text
    FROM (
        SELECT s.ledger_account_id, -b.amount AS owned, coalesce(y.amount, 0) AS noted
        FROM savings_savingsaccount s
        JOIN ledger_balance b ON b.account_id = s.ledger_account_id
        LEFT JOIN (
            SELECT account_id, sum(moved + coalesce(credited_return, 0))::bigint AS amount
            FROM savings_savingsyear GROUP BY account_id
        ) y ON y.account_id = s.id
        WHERE -b.amount <> coalesce(y.amount, 0)
        LIMIT 5
    ) differing JOIN ledger_account a ON a.id = ledger_account_id
"""
"""The codes are looked up last, for the few that differ."""

MOVED: Final = """
    SELECT year::text, concat(coalesce(t.amount, 0), ', rupiah-days ', coalesce(t.weighted, 0)),
        concat(coalesce(y.amount, 0), ', rupiah-days ', coalesce(y.weighted, 0))
    FROM (
        SELECT extract(year FROM day)::int AS year, sum(credit - debit) AS amount,
            sum((credit - debit) * (make_date(extract(year FROM day)::int, 12, 31) - day))
                AS weighted
        FROM ledger_daytotal WHERE account_id = %(members)s GROUP BY 1
    ) t
    FULL JOIN (
        SELECT year::int AS year, sum(moved + coalesce(credited_return, 0)) AS amount,
            sum(weighted) AS weighted
        FROM savings_savingsyear GROUP BY year
    ) y USING (year)
    WHERE (coalesce(t.amount, 0), coalesce(t.weighted, 0))
        IS DISTINCT FROM (coalesce(y.amount, 0), coalesce(y.weighted, 0))
    ORDER BY year LIMIT 5
"""
"""An amount credited on 31 December weighs nothing, so returns need not be told apart."""

ACCOUNTS: Final = f"""
    WITH members AS (SELECT id, code FROM ledger_account WHERE control_id = {MEMBERS}),
    holders AS (
        SELECT s.ledger_account_id AS id, '{MEMBERS}.' || p.kpj AS code
        FROM savings_savingsaccount s JOIN membership_insuredperson p ON p.id = s.person_id
    )
    SELECT 'number ' || id, coalesce(h.code, 'no member'), coalesce(m.code, 'no account'),
        count(*) OVER ()
    FROM members m FULL JOIN holders h USING (id)
    WHERE m.code IS DISTINCT FROM h.code ORDER BY id LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

BOOKED: Final = f"""
    SELECT s.id AS account_id, extract(year FROM l.day)::int AS year,
        coalesce(-sum(l.amount) FILTER (WHERE e.kind <> '{RETURN}'), 0) AS moved,
        -sum(l.amount * (make_date(extract(year FROM l.day)::int, 12, 31) - l.day)) AS weighted,
        coalesce(-sum(l.amount) FILTER (WHERE e.kind = '{RETURN}'), 0) AS credited,
        count(*) FILTER (WHERE e.kind = '{RETURN}') AS returns
    FROM savings_savingsaccount s
    JOIN ledger_line l ON l.account_id = s.ledger_account_id
    JOIN ledger_entry e ON e.id = l.entry_id
    GROUP BY 1, 2
"""  # noqa: S608 - made of constants
"""The years of every account as the lines of the books give them."""

YEARS: Final = f"""
    WITH compared AS (
        SELECT account_id, year,
            coalesce(m.moved, 0) AS moved, coalesce(y.moved, 0) AS noted_moved,
            coalesce(m.weighted, 0) AS weighted, coalesce(y.weighted, 0) AS noted_weighted,
            coalesce(m.credited, 0) AS credited, coalesce(y.credited_return, 0) AS noted_credited
        FROM ({BOOKED}) m FULL JOIN savings_savingsyear y USING (account_id, year)
    )
    SELECT coalesce(a.code, 'number ' || c.account_id) || ' ' || year,
        concat(moved, ', rupiah-days ', weighted, ', return ', credited),
        concat(noted_moved, ', rupiah-days ', noted_weighted, ', return ', noted_credited),
        count(*) OVER ()
    FROM compared c
    LEFT JOIN savings_savingsaccount s ON s.id = c.account_id
    LEFT JOIN ledger_account a ON a.id = s.ledger_account_id
    WHERE (moved, weighted, credited)
        IS DISTINCT FROM (noted_moved, noted_weighted, noted_credited)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

OPENINGS: Final = f"""
    WITH credited AS (
        SELECT y.account_id, y.year, s.ledger_account_id, y.opening, r.seen
        FROM savings_savingsyear y
        JOIN savings_savingsaccount s ON s.id = y.account_id
        JOIN (
            SELECT year, max(entry_id_max) AS seen
            FROM savings_returnrun WHERE finished_at IS NOT NULL GROUP BY year
        ) r USING (year)
        WHERE y.opening IS NOT NULL AND r.seen IS NOT NULL
    ), compared AS (
        SELECT c.year, c.ledger_account_id, c.opening, coalesce(-sum(l.amount), 0) AS brought
        FROM credited c
        LEFT JOIN ledger_line l
            ON l.account_id = c.ledger_account_id AND l.day < make_date(c.year, 1, 1)
        GROUP BY c.account_id, c.year, c.ledger_account_id, c.opening, c.seen
        HAVING coalesce(max(l.entry_id) <= c.seen, true)
    )
    SELECT a.code || ' ' || year, 'brought forward ' || brought, opening::text, count(*) OVER ()
    FROM compared JOIN ledger_account a ON a.id = ledger_account_id
    WHERE brought <> opening ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""Where something came for an earlier year after a finished round began, a further one is due.

What came after is told by the numbers of entries: an act may be older than its booking, as when
a file waits to be worked off. A round that is not finished has not come to every account.
"""

CHECKS: Final = {
    "savings account": ACCOUNTS,
    "savings year": YEARS,
    "savings opening": OPENINGS,
}
"""What `ledger.queries.verify` may look at besides the books themselves."""
