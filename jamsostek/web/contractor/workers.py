"""The workers of a project: who they are, sending a list, and somebody who leaves early."""

from dataclasses import dataclass
from datetime import timedelta

import polars as pl
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from jamsostek.contributions.imports.messages import reason
from jamsostek.contributions.imports.project_workers import NO_NAMES, read_project_workers
from jamsostek.contributions.services.project_lists import ListNotTaken, add_listed_workers
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Project, ProjectWorker
from jamsostek.membership.queries import workers_of_project
from jamsostek.membership.services import (
    NotOnProjectThen,
    end_project_work,
)
from jamsostek.web.access import READ_PROJECTS, WRITE_PROJECTS, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.contractor.forms import EndForm, ListForm
from jamsostek.web.contractor.scope import Asking, here, project_asked
from jamsostek.web.contractor.words import WORKER_FAULTS
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import page_of, text_asked

FAULTS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row of the file that cannot be taken, and why."""

    line: int
    name: str
    words: str


@route(READ_PROJECTS)
def workers(request: Asking, number: str) -> HttpResponse:
    """List the workers of a project, and offer to send a list."""
    return _show(request, project_asked(request, number), ListForm())


@route(WRITE_PROJECTS)
def send(request: Asking, number: str) -> HttpResponseBase:
    """Take in a list of workers whole, or hand back what is wrong row by row."""
    found = project_asked(request, number)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, found, form)
    file = form.cleaned_data["file"]
    read = read_project_workers(file.read(), file.name, month=Month.of(today()))
    if read.refused:
        form.add_error("file", _refusal(read.refused))
    elif read.rows.is_empty():
        form.add_error("file", say("Tidak ada nama di bawah judul kolom."))
    else:
        faults = _take_in(request, found, read.rows)
        if faults:
            return _show(request, found, form, faults)
        added = say("%(n)s pekerja masuk daftar.") % {"n": read.rows.height}
        return _show(request, found, ListForm(), added=added)
    return _show(request, found, form)


def _take_in(request: Asking, found: Project, rows: pl.DataFrame) -> list[RowFault]:
    try:
        add_listed_workers(project=found, rows=rows, act=act_of(request))
    except ListNotTaken as refused:
        return [
            RowFault(fault.line, fault.name, str(WORKER_FAULTS.get(fault.code, fault.code)))
            for fault in refused.faults
        ]
    return []


def _refusal(code: str) -> str:
    if code == NO_NAMES:
        return say("Tidak ada kolom Nama. Beri judul kolomnya, misalnya Nama.")
    return reason(code, get_language() or "id")


def _show(
    request: Asking,
    found: Project,
    form: ListForm,
    faults: list[RowFault] | None = None,
    added: str = "",
) -> HttpResponse:
    text = text_asked(request, "cari")
    listed = workers_of_project(found)
    if text:
        listed = listed.filter(name__icontains=text) | listed.filter(nik=text)
    context = here(request, found) | {
        "form": form,
        "faults": (faults or [])[:FAULTS_SHOWN],
        "fault_count": len(faults or []),
        "added": added,
        "searched": text,
        "query": f"cari={text}&" if text else "",
        "page": page_of(request, listed),
        "today": today(),
    }
    return render(request, "contractor/workers.html", context)


@route(WRITE_PROJECTS)
def end(request: Asking, number: str, worker_id: int) -> HttpResponseBase:
    """Ask on which day somebody last works on a project, and end it after a look."""
    found = project_asked(request, number)
    worker = ProjectWorker.objects.filter(project=found, pk=worker_id).first()
    if worker is None:
        raise Http404

    def make(said: Said) -> None:
        end_project_work(
            worker=worker, until_date=said["last_day"] + timedelta(days=1), act=act_of(request)
        )

    change = Change(
        question=say("Kapan terakhir bekerja di proyek ini?"),
        check=say("Akhiri pekerjaannya di proyek ini?"),
        send_words=say("Ya, akhiri"),
        done=say("Tercatat."),
        above=worker.name,
        back_url=reverse("project_workers", args=[found.number]),
        make=make,
        refusals={NotOnProjectThen: ("last_day", say("Hari ini di luar masa kerjanya."))},
    )
    return ask_then_confirm(request, EndForm(request.POST or None), change)  # type: ignore[arg-type]
