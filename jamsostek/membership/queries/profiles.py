"""Everything the register knows of one member, read in one statement."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jamsostek.institution.planned import planned_cursor
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries.families import Kin, kin_of
from jamsostek.membership.rules import Relative, youngest_too_old


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
    kpj: str
    """The number it came under, where one has several."""
    npp: str
    employer: str
    branch_id: int
    kind: str
    title: str
    from_date: date
    until_date: date | None
    agreed_until: date | None = None
    wages: Sequence[AgreedWage] = ()
    """Newest first."""

    @property
    def may_be_ended(self) -> bool:
        """Whether the end is still to be told: it is open, or only that of the contract."""
        return self.until_date is None or self.until_date == self.agreed_until


@dataclass(frozen=True, slots=True)
class MemberNumber:
    """A member number of somebody who has several, with what the register says under it."""

    id: int
    kpj: str
    nik: str
    name: str
    birth_date: date | None
    registered_on: date
    merge_id: int | None
    """The merge by which it came; none for the kept number."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A member with every spell of work, the family, and the status that holds on a day.

    Of somebody with several numbers it is the kept one's, with what came under all of them.
    """

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
    dependants: Sequence[Kin]
    numbers: Sequence[MemberNumber] = ()
    """All numbers, the kept one first, where there are several."""

    @property
    def ids(self) -> list[int]:
        """The persons that are this human, the kept number's first."""
        return [number.id for number in self.numbers] or [self.id]


def profile_of(kpj: str, day: date, *, branch_ids: Collection[int] | None = None) -> Profile:
    """Give the profile of the member with this number; None for `branch_ids` is everywhere.

    Raises:
        InsuredPerson.DoesNotExist: nobody whom these branches know has the number.
    """
    branches = None if branch_ids is None else list(branch_ids)
    asked: dict[str, Any] = {
        "kpj": kpj,
        "day": day,
        "too_old": youngest_too_old(day),
        "branches": branches,
    }
    with planned_cursor() as cursor:
        cursor.execute(PROFILE, asked)
        row = cursor.fetchone()
    if row is None:
        msg = f"No member {kpj} within these branches."
        raise InsuredPerson.DoesNotExist(msg)
    spells = [_spell(spell) for spell in _list(row[9])]
    family = kin_of([_relative(member) for member in _list(row[10])], day)
    numbers = [MemberNumber(*_with_days(number, 4, 5)) for number in _list(row[11])]
    facts: tuple[Any, ...] = (*row[:9], spells, family, numbers)
    return Profile(*facts)


PROFILE: Final = """
    WITH one AS MATERIALIZED (
        SELECT coalesce(h.human_id, a.id) AS id, h.human_id IS NOT NULL AS merged,
            CASE WHEN h.human_id IS NULL THEN ARRAY[a.id] ELSE ARRAY(
                SELECT o.person_id FROM membership_samehuman o WHERE o.human_id = h.human_id
            ) END AS ids
        FROM membership_insuredperson a LEFT JOIN LATERAL (
            SELECT g.kept_id AS human_id FROM membership_personmerge g
            WHERE g.state = 'MERGED' AND (g.duplicate_id = a.id OR g.kept_id = a.id) LIMIT 1
        ) h ON true
        WHERE a.kpj = %(kpj)s
    )
    SELECT p.id, p.kpj, p.nik, p.name, p.birth_date, p.birth_place, p.sex, p.registered_on,
        coalesce((
            SELECT coalesce(bool_or(f.married) FILTER (WHERE f.person_id = p.id),
                bool_or(f.married))
            FROM membership_familystatus f
            WHERE f.person_id = ANY(one.ids) AND f.from_date <= %(day)s
                AND (f.until_date IS NULL OR f.until_date > %(day)s)
        ), false) OR EXISTS (
            SELECT FROM membership_dependant d WHERE d.person_id = ANY(one.ids)
                AND d.from_date <= %(day)s AND (d.until_date IS NULL OR d.until_date > %(day)s)
                AND (d.relation = 'SPOUSE' OR d.birth_date > %(too_old)s)
        ),
        (
            SELECT json_agg(json_build_array(
                e.id, n.kpj, r.npp, r.name, r.branch_id, e.kind, e.title, e.from_date,
                e.until_date, e.agreed_until,
                (
                    SELECT json_agg(json_build_array(w.from_date, w.basis, w.wage)
                        ORDER BY w.from_date DESC, w.id DESC)
                    FROM membership_wagerecord w WHERE w.employment_id = e.id
                )
            ) ORDER BY e.from_date DESC, e.id DESC)
            FROM membership_employment e JOIN membership_employer r ON r.id = e.employer_id
            JOIN membership_insuredperson n ON n.id = e.person_id
            WHERE e.person_id = ANY(one.ids)
        ),
        (
            SELECT json_agg(json_build_array(
                n.kpj, d.name, d.nik, d.id, d.relation, d.birth_date, d.from_date, d.until_date,
                d.end_reason
            ) ORDER BY d.relation DESC, d.birth_date, d.id)
            FROM membership_dependant d JOIN membership_insuredperson n ON n.id = d.person_id
            WHERE d.person_id = ANY(one.ids)
        ),
        CASE WHEN one.merged THEN (
            SELECT json_agg(json_build_array(
                n.id, n.kpj, n.nik, n.name, n.birth_date, n.registered_on, g.id
            ) ORDER BY n.id <> p.id, n.kpj)
            FROM membership_insuredperson n
            LEFT JOIN membership_personmerge g ON g.duplicate_id = n.id AND g.state = 'MERGED'
            WHERE n.id = ANY(one.ids)
        ) END
    FROM one JOIN membership_insuredperson p ON p.id = one.id
    WHERE %(branches)s::bigint[] IS NULL OR EXISTS (
        SELECT FROM membership_insuredperson n
        WHERE n.id = ANY(one.ids) AND n.branch_id = ANY(%(branches)s)
        UNION ALL
        SELECT FROM membership_knownelsewhere n
        WHERE n.person_id = ANY(one.ids) AND n.branch_id = ANY(%(branches)s)
    )
"""


def _list(found: str | list[list[Any]] | None) -> list[list[Any]]:
    """Read what the database gathered; Django's connection hands JSON over as text."""
    rows: list[list[Any]] = json.loads(found) if isinstance(found, str) else found or []
    return rows


def _spell(row: list[Any]) -> EmploymentSpell:
    row[10] = [AgreedWage(*_with_days(wage, 0)) for wage in row[10] or ()]
    return EmploymentSpell(*_with_days(row, 7, 8, 9))


def _relative(row: list[Any]) -> tuple[str, str, str, Relative]:
    kpj, name, nik, *facts = row
    return kpj, name, nik, Relative(*_with_days(facts, 2, 3, 4))


def _with_days(row: list[Any], *places: int) -> list[Any]:
    """Read the days of a gathered row, which come as text."""
    for place in places:
        row[place] = date.fromisoformat(row[place]) if row[place] else None
    return row
