"""Which programmes each worker of an employer has in a month, by the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl
from django.db import connection

from jamsostek.kernel.months import Month
from jamsostek.law.reader import NotInForce, row_on
from jamsostek.membership import queries as membership
from jamsostek.membership.models import Employer
from jamsostek.membership.rules import (
    Service,
    WorkerProgrammes,
    service_in,
    worker_programmes,
)

STANDINGS: Final = {
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
    "full_cover": pl.Boolean,
    "standing": pl.String,
}


@dataclass(frozen=True, slots=True)
class Standings:
    """Where the workers stand who are not permanent, and what the law says of each standing."""

    workers: pl.DataFrame
    """person_id, employment_id, full_cover and standing; permanent workers are not in it."""
    reasons: Mapping[str, WorkerProgrammes]


def standings_in(employer: Employer, month: Month) -> Standings:
    """Give where an employer's casual, piece-rate and fixed-term workers stand in a month.

    Two queries however many workers; the rule is asked once for every length of service.

    Raises:
        NotInForce: the month lies outside the law of this version.
    """
    terms = membership.terms_of_work(employer, month)
    short = _short_months(employer, month, terms)
    said: dict[Service, WorkerProgrammes] = {}
    rows = []
    for person_id, employment_id, kind, since, agreed_until in terms.iter_rows():
        service = service_in(
            month,
            kind=kind,
            since=since,
            agreed_until=agreed_until,
            short_months=short.get(person_id, ()),
        )
        if service not in said:
            said[service] = worker_programmes(service, month=month)
        answer = said[service]
        rows.append((person_id, employment_id, answer.full_cover, answer.standing.value))
    reasons = {answer.standing.value: answer for answer in said.values()}
    return Standings(pl.DataFrame(rows, schema=STANDINGS, orient="row"), reasons)


def _short_months(employer: Employer, month: Month, terms: pl.DataFrame) -> dict[int, list[Month]]:
    """Give by person the earlier months that were declared with too few days."""
    casual = terms.filter(pl.col("kind") == "CASUAL")["person_id"].unique().to_list()
    try:
        enough = row_on("membership", "casual_full_cover_days", on=month.first_day).value
    except NotInForce:
        return {}
    found: dict[int, list[Month]] = {}
    if not casual:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.person_id, d.month
            FROM contributions_declaration d
            JOIN contributions_declarationline l ON l.declaration_id = d.id
            WHERE d.employer_id = %s AND d.month < %s AND l.days_worked < %s
                AND l.person_id = ANY(%s)
            ORDER BY d.month
            """,
            [employer.pk, month.first_day, enough, casual],
        )
        for person_id, first_day in cursor.fetchall():
            found.setdefault(person_id, []).append(Month.of(first_day))
    return found
