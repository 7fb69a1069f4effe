"""Members: by number, by name, by employer."""

from collections.abc import Collection
from datetime import date
from typing import Final

import polars as pl
from django.db import connection
from django.db.models import Q, QuerySet

from jamsostek.kernel.identifiers import KPJ_DIGITS, NIK_DIGITS
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, Employment, InsuredPerson
from jamsostek.membership.queries.finding import MOST, Found, find_by_name
from jamsostek.membership.queries.within import known_within
from jamsostek.membership.queries.words import digits_of

REGISTER: Final = {
    "kpj": pl.String,
    "nik": pl.String,
    "from_date": pl.Date,
    "until_date": pl.Date,
    "npp": pl.String,
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
}

DIGITS_LEAST: Final = 5
"""A number may be shortened to so many digits."""


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


def jobs_of(employer: Employer, month: Month, persons: Collection[int]) -> list[tuple[int, int]]:
    """Give person and employment of every job that some persons have with an employer in a month.

    In the order in which they were registered.
    """
    jobs = Employment.objects.filter(
        Q(until_date=None) | Q(until_date__gt=month.first_day),
        employer=employer,
        person_id__in=list(persons),
        from_date__lte=month.last_day,
    )
    return list(jobs.order_by("pk").values_list("person_id", "pk"))


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


def person_by_number(kpj: str, *, branch_ids: Collection[int] | None = None) -> InsuredPerson:
    """Give the member with this number; None for `branch_ids` is the whole country.

    Raises:
        InsuredPerson.DoesNotExist: nobody whom these branches know has the number.
    """
    return _within(InsuredPerson.objects.all(), branch_ids).get(kpj=kpj)


def find_persons(text: str, *, branch_ids: Collection[int] | None) -> Found[InsuredPerson]:
    """Find members by number, NIK or name; None for `branch_ids` is the whole country.

    A number may be shortened to its first digits.
    """
    persons = _within(InsuredPerson.objects.all(), branch_ids)
    digits = digits_of(text)
    if not digits:
        return find_by_name(persons, text)
    if len(digits) < DIGITS_LEAST:
        return Found(persons)
    keys = [
        key
        for number, most in (("kpj", KPJ_DIGITS), ("nik", NIK_DIGITS))
        for key in _numbered(persons, number, digits, most)
    ]
    keys = list(dict.fromkeys(keys))
    return Found(persons, keys[:MOST], more=len(keys) > MOST)


def _numbered(
    persons: QuerySet[InsuredPerson], number: str, digits: str, most: int
) -> QuerySet[InsuredPerson, int]:
    """Give the keys of those whose number begins with the digits, by number."""
    if len(digits) >= most:
        found = persons.filter(**{number: digits})
    else:
        last = digits.ljust(most, "9")
        found = persons.filter(**{f"{number}__gte": digits, f"{number}__lte": last})
    return found.order_by(number, "pk").values_list("pk", flat=True)[: MOST + 1]


def _within(
    persons: QuerySet[InsuredPerson], branch_ids: Collection[int] | None
) -> QuerySet[InsuredPerson]:
    if branch_ids is None:
        return persons
    return persons.filter(known_within(branch_ids))


def employments_on(employer: Employer, day: date) -> QuerySet[Employment]:
    """Give an employer's employments that hold on a day, with their persons, by name."""
    return (
        Employment.objects.filter(employer=employer, from_date__lte=day)
        .filter(Q(until_date=None) | Q(until_date__gt=day))
        .select_related("person")
        .order_by("person__name", "pk")
    )
