"""Which claims an officer may see: those of the branches in scope; else none at all."""

from django.db.models import QuerySet
from django.http import Http404

from jamsostek.claims.models import Claim
from jamsostek.web.access import StaffRequest
from jamsostek.web.staff.scope import branch_ids


def claims_within(request: StaffRequest) -> QuerySet[Claim]:
    """Give the claims of the officer's branches, with whom and what a list shows of them."""
    found = Claim.objects.filter(branch_id__in=branch_ids(request))
    return found.select_related("branch", "person", "employer", "project_worker__project")


def claim_in_scope(request: StaffRequest, code: str) -> Claim:
    """Give a claim of the officer's scope; nobody else's can be told from none at all.

    Raises:
        Http404: no such claim within the scope.
    """
    found = claims_within(request).filter(code=code).first()
    if found is None:
        raise Http404
    return found
