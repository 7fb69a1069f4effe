"""What a year's return comes to on each account, and which years still wait for theirs."""

from collections.abc import Mapping
from typing import Final

from django.db import connection

from jamsostek.savings.models import ReturnRun
from jamsostek.savings.rules import YearRate, credited_return_sql, year_rate


def earned_sql(rate: YearRate) -> str:
    """Give the query of accounts whose return of a year is not what it should be.

    It names the account, what is due and what was credited, and takes the parameters `year`,
    and `after` and `until` for the span of accounts.
    """
    due = credited_return_sql("f.opening", "f.weighted", rate=rate.percent, year=rate.year)
    return EARNED.format(due=due)


def is_owed(rate: YearRate) -> bool:
    """Tell whether any account's return of a year is not what was credited."""
    span = {"year": rate.year, "after": 0, "until": 2**62}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({earned_sql(rate)})", span)
        return bool(cursor.fetchone()[0])


def first_open_year(before: int) -> int | None:
    """Give the first year before one whose return is not credited as it should be, if any.

    Years without movement count, as long as something was brought forward, and so do years
    credited long ago to which something was added or taken since.

    Raises:
        LawGap: the law of this version has no rate for a year that was credited.
    """
    credited = ReturnRun.objects.filter(year__lt=before).values_list("year", flat=True)
    unfinished = ReturnRun.objects.filter(year__lt=before, finished_at=None).order_by("year")
    rates = {year: year_rate(year) for year in sorted(set(credited))}
    with connection.cursor() as cursor:
        cursor.execute(OPEN_YEAR.format(due=_due_by_year(rates)), {"before": before})
        (open_year,) = cursor.fetchone()
    years = [*unfinished.values_list("year", flat=True)[:1], open_year]
    return min((year for year in years if year is not None), default=None)


def entry_id_seen() -> int | None:
    """Give the highest number of an entry below which no other can still appear, if it is known.

    Entries are numbered as they are begun and seen as they are committed, so a lower number may
    appear after a higher one. Whoever draws a number holds a lock on the sequence until the end of
    the transaction: with nobody holding one after the highest was read, all below it are done.
    Otherwise nothing is said, and nothing can be held against it.
    """
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def _due_by_year(rates: Mapping[int, YearRate]) -> str:
    if not rates:
        return "NULL"
    cases = (
        f"WHEN {year} THEN "
        + credited_return_sql("brought", "weighted", rate=rate.percent, year=year)
        for year, rate in rates.items()
    )
    return f"CASE year {' '.join(cases)} END"


SEEN: Final = """
    SELECT (SELECT coalesce(max(id), 0) FROM ledger_entry)
    WHERE NOT EXISTS (
        SELECT FROM pg_locks
        WHERE relation = 'ledger_entry_id_seq'::regclass AND mode = 'RowExclusiveLock'
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND pid <> pg_backend_pid()
    )
"""
"""The statement sees the books as they were when it began; the locks are read after that."""

EARNED: Final = """
    SELECT s.id AS account_id, s.ledger_account_id, e.opening, e.due, e.credited,
        y.year IS NOT NULL AS has_year
    FROM savings_savingsaccount s
    LEFT JOIN savings_savingsyear y ON y.account_id = s.id AND y.year = %(year)s
        AND y.account_id > %(after)s AND y.account_id <= %(until)s
    LEFT JOIN (
        SELECT account_id, sum(moved + coalesce(credited_return, 0))::bigint AS brought
        FROM savings_savingsyear
        WHERE year < %(year)s AND account_id > %(after)s AND account_id <= %(until)s
        GROUP BY account_id
    ) b ON b.account_id = s.id
    CROSS JOIN LATERAL (
        SELECT coalesce(b.brought, 0) AS opening, coalesce(y.weighted, 0) AS weighted
    ) f
    CROSS JOIN LATERAL (
        SELECT f.opening, {due} AS due, coalesce(y.credited_return, 0) AS credited
    ) e
    WHERE s.id > %(after)s AND s.id <= %(until)s
        AND (e.opening <> 0 OR y.year IS NOT NULL)
        AND (y.credited_return IS NULL OR y.credited_return <> e.due OR y.opening <> e.opening)
"""
"""The span of accounts is said of each table, else each chunk would read the index from its start.

The opening is summed up from all the years before: one without movement has no row of its own.
"""

OPEN_YEAR: Final = """
    SELECT min(CASE
        WHEN credited_return IS NULL AND (brought <> 0 OR moved <> 0 OR weighted <> 0) THEN year
        WHEN credited_return <> {due} THEN year
        WHEN year + 1 < next AND brought + moved + coalesce(credited_return, 0) <> 0 THEN year + 1
    END)
    FROM (
        SELECT year, moved, weighted, credited_return,
            coalesce(sum(moved + coalesce(credited_return, 0)) OVER before, 0)::bigint AS brought,
            lead(year, 1, %(before)s) OVER (PARTITION BY account_id ORDER BY year) AS next
        FROM savings_savingsyear WHERE year < %(before)s
        WINDOW before AS (
            PARTITION BY account_id ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
    ) y
"""
"""One passage over all accounts and years, each account's years in their order."""
