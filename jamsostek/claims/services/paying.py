"""Paying what decisions made payable: orders for what is due, and claims that follow them."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.claims.models import Decision
from jamsostek.claims.queries.awarded import SOURCE
from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.services.payments import Destination, NewOrder, order_payments


@again_after_deadlock
@transaction.atomic
def pay_periodic(*, until: date, act: Act, branch_ids: Sequence[int] | None = None) -> list[int]:
    """Order every payment that is due by a day and nobody was told to pay; give the orders.

    Asked again it orders nothing twice: of the branches, or of all.

    Raises:
        AlreadyOrdered: somebody else ordered one of them at the same time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('jamsostek pay claims'))")
    return _order(_due(until, branch_ids=branch_ids), act)


def order_due_of(*, decision: Decision, act: Act) -> list[int]:
    """Order what a decision made due by the day of the act; call it in its transaction."""
    return _order(_due(act.day, decision_id=decision.pk), act)


DUE: Final = """
    SELECT p.id, p.amount, p.due_on, y.id, y.name, y.method, y.bank, y.account_number,
        y.account_name, c.code, c.programme, c.branch_id, c.worker_name
    FROM claims_payable p
    JOIN claims_payee y ON y.id = p.payee_id
    JOIN claims_claim c ON c.id = y.claim_id
    WHERE p.withdrawn_by_id IS NULL AND p.due_on <= %(until)s
        AND (%(decision)s::bigint IS NULL OR p.decision_id = %(decision)s)
        AND (%(branches)s::bigint[] IS NULL OR c.branch_id = ANY(%(branches)s))
        AND NOT EXISTS (
            SELECT FROM treasury_paymentitem i
            WHERE i.source = 'CLAIM' AND i.source_id = p.id AND i.standing
        )
    ORDER BY y.id, p.due_on, p.id
"""


def _due(
    until: date, *, decision_id: int | None = None, branch_ids: Sequence[int] | None = None
) -> list[tuple[Any, ...]]:
    branches = None if branch_ids is None else list(branch_ids)
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"until": until, "decision": decision_id, "branches": branches})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _order(rows: Sequence[tuple[Any, ...]], act: Act) -> list[int]:
    """Order one payment for each payee, whatever is due to them together."""
    orders = []
    for _, due in groupby(rows, key=lambda row: row[3]):
        orders.append(_one_order(list(due), act))
    return order_payments(orders=orders, act=act) if orders else []


def _one_order(rows: Sequence[tuple[Any, ...]], act: Act) -> NewOrder:
    due_on, _, name, method, bank, number, holder, code, programme, branch, worker = rows[0][2:]
    return NewOrder(
        source=SOURCE,
        items=tuple((row[0], row[1]) for row in rows),
        payee=name,
        destination=Destination(method, bank, number, holder),
        branch_id=branch,
        text=f"{programme} {code} {worker}"[:120],
        due_on=max(due_on, act.day),
        payable_account=account(Role.BENEFITS_PAYABLE, Programme(programme)),
    )


@again_after_deadlock
@transaction.atomic
def follow_payments(*, act: Act) -> list[int]:
    """Have claims follow their payments: paid once all of it is, approved again if some came back.

    One statement however many claims there are; give the claims that took a step.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, {"at": act.at, "by": act.actor})
        moved = cursor.fetchall()
    if moved:
        audit.record(
            act=act,
            action="follow_payments",
            subject_type="claim",
            detail={
                "paid": sum(state == "PAID" for _, state in moved),
                "returned": sum(state == "APPROVED" for _, state in moved),
            },
        )
    return [claim_id for claim_id, _ in moved]


FOLLOW: Final = """
    WITH moving AS (
        SELECT c.id, 'PAID' AS state FROM claims_claim c
        WHERE c.state = 'APPROVED' AND NOT EXISTS (
            SELECT FROM claims_assessment a
            JOIN claims_decision d ON d.assessment_id = a.id
            JOIN claims_payable p ON p.decision_id = d.id
            WHERE a.claim_id = c.id AND p.withdrawn_by_id IS NULL AND NOT EXISTS (
                SELECT FROM treasury_paymentitem i JOIN treasury_paymentorder o ON o.id = i.order_id
                WHERE i.source = 'CLAIM' AND i.source_id = p.id AND i.standing
                    AND o.state = 'PAID'
            )
        )
        UNION
        SELECT c.id, 'APPROVED'
        FROM treasury_paymentorder o
        JOIN treasury_paymentitem i ON i.order_id = o.id AND i.standing AND i.source = 'CLAIM'
        JOIN claims_payable p ON p.id = i.source_id
        JOIN claims_payee y ON y.id = p.payee_id
        JOIN claims_claim c ON c.id = y.claim_id AND c.state = 'PAID'
        WHERE o.state <> 'PAID'
    ), held AS (
        SELECT c.id, m.state FROM claims_claim c JOIN moving m USING (id)
        WHERE c.state IN ('APPROVED', 'PAID') AND c.state <> m.state
        ORDER BY c.id FOR NO KEY UPDATE OF c
    )
    INSERT INTO claims_claimstep (claim_id, state, made_at, made_by, prepares, reason)
    SELECT id, state, %(at)s, %(by)s, false,
        CASE state WHEN 'PAID' THEN 'Semua pembayaran selesai' ELSE 'Pembayaran dikembalikan' END
    FROM held ORDER BY id
    RETURNING claim_id, state
"""
