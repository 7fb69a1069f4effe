"""A member's own claims: what can be claimed, claiming, sending papers, following it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, Decision, Evidence
from jamsostek.claims.queries.duplicates import claims_of
from jamsostek.claims.rules.evidence import checklist, missing_papers
from jamsostek.claims.services.filing import AlreadyClaimed, Claimant, Event, file_claim
from jamsostek.claims.services.preparing import set_payee
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import InsuredPerson
from jamsostek.savings.queries import balance_of_person
from jamsostek.web.access import MEMBER, MemberRequest, route
from jamsostek.web.claims.claim import decisions_of, events_of
from jamsostek.web.claims.clocks import next_deadline_of, shown_clock
from jamsostek.web.claims.forms import AccountForm
from jamsostek.web.claims.letters import letter_of
from jamsostek.web.claims.objections import last_decision, objecting
from jamsostek.web.claims.papers import paper_rows, take_paper
from jamsostek.web.claims.payments import shown_payments
from jamsostek.web.claims.showing import Shown, lang, shown_assessment
from jamsostek.web.claims.step_forms import ObjectionForm
from jamsostek.web.claims.tracking import Track, track_of
from jamsostek.web.claims.words import CAUSES, METHODS
from jamsostek.web.claims.workers import branch_of, worker_of
from jamsostek.web.clock import act_of, now, today
from jamsostek.web.fields import DayField
from jamsostek.web.members.ways import ways_of
from jamsostek.web.staff.changing import CONFIRMED, EDITED
from jamsostek.web.templatetags.words import long_date

SELF: str = "diri sendiri"
"""What a member is to the worker."""


class OwnClaimForm(AccountForm):
    """On which day it came about, and where the money is to go."""

    event_date = DayField(
        label=_("Sejak tanggal berapa?"),
        error_messages={"required": _("Tulis tanggalnya.")},
    )
    field_order = ("event_date",)

    def prepare(self) -> None:
        """Say what the day is of."""
        self.fields["event_date"].help_text = str(DAYS.get(self.facts.get("cause", ""), ""))

    def clean_event_date(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["event_date"]
        if day > self.facts["today"]:
            raise ValidationError(_("Tanggal ini belum tiba."))
        return day


DAYS = {
    "AGE": _("Hari Anda berusia 55 tahun, atau hari berhenti bekerja bila sesudahnya."),
    "LEFT_WORK": _("Hari pertama Anda tidak bekerja lagi."),
    "TOTAL_DISABILITY": _("Hari dokter menetapkannya."),
    "LEFT_COUNTRY": _("Hari Anda berangkat."),
    "CIVIL_SERVANT": _("Hari pengangkatan."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in the member's list, with what comes next."""

    claim: Claim
    next: str


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """A decision as the member reads it."""

    decision: Decision
    award: Shown | None


@route(MEMBER)
def listed(request: MemberRequest) -> HttpResponse:
    """List the member's claims, and what can be claimed from when."""
    person, day = request.member_user.person, today()
    context = {
        "person": person,
        "rows": [Row(claim, _track(claim).who) for claim in claims_of(person)],
        "ways": list(ways_of(person, day)),
        "balance": balance_of_person(person.pk, day) or 0,
    }
    return render(request, "members/claims.html", context)


@route(MEMBER)
def begin(request: MemberRequest, cause: str) -> HttpResponseBase:
    """Ask for the day and the account, show what is needed, and begin the claim."""
    person = request.member_user.person
    way = next((one for one in ways_of(person, today()) if one.cause == cause), None)
    if way is None or not way.url:
        raise Http404
    data = request.POST if request.method == "POST" else None
    initial = {"account_name": person.name}
    form = OwnClaimForm(data, facts={"today": today(), "cause": cause}, initial=initial)
    if request.method != "POST" or not form.is_valid() or EDITED in request.POST:
        return _ask(request, form, cause, way.note)
    if CONFIRMED not in request.POST:
        return _confirm(request, form, cause)
    try:
        claim = _begin(request, person, cause, form)
    except AlreadyClaimed:
        form.add_error(None, say("Anda sudah mempunyai klaim JHT yang sedang berjalan."))
        return _ask(request, form, cause, way.note)
    words = say("Klaim Anda diterima dengan nomor %(code)s. Sekarang kirim surat-suratnya.")
    messages.success(request, words % {"code": claim.code})
    return redirect("member_claim", code=claim.code)


