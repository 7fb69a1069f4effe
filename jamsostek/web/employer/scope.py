"""Whose employer a page is about: one's own, or one of the officer's branches; else nobody's."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from jamsostek.contributions.models import Bill, WageFile
from jamsostek.contributions.queries.wage_files import WITHOUT_CONTENT
from jamsostek.kernel.months import Month, NotAMonth
from jamsostek.membership.models import Employer
from jamsostek.membership.queries import employer_by_npp
from jamsostek.web.access import EmployerRequest, StaffRequest
from jamsostek.web.staff.scope import employer_in_scope

Asking = StaffRequest | EmployerRequest


def employer_asked(request: Asking, npp: str) -> Employer:
    """Give the employer of an address; nobody else's can be told from none at all.

    Raises:
        Http404: it is not the user's own employer, nor one of the officer's scope.
    """
    if getattr(request, "officer", None) is not None:
        return employer_in_scope(request, npp)  # type: ignore[arg-type]
    own: Employer = request.employer_user.employer  # type: ignore[union-attr]
    if own.npp != npp:
        raise Http404
    return employer_by_npp(npp)


def wage_file_asked(employer: Employer, number: int) -> WageFile:
    """Give a wage file of this employer, without its content.

    Raises:
        Http404: the employer has none of this number.
    """
    files = WageFile.objects.filter(employer=employer).defer(*WITHOUT_CONTENT)
    found = files.filter(pk=number).first()
    if found is None:
        raise Http404
    found.employer = employer
    return found


def bill_asked(employer: Employer, code: str) -> Bill:
    """Give a bill of this employer.

    Raises:
        Http404: the employer has none under this code.
    """
    bills = Bill.objects.filter(employer=employer).select_related("declaration", "correction")
    found = bills.filter(code=code).first()
    if found is None:
        raise Http404
    found.employer = employer
    return found


def month_asked(text: str) -> Month:
    """Give the month of an address.

    Raises:
        Http404: it is none.
    """
    try:
        return Month.parse(text)
    except NotAMonth as error:
        raise Http404 from error


def here(request: Asking, employer: Employer) -> dict[str, Any]:
    """Give what every page about an employer shows: whose it is, and the way back."""
    is_officer = getattr(request, "officer", None) is not None
    return {
        "employer": employer,
        "for_officer": is_officer,
        "employer_url": (
            reverse("employer", args=[employer.npp]) if is_officer else reverse("employer_home")
        ),
        "declarations_url": reverse("declarations", args=[employer.npp]),
    }
