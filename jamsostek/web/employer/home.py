"""The employer's first page: what is to be done now; and the months declared so far."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from jamsostek.contributions.models import Bill, WageFile
from jamsostek.contributions.queries.bills import (
    Arrear,
    arrears_of,
    bills_of,
    declarations_of,
    first_undeclared,
    wage_files_of,
)
from jamsostek.contributions.rules.dues import due_date
from jamsostek.kernel.months import Month
from jamsostek.law.reader import LawGap
from jamsostek.membership.models import Employer
from jamsostek.membership.queries import employments_on
from jamsostek.web.access import EMPLOYER, FILE_WAGES, READ_WAGES, EmployerRequest, route
from jamsostek.web.clock import today
from jamsostek.web.employer.scope import Asking, employer_asked, here
from jamsostek.web.fields import MonthField
from jamsostek.web.staff.scope import page_of

BILLS_SHOWN: Final = 6
FILES_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class NextMonth:
    """The month to declare next, and when its contributions are due."""

    month: Month
    due_date: date | None
    """None where it cannot be declared: not begun, after leaving, or its law is not here."""
    is_late: bool


@route(EMPLOYER)
def home(request: EmployerRequest) -> HttpResponse:
    """Show an employer where it stands and what to do first."""
    employer = request.employer_user.employer
    day = today()
    arrears = arrears_of(employer, day)
    bills = list(bills_of(employer)[:BILLS_SHOWN])
    upcoming = next_month(employer, day)
    unfiled = _unfiled(employer)
    context = here(request, employer) | {
        "today": day,
        "next": upcoming,
        "unfiled": unfiled,
        "is_begun": any(Month.of(file.month) == upcoming.month for file in unfiled),
        "arrears": arrears,
        "arrears_total": sum(arrear.missing for arrear in arrears),
        "penalty_total": sum(arrear.penalty.amount for arrear in arrears),
        "open_bills": _open_bills(bills, arrears),
        "bills": bills,
        "workers": employments_on(employer, day).count(),
    }
    return render(request, "employer/home.html", context)


@route(EMPLOYER)
def own_declarations(request: EmployerRequest) -> HttpResponseBase:
    """Show the employer's own months."""
    return _declarations(request, request.employer_user.employer)


@route(READ_WAGES)
def declarations(request: Asking, npp: str) -> HttpResponseBase:
    """Show the months of an employer, declared and to be declared."""
    return _declarations(request, employer_asked(request, npp))


def _declarations(request: Asking, employer: Employer) -> HttpResponseBase:
    field = MonthField(required=False)
    chosen = request.GET.get("bulan", "")
    try:
        month = field.clean(chosen)
    except ValidationError as error:
        month, fault = None, error.messages[0]
    else:
        fault = ""
    if month:
        return redirect("declare_month", npp=employer.npp, month=month)
    context = here(request, employer) | {
        "page": page_of(request, declarations_of(employer)),
        "next": next_month(employer, today()),
        "files": _unfiled(employer),
        "chosen": chosen,
        "fault": fault,
    }
    return render(request, "employer/declarations.html", context)


@route(FILE_WAGES)
def declare_next(request: Asking, npp: str) -> HttpResponseBase:
    """Lead to the month that is to be declared next."""
    employer = employer_asked(request, npp)
    return redirect(reverse("declare_month", args=[npp, str(next_month(employer, today()).month)]))


def next_month(employer: Employer, day: date) -> NextMonth:
    """Give the month to declare next: the first that is not declared."""
    month = first_undeclared(employer, day)
    try:
        due = due_date(month)
    except LawGap:
        return NextMonth(month, None, is_late=False)
    has_left = employer.until_date is not None and employer.until_date <= month.first_day
    if month > Month.of(day) or has_left:
        return NextMonth(month, None, is_late=False)
    return NextMonth(month, due, is_late=due < day)


def _unfiled(employer: Employer) -> list[WageFile]:
    """Give the latest file of every month that was sent, could be read and is not declared."""
    declared = declarations_of(employer).order_by().values("month")
    sent = wage_files_of(employer).exclude(month__in=declared)
    files: dict[date, WageFile] = {}
    for file in sent.exclude(state=WageFile.State.REFUSED)[:FILES_LOOKED_AT]:
        files.setdefault(file.month, file)
    return list(files.values())


def _open_bills(bills: list[Bill], arrears: list[Arrear]) -> list[Bill]:
    """Give the bills to pay that are not overdue yet."""
    overdue = {arrear.bill.pk for arrear in arrears}
    unpaid = (bill for bill in bills if not (bill.settled_on or bill.written_off_on))
    return [bill for bill in unpaid if bill.pk not in overdue]
