"""Arrears of an office by age, as a page and as a file, and the letters of a branch."""

import csv
import io
from datetime import date
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django_htmx.http import HttpResponseClientRefresh

from jamsostek.compliance.models import ReminderRun
from jamsostek.compliance.queries.ageing import Aged, aged_arrears, ageing_below, ageing_of
from jamsostek.compliance.queries.agreements import agreements_waiting
from jamsostek.compliance.queries.reminders import employers_to_remind
from jamsostek.compliance.rules.ageing import SPANS
from jamsostek.compliance.services.reminders import ask_for_round
from jamsostek.contributions.imports.outputs import disarmed
from jamsostek.contributions.queries.write_offs import write_offs_waiting
from jamsostek.institution.models import StaffMember
from jamsostek.institution.queries import Office, office_of_staff
from jamsostek.web import background, labels
from jamsostek.web.access import CHASE_ARREARS, READ_MEMBERS, StaffRequest, route
from jamsostek.web.background import Stage
from jamsostek.web.clock import act_of, today
from jamsostek.web.employer.files import Progress
from jamsostek.web.staff.scope import branch_ids, day_asked, office_in_scope, page_of

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@route(READ_MEMBERS)
def ageing(request: StaffRequest) -> HttpResponse:
    """Show what is owed beyond the due date by age, for offices and for each payer."""
    place, day = _office_asked(request), day_asked(request, today())
    rows = aged_arrears(place.branch_ids, day)
    context = {
        "place": place,
        "day": day,
        "heads": [_span_words(span.words) for span in SPANS],
        "own": ageing_of(place, rows),
        "below": ageing_below(place, rows),
        "page": page_of(request, rows),
        "query": f"kantor={place.code}&tanggal={day}&",
        "agreements": agreements_waiting(branch_ids(request)),
        "write_offs": write_offs_waiting(branch_ids(request)),
        "may_send": CHASE_ARREARS.admits(request) and request.officer.branch_id is not None,
    }
    return render(request, "staff/arrears.html", context)


@route(READ_MEMBERS)
def ageing_file(request: StaffRequest) -> HttpResponse:
    """Give the payers with their arrears by age as an Excel or CSV file."""
    place, day = _office_asked(request), day_asked(request, today())
    rows = aged_arrears(place.branch_ids, day)
    is_csv = request.GET.get("bentuk") == "csv"
    content = _csv(rows) if is_csv else _xlsx(rows, day)
    kind = "text/csv; charset=utf-8" if is_csv else XLSX
    name = f"tunggakan-{place.code}-{day}.{'csv' if is_csv else 'xlsx'}"
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@route(CHASE_ARREARS)
def letters(request: StaffRequest) -> HttpResponseBase:
    """Show how many letters are due at the officer's branch, and have them sent once asked."""
    branch = request.officer.branch
    if branch is None:
        raise Http404
    if request.method == "POST":
        act = act_of(request)
        with transaction.atomic():
            run = ask_for_round(branch=branch, act=act)
            background.send_reminders_in_background(
                run, position=position_of(request.officer), act=act
            )
        return redirect("reminder_round", number=run.pk)
    context = {
        "branch": branch,
        "due": len(employers_to_remind([branch.pk], today())),
        "rounds": ReminderRun.objects.filter(branch=branch).order_by("-pk")[:10],
    }
    return render(request, "staff/reminders.html", context)


@route(CHASE_ARREARS)
def letter_round(request: StaffRequest, number: int) -> HttpResponseBase:
    """Show how far a round of letters is, or what came of it."""
    runs = ReminderRun.objects.filter(branch_id__in=branch_ids(request))
    found = runs.select_related("branch").filter(pk=number).first()
    if found is None:
        raise Http404
    work = background.work_on(background.reminders_subject(found))
    if found.finished_at is None and not work.is_over:
        waiting = work.stage is Stage.WAITING or not found.total
        words = say("Menunggu giliran") if waiting else say("Pemberi kerja disurati")
        progress = Progress(found.done, words, total=found.total or 1)
        context: dict[str, Any] = {"run": found, "work": progress, "poll_url": request.path}
        return render(request, "staff/reminders_progress.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    return render(request, "staff/reminders_sent.html", {"run": found})


def position_of(officer: StaffMember) -> str:
    """Give as what an officer signs."""
    return str(labels.ROLES.get(officer.roles[0], "")) if officer.roles else ""


def _office_asked(request: StaffRequest) -> Office:
    code = request.GET.get("kantor", "").strip()
    return office_in_scope(request, code) if code else office_of_staff(request.officer)


def _span_words(words: str) -> str:
    return say("%(span)s bulan") % {"span": words.replace("-", "\N{EN DASH}")}


def _heads() -> list[str]:
    spans = [_span_words(span.words) for span in SPANS]
    first = ["NPP", say("Nama"), say("Kantor cabang"), say("Tagihan"), say("Tertua")]
    return [*first, *spans, say("Jumlah")]


def _cells(row: Aged) -> list[str | int]:
    return [row.npp, row.name, row.branch, row.bills, str(row.oldest), *row.spans, row.total]


def _csv(rows: list[Aged]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heads())
    for row in rows:
        writer.writerow([disarmed(cell) if isinstance(cell, str) else cell for cell in _cells(row)])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[Aged], day: date) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(f"Tunggakan {day}")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    page.write_row(0, 0, _heads(), bold)
    page.set_column(1, 2, 28)
    page.set_column(5, 5 + len(SPANS), 14, money)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(_cells(row)):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            else:
                page.write_number(number, column, cell)
    book.close()
    return out.getvalue()
