"""A wage file on its way: being read, read with its faults, registered from, sent off, filed."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from jamsostek.contributions.imports.codes import NotFiled
from jamsostek.contributions.imports.outputs import result_csv, result_file
from jamsostek.contributions.models import Declaration, WageFile
from jamsostek.contributions.queries.bills import declarations_of
from jamsostek.contributions.queries.wage_files import (
    absent_from,
    accepted_wages,
    checked_of,
    same_file_for_other_months,
    strangers_in,
    why_not_filed,
)
from jamsostek.contributions.services.declarations import assess
from jamsostek.contributions.services.wage_files import register_unknown_workers
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.membership.services import WorkersNotRegistered
from jamsostek.web import background
from jamsostek.web.access import FILE_WAGES, READ_WAGES, route
from jamsostek.web.background import Stage, Work
from jamsostek.web.clock import act_of
from jamsostek.web.employer import words
from jamsostek.web.employer.months import cannot_declare, dry_run, redirect_to_result
from jamsostek.web.employer.outcome import (
    doubtful_groups,
    flagged_groups,
    rejected_rows,
    rows_of,
    skipped_groups,
)
from jamsostek.web.employer.scope import Asking, employer_asked, here, wage_file_asked
from jamsostek.web.labels import worker_fault
from jamsostek.web.staff.scope import page_of
from jamsostek.web.templatetags.words import long_date
from jamsostek.web.templatetags.words import number as number_words

LEAVERS_SHOWN: Final = 50
ROWS_OF_A_WORKBOOK: Final = 20_000
"""A result of more rows is given as CSV: a workbook of them takes longer than one waits."""
TOLD_OF_TODAY: Final = frozenset(
    {
        NotFiled.ALREADY_DECLARED,
        NotFiled.MONTH_AHEAD,
        NotFiled.NOT_A_MEMBER,
        NotFiled.NO_LAW,
        NotFiled.NO_RISK_GROUP,
    }
)
"""What `cannot_declare` and the declarations say as it is now; what was kept of it may be past."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Progress:
    """What parts/progress.html shows."""

    done: int
    words: str
    total: int = 100
    is_over: bool = False


@route(READ_WAGES)
def wage_file(request: Asking, npp: str, number: int) -> HttpResponseBase:
    """Show how far a file is, or what was read of it, or lead to what it became."""
    employer = employer_asked(request, npp)
    found = wage_file_asked(employer, number)
    work = background.work_on(background.wage_file_subject(found))
    if not work.is_over:
        return _progress(request, employer, found, work)
    if request.htmx:  # type: ignore[union-attr]
        return HttpResponseClientRefresh()
    if found.state == WageFile.State.FILED:
        return redirect_to_result(employer, Declaration.objects.get(wage_file=found))
    if found.state == WageFile.State.READING or work.stage is Stage.GIVEN_UP:
        return _stuck(request, employer, found, work)
    if found.state == WageFile.State.REFUSED:
        return _refused(request, employer, found)
    return _result(request, employer, found)


def _progress(request: Asking, employer: Employer, found: WageFile, work: Work) -> HttpResponse:
    filing = work.task == background.FILE_WAGE_FILE
    if work.stage is Stage.WAITING:
        shown = Progress(0, say("Menunggu giliran"))
    elif filing:
        shown = Progress(50, say("Laporan dicatat dan tagihan diterbitkan"))
    else:
        shown = Progress(found.progress, say("Berkas dibaca dan dicocokkan, persen"))
    context = here(request, employer) | {
        "file": found,
        "month": Month.of(found.month),
        "work": shown,
        "again": work.attempt > 1,
        "poll_url": request.path,
    }
    return render(request, "employer/file_progress.html", context)


def _stuck(request: Asking, employer: Employer, found: WageFile, work: Work) -> HttpResponse:
    context = here(request, employer) | {
        "file": found,
        "month": Month.of(found.month),
        "filing": work.task == background.FILE_WAGE_FILE,
    }
    return render(request, "employer/file_stuck.html", context)


def _refused(request: Asking, employer: Employer, found: WageFile) -> HttpResponse:
    context = here(request, employer) | {
        "file": found,
        "month": Month.of(found.month),
        "reason": words.reason(found.summary["code"]),
    }
    return render(request, "employer/file_refused.html", context)


