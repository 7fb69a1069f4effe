"""Who is signed in: read at every page, so in one statement that is written once.

The same through the ORM (`select_related` over five tables) took as long to build as the rest
of a member page takes to answer.
"""

from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import Model

from jamsostek.institution.models import Branch, Region, StaffMember, User

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


def user_with_office(user_id: int) -> User | None:
    """Give a user with `officer` and its branch or region at hand, as the ORM would."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [user_id])
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


@cache
def _statement() -> str:
    columns = [f"{alias}.{name}" for alias, model in JOINED.items() for name in _names(model)]
    return f"SELECT {', '.join(columns)} {TABLES}"


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _objects(row: tuple[Any, ...]) -> dict[str, Any]:
    """Give the objects of a row by alias; None where there was nothing to join."""
    found: dict[str, Any] = {}
    start = 0
    for alias, model in JOINED.items():
        names = [field.attname for field in model._meta.concrete_fields]
        values = row[start : start + len(names)]
        found[alias] = model.from_db(connection.alias, names, values) if values[0] else None
        start += len(names)
    return found
