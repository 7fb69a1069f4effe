"""A claim's page: where it is, what it rests on, what it comes to, and what to do next."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.benefits.awards import FactsContradict, FactsMissing
from jamsostek.benefits.schema import FactsUnreadable
from jamsostek.claims.models import (
    Assessment,
    Cause,
    Claim,
    ClaimStep,
    Decision,
    MedicalOpinion,
    Payee,
    State,
    Survivor,
)
from jamsostek.claims.queries.duplicates import earlier_claims
from jamsostek.claims.queries.register import known_facts
from jamsostek.claims.rules.evidence import missing_papers
from jamsostek.claims.services.assessing import worked_out
from jamsostek.claims.services.objecting import DECIDED
from jamsostek.claims.services.preparing import PREPARING
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.law.reader import LawGap
from jamsostek.web.access import (
    ADVISE_CLAIMS,
    DECIDE_CLAIMS,
    READ_CLAIMS,
    WRITE_CLAIMS,
    StaffRequest,
    route,
)
from jamsostek.web.claims.clocks import deadlines_of, shown_clock
from jamsostek.web.claims.facts import missing_facts, shown_known, shown_told
from jamsostek.web.claims.papers import staff_papers
from jamsostek.web.claims.payments import shown_payments
from jamsostek.web.claims.scope import claim_in_scope, claims_within
from jamsostek.web.claims.showing import shown_assessment, shown_preview
from jamsostek.web.claims.words import SEGMENTS, STATES
from jamsostek.web.clock import now, today
from jamsostek.web.templatetags.words import instant, long_date

MEDICAL: Final = frozenset({Cause.ACCIDENT, Cause.COMMUTE, Cause.DISEASE, Cause.TOTAL_DISABILITY})
"""The causes on which the medical adviser is heard."""
DEATHS: Final = frozenset({Cause.DEATH, Cause.DIED})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a claim."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done next."""

    words: str
    url: str


@route(READ_CLAIMS)
def claim(request: StaffRequest, code: str) -> HttpResponse:
    """Show a claim: facts and evidence left, what happened on the right."""
    found = claim_in_scope(request, code)
    at = now()
    may_write = WRITE_CLAIMS.admits(request)
    may_change = may_write and found.state in PREPARING
    known = known_facts(found, today())
    decisions = decisions_of(found)
    context = {
        "claim": found,
        "officer_name": _officer_name(found),
        "clocks": [shown_clock(one, at) for one in deadlines_of(found, at)],
        "next_steps": _steps(request, found),
        "event_facts": _event_facts(found),
        "papers": staff_papers(found, may_change=may_write),
        "is_death": found.cause in DEATHS or found.facts.get("outcome") == "DEATH",
        "survivors": Survivor.objects.filter(claim=found).order_by("pk"),
        "known_facts": shown_known(found, known),
        "told_facts": shown_told(found, known),
        "may_change": may_change,
        "may_pay_change": may_write,
        "opinions": MedicalOpinion.objects.filter(claim=found).order_by("-pk"),
        "asks_doctor": found.cause in MEDICAL,
        "may_advise": ADVISE_CLAIMS.admits(request) and found.state in PREPARING,
        "payees": Payee.objects.filter(claim=found).select_related("survivor").order_by("pk"),
        "decisions": decisions,
        "payments": shown_payments(found),
        "events": events_of(found),
        "earlier": Assessment.objects.filter(claim=found).order_by("-number"),
        **_others(request, found),
        **_award(found),
    }
    return render(request, "claims/claim.html", context)


def decisions_of(claim: Claim) -> list[Decision]:
    """Give the decisions on a claim with their objections, newest first."""
    found = Decision.objects.filter(assessment__claim=claim).select_related("assessment")
    return list(found.prefetch_related("objections").order_by("-pk"))


def events_of(claim: Claim, *, names_officers: bool = True) -> list[Event]:
    """Give the steps of a claim for its timeline, newest first; a member is told no officer."""
    steps = ClaimStep.objects.filter(claim=claim).order_by("-pk")
    return [
        Event(
            step.made_at.astimezone(BUSINESS_ZONE).date(),
            _words(step) if names_officers else str(STATES[step.state][1]),
        )
        for step in steps
    ]


def _words(step: ClaimStep) -> str:
    words = f"{STATES[step.state][1]}: {step.made_by}"
    return f"{words}. {step.reason}" if step.reason else words


def _officer_name(claim: Claim) -> str:
    return claim.officer.get_username() if claim.officer else ""