@transaction.atomic
def _begin(request: MemberRequest, person: InsuredPerson, cause: str, form: OwnClaimForm) -> Claim:
    day: date = form.cleaned_data["event_date"]
    worker = worker_of(person, Programme.JHT, day)
    branch = branch_of(worker)
    if branch is None:
        raise Http404
    act = act_of(request)
    claim: Claim = file_claim(
        programme=Programme.JHT,
        worker=worker,
        event=Event(cause=cause, day=day),
        claimant=Claimant(name=person.name, relation=SELF),
        branch=branch,
        act=act,
    )
    set_payee(claim=claim, role="MEMBER", name=person.name, destination=form.destination(), act=act)
    return claim


@route(MEMBER)
def claim(request: MemberRequest, code: str) -> HttpResponse:
    """Show a claim in plain words: where it is, who acts next, papers, decision, payment."""
    found = claim_asked(request, code)

    decided = decisions_of(found)

    def change(kind: str) -> str:
        return reverse("member_claim_paper", args=[code, kind])

    context = {
        "claim": found,
        "track": _track(found),
        "papers": paper_rows(found, change=change),
        "decisions": [_own_decision(one, found) for one in decided],
        "may_object": bool(decided) and _may_object(decided[0]),
        "payments": shown_payments(found),
        "events": events_of(found, names_officers=False),
    }
    return render(request, "members/claim.html", context)


@route(MEMBER)
def paper(request: MemberRequest, code: str, kind: str) -> HttpResponseBase:
    """Take one paper from the member's telephone."""
    found = claim_asked(request, code)
    url = reverse("member_claim", args=[code]) + "#bukti"
    return take_paper(request, found, kind, back_url=url, above=found.code)


@route(MEMBER)
def object_(request: MemberRequest, code: str) -> HttpResponseBase:
    """Take the member's objection against the last decision."""
    found = claim_asked(request, code)
    decision = last_decision(found)
    by = request.member_user.person.name
    back = reverse("member_claim", args=[code])
    return objecting(request, decision, ObjectionForm, back_url=back, by=by)


@route(MEMBER)
def letter(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """Give the letter of a decision to the member."""
    return letter_of(claim_asked(request, code), number)


def claim_asked(request: MemberRequest, code: str) -> Claim:
    """Give one of the member's own claims.

    Raises:
        Http404: the member has none under this code.
    """
    found = claims_of(request.member_user.person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _own_decision(decision: Decision, claim: Claim) -> OwnDecision:
    has_award = decision.outcome == Decision.Outcome.APPROVED
    return OwnDecision(
        decision=decision,
        award=shown_assessment(decision.assessment, claim) if has_award else None,
    )


def _may_object(decision: Decision) -> bool:
    waits = any(one.state == "RAISED" for one in decision.objections.all())
    return decision.outcome != Decision.Outcome.RETURNED and not waits


def _track(claim: Claim) -> Track:
    at = now()
    deadline = next_deadline_of(claim, at)
    return track_of(claim, shown_clock(deadline, at) if deadline else None, _lacking(claim))


def _lacking(claim: Claim) -> list[str]:
    present = Evidence.objects.filter(claim=claim, state__in=["RECEIVED", "WAIVED"])
    missing = missing_papers(claim.cause, set(present.values_list("kind", flat=True)))
    return [paper.title_in(lang()) for paper in missing]


def _ask(request: MemberRequest, form: OwnClaimForm, cause: str, note: str) -> HttpResponse:
    context = {
        "form": form,
        "question": CAUSES[cause],
        "hint": note,
        "above": say("Jaminan Hari Tua (JHT)"),
        "back_url": reverse("member_claims"),
    }
    return render(request, "parts/question.html", context)


def _confirm(request: MemberRequest, form: OwnClaimForm, cause: str) -> HttpResponse:
    context = {
        "form": form,
        "change": {
            "check": say("Ajukan klaim ini?"),
            "send_words": say("Ya, ajukan"),
            "above": str(CAUSES[cause]),
            "back_url": reverse("member_claims"),
        },
        "facts": list(_facts(form, cause)),
        "notes": [],
    }
    return render(request, "staff/confirm.html", context)


def _facts(form: OwnClaimForm, cause: str) -> Iterator[tuple[str, str]]:
    said: dict[str, Any] = form.cleaned_data
    yield say("Tanggal"), long_date(said["event_date"])
    yield say("Cara bayar"), str(METHODS[said["method"]])
    if said["method"] == "TRANSFER":
        account = f"{said['bank']} {said['account_number']}, {said['account_name']}"
        yield say("Rekening"), account
    papers = [one.title_in(lang()) for one in checklist(cause) if one.required]
    yield say("Surat yang perlu Anda kirim sesudah ini"), "; ".join(papers)
