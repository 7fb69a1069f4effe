"""Realisation of any day over a million spells, beside counting the spells directly.

Needs Django set up on an empty, migrated database.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.measuring import counted_statements, peak_mb

SPELLS: Final = 1_000_000
EMPLOYERS: Final = 1_200
PERSONS: Final = 250_000
FIRST: Final = date(1996, 1, 1)
DAYS: Final = 365 * 15
ASKED: Final = 30
COUNTED: Final = 7


def run() -> list[dict[str, Any]]:
    """Give the milliseconds that one day's realisation takes, and the direct count beside it."""
    from jamsostek.institution.queries import office
    from jamsostek.reporting.queries import counted_from_spells, realisation

    fill()
    region = office("KW05")
    days = [FIRST + timedelta(days=day) for day in random.Random(1).sample(range(DAYS), ASKED)]  # noqa: S311 - no secret
    realisation(region, days[0])
    with counted_statements() as statements:
        ours = [_milliseconds(lambda day=day: realisation(region, day)) for day in days]
    asked = len(statements)
    direct = [
        _milliseconds(lambda day=day: counted_from_spells(region, day)) for day in days[:COUNTED]
    ]
    for day in days[:COUNTED]:
        kept = {(f.segment, f.measure): f.realised for f in realisation(region, day)}
        if kept != counted_from_spells(region, day):
            message = f"The totals of {day} differ."
            raise AssertionError(message)
    return [
        {
            "workload": f"realisation of a region on any day over {SPELLS:,} spells",
            "ours": round(statistics.median(ours), 2),
            "unit": "ms",
            "references": {"direct range query": round(statistics.median(direct), 2)},
            "peak_mb": peak_mb(),
            "statements": asked // ASKED,
        }
    ]


def fill() -> None:
    """Store a million spells of random lengths at the branches of one region."""
    from django.db import connection, connections

    from jamsostek.institution.services import load_offices
    from jamsostek.membership.services import compact_headcount
    from jamsostek.reporting.services import compact_headcount_years

    load_offices(on=date(2011, 9, 30))
    with connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(
                statement,
                {"employers": EMPLOYERS, "persons": PERSONS, "spells": SPELLS, "days": DAYS},
            )
    compact_headcount()
    compact_headcount_years()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


FILL: Final = (
    """
    INSERT INTO membership_employer (npp, name, name_key, kind, industry, branch_id, address,
        regency_code, npwp, phone, email, from_date, registered_at)
    SELECT 'BM' || lpad(n::text, 6, '0'), 'PT ' || n, n::text, 'OTHER', '', b.ids[1 + n %% 12], '',
        '', '', '', '', '1996-01-01'::date + n %% 3000, now()
    FROM generate_series(1, %(employers)s) n, (
        SELECT array_agg(b.id) AS ids FROM institution_branch b
        JOIN institution_region r ON r.id = b.region_id WHERE r.code = 'KW05'
    ) b
    """,
    """
    INSERT INTO membership_insuredperson (kpj, nik, name, birth_place, sex, registered_on)
    SELECT '994' || lpad(n::text, 8, '0'), '', 'Siti', '', '', '1996-01-01'
    FROM generate_series(1, %(persons)s) n
    """,
    """
    INSERT INTO membership_employment
        (person_id, employer_id, kind, title, from_date, until_date, end_reason)
    SELECT p.id, e.id, 'PERMANENT', '', d.day,
        CASE WHEN d.length < 3000 THEN d.day + 1 + d.length END, ''
    FROM (
        SELECT n, '1996-01-01'::date + (hashint8(n) & 2147483647) %% %(days)s AS day,
            (hashint8(n + 10000019) & 2147483647) %% 4000 AS length
        FROM generate_series(1, %(spells)s) n
    ) d
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM membership_insuredperson) p
        ON p.n = 1 + d.n %% %(persons)s
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM membership_employer) e
        ON e.n = 1 + (d.n + d.n / %(persons)s) %% %(employers)s
    """,
)
"""Four spells a person, each with another employer, so that none overlap at one."""


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000
