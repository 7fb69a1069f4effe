"""Recomputing the books from their lines, and saying what differs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.db import connection, transaction

from jamsostek.ledger.models import Account, Entry, Line
from jamsostek.ledger.rules import BODY_SQL

SHOWN: Final = 100
"""Differences listed for one check; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not what the lines say."""

    check: str
    subject: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.check} {self.subject}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what differs; `count` includes differences not listed."""

    entries: int
    lines: int
    accounts: int
    differences: Sequence[Difference]
    count: int

    @property
    def holds(self) -> bool:
        """Tell whether the books are whole."""
        return self.count == 0


def verify(also: Mapping[str, str] = MappingProxyType({})) -> Verification:
    """Recompute every entry, balance and day total from the lines, in one view of the database.

    Each entry must have its lines, all on its day, adding up to zero in every fund, and must
    still say what its hash was taken of. `also` are checks of other subjects by their name:
    queries of subject, what is expected, what is found and how many differ in all.
    """
    found: list[Difference] = []
    count = 0
    with _one_view():
        for check, statement in {**CHECKS, **also}.items():
            rows = _rows(statement)
            count += rows[0][3] if rows else 0
            found += [Difference(check, subject, want, have) for subject, want, have, _ in rows]
        sizes = Entry.objects.count(), Line.objects.count(), Account.objects.count()
    return Verification(*sizes, found, count)


ENTRIES: Final = f"""
    WITH e AS (
        SELECT e.id, e.line_count, e.payload_hash, e.day, count(l.entry_id) AS lines,
            coalesce(max(l.line_no), 0) AS last, min(l.day) AS first_day, max(l.day) AS last_day,
            coalesce(sum(l.amount), 0) AS total,
            array_remove(ARRAY[
                CASE WHEN sum(l.amount) FILTER (WHERE b.fund = 'JHT') <> 0 THEN 'JHT' END,
                CASE WHEN sum(l.amount) FILTER (WHERE b.fund = 'JKK') <> 0 THEN 'JKK' END,
                CASE WHEN sum(l.amount) FILTER (WHERE b.fund = 'JKM') <> 0 THEN 'JKM' END,
                CASE WHEN sum(l.amount) FILTER (WHERE b.fund = 'JPK') <> 0 THEN 'JPK' END,
                CASE WHEN sum(l.amount) FILTER (WHERE b.fund = 'BADAN') <> 0 THEN 'BADAN' END
            ], NULL) AS lopsided,
            sha256(convert_to({BODY_SQL}, 'UTF8')) AS digest
        FROM ledger_entry e LEFT JOIN ledger_line l ON l.entry_id = e.id
        LEFT JOIN ledger_balance b ON b.account_id = l.account_id
        GROUP BY e.id
    ), judged AS (
        SELECT id, CASE
            WHEN lines = 0 THEN ARRAY[line_count || ' lines', 'none']
            WHEN lines <> line_count OR last <> line_count
                THEN ARRAY[line_count || ' lines', lines || ' lines, the last numbered ' || last]
            WHEN total <> 0 THEN ARRAY['a total of 0', total::text]
            WHEN cardinality(lopsided) > 0
                THEN ARRAY['0 in every fund', 'more or less in ' || array_to_string(lopsided, ', ')]
            WHEN first_day <> day OR last_day <> day
                THEN ARRAY['all lines on ' || day, first_day || ' to ' || last_day]
            WHEN digest IS DISTINCT FROM payload_hash
                THEN ARRAY['hash ' || left(encode(payload_hash, 'hex'), 16),
                    coalesce(left(encode(digest, 'hex'), 16), 'none')]
        END AS verdict
        FROM e
    )
    SELECT id::text, verdict[1], verdict[2], count(*) OVER () FROM judged
    WHERE verdict IS NOT NULL ORDER BY id LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

ORPHANS: Final = f"""
    SELECT l.entry_id || '/' || l.line_no, 'an entry', 'none', count(*) OVER ()
    FROM ledger_line l WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.id = l.entry_id)
    ORDER BY l.entry_id, l.line_no LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

BALANCES: Final = f"""
    SELECT coalesce(a.code, 'number ' || coalesce(a.id, b.account_id, l.account_id)),
        coalesce(l.amount, 0)::text, coalesce(b.amount::text, 'no balance'), count(*) OVER ()
    FROM ledger_account a
    FULL JOIN ledger_balance b ON b.account_id = a.id
    FULL JOIN (
        SELECT account_id, sum(amount) AS amount FROM ledger_line GROUP BY account_id
    ) l ON l.account_id = coalesce(a.id, b.account_id)
    WHERE a.id IS NULL OR b.account_id IS NULL OR coalesce(l.amount, 0) <> b.amount
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

ACCOUNTS: Final = f"""
    SELECT a.code, concat_ws(' ', a.fund, coalesce(a.control_id, a.id), a.never_debit),
        concat_ws(' ', b.fund, b.total_id, b.never_debit), count(*) OVER ()
    FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
    WHERE (b.fund, b.total_id, b.never_debit)
        IS DISTINCT FROM (a.fund, coalesce(a.control_id, a.id), a.never_debit)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

DAY_TOTALS: Final = f"""
    SELECT coalesce(a.code, account_id::text) || ' ' || day,
        coalesce(l.debit, 0) || '/' || coalesce(l.credit, 0),
        coalesce(t.debit || '/' || t.credit, 'no total'), count(*) OVER ()
    FROM ledger_daytotal t
    FULL JOIN (
        SELECT coalesce(a.control_id, a.id) AS account_id, l.day,
            sum(l.debit) AS debit, sum(l.credit) AS credit
        FROM (
            SELECT account_id, day, sum(greatest(amount, 0)) AS debit,
                sum(greatest(-amount, 0)) AS credit
            FROM ledger_line GROUP BY account_id, day
        ) l JOIN ledger_account a ON a.id = l.account_id
        GROUP BY 1, 2
    ) l USING (account_id, day)
    LEFT JOIN ledger_account a ON a.id = account_id
    WHERE (coalesce(l.debit, 0), coalesce(l.credit, 0)) IS DISTINCT FROM (t.debit, t.credit)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants

CHECKS: Final = {
    "entry": ENTRIES,
    "line": ORPHANS,
    "balance": BALANCES,
    "account": ACCOUNTS,
    "day total": DAY_TOTALS,
}


@contextmanager
def _one_view() -> Iterator[None]:
    """Read everything as of one instant, so that postings made meanwhile look like nothing."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _rows(statement: str) -> list[tuple[str, str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
