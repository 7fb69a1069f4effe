"""Members: spells, months with their gaps, the JHT account, the family."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from jamsostek.contributions.rules.dues import due_date
from jamsostek.documents.queries import documents_of
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang, month_name, rupiah
from jamsostek.law.reader import LawGap
from jamsostek.membership.queries import Kin
from jamsostek.savings.queries import MonthLine, statement, summary_of
from jamsostek.web.access import READ_MEMBERS, WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.families import rows_of
from jamsostek.web.labels import SEXES
from jamsostek.web.staff.scope import (
    branch_ids,
    day_asked,
    page_of,
    person_in_scope,
    profile_in_scope,
)

MONTHS_SHOWN = 24
PAPERS_SHOWN = 20
MOVEMENTS_SHOWN = 100


@route(READ_MEMBERS)
def member(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Show one member: who, where employed, the last months, the JHT balance, the family.

    A number merged into another leads there.
    """
    day = today()
    person = profile_in_scope(request, kpj, day)
    if person.kpj != kpj:
        words = say("Nomor %(kpj)s digabung dengan nomor orang ini.")
        messages.info(request, words % {"kpj": kpj})
        return redirect("member", kpj=person.kpj)
    savings = summary_of(person.ids, day)
    months = savings.months
    scope = branch_ids(request)
    may_change = WRITE_MEMBERS.admits(request)
    context = {
        "person": person,
        "family": rows_of(person.dependants, _end_url if may_change else None),
        "sex": SEXES.get(person.sex, ""),
        "scope": scope,
        "wages": [
            (spell.employer, wage)
            for spell in person.employments
            if spell.branch_id in scope
            for wage in spell.wages
        ],
        "months": month_rows(months[-MONTHS_SHOWN:], day),
        "more_months": len(months) > MONTHS_SHOWN,
        "missing": sum(line.missing and _is_due(line.month, day) for line in months),
        "balance": savings.balance,
        "papers": documents_of("insured_person", *person.ids)[:PAPERS_SHOWN],
        "numbers": [(number, savings.balances.get(number.id)) for number in person.numbers],
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


def _end_url(kin: Kin) -> str:
    return reverse("end_dependant", args=[kin.kpj, kin.cover.relative.id])


def month_rows(lines: Sequence[MonthLine], day: date) -> SafeString:
    """Give the rows of months, newest first, telling what is missing from what is not due yet.

    Put together here: there may be hundreds, and templates take long for that.
    """
    language: Lang = "en" if get_language() == "en" else "id"
    states = {
        look: f'<td class="working"><span class="state state-{look}">{escape(word)}</span></td>'
        for look, word in (
            ("good", say("Diterima")),
            ("bad", say("Belum dibayar")),
            ("wait", say("Belum jatuh tempo")),
            ("none", say("Tidak bekerja")),
        )
    }
    employers = {name: escape(name) for name in {line.employer for line in lines}}
    rows = [
        f'<tr><th scope="row">{month_name(line.month, language)}</th>{states[_state(line, day)]}'
        f'<td class="article">{employers[line.employer]}</td>'
        f'<td class="number">{rupiah(line.received, language)}</td></tr>'
        for line in reversed(lines)
    ]
    return mark_safe("".join(rows))  # noqa: S308 - all texts that are not ours are escaped above


def _state(line: MonthLine, day: date) -> str:
    if line.received:
        return "good"
    if not _is_due(line.month, day):
        return "wait"
    return "bad" if line.missing else "none"


@lru_cache(maxsize=1024)
def _is_due(month: Month, day: date) -> bool:
    try:
        return due_date(month) < day
    except LawGap:
        return False
