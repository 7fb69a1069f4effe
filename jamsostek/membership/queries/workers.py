"""On what terms an employer's workers work: kind, since when, what was agreed."""

from typing import Final

import polars as pl
from django.db import connection

from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer

TERMS: Final = {
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
    "kind": pl.String,
    "since": pl.Date,
    "agreed_until": pl.Date,
}
WAGES: Final = {
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
    "kpj": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "basis": pl.String,
    "wage": pl.Int64,
}


def terms_of_work(employer: Employer, month: Month) -> pl.DataFrame:
    """Give the terms of whoever works for an employer in a month and not permanently.

    `since` is the first day at work with this employer without a gap, also under earlier
    contracts and before the employer joined.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH spells AS (
                SELECT id, person_id, kind, from_date, until_date, agreed_until,
                    coalesce(hired_on, from_date) AS began,
                    lag(until_date) OVER (PARTITION BY person_id ORDER BY from_date)
                        IS NOT DISTINCT FROM from_date AS goes_on
                FROM membership_employment
                WHERE employer_id = %(employer)s AND person_id IN (
                    SELECT person_id FROM membership_employment
                    WHERE employer_id = %(employer)s AND kind <> 'PERMANENT'
                        AND from_date <= %(last)s AND (until_date IS NULL OR until_date > %(first)s)
                )
            ), runs AS (
                SELECT *, count(*) FILTER (WHERE NOT goes_on)
                    OVER (PARTITION BY person_id ORDER BY from_date) AS run
                FROM spells
            ), counted AS (
                SELECT *, min(began) OVER (PARTITION BY person_id, run) AS since FROM runs
            )
            SELECT person_id, id, kind, since, agreed_until FROM counted
            WHERE kind <> 'PERMANENT' AND from_date <= %(last)s
                AND (until_date IS NULL OR until_date > %(first)s)
            ORDER BY id
            """,
            {"employer": employer.pk, "first": month.first_day, "last": month.last_day},
        )
        return pl.DataFrame(cursor.fetchall(), schema=TERMS, orient="row")


def agreed_wages(employer: Employer, month: Month) -> pl.DataFrame:
    """Give whoever works for an employer in a month, by name, with the wage agreed by its end.

    Basis and wage are null where none is on record.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.person_id, e.id, p.kpj, p.name, e.kind, w.basis, w.wage
            FROM membership_employment e
            JOIN membership_insuredperson p ON p.id = e.person_id
            LEFT JOIN LATERAL (
                SELECT basis, wage FROM membership_wagerecord w
                WHERE w.employment_id = e.id AND w.from_date <= %(last)s
                ORDER BY w.from_date DESC, w.id DESC LIMIT 1
            ) w ON true
            WHERE e.employer_id = %(employer)s AND e.from_date <= %(last)s
                AND (e.until_date IS NULL OR e.until_date > %(first)s)
            ORDER BY p.name, e.id
            """,
            {"employer": employer.pk, "first": month.first_day, "last": month.last_day},
        )
        return pl.DataFrame(cursor.fetchall(), schema=WAGES, orient="row")
