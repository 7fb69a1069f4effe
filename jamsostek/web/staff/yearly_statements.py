"""A year's statements of a whole branch: asked for, issued in the background, and fetched."""

from typing import Any

from django import forms
from django.core.paginator import Page
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRefresh

from jamsostek.institution.models import Branch
from jamsostek.savings.models import StatementRun
from jamsostek.savings.queries.printing import files_to_print, statement_runs
from jamsostek.savings.queries.yearly import years_credited
from jamsostek.savings.services.papers import ReturnNotCredited
from jamsostek.savings.services.printing import ask_for_statements
from jamsostek.web import background
from jamsostek.web.access import READ_MEMBERS, WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.background import Stage, Work
from jamsostek.web.clock import act_of
from jamsostek.web.employer.files import Progress
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import branch_ids, page_of

NOT_CREDITED = _("Hasil pengembangan tahun ini belum dikreditkan.")


class YearForm(QuestionForm):
    """Whose statements of which year."""

    year = forms.ChoiceField(
        label=_("Tahun"), help_text=_("Tahun yang hasil pengembangannya sudah dikreditkan.")
    )
    branch = forms.ChoiceField(
        label=_("Kantor cabang"),
        help_text=_("Peserta menurut cabang pemberi kerja terakhirnya."),
    )

    def prepare(self) -> None:
        """Offer the years that are credited and the branches in the officer's scope."""
        self._offer("year", [(str(year), str(year)) for year in self.facts["years"]])
        self._offer("branch", [(branch.code, branch.name) for branch in self.facts["branches"]])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = choices


@route(READ_MEMBERS)
def runs(request: StaffRequest) -> HttpResponse:
    """List what was asked for, newest first, with a form to ask for more."""
    return _show(request, _form(request))


@route(WRITE_MEMBERS)
def ask(request: StaffRequest) -> HttpResponseBase:
    """Have a year's statements of a branch issued and set into files in the background."""
    if request.method != "POST":
        return redirect("yearly_statements")
    form = _form(request)
    if form.is_valid():
        branch = Branch.objects.get(code=form.cleaned_data["branch"])
        try:
            run = _begin(request, int(form.cleaned_data["year"]), branch)
        except ReturnNotCredited:
            form.add_error("year", str(NOT_CREDITED))
        else:
            return redirect("yearly_statements_of", number=run.pk)
    return _show(request, form)


@route(READ_MEMBERS)
def run(request: StaffRequest, number: int) -> HttpResponseBase:
    """Show how far the statements of a branch are, or the files to fetch."""
    found = _run_in_scope(request, number)
    work = background.work_on(background.statements_subject(found))
    if not work.is_over:
        return _progress(request, found, work)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    files = list(files_to_print(found))
    context = {
        "run": found,
        "files": files,
        "statements": sum(file.statements for file in files),
        "may_write": WRITE_MEMBERS.admits(request),
    }
    return render(request, "staff/yearly_statements_of.html", context)


@route(WRITE_MEMBERS)
def again(request: StaffRequest, number: int) -> HttpResponseBase:
    """Go on with statements that were given up, or bring the files up to date."""
    found = _run_in_scope(request, number)
    work = background.work_on(background.statements_subject(found))
    if request.method == "POST" and work.is_over:
        _begin(request, found.year, found.branch)
    return redirect("yearly_statements_of", number=number)


@route(READ_MEMBERS)
def file(request: StaffRequest, number: int, place: int) -> HttpResponse:
    """Give one file for the printer."""
    found = _run_in_scope(request, number)
    wanted = files_to_print(found).defer(None).filter(place=place).first()
    if wanted is None:
        raise Http404
    name = f"rincian-{found.year}-{found.branch.code}-{place}.pdf"
    answer = HttpResponse(bytes(wanted.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@transaction.atomic
def _begin(request: StaffRequest, year: int, branch: Branch) -> StatementRun:
    act = act_of(request)
    run = ask_for_statements(year=year, branch=branch, act=act)
    background.print_in_background(run, act=act)
    return run


def _form(request: StaffRequest) -> YearForm:
    branches = list(Branch.objects.filter(pk__in=branch_ids(request)).order_by("name"))
    facts = {"years": years_credited(), "branches": branches}
    return YearForm(request.POST or None, facts=facts)


def _run_in_scope(request: StaffRequest, number: int) -> StatementRun:
    found = statement_runs(branch_ids(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _show(request: StaffRequest, form: YearForm) -> HttpResponse:
    page: Page[StatementRun] = page_of(request, statement_runs(branch_ids(request)))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": page.object_list,
        "any_year": bool(form.facts["years"]),
        "may_write": WRITE_MEMBERS.admits(request),
    }
    return render(request, "staff/yearly_statements.html", context)


def _progress(request: StaffRequest, found: StatementRun, work: Work) -> HttpResponse:
    waiting = work.stage is Stage.WAITING
    words = say("Menunggu giliran") if waiting else _words(found)
    context = {
        "run": found,
        "work": Progress(found.percent, words),
        "again": work.attempt > 1,
        "poll_url": request.path,
    }
    return render(request, "staff/yearly_statements_progress.html", context)


def _words(found: StatementRun) -> str:
    if found.done * 2 < found.total or not found.total:
        return say("Rincian diterbitkan, persen")
    return say("Berkas cetak disusun, persen")
