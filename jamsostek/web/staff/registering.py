"""Registering an employer, question by question, with a warning where a similar one exists."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.institution.models import Branch
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap
from jamsostek.membership.queries import SimilarEmployer, similar_employers
from jamsostek.membership.rules import suggest_risk_groups
from jamsostek.membership.services import NewEmployer, register_employer
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.labels import EMPLOYER_KINDS, RISK_GROUPS
from jamsostek.web.questions import Answer, Journey, Question
from jamsostek.web.staff.employer_forms import BUSINESS, CONTACT, JOINING, NAME, RISK, SIMILAR
from jamsostek.web.staff.scope import branch_ids
from jamsostek.web.templatetags.words import long_date

NAME_OF_JOURNEY = "register_employer"


@route(WRITE_MEMBERS)
def start(request: StaffRequest) -> HttpResponse:
    """Begin the registration afresh."""
    _journey(request).forget()
    return redirect("register_employer_step", slug=NAME.slug)


@route(WRITE_MEMBERS)
def ask(request: StaffRequest, slug: str) -> HttpResponseBase:
    """Ask one question; keep the answer and go to the next one that is open."""
    journey = _journey(request)
    question = journey.question(slug)
    if question is None:
        raise Http404
    form = journey.form(question, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if question is NAME:
            journey.forget(SIMILAR.slug)
        journey.keep(question, request.POST)
        return _next(_journey(request))
    context = {
        "form": form,
        "question": question.words,
        "hint": question.hint,
        "back_url": _url(journey.before(question)),
        "similar": _similar(journey) if question is SIMILAR else [],
        "suggestions": _suggestions(journey) if question is RISK else [],
    }
    return render(request, "staff/register_employer.html", context)


@route(WRITE_MEMBERS)
def check(request: StaffRequest) -> HttpResponseBase:
    """Show all answers; register the employer once they are sent."""
    journey = _journey(request)
    if journey.first_open():
        return _next(journey)
    if request.method == "POST":
        employer = register_employer(new=_new_employer(journey), act=act_of(request))
        journey.forget()
        messages.success(
            request,
            say("%(name)s terdaftar dengan NPP %(npp)s.")
            % {"name": employer.name, "npp": employer.npp},
        )
        return redirect("employer", npp=employer.npp)
    return render(
        request,
        "staff/check_answers.html",
        {
            "question": say("Periksa sebelum mendaftarkan"),
            "answers": _answers(journey),
            "back_url": _url(CONTACT),
            "send_words": say("Daftarkan pemberi kerja"),
        },
    )


def _journey(request: StaffRequest) -> Journey:
    branches = list(Branch.objects.filter(pk__in=branch_ids(request)).order_by("name"))
    facts = {"branches": branches, "today": today()}
    questions: list[Question] = [NAME, BUSINESS, RISK, JOINING, CONTACT]
    journey = Journey(request, NAME_OF_JOURNEY, questions, facts)
    if _similar(journey):
        questions.insert(1, SIMILAR)
    return journey


def _next(journey: Journey) -> HttpResponseBase:
    question = journey.first_open()
    if question is None:
        return redirect("register_employer_check")
    return redirect("register_employer_step", slug=question.slug)


def _url(question: Question | None) -> str:
    """Give the address of a question, or of the list from which the journey began."""
    if question is None:
        return reverse("employers")
    return reverse("register_employer_step", args=[question.slug])


def _similar(journey: Journey) -> list[SimilarEmployer]:
    said = journey.answer(NAME.slug)
    return similar_employers(said["name"], npwp=said["npwp"]) if said else []


def _suggestions(journey: Journey) -> list[Any]:
    industry = journey.answer(BUSINESS.slug).get("industry", "")
    try:
        return suggest_risk_groups(industry, on=today(), limit=5)
    except LawGap:
        return []


def _new_employer(journey: Journey) -> NewEmployer:
    name, business, risk, joining, contact = (
        journey.answer(q.slug) for q in (NAME, BUSINESS, RISK, JOINING, CONTACT)
    )
    programmes = {Programme.JHT, Programme.JKK, Programme.JKM}
    if joining["with_jpk"] == "yes":
        programmes.add(Programme.JPK)
    branch = next(b for b in journey.facts["branches"] if str(b.pk) == joining["branch"])
    return NewEmployer(
        name=name["name"],
        npwp=name["npwp"],
        kind=business["kind"],
        industry=business["industry"],
        risk_group=int(risk["risk_group"]),
        risk_reason=risk["reason"],
        branch=branch,
        from_date=joining["from_date"],
        programmes=frozenset(programmes),
        **contact,
    )


def _answers(journey: Journey) -> list[Answer]:
    new = _new_employer(journey)
    said = [
        (NAME, say("Nama"), new.name),
        (NAME, "NPWP", new.npwp),
        (BUSINESS, say("Bentuk"), str(EMPLOYER_KINDS[new.kind])),
        (BUSINESS, say("Usaha"), new.industry),
        (RISK, say("Kelompok risiko JKK"), f"{RISK_GROUPS[new.risk_group]}: {new.risk_reason}"),
        (JOINING, say("Peserta sejak"), long_date(new.from_date)),
        (JOINING, say("Program"), ", ".join(sorted(new.programmes))),
        (JOINING, say("Kantor cabang"), new.branch.name),
        (CONTACT, say("Alamat"), new.address),
        (CONTACT, say("Telepon"), new.phone),
        (CONTACT, say("Surel"), new.email),
    ]
    return [Answer(label, value, _url(question)) for question, label, value in said]
