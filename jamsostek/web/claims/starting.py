"""Starting a claim for a member: the cause, what happened, and who claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.claims.models import CAUSES_OF, Cause, Claim
from jamsostek.claims.queries.duplicates import claims_of
from jamsostek.claims.rules.evidence import checklist
from jamsostek.claims.services.filing import (
    AlreadyClaimed,
    Claimant,
    Event,
    file_claim,
    report_accident,
)
from jamsostek.contributions.queries.cover import cover_on
from jamsostek.institution.models import Branch
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import InsuredPerson
from jamsostek.web.access import READ_CLAIMS, WRITE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.desk import rows_of
from jamsostek.web.claims.forms import ClaimForm
from jamsostek.web.claims.scope import claims_within
from jamsostek.web.claims.showing import lang
from jamsostek.web.claims.words import CAUSES
from jamsostek.web.claims.workers import branch_of, worker_of
from jamsostek.web.clock import act_of, today
from jamsostek.web.staff.changing import CONFIRMED, EDITED
from jamsostek.web.staff.scope import branch_ids, person_in_scope
from jamsostek.web.templatetags.words import long_date

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A cause for which a claim can begin."""

    words: str
    url: str


@route(READ_CLAIMS)
def of_member(request: StaffRequest, kpj: str) -> HttpResponse:
    """Show a member's claims, and the causes for which one can begin."""
    person = person_in_scope(request, kpj)
    own = claims_of(person).filter(pk__in=claims_within(request))
    elsewhere = claims_of(person).exclude(pk__in=own).count()
    context = {
        "person": person,
        "rows": rows_of(own.select_related("person")),
        "elsewhere": elsewhere,
        "programmes": [(p, _ways(person, p)) for p in Programme],
        "may_write": WRITE_CLAIMS.admits(request),
    }
    return render(request, "claims/member.html", context)


@route(WRITE_CLAIMS)
def begin(request: StaffRequest, kpj: str, cause: str) -> HttpResponseBase:
    """Ask what happened, show what follows, and begin the claim."""
    person = person_in_scope(request, kpj)
    programme = programme_of(cause)
    form = ClaimForm(
        request.POST or None,
        facts={"today": today(), "is_accident": programme is Programme.JKK},
        initial=_initial(person, cause),
    )
    if request.method != "POST" or not form.is_valid() or EDITED in request.POST:
        return _ask(request, form, person, cause)
    if CONFIRMED not in request.POST:
        return _confirm(request, form, person, cause)
    try:
        claim = _begin(request, person, programme, cause, form.cleaned_data)
    except AlreadyClaimed as fact:
        words = say("Sudah ada klaim untuk jaminan yang sama: %(codes)s.")
        form.add_error(None, words % {"codes": ", ".join(fact.codes)})
        return _ask(request, form, person, cause)
    messages.success(request, say("Klaim %(code)s dimulai.") % {"code": claim.code})
    return redirect("claim", code=claim.code)


def programme_of(cause: str) -> Programme:
    """Give the programme of a cause.

    Raises:
        Http404: there is no such cause.
    """
    for programme, causes in CAUSES_OF.items():
        if cause in causes:
            return programme
    raise Http404


def _ways(person: InsuredPerson, programme: Programme) -> list[Way]:
    return [
        Way(str(CAUSES[cause]), reverse("begin_claim", args=[person.kpj, cause.value]))
        for cause in CAUSES_OF[programme]
    ]


def _initial(person: InsuredPerson, cause: str) -> dict[str, str]:
    """Take the member for who claims, unless the member died."""
    if cause in {Cause.DEATH, Cause.DIED}:
        return {}
    return {"claimant_name": person.name, "claimant_relation": say("diri sendiri")}


def _begin(
    request: StaffRequest, person: InsuredPerson, programme: Programme, cause: str, said: Said
) -> Claim:
    worker = worker_of(person, programme, said["event_date"])
    facts: dict[str, Any] = {
        "worker": worker,
        "event": Event(
            cause=cause,
            day=said["event_date"],
            at=said.get("event_time"),
            place=said.get("place", ""),
            text=said["text"],
        ),
        "claimant": Claimant(
            name=said["claimant_name"],
            relation=said["claimant_relation"],
            phone=said["claimant_phone"],
        ),
        "branch": _branch(request, branch_of(worker)),
        "act": act_of(request),
    }
    if programme is Programme.JKK:
        return report_accident(**facts)
    return file_claim(programme=programme, **facts)


def _branch(request: StaffRequest, own: Branch | None) -> Branch:
    """Give the branch that sees to a claim: the worker's where it is in scope, else one's own."""
    scope = branch_ids(request)
    if own is not None and own.pk in scope:
        return own
    return request.officer.branch or Branch.objects.filter(pk__in=scope).order_by("pk")[0]


def _ask(request: StaffRequest, form: ClaimForm, person: InsuredPerson, cause: str) -> HttpResponse:
    context = {
        "form": form,
        "question": CAUSES[cause],
        "above": f"{person.name}, KPJ {person.kpj}",
        "back_url": reverse("member_claims_desk", args=[person.kpj]),
    }
    return render(request, "parts/question.html", context)


def _confirm(
    request: StaffRequest, form: ClaimForm, person: InsuredPerson, cause: str
) -> HttpResponse:
    said = form.cleaned_data
    context = {
        "form": form,
        "change": {
            "check": say("Mulai klaim ini?"),
            "send_words": say("Ya, mulai klaim"),
            "above": f"{person.name}, KPJ {person.kpj}: {CAUSES[cause]}",
            "back_url": reverse("member_claims_desk", args=[person.kpj]),
        },
        "facts": _facts(form, cause),
        "notes": _notes(person, programme_of(cause), said["event_date"]),
    }
    return render(request, "staff/confirm.html", context)


def _facts(form: ClaimForm, cause: str) -> list[tuple[str, str]]:
    answers = []
    for bound in form:
        value = form.cleaned_data[bound.name]
        answers.append((str(bound.label), long_date(value) if isinstance(value, date) else value))
    papers = [paper.title_in(lang()) for paper in checklist(cause) if paper.required]
    return [*answers, (say("Surat yang akan diminta"), "; ".join(papers))]


def _notes(person: InsuredPerson, programme: Programme, day: date) -> list[str]:
    """Say how the member stands on the day, and which claims there are already."""
    cover = cover_on(person, day)
    insured = [one for one in cover.insured if one.programme is programme]
    notes = [one.why(lang()) for one in insured[:1]]
    if not insured and programme is not Programme.JHT:
        lacking = [one.why(lang()) for one in cover.lacking][-1:]
        words = say("Menurut catatan tidak terlindungi %(programme)s pada %(day)s.")
        notes = [words % {"programme": programme, "day": long_date(day)}, *lacking]
    return [*notes, *_others(claims_of(person)[:5])]


def _others(claims: Iterable[Claim]) -> list[str]:
    words = say("Sudah ada klaim %(code)s: %(cause)s, kejadian %(day)s.")
    return [
        words % {"code": c.code, "cause": CAUSES[c.cause], "day": long_date(c.event_date)}
        for c in claims
    ]
