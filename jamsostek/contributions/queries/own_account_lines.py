"""The lines that make a bill for months ahead: months alike, with their amounts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import polars as pl
from django.db import connection

from jamsostek.contributions.rules.own_account import own_account_due, terms_of
from jamsostek.kernel.months import Month, months_between
from jamsostek.law.programmes import Programme
from jamsostek.membership.rules.families import youngest_too_old
from jamsostek.membership.rules.own_account import jht_percent

LINE: Final = {
    "cover_id": pl.Int64,
    "person_id": pl.Int64,
    "month": pl.Date,
    "months": pl.Int64,
    "wage": pl.Int64,
    "married": pl.Boolean,
    "programmes": pl.String,
    "jht_rate": pl.Int64,
}
COUNTED: Final = ("jht_member", "jkk", "jkm", "jpk")


@dataclass(frozen=True, slots=True)
class Billable:
    """Somebody who can be billed, and for which months."""

    cover_id: int
    person_id: int
    first: Month
    months: int


def lines_of_periods(billable: Sequence[Billable]) -> pl.DataFrame:
    """Give the lines of bills for months ahead: LINE's columns and the amounts of all its months.

    A line holds months alike: where the base, the programmes, the family or the law changes
    within the period, another begins. Months that offer none of the programmes have no line.
    """
    rows = _runs(billable)
    counted = [_counted(group) for _, group in rows.group_by("law", "programmes", "jht_rate")]
    if not counted:
        return pl.DataFrame(schema={**LINE, **dict.fromkeys(COUNTED, pl.Int64)})
    return pl.concat(counted).filter(pl.sum_horizontal(*COUNTED) > 0).sort("cover_id", "month")


def _runs(billable: Sequence[Billable]) -> pl.DataFrame:
    """Give the runs of months alike of every cover; `law` numbers the months' law."""
    schema = {**LINE, "law": pl.Int64}
    if not billable:
        return pl.DataFrame(schema=schema)
    last = max(one.first + (one.months - 1) for one in billable)
    months = list(months_between(min(one.first for one in billable), last))
    laws = [number for number, (_, run) in enumerate(groupby(months, terms_of)) for _ in run]
    asked: dict[str, list[Any]] = {
        "covers": [one.cover_id for one in billable],
        "firsts": [one.first.first_day for one in billable],
        "counts": [one.months for one in billable],
        "months": [month.first_day for month in months],
        "laws": laws,
        "too_old": [youngest_too_old(month.first_day) for month in months],
    }
    with connection.cursor() as cursor:
        cursor.execute(RUNS, asked)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


RUNS: Final = """
    WITH asked AS (
        SELECT * FROM unnest(%(covers)s::bigint[], %(firsts)s::date[], %(counts)s::int[])
            AS a (cover_id, first, months)
    ), law AS (
        SELECT * FROM unnest(%(months)s::date[], %(laws)s::int[], %(too_old)s::date[])
            AS l (month, number, too_old)
    ), each AS (
        SELECT c.id AS cover_id, c.person_id, law.month, law.number, t.id AS terms_id, t.base,
            array_to_string(t.programmes, ',') AS programmes, t.jht_rate, f.married
        FROM asked a JOIN membership_ownaccountcover c ON c.id = a.cover_id
        JOIN law ON law.month >= a.first
            AND law.month < a.first + make_interval(months => a.months)
        CROSS JOIN LATERAL (
            SELECT id, base, programmes, jht_rate FROM membership_ownaccountterms t
            WHERE t.cover_id = c.id
            ORDER BY t.from_month <= law.month DESC, t.from_month DESC, t.id DESC LIMIT 1
        ) t
        LEFT JOIN membership_samehuman h ON h.person_id = c.person_id
        CROSS JOIN LATERAL (SELECT greatest(law.month, c.from_date) AS day) d
        CROSS JOIN LATERAL (
            SELECT coalesce(
                (
                    SELECT f.married FROM membership_familystatus f
                    WHERE f.person_id = coalesce(h.human_id, c.person_id)
                        AND f.from_date <= d.day AND (f.until_date IS NULL OR f.until_date > d.day)
                ), (
                    SELECT bool_or(f.married) FROM membership_samehuman o
                    JOIN membership_familystatus f ON f.person_id = o.person_id
                    WHERE o.human_id = h.human_id
                        AND f.from_date <= d.day AND (f.until_date IS NULL OR f.until_date > d.day)
                ), false
            ) OR EXISTS (
                SELECT FROM membership_dependant k
                WHERE k.person_id IN (
                    SELECT c.person_id UNION ALL
                    SELECT o.person_id FROM membership_samehuman o WHERE o.human_id = h.human_id
                )
                    AND k.from_date <= d.day AND (k.until_date IS NULL OR k.until_date > d.day)
                    AND (k.relation = 'SPOUSE' OR k.birth_date > law.too_old)
            ) AS married
        ) f
    ), runs AS (
        SELECT *, row_number() OVER (PARTITION BY cover_id ORDER BY month)
            - row_number() OVER (PARTITION BY cover_id, number, terms_id, married ORDER BY month)
            AS run
        FROM each
    )
    SELECT cover_id, person_id, min(month), count(*), base, married, programmes, jht_rate, number
    FROM runs
    GROUP BY cover_id, person_id, number, terms_id, base, married, programmes, jht_rate, run
    ORDER BY cover_id, min(month)
"""


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the amounts to lines of one law, one choice of programmes and one JHT rate."""
    month = Month.of(rows["month"].min())  # type: ignore[arg-type]
    programmes = offered_in(rows["programmes"][0].split(","), month)
    lines = rows.drop("law")
    if not programmes:
        return lines.with_columns(pl.lit(0, pl.Int64).alias(name) for name in COUNTED)
    dues = own_account_due(
        rows["wage"].to_numpy(),
        rows["married"].to_numpy(),
        programmes=programmes,
        month=month,
        jht_rate=jht_percent(rows["jht_rate"][0]),
    )
    months = rows["months"].to_numpy()
    return lines.with_columns(
        pl.Series(name, part * months, dtype=pl.Int64)
        for name, part in zip(COUNTED, dues, strict=True)
    )


def offered_in(programmes: Collection[str], month: Month) -> frozenset[Programme]:
    """Give those of some programmes that a month offers: JPK ended before the others."""
    chosen = frozenset(map(Programme, programmes))
    return chosen if terms_of(month).jpk_single else chosen - {Programme.JPK}
