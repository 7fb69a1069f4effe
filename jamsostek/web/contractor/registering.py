"""Registering a contractor, and a project in two pages and a check."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.contributions.queries.projects import dues_of_contract
from jamsostek.contributions.rules.project_terms import registered_in_time
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.institution.models import Branch
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import Contractor, Project
from jamsostek.membership.services import (
    NewContractor,
    NewProject,
    register_contractor,
    register_project,
)
from jamsostek.web.access import (
    CONTRACTOR,
    WRITE_MEMBERS,
    WRITE_PROJECTS,
    ContractorRequest,
    StaffRequest,
    route,
)
from jamsostek.web.clock import act_of, today
from jamsostek.web.contractor.forms import PROJECT, VALUE, ContractorForm
from jamsostek.web.contractor.scope import Asking, contractor_asked, is_officer
from jamsostek.web.contractor.words import REGISTERED
from jamsostek.web.public.construction import construction_table
from jamsostek.web.questions import Answer, Journey, Question
from jamsostek.web.staff.scope import branch_ids
from jamsostek.web.templatetags.words import long_date, rupiah


@route(WRITE_MEMBERS)
def contractor(request: StaffRequest) -> HttpResponseBase:
    """Register a firm that builds, and go on to its project."""
    branches = list(Branch.objects.filter(pk__in=branch_ids(request)).order_by("name"))
    form = ContractorForm(request.POST or None, facts={"branches": branches})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        branch = next(b for b in branches if str(b.pk) == said.pop("branch"))
        made = register_contractor(new=NewContractor(branch=branch, **said), act=act_of(request))
        messages.success(request, say("%(name)s terdaftar.") % {"name": made.name})
        return redirect("register_project", contractor_id=made.pk)
    context = {
        "form": form,
        "question": say("Siapa kontraktornya?"),
        "back_url": reverse("contractors"),
        "send_words": say("Daftarkan, lalu isi proyeknya"),
    }
    return render(request, "parts/question.html", context)


@route(CONTRACTOR)
def own(request: ContractorRequest) -> HttpResponse:
    """Begin the registration of a project of one's own firm."""
    return redirect("register_project", contractor_id=request.contractor_user.contractor_id)


@route(WRITE_PROJECTS)
def start(request: Asking, contractor_id: int) -> HttpResponse:
    """Begin the registration of a project afresh."""
    _journey(request, contractor_asked(request, contractor_id)).forget()
    return redirect("register_project_step", contractor_id=contractor_id, slug=PROJECT.slug)


@route(WRITE_PROJECTS)
def ask(request: Asking, contractor_id: int, slug: str) -> HttpResponseBase:
    """Ask one question; keep the answer and go to the next one that is open."""
    firm = contractor_asked(request, contractor_id)
    journey = _journey(request, firm)
    question = journey.question(slug)
    if question is None:
        raise Http404
    form = journey.form(question, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        journey.keep(question, request.POST)
        return _next(journey, firm)
    context = {
        "form": form,
        "question": question.words,
        "above": firm.name,
        "back_url": _url(journey.before(question), firm, request),
    }
    return render(request, "parts/question.html", context)


@route(WRITE_PROJECTS)
def check(request: Asking, contractor_id: int) -> HttpResponseBase:
    """Show the answers with the contributions they make; register and bill once they are sent."""
    firm = contractor_asked(request, contractor_id)
    journey = _journey(request, firm)
    if journey.first_open():
        return _next(journey, firm)
    new, payment = _new_project(journey, firm)
    if request.method == "POST":
        project = _take_in(new, payment, request)
        journey.forget()
        words = say("Proyek terdaftar dengan nomor %(number)s. Bayar termin pertama.")
        messages.success(request, words % {"number": project.number})
        return redirect("project", number=project.number)
    registered = registered_in_time(today(), new.from_date)
    dues = {"contract_value": new.contract_value, "wage_sum": new.wage_sum, "on": today()}
    context = construction_table(dues) | {
        "question": say("Periksa sebelum mendaftarkan"),
        "contractor": firm,
        "answers": _answers(journey, firm, request),
        "warnings": [REGISTERED[registered]] if registered in REGISTERED else [],
        "back_url": _url(VALUE, firm, request),
        "in_terms": payment is Payment.TERMS,
    }
    return render(request, "contractor/check.html", context)


@again_after_deadlock
@transaction.atomic
def _take_in(new: NewProject, payment: Payment, request: Asking) -> Project:
    act = act_of(request)
    project = register_project(new=new, act=act)
    bill_project(project=project, payment=payment, act=act)
    return project


def _journey(request: Asking, firm: Contractor) -> Journey:
    scope = branch_ids(request) if is_officer(request) else {firm.branch_id}  # type: ignore[arg-type]
    branches = list(Branch.objects.filter(pk__in=scope).order_by("name"))
    branches.sort(key=lambda branch: branch.pk != firm.branch_id)
    facts = {"branches": branches, "today": today()}
    return Journey(request, f"register_project:{firm.pk}", [PROJECT, VALUE], facts)


def _next(journey: Journey, firm: Contractor) -> HttpResponseBase:
    question = journey.first_open()
    if question is None:
        return redirect("register_project_check", contractor_id=firm.pk)
    return redirect("register_project_step", contractor_id=firm.pk, slug=question.slug)


def _url(question: Question | None, firm: Contractor, request: Asking) -> str:
    if question is not None:
        return reverse("register_project_step", args=[firm.pk, question.slug])
    return reverse("contractor", args=[firm.pk]) if is_officer(request) else reverse("home")


def _new_project(journey: Journey, firm: Contractor) -> tuple[NewProject, Payment]:
    about, value = (journey.answer(question.slug) for question in (PROJECT, VALUE))
    branch = next(b for b in journey.facts["branches"] if str(b.pk) == about.pop("branch"))
    payment = Payment(value.pop("payment"))
    until_date = value.pop("last_day") + timedelta(days=1)
    new = NewProject(contractor=firm, branch=branch, until_date=until_date, **about, **value)
    return new, payment


def _answers(journey: Journey, firm: Contractor, request: Asking) -> list[Answer]:
    new, payment = _new_project(journey, firm)
    dues = dues_of_contract(
        contract_value=new.contract_value, wage_sum=new.wage_sum, registered_on=today()
    )
    in_terms = say("dalam tiga termin: 50, 25 dan 25 persen")
    paid = in_terms if payment is Payment.TERMS else say("sekaligus")
    last_day = new.until_date - timedelta(days=1)
    said = [
        (PROJECT, say("Nama proyek"), new.name),
        (PROJECT, say("Pemberi kerja"), new.owner),
        (PROJECT, say("Nomor SPK atau kontrak"), new.contract_number),
        (PROJECT, say("Lokasi"), new.place),
        (PROJECT, say("Kantor cabang"), new.branch.name),
        (PROJECT, say("Subkontraktor"), ", ".join(firm.name for firm in new.subcontractors)),
        (VALUE, say("Nilai kontrak"), rupiah(new.contract_value)),
        (VALUE, say("Jumlah upah"), rupiah(new.wage_sum)),
        (VALUE, say("Mulai bekerja"), long_date(new.from_date)),
        (VALUE, say("Hari kerja terakhir"), long_date(last_day)),
        (VALUE, say("Iuran"), f"{rupiah(dues.total)}, {paid}"),
    ]
    return [Answer(label, value, _url(question, firm, request)) for question, label, value in said]
