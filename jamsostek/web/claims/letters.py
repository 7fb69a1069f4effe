"""The letters of a claim's decisions, as they were issued."""

from django.http import Http404, HttpResponse

from jamsostek.claims.models import Claim, Decision
from jamsostek.documents.queries import file_of
from jamsostek.web.access import READ_CLAIMS, StaffRequest, route
from jamsostek.web.claims.scope import claim_in_scope


@route(READ_CLAIMS)
def letter(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Give the letter of a decision."""
    return letter_of(claim_in_scope(request, code), number)


def letter_of(claim: Claim, number: int) -> HttpResponse:
    """Give the letter of one of a claim's decisions as a PDF to be looked at.

    Raises:
        Http404: the claim has no such decision, or it has no letter.
    """
    decisions = Decision.objects.filter(assessment__claim=claim, pk=number)
    found = decisions.select_related("document").first()
    if found is None or found.document is None:
        raise Http404
    answer = HttpResponse(file_of(found.document), content_type="application/pdf")
    name = f"{found.document.number.replace('/', '-')}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
