"""Whose project a page is about: one's own, or one of the officer's branches; else nobody's."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from jamsostek.contributions.models import Bill
from jamsostek.documents.models import Document
from jamsostek.membership.models import Contractor, Project
from jamsostek.membership.queries import project_by_number
from jamsostek.web.access import WRITE_MEMBERS, ContractorRequest, StaffRequest
from jamsostek.web.staff.scope import branch_ids

Asking = StaffRequest | ContractorRequest


def is_officer(request: Asking) -> bool:
    """Tell whether an officer asks, and not the contractor."""
    return getattr(request, "officer", None) is not None


def contractor_asked(request: Asking, contractor_id: int) -> Contractor:
    """Give the contractor of an address; nobody else's can be told from none at all.

    Raises:
        Http404: it is neither the user's own, nor one of the officer's scope.
    """
    contractors = Contractor.objects.select_related("branch", "employer")
    if is_officer(request):
        contractors = contractors.filter(branch_id__in=branch_ids(request))  # type: ignore[arg-type]
    else:
        own = request.contractor_user.contractor_id  # type: ignore[union-attr]
        contractors = contractors.filter(pk=own)
    found = contractors.filter(pk=contractor_id).first()
    if found is None:
        raise Http404
    return found


def project_asked(request: Asking, number: str) -> Project:
    """Give the project of an address, under the same condition.

    Raises:
        Http404: it is neither of the user's own firm, nor of the officer's scope.
    """
    scope = branch_ids(request) if is_officer(request) else None  # type: ignore[arg-type]
    try:
        found = project_by_number(number, branch_ids=scope)
    except Project.DoesNotExist as error:
        raise Http404 from error
    if scope is None and found.contractor_id != request.contractor_user.contractor_id:  # type: ignore[union-attr]
        raise Http404
    return found


def bill_asked(project: Project, code: str) -> Bill:
    """Give a bill of this project.

    Raises:
        Http404: it has none under this code.
    """
    bills = Bill.objects.filter(project=project).select_related("project_term__version")
    found = bills.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def document_asked(project: Project, document_id: int) -> Document:
    """Give a document about this project.

    Raises:
        Http404: it has none of this number.
    """
    found = Document.objects.filter(
        subject_type="project", subject_id=project.pk, pk=document_id
    ).first()
    if found is None:
        raise Http404
    return found


def here(request: Asking, project: Project) -> dict[str, Any]:
    """Give what every page about a project shows: which, whose, and the way back."""
    officer = is_officer(request)
    return {
        "project": project,
        "contractor": project.contractor,
        "for_officer": officer,
        "may_write": not officer or WRITE_MEMBERS.admits(request),
        "may_decide": officer and WRITE_MEMBERS.admits(request),
        "list_url": reverse("projects") if officer else reverse("contractor_home"),
    }
