"""Own-account workers: until when each is protected, by person, group and branch."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from jamsostek.membership.models import (
    InsuredPerson,
    OwnAccountCover,
    OwnAccountGroup,
    OwnAccountTerms,
)


class CoverState(StrEnum):
    """How an own-account worker stands on a day."""

    PROTECTED = "PROTECTED"
    LAPSED = "LAPSED"
    BEGINS = "BEGINS"
    NEVER_PAID = "NEVER_PAID"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class Standing:
    """One own-account worker on a day."""

    cover_id: int
    person_id: int
    kpj: str
    name: str
    occupation: str
    phone: str
    group_id: int | None
    from_date: date
    base: int
    programmes: Sequence[str]
    jht_rate: int
    since: date | None
    """The first day of the protection that counts: without a gap up to its end."""
    until: date | None
    """Its last day, which is what the worker is told."""
    state: CoverState

    @property
    def lapsed_since(self) -> date | None:
        """The first day without protection."""
        lapsed = self.state is CoverState.LAPSED and self.until
        return self.until + timedelta(days=1) if lapsed and self.until else None


def standing_on(cover: OwnAccountCover, day: date) -> Standing:
    """Give how one own-account worker stands on a day."""
    return standings_on([cover.pk], day)[0]


def standings_on(cover_ids: Collection[int], day: date) -> list[Standing]:
    """Give how own-account workers stand on a day, who lapses soonest first."""
    return _standings("c.id = ANY(%(of)s)", list(cover_ids), day)


def standings_in_group(group: OwnAccountGroup, day: date) -> list[Standing]:
    """Give how the members of a group stand on a day, who lapses soonest first."""
    return _standings("c.group_id = %(of)s AND c.until_date IS NULL", group.pk, day)


def _standings(which: str, of: int | list[int], day: date) -> list[Standing]:
    with connection.cursor() as cursor:
        cursor.execute(STANDINGS.format(which=which), {"of": of, "day": day})
        return [_standing(row, day) for row in cursor.fetchall()]


STANDINGS: Final = """
    WITH covers AS (
        SELECT c.* FROM membership_ownaccountcover c WHERE {which}
    ), paid AS (
        SELECT p.cover_id, p.from_date, p.until_date, p.from_date > coalesce(
            max(p.until_date) OVER (PARTITION BY p.cover_id ORDER BY p.from_date
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), '-infinity') AS begins
        FROM membership_ownaccountprotection p JOIN covers c ON c.id = p.cover_id
        WHERE p.withdrawn_at IS NULL
    ), numbered AS (
        SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY cover_id ORDER BY from_date)
            AS run
        FROM paid
    ), runs AS (
        SELECT cover_id, min(from_date) AS since, max(until_date) AS until_date
        FROM numbered GROUP BY cover_id, run
    ), counting AS (
        SELECT DISTINCT ON (cover_id) cover_id, since, until_date - 1 AS until FROM runs
        ORDER BY cover_id, since <= %(day)s AND until_date > %(day)s DESC, since > %(day)s DESC,
            CASE WHEN since > %(day)s THEN since END, since DESC
    )
    SELECT c.id, c.person_id, i.kpj, i.name, c.occupation, c.phone, c.group_id, c.from_date,
        t.base, t.programmes, t.jht_rate, r.since, r.until, c.until_date
    FROM covers c JOIN membership_insuredperson i ON i.id = c.person_id
    LEFT JOIN counting r ON r.cover_id = c.id
    CROSS JOIN LATERAL (
        SELECT base, programmes, jht_rate FROM membership_ownaccountterms t
        WHERE t.cover_id = c.id
        ORDER BY t.from_month > %(day)s, CASE WHEN t.from_month > %(day)s THEN t.from_month END,
            t.from_month DESC, t.id DESC
        LIMIT 1
    ) t
    ORDER BY r.until NULLS FIRST, i.name, c.id
"""
"""The run of paid days without a gap that holds on the day, else the next, else the last."""


def _standing(row: tuple[Any, ...], day: date) -> Standing:
    since, until, ended = row[-3:]
    facts: tuple[Any, ...] = (*row[:-1], _state(since, until, ended, day))
    return Standing(*facts)


def _state(since: date | None, until: date | None, ended: date | None, day: date) -> CoverState:
    if since is not None and until is not None and since <= day <= until:
        return CoverState.PROTECTED
    if ended is not None and ended <= day:
        return CoverState.ENDED
    if since is None:
        return CoverState.NEVER_PAID
    return CoverState.BEGINS if since > day else CoverState.LAPSED


def covers_of(person: InsuredPerson) -> QuerySet[OwnAccountCover]:
    """Give a person's covers, the newest first."""
    covers = OwnAccountCover.objects.filter(person=person).select_related("branch", "group")
    return covers.order_by("-from_date", "-pk")


def open_covers(branch_ids: Collection[int]) -> QuerySet[OwnAccountCover]:
    """Give the own-account workers of branches who take part, by name."""
    covers = OwnAccountCover.objects.filter(branch_id__in=branch_ids, until_date=None)
    return covers.select_related("person", "group", "branch").order_by("person__name", "pk")


def groups_of(branch_ids: Collection[int]) -> QuerySet[OwnAccountGroup]:
    """Give the groups of branches, by name."""
    groups = OwnAccountGroup.objects.filter(branch_id__in=branch_ids)
    return groups.select_related("branch").order_by("name", "pk")


def group_by_number(number: str, *, branch_ids: Collection[int] | None = None) -> OwnAccountGroup:
    """Give the group with this number; None for `branch_ids` is the whole country.

    Raises:
        OwnAccountGroup.DoesNotExist: there is none within these branches.
    """
    groups = OwnAccountGroup.objects.select_related("branch")
    if branch_ids is not None:
        groups = groups.filter(branch_id__in=branch_ids)
    return groups.get(number=number.strip().upper())


def terms_of_cover(cover: OwnAccountCover) -> QuerySet[OwnAccountTerms]:
    """Give every base and choice of programmes of a cover, newest first."""
    return OwnAccountTerms.objects.filter(cover=cover).order_by("-from_month", "-pk")
