"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.demonstration import demo_sign_ins
from jamsostek.web.public.calculators import contribution_table

EXAMPLE = {
    "month": Month(2011, 9),
    "wage": 2_500_000,
    "risk_group": "3",
    "family": "married",
    "programmes": list(Programme),
}


@route(PUBLIC)
def front(request: HttpRequest) -> HttpResponse:
    """Say what this is, and where to go from here."""
    example = contribution_table(EXAMPLE)
    return render(request, "public/front.html", {"demo_sign_ins": demo_sign_ins(), **example})
