"""Registering a worker: somebody we know already, or a new member; and ending employment."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.institution.queries import read_reference
from jamsostek.membership.matching import nik_findings
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.services import (
    NewWorker,
    WorkersNotRegistered,
    end_employments,
    register_workers,
    workers_frame,
)
from jamsostek.membership.services.workers import NotEmployedThere
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.labels import EMPLOYMENT_KINDS, NIK_FINDINGS, SEXES, WAGE_BASES, worker_fault
from jamsostek.web.questions import Answer, Journey, Question
from jamsostek.web.staff.scope import employer_in_scope
from jamsostek.web.staff.worker_forms import NUMBER, PERSON, WORK, EndForm, person_known, terms_of
from jamsostek.web.templatetags.words import long_date, rupiah


@route(WRITE_MEMBERS)
def start(request: StaffRequest, npp: str) -> HttpResponse:
    """Begin a registration afresh."""
    employer = employer_in_scope(request, npp)
    _journey(request, employer).forget()
    return redirect("register_worker_step", npp=npp, slug=NUMBER.slug)


@route(WRITE_MEMBERS)
def ask(request: StaffRequest, npp: str, slug: str) -> HttpResponseBase:
    """Ask one question; keep the answer and go to the next one that is open."""
    employer = employer_in_scope(request, npp)
    journey = _journey(request, employer)
    question = journey.question(slug)
    if question is None:
        raise Http404
    form = journey.form(question, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        journey.keep(question, request.POST)
        return _next(_journey(request, employer), npp)
    back = journey.before(question)
    context = {
        "form": form,
        "question": question.words,
        "hint": question.hint,
        "above": employer.name,
        "known": person_known(journey.answer(NUMBER.slug)) if question is WORK else None,
        "back_url": _url(npp, back) if back else reverse("employer_workers", args=[npp]),
    }
    return render(request, "staff/register_worker.html", context)


@route(WRITE_MEMBERS)
def check(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Show all answers with what looks wrong; register the worker once they are sent."""
    employer = employer_in_scope(request, npp)
    journey = _journey(request, employer)
    if journey.first_open():
        return _next(journey, npp)
    known = person_known(journey.answer(NUMBER.slug))
    worker = _new_worker(employer, journey, known)
    faults: list[str] = []
    if request.method == "POST":
        try:
            done = register_workers(workers=workers_frame([worker]), act=act_of(request))
        except WorkersNotRegistered as error:
            faults = [worker_fault(fault) for _name, fault in error.faults.values()]
        else:
            journey.forget()
            kpj = done.rows["kpj"][0]
            messages.success(request, say("Terdaftar dengan KPJ %(kpj)s.") % {"kpj": kpj})
            return redirect("member", kpj=kpj)
    context = {
        "question": say("Periksa sebelum mendaftarkan"),
        "answers": _answers(npp, worker, known),
        "warnings": [] if known else _warnings(worker),
        "faults": faults,
        "back_url": _url(npp, WORK),
        "send_words": say("Daftarkan tenaga kerja"),
    }
    return render(request, "staff/check_answers.html", context)


@route(WRITE_MEMBERS)
def end(request: StaffRequest, npp: str, employment_id: int) -> HttpResponseBase:
    """Ask for the last day of an employment, and end it."""
    employer = employer_in_scope(request, npp)
    persons = InsuredPerson.objects.filter(
        employments__pk=employment_id,
        employments__employer=employer,
    )
    person = persons.first()
    if person is None:
        raise Http404
    employment = person.employments.get(pk=employment_id)
    if not employment.may_be_ended:
        return _ended_before(request, person)
    facts = {"from_date": employment.from_date, "today": today()}
    form = EndForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid():
        first_day_out = form.cleaned_data["last_day"] + timedelta(days=1)
        try:
            end_employments(
                employer=employer,
                leavers=[(employment_id, first_day_out)],
                reason=form.cleaned_data["reason"],
                act=act_of(request),
            )
        except NotEmployedThere:
            return _ended_before(request, person)
        messages.success(request, say("Hubungan kerja %(name)s diakhiri.") % {"name": person.name})
        return redirect("member", kpj=person.kpj)
    context = {
        "form": form,
        "question": say("Kapan hari terakhir %(name)s bekerja?") % {"name": person.name},
        "above": employer.name,
        "back_url": reverse("employer_workers", args=[npp]),
        "send_words": say("Akhiri hubungan kerja"),
    }
    return render(request, "parts/question.html", context)


def _ended_before(request: StaffRequest, person: InsuredPerson) -> HttpResponseBase:
    words = say("Hubungan kerja %(name)s di sini sudah diakhiri sebelumnya.")
    messages.warning(request, words % {"name": person.name})
    return redirect("member", kpj=person.kpj)


def _journey(request: StaffRequest, employer: Employer) -> Journey:
    questions: list[Question] = [NUMBER, PERSON, WORK]
    facts = {"employer": employer, "today": today()}
    journey = Journey(request, f"register_worker:{employer.npp}", questions, facts)
    said = journey.answer(NUMBER.slug)
    if said and person_known(said):
        questions.remove(PERSON)
    return journey


def _next(journey: Journey, npp: str) -> HttpResponseBase:
    question = journey.first_open()
    if question is None:
        return redirect("register_worker_check", npp=npp)
    return redirect(_url(npp, question))


def _url(npp: str, question: Question) -> str:
    return reverse("register_worker_step", args=[npp, question.slug])


def _new_worker(employer: Employer, journey: Journey, known: InsuredPerson | None) -> NewWorker:
    terms: dict[str, Any] = {"employer_id": employer.pk, **terms_of(journey.answer(WORK.slug))}
    if known:
        return NewWorker(kpj=known.kpj, name=known.name, nik=known.nik, **terms)
    nik = journey.answer(NUMBER.slug)["nik"]
    return NewWorker(nik=nik, **journey.answer(PERSON.slug), **terms)


def _warnings(worker: NewWorker) -> list[str]:
    provinces = {row["code"] for row in read_reference("provinces")}
    found = nik_findings(
        worker.nik, birth_date=worker.birth_date, sex=worker.sex, provinces=provinces
    )
    return [str(NIK_FINDINGS[finding]) for finding in found]


def _answers(npp: str, worker: NewWorker, known: InsuredPerson | None) -> list[Answer]:
    number, person, work = (_url(npp, question) for question in (NUMBER, PERSON, WORK))
    about = known or worker
    who = number if known else person
    return [
        Answer("KPJ", known.kpj if known else say("Peserta baru; nomornya dibuat sistem"), number),
        Answer("NIK", about.nik, number),
        Answer(say("Nama"), about.name, who),
        Answer(say("Lahir"), f"{about.birth_place} {long_date(about.birth_date)}".strip(), who),
        Answer(say("Kelamin"), str(SEXES.get(about.sex, "")), who),
        Answer(say("Bekerja sejak"), long_date(worker.from_date), work),
        Answer(say("Jenis hubungan kerja"), str(EMPLOYMENT_KINDS[worker.kind]), work),
        Answer(say("Hari terakhir kontrak"), _last_day(worker), work),
        Answer(say("Jabatan"), worker.title, work),
        Answer(say("Upah"), f"{rupiah(worker.wage)}, {WAGE_BASES[worker.basis]}", work),
        Answer(say("Keluarga"), say("Berkeluarga") if worker.married else say("Lajang"), work),
    ]


def _last_day(worker: NewWorker) -> str:
    until = worker.agreed_until
    return long_date(until - timedelta(days=1)) if until else say("Tidak ditentukan")
