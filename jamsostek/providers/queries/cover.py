"""Who is insured in JPK, for many members and days at once; `cover_on` tells of one and why."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django.db import connection

from jamsostek.contributions.models import Declaration
from jamsostek.contributions.queries.workers import standings_in
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap, row_on
from jamsostek.membership.models import Employer

PersonDay = tuple[int, date]

NUMBERS: Final = """
    numbers AS (
        SELECT a.person_id, a.day, a.person_id AS number_id FROM asked a
        UNION
        SELECT a.person_id, a.day, other.person_id FROM asked a
        JOIN membership_samehuman own ON own.person_id = a.person_id
        JOIN membership_samehuman other ON other.human_id = own.human_id
    )
"""
"""Everybody asked about, under each of their member numbers."""

EMPLOYED: Final = """
    paid AS (
        SELECT b.employer_id, min(s.settled_on) AS first_day
        FROM contributions_settlement s JOIN contributions_bill b ON b.id = s.bill_id
        WHERE s.undone_entry_id IS NULL AND b.employer_id IS NOT NULL
        GROUP BY b.employer_id
    ), employed AS (
        SELECT n.person_id, n.day, e.id AS employment_id, e.employer_id, e.kind
        FROM numbers n
        JOIN membership_employment e ON e.person_id = n.number_id
        JOIN membership_employer p ON p.id = e.employer_id
        LEFT JOIN paid ON paid.employer_id = e.employer_id
        WHERE e.from_date <= n.day AND (e.until_date IS NULL OR e.until_date > n.day)
            AND (p.from_date < %(records_begin)s OR paid.first_day <= n.day)
            AND EXISTS (
                SELECT FROM membership_programmeenrolment t
                WHERE t.employer_id = e.employer_id AND t.programme = 'JPK'
                    AND t.from_date <= n.day AND (t.until_date IS NULL OR t.until_date > n.day)
            )
    )
"""
OWN_ACCOUNT: Final = """
    SELECT n.person_id, n.day
    FROM numbers n
    JOIN membership_ownaccountcover c ON c.person_id = n.number_id
    JOIN membership_ownaccountprotection t ON t.cover_id = c.id
    JOIN contributions_billline l ON l.bill_id = t.bill_id AND l.cover_id = c.id
    WHERE t.withdrawn_at IS NULL AND l.jpk > 0
        AND t.from_date <= n.day AND n.day < t.until_date
        AND l.month <= n.day AND n.day < l.month + make_interval(months => l.months)
"""


def insured_persons(asked: Iterable[PersonDay]) -> set[PersonDay]:
    """Give those of members with days who are insured in JPK on their day.

    A few statements however many are asked about; workers who are not permanent are looked at by
    employer and month.
    """
    wanted = [pair for pair in set(asked) if _is_run(pair[1])]
    if not wanted:
        return set()
    rows = _rows(wanted)
    found = {(person, day) for person, day, _, _, kind in rows if kind in ("PERMANENT", "OWN")}
    others = [row for row in rows if row[4] not in ("PERMANENT", "OWN")]
    return found | _with_full_cover(others)


def insured_choosers(provider_id: int, day: date) -> set[int]:
    """Give the members who have chosen a provider for a month and are insured on a day of it."""
    if not _is_run(day):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id FROM providers_providerchoice WHERE provider_id = %s"
            " AND from_month <= %s AND (until_month IS NULL OR until_month > %s)",
            [provider_id, day, day],
        )
        chosen = [row[0] for row in cursor.fetchall()]
    return {person for person, _ in insured_persons((person, day) for person in chosen)}


def _is_run(day: date) -> bool:
    """Tell whether JPK is run on a day."""
    try:
        return Programme.JPK in row_on("membership", "programmes", on=day).value
    except LawGap:
        return False


def _rows(wanted: Collection[PersonDay]) -> list[Any]:
    records_begin = Declaration.objects.order_by("pk").values_list("month", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH asked AS (
                SELECT * FROM unnest(%(persons)s::bigint[], %(days)s::date[]) a (person_id, day)
            ), {NUMBERS}, {EMPLOYED}
            SELECT person_id, day, employment_id, employer_id, kind FROM employed
            UNION ALL
            SELECT o.person_id, o.day, NULL, NULL, 'OWN' FROM ({OWN_ACCOUNT}) o
            """,  # noqa: S608 - our own words
            {
                "persons": [person for person, _ in wanted],
                "days": [day for _, day in wanted],
                "records_begin": records_begin or date.min,
            },
        )
        rows: list[Any] = cursor.fetchall()
    return rows


def _with_full_cover(rows: Collection[Any]) -> set[PersonDay]:
    """Give those whose kind of work has all programmes, asked once of each employer and month."""
    by_employer: dict[tuple[int, Month], list[Any]] = {}
    for row in rows:
        by_employer.setdefault((row[3], Month.of(row[1])), []).append(row)
    employers = Employer.objects.in_bulk({employer for employer, _ in by_employer})
    found = set()
    for (employer, month), asked in by_employer.items():
        workers = standings_in(employers[employer], month).workers
        full = set(workers.filter(workers["full_cover"])["employment_id"])
        found |= {(row[0], row[1]) for row in asked if row[2] in full}
    return found
