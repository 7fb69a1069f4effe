"""Decisions that are not accepted, claims to be worked out again, and what is to be given back."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, Decision, Objection, Reclaim
from jamsostek.claims.services.objecting import (
    AlreadyAnswered,
    AlreadyRaised,
    DecidedIt,
    NotDecided,
    NothingToObject,
    SavingsPaid,
    answer_objection,
    object_to,
    reopen,
)
from jamsostek.claims.services.steps import NotNow, NotYours
from jamsostek.web.access import (
    DECIDE_CLAIMS,
    READ_CLAIMS,
    WRITE_CLAIMS,
    StaffRequest,
    route,
)
from jamsostek.web.claims.scope import claim_in_scope, claims_within
from jamsostek.web.claims.step_forms import AnswerForm, ObjectionForm, ReasonForm
from jamsostek.web.clock import Asking, act_of
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import page_of

AGAINST: Final[dict[type[Exception], Promise]] = {
    NothingToObject: _("Putusan ini sudah tidak berlaku; ada putusan yang lebih baru."),
    AlreadyRaised: _("Keberatan atas putusan ini sudah ada dan menunggu jawaban."),
    AlreadyAnswered: _("Keberatan ini sudah dijawab."),
    DecidedIt: _("Anda yang memutus klaim ini, jadi orang lain yang menjawab keberatannya."),
    NotYours: _("Langkah ini bukan untuk peran Anda."),
    NotDecided: _("Klaim ini belum diputus."),
    NotNow: _("Klaim ini sudah berubah. Lihat keadaannya di bawah."),
    SavingsPaid: _(
        "Saldo JHT ini sudah dibayar; yang masuk sesudahnya menjadi klaim baru, "
        "bukan hitungan ulang."
    ),
}


class RecordForm(ObjectionForm):
    """An objection that came by letter or at the counter."""

    by = forms.CharField(
        label=_("Yang berkeberatan"),
        max_length=120,
        error_messages={"required": _("Tulis nama yang berkeberatan.")},
    )
    field_order = ("by",)


class ReopenForm(ReasonForm):
    """Why a decided claim is to be worked out again."""

    because = forms.ChoiceField(
        label=_("Dihitung lagi karena"),
        choices=[
            ("WAGE", _("Upah yang dilaporkan dibetulkan")),
            ("EVIDENCE", _("Ada bukti baru")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    field_order = ("because",)


@route(READ_CLAIMS)
def waiting(request: StaffRequest) -> HttpResponse:
    """List the objections of the officer's branches, those without an answer first."""
    found = Objection.objects.filter(decision__assessment__claim__in=claims_within(request))
    page: Page[Objection] = page_of(
        request,
        found.select_related("decision__assessment__claim").order_by("-state", "pk"),
    )
    asked_back = Reclaim.objects.filter(decision__assessment__claim__in=claims_within(request))
    context = {
        "page": page,
        "query": "",
        "reclaims": asked_back.select_related("employer", "decision__assessment__claim").order_by(
            "state", "-pk"
        )[:50],
        "may_answer": DECIDE_CLAIMS.admits(request),
    }
    return render(request, "claims/objections.html", context)


@route(DECIDE_CLAIMS)
def answer(request: StaffRequest, number: int) -> HttpResponseBase:
    """Ask what comes of an objection, and answer it."""
    found = Objection.objects.filter(
        pk=number, decision__assessment__claim__in=claims_within(request)
    ).first()
    if found is None:
        raise Http404
    claim = found.decision.assessment.claim
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def make(said: dict[str, Any]) -> None:
        answer_objection(
            objection=found,
            uphold=said["uphold"] == "yes",
            answer=said["answer"],
            act=act_of(request),
        )

    if request.method == "POST" and form.is_valid() and _made(form, make):
        messages.success(request, say("Keberatan dijawab."))
        return redirect(reverse("claim", args=[claim.code]) + "#putusan")
    context = {
        "form": form,
        "question": say("Apa jawaban atas keberatan ini?"),
        "hint": f"{found.raised_by}: {found.text}",
        "above": f"{claim.code}, {claim.worker_name}",
        "back_url": reverse("objections"),
        "send_words": say("Jawab keberatan"),
    }
    return render(request, "parts/question.html", context)


@route(WRITE_CLAIMS)
def record(request: StaffRequest, code: str) -> HttpResponseBase:
    """Write down an objection that came by letter or at the counter."""
    claim = claim_in_scope(request, code)
    decision = last_decision(claim)
    back = reverse("claim", args=[code]) + "#putusan"
    return objecting(request, decision, RecordForm, back_url=back)


@route(DECIDE_CLAIMS)
def again(request: StaffRequest, code: str) -> HttpResponseBase:
    """Bring a decided claim back to be worked out again; only the difference moves later."""
    claim = claim_in_scope(request, code)
    form = ReopenForm(request.POST if request.method == "POST" else None)

    def make(said: dict[str, Any]) -> None:
        reopen(claim=claim, because=said["because"], reason=said["reason"], act=act_of(request))

    if request.method == "POST" and form.is_valid() and _made(form, make):
        messages.success(request, say("Klaim dibuka kembali untuk dihitung lagi."))
        return redirect("claim", code=code)
    context = {
        "form": form,
        "question": say("Mengapa klaim ini dihitung lagi?"),
        "hint": say(
            "Putusan lama tetap berlaku sampai ada putusan baru; hanya bedanya yang bergerak."
        ),
        "above": f"{claim.code}, {claim.worker_name}",
        "back_url": reverse("claim", args=[code]) + "#putusan",
        "send_words": say("Buka kembali"),
    }
    return render(request, "parts/question.html", context)


def last_decision(claim: Claim) -> Decision:
    """Give the last decision on a claim.

    Raises:
        Http404: nothing was decided.
    """
    found = Decision.objects.filter(assessment__claim=claim).order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def objecting(
    request: Asking,
    decision: Decision,
    form_class: type[ObjectionForm],
    *,
    back_url: str,
    by: str = "",
) -> HttpResponseBase:
    """Ask why somebody does not accept a decision, and take the objection."""
    form = form_class(request.POST if request.method == "POST" else None)

    def make(said: dict[str, Any]) -> None:
        object_to(decision=decision, by=said.get("by", by), text=said["text"], act=act_of(request))

    if request.method == "POST" and form.is_valid() and _made(form, make):
        messages.success(
            request, say("Keberatan diterima. Pejabat lain yang menjawabnya, bukan yang memutus.")
        )
        return redirect(back_url)
    context = {
        "form": form,
        "question": say("Keberatan atas putusan"),
        "above": decision.assessment.claim.code,
        "back_url": back_url,
        "send_words": say("Ajukan keberatan"),
    }
    return render(request, "parts/question.html", context)


def _made(form: QuestionForm, make: Any) -> bool:  # noqa: ANN401 - a step with what was said
    try:
        make(form.cleaned_data)
    except tuple(AGAINST) as fact:
        form.add_error(None, str(AGAINST[type(fact)]))
        return False
    return True
