"""One search box for everything that has a number or a name; each kind of it stands in KINDS."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.membership.models import Employer, InsuredPerson, OwnAccountGroup, Project
from jamsostek.membership.queries import (
    Found,
    find_employers,
    find_groups,
    find_persons,
    find_projects,
)
from jamsostek.membership.queries.words import digits_of, group_number_of, npp_of, project_number_of
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.staff.scope import PAGE_LENGTH, branches_or_everywhere, page_of, text_asked

SHOWN: Final = 10
KIND: Final = "jenis"


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be searched for: how it is found within branches, shown, and opened at once."""

    slug: str
    title: str | Promise
    rows: str
    """The template of its `rows`."""
    find: Callable[..., Found[Any]]
    opens: Callable[[str, Any], str | None]
    """Gives the address of something whose whole number the text is."""


@dataclass(frozen=True, slots=True)
class Result:
    """What of one kind was found: a page of it, and where all of it is."""

    kind: Kind
    found: Found[Any]
    page: Page[Any]
    all_of_it: str
    query: str

    @property
    def is_part(self) -> bool:
        """Tell whether there is more than this page."""
        return len(self.page) < len(self.found)


@route(READ_MEMBERS)
def search(request: StaffRequest) -> HttpResponse:
    """Show what a text may mean; something whose whole number it is opens at once."""
    text = text_asked(request, "q")
    if not text:
        return render(request, "staff/search.html", {"q": ""})
    only = request.GET.get(KIND, "")
    kinds = [kind for kind in KINDS if kind.slug == only] or KINDS
    results = [_result(request, kind, text, alone=kind.slug == only) for kind in kinds]
    address = _opened(text, results)
    if address:
        return redirect(address)
    context = {
        "q": text,
        "found": [result for result in results if len(result.found)],
        "alike": [result for result in results if result.found.alike],
        "alone": len(kinds) == 1,
    }
    return render(request, "staff/search.html", context)


def _result(request: StaffRequest, kind: Kind, text: str, *, alone: bool) -> Result:
    found = kind.find(text, branch_ids=branches_or_everywhere(request))
    query = urlencode({"q": text, KIND: kind.slug})
    length = PAGE_LENGTH if alone else SHOWN
    page: Page[Any] = page_of(request, cast("Sequence[Any]", found), length=length)
    return Result(kind, found, page, f"{reverse('search')}?{query}", f"{query}&")


def _opened(text: str, results: list[Result]) -> str | None:
    """Give where the only hit is, if the text is its whole number."""
    hits = [(result.kind, row) for result in results for row in result.found[:2]]
    return hits[0][0].opens(text, hits[0][1]) if len(hits) == 1 else None


def _employer_opens(text: str, employer: Employer) -> str | None:
    return reverse("employer", args=[employer.npp]) if npp_of(text) == employer.npp else None


def _member_opens(text: str, person: InsuredPerson) -> str | None:
    is_its_number = digits_of(text) in {person.kpj, person.nik} - {""}
    return reverse("member", args=[person.kpj]) if is_its_number else None


def _project_opens(text: str, project: Project) -> str | None:
    is_its_number = project_number_of(text) == project.number
    return reverse("project", args=[project.number]) if is_its_number else None


def _group_opens(text: str, group: OwnAccountGroup) -> str | None:
    is_its_number = group_number_of(text) == group.number
    return reverse("own_account_group", args=[group.number]) if is_its_number else None


KINDS: Final = (
    Kind(
        "pemberi-kerja",
        _("Pemberi kerja"),
        "staff/found/employers.html",
        find_employers,
        _employer_opens,
    ),
    Kind("peserta", _("Peserta"), "staff/found/members.html", find_persons, _member_opens),
    Kind(
        "proyek",
        _("Proyek jasa konstruksi"),
        "staff/found/projects.html",
        find_projects,
        _project_opens,
    ),
    Kind("wadah", _("Wadah TK-LHK"), "staff/found/groups.html", find_groups, _group_opens),
)
