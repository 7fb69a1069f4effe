"""The list of names behind a figure, with the way to each record's own page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries import Listed, listed, realisation
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.staff.dashboards import figure_asked, frame_of, lang
from jamsostek.web.staff.scope import PAGE_LENGTH, day_asked, office_in_scope

HOLDERS = {
    Segment.FORMAL: "employer",
    Segment.CONSTRUCTION: "project",
    Segment.OWN_ACCOUNT: "own_account_group",
}
"""The page of what a segment's workers are counted at, where there is one."""

WITH_PAGES = frozenset({Segment.FORMAL.value, Segment.OWN_ACCOUNT.value})
"""Whose members an officer may open: an employer or a cover of the branch brings them into scope.

A number that the branch issued, or a place on a project's list, does not yet.
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One record as it is listed, and where it is read whole."""

    record: Listed
    url: str
    holder_url: str


@route(READ_MEMBERS)
def names(request: StaffRequest, code: str, figure: str) -> HttpResponse:
    """List the records behind a figure, as many as it says."""
    shown, day = office_in_scope(request, code), day_asked(request, today())
    key = figure_asked(figure)
    found = next(f for f in realisation(shown, day) if f.key == key)
    page = Paginator(range(found.realised), PAGE_LENGTH).get_page(request.GET.get("hal"))
    start = max(page.start_index() - 1, 0)
    records = listed(shown, key, day, start=start, length=PAGE_LENGTH)
    context = frame_of(request, shown, day) | {
        "name": found.name(lang()),
        "slug": figure,
        "counted_from": found.counted_from(lang()),
        "page": page,
        "names": _names(records, found.measure),
        "query": f"tanggal={day}&",
        "of_people": found.measure is not Measure.EMPLOYERS,
        "with_branch": len(shown.branch_ids) > 1,
    }
    return render(request, "staff/names.html", context)


def _names(records: Sequence[Listed], measure: Measure) -> list[Name]:
    return [_name(record, measure) for record in records]


def _name(record: Listed, measure: Measure) -> Name:
    holder = HOLDERS.get(Segment(record.segment), "")
    person = "member" if record.segment in WITH_PAGES else ""
    own = holder if measure is Measure.EMPLOYERS else person
    return Name(record, _page(own, record.number), _page(holder, record.holder_number))


def _page(name: str, number: str) -> str:
    """Give the address of a record's page; empty where it has no number or there is no page."""
    try:
        return reverse(name, args=[number]) if name and number else ""
    except NoReverseMatch:
        return ""
