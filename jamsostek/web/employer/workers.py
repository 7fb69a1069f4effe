"""The employer's own list of workers: who works here, who joins, who leaves."""

from datetime import timedelta
from io import BytesIO
from typing import Final

import polars as pl
from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.imports.outputs import wage_file
from jamsostek.contributions.queries.terms import wages_last_declared
from jamsostek.kernel.identifiers import is_kpj
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.queries import employments_on
from jamsostek.membership.services import (
    NewWorker,
    WorkersNotRegistered,
    end_employments,
    register_workers,
    workers_frame,
)
from jamsostek.membership.services.workers import NotEmployedThere
from jamsostek.web.access import EMPLOYER, READ_WAGES, EmployerRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.employer.files import XLSX
from jamsostek.web.employer.scope import Asking, employer_asked, here
from jamsostek.web.labels import worker_fault
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import page_of
from jamsostek.web.staff.worker_forms import EndForm, PersonForm, WorkForm, terms_of

SEARCHED: Final = "cari"


class JoinerForm(PersonForm, WorkForm):
    """A new worker as the employer knows one; whether a member already is not told here."""

    kpj = forms.CharField(
        label=_("KPJ, bila sudah punya"),
        max_length=20,
        required=False,
        help_text=_("11 angka pada kartu peserta dari pemberi kerja yang dahulu."),
    )
    nik = forms.CharField(
        label=_("NIK"),
        max_length=20,
        required=False,
        help_text=_("16 angka pada KTP. Kosongkan bila belum ada."),
    )
    field_order = ["name", "kpj", "nik"]

    def clean_kpj(self) -> str:
        """Refuse what cannot be a member number."""
        kpj: str = self.cleaned_data["kpj"].replace(" ", "")
        if kpj and not is_kpj(kpj):
            raise forms.ValidationError(_("KPJ terdiri atas 11 angka."))
        return kpj

    def clean_nik(self) -> str:
        """Take the spaces out."""
        return str(self.cleaned_data["nik"]).replace(" ", "")


@route(EMPLOYER)
def workers(request: EmployerRequest) -> HttpResponse:
    """List who works for the employer today, by name."""
    employer = request.employer_user.employer
    text = request.GET.get(SEARCHED, "").strip()
    employed = employments_on(employer, today())
    if text:
        employed = employed.filter(person__name__icontains=text) | employed.filter(person__kpj=text)
    context = here(request, employer) | {
        "page": page_of(request, employed),
        "searched": text,
        "query": f"{SEARCHED}={text}&" if text else "",
        "today": today(),
    }
    return render(request, "employer/workers.html", context)


@route(EMPLOYER)
def joiner(request: EmployerRequest) -> HttpResponseBase:
    """Register one worker who has joined."""
    employer = request.employer_user.employer
    form = JoinerForm(request.POST or None, facts={"today": today()})
    if request.method == "POST" and form.is_valid():
        try:
            done = register_workers(
                workers=workers_frame([_new_worker(employer, form)]), act=act_of(request)
            )
        except WorkersNotRegistered as refused:
            for _name, fault in refused.faults.values():
                form.add_error("kpj" if fault == "KPJ_UNKNOWN" else None, worker_fault(fault))
        else:
            kpj = done.rows["kpj"][0]
            messages.success(request, say("Terdaftar dengan KPJ %(kpj)s.") % {"kpj": kpj})
            return redirect("employer_workers")
    return _ask(request, form, say("Siapa yang mulai bekerja?"), say("Daftarkan tenaga kerja"))


def _new_worker(employer: Employer, form: JoinerForm) -> NewWorker:
    said = form.cleaned_data
    who = {name: said[name] for name in ("name", "kpj", "nik", "birth_date", "birth_place", "sex")}
    return NewWorker(employer_id=employer.pk, **who, **terms_of(said))


@route(EMPLOYER)
def leaver(request: EmployerRequest, employment_id: int) -> HttpResponseBase:
    """Ask for a worker's last day, and end the employment."""
    employer = request.employer_user.employer
    employment = employments_on(employer, today()).filter(pk=employment_id).first()
    if employment is None or not employment.may_be_ended:
        raise Http404
    person: InsuredPerson = employment.person
    facts = {"from_date": employment.from_date, "today": today()}
    form = EndForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid():
        try:
            end_employments(
                employer=employer,
                leavers=[(employment.pk, form.cleaned_data["last_day"] + timedelta(days=1))],
                reason=form.cleaned_data["reason"],
                act=act_of(request),
            )
        except NotEmployedThere:
            words = say("Hubungan kerja %(name)s di sini sudah diakhiri sebelumnya.")
            messages.warning(request, words % {"name": person.name})
        else:
            words = say("Hubungan kerja %(name)s diakhiri.")
            messages.success(request, words % {"name": person.name})
        return redirect("employer_workers")
    question = say("Kapan hari terakhir %(name)s bekerja?") % {"name": person.name}
    return _ask(request, form, question, say("Akhiri hubungan kerja"))


def _ask(
    request: EmployerRequest, form: QuestionForm, question: str, send_words: str
) -> HttpResponse:
    context = {
        "form": form,
        "question": question,
        "above": request.employer_user.employer.name,
        "back_url": reverse("employer_workers"),
        "send_words": send_words,
    }
    return render(request, "parts/question.html", context)


@route(READ_WAGES)
def template(request: Asking, npp: str) -> FileResponse:
    """Give a wage file to fill in: the workers of today with their wages as last declared."""
    employer = employer_asked(request, npp)
    wages = wages_last_declared(employer)
    employed = employments_on(employer, today()).values_list(
        "person__kpj", "person__nik", "person__name", "person__birth_date", "from_date", "title",
        "pk",
    )  # fmt: skip
    rows = pl.DataFrame(
        [(*facts, wages.get(employment)) for *facts, employment in employed],
        schema={
            "kpj": pl.String,
            "nik": pl.String,
            "name": pl.String,
            "birth_date": pl.Date,
            "start_date": pl.Date,
            "job": pl.String,
            "wage": pl.Int64,
        },
        orient="row",
    )
    return FileResponse(
        BytesIO(wage_file(rows)),
        as_attachment=True,
        filename=f"upah-{employer.npp}.xlsx",
        content_type=XLSX,
    )
