"""Accidents on a project: the list, stage I question by question, stage II, papers."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from jamsostek.web.access import READ_PROJECT_NOTICES, REPORT_PROJECT_ACCIDENTS, route
from jamsostek.web.claims import notices
from jamsostek.web.claims.sites import Asking, ProjectSite


@route(READ_PROJECT_NOTICES)
def listed(request: Asking, number: str) -> HttpResponse:
    """List the accidents reported."""
    return notices.listed(request, ProjectSite(request, number))


@route(REPORT_PROJECT_ACCIDENTS)
def begin(request: Asking, number: str) -> HttpResponseBase:
    """Begin a notice afresh."""
    return notices.begin(request, ProjectSite(request, number))


@route(REPORT_PROJECT_ACCIDENTS)
def ask(request: Asking, number: str, slug: str) -> HttpResponseBase:
    """Ask one question of a notice."""
    return notices.ask(request, ProjectSite(request, number), slug)


@route(REPORT_PROJECT_ACCIDENTS)
def check(request: Asking, number: str) -> HttpResponseBase:
    """Show the answers once more; send the notice once confirmed."""
    return notices.check(request, ProjectSite(request, number))


@route(READ_PROJECT_NOTICES)
def notice(request: Asking, number: str, code: str) -> HttpResponse:
    """Show one notice with its clocks and what comes next."""
    return notices.notice(request, ProjectSite(request, number), code)


@route(REPORT_PROJECT_ACCIDENTS)
def outcome(request: Asking, number: str, code: str) -> HttpResponseBase:
    """Take stage II."""
    return notices.outcome(request, ProjectSite(request, number), code)


@route(REPORT_PROJECT_ACCIDENTS)
def paper(request: Asking, number: str, code: str, kind: str) -> HttpResponseBase:
    """Take one paper."""
    return notices.paper(request, ProjectSite(request, number), code, kind)
