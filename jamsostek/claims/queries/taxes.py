"""Tax withheld from JHT: of whom, on what, by which decision, for the return of a month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from jamsostek.kernel.months import Month


@dataclass(frozen=True, slots=True)
class Withheld:
    """What one decision withheld: from whom, on how much, and by which article, in rupiah."""

    code: str
    kpj: str
    name: str
    decided_on: date
    gross: int
    tax: int
    citation: str


def withheld_in(month: Month, branch_ids: Collection[int] | None) -> list[Withheld]:
    """Give the tax withheld by decisions of a month (WIB); None is the whole country.

    A claim that was decided again counts with what the later decision changes, so that the months
    add up to what the books owe the state.
    """
    ids = None if branch_ids is None else list(branch_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            WITHHELD,
            {"branches": ids, "first": month.first_day, "next": (month + 1).first_day},
        )
        return [Withheld(*row) for row in cursor.fetchall()]


WITHHELD: Final = """
    WITH told AS (
        SELECT d.id, a.claim_id, (d.decided_at AT TIME ZONE 'Asia/Jakarta')::date AS day,
            coalesce(sum(l.amount) FILTER (WHERE l.recipient <> 'STATE'), 0) AS gross,
            coalesce(-sum(l.amount) FILTER (WHERE l.recipient = 'STATE'), 0) AS tax,
            coalesce(max(l.citation) FILTER (WHERE l.recipient = 'STATE'), '') AS citation
        FROM claims_decision d
        JOIN claims_assessment a ON a.id = d.assessment_id
        JOIN claims_claim c ON c.id = a.claim_id AND c.programme = 'JHT'
        LEFT JOIN claims_awardline l ON l.assessment_id = a.id
        WHERE d.outcome = 'APPROVED'
        GROUP BY d.id, a.claim_id
    ), changed AS (
        SELECT t.*, t.gross - coalesce(lag(t.gross) OVER earlier, 0) AS more,
            t.tax - coalesce(lag(t.tax) OVER earlier, 0) AS tax_more
        FROM told t WINDOW earlier AS (PARTITION BY t.claim_id ORDER BY t.id)
    )
    SELECT c.code, coalesce(p.kpj, ''), c.worker_name, x.day, x.more::bigint, x.tax_more::bigint,
        x.citation
    FROM changed x
    JOIN claims_claim c ON c.id = x.claim_id
    LEFT JOIN membership_insuredperson p ON p.id = c.person_id
    WHERE x.tax_more <> 0 AND x.day >= %(first)s AND x.day < %(next)s
        AND (%(branches)s::bigint[] IS NULL OR c.branch_id = ANY(%(branches)s))
    ORDER BY x.day, c.code
"""
