"""For what a member is insured on a day, through whom, since when and why."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from jamsostek.contributions.queries.cover import cover_on
from jamsostek.kernel.words import Lang
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.staff.scope import day_asked, person_in_scope


@route(READ_MEMBERS)
def cover(request: StaffRequest, kpj: str) -> HttpResponse:
    """Show a member's cover on a day: each programme with its reason and its articles."""
    person = person_in_scope(request, kpj)
    day = day_asked(request, today())
    found = cover_on(person, day)
    language: Lang = "en" if get_language() == "en" else "id"
    context = {
        "person": person,
        "day": day,
        "insured": [(one, one.why(language)) for one in found.insured],
        "lacking": [(one, one.why(language)) for one in found.lacking],
    }
    return render(request, "staff/cover.html", context)
