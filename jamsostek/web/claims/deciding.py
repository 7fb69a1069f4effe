"""The supervisor's desk: what waits for a decision, and deciding it as a second person."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Assessment, Claim, Decision, State
from jamsostek.claims.queries.affected import affected_by_wages
from jamsostek.claims.queries.heirs import HeirNotNamed
from jamsostek.claims.rules.authority import authority_of
from jamsostek.claims.rules.shares import PayeeMissing
from jamsostek.claims.services.awarding import NotOwedByFund
from jamsostek.claims.services.deciding import (
    AboveLimit,
    AwardedBefore,
    FactsMoved,
    OutsideScope,
    SamePerson,
    WrongReason,
    decide,
    may_not_decide,
)
from jamsostek.claims.services.letters import issue_decision_letter
from jamsostek.claims.services.steps import NotNow, NotYours, ReasonMissing
from jamsostek.documents.services import NoAddress
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.law.reader import LawGap
from jamsostek.savings.services.closing import BalanceMoved
from jamsostek.web.access import DECIDE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.claim import decisions_of
from jamsostek.web.claims.clocks import ShownClock, next_deadline_of, shown_clock
from jamsostek.web.claims.scope import claim_in_scope, claims_within
from jamsostek.web.claims.showing import shown_assessment
from jamsostek.web.claims.step_forms import DecisionForm
from jamsostek.web.claims.words import RECIPIENTS
from jamsostek.web.clock import act_of, now, today
from jamsostek.web.staff.scope import branches_or_everywhere, page_of
from jamsostek.web.templatetags.words import rupiah


@dataclass(frozen=True, slots=True)
class Row:
    """An assessment that waits: how much, since when, and whether this officer may decide it."""

    claim: Claim
    assessment: Assessment
    days: int
    clock: ShownClock | None
    url: str
    why_not: str


@route(DECIDE_CLAIMS)
def waiting(request: StaffRequest) -> HttpResponse:
    """List what waits for a decision, the oldest first or the largest."""
    by_amount = request.GET.get("urut") == "jumlah"
    latest = Assessment.objects.filter(
        claim__in=claims_within(request).filter(state=State.ASSESSED)
    ).order_by("claim_id", "-number")
    rows = latest.distinct("claim_id").values_list("pk", flat=True)
    listed = Assessment.objects.filter(pk__in=list(rows)).select_related("claim__person")
    order = ("-total", "pk") if by_amount else ("made_at", "pk")
    page: Page[Assessment] = page_of(request, listed.order_by(*order))
    context = {
        "rows": [_row(request, one) for one in page.object_list],
        "page": page,
        "by_amount": by_amount,
        "affected": affected_by_wages(branches_or_everywhere(request)),
        "query": "urut=jumlah&" if by_amount else "",
    }
    return render(request, "claims/decisions.html", context)


@route(DECIDE_CLAIMS)
def decision(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show what waits with its calculation, and take the decision of a second person."""
    claim = claim_in_scope(request, code)
    assessment = Assessment.objects.filter(claim=claim).order_by("-number").first()
    if claim.state != State.ASSESSED or assessment is None:
        if request.method == "POST":
            messages.error(request, str(MOVED_ON))
            return redirect("claim", code=code)
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    why_not = _why_not(request, claim, assessment)
    if request.method == "POST" and form.is_valid() and _decide(request, assessment, form):
        _issue_letter(request, claim)
        messages.success(request, str(AFTER[form.cleaned_data["outcome"]]))
        return redirect(reverse("claim", args=[code]) + "#putusan")
    context = {
        "claim": claim,
        "assessment": assessment,
        "award": shown_assessment(assessment, claim),
        "decisions": decisions_of(claim),
        "form": form,
        "why_not": why_not,
    }
    return render(request, "claims/decide.html", context)


def _issue_letter(request: StaffRequest, claim: Claim) -> None:
    """Issue the letter of the last decision; say where it cannot be, as the decision stands."""
    made = Decision.objects.filter(assessment__claim=claim).order_by("-pk")[0]
    if made.outcome == Decision.Outcome.RETURNED:
        return
    try:
        issue_decision_letter(decision=made, act=act_of(request))
    except (NoAddress, LawGap):
        messages.warning(
            request, say("Suratnya belum dapat diterbitkan; putusannya tetap berlaku.")
        )