def _event_facts(claim: Claim) -> list[tuple[str, str]]:
    at = f", {claim.event_time:%H.%M}" if claim.event_time else ""
    through = claim.employer or (claim.project_worker.project if claim.project_worker else None)
    told = ", ".join(
        filter(None, [claim.claimant_name, claim.claimant_relation, claim.claimant_phone])
    )
    return [
        (say("Kapan"), long_date(claim.event_date) + at),
        (say("Di mana"), claim.event_place),
        (say("Yang terjadi"), claim.event_text),
        ("KPJ", claim.person.kpj if claim.person else say("tidak terdaftar")),
        (say("Melalui"), through.name if through else ""),
        (say("Golongan"), str(SEGMENTS[claim.segment])),
        (say("Kantor cabang"), claim.branch.name),
        (say("Diajukan"), f"{told}; {instant(claim.reported_at)}"),
    ]


def _others(request: StaffRequest, claim: Claim) -> dict[str, Any]:
    """Give the other claims of the same person; those of other offices without a link."""
    others = earlier_claims(claim)
    own = set(
        claims_within(request)
        .filter(code__in=[o.code for o in others])
        .values_list("code", flat=True)
    )
    rows = [
        (other, reverse("claim", args=[other.code]) if other.code in own else "")
        for other in others
    ]
    return {"others": rows, "duplicates": any(other.may_be_same for other in others)}


def _award(claim: Claim) -> dict[str, Any]:
    """Give what a claim comes to: as assessed last, else as it stands; or what is wanting."""
    if claim.state not in PREPARING:
        last = Assessment.objects.filter(claim=claim).order_by("-number").first()
        return {"award": shown_assessment(last, claim) if last else None}
    if claim.state == State.REPORTED:
        return {"award": None}
    try:
        return {"award": shown_preview(worked_out(claim, today()), claim), "is_preview": True}
    except FactsMissing as wanting:
        return {"award": None, "missing": list(missing_facts(claim, wanting.names))}
    except (FactsContradict, FactsUnreadable, LawGap) as wrong:
        return {"award": None, "contradiction": str(wrong)}


def _steps(request: StaffRequest, claim: Claim) -> list[Step]:
    """Give what this officer may do next with a claim, the usual first."""
    steps: list[tuple[str, str]] = []
    if WRITE_CLAIMS.admits(request):
        steps += _officers_steps(claim)
    if DECIDE_CLAIMS.admits(request):
        steps += _deciders_steps(claim)
    return [Step(words, reverse(name, args=[claim.code])) for words, name in steps]


def _officers_steps(claim: Claim) -> list[tuple[str, str]]:
    lacking = _lacks_papers(claim)
    table = {
        State.REPORTED: [
            (say("Catat laporan tahap II"), "claim_outcome"),
            (say("Tarik kembali"), "withdraw_claim"),
        ],
        State.OPEN: [
            *([] if lacking else [(say("Nyatakan bukti lengkap"), "complete_claim")]),
            (say("Tunda"), "pend_claim"),
            (say("Usulkan penolakan"), "propose_rejection"),
            (say("Tarik kembali"), "withdraw_claim"),
        ],
        State.PENDED: [
            (say("Lanjutkan"), "resume_claim"),
            (say("Tarik kembali"), "withdraw_claim"),
        ],
        State.COMPLETE: [
            (say("Kirim untuk diputus"), "assess_claim"),
            (say("Bukti ternyata kurang"), "resume_claim"),
            (say("Usulkan penolakan"), "propose_rejection"),
        ],
    }
    if claim.state in DECIDED:
        return [(say("Catat keberatan"), "record_objection")]
    return table.get(State(claim.state), [])


def _deciders_steps(claim: Claim) -> list[tuple[str, str]]:
    if claim.state == State.ASSESSED:
        return [(say("Putuskan"), "decide_claim")]
    if claim.state in DECIDED:
        return [(say("Hitung lagi"), "reopen_claim")]
    return []


def _lacks_papers(claim: Claim) -> bool:
    present = claim.evidence.filter(state__in=["RECEIVED", "WAIVED"]).values_list("kind", flat=True)
    return bool(missing_papers(claim.cause, set(present)))


@route(READ_CLAIMS)
def assessment(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Show one calculation as it was sent for decision."""
    found = claim_in_scope(request, code)
    kept = Assessment.objects.filter(claim=found, number=number).first()
    if kept is None:
        raise Http404
    context = {"claim": found, "assessment": kept, "award": shown_assessment(kept, found)}
    return render(request, "claims/assessment.html", context)
