"""An accident reported by an employer or contractor: stage I question by question, stage II."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say

from jamsostek.claims.models import Claim, State
from jamsostek.claims.rules.clocks import notice_due
from jamsostek.claims.services.evidence import FileRefused, receive_evidence
from jamsostek.claims.services.filing import (
    Claimant,
    Event,
    EventAhead,
    OutOfOrder,
    report_accident,
    report_outcome,
)
from jamsostek.claims.services.preparing import NotPreparing
from jamsostek.claims.services.steps import NotNow
from jamsostek.law.reader import LawGap
from jamsostek.web.claims.clocks import ShownClock, deadlines_of, shown_clock
from jamsostek.web.claims.notice_forms import (
    CONDITIONS,
    CONTACT,
    EVENT,
    INJURY,
    PICK,
    QUESTIONS,
    WHO,
)
from jamsostek.web.claims.papers import new_file, paper_rows, take_paper
from jamsostek.web.claims.sites import Asking, Site, Worker
from jamsostek.web.claims.step_forms import StageTwoForm
from jamsostek.web.claims.steps import outcome_facts, refusal
from jamsostek.web.claims.words import CAUSES
from jamsostek.web.clock import act_of, now, today
from jamsostek.web.questions import Answer, Journey, Question
from jamsostek.web.staff.scope import page_of
from jamsostek.web.templatetags.words import instant, long_date

UNLISTED_LAW: Final = "UU 3/1992, Pasal 18 ayat (3); Pasal 19 ayat (2)"


@dataclass(frozen=True, slots=True)
class Row:
    """A notice in the list, with its clocks."""

    claim: Claim
    url: str
    clocks: list[ShownClock]

    @property
    def clock(self) -> ShownClock | None:
        """The clock that matters most now."""
        return self.clocks[0] if self.clocks else None


def listed(request: Asking, site: Site) -> HttpResponse:
    """List a site's notices with their clocks."""
    page: Page[Claim] = page_of(request, site.claims())
    at = now()
    rows = [
        Row(
            claim,
            site.url("notice", claim.code),
            [shown_clock(one, at) for one in deadlines_of(claim, at)],
        )
        for claim in page.object_list
    ]
    context = site.here() | {"rows": rows, "page": page, "start_url": site.url("report_accident")}
    return render(request, "claims/notices.html", context)


def begin(request: Asking, site: Site) -> HttpResponseBase:
    """Begin a notice afresh."""
    _journey(request, site).forget()
    return redirect(site.url("report_step", WHO.slug))


