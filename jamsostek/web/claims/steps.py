"""Steps of a claims officer: stage II, waiting, completeness, sending to decision, taking back."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.benefits.awards import FactsContradict, FactsMissing
from jamsostek.benefits.schema import FactsUnreadable
from jamsostek.claims.models import Claim
from jamsostek.claims.rules.evidence import paper_of
from jamsostek.claims.services.assessing import (
    NotComplete,
    NotDetermined,
    assess,
    propose_rejection,
)
from jamsostek.claims.services.evidence import FileRefused
from jamsostek.claims.services.filing import EventAhead, OutOfOrder, report_outcome
from jamsostek.claims.services.preparing import (
    AwardStands,
    NotPreparing,
    PapersMissing,
    complete,
    pend,
    resume,
    withdraw,
)
from jamsostek.claims.services.steps import NotNow, NotYours, ReasonMissing
from jamsostek.law.reader import LawGap
from jamsostek.web.access import WRITE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.scope import claim_in_scope
from jamsostek.web.claims.showing import lang
from jamsostek.web.claims.step_forms import OutcomeForm, PendForm, ReasonForm, RejectionForm
from jamsostek.web.clock import act_of, today
from jamsostek.web.questions import QuestionForm

MOVED_ON: Final = _("Klaim ini sudah berubah. Lihat keadaannya di bawah.")
Said = dict[str, Any]


@route(WRITE_CLAIMS)
def outcome(request: StaffRequest, code: str) -> HttpResponseBase:
    """Take stage II: the doctor's statement of what came of an accident."""

    def make(claim: Claim, said: Said) -> None:
        report_outcome(
            claim=claim, stated_on=said["stated_on"], facts=outcome_facts(said), act=act_of(request)
        )

    return _asked(
        request,
        code,
        OutcomeForm,
        make,
        question=say("Laporan tahap II: apa akibat kecelakaannya?"),
        send_words=say("Catat laporan tahap II"),
        facts={"today": today()},
    )


def outcome_facts(said: Said) -> Said:
    """Give what stage II tells as facts of the claim."""
    facts = {"outcome": said["outcome"], "days_unable": said["days_unable"]}
    return {name: value for name, value in facts.items() if value not in (None, "")}


@route(WRITE_CLAIMS)
def wait(request: StaffRequest, code: str) -> HttpResponseBase:
    """Let a claim wait for something until a day."""

    def make(claim: Claim, said: Said) -> None:
        pend(claim=claim, reason=said["reason"], until=said["until"], act=act_of(request))

    return _asked(
        request,
        code,
        PendForm,
        make,
        question=say("Menunggu apa, sampai kapan?"),
        send_words=say("Tunda klaim"),
        facts={"today": today()},
    )


@route(WRITE_CLAIMS)
def go_on(request: StaffRequest, code: str) -> HttpResponseBase:
    """Go on with a claim that waited, or whose papers prove to be lacking."""

    def make(claim: Claim, said: Said) -> None:
        resume(claim=claim, reason=said["reason"], act=act_of(request))

    return _asked(
        request,
        code,
        ReasonForm,
        make,
        question=say("Mengapa dilanjutkan melengkapi bukti?"),
        send_words=say("Lanjutkan"),
    )


@route(WRITE_CLAIMS)
def take_back(request: StaffRequest, code: str) -> HttpResponseBase:
    """Take a claim back at the wish of whoever brought it."""

    def make(claim: Claim, said: Said) -> None:
        withdraw(claim=claim, reason=said["reason"], act=act_of(request))

    return _asked(
        request,
        code,
        ReasonForm,
        make,
        question=say("Mengapa klaim ditarik kembali?"),
        send_words=say("Tarik kembali klaim"),
    )


@route(WRITE_CLAIMS)
def all_there(request: StaffRequest, code: str) -> HttpResponseBase:
    """State that all papers are there; the month of payment runs from today."""

    def make(claim: Claim, _said: Said) -> None:
        complete(claim=claim, act=act_of(request))

    return _asked(
        request,
        code,
        QuestionForm,
        make,
        question=say("Semua bukti sudah ada?"),
        hint=say("Sejak hari ini jaminan dibayar paling lambat satu bulan (UU 3/1992, Pasal 26)."),
        send_words=say("Ya, bukti lengkap"),
    )


