"""Claims given up: those of an office, of an employer, and what the books must say of them."""

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet

from jamsostek.contributions.models import WriteOff
from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import SHOWN
from jamsostek.membership.models import Employer

JHT, JKK, JKM, JPK = (account(Role.RECEIVABLE, programme) for programme in Programme)
PENALTIES: Final = account(Role.PENALTY_RECEIVABLE)
CLAIM: Final = "JHT %s, JKK %s, JKM %s, JPK %s, penalties %s, since %s"


def write_offs_of(employer: Employer) -> QuerySet[WriteOff]:
    """Give what was proposed to be given up of an employer's debts, newest first."""
    return WriteOff.objects.filter(employer=employer).order_by("-pk")


def write_offs_waiting(branch_ids: Collection[int]) -> QuerySet[WriteOff]:
    """Give the proposals of branches that nobody has decided, oldest first."""
    waiting = WriteOff.objects.filter(branch_id__in=branch_ids, state=WriteOff.State.PROPOSED)
    return waiting.select_related("employer", "branch").order_by("pk")


WRITE_OFFS: Final = f"""
    WITH given_up AS (
        SELECT b.code, format('{CLAIM}', b.jht, b.jkk, b.jkm, b.jpk, b.penalty, p.posted_on)
                AS claim
        FROM contributions_bill b
        LEFT JOIN contributions_writeoffposting p
            ON p.bill_id = b.id AND p.undone_entry_id IS NULL
        WHERE b.settled_on IS NULL AND (p.id IS NOT NULL OR EXISTS (
            SELECT FROM contributions_writeoffitem i
            JOIN contributions_writeoff w ON w.id = i.write_off_id AND w.state = 'APPROVED'
            WHERE i.bill_id = b.id AND i.part = 'WHOLE'
        ))
    ), moved AS (
        SELECT split_part(e.key, ':', 2) AS code, e.day,
            coalesce(-sum(l.amount) FILTER (WHERE l.account_id = {JHT}), 0) AS jht,
            coalesce(-sum(l.amount) FILTER (WHERE l.account_id = {JKK}), 0) AS jkk,
            coalesce(-sum(l.amount) FILTER (WHERE l.account_id = {JKM}), 0) AS jkm,
            coalesce(-sum(l.amount) FILTER (WHERE l.account_id = {JPK}), 0) AS jpk,
            coalesce(-sum(l.amount) FILTER (WHERE l.account_id = {PENALTIES}), 0) AS penalty
        FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
        WHERE e.kind = 'WRITE_OFF' AND e.reverses_id IS NULL
            AND NOT EXISTS (SELECT FROM ledger_entry r WHERE r.reverses_id = e.id)
        GROUP BY e.id
    ), booked AS (
        SELECT code, format('{CLAIM}', jht, jkk, jkm, jpk, penalty, day) AS claim FROM moved
    ), shadow AS (
        SELECT code, written_off_on FROM contributions_bill WHERE written_off_on IS NOT NULL
    )
    SELECT 'bill ' || code, coalesce(given_up.claim, 'not given up'),
        concat_ws(', ', coalesce(booked.claim, 'no entry'),
            CASE WHEN (given_up.claim IS NULL) <> (written_off_on IS NULL)
                THEN 'written off on ' || coalesce(written_off_on::text, 'no day') END),
        count(*) OVER ()
    FROM given_up FULL JOIN booked USING (code) FULL JOIN shadow USING (code)
    WHERE given_up.claim IS DISTINCT FROM booked.claim
        OR (given_up.claim IS NULL) <> (written_off_on IS NULL)
    ORDER BY 1 LIMIT {SHOWN}
"""  # noqa: S608 - made of constants
"""What is approved and not covered is given up in the books, whole and once, and nothing else."""
