"""Declaring a month on the page: a list of workers, with the days of those paid by the day."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.queries.bills import declarations_of
from jamsostek.contributions.queries.terms import wages_last_declared
from jamsostek.contributions.services.declarations import AlreadyDeclared, Assessed, assess
from jamsostek.contributions.services.lists import Listed, counted, declare_list, wages_of_list
from jamsostek.kernel.months import Month
from jamsostek.law.wages import WAGE_MAX, WageOutOfRange
from jamsostek.membership.models import Employer, EmploymentKind, WageRecord
from jamsostek.membership.queries import agreed_wages
from jamsostek.web.access import FILE_WAGES, route
from jamsostek.web.clock import act_of
from jamsostek.web.employer.months import (
    MOST_LISTED,
    cannot_declare,
    dry_run,
    redirect_to_result,
)
from jamsostek.web.employer.scope import Asking, employer_asked, here, month_asked
from jamsostek.web.fields import RupiahField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.templatetags.words import number, rupiah

DAILY: Final = WageRecord.Basis.DAILY


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker of the list as the register knows one."""

    person_id: int
    employment_id: int
    kpj: str
    name: str
    kind: str
    basis: str
    wage: int | None

    @property
    def by_days(self) -> bool:
        """Whether the days worked decide the month's wage: a day labourer paid by the day."""
        return self.kind == EmploymentKind.CASUAL and self.basis == DAILY


@dataclass(frozen=True, slots=True)
class Row:
    """A worker of the list with the fields to fill in."""

    worker: Worker
    wage: BoundField
    days: BoundField | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the list makes of one worker: wage, programmes and why."""

    name: str
    kpj: str
    working: str
    wage: int
    programmes: str
    reason: str
    citation: str


class ListForm(QuestionForm):
    """The wages of a month, and the days of day labourers; empty is who had no wage."""

    def prepare(self) -> None:
        """Give every worker a wage, and day labourers days."""
        month: Month = self.facts["month"]
        for worker in self.facts["workers"]:
            self.fields[f"upah-{worker.employment_id}"] = RupiahField(
                label=_("Upah %(name)s") % {"name": worker.name},
                required=False,
                least=1,
                most=WAGE_MAX,
                initial=number(worker.wage) if worker.wage else None,
            )
            if worker.by_days:
                self.fields[f"hari-{worker.employment_id}"] = forms.IntegerField(
                    label=_("Hari kerja %(name)s") % {"name": worker.name},
                    required=False,
                    min_value=0,
                    max_value=month.days,
                    widget=forms.TextInput({"inputmode": "numeric", "size": 3}),
                )

    def clean(self) -> None:
        """Refuse days without a wage, and a list of nobody."""
        for worker in self.facts["workers"]:
            days = self.cleaned_data.get(f"hari-{worker.employment_id}")
            wage = f"upah-{worker.employment_id}"
            if days and not self.cleaned_data.get(wage) and wage not in self.errors:
                self.add_error(wage, _("Isi upah sehari untuk hari kerja ini."))
        if not self.errors and not self.listed():
            self.add_error(None, _("Belum ada yang diisi. Isi upah atau hari kerja."))

    def rows(self) -> list[Row]:
        """Give the workers with their fields."""
        return [
            Row(
                worker,
                self[f"upah-{worker.employment_id}"],
                self[f"hari-{worker.employment_id}"] if worker.by_days else None,
            )
            for worker in self.facts["workers"]
        ]

    def listed(self) -> list[Listed]:
        """Give who had a wage in the month."""
        found = []
        for worker in self.facts["workers"]:
            wage = self.cleaned_data.get(f"upah-{worker.employment_id}")
            days = self.cleaned_data.get(f"hari-{worker.employment_id}")
            if wage and (days or not worker.by_days):
                found.append(
                    Listed(
                        person_id=worker.person_id,
                        employment_id=worker.employment_id,
                        basis=worker.basis,
                        amount=wage,
                        days=days if worker.by_days else None,
                        agreed=worker.wage if worker.basis == DAILY else None,
                    )
                )
        return found


@route(FILE_WAGES)
def fill(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Ask for wages and days, show what they make, and declare them once confirmed."""
    employer = employer_asked(request, npp)
    asked = month_asked(month)
    is_declared = declarations_of(employer).filter(month=asked.first_day).exists()
    if is_declared or cannot_declare(employer, asked):
        return redirect("declare_month", npp=npp, month=asked)
    workers = _workers(employer, asked)
    if not workers or len(workers) > MOST_LISTED:
        return redirect("declare_month", npp=npp, month=asked)
    form = ListForm(request.POST or None, facts={"month": asked, "workers": workers})
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return _ask(request, employer, asked, form)
    try:
        wages = wages_of_list(form.listed(), asked)
    except WageOutOfRange:
        form.add_error(None, _("Ada upah sebulan yang terlalu besar. Periksa kembali nolnya."))
        return _ask(request, employer, asked, form)
    if "confirmed" in request.POST:
        return _declare(request, employer, asked, form.listed())
    assessed = assess(employer=employer, month=asked, wages=wages)
    context = dry_run(request, employer, assessed) | {
        "form": form,
        "outcomes": outcomes(assessed, workers, form.listed()),
    }
    return render(request, "employer/list_check.html", context)