def _result(request: Asking, employer: Employer, found: WageFile) -> HttpResponse:
    checked = checked_of(found)
    month = Month.of(found.month)
    strangers = strangers_in(checked)
    declared = declarations_of(employer).filter(month=month.first_day).first()
    context = here(request, employer) | {
        "file": found,
        "month": month,
        "rows": checked.rows.height,
        "accepted": checked.accepted().height,
        "rejected": checked.rejected().height,
        "wage_sum": checked.wage_sum,
        "page": page_of(request, rejected_rows(checked)),
        "flagged": flagged_groups(checked),
        "skipped": skipped_groups(checked),
        "notes": [words.reason(note) for note in checked.notes],
        "unread": [(name, words.reason(why)) for name, why in checked.sheets_not_read],
        "strangers": strangers.ready.height,
        "doubtful": doubtful_groups(strangers.doubtful),
        "leavers": checked.leavers().height,
        "absent": absent_from(checked, employer),
        "fault": cannot_declare(employer, month) or ("" if declared else _not_filed(found)),
        "declared": declared,
        "elsewhere": same_file_for_other_months(found).first(),
    }
    return render(request, "employer/file_result.html", context)


def _not_filed(found: WageFile) -> str:
    """Say what stood against declaring a file, unless that can be told of today."""
    return "" if why_not_filed(found) in TOLD_OF_TODAY else words.not_filed(found)


@route(READ_WAGES)
def result(request: Asking, npp: str, number: int) -> FileResponse:
    """Give the file back with the result and its reason beside every row."""
    employer = employer_asked(request, npp)
    found = wage_file_asked(employer, number)
    if found.checked is None or found.state == WageFile.State.REFUSED:
        raise Http404
    checked, language = checked_of(found), get_language() or "id"
    is_large = checked.rows.height > ROWS_OF_A_WORKBOOK
    write = result_csv if is_large else result_file
    return FileResponse(
        BytesIO(write(checked, bytes(found.content), language)),
        as_attachment=True,
        filename=f"hasil-{employer.npp}-{Month.of(found.month)}.{'csv' if is_large else 'xlsx'}",
        content_type="text/csv; charset=utf-8" if is_large else XLSX,
    )


@route(FILE_WAGES)
@require_POST
def reading(request: Asking, npp: str, number: int) -> HttpResponseBase:
    """Have a file read again, against the register as it stands now."""
    found = wage_file_asked(employer_asked(request, npp), number)
    if found.state != WageFile.State.FILED:
        background.read_in_background(found)
    return redirect("wage_file", npp=npp, number=number)


@route(FILE_WAGES)
def strangers(request: Asking, npp: str, number: int) -> HttpResponseBase:
    """List the workers a file names and nobody knows; register them once it is confirmed."""
    employer = employer_asked(request, npp)
    found = wage_file_asked(employer, number)
    if found.state != WageFile.State.READ:
        return redirect("wage_file", npp=npp, number=number)
    known = strangers_in(checked_of(found))
    if known.ready.is_empty():
        return redirect("wage_file", npp=npp, number=number)
    faults: list[str] = []
    if request.method == "POST":
        try:
            return _register(request, found)
        except WorkersNotRegistered as refused:
            faults = [f"{name}: {worker_fault(why)}" for name, why in refused.faults.values()]
    rows = rows_of(known.ready, lambda row: long_date(row["start_date"]))
    context = here(request, employer) | {
        "file": found,
        "month": Month.of(found.month),
        "page": page_of(request, rows),
        "count": len(rows),
        "doubtful": known.doubtful.height,
        "faults": faults,
    }
    return render(request, "employer/strangers.html", context)


def _register(request: Asking, found: WageFile) -> HttpResponseBase:
    with transaction.atomic():
        count = register_unknown_workers(wage_file=found, act=act_of(request))
        background.read_in_background(found)
    done = say("%(count)s tenaga kerja didaftarkan. Berkas dibaca lagi dengan mereka di dalamnya.")
    messages.success(request, done % {"count": number_words(count)})
    return redirect("wage_file", npp=found.employer.npp, number=found.pk)


@route(FILE_WAGES)
def review(request: Asking, npp: str, number: int) -> HttpResponseBase:
    """Show what filing a file would make: contributions, total, due date; file once confirmed."""
    employer = employer_asked(request, npp)
    found = wage_file_asked(employer, number)
    month = Month.of(found.month)
    is_declared = declarations_of(employer).filter(month=month.first_day).exists()
    if found.state != WageFile.State.READ or is_declared or cannot_declare(employer, month):
        return redirect("wage_file", npp=npp, number=number)
    checked = checked_of(found)
    if checked.accepted().is_empty():
        return redirect("wage_file", npp=npp, number=number)
    if request.method == "POST":
        background.file_in_background(
            found, end_leavers="leavers" in request.POST, act=act_of(request)
        )
        return redirect("wage_file", npp=npp, number=number)
    assessed = assess(employer=employer, month=month, wages=accepted_wages(checked))
    leavers = checked.leavers()
    context = dry_run(request, employer, assessed) | {
        "file": found,
        "rejected": checked.rejected().height,
        "leavers": leavers.head(LEAVERS_SHOWN).to_dicts(),
        "leavers_count": leavers.height,
        "more_leavers": max(0, leavers.height - LEAVERS_SHOWN),
    }
    return render(request, "employer/review.html", context)
