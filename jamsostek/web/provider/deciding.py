"""The branch's work on providers' claims: the list, a claim line by line, checking, deciding."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST

from jamsostek.kernel.money import written_rupiah
from jamsostek.providers.models import ProviderClaim, ProviderClaimLine
from jamsostek.providers.queries.claims import claims_of, payment_of
from jamsostek.providers.services import claims as services
from jamsostek.providers.services.claims import LineAward
from jamsostek.web.access import (
    APPROVE_PROVIDERS,
    READ_PROVIDERS,
    WRITE_PROVIDERS,
    StaffRequest,
    route,
)
from jamsostek.web.clock import act_of
from jamsostek.web.staff.scope import branch_ids, page_of

State = ProviderClaim.State


@route(READ_PROVIDERS)
def claims(request: StaffRequest) -> HttpResponse:
    """List the claims of the office's providers; what waits for the officer unless asked else."""
    asked = request.GET.get("tampil", "")
    first = State.CHECKED if APPROVE_PROVIDERS.admits(request) else State.SUBMITTED
    shown = asked if asked in State.values else first
    found = claims_of(branch_ids(request)).filter(state=shown)
    if shown in (State.SUBMITTED, State.CHECKED):
        found = found.order_by("pk")
    context = {
        "page": page_of(request, found),
        "shown": shown,
        "states": State.values,
        "query": f"tampil={shown}&",
    }
    return render(request, "provider/claims.html", context)


@route(READ_PROVIDERS)
def claim(request: StaffRequest, claim_code: str) -> HttpResponse:
    """Show a claim line by line, with what the checks found, and what the officer may do."""
    found = _claim(request, claim_code)
    is_own = found.checker_id == request.user.pk
    context = {
        "claim": found,
        "lines": found.lines.select_related("tariff", "guarantee").order_by("number"),
        "steps": found.steps.order_by("pk"),
        "payment": payment_of(found),
        "for_officer": True,
        "may_check": WRITE_PROVIDERS.admits(request) and found.state == State.SUBMITTED,
        "may_decide": APPROVE_PROVIDERS.admits(request)
        and found.state == State.CHECKED
        and not is_own,
        "own": found.state == State.CHECKED and is_own,
    }
    return render(request, "provider/claim.html", context)


@route(WRITE_PROVIDERS)
@require_POST
def check(request: StaffRequest, claim_code: str) -> HttpResponseBase:
    """Take an officer's check: each line's amount, and why where it differs."""
    found = _claim(request, claim_code)
    try:
        awards = _awards(found, request.POST)
        services.check_claims(claims=[found], awards=awards, act=act_of(request))
    except NotAnAmount as fault:
        messages.error(request, say("Baris %(n)s: tulis jumlah rupiah.") % {"n": fault})
    except services.NoteMissing as fault:
        messages.error(
            request, say("Baris %(n)s: tulis mengapa jumlahnya diubah.") % {"n": fault.line}
        )
    except services.MoreThanClaimed:
        messages.error(request, say("Tidak ada baris yang boleh lebih dari yang diklaim."))
    except services.PaidBefore:
        messages.error(request, say("Pelayanan yang sama sudah disetujui dalam klaim lain."))
    except services.NotNow:
        messages.error(request, say("Klaim ini sudah berubah. Lihat keadaannya di bawah."))
    else:
        messages.success(request, say("Diperiksa. Penyelia memutuskannya."))
    return redirect("provider_claim_check", claim_code=claim_code)


class NotAnAmount(ValueError):
    """A line whose amount cannot be read."""


def _awards(claim: ProviderClaim, sent: Mapping[str, str]) -> dict[int, LineAward]:
    """Read what was written beside each line; what was left alone stays as the checks found."""
    awards = {}
    for line in ProviderClaimLine.objects.filter(claim=claim):
        written = sent.get(f"jumlah-{line.pk}", "").strip()
        if written:
            amount = written_rupiah(written)
            if amount is None:
                raise NotAnAmount(line.number)
            awards[line.pk] = LineAward(amount, sent.get(f"alasan-{line.pk}", ""))
    return awards


@route(APPROVE_PROVIDERS)
@require_POST
def decide(request: StaffRequest, claim_code: str) -> HttpResponseBase:
    """Take a second officer's decision: approve, reject, or send back."""
    found = _claim(request, claim_code)
    reason, act = request.POST.get("reason", ""), act_of(request)
    try:
        match request.POST.get("langkah", ""):
            case "setuju":
                services.approve_claims(claims=[found], reason=reason, act=act)
            case "tolak":
                services.reject_claim(claim=found, reason=reason, act=act)
            case "kembali":
                services.send_back(claim=found, reason=reason, act=act)
            case _:
                raise Http404
    except services.SamePerson:
        messages.error(request, say("Yang memeriksa tidak boleh memutus. Mintalah rekan Anda."))
    except services.ReasonMissing:
        messages.error(request, say("Tulis alasannya; pelaksana dan auditor akan membacanya."))
    except services.NothingAwarded:
        messages.error(request, say("Tidak ada yang disetujui dari klaim ini. Tolak saja."))
    except services.NotNow:
        messages.error(request, say("Klaim ini sudah berubah. Lihat keadaannya di bawah."))
    else:
        messages.success(request, say("Dicatat."))
    return redirect("provider_claim_check", claim_code=claim_code)


def _claim(request: StaffRequest, code: str) -> ProviderClaim:
    found = claims_of(branch_ids(request)).filter(code=code).first()
    if found is None:
        raise Http404
    return found