def _workers(employer: Employer, month: Month) -> list[Worker]:
    """Give the workers of a month: day labourers first, with wages as agreed or last declared."""
    declared = wages_last_declared(employer)
    found = []
    for person, job, kpj, name, kind, said_basis, agreed in agreed_wages(employer, month).rows():
        is_casual = kind == EmploymentKind.CASUAL
        basis = said_basis or (DAILY.value if is_casual else WageRecord.Basis.MONTHLY.value)
        wage = agreed if basis == DAILY else declared.get(job, agreed)
        found.append(Worker(person, job, kpj, name, kind, basis, wage))
    return sorted(found, key=lambda worker: not worker.by_days)


def _ask(request: Asking, employer: Employer, month: Month, form: ListForm) -> HttpResponse:
    context = here(request, employer) | {"month": month, "form": form, "rows": form.rows()}
    return render(request, "employer/list.html", context)


def _declare(
    request: Asking, employer: Employer, month: Month, listed: list[Listed]
) -> HttpResponseBase:
    try:
        declaration = declare_list(
            employer=employer, month=month, listed=listed, act=act_of(request)
        )
    except AlreadyDeclared:
        messages.warning(request, say("Bulan ini sudah dilaporkan; inilah laporannya."))
        return redirect("declare_month", npp=employer.npp, month=month)
    messages.success(request, say("Laporan upah diterima."))
    return redirect_to_result(employer, declaration)


def outcomes(assessed: Assessed, workers: list[Worker], listed: list[Listed]) -> list[Outcome]:
    """Give what the list makes of each worker, in the order of the list."""
    lines = {line["person_id"]: line for line in assessed.lines.iter_rows(named=True)}
    names = {worker.employment_id: worker for worker in workers}
    return [
        _outcome(assessed, lines[one.person_id], names[one.employment_id], one) for one in listed
    ]


def _outcome(assessed: Assessed, line: dict[str, Any], worker: Worker, one: Listed) -> Outcome:
    month = assessed.terms.month
    wage = counted(one, month)
    every = sorted(assessed.terms.programmes)
    reason = assessed.reasons.get(line["standing"])
    if reason is not None and not line["full_cover"]:
        every = [programme for programme in every if programme in reason.programmes]
    times = number(wage.amount // one.amount)
    return Outcome(
        name=worker.name,
        kpj=worker.kpj,
        working=f"{times} x {rupiah(one.amount)}" if wage.working else "",
        wage=wage.amount,
        programmes=", ".join(every),
        reason=reason.reason_in("en" if get_language() == "en" else "id") if reason else "",
        citation=reason.citation if reason else "",
    )
