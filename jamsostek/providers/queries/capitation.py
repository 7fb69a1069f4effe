"""Reading capitation: heads of a month, what was listed, and the list for the provider."""

from collections.abc import Collection
from datetime import date
from typing import Final

import polars as pl
from django.db import connection
from django.db.models import QuerySet

from jamsostek.law.reader import row_on
from jamsostek.membership.rules import youngest_too_old
from jamsostek.providers.models import CapitationRun, Provider
from jamsostek.providers.queries.cover import insured_choosers

HEADS: Final = {"person_id": pl.Int64, "heads": pl.Int64}
LINES: Final = {"person_id": pl.Int64, "month": pl.Date, "heads": pl.Int64, "amount": pl.Int64}
LISTED: Final = {
    "KPJ": pl.String,
    "Nama": pl.String,
    "Bulan": pl.Date,
    "Jiwa": pl.Int64,
    "Jumlah": pl.Int64,
}


def heads_of(provider: Provider, day: date) -> pl.DataFrame:
    """Give the insured workers who have chosen a provider, each with heads incl. the family.

    The family are the spouse and as many children below the age as the law insures.
    """
    persons = sorted(insured_choosers(provider.pk, day))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH chosen AS (SELECT unnest(%(persons)s::bigint[]) AS person_id), numbers AS (
                SELECT person_id, person_id AS number_id FROM chosen
                UNION
                SELECT c.person_id, o.person_id FROM chosen c
                JOIN membership_samehuman own ON own.person_id = c.person_id
                JOIN membership_samehuman o ON o.human_id = own.human_id
            )
            SELECT n.person_id, 1 + least(1, count(*) FILTER (WHERE d.relation = 'SPOUSE'))
                + least(%(children)s, count(*) FILTER (WHERE d.relation = 'CHILD'))
            FROM numbers n
            LEFT JOIN membership_dependant d ON d.person_id = n.number_id
                AND d.from_date <= %(day)s AND (d.until_date IS NULL OR d.until_date > %(day)s)
                AND (d.relation = 'SPOUSE' OR d.birth_date > %(too_old)s)
            GROUP BY n.person_id ORDER BY n.person_id
            """,
            {
                "persons": persons,
                "day": day,
                "children": _children_max(day) if persons else 0,
                "too_old": youngest_too_old(day),
            },
        )
        return pl.DataFrame(cursor.fetchall(), schema=HEADS, orient="row")


def _children_max(day: date) -> int:
    number: int = row_on("membership", "family_children_max", on=day).value
    return number


def paid_so_far(provider: Provider, month: date) -> pl.DataFrame:
    """Give what the lists of all runs say of a month, summed by worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.person_id, l.month, sum(l.heads)::bigint, sum(l.amount)::bigint
            FROM providers_capitationline l JOIN providers_capitationrun r ON r.id = l.run_id
            WHERE r.provider_id = %s AND l.month = %s
            GROUP BY l.person_id, l.month ORDER BY l.person_id
            """,
            [provider.pk, month],
        )
        return pl.DataFrame(cursor.fetchall(), schema=LINES, orient="row")


def listed(run: CapitationRun) -> pl.DataFrame:
    """Give a run's list as the provider reads it: number, name, month, heads, amount."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.kpj, p.name, l.month, l.heads, l.amount
            FROM providers_capitationline l JOIN membership_insuredperson p ON p.id = l.person_id
            WHERE l.run_id = %s ORDER BY l.month DESC, p.kpj
            """,
            [run.pk],
        )
        return pl.DataFrame(cursor.fetchall(), schema=LISTED, orient="row")


def runs_of(branch_ids: Collection[int] | None) -> QuerySet[CapitationRun]:
    """Give the capitations of some branches' providers, newest first; None for all."""
    found = CapitationRun.objects.select_related("provider").order_by("-month", "provider__name")
    return found if branch_ids is None else found.filter(provider__branch_id__in=branch_ids)
