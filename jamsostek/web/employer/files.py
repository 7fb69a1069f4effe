"""A wage file on its way: being read, read with its faults, registered from, sent off, filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.core.paginator import Page
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as say
from django_htmx.http import HttpResponseClientRefresh

from jamsostek.contributions.imports.checked import Checked
from jamsostek.contributions.models import Declaration, WageFile
from jamsostek.contributions.queries.bills import declarations_of
from jamsostek.contributions.queries.wage_files import (
    checked_of,
    same_file_for_other_months,
    strangers_in,
)
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.membership.queries import employments_on
from jamsostek.web import background
from jamsostek.web.access import READ_WAGES, route
from jamsostek.web.background import Stage, Work
from jamsostek.web.employer import words
from jamsostek.web.employer.months import cannot_declare, redirect_to_result
from jamsostek.web.employer.scope import Asking, employer_asked, here, wage_file_asked
from jamsostek.web.staff.scope import page_of

NAMES_SHOWN: Final = 20
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Progress:
    """What parts/progress.html shows."""

    done: int
    words: str
    total: int = 100
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file with what is to be said about it."""

    sheet: str
    number: int
    kpj: str
    nik: str
    name: str
    wage: int | None
    words: str


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
        "reason": words.REFUSALS.get(found.summary.get("code", ""), ""),
    }
    return render(request, "employer/file_refused.html", context)


def _result(request: Asking, employer: Employer, found: WageFile) -> HttpResponse:
    checked = checked_of(found)
    month = Month.of(found.month)
    strangers = strangers_in(checked)
    context = here(request, employer) | {
        "file": found,
        "month": month,
        "rows": checked.rows.height,
        "accepted": checked.accepted().height,
        "rejected": checked.rejected().height,
        "wage_sum": checked.wage_sum,
        "page": _rejected_page(request, checked),
        "flagged": _flagged(checked),
        "skipped": _skipped(checked),
        "notes": [words.NOTES[note] for note in checked.notes],
        "unread": [(name, words.UNREAD[why]) for name, why in checked.sheets_not_read],
        "strangers": strangers.ready.height,
        "doubtful": _rows(strangers.doubtful, lambda row: str(words.DOUBTS[row["doubt"]])),
        "leavers": checked.leavers().height,
        "absent": _absent(employer, month, checked),
        "fault": cannot_declare(employer, month),
        "declared": declarations_of(employer).filter(month=month.first_day).first(),
        "elsewhere": same_file_for_other_months(found).first(),
    }
    return render(request, "employer/file_result.html", context)


def _rejected_page(request: Asking, checked: Checked) -> Page[Row]:
    rows = _rows(checked.rejected(), lambda row: words.rejection(row["code"]))
    return page_of(request, rows)  # type: ignore[type-var]


def _rows(frame: pl.DataFrame, say_why: Any) -> list[Row]:  # noqa: ANN401 - a callable on a row
    return [
        Row(
            sheet=row["sheet"] or "",
            number=row["row"],
            kpj=row["kpj_written"] or "",
            nik=row["nik"] or "",
            name=row["name"] or "",
            wage=row["wage"],
            words=say_why(row),
        )
        for row in frame.iter_rows(named=True)
    ]


def _flagged(checked: Checked) -> Sequence[Row]:
    flagged = checked.accepted().filter(pl.col("flags").list.len() > 0)
    return _rows(flagged, lambda row: words.flags(row["flags"]))


def _skipped(checked: Checked) -> list[tuple[str, int, list[int]]]:
    """Give what was skipped by reason: the words, how many rows, and their numbers."""
    grouped = checked.skipped.group_by("why", maintain_order=True).agg("row")
    return [(str(words.SKIPS.get(why, why)), len(rows), rows) for why, rows in grouped.iter_rows()]


def _absent(employer: Employer, month: Month, checked: Checked) -> tuple[int, list[str]]:
    """Give how many employed in the month the file does not name, and the first names."""
    named = checked.rows["kpj"].drop_nulls().unique().to_list()
    absent = employments_on(employer, month.last_day).exclude(person__kpj__in=named)
    names = absent.values_list("person__name", flat=True)
    return absent.count(), list(names[:NAMES_SHOWN])
