"""The papers of a claim: received with their files, refused, or not needed."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from jamsostek.claims.models import Claim, Evidence, EvidenceFile
from jamsostek.claims.rules.evidence import paper_of
from jamsostek.claims.services.steps import hold, must_say, note
from jamsostek.kernel.acts import Act

SIZE_MAX: Final = 10 * 1024 * 1024
"""The largest file that is taken, in bytes."""
OPEN: Final = frozenset({"REPORTED", "OPEN", "PENDED"})
"""The states in which papers are gathered."""
MEDIA: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
"""What is taken, told by how the content begins; the name says nothing."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as somebody sent it."""

    name: str
    content: bytes


def media_type_of(content: bytes) -> str:
    """Give what a file is, by its content.

    Raises:
        FileRefused: it is none of what is taken, empty, or too large.
    """
    if not content:
        raise FileRefused("The file is empty.")
    if len(content) > SIZE_MAX:
        raise FileRefused(f"The file has {len(content)} bytes; at most {SIZE_MAX} are taken.")
    for begins, media_type in MEDIA:
        if content.startswith(begins):
            return media_type
    raise FileRefused("The file is no PDF, JPEG or PNG.")


class FileRefused(ValueError):
    """A file that is not taken as evidence."""


@transaction.atomic
def receive_evidence(
    *,
    claim: Claim,
    kind: str,
    act: Act,
    file: NewFile | None = None,
    dated: date | None = None,
    remark: str = "",
) -> Evidence:
    """Note that a paper of the checklist came, with its file where one was sent.

    The same file sent again is kept once.

    Raises:
        NotOnList: the checklist has no such paper.
        NotGathering: the claim no longer, or not yet, gathers papers.
        FileRefused: the file is none of what is taken.
    """
    paper = _held(claim, kind)
    if file is not None:
        _keep(paper, file, act)
    _become(paper, Evidence.State.RECEIVED, act, remark, dated)
    return paper


@transaction.atomic
def refuse_evidence(*, claim: Claim, kind: str, reason: str, act: Act) -> Evidence:
    """Note that a paper cannot be taken, and why; another is asked for.

    Raises:
        NotOnList, NotGathering: as receiving does.
        ReasonMissing: nobody said why.
    """
    why = must_say(reason, "Refusing a paper")
    paper = _held(claim, kind)
    _become(paper, Evidence.State.REFUSED, act, why, None)
    return paper


@transaction.atomic
def waive_evidence(*, claim: Claim, kind: str, reason: str, act: Act) -> Evidence:
    """Note that a paper is not needed in this case, and why.

    Raises:
        NotOnList, NotGathering: as receiving does.
        ReasonMissing: nobody said why.
    """
    why = must_say(reason, "Doing without a paper")
    paper = _held(claim, kind)
    _become(paper, Evidence.State.WAIVED, act, why, None)
    return paper


class NotOnList(ValueError):
    """A paper that the checklist of a claim does not have."""


class NotGathering(ValueError):
    """A claim whose papers stand as they are."""


def _held(claim: Claim, kind: str) -> Evidence:
    held = hold(claim)
    if held.state not in OPEN:
        raise NotGathering(f"Claim {held.code} is {held.state}; its papers stand.")
    paper = Evidence.objects.filter(claim=held, kind=kind).first()
    if paper is None:
        raise NotOnList(f"The checklist of {held.code} has no {kind}.")
    paper.claim = held
    return paper


def _keep(paper: Evidence, file: NewFile, act: Act) -> None:
    media_type = media_type_of(file.content)
    digest = hashlib.sha256(file.content).hexdigest()
    try:
        with transaction.atomic():
            EvidenceFile.objects.create(
                evidence=paper,
                name=file.name.strip()[-200:] or paper.kind,
                media_type=media_type,
                sha256=digest,
                size=len(file.content),
                content=file.content,
                sent_at=act.at,
                sent_by=act.actor,
            )
    except IntegrityError:
        if not EvidenceFile.objects.filter(evidence=paper, sha256=digest).exists():
            raise


def _become(paper: Evidence, state: str, act: Act, remark: str, dated: date | None) -> None:
    paper.state, paper.note, paper.dated = state, remark.strip()[:200], dated
    paper.changed_at, paper.changed_by = act.at, act.actor
    paper.save(update_fields=["state", "note", "dated", "changed_at", "changed_by"])
    title = paper_of(paper.claim.cause, paper.kind).title
    note(
        claim=paper.claim,
        action=f"evidence_{state.lower()}",
        act=act,
        detail={"paper": title, "remark": paper.note},
    )
