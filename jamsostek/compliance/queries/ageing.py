"""Arrears by age: what every employer and every contractor owes on a day, set-based."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from jamsostek.compliance.rules.ageing import SPANS
from jamsostek.institution.queries import Level, Office, offices_below

OVERDUE: Final = """
    SELECT b.branch_id, b.employer_id, p.contractor_id, b.due_date,
        (extract(year FROM %(on)s::date) - extract(year FROM b.due_date)) * 12
            + extract(month FROM %(on)s::date) - extract(month FROM b.due_date)
            + (extract(day FROM %(on)s::date) > extract(day FROM b.due_date))::int AS months,
        b.asked - r.amount + w.amount AS missing
    FROM contributions_bill b
    LEFT JOIN membership_project p ON p.id = b.project_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(a.amount), 0) AS amount
        FROM contributions_allocation a JOIN treasury_statementline l ON l.id = a.line_id
        WHERE a.bill_id = b.id AND a.withdrawn_at IS NULL
            AND coalesce(l.value_date, l.day) <= %(on)s
    ) r
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount FROM contributions_penaltywaiver
        WHERE bill_id = b.id AND (made_at AT TIME ZONE 'Asia/Jakarta')::date > %(on)s
    ) w
    WHERE b.branch_id = ANY(%(branches)s) AND b.kind <> 'OWN_ACCOUNT'
        AND b.issued_on <= %(on)s AND b.due_date < %(on)s
        AND (b.settled_on IS NULL OR b.settled_on > %(on)s)
        AND NOT EXISTS (
            SELECT FROM contributions_writeoffposting g
            WHERE g.bill_id = b.id AND g.posted_on <= %(on)s
        )
"""
"""What lacked when a day ended, as the bank's days say, and what was given up by then."""

SUMS: Final = ", ".join(
    f"coalesce(sum(missing) FILTER (WHERE months >= {span.least}"
    + (f" AND months <= {span.most}" if span.most else "")
    + "), 0)::bigint"
    for span in SPANS
)

AGED: Final = f"""
    SELECT o.branch_id, coalesce(e.npp, ''), coalesce(e.name, c.name), k.code, k.name,
        count(*), min(o.due_date), sum(missing)::bigint, {SUMS}
    FROM ({OVERDUE}) o
    JOIN institution_branch k ON k.id = o.branch_id
    LEFT JOIN membership_employer e ON e.id = o.employer_id
    LEFT JOIN membership_contractor c ON c.id = o.contractor_id
    WHERE missing > 0
    GROUP BY o.branch_id, e.id, c.id, k.id
    ORDER BY sum(missing) DESC, coalesce(e.npp, ''), c.id
"""  # noqa: S608 - made of constants


@dataclass(frozen=True, slots=True)
class Aged:
    """What one payer owes at one branch: how many bills, since when, and by age."""

    branch_id: int
    npp: str
    """Empty for the contractor of projects."""
    name: str
    branch_code: str
    branch: str
    bills: int
    oldest: date
    total: int
    spans: tuple[int, ...]
    """In the order of `SPANS`."""


@dataclass(frozen=True, slots=True)
class Ageing:
    """What an office's payers owe together, by age."""

    office: Office
    payers: int
    bills: int
    total: int
    spans: tuple[int, ...]


def aged_arrears(branch_ids: Collection[int], on: date) -> list[Aged]:
    """Give who owes what beyond the due date when a day ended, the largest debt first.

    Own-account bills are offers and no debt. A bill not covered counts whole under the span of
    its own due date, less what it had received.
    """
    with connection.cursor() as cursor:
        cursor.execute(AGED, {"branches": list(branch_ids), "on": on})
        found: list[tuple[Any, ...]] = [(*row[:8], row[8:]) for row in cursor.fetchall()]
        return [Aged(*row) for row in found]


def ageing_of(office: Office, rows: Sequence[Aged]) -> Ageing:
    """Sum the arrears of an office up."""
    own = [row for row in rows if row.branch_id in office.branch_ids]
    return Ageing(
        office=office,
        payers=len(own),
        bills=sum(row.bills for row in own),
        total=sum(row.total for row in own),
        spans=tuple(sum(row.spans[place] for row in own) for place in range(len(SPANS))),
    )


def ageing_below(office: Office, rows: Sequence[Aged]) -> list[Ageing]:
    """Sum the arrears of each office one level down up; none below a branch."""
    if office.level is Level.BRANCH:
        return []
    return [ageing_of(below, rows) for below in offices_below(office)]
