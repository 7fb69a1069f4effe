"""Work lists: the claims of branches by state and officer, each with the clock that runs out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from jamsostek.claims.models import Claim
from jamsostek.claims.rules.clocks import Deadline, Moments, Standing, deadlines, next_deadline
from jamsostek.claims.rules.evidence import checklist, missing_papers
from jamsostek.claims.rules.transitions import OPEN_STATES
from jamsostek.kernel.acts import BUSINESS_ZONE


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A claim on a work list."""

    id: int
    code: str
    programme: str
    cause: str
    segment: str
    branch: str
    worker: str
    kpj: str
    employer: str
    event_date: date
    state: str
    officer: str
    papers_missing: int
    total: int | None
    """The award as last worked out, in rupiah; None before."""
    deadline: Deadline | None

    @property
    def is_late(self) -> bool:
        """Whether its clock has run out."""
        return self.deadline is not None and self.deadline.standing is Standing.LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims a work list shows; empty is all."""

    states: Sequence[str] = OPEN_STATES
    programmes: Sequence[str] = ()
    officer_id: int | None = None
    employer_id: int | None = None
    person_ids: Sequence[int] = ()
    text: str = ""
    """Of a claim's code, a worker's name or a member number."""
    count: int = 100
    after: int = 0
    """The number of the last claim on the page before."""


def work_list(
    branch_ids: Collection[int] | None, now: datetime, wanted: Wanted | None = None
) -> list[WorkItem]:
    """Give the claims of branches, oldest first, in one statement; None is the whole country."""
    of = wanted or Wanted()
    with connection.cursor() as cursor:
        cursor.execute(LIST, _asked(branch_ids, of))
        rows = cursor.fetchall()
    return [_item(row, now) for row in rows]


def by_state(branch_ids: Collection[int] | None) -> dict[str, int]:
    """Give how many claims of branches are in each state."""
    with connection.cursor() as cursor:
        ids = None if branch_ids is None else list(branch_ids)
        cursor.execute(COUNTS, {"branches": ids})
        return dict(cursor.fetchall())


def clocks_of(claim: Claim, now: datetime) -> tuple[Deadline, ...]:
    """Give every clock of a claim that has begun, those still running first."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, _asked(None, Wanted(states=(), text=claim.code)))
        row = cursor.fetchone()
    return deadlines(_moments(row[len(LISTED) :]), now) if row else ()


def _asked(branch_ids: Collection[int] | None, of: Wanted) -> dict[str, Any]:
    return {
        "branches": None if branch_ids is None else list(branch_ids),
        "states": list(of.states) or None,
        "programmes": list(of.programmes) or None,
        "officer": of.officer_id,
        "employer": of.employer_id,
        "persons": list(of.person_ids) or None,
        "text": f"%{of.text.strip()}%" if of.text.strip() else None,
        "after": of.after,
        "count": of.count,
    }


def _item(row: tuple[Any, ...], now: datetime) -> WorkItem:
    listed: dict[str, Any] = dict(zip(LISTED, row, strict=False))
    open_kinds = set(listed.pop("open_kinds"))
    present = {paper.kind for paper in checklist(listed["cause"])} - open_kinds
    return WorkItem(
        **listed,
        papers_missing=len(missing_papers(listed["cause"], present)),
        deadline=next_deadline(_moments(row[len(LISTED) :]), now),
    )


LISTED: Final = (
    *("id", "code", "programme", "cause", "segment", "branch", "worker", "kpj", "employer"),
    *("event_date", "state", "officer", "open_kinds", "total"),
)
"""What the statement gives first of each claim; the moments of its clocks follow."""


def _moments(row: Sequence[Any]) -> Moments:
    names = [field.name for field in fields(Moments)]
    found: dict[str, Any] = dict(zip(names, row, strict=True))
    if found["paid_on"] is not None:
        found["paid_on"] = found["paid_on"].astimezone(BUSINESS_ZONE).date()
    return Moments(**found)


LIST: Final = """
    SELECT c.id, c.code, c.programme, c.cause, c.segment, b.code, c.worker_name,
        coalesce(p.kpj, ''), coalesce(r.name, ''), c.event_date, c.state,
        coalesce(s.name, u.username, ''),
        ARRAY(SELECT e.kind FROM claims_evidence e
            WHERE e.claim_id = c.id AND e.state IN ('AWAITED', 'REFUSED')),
        (SELECT a.total FROM claims_assessment a
            WHERE a.claim_id = c.id ORDER BY a.number DESC LIMIT 1),
        c.programme, c.cause, c.state, c.event_date, c.event_time, c.reported_at, c.outcome_on,
        c.second_report_at, c.complete_on, c.pended_until, decided.at, paid.at
    FROM claims_claim c
    JOIN institution_branch b ON b.id = c.branch_id
    LEFT JOIN membership_insuredperson p ON p.id = c.person_id
    LEFT JOIN membership_employer r ON r.id = c.employer_id
    LEFT JOIN institution_user u ON u.id = c.officer_id
    LEFT JOIN institution_staffmember s ON s.user_id = u.id
    LEFT JOIN LATERAL (
        SELECT max(t.made_at) AS at FROM claims_claimstep t
        WHERE t.claim_id = c.id AND t.state IN ('APPROVED', 'REJECTED')
    ) decided ON true
    LEFT JOIN LATERAL (
        SELECT max(t.made_at) AS at FROM claims_claimstep t
        WHERE t.claim_id = c.id AND t.state = 'PAID' AND c.state = 'PAID'
    ) paid ON true
    WHERE c.id > %(after)s
        AND (%(branches)s::bigint[] IS NULL OR c.branch_id = ANY(%(branches)s))
        AND (%(states)s::text[] IS NULL OR c.state = ANY(%(states)s))
        AND (%(programmes)s::text[] IS NULL OR c.programme = ANY(%(programmes)s))
        AND (%(officer)s::bigint IS NULL OR c.officer_id = %(officer)s)
        AND (%(employer)s::bigint IS NULL OR c.employer_id = %(employer)s)
        AND (%(persons)s::bigint[] IS NULL OR c.person_id = ANY(%(persons)s))
        AND (%(text)s::text IS NULL OR c.code ILIKE %(text)s OR c.worker_name ILIKE %(text)s
            OR p.kpj LIKE %(text)s)
    ORDER BY c.id LIMIT %(count)s
"""

COUNTS: Final = """
    SELECT state, count(*)::int FROM claims_claim
    WHERE %(branches)s::bigint[] IS NULL OR branch_id = ANY(%(branches)s) GROUP BY state
"""
