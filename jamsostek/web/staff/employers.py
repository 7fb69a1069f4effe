"""Employers: the list, and everything about one of them."""

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from jamsostek.contributions.queries.bills import (
    arrears_of,
    bills_of,
    declarations_of,
    employers_in_arrears,
    employers_without_declaration,
)
from jamsostek.documents.queries import documents_of
from jamsostek.kernel.months import Month, NotAMonth
from jamsostek.membership.models import Employer, Employment
from jamsostek.membership.queries import employers_matching, employments_on
from jamsostek.web import labels
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.staff.histories import events_of
from jamsostek.web.staff.scope import branch_ids, day_asked, employer_in_scope, page_of

MONTHS_SHOWN = 12
PAPERS_SHOWN = 20


@route(READ_MEMBERS)
def employers(request: StaffRequest) -> HttpResponse:
    """List the employers in scope: all, those in arrears, or those that have not declared."""
    shown = request.GET.get("tampil", "")
    month = _month_asked(request)
    context = {
        "shown": shown,
        "month": month,
        "page": page_of(request, _chosen(request, shown, month)),
        "query": f"tampil={shown}&bulan={month}&" if shown else "",
    }
    return render(request, "staff/employers.html", context)


@route(READ_MEMBERS)
def employer(request: StaffRequest, npp: str) -> HttpResponse:
    """Show one employer: what holds today, its months, its arrears, what was done."""
    found = employer_in_scope(request, npp)
    day = today()
    arrears = arrears_of(found, day)
    context = {
        "employer": found,
        "kind": labels.EMPLOYER_KINDS.get(found.kind, found.kind),
        "today": day,
        "workers": employments_on(found, day).count(),
        "programmes": found.programmes.order_by("programme", "from_date"),
        "risk_groups": found.risk_groups.order_by("-from_date"),
        "declarations": declarations_of(found)[:MONTHS_SHOWN],
        "bills": bills_of(found)[:MONTHS_SHOWN],
        "arrears": arrears,
        "arrears_total": sum(arrear.missing for arrear in arrears),
        "events": events_of(found),
        "papers": documents_of("employer", found.pk)[:PAPERS_SHOWN],
    }
    return render(request, "staff/employer.html", context)


@route(READ_MEMBERS)
def employer_workers(request: StaffRequest, npp: str) -> HttpResponse:
    """List who works for an employer on a day."""
    found = employer_in_scope(request, npp)
    day = day_asked(request, today())
    page: Page[Employment] = page_of(request, employments_on(found, day))
    context = {"employer": found, "day": day, "page": page, "query": f"tanggal={day}&"}
    return render(request, "staff/employer_workers.html", context)


def _chosen(request: StaffRequest, shown: str, month: Month) -> QuerySet[Employer]:
    scope = branch_ids(request)
    if shown == "tunggakan":
        return employers_in_arrears(scope, today())
    if shown == "belum-lapor":
        return employers_without_declaration(scope, month)
    return employers_matching("", branch_ids=scope)


def _month_asked(request: StaffRequest) -> Month:
    try:
        return Month.parse(request.GET.get("bulan", ""))
    except NotAMonth:
        return Month.of(today()) + -1
