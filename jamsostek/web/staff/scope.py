"""What an officer may see: employers and members of the branches in scope, else nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from jamsostek.institution.queries import (
    Level,
    Office,
    UnknownOffice,
    branch_ids_in_scope,
    office_of_staff,
)
from jamsostek.institution.queries import office as office_with_code
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.queries import Profile, employer_by_npp, person_within, profile_of
from jamsostek.web.access import StaffRequest
from jamsostek.web.fields import DayField

Row = TypeVar("Row")

PAGE_LENGTH = 50
YEAR = timedelta(days=366)
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


def profile_in_scope(request: StaffRequest, kpj: str, day: date) -> Profile:
    """Give a member with spells and family, under the same condition.

    Raises:
        Http404: no such member within the scope.
    """
    try:
        return profile_of(kpj, day, branch_ids=branches_or_everywhere(request))
    except InsuredPerson.DoesNotExist as error:
        raise Http404 from error


def person_in_scope(request: StaffRequest, kpj: str) -> InsuredPerson:
    """Give a member whom a branch of the officer's scope knows by any number.

    Raises:
        Http404: no such member within the scope.
    """
    try:
        return person_within(kpj, branches_or_everywhere(request))
    except InsuredPerson.DoesNotExist as error:
        raise Http404 from error


def branches_or_everywhere(request: StaffRequest) -> frozenset[int] | None:
    """Give the branches in scope; None for the head office, which sees what no branch has, too."""
    everywhere = request.officer.branch_id is None and request.officer.region_id is None
    return None if everywhere else branch_ids(request)


def office_in_scope(request: StaffRequest, code: str) -> Office:
    """Give the officer's own office or one below it.

    Raises:
        Http404: no such office within the scope.
    """
    own = office_of_staff(request.officer)
    try:
        wanted = office_with_code(code)
    except UnknownOffice as error:
        raise Http404 from error
    if wanted.code != own.code and not _answers_for(own, wanted):
        raise Http404
    return wanted


def _answers_for(above: Office, office: Office) -> bool:
    """Tell whether an office stands under another."""
    if above.level is Level.HEAD:
        return True
    return above.level is Level.REGION and office.branch_id in above.branch_ids


def page_of(
    request: HttpRequest, rows: Sequence[Row] | QuerySet[Any], *, length: int = PAGE_LENGTH
) -> Page[Row]:
    """Give the page of a list that the address asks for; a wrong number gives the nearest."""
    return Paginator(rows, length).get_page(request.GET.get("hal"))


def text_asked(request: HttpRequest, name: str) -> str:
    """Give a text of the address, without the space around it."""
    return request.GET.get(name, "").strip()


def day_asked(request: HttpRequest, otherwise: date) -> date:
    """Give the day of the address (`?tanggal=2011-09-30`), or another where it names none.

    A day more than a year ahead is none either: nothing is known of it.
    """
    asked = day_written(request.GET.get("tanggal", ""))
    return asked if asked and asked < otherwise + YEAR else otherwise


def day_written(text: str) -> date | None:
    """Read a day as people write it; None where the text is none."""
    try:
        day: date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return day
