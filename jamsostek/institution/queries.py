"""Offices, who sees which branch, and the country's provinces and regencies."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.models import Model

from jamsostek.institution.models import Branch, Region, StaffMember, User
from jamsostek.institution.planned import planned_cursor

REFERENCE: Final = Path(__file__).parent / "reference"
HEAD_OFFICE: Final = "KP"


class Level(StrEnum):
    """How far an office reaches."""

    HEAD = "HEAD"
    REGION = "REGION"
    BRANCH = "BRANCH"


@dataclass(frozen=True, slots=True)
class Office:
    """The head office, a regional office or a branch, and the branches that it answers for."""

    code: str
    name: str
    city: str
    level: Level
    region_id: int | None
    branch_id: int | None
    branch_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Place:
    """A province, regency or city with the days between which it has its code."""

    code: str
    name: str
    capital: str
    from_date: date
    until_date: date | None


class UnknownOffice(LookupError):
    """A code that no office has."""


def office(code: str) -> Office:
    """Give the office with this code: KP, KW05, KC-SKA.

    Raises:
        UnknownOffice: no office has this code.
    """
    wanted = code.strip().upper()
    if wanted == HEAD_OFFICE:
        return head_office()
    if region := Region.objects.filter(code=wanted).first():
        return office_of_region(region)
    if branch := Branch.objects.filter(code=wanted).first():
        return office_of_branch(branch)
    raise UnknownOffice(f"There is no office {code!r}.")


def head_office() -> Office:
    """Give the head office, which answers for every branch."""
    row = next(row for row in read_reference("offices") if row["code"] == HEAD_OFFICE)
    branches = frozenset(Branch.objects.values_list("id", flat=True))
    return Office(HEAD_OFFICE, row["name"], row["city"], Level.HEAD, None, None, branches)


def office_of_region(region: Region) -> Office:
    """Give a regional office with its branches."""
    branches = frozenset(Branch.objects.filter(region=region).values_list("id", flat=True))
    return Office(region.code, region.name, region.city, Level.REGION, region.id, None, branches)


def office_of_branch(branch: Branch) -> Office:
    """Give a branch as an office."""
    return Office(
        branch.code,
        branch.name,
        branch.city,
        Level.BRANCH,
        branch.region_id,
        branch.id,
        frozenset({branch.id}),
    )


def office_of_staff(staff: StaffMember) -> Office:
    """Give the office that a member of staff works for."""
    if staff.branch:
        return office_of_branch(staff.branch)
    return office_of_region(staff.region) if staff.region else head_office()


def branch_ids_in_scope(staff: StaffMember) -> frozenset[int]:
    """Give the branches whose employers and members a member of staff may see.

    A branch sees its own, a region its branches, the head office all.
    """
    return office_of_staff(staff).branch_ids


def offices_below(above: Office) -> list[Office]:
    """Give the offices one level down, by code: regions under the head, branches under a region."""
    if above.level is Level.HEAD:
        return [office_of_region(region) for region in Region.objects.order_by("code")]
    if above.level is Level.REGION:
        branches = Branch.objects.filter(id__in=above.branch_ids).order_by("code")
        return [office_of_branch(branch) for branch in branches]
    return []


def province(code: str, on: date) -> Place | None:
    """Give the province that has this two-digit code on a day."""
    return _in_force(_places("provinces"), code, on)


def regency(code: str, on: date) -> Place | None:
    """Give the regency or city that has this code, like 33.74, on a day.

    Known are those of Jawa Tengah, DI Yogyakarta and Lampung.
    """
    return _in_force(_places("regencies"), code, on)


def regencies(province_code: str, on: date) -> list[Place]:
    """Give the regencies and cities that a province has on a day, by code."""
    return [
        place
        for place in _places("regencies")
        if place.code.startswith(f"{province_code}.") and _holds(place, on)
    ]


def read_reference(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of a reference file of this package by its name."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _in_force(places: tuple[Place, ...], code: str, on: date) -> Place | None:
    return next((place for place in places if place.code == code and _holds(place, on)), None)


def _holds(place: Place, on: date) -> bool:
    return place.from_date <= on and (place.until_date is None or on < place.until_date)


@cache
def _places(name: str) -> tuple[Place, ...]:
    return tuple(
        Place(
            code=row["code"],
            name=row["name"],
            capital=row["capital"],
            from_date=date.fromisoformat(row["from_date"]),
            until_date=date.fromisoformat(row["until_date"]) if row["until_date"] else None,
        )
        for row in read_reference(name)
    )


def user_with_office(user_id: int) -> User | None:
    """Give a user with `officer` and its branch or region at hand, as `select_related` would.

    Read at every page, so in one statement that is put together once: through the ORM, joining
    five tables took longer than all the rest of a page.
    """
    with planned_cursor() as cursor:
        cursor.execute(_signed_in(), [user_id])
        row = cursor.fetchone()
    if row is None:
        return None
    found = _objects(row)
    user, officer, branch = found["u"], found["s"], found["b"]
    if branch is not None:
        branch.region = found["br"]
    if officer is not None:
        officer.user, officer.branch, officer.region = user, branch, found["r"]
    user._state.fields_cache["officer"] = officer  # noqa: SLF001 - as select_related leaves it
    return user  # type: ignore[no-any-return]


JOINED: Final[dict[str, type[Model]]] = {
    "u": User,
    "s": StaffMember,
    "b": Branch,
    "br": Region,
    "r": Region,
}
TABLES: Final = """
    FROM institution_user u
    LEFT JOIN institution_staffmember s ON s.user_id = u.id
    LEFT JOIN institution_branch b ON b.id = s.branch_id
    LEFT JOIN institution_region br ON br.id = b.region_id
    LEFT JOIN institution_region r ON r.id = s.region_id
    WHERE u.id = %s
"""


@cache
def _signed_in() -> str:
    columns = [f"{alias}.{name}" for alias, model in JOINED.items() for name in _names(model)]
    return f"SELECT {', '.join(columns)} {TABLES}"


@cache
def _names(model: type[Model]) -> list[str]:
    """Give the attributes of a model, each called as its column is."""
    return [field.attname for field in model._meta.concrete_fields]


def _objects(row: tuple[Any, ...]) -> dict[str, Any]:
    """Give the objects of a row by alias; None where there was nothing to join."""
    found: dict[str, Any] = {}
    start = 0
    for alias, model in JOINED.items():
        names = _names(model)
        values = row[start : start + len(names)]
        found[alias] = model.from_db(connection.alias, names, values) if values[0] else None
        start += len(names)
    return found