@route(WRITE_CLAIMS)
def send(request: StaffRequest, code: str) -> HttpResponseBase:
    """Keep the calculation and send it to a second person for decision."""

    def make(claim: Claim, said: Said) -> None:
        assess(claim=claim, reason=said.get("reason", ""), act=act_of(request))

    return _asked(
        request,
        code,
        SendForm,
        make,
        question=say("Kirim perhitungan ini untuk diputus?"),
        hint=say("Fakta dan perhitungannya disimpan. Yang memutus orang lain, bukan Anda."),
        send_words=say("Kirim untuk diputus"),
        part="perhitungan",
    )


class SendForm(QuestionForm):
    """What whoever decides should know; nothing need be said."""

    reason = forms.CharField(
        label=_("Catatan untuk pemutus, bila perlu"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


@route(WRITE_CLAIMS)
def reject(request: StaffRequest, code: str) -> HttpResponseBase:
    """Propose to refuse a claim, with ground and article, for a second person to decide."""

    def make(claim: Claim, said: Said) -> None:
        propose_rejection(
            claim=claim,
            reason_code=said["reason_code"],
            reason=said["reason"],
            citation=said["citation"],
            act=act_of(request),
        )

    return _asked(
        request,
        code,
        RejectionForm,
        make,
        question=say("Mengapa klaim ini diusulkan ditolak?"),
        send_words=say("Usulkan penolakan"),
    )


def refusal(fact: Exception, claim: Claim) -> tuple[str | None, str]:
    """Give the field and the words for what stands against a step."""
    if isinstance(fact, PapersMissing):
        titles = [paper_of(claim.cause, kind).title_in(lang()) for kind in fact.kinds]
        return None, say("Masih kurang: %(papers)s.") % {"papers": "; ".join(titles)}
    if isinstance(fact, FactsMissing):
        return None, say("Masih ada fakta yang kurang. Lihat daftarnya di halaman klaim.")
    if isinstance(fact, NotDetermined):
        open_ = "; ".join(f"{one.label.in_(lang())} ({one.citation})" for one in fact.open)
        return None, say("Belum dapat ditentukan: %(what)s.") % {"what": open_}
    if isinstance(fact, FactsContradict | FactsUnreadable | LawGap):
        return None, str(fact)
    return _PLAIN.get(type(fact), (None, ""))[0], str(_PLAIN.get(type(fact), (None, MOVED_ON))[1])


_PLAIN: Final[dict[type[Exception], tuple[str | None, Promise]]] = {
    EventAhead: ("stated_on", _("Tanggal ini belum tiba.")),
    OutOfOrder: ("stated_on", _("Surat dokter tidak mungkin lebih dahulu dari kejadiannya.")),
    ReasonMissing: ("reason", _("Tulis alasannya; pemutus dan auditor akan membacanya.")),
    NotYours: (None, _("Langkah ini bukan untuk peran Anda.")),
    FileRefused: (
        "file",
        _("Berkas ini tidak dapat diterima. Kirim foto (JPG atau PNG) atau PDF."),
    ),
    AwardStands: (
        None,
        _("Jaminannya sudah diputus. Usulkan penolakan supaya sisanya dibatalkan."),
    ),
    NotComplete: (None, _("Nyatakan dahulu bahwa buktinya lengkap.")),
}
AGAINST: Final = (
    PapersMissing,
    FactsMissing,
    FactsContradict,
    FactsUnreadable,
    LawGap,
    NotDetermined,
    NotComplete,
    AwardStands,
    NotPreparing,
    NotNow,
    NotYours,
    ReasonMissing,
    EventAhead,
    OutOfOrder,
)


def _asked(
    request: StaffRequest,
    code: str,
    form_class: type[QuestionForm],
    make: Callable[[Claim, Said], object],
    **shown: Any,  # noqa: ANN401 - words of the page
) -> HttpResponseBase:
    """Ask what a step needs, and take it; what stands against it is said on the form."""
    claim = claim_in_scope(request, code)
    part = shown.pop("part", "langkah")
    form = form_class(
        request.POST if request.method == "POST" else None, facts=shown.pop("facts", None)
    )
    if request.method == "POST" and form.is_valid():
        try:
            make(claim, form.cleaned_data)
        except AGAINST as fact:
            field, words = refusal(fact, claim)
            form.add_error(field if field in form.fields else None, words)
        else:
            messages.success(request, say("Dicatat."))
            return redirect("claim", code=code)
    context = {
        "form": form,
        "above": f"{claim.code}, {claim.worker_name}",
        "back_url": reverse("claim", args=[code]) + f"#{part}",
        **shown,
    }
    return render(request, "parts/question.html", context)