def ask(request: Asking, site: Site, slug: str) -> HttpResponseBase:
    """Ask one question; keep the answer and go on to the next that is open."""
    journey = _journey(request, site)
    question = journey.question(slug)
    if question is None:
        raise Http404
    form = journey.form(question, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if question is WHO:
            journey.forget(PICK.slug)
        journey.keep(question, request.POST)
        return _next(_journey(request, site), site)
    before = journey.before(question)
    context = {
        "form": form,
        "question": question.words,
        "hint": question.hint or _hint(question, journey),
        "above": site.name,
        "back_url": site.url("report_step", before.slug) if before else site.url("notices"),
    }
    return render(request, "parts/question.html", context)


def check(request: Asking, site: Site) -> HttpResponseBase:
    """Show all answers with what follows from them; send the notice once confirmed."""
    journey = _journey(request, site)
    if journey.first_open():
        return _next(journey, site)
    if request.method == "POST":
        claim = _report(request, site, journey)
        journey.forget()
        messages.success(
            request, say("Laporan tahap I terkirim dengan nomor %(code)s.") % {"code": claim.code}
        )
        return redirect(site.url("notice", claim.code))
    context = {
        "question": say("Periksa sebelum mengirim"),
        "answers": _answers(site, journey),
        "warnings": _warnings(journey),
        "back_url": site.url("report_step", CONTACT.slug),
        "send_words": say("Kirim laporan tahap I"),
    }
    return render(request, "staff/check_answers.html", context)


def notice(request: Asking, site: Site, code: str) -> HttpResponse:
    """Show one notice: what was told, its clocks, and what to do for stage II."""
    claim = site.claim(code)
    at = now()
    context = site.here() | {
        "claim": claim,
        "clocks": [shown_clock(one, at) for one in deadlines_of(claim, at)],
        "facts": _told(claim),
        "papers": paper_rows(claim, change=lambda kind: site.url("notice_paper", code, kind)),
        "waits_for_outcome": claim.state == State.REPORTED,
        "outcome_url": site.url("report_outcome", claim.code),
        "list_of_notices_url": site.url("notices"),
        "is_listed": claim.person_id is not None or claim.project_worker_id is not None,
    }
    return render(request, "claims/notice.html", context)


def outcome(request: Asking, site: Site, code: str) -> HttpResponseBase:
    """Take stage II: what came of the accident by the doctor's statement, with that statement."""
    claim = site.claim(code)
    data = request.POST if request.method == "POST" else None
    form = StageTwoForm(data, request.FILES or None, facts={"today": today()})
    if request.method == "POST" and form.is_valid():
        try:
            _take_outcome(request, claim, form.cleaned_data)
        except (EventAhead, OutOfOrder, NotNow, NotPreparing, FileRefused) as fact:
            field, words = refusal(fact, claim)
            form.add_error(field, words)
        else:
            messages.success(request, say("Laporan tahap II terkirim. Petugas klaim memeriksanya."))
            return redirect(site.url("notice", code))
    context = {
        "form": form,
        "question": say("Laporan tahap II: apa akibat kecelakaannya?"),
        "hint": claim.worker_name,
        "above": site.name,
        "back_url": site.url("notice", code),
        "send_words": say("Kirim laporan tahap II"),
    }
    return render(request, "parts/question.html", context)


@transaction.atomic
def _take_outcome(request: Asking, claim: Claim, said: dict[str, Any]) -> None:
    act = act_of(request)
    doctor = "FORM_3C" if claim.cause == "DISEASE" else "FORM_3B"
    receive_evidence(
        claim=claim, kind=doctor, file=new_file(said["file"]), dated=said["stated_on"], act=act
    )
    report_outcome(claim=claim, stated_on=said["stated_on"], facts=outcome_facts(said), act=act)


def paper(request: Asking, site: Site, code: str, kind: str) -> HttpResponseBase:
    """Take one paper of a notice."""
    claim = site.claim(code)
    url = site.url("notice", code)
    return take_paper(
        request, claim, kind, back_url=url, above=f"{claim.code}, {claim.worker_name}"
    )


def _journey(request: Asking, site: Site) -> Journey:
    facts: dict[str, Any] = {"today": today(), "takes_unlisted": site.takes_unlisted}
    journey = Journey(request, site.journey, QUESTIONS, facts)
    text = journey.answer(WHO.slug).get("worker", "")
    journey.facts = facts | {"found": site.found(text) if text else []}
    return journey


def _next(journey: Journey, site: Site) -> HttpResponseBase:
    question = journey.first_open()
    if question is None:
        return redirect(site.url("report_check"))
    return redirect(site.url("report_step", question.slug))


def _hint(question: Question, journey: Journey) -> str:
    if question is not PICK or journey.facts["found"]:
        return ""
    if journey.facts["takes_unlisted"]:
        return say(
            "Tidak ada yang cocok di daftar pekerja Anda. Kecelakaannya tetap harus dilaporkan."
        )
    return say(
        "Tidak ada yang cocok di daftar pekerja proyek ini. Kirim dahulu namanya sebagai pekerja "
        "proyek, lalu cari lagi."
    )


def _picked(journey: Journey) -> Worker | None:
    """Give who was picked; none for somebody who is not listed."""
    which = journey.answer(PICK.slug)["which"]
    return next((one for one in journey.facts["found"] if str(one.key) == which), None)


def _name(journey: Journey) -> str:
    worker = _picked(journey)
    return worker.name if worker else str(journey.answer(PICK.slug)["full_name"])


def _report(request: Asking, site: Site, journey: Journey) -> Claim:
    event, contact = journey.answer(EVENT.slug), journey.answer(CONTACT.slug)
    claim: Claim = report_accident(
        worker=site.claimed(_picked(journey), _name(journey)),
        event=Event(
            cause=event["cause"],
            day=event["event_date"],
            at=event["event_time"],
            place=event["place"],
            text=_story(journey),
        ),
        claimant=Claimant(name=contact["contact"], relation=site.name, phone=contact["phone"]),
        branch=site.branch,
        act=act_of(request),
    )
    return claim


def _story(journey: Journey) -> str:
    """Give what happened, the injuries and the treatment so far as one text."""
    injury = journey.answer(INJURY.slug)
    parts = [
        journey.answer(EVENT.slug)["text"],
        f"{say('Cedera')}: {injury['injuries']}",
        f"{say('Dirawat di')}: {injury['treated_at']}" if injury["treated_at"] else "",
        f"{say('Keadaan saat dilaporkan')}: {CONDITIONS[injury['condition']]}",
    ]
    return "\n\n".join(filter(None, parts))


def _warnings(journey: Journey) -> list[str]:
    """Give what follows from the answers and wants to be known before they are sent."""
    event = journey.answer(EVENT.slug)
    found = []
    if _picked(journey) is None:
        found.append(
            say(
                "%(name)s tidak ada di daftar pekerja. Laporkan juga; bila ternyata tidak "
                "didaftarkan, pengusaha sendiri yang wajib memberikan jaminannya (%(cite)s)."
            )
            % {"name": _name(journey), "cite": UNLISTED_LAW}
        )
    late = _lateness(event["cause"], event["event_date"], event["event_time"])
    return [*found, late] if late else found


def _lateness(cause: str, day: date, at: time | None) -> str:
    try:
        due, citation = notice_due(cause, day, at)
    except LawGap:
        return say("Tanggal ini di luar peraturan yang ada dalam sistem. Periksa kembali.")
    if now() <= due:
        return ""
    return say(
        "Laporan ini terlambat: batasnya %(due)s (%(cite)s). Tetap kirim sekarang; "
        "keterlambatannya dicatat, hak tenaga kerja tidak berkurang karenanya."
    ) % {"due": instant(due), "cite": citation}


def _answers(site: Site, journey: Journey) -> list[Answer]:
    event, injury, contact = (journey.answer(q.slug) for q in (EVENT, INJURY, CONTACT))
    at = event["event_time"]
    day = long_date(event["event_date"]) + (f", {at:%H.%M}" if at else "")
    said = [
        (WHO, say("Tenaga kerja"), _name(journey)),
        (EVENT, say("Apa yang terjadi"), str(CAUSES[event["cause"]])),
        (EVENT, say("Kapan"), day),
        (EVENT, say("Di mana"), event["place"]),
        (EVENT, say("Ceritanya"), event["text"]),
        (INJURY, say("Cedera"), injury["injuries"]),
        (INJURY, say("Dirawat di"), injury["treated_at"]),
        (INJURY, say("Keadaannya sekarang"), str(CONDITIONS[injury["condition"]])),
        (CONTACT, say("Yang dapat ditanyai"), f"{contact['contact']}, {contact['phone']}"),
    ]
    return [Answer(label, value, site.url("report_step", q.slug)) for q, label, value in said]


def _told(claim: Claim) -> list[tuple[str, str]]:
    at = claim.event_time
    day = long_date(claim.event_date) + (f", {at:%H.%M}" if at else "")
    return [
        (say("Tenaga kerja"), claim.worker_name),
        ("KPJ", claim.person.kpj if claim.person else say("tidak terdaftar")),
        (say("Apa yang terjadi"), str(CAUSES[claim.cause])),
        (say("Kapan"), day),
        (say("Di mana"), claim.event_place),
        (say("Ceritanya"), claim.event_text),
        (say("Dilaporkan"), f"{claim.claimant_name}, {instant(claim.reported_at)}"),
    ]
