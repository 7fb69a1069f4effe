"""Members: by number, by name, by employer, and their family status."""

from collections.abc import Collection
from datetime import date
from typing import Final

import polars as pl
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, Employment, FamilyStatus, InsuredPerson
from jamsostek.membership.queries.merges import same_person_ids
from jamsostek.membership.queries.words import prefix_query

REGISTER: Final = {
    "kpj": pl.String,
    "nik": pl.String,
    "from_date": pl.Date,
    "until_date": pl.Date,
    "npp": pl.String,
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
}


def register_of(employer: Employer) -> pl.DataFrame:
    """Give everybody who ever worked for an employer: what a wage file is checked against."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.kpj, nullif(p.nik, ''), e.from_date, e.until_date, %(npp)s, p.id, e.id
            FROM membership_employment e JOIN membership_insuredperson p ON p.id = e.person_id
            WHERE e.employer_id = %(employer)s ORDER BY e.id
            """,
            {"employer": employer.pk, "npp": employer.npp},
        )
        return pl.DataFrame(cursor.fetchall(), schema=REGISTER, orient="row")


def jobs_in(employer: Employer, month: Month) -> pl.DataFrame:
    """Give person_id and employment_id of every job with an employer in a month."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(array_agg(person_id), '{}'), coalesce(array_agg(id), '{}')
            FROM membership_employment
            WHERE employer_id = %s AND from_date <= %s AND (until_date IS NULL OR until_date > %s)
            """,
            [employer.pk, month.last_day, month.first_day],
        )
        persons, jobs = cursor.fetchone()
    ids = {"person_id": persons, "employment_id": jobs}
    return pl.DataFrame(ids, schema=dict.fromkeys(ids, pl.Int64))


def with_others(register: pl.DataFrame, kpjs: pl.Series) -> pl.DataFrame:
    """Add to an employer's register the members with these numbers who never worked there.

    So somebody who works elsewhere is told from a number that nobody has; `npp` names the
    employer of every spell.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.kpj, nullif(p.nik, ''), e.from_date, e.until_date, o.npp, p.id, e.id
            FROM membership_insuredperson p
            LEFT JOIN membership_employment e ON e.person_id = p.id
            LEFT JOIN membership_employer o ON o.id = e.employer_id
            WHERE p.kpj = ANY(%s) ORDER BY p.id, e.id
            """,
            [kpjs.filter(~kpjs.is_in(register["kpj"].implode())).to_list()],
        )
        others = pl.DataFrame(cursor.fetchall(), schema=REGISTER, orient="row")
    return pl.concat([register, others])


def known_niks(niks: Collection[str]) -> list[str]:
    """Give those of these identity numbers that some member has."""
    found = InsuredPerson.objects.filter(nik__in=niks).exclude(nik="")
    return list(found.values_list("nik", flat=True).distinct())


def married_workers(employer: Employer, day: date) -> list[int]:
    """Give the persons among an employer's workers who count as married on a day.

    Of somebody with several numbers the status under the kept one decides, if it says anything.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH held AS NOT MATERIALIZED (
                SELECT person_id, married FROM membership_familystatus
                WHERE from_date <= %(day)s AND (until_date IS NULL OR until_date > %(day)s)
            )
            SELECT DISTINCT e.person_id
            FROM membership_employment e JOIN held f ON f.person_id = e.person_id
            WHERE e.employer_id = %(employer)s AND f.married AND NOT EXISTS (
                SELECT FROM membership_samehuman h WHERE h.person_id = e.person_id
            )
            UNION
            SELECT e.person_id
            FROM membership_samehuman own
            JOIN membership_employment e
                ON e.person_id = own.person_id AND e.employer_id = %(employer)s
            WHERE coalesce(
                (SELECT f.married FROM held f WHERE f.person_id = own.human_id),
                (
                    SELECT bool_or(f.married)
                    FROM membership_samehuman o JOIN held f ON f.person_id = o.person_id
                    WHERE o.human_id = own.human_id
                ),
                false
            )
            """,
            {"employer": employer.pk, "day": day},
        )
        return [row[0] for row in cursor.fetchall()]


def family_status_on(person: InsuredPerson, day: date) -> bool:
    """Tell whether a member counts as married on a day; as for `married_workers`."""
    ids = same_person_ids(person)
    held = FamilyStatus.objects.filter(
        Q(until_date=None) | Q(until_date__gt=day), person_id__in=ids, from_date__lte=day
    )
    said = dict(held.values_list("person_id", "married"))
    return said.get(ids[0], any(said.values()))


def person_by_number(kpj: str, *, branch_ids: Collection[int] | None = None) -> InsuredPerson:
    """Give the member with this number; None for `branch_ids` is the whole country.

    Raises:
        InsuredPerson.DoesNotExist: nobody within these branches' employers has the number.
    """
    return _within(InsuredPerson.objects.all(), branch_ids).get(kpj=kpj)


def persons_matching(text: str, *, branch_ids: Collection[int]) -> QuerySet[InsuredPerson]:
    """Give the members whose number or NIK is, or whose name has words beginning with, a text."""
    digits = text.replace(" ", "")
    persons = _within(InsuredPerson.objects.all(), branch_ids)
    if digits.isdecimal():
        return persons.filter(Q(kpj=digits) | Q(nik=digits)).order_by("name")
    query = prefix_query(text)
    if query is None:
        return persons.none()
    return persons.annotate(words=SearchVector("name", config="simple")).filter(words=query)


def _within(
    persons: QuerySet[InsuredPerson], branch_ids: Collection[int] | None
) -> QuerySet[InsuredPerson]:
    if branch_ids is None:
        return persons
    employed = Employment.objects.filter(person=OuterRef("pk"), employer__branch_id__in=branch_ids)
    return persons.filter(Exists(employed))


def employments_on(employer: Employer, day: date) -> QuerySet[Employment]:
    """Give an employer's employments that hold on a day, with their persons, by name."""
    return (
        Employment.objects.filter(employer=employer, from_date__lte=day)
        .filter(Q(until_date=None) | Q(until_date__gt=day))
        .select_related("person")
        .order_by("person__name", "pk")
    )
