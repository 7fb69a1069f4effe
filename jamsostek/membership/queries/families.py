"""Families: who of them is insured on a day, and which workers have one (the JPK rate).

Two things say that a worker has a family: what the employer reported of the worker
(`FamilyStatus`), which many lists do without naming anybody, and the family members on record.
Either is enough; `services.families` sees to it that they do not contradict each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet

from jamsostek.membership.models import Dependant, Employer, FamilyStatus, InsuredPerson, Relation
from jamsostek.membership.queries.merges import same_person_ids
from jamsostek.membership.rules import (
    FamilyCover,
    Relative,
    child_limit,
    family_cover,
    youngest_too_old,
)

HELD: Final = """
    held AS NOT MATERIALIZED (
        SELECT person_id, married FROM membership_familystatus
        WHERE from_date <= %(day)s AND (until_date IS NULL OR until_date > %(day)s)
    ), insured AS NOT MATERIALIZED (
        SELECT person_id FROM membership_dependant
        WHERE from_date <= %(day)s AND (until_date IS NULL OR until_date > %(day)s)
            AND (relation = 'SPOUSE' OR birth_date > %(too_old)s)
    )
"""
"""What is reported on a day, and whose family has somebody insured."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One of a member's family: who, and whether JPK insures them on a day."""

    kpj: str
    """The member number under which the entry stands."""
    name: str
    nik: str
    cover: FamilyCover
    grown_on: date | None
    """The birthday from which a child is insured no more."""


def married_workers(employer: Employer, day: date) -> list[int]:
    """Give the persons among an employer's workers who count as with a family on a day.

    Of somebody with several numbers the status reported under the kept one decides, if there is
    any; family members count under whichever number they stand.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {HELD}
            SELECT e.person_id
            FROM membership_employment e JOIN held f ON f.person_id = e.person_id
            WHERE e.employer_id = %(employer)s AND f.married AND NOT EXISTS (
                SELECT FROM membership_samehuman h WHERE h.person_id = e.person_id
            )
            UNION
            SELECT e.person_id
            FROM membership_employment e JOIN insured i ON i.person_id = e.person_id
            WHERE e.employer_id = %(employer)s
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
            ) OR EXISTS (
                SELECT FROM membership_samehuman o JOIN insured i ON i.person_id = o.person_id
                WHERE o.human_id = own.human_id
            )
            """,  # noqa: S608 - our own words
            {"employer": employer.pk, "day": day, "too_old": youngest_too_old(day)},
        )
        return [row[0] for row in cursor.fetchall()]


def family_status_on(person: InsuredPerson, day: date) -> bool:
    """Tell whether a member counts as with a family on a day; as for `married_workers`."""
    ids = same_person_ids(person)
    on_day = Q(until_date=None) | Q(until_date__gt=day)
    held = FamilyStatus.objects.filter(on_day, person_id__in=ids, from_date__lte=day)
    said = dict(held.values_list("person_id", "married"))
    if said.get(ids[0], any(said.values())):
        return True
    insured = Dependant.objects.filter(on_day, person_id__in=ids, from_date__lte=day)
    too_old = Q(relation=Relation.CHILD, birth_date__lte=youngest_too_old(day))
    return insured.exclude(too_old).exists()


def family_on(person: InsuredPerson, day: date) -> list[Kin]:
    """Give a member's family with who of them JPK insures on a day, why or why not.

    Whether the member has JPK on that day is for cover to say.
    """
    dependants = dependants_of(person).select_related("person")
    return kin_of(
        [
            (one.person.kpj, one.name, one.nik, relative_of(one))
            for one in dependants.order_by("-relation", "birth_date", "pk")
        ],
        day,
    )


def dependants_of(person: InsuredPerson) -> QuerySet[Dependant]:
    """Give everybody ever recorded in a member's family, under whichever of the numbers."""
    return Dependant.objects.filter(person_id__in=same_person_ids(person))


def kin_of(family: Sequence[tuple[str, str, str, Relative]], day: date) -> list[Kin]:
    """Give a family of numbers, names, identity numbers and facts with who is insured on a day."""
    covers = family_cover([relative for *_words, relative in family], day)
    return [
        Kin(kpj, name, nik, cover, _grown_on(relative, day))
        for (kpj, name, nik, relative), cover in zip(family, covers, strict=True)
    ]


def _grown_on(relative: Relative, day: date) -> date | None:
    return None if relative.relation == "SPOUSE" else child_limit(relative.birth_date, day)


def relative_of(dependant: Dependant) -> Relative:
    """Give the facts by which the law judges one of a family."""
    return Relative(
        id=dependant.pk or 0,
        relation=dependant.relation,
        birth_date=dependant.birth_date,
        from_date=dependant.from_date,
        until_date=dependant.until_date,
        end_reason=dependant.end_reason,
    )


def reported_statuses(person: InsuredPerson) -> QuerySet[FamilyStatus]:
    """Give what was reported of a member's family status, oldest first."""
    return FamilyStatus.objects.filter(person=person).order_by("from_date")
