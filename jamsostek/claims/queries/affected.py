"""Claims whose wage was corrected after they were worked out: shown, and never changed silently."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection


@dataclass(frozen=True, slots=True)
class Affected:
    """An approved claim that was worked out with another wage than the register has now."""

    claim_id: int
    code: str
    worker: str
    programme: str
    event_date: date
    wage_then: int
    wage_now: int


def affected_by_wages(branch_ids: Collection[int] | None) -> list[Affected]:
    """Give the approved claims whose wage has been corrected since, in one statement.

    Those already brought back are not among them.
    """
    with connection.cursor() as cursor:
        ids = None if branch_ids is None else list(branch_ids)
        cursor.execute(AFFECTED, {"branches": ids})
        return [Affected(*row) for row in cursor.fetchall()]


AFFECTED: Final = """
    WITH last AS (
        SELECT DISTINCT ON (a.claim_id) a.claim_id, a.made_at,
            (a.facts ->> 'monthly_wage')::bigint AS wage
        FROM claims_assessment a
        JOIN claims_decision d ON d.assessment_id = a.id AND d.outcome = 'APPROVED'
        ORDER BY a.claim_id, a.number DESC
    ), corrected AS (
        SELECT DISTINCT c.id, c.code, c.worker_name, c.programme, c.event_date, c.employer_id,
            c.person_id, last.wage
        FROM last
        JOIN claims_claim c ON c.id = last.claim_id AND c.state IN ('APPROVED', 'PAID')
        JOIN contributions_correctionline l ON l.person_id = c.person_id
        JOIN contributions_correction k ON k.id = l.correction_id AND k.made_at > last.made_at
        JOIN contributions_declaration d ON d.id = k.declaration_id AND d.month <= c.event_date
        WHERE last.wage IS NOT NULL AND c.employer_id IS NOT NULL
            AND (%(branches)s::bigint[] IS NULL OR c.branch_id = ANY(%(branches)s))
    )
    SELECT c.id, c.code, c.worker_name, c.programme, c.event_date, c.wage, now.wage
    FROM corrected c
    CROSS JOIN LATERAL (
        SELECT v.wage FROM (
            SELECT DISTINCT ON (d.id) d.month, w.wage
            FROM contributions_declaration d
            JOIN (
                SELECT declaration_id, 0 AS version, person_id, wage
                FROM contributions_declarationline
                UNION ALL
                SELECT k.declaration_id, k.number, l.person_id, l.wage
                FROM contributions_correctionline l
                JOIN contributions_correction k ON k.id = l.correction_id
            ) w ON w.declaration_id = d.id AND w.person_id = c.person_id
            WHERE d.employer_id = c.employer_id AND d.month <= date_trunc('month', c.event_date)
            ORDER BY d.id, w.version DESC
        ) v
        WHERE v.wage > 0
        ORDER BY v.month = date_trunc('month', c.event_date), v.month DESC LIMIT 1
    ) now
    WHERE now.wage <> c.wage
    ORDER BY c.id
"""
