"""The records behind a figure: as many as the figure says, in an order that pages are cut from."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection, transaction

from jamsostek.institution.queries import Office
from jamsostek.reporting.measures import Key
from jamsostek.reporting.models import Measure, Segment

AT_ONCE: Final = 2_000
"""So many rows come from the database at a time where all are read."""


class Listed(NamedTuple):
    """One record: its number and name, at whom it is held, and from when to when."""

    segment: str
    number: str
    """Of the company, project, group or member; empty for a daily worker without one."""
    name: str
    holder_number: str
    """Of the company, project or group that a worker is counted at; empty where there is none."""
    holder: str
    branch: str
    from_date: date
    until_date: date | None


def listed(office: Office, key: Key, on: date, *, start: int, length: int) -> list[Listed]:
    """Give the records behind a figure on a day, from the `start`-th on, at most `length`."""
    found: list[Listed] = []
    parts = _parts(key)
    with connection.cursor() as cursor:
        for at, part in enumerate(parts):
            wanted = length - len(found)
            asked = _asked(office, on) | {"start": start, "length": wanted}
            cursor.execute(_page(part), asked)
            rows = [Listed(*row) for row in cursor.fetchall()]
            found += rows
            if len(found) == length or at == len(parts) - 1:
                break
            start = 0 if rows else start - _count(cursor, part, office, on)
    return found


def every_listed(office: Office, key: Key, on: date) -> Iterator[Listed]:
    """Give all records behind a figure on a day, however many, a few at a time."""
    everything = {"start": 0, "length": None}
    for part in _parts(key):
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(_page(part), _asked(office, on) | everything)
            while rows := cursor.fetchmany(AT_ONCE):
                yield from (Listed(*row) for row in rows)


def _parts(key: Key) -> Sequence[Key]:
    """Give the figures whose records are those of a figure, one after another."""
    if key != (Segment.ALL, Measure.WORKERS):
        return [key]
    insured = (Segment.FORMAL, Segment.CONSTRUCTION, Segment.OWN_ACCOUNT)
    return [(segment, Measure.WORKERS) for segment in insured]


def _asked(office: Office, on: date) -> dict[str, Any]:
    branches = list(office.branch_ids)
    return {"branches": branches, "on": on, "new_year": date(on.year, 1, 1)}


def _count(cursor: Any, part: Key, office: Office, on: date) -> int:  # noqa: ANN401 - Django's own
    chosen, _, _ = RECORDS[part]
    cursor.execute(f"SELECT count(*) {chosen}", _asked(office, on))
    return int(cursor.fetchone()[0])


def _page(part: Key) -> str:
    """Give the statement that cuts a page; only what is on it is joined with its names."""
    chosen, order, named = RECORDS[part]
    rows = f"SELECT r.* {chosen} ORDER BY {order} LIMIT %(length)s OFFSET %(start)s"
    return f"SELECT '{part[0].value}', {named.format(rows=rows)} ORDER BY {order}"


HOLDS: Final = "r.from_date <= %(on)s AND (r.until_date IS NULL OR r.until_date > %(on)s)"
HERE: Final = "r.branch_id = ANY(%(branches)s)"

RECORDS: Final[dict[Key, tuple[str, str, str]]] = {
    (Segment.FORMAL, Measure.EMPLOYERS): (
        f"FROM membership_employer r WHERE {HERE} AND {HOLDS}",
        "r.npp",
        """r.npp, r.name, '', '', b.code, r.from_date, r.until_date
        FROM ({rows}) r JOIN institution_branch b ON b.id = r.branch_id""",
    ),
    (Segment.FORMAL, Measure.WORKERS): (
        f"""FROM membership_employment r JOIN membership_employer e ON e.id = r.employer_id
        WHERE e.branch_id = ANY(%(branches)s) AND {HOLDS}""",
        "r.employer_id, r.person_id, r.id",
        """p.kpj, p.name, e.npp, e.name, b.code, r.from_date, r.until_date
        FROM ({rows}) r JOIN membership_employer e ON e.id = r.employer_id
        JOIN membership_insuredperson p ON p.id = r.person_id
        JOIN institution_branch b ON b.id = e.branch_id""",
    ),
    (Segment.CONSTRUCTION, Measure.EMPLOYERS): (
        f"FROM membership_project r WHERE {HERE} AND {HOLDS}",
        "r.number",
        """r.number, r.name, '', c.name, b.code, r.from_date, r.until_date
        FROM ({rows}) r JOIN membership_contractor c ON c.id = r.contractor_id
        JOIN institution_branch b ON b.id = r.branch_id""",
    ),
    (Segment.CONSTRUCTION, Measure.WORKERS): (
        f"""FROM membership_projectworker r JOIN membership_project j ON j.id = r.project_id
        WHERE j.branch_id = ANY(%(branches)s) AND {HOLDS}""",
        "r.project_id, r.id",
        """coalesce(p.kpj, ''), r.name, j.number, j.name, b.code, r.from_date, r.until_date
        FROM ({rows}) r JOIN membership_project j ON j.id = r.project_id
        LEFT JOIN membership_insuredperson p ON p.id = r.person_id
        JOIN institution_branch b ON b.id = j.branch_id""",
    ),
    (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): (
        f"FROM membership_ownaccountgroup r WHERE {HERE} AND {HOLDS}",
        "r.number",
        """r.number, r.name, '', '', b.code, r.from_date, r.until_date
        FROM ({rows}) r JOIN institution_branch b ON b.id = r.branch_id""",
    ),
    (Segment.OWN_ACCOUNT, Measure.WORKERS): (
        f"""FROM membership_ownaccountprotection r
        JOIN membership_ownaccountcover c ON c.id = r.cover_id
        WHERE c.branch_id = ANY(%(branches)s) AND {HOLDS} AND r.withdrawn_at IS NULL""",
        "r.cover_id, r.id",
        """p.kpj, p.name, coalesce(g.number, ''), coalesce(g.name, ''), b.code, r.from_date,
            r.until_date
        FROM ({rows}) r JOIN membership_ownaccountcover c ON c.id = r.cover_id
        JOIN membership_insuredperson p ON p.id = c.person_id
        JOIN institution_branch b ON b.id = c.branch_id
        LEFT JOIN membership_ownaccountgroup g ON g.id = c.group_id""",
    ),
    (Segment.ALL, Measure.NEW_MEMBERS): (
        f"""FROM membership_insuredperson r WHERE {HERE}
        AND r.registered_on BETWEEN %(new_year)s AND %(on)s""",
        "r.kpj",
        """r.kpj, r.name, '', '', b.code, r.registered_on, NULL::date
        FROM ({rows}) r JOIN institution_branch b ON b.id = r.branch_id""",
    ),
}
"""For each figure which rows it counts, in what order, and what is shown of them."""
