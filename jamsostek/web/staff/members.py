"""Members: spells, months with their gaps, the JHT account, the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from jamsostek.contributions.rules.dues import due_date
from jamsostek.kernel.months import Month
from jamsostek.law.reader import LawGap
from jamsostek.membership.models import Employment, InsuredPerson
from jamsostek.membership.queries import family_status_on
from jamsostek.savings.queries import MonthLine, account_of, balance_on, months_of, statement
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.labels import SEXES
from jamsostek.web.staff.scope import branch_ids, day_asked, page_of, person_in_scope

MONTHS_SHOWN = 24
MOVEMENTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month with one employer as the page shows it."""

    month: Month
    npp: str
    employer: str
    received: int
    is_missing: bool
    is_due: bool


@route(READ_MEMBERS)
def member(request: StaffRequest, kpj: str) -> HttpResponse:
    """Show one member: who, where employed, the last months, the JHT balance, the family."""
    person = person_in_scope(request, kpj)
    day = today()
    months = month_rows(months_of(person.pk, day), day)
    account = account_of(person.pk)
    context = {
        "person": person,
        "sex": SEXES.get(person.sex, ""),
        "today": day,
        "employments": _employments(person),
        "scope": branch_ids(request),
        "married": family_status_on(person, day),
        "dependants": person.dependants.order_by("relation", "birth_date"),
        "months": months[:MONTHS_SHOWN],
        "more_months": len(months) > MONTHS_SHOWN,
        "missing": sum(row.is_missing for row in months),
        "account": account,
        "balance": balance_on(account, day) if account else 0,
    }
    return render(request, "staff/member.html", context)


@route(READ_MEMBERS)
def savings(request: StaffRequest, kpj: str) -> HttpResponse:
    """Show a member's whole JHT account up to a day: months, years, movements."""
    person = person_in_scope(request, kpj)
    day = day_asked(request, today())
    shown = statement(person, day)
    context = {
        "person": person,
        "day": day,
        "statement": shown,
        "months": month_rows(shown.months, day),
        "page": page_of(request, list(reversed(shown.movements)), length=MOVEMENTS_SHOWN),
        "query": f"tanggal={day}&",
    }
    return render(request, "staff/member_savings.html", context)


def month_rows(lines: Sequence[MonthLine], day: date) -> list[MonthRow]:
    """Give the months newest first, telling what is missing from what is not due yet."""
    return [
        MonthRow(
            month=line.month,
            npp=line.npp,
            employer=line.employer,
            received=line.received,
            is_missing=line.missing and _is_due(line.month, day),
            is_due=_is_due(line.month, day),
        )
        for line in reversed(lines)
    ]


def _is_due(month: Month, day: date) -> bool:
    try:
        return due_date(month) < day
    except LawGap:
        return False


def _employments(person: InsuredPerson) -> QuerySet[Employment]:
    return person.employments.select_related("employer").order_by("-from_date", "-pk")
