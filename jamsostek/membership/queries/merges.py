"""All member numbers of one human, and the merges that say so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import connection
from django.db.models import Q, QuerySet

from jamsostek.membership.models import InsuredPerson, PersonMerge
from jamsostek.membership.queries.within import known_within

MERGED: Final = PersonMerge.State.MERGED
OPEN: Final = (PersonMerge.State.PROPOSED, MERGED)


def same_person_ids(person: InsuredPerson) -> list[int]:
    """Give the persons that are one human with this one, the kept number first."""
    return [number.pk for number in numbers_of(person)]


def kept_person(person: InsuredPerson) -> InsuredPerson:
    """Give the person under whose number this human is kept; papers bear that number."""
    return numbers_of(person)[0]


def numbers_of(
    person: InsuredPerson, *, known_at: datetime | None = None
) -> Sequence[InsuredPerson]:
    """Give the persons that are one human with this one, the kept number first.

    With `known_at`, as it was known at that instant.
    """
    merges = PersonMerge.objects.all()
    merges = _held(merges, known_at) if known_at else merges.filter(state=MERGED)
    own = merges.filter(duplicate=person).first()
    kept_id = own.kept_id if own else person.pk
    duplicates = merges.filter(kept_id=kept_id).values("duplicate_id")
    found = InsuredPerson.objects.filter(Q(pk=kept_id) | Q(pk__in=duplicates))
    return sorted(found, key=lambda one: (one.pk != kept_id, one.kpj))


def _held(merges: QuerySet[PersonMerge], at: datetime) -> QuerySet[PersonMerge]:
    decided = merges.filter(state__in=[MERGED, PersonMerge.State.SPLIT], decided_at__lte=at)
    return decided.filter(Q(split_at=None) | Q(split_at__gt=at))


@dataclass(frozen=True, slots=True)
class BothAt:
    """An employer that employs two at one time, and from which day."""

    npp: str
    employer: str
    day: date


def both_employed(one: Collection[int], other: Collection[int]) -> BothAt | None:
    """Give an employer at which persons of two groups are employed at one time, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT r.npp, r.name, greatest(a.from_date, b.from_date)
            FROM membership_employment a
            JOIN membership_employment b ON b.employer_id = a.employer_id
            JOIN membership_employer r ON r.id = a.employer_id
            WHERE a.person_id = ANY(%s) AND b.person_id = ANY(%s) AND a.id <> b.id
                AND a.from_date < coalesce(b.until_date, 'infinity')
                AND b.from_date < coalesce(a.until_date, 'infinity')
            ORDER BY 3, 1 LIMIT 1
            """,
            [list(one), list(other)],
        )
        row = cursor.fetchone()
    return BothAt(*row) if row else None


def with_owners(register: pl.DataFrame) -> pl.DataFrame:
    """Add to a register `member`, the kept number of whoever each member number means."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT d.kpj, k.kpj FROM membership_personmerge g
            JOIN membership_insuredperson d ON d.id = g.duplicate_id
            JOIN membership_insuredperson k ON k.id = g.kept_id
            WHERE g.state = 'MERGED' AND d.id = ANY(%s)
            """,
            [register["person_id"].unique().to_list()],
        )
        kept = dict(cursor.fetchall())
    return register.with_columns(member=pl.col("kpj").replace(kept))


def merges_of(person_ids: Collection[int]) -> QuerySet[PersonMerge]:
    """Give what was ever proposed of these persons, newest first."""
    either = Q(duplicate_id__in=person_ids) | Q(kept_id__in=person_ids)
    return PersonMerge.objects.select_related("duplicate", "kept").filter(either).order_by("-pk")


def merges_within(branch_ids: Collection[int] | None) -> QuerySet[PersonMerge]:
    """Give the merges of members whom these branches know; None is the whole country."""
    merges = PersonMerge.objects.select_related("duplicate", "kept")
    if branch_ids is None:
        return merges
    return merges.filter(
        known_within(branch_ids, person="duplicate") | known_within(branch_ids, person="kept")
    )


def waiting_merges(branch_ids: Collection[int] | None) -> QuerySet[PersonMerge]:
    """Give the merges of these branches that wait for a second officer, oldest first."""
    waiting = merges_within(branch_ids).filter(state=PersonMerge.State.PROPOSED)
    return waiting.order_by("pk")


def person_within(kpj: str, branch_ids: Collection[int] | None) -> InsuredPerson:
    """Give the member with this number, whom these branches know by any number.

    Raises:
        InsuredPerson.DoesNotExist: nobody whom these branches know has the number.
    """
    person = InsuredPerson.objects.get(kpj=kpj)
    if branch_ids is None:
        return person
    known = InsuredPerson.objects.filter(known_within(branch_ids))
    if known.filter(pk=person.pk).exists():
        return person
    if known.filter(pk__in=same_person_ids(person)).exists():
        return person
    msg = f"No member {kpj} within these branches."
    raise InsuredPerson.DoesNotExist(msg)