def _decide(request: StaffRequest, assessment: Assessment, form: DecisionForm) -> bool:
    """Take the decision; else say on the form what stands against it."""
    said: dict[str, Any] = form.cleaned_data
    try:
        decide(
            assessment=assessment,
            outcome=said["outcome"],
            reason_code=said["reason_code"],
            reason=said["reason"],
            citation=said["citation"] if said["outcome"] == "REJECTED" else "",
            act=act_of(request),
        )
    except PayeeMissing as fact:
        roles = ", ".join(str(RECIPIENTS.get(role, role)) for role in fact.roles)
        words = say("Belum dicatat siapa yang dibayar sebagai: %(roles)s. Kembalikan ke petugas.")
        form.add_error(None, words % {"roles": roles})
    except HeirNotNamed as fact:
        words = say("Belum dicatat cara membayar ahli waris %(names)s. Kembalikan ke petugas.")
        form.add_error(None, words % {"names": ", ".join(fact.names)})
    except AboveLimit as fact:
        form.add_error(None, _above(fact.limit))
    except tuple(AGAINST) as fact:
        field, why = AGAINST[type(fact)]
        form.add_error(field, str(why))
    else:
        return True
    return False


MOVED_ON: Final = _("Klaim ini sudah berubah. Lihat keadaannya di bawah.")
SAME_PERSON: Final = _(
    "Anda ikut menyiapkan klaim ini, jadi tidak boleh memutusnya. Mintalah pejabat lain."
)
AGAINST: Final[dict[type[Exception], tuple[str | None, Promise]]] = {
    SamePerson: (None, SAME_PERSON),
    NotNow: (None, MOVED_ON),
    NotYours: (None, _("Putusan klaim bukan untuk peran Anda.")),
    OutsideScope: (None, _("Klaim ini bukan dari wilayah kerja Anda.")),
    WrongReason: ("reason_code", _("Dasar ini bukan untuk putusan itu.")),
    ReasonMissing: ("reason", _("Tulis alasannya; penerima surat dan auditor akan membacanya.")),
    NotOwedByFund: (
        "outcome",
        _("Dana program tidak berutang di sini; tolak dengan pasalnya atau kembalikan."),
    ),
    AwardedBefore: (
        None,
        _("Santunan kematian orang ini sudah diputus dengan nomor peserta lain. Tolak klaim ini."),
    ),
    FactsMoved: (
        None,
        _("Upah atau kepesertaannya sudah berubah. Kembalikan supaya dihitung lagi."),
    ),
    BalanceMoved: (
        None,
        _("Saldo JHT sudah berubah sejak dihitung. Kembalikan supaya dihitung lagi."),
    ),
}
AFTER: Final[dict[str, Promise]] = {
    "APPROVED": _("Disetujui. Pembayarannya masuk daftar kasir; suratnya diterbitkan."),
    "REJECTED": _("Ditolak. Suratnya memuat alasan dan pasal, serta cara mengajukan keberatan."),
    "RETURNED": _("Dikembalikan kepada petugas klaim untuk diperbaiki."),
}


def _row(request: StaffRequest, assessment: Assessment) -> Row:
    claim, at = assessment.claim, now()
    deadline = next_deadline_of(claim, at)
    made: date = assessment.made_at.astimezone(BUSINESS_ZONE).date()
    return Row(
        claim=claim,
        assessment=assessment,
        days=(today() - made).days,
        clock=shown_clock(deadline, at) if deadline else None,
        url=reverse("decide_claim", args=[claim.code]),
        why_not=_why_not(request, claim, assessment),
    )


def _why_not(request: StaffRequest, claim: Claim, assessment: Assessment) -> str:
    """Say why this officer may not decide a claim; empty where they may."""
    if may_not_decide(claim, request.officer):
        return str(SAME_PERSON)
    authority = authority_of(request.officer.roles)
    return "" if authority.covers(assessment.difference) else _above(authority.limit)


def _above(limit: int | None) -> str:
    words = say("Di atas wewenang Anda (%(limit)s); diputus kantor wilayah.")
    return words % {"limit": rupiah(limit or 0)}
