"""Workers of the register drawn as a sample: the same ones whenever it is asked."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db import connection


class Pool(StrEnum):
    """Among whom is drawn."""

    AT_WORK = "AT_WORK"
    """Employed since before the first day, and still."""
    WITH_JPK = "WITH_JPK"
    """The same, where the employer takes part in JPK."""
    LEFT = "LEFT"
    """Whose only employment ended between the days."""
    BUILDING = "BUILDING"
    """Who began on a project well before the last day."""
    BUILT = "BUILT"
    """Whose work on a project ended by the last day."""
    PROTECTED = "PROTECTED"
    """On own account, protected on the last day and well after."""
    LAPSED = "LAPSED"
    """On own account, no longer protected on the last day."""


class Drawn(NamedTuple):
    """A worker, through what they are insured, and the spell that insures them."""

    branch_id: int
    name: str
    person_id: int | None
    employer_id: int | None
    project_worker_id: int | None
    cover_id: int | None
    payer_name: str
    """Of the employer or contractor, who advanced costs."""
    wage: int
    """A month's; nothing where the register knows none."""
    from_date: date
    until_date: date
    """Of somebody who works on there is none, and nobody asks."""
    draw: int
    """Any number, of this worker alone."""


def drawn(
    pool: Pool, *, branch_ids: Collection[int], first: date, last: date, count: int
) -> list[Drawn]:
    """Draw workers of some branches, as many as asked for or as there are."""
    asked: dict[str, Any] = {
        "branches": sorted(branch_ids),
        "first": first,
        "last": last,
        "count": count,
    }
    with connection.cursor() as cursor:
        cursor.execute(POOLS[pool], asked)
        return [Drawn(*row) for row in cursor.fetchall()]


DRAW: Final = "(({id} * 2654435761) %% 1000003)::integer"
"""Numbers that look drawn and are the same every time."""

EMPLOYEES: Final = """
SELECT e.branch_id, p.name, p.id, e.id, NULL, NULL, e.name, w.wage, s.from_date, s.until_date,
    s.draw
FROM (
    SELECT s.*, {draw} AS draw FROM membership_employment s
    JOIN membership_employer m ON m.id = s.employer_id
    WHERE m.branch_id = ANY(%(branches)s) AND {where}
    ORDER BY draw, s.id LIMIT %(count)s
) s JOIN membership_employer e ON e.id = s.employer_id
JOIN membership_insuredperson p ON p.id = s.person_id
JOIN LATERAL (
    SELECT wage FROM membership_wagerecord WHERE employment_id = s.id
    ORDER BY from_date DESC, id DESC LIMIT 1
) w ON true
ORDER BY s.draw, s.id
"""
STILL_AT_WORK: Final = "s.until_date IS NULL AND s.from_date < %(first)s"
LEFT_MEANWHILE: Final = """
    s.until_date BETWEEN %(first)s AND %(last)s AND s.until_date > s.from_date + 30
    AND NOT EXISTS (SELECT FROM membership_employment o
        WHERE o.person_id = s.person_id AND o.id <> s.id)
"""
WITH_CARE: Final = """
    s.until_date IS NULL AND s.from_date < %(first)s AND EXISTS (
        SELECT FROM membership_programmeenrolment r
        WHERE r.employer_id = s.employer_id AND r.programme = 'JPK' AND r.from_date < %(first)s
            AND r.until_date IS NULL)
"""
BUILDERS: Final = """
SELECT j.branch_id, s.name, s.person_id, NULL, s.id, NULL, c.name, 0, s.from_date, s.until_date,
    s.draw
FROM (
    SELECT s.*, {draw} AS draw FROM membership_projectworker s
    JOIN membership_project m ON m.id = s.project_id
    WHERE m.branch_id = ANY(%(branches)s) AND {where}
    ORDER BY draw, s.id LIMIT %(count)s
) s JOIN membership_project j ON j.id = s.project_id
JOIN membership_contractor c ON c.id = j.contractor_id
ORDER BY s.draw, s.id
"""
OWN_ACCOUNT: Final = """
SELECT c.branch_id, p.name, p.id, NULL, NULL, c.id, p.name, t.base, s.from_date, s.until_date,
    s.draw
FROM (
    SELECT s.*, {draw} AS draw FROM membership_ownaccountprotection s
    JOIN membership_ownaccountcover m ON m.id = s.cover_id
    WHERE m.branch_id = ANY(%(branches)s) AND s.withdrawn_at IS NULL AND {where}
    ORDER BY draw, s.id LIMIT %(count)s
) s JOIN membership_ownaccountcover c ON c.id = s.cover_id
JOIN membership_insuredperson p ON p.id = c.person_id
JOIN LATERAL (
    SELECT base FROM membership_ownaccountterms WHERE cover_id = c.id
    ORDER BY from_month LIMIT 1
) t ON true
ORDER BY s.draw, s.id
"""


def _pool(statement: str, where: str, salt: int) -> str:
    return statement.format(draw=DRAW.format(id=f"(s.id + {salt})"), where=where)


POOLS: Final = {
    Pool.AT_WORK: _pool(EMPLOYEES, STILL_AT_WORK, 1),
    Pool.WITH_JPK: _pool(EMPLOYEES, WITH_CARE, 77_777),
    Pool.LEFT: _pool(EMPLOYEES, LEFT_MEANWHILE, 3),
    Pool.BUILDING: _pool(BUILDERS, "s.from_date < %(last)s - 39", 5),
    Pool.BUILT: _pool(BUILDERS, "s.until_date <= %(last)s", 7),
    Pool.PROTECTED: _pool(
        OWN_ACCOUNT, "s.from_date < %(last)s - 29 AND s.until_date > %(last)s + 43", 11
    ),
    Pool.LAPSED: _pool(OWN_ACCOUNT, "s.until_date <= %(last)s", 13),
}
"""Which spells each pool holds, and what is told of them."""
