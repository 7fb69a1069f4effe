"""The books: the trial balance of any day, the statement of an account, the lines of an entry."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from jamsostek.ledger.queries import TrialRow, account_number, statement, trial_balance
from jamsostek.web.access import READ_BOOKS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.labels import FUNDS
from jamsostek.web.staff.scope import (
    branches_or_everywhere,
    day_asked,
    day_written,
    page_of,
    person_in_scope,
)

LINES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FundPart:
    """The rows of one fund, which balance by themselves."""

    name: str
    rows: list[TrialRow]
    debit: int
    credit: int


@route(READ_BOOKS)
def trial(request: StaffRequest) -> HttpResponse:
    """Show what every account of the chart stands at on a day, fund by fund."""
    day = day_asked(request, today())
    rows = sorted(trial_balance(on=day), key=lambda row: (row.fund, row.code))
    parts = [_part(fund, list(of_fund)) for fund, of_fund in groupby(rows, lambda row: row.fund)]
    context = {
        "day": day,
        "parts": parts,
        "debit": sum(part.debit for part in parts),
        "credit": sum(part.credit for part in parts),
        "in_english": get_language() == "en",
    }
    return render(request, "staff/trial_balance.html", context)


@route(READ_BOOKS)
def account(request: StaffRequest, code: str) -> HttpResponse:
    """Show what moved on an account in a span of days, and what it stood at after each line.

    The chart is the whole institution's: below the head office its lines say what kind of thing
    moved, and not whose. A member's own account is read in full.
    """
    until_day = day_asked(request, today())
    from_day = _first_day(request, until_day)
    shown = statement(_account_in_scope(request, code), from_day, until_day)
    page = page_of(request, shown.lines, length=LINES_SHOWN)
    query = f"dari={from_day}&tanggal={until_day}&"
    is_named = branches_or_everywhere(request) is None or "." in code
    context = {"statement": shown, "page": page, "query": query, "is_named": is_named}
    return render(request, "staff/account.html", context)


def _account_in_scope(request: StaffRequest, code: str) -> int:
    """Give the number of an account of the chart, or of a member within the officer's scope."""
    _control, _dot, kpj = code.partition(".")
    if kpj:
        person_in_scope(request, kpj)
    number = account_number(code)
    if number is None:
        raise Http404
    return number


def _part(fund: str, rows: list[TrialRow]) -> FundPart:
    return FundPart(
        name=str(FUNDS.get(fund, fund)),
        rows=[row for row in rows if row.debit or row.credit],
        debit=sum(max(row.balance, 0) for row in rows),
        credit=sum(max(-row.balance, 0) for row in rows),
    )


def _first_day(request: StaffRequest, until_day: date) -> date:
    asked = day_written(request.GET.get("dari", ""))
    return min(asked or date(until_day.year, 1, 1), until_day)
