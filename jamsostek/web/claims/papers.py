"""The papers of a claim's checklist: shown, received with their file, refused, done without."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, Evidence, EvidenceFile
from jamsostek.claims.rules.evidence import Paper, checklist
from jamsostek.claims.services.evidence import (
    OPEN,
    FileRefused,
    NewFile,
    NotGathering,
    receive_evidence,
    refuse_evidence,
    waive_evidence,
)
from jamsostek.web.access import READ_CLAIMS, WRITE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.forms import PaperForm, UploadForm
from jamsostek.web.claims.scope import claim_in_scope
from jamsostek.web.claims.showing import lang
from jamsostek.web.clock import Asking, act_of

NO_FILE: Final = _("Berkas ini tidak dapat diterima. Kirim foto (JPG atau PNG) atau PDF.")
STANDS: Final = _("Bukti klaim ini sudah lengkap dan tidak berubah lagi.")


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that was sent in; `url` is empty where it is not shown."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the checklist as a page shows it."""

    paper: Paper
    title: str
    evidence: Evidence
    files: list[ShownFile]
    url: str

    @property
    def state(self) -> str:
        """What is known of it."""
        return self.evidence.state


def paper_rows(
    claim: Claim,
    *,
    change: Callable[[str], str] | None = None,
    file: Callable[[int], str] | None = None,
) -> list[PaperRow]:
    """Give a claim's checklist; `change` and `file` give the addresses that change and show."""
    kept = {one.kind: one for one in Evidence.objects.filter(claim=claim)}
    files: dict[str, list[ShownFile]] = {}
    sent = EvidenceFile.objects.filter(evidence__claim=claim).select_related("evidence")
    for one in sent.defer("content").order_by("pk"):
        url = file(one.pk) if file else ""
        files.setdefault(one.evidence.kind, []).append(ShownFile(one.name, url))
    to_change = change if claim.state in OPEN else None
    return [
        PaperRow(
            paper=paper,
            title=paper.title_in(lang()),
            evidence=kept[paper.kind],
            files=files.get(paper.kind, []),
            url=to_change(paper.kind) if to_change else "",
        )
        for paper in checklist(claim.cause)
        if paper.kind in kept
    ]


def paper_asked(claim: Claim, kind: str) -> Paper:
    """Give a paper of a claim's checklist.

    Raises:
        Http404: it has none of this kind.
    """
    found = next((paper for paper in checklist(claim.cause) if paper.kind == kind), None)
    if found is None:
        raise Http404
    return found


def staff_papers(claim: Claim, *, may_change: bool) -> list[PaperRow]:
    """Give a claim's checklist as officers see it."""

    def change(kind: str) -> str:
        return reverse("claim_paper", args=[claim.code, kind])

    def file(number: int) -> str:
        return reverse("claim_file", args=[claim.code, number])

    return paper_rows(claim, change=change if may_change else None, file=file)


@route(WRITE_CLAIMS)
def paper(request: StaffRequest, code: str, kind: str) -> HttpResponseBase:
    """Ask what came of a paper: received with its file, refused, or not needed."""
    claim = claim_in_scope(request, code)
    wanted = paper_asked(claim, kind)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, claim, kind, form.cleaned_data)
        except FileRefused:
            form.add_error("file", str(NO_FILE))
        except NotGathering:
            form.add_error(None, str(STANDS))
        else:
            messages.success(request, say("Dicatat."))
            return redirect(reverse("claim", args=[code]) + "#bukti")
    context = {
        "form": form,
        "question": wanted.title_in(lang()),
        "above": f"{claim.code}, {claim.worker_name}",
        "hint": wanted.citation,
        "back_url": reverse("claim", args=[code]) + "#bukti",
        "send_words": say("Simpan"),
    }
    return render(request, "parts/question.html", context)


def _keep(request: StaffRequest, claim: Claim, kind: str, said: dict[str, Any]) -> None:
    about: dict[str, Any] = {"claim": claim, "kind": kind, "act": act_of(request)}
    if said["state"] == Evidence.State.RECEIVED:
        file = new_file(said["file"])
        receive_evidence(**about, file=file, dated=said["dated"], remark=said["note"])
    elif said["state"] == Evidence.State.REFUSED:
        refuse_evidence(**about, reason=said["note"])
    else:
        waive_evidence(**about, reason=said["note"])


def take_paper(
    request: Asking, claim: Claim, kind: str, *, back_url: str, above: str
) -> HttpResponseBase:
    """Have whoever claims send one paper, by itself, so that a bad line loses only that one."""
    wanted = paper_asked(claim, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            receive_evidence(
                claim=claim,
                kind=kind,
                file=new_file(form.cleaned_data["file"]),
                act=act_of(request),
            )
        except FileRefused:
            form.add_error("file", str(NO_FILE))
        except NotGathering:
            form.add_error(None, str(STANDS))
        else:
            messages.success(
                request, say("Terkirim: %(paper)s.") % {"paper": wanted.title_in(lang())}
            )
            return redirect(back_url)
    context = {
        "form": form,
        "question": wanted.title_in(lang()),
        "above": above,
        "back_url": back_url,
        "send_words": say("Kirim surat ini"),
    }
    return render(request, "parts/question.html", context)


def new_file(sent: "UploadedFile[bytes] | None") -> NewFile | None:
    """Give a file as the services take it."""
    return NewFile(name=sent.name or "", content=sent.read()) if sent else None


@route(READ_CLAIMS)
def file(request: StaffRequest, code: str, file_id: int) -> HttpResponse:
    """Hand out a file that was sent in as evidence."""
    return file_of(claim_in_scope(request, code), file_id)


def file_of(claim: Claim, file_id: int) -> HttpResponse:
    """Give a file of a claim as an attachment, so that no browser runs what it holds.

    Raises:
        Http404: the claim has none of this number.
    """
    found = EvidenceFile.objects.filter(evidence__claim=claim, pk=file_id).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    ending = found.media_type.rpartition("/")[2]
    name = f"{claim.code}-{found.pk}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
