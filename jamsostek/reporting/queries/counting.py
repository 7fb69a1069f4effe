"""Every figure counted from the records it is about, and where the kept changes disagree."""

from datetime import date
from typing import Any, Final

from django.db import connection

from jamsostek.institution.models import Branch
from jamsostek.institution.queries import Office
from jamsostek.reporting.measures import FIGURES
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries.realisation import Figures

SPELLS: Final = """
    SELECT branch_id, 'FORMAL' AS segment, from_date, until_date, 1 AS employers, 0 AS workers
    FROM membership_employer
    UNION ALL
    SELECT e.branch_id, 'FORMAL', s.from_date, s.until_date, 0, 1
    FROM membership_employment s JOIN membership_employer e ON e.id = s.employer_id
    UNION ALL
    SELECT branch_id, 'CONSTRUCTION', from_date, until_date, 1, 0 FROM membership_project
    UNION ALL
    SELECT p.branch_id, 'CONSTRUCTION', w.from_date, w.until_date, 0, 1
    FROM membership_projectworker w JOIN membership_project p ON p.id = w.project_id
    UNION ALL
    SELECT branch_id, 'OWN_ACCOUNT', from_date, until_date, 1, 0 FROM membership_ownaccountgroup
    UNION ALL
    SELECT c.branch_id, 'OWN_ACCOUNT', p.from_date, p.until_date, 0, 1
    FROM membership_ownaccountprotection p
    JOIN membership_ownaccountcover c ON c.id = p.cover_id
    WHERE p.withdrawn_at IS NULL
    UNION ALL
    SELECT branch_id, 'MEMBER', registered_on, NULL, 0, 1
    FROM membership_insuredperson WHERE branch_id IS NOT NULL
"""
"""Every spell that is counted, under its branch and segment."""


def counted_from_spells(office: Office, on: date) -> Figures:
    """Count an office's figures one by one from the records they are about.

    This is what the net changes must always come to; it reads every spell and takes its time.
    """
    asked: dict[str, Any] = {
        "branches": list(office.branch_ids),
        "on": on,
        "new_year": date(on.year, 1, 1),
    }
    counted: Figures = dict.fromkeys(FIGURES, 0)
    with connection.cursor() as cursor:
        cursor.execute(FROM_SPELLS, asked)
        for segment, employers, workers, this_year in cursor.fetchall():
            if segment == "MEMBER":
                counted[Segment.ALL, Measure.NEW_MEMBERS] = this_year
                continue
            counted[Segment(segment), Measure.EMPLOYERS] = employers
            counted[Segment(segment), Measure.WORKERS] = workers
    insured = sum(n for (_, measure), n in counted.items() if measure is Measure.WORKERS)
    return {**counted, (Segment.ALL, Measure.WORKERS): insured}


def differences(office: Office) -> list[str]:
    """Say where the net changes of an office's branches disagree with the spells.

    Changes by day are compared with the spells on every day on which something changes, and
    those by year with those by day.
    """
    codes = dict(Branch.objects.values_list("id", "code"))
    found = []
    with connection.cursor() as cursor:
        for statement in (DAYS_DIFFER, YEARS_DIFFER):
            cursor.execute(statement, {"branches": list(office.branch_ids)})
            found += [
                f"{codes[branch]}, {segment}, {when}: the changes kept are {employers:+d} companies"
                f" and {workers:+d} workers, but should be {spelt:+d} and {spelt_workers:+d}."
                for branch, segment, when, employers, workers, spelt, spelt_workers in cursor
            ]
    return found


FROM_SPELLS: Final = f"""
SELECT segment, sum(employers)::bigint, sum(workers)::bigint,
    coalesce(sum(workers) FILTER (WHERE from_date >= %(new_year)s), 0)::bigint
FROM ({SPELLS}) spells
WHERE branch_id = ANY(%(branches)s) AND from_date <= %(on)s
    AND (until_date IS NULL OR until_date > %(on)s)
GROUP BY segment
"""  # noqa: S608 - made of constants

DAYS_DIFFER: Final = f"""
WITH kept AS (
    SELECT branch_id, segment, day, sum(employers) AS employers, sum(workers) AS workers
    FROM membership_headcountchange WHERE branch_id = ANY(%(branches)s)
    GROUP BY branch_id, segment, day
), spells AS ({SPELLS}), moves AS (
    SELECT branch_id, segment, from_date AS day, employers, workers FROM spells
    UNION ALL
    SELECT branch_id, segment, until_date, -employers, -workers
    FROM spells WHERE until_date IS NOT NULL
), spelt AS (
    SELECT branch_id, segment, day, sum(employers) AS employers, sum(workers) AS workers
    FROM moves WHERE branch_id = ANY(%(branches)s) GROUP BY branch_id, segment, day
)
SELECT branch_id, segment, day, coalesce(k.employers, 0), coalesce(k.workers, 0),
    coalesce(s.employers, 0), coalesce(s.workers, 0)
FROM kept k FULL JOIN spelt s USING (branch_id, segment, day)
WHERE (coalesce(k.employers, 0), coalesce(k.workers, 0))
    <> (coalesce(s.employers, 0), coalesce(s.workers, 0))
ORDER BY branch_id, segment, day
"""  # noqa: S608 - made of constants

YEARS_DIFFER: Final = """
WITH kept AS (
    SELECT branch_id, segment, year, sum(employers) AS employers, sum(workers) AS workers
    FROM reporting_headcountyear WHERE branch_id = ANY(%(branches)s)
    GROUP BY branch_id, segment, year
), days AS (
    SELECT branch_id, segment, extract(year FROM day) AS year, sum(employers) AS employers,
        sum(workers) AS workers
    FROM membership_headcountchange WHERE branch_id = ANY(%(branches)s)
    GROUP BY branch_id, segment, extract(year FROM day)
)
SELECT branch_id, segment, year::integer, coalesce(k.employers, 0), coalesce(k.workers, 0),
    coalesce(d.employers, 0), coalesce(d.workers, 0)
FROM kept k FULL JOIN days d USING (branch_id, segment, year)
WHERE (coalesce(k.employers, 0), coalesce(k.workers, 0))
    <> (coalesce(d.employers, 0), coalesce(d.workers, 0))
ORDER BY branch_id, segment, year
"""
