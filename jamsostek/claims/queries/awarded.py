"""What decisions on a claim have awarded so far, and how much of it somebody was told to pay."""

from collections.abc import Collection

from django.db.models import Sum

from jamsostek.claims.models import Assessment, Claim, Decision, Payable, Reclaim
from jamsostek.claims.rules.difference import Standing
from jamsostek.treasury.queries.payments import orders_of

SOURCE = "CLAIM"
"""What payments of payables are called where payments are kept."""
APPROVED = Decision.Outcome.APPROVED


def awarded_total(claim: Claim) -> int:
    """Give what decisions awarded together, less what they took back, in rupiah."""
    decided = Decision.objects.filter(assessment__claim=claim)
    return decided.aggregate(total=Sum("amount"))["total"] or 0


def overpaid_total(claim: Claim) -> int:
    """Give what of earlier awards stays with those who received it, in rupiah."""
    decided = Decision.objects.filter(assessment__claim=claim)
    return decided.aggregate(total=Sum("overpaid"))["total"] or 0


def undisputed_total(claim: Claim, upcoming: Assessment) -> int:
    """Give the last award that did not come about by correcting what the employer had declared."""
    made = Assessment.objects.filter(claim=claim, decisions__outcome=APPROVED)
    last = made.exclude(because=Assessment.Because.WAGE).order_by("-number").first()
    return last.total if last else upcoming.total


def reclaimed_total(claim: Claim) -> int:
    """Give what the employer was asked to give back for a claim and still owes or paid."""
    asked = Reclaim.objects.filter(decision__assessment__claim=claim)
    standing = asked.exclude(state=Reclaim.State.CANCELLED)
    return standing.aggregate(total=Sum("amount"))["total"] or 0


def payables_standing(claim: Claim) -> list[Standing]:
    """Give what was made payable for a claim and not taken back, oldest first."""
    rows = list(
        Payable.objects.filter(decision__assessment__claim=claim, withdrawn_by=None)
        .select_related("line")
        .order_by("pk")
    )
    ordered = ordered_ids([row.pk for row in rows])
    return [
        Standing(row.pk, row.line.kind, row.payee_id, row.number, row.amount, row.pk in ordered)
        for row in rows
    ]


def ordered_ids(payable_ids: Collection[int]) -> set[int]:
    """Give which of these payables somebody was told to pay."""
    return set(orders_of(source=SOURCE, source_ids=payable_ids))
