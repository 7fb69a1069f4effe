"""What an officer may see: employers and members of the branches in scope, else nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from jamsostek.institution.queries import Level, Office, branch_ids_in_scope, office_of_staff
from jamsostek.institution.queries import office as office_with_code
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.queries import employer_by_npp, person_by_number
from jamsostek.web.access import StaffRequest
from jamsostek.web.fields import DayField

Row = TypeVar("Row")

PAGE_LENGTH = 50
SCOPE = "_branch_ids"


def branch_ids(request: StaffRequest) -> frozenset[int]:
    """Give the branches in the officer's scope, read once a request."""
    if not hasattr(request, SCOPE):
        setattr(request, SCOPE, branch_ids_in_scope(request.officer))
    found: frozenset[int] = getattr(request, SCOPE)
    return found


def employer_in_scope(request: StaffRequest, npp: str) -> Employer:
    """Give an employer of the officer's scope; nobody else's can be told from none at all.

    Raises:
        Http404: no such employer within the scope.
    """
    try:
        return employer_by_npp(npp, branch_ids=branch_ids(request))
    except Employer.DoesNotExist as error:
        raise Http404 from error


def person_in_scope(request: StaffRequest, kpj: str) -> InsuredPerson:
    """Give a member whom an employer of the officer's scope employs or has employed.

    Raises:
        Http404: no such member within the scope.
    """
    everywhere = request.officer.branch_id is None and request.officer.region_id is None
    try:
        return person_by_number(kpj, branch_ids=None if everywhere else branch_ids(request))
    except InsuredPerson.DoesNotExist as error:
        raise Http404 from error


def office_in_scope(request: StaffRequest, code: str) -> Office:
    """Give the officer's own office or one below it.

    Raises:
        Http404: no such office within the scope.
    """
    own = office_of_staff(request.officer)
    if code == own.code:
        return own
    try:
        wanted = office_with_code(code)
    except LookupError as error:
        raise Http404 from error
    is_above = wanted.level is Level.HEAD or not wanted.branch_ids <= own.branch_ids
    if is_above or not wanted.branch_ids:
        raise Http404
    return wanted


def page_of(
    request: HttpRequest, rows: Sequence[Row] | QuerySet[Any], *, length: int = PAGE_LENGTH
) -> Page[Row]:
    """Give the page of a list that the address asks for; a wrong number gives the nearest."""
    return Paginator(rows, length).get_page(request.GET.get("hal"))


def day_asked(request: HttpRequest, otherwise: date) -> date:
    """Give the day of the address (`?tanggal=2011-09-30`), or another where it names none."""
    return day_written(request.GET.get("tanggal", "")) or otherwise


def day_written(text: str) -> date | None:
    """Read a day as people write it; None where the text is none."""
    try:
        day: date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return day
