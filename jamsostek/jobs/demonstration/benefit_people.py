"""Whom the demonstration's claims are about: workers of the register, always the same ones."""

from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from jamsostek.institution.queries import office
from jamsostek.jobs.demonstration.benefit_plan import EVENTS_FROM, EVENTS_UNTIL, Kind
from jamsostek.jobs.demonstration.staff import REGION


class Person(NamedTuple):
    """A worker of a claim, through what they are insured, and the spell that insures them."""

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


def people_of(kind: Kind, count: int) -> list[Person]:
    """Give the workers of a kind of claims, as many as asked for.

    Raises:
        TooFew: the register does not have as many.
    """
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "branches": list(office(REGION).branch_ids),
            "first": EVENTS_FROM,
            "last": EVENTS_UNTIL,
            "count": count,
        }
        cursor.execute(POOLS[kind], asked)
        found = [Person(*row) for row in cursor.fetchall()]
    if len(found) < count:
        raise TooFew(f"{kind} needs {count} workers and there are {len(found)}.")
    return found


class TooFew(RuntimeError):
    """A demonstration too small for its claims."""


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
    Kind.ACCIDENT: _pool(EMPLOYEES, STILL_AT_WORK, 1),
    Kind.CARE: _pool(EMPLOYEES, WITH_CARE, 77_777),
    Kind.DEATH: _pool(EMPLOYEES, LEFT_MEANWHILE, 3),
    Kind.BUILDING_ACCIDENT: _pool(BUILDERS, "s.from_date < '2011-07-10'", 5),
    Kind.BUILDING_DEATH: _pool(BUILDERS, "s.until_date <= %(last)s", 7),
    Kind.OWN_ACCIDENT: _pool(
        OWN_ACCOUNT, "s.from_date < '2011-07-20' AND s.until_date > '2011-09-30'", 11
    ),
    Kind.OWN_DEATH: _pool(OWN_ACCOUNT, "s.until_date <= %(last)s", 13),
}
"""Who may be chosen for each kind: whoever died has no spell on the day shown."""
