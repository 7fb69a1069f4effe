"""What stands of a claim now: the last that was worked out, and the last that was decided."""

from jamsostek.claims.models import Assessment, Claim, Decision


def last_assessment(claim: Claim) -> Assessment | None:
    """Give what was worked out last, or None before."""
    return Assessment.objects.filter(claim=claim).order_by("-number").first()


def last_decision(claim: Claim) -> Decision | None:
    """Give what was decided last, or None before."""
    decided = Decision.objects.filter(assessment__claim=claim).select_related("assessment")
    return decided.order_by("-pk").first()
