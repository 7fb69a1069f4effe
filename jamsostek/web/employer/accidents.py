"""Accidents that an employer reports: the list, stage I question by question, stage II, papers."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from jamsostek.web.access import (
    EMPLOYER,
    READ_NOTICES,
    REPORT_ACCIDENTS,
    EmployerRequest,
    route,
)
from jamsostek.web.claims import notices
from jamsostek.web.claims.sites import Asking, EmployerSite


@route(EMPLOYER)
def own(request: EmployerRequest) -> HttpResponse:
    """Lead an employer to its own list."""
    return redirect("employer_notices", npp=request.employer_user.employer.npp)


@route(READ_NOTICES)
def listed(request: Asking, npp: str) -> HttpResponse:
    """List the accidents reported."""
    return notices.listed(request, EmployerSite(request, npp))


@route(REPORT_ACCIDENTS)
def begin(request: Asking, npp: str) -> HttpResponseBase:
    """Begin a notice afresh."""
    return notices.begin(request, EmployerSite(request, npp))


@route(REPORT_ACCIDENTS)
def ask(request: Asking, npp: str, slug: str) -> HttpResponseBase:
    """Ask one question of a notice."""
    return notices.ask(request, EmployerSite(request, npp), slug)


@route(REPORT_ACCIDENTS)
def check(request: Asking, npp: str) -> HttpResponseBase:
    """Show the answers once more; send the notice once confirmed."""
    return notices.check(request, EmployerSite(request, npp))


@route(READ_NOTICES)
def notice(request: Asking, npp: str, code: str) -> HttpResponse:
    """Show one notice with its clocks and what comes next."""
    return notices.notice(request, EmployerSite(request, npp), code)


@route(REPORT_ACCIDENTS)
def outcome(request: Asking, npp: str, code: str) -> HttpResponseBase:
    """Take stage II."""
    return notices.outcome(request, EmployerSite(request, npp), code)


@route(REPORT_ACCIDENTS)
def paper(request: Asking, npp: str, code: str, kind: str) -> HttpResponseBase:
    """Take one paper."""
    return notices.paper(request, EmployerSite(request, npp), code, kind)
