"""Everything the register knows of one member, read in one statement."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jamsostek.institution.planned import planned_cursor
from jamsostek.membership.models import InsuredPerson


@dataclass(frozen=True, slots=True)
class AgreedWage:
    """A wage agreed from a day on."""

    from_date: date
    basis: str
    wage: int


@dataclass(frozen=True, slots=True)
class EmploymentSpell:
    """A spell of work, with as much of the employer as a list shows."""

    id: int
    npp: str
    employer: str
    branch_id: int
    kind: str
    title: str
    from_date: date
    until_date: date | None
    wages: Sequence[AgreedWage] = ()
    """Newest first."""


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A dependant, as long as one is or was one."""

    id: int
    relation: str
    name: str
    birth_date: date
    until_date: date | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A member with every spell of work, the family, and the status that holds on a day."""

    id: int
    kpj: str
    nik: str
    name: str
    birth_date: date | None
    birth_place: str
    sex: str
    registered_on: date
    married: bool
    employments: Sequence[EmploymentSpell]
    dependants: Sequence[FamilyMember]


def profile_of(kpj: str, day: date, *, branch_ids: Collection[int] | None = None) -> Profile:
    """Give the profile of the member with this number; None for `branch_ids` is everywhere.

    Raises:
        InsuredPerson.DoesNotExist: nobody within these branches' employers has the number.
    """
    branches = None if branch_ids is None else list(branch_ids)
    with planned_cursor() as cursor:
        cursor.execute(PROFILE, {"kpj": kpj, "day": day, "branches": branches})
        row = cursor.fetchone()
    if row is None:
        msg = f"No member {kpj} within these branches."
        raise InsuredPerson.DoesNotExist(msg)
    spells = [_spell(spell) for spell in _list(row[9])]
    family = [FamilyMember(*_with_days(member, 3, 4)) for member in _list(row[10])]
    facts: tuple[Any, ...] = (*row[:9], spells, family)
    return Profile(*facts)


PROFILE: Final = """
    SELECT p.id, p.kpj, p.nik, p.name, p.birth_date, p.birth_place, p.sex, p.registered_on,
        EXISTS (
            SELECT FROM membership_familystatus f
            WHERE f.person_id = p.id AND f.married AND f.from_date <= %(day)s
                AND (f.until_date IS NULL OR f.until_date > %(day)s)
        ),
        (
            SELECT json_agg(json_build_array(
                e.id, r.npp, r.name, r.branch_id, e.kind, e.title, e.from_date, e.until_date,
                (
                    SELECT json_agg(json_build_array(w.from_date, w.basis, w.wage)
                        ORDER BY w.from_date DESC, w.id DESC)
                    FROM membership_wagerecord w WHERE w.employment_id = e.id
                )
            ) ORDER BY e.from_date DESC, e.id DESC)
            FROM membership_employment e JOIN membership_employer r ON r.id = e.employer_id
            WHERE e.person_id = p.id
        ),
        (
            SELECT json_agg(json_build_array(
                d.id, d.relation, d.name, d.birth_date, d.until_date
            ) ORDER BY d.relation DESC, d.birth_date, d.id)
            FROM membership_dependant d WHERE d.person_id = p.id
        )
    FROM membership_insuredperson p
    WHERE p.kpj = %(kpj)s AND (%(branches)s::bigint[] IS NULL OR EXISTS (
        SELECT FROM membership_employment e JOIN membership_employer r ON r.id = e.employer_id
        WHERE e.person_id = p.id AND r.branch_id = ANY(%(branches)s)
    ))
"""


def _list(found: str | list[list[Any]] | None) -> list[list[Any]]:
    """Read what the database gathered; Django's connection hands JSON over as text."""
    rows: list[list[Any]] = json.loads(found) if isinstance(found, str) else found or []
    return rows


def _spell(row: list[Any]) -> EmploymentSpell:
    row[8] = [AgreedWage(*_with_days(wage, 0)) for wage in row[8] or ()]
    return EmploymentSpell(*_with_days(row, 6, 7))


def _with_days(row: list[Any], *places: int) -> list[Any]:
    """Read the days of a gathered row, which come as text."""
    for place in places:
        row[place] = date.fromisoformat(row[place]) if row[place] else None
    return row
