"""Issuing documents, one or ten thousand, and withdrawing them."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final, cast

import polars as pl
from django.conf import settings
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.documents.models import Document
from jamsostek.documents.rules import (
    KINDS,
    Body,
    Kind,
    code_from_bytes,
    number_of,
    render,
    written_code,
)
from jamsostek.documents.rules.codes import NEEDED_BYTES
from jamsostek.institution.queries import Office, office
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import CopyCursor, copy_frame
from jamsostek.kernel.words import long_date
from jamsostek.law.reader import row_on

CHUNK: Final = 100
"""Documents issued in one transaction: whoever issues one of the kind waits about a second."""

NOTICE: Final = "PERAGAAN: data rekaan, bukan dokumen resmi"
"""Printed on everything that is issued in development."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """What is to be issued: of which kind, about whom, from which office, saying what."""

    kind: Kind
    subject_type: str
    subject_id: int
    holder: str
    """For whom; the verification page shows its initials."""
    office_code: str
    body: Body
    title: str = ""
    """The kind's own where empty."""
    about: str = ""
    """Of a kind that holds alone: of what, such as the year."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to: how many were issued, and how many held already."""

    issued: int
    held: int


@transaction.atomic
def issue(*, new: NewDocument, act: Act, replace: bool = False) -> Document:
    """Issue one document: numbered, rendered, stored with its hash.

    With `replace`, the one of its kind that holds is withdrawn in favour of the new one.

    Raises:
        AlreadyIssued: the kind holds alone and one holds.
        NoAddress: the installation has no address that a QR code could lead to.
        UnknownOffice: there is no such office.
        LawGap: the institution had no name on that day.
    """
    (sequence,) = _draw(new.kind, act, 1)
    former = _standing([new]).get(new.subject_id)
    if former and not replace:
        raise AlreadyIssued(Document.objects.get(pk=former))
    if former:
        _withdraw(former, act, f"Diganti dengan {_number(new, act, sequence)}")
    (document_id,) = _store([new], [sequence], act)
    if former:
        Document.objects.filter(pk=former).update(superseded_by_id=document_id)
    document = Document.objects.get(pk=document_id)
    audit.record(
        act=act,
        action="issue_document",
        subject_type=new.subject_type,
        subject_id=new.subject_id,
        detail={"document": document.number, "title": document.title, "sha256": document.sha256},
    )
    return document


def issue_many(
    *, new: Iterable[NewDocument], act: Act, progress: Progress | None = None
) -> Outcome:
    """Issue many documents of one kind that holds alone, leaving out those that hold already.

    Each chunk is a transaction of its own, so that a batch broken off goes on where it stopped
    when it is asked for again.

    Raises:
        NotOfOneKind: they are of several kinds, or of one of which several may hold.
        NoAddress, UnknownOffice, LawGap: as for one.
    """
    coming = iter(new)
    issued = held = 0
    while chunk := list(islice(coming, CHUNK)):
        made = _issue_chunk(chunk, act)
        issued, held = issued + made, held + len(chunk) - made
        if progress is not None:
            progress(issued + held)
    return Outcome(issued, held)


@transaction.atomic
def withdraw(*, document: Document, act: Act) -> Document:
    """Withdraw a document for the reason of the act; its file is kept.

    Raises:
        NoReason: the act says no reason.
        AlreadyWithdrawn: it is withdrawn.
    """
    if not act.reason.strip():
        raise NoReason("A document is withdrawn for a reason.")
    if not _withdraw(document.pk, act, act.reason.strip()):
        raise AlreadyWithdrawn(f"{document.number} was withdrawn before.")
    audit.record(
        act=act,
        action="withdraw_document",
        subject_type=document.subject_type,
        subject_id=document.subject_id,
        detail={"document": document.number},
    )
    document.refresh_from_db()
    return document


class AlreadyIssued(ValueError):
    """A document of which only one may hold, and one does."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"{document.number} holds for the same; replace or withdraw it first.")
        self.document = document


class AlreadyWithdrawn(ValueError):
    """A document that holds no more."""


class NoReason(ValueError):
    """A withdrawal without a reason."""


class NotOfOneKind(ValueError):
    """A batch that cannot tell what it has issued already."""


class NoAddress(ValueError):
    """An installation that does not know its own address."""


@transaction.atomic
def _issue_chunk(chunk: Sequence[NewDocument], act: Act) -> int:
    kind = chunk[0].kind
    sorts = {(new.kind.value, new.about, new.subject_type) for new in chunk}
    if len(sorts) != 1 or not KINDS[kind].holds_alone:
        raise NotOfOneKind(f"A batch is of one kind that holds alone, not of {sorted(sorts)}.")
    _draw(kind, act, 0)  # nobody else issues of this kind from here to the end of the chunk
    holding = _standing(chunk)
    wanted = [new for new in chunk if new.subject_id not in holding]
    if not wanted:
        return 0
    sequences = _draw(kind, act, len(wanted))
    _store(wanted, sequences, act)
    audit.record(
        act=act,
        action="issue_documents",
        subject_type=wanted[0].subject_type,
        detail={
            "documents": len(wanted),
            "first": _number(wanted[0], act, sequences[0]),
            "last": _number(wanted[-1], act, sequences[-1]),
        },
    )
    return len(wanted)


def _draw(kind: Kind, act: Act, count: int) -> range:
    """Give the next numbers of a kind in the year of the act, and hold the rest till the end."""
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [kind.value, act.day.year, count])
        (last,) = cursor.fetchone()
    return range(last - count + 1, last + 1)


def _standing(new: Sequence[NewDocument]) -> dict[int, int]:
    """Give the documents that hold for the same, by subject; none for kinds that need not."""
    first = new[0]
    if not KINDS[first.kind].holds_alone:
        return {}
    found = Document.objects.filter(
        kind=first.kind,
        about=first.about,
        subject_type=first.subject_type,
        subject_id__in=[each.subject_id for each in new],
        withdrawn_at=None,
    )
    return dict(found.values_list("subject_id", "id"))


def _withdraw(document_id: int, act: Act, reason: str) -> int:
    standing = Document.objects.filter(pk=document_id, withdrawn_at=None)
    return standing.update(withdrawn_at=act.at, withdrawn_by=act.actor, withdrawal_reason=reason)


def _store(new: Sequence[NewDocument], sequences: Sequence[int], act: Act) -> list[int]:
    """Render documents and store them in one go; give their ids."""
    offices = {code: office(code) for code in {each.office_code for each in new}}
    papers = [
        _paper(each, sequence, act, offices[each.office_code])
        for each, sequence in zip(new, sequences, strict=True)
    ]
    rendered = _printers().map(lambda paper: render([paper], at=act.at), papers)
    rows = [
        _row(each, paper, pdf, sequence, act)
        for each, paper, pdf, sequence in zip(new, papers, rendered, sequences, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(IDS, [len(rows)])
        ids = [row[0] for row in cursor.fetchall()]
        frame = pl.DataFrame(rows, schema_overrides=dict.fromkeys(("about",), pl.String))
        frame = frame.with_columns(id=pl.Series(ids))
        into = cast("CopyCursor", cursor)
        copy_frame(into, "documents_document", frame.drop("pdf", "paper"))
        copy_frame(into, "documents_content", frame.select("pdf", "paper", document_id="id"))
    return ids


@cache
def _printers() -> ThreadPoolExecutor:
    """Give the threads that render: typst leaves Python's lock to the others meanwhile."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="printer")


def _row(
    new: NewDocument, paper: Mapping[str, Any], pdf: bytes, sequence: int, act: Act
) -> dict[str, str | int | None]:
    return {
        "kind": new.kind.value,
        "year": act.day.year,
        "sequence": sequence,
        "number": paper["number"],
        "code": paper["code"].replace("-", ""),
        "subject_type": new.subject_type,
        "subject_id": new.subject_id,
        "about": new.about if KINDS[new.kind].holds_alone else None,
        "holder": new.holder,
        "title": paper["title"],
        "office_code": new.office_code,
        "issued_on": act.day.isoformat(),
        "issued_at": act.at.isoformat(),
        "issued_by": act.actor,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "size": len(pdf),
        "withdrawn_by": "",
        "withdrawal_reason": "",
        "pdf": f"\\x{pdf.hex()}",
        "paper": json.dumps(paper, ensure_ascii=False),
    }


def _paper(new: NewDocument, sequence: int, act: Act, sender: Office) -> dict[str, Any]:
    """Give everything that is printed, as the templates want it."""
    if not settings.PUBLIC_URL:
        raise NoAddress(
            "Set JAMSOSTEK_URL to the address of the pages: the QR codes of documents lead there."
        )
    code = written_code(code_from_bytes(secrets.token_bytes(NEEDED_BYTES)))
    return {
        "template": new.body.template,
        "title": new.title or KINDS[new.kind].title,
        "number": _number(new, act, sequence),
        "code": code,
        "url": f"{settings.PUBLIC_URL}/verifikasi/{code}/",
        "institution": row_on("institution", "name", on=act.day).value,
        "office": sender.name,
        "city": sender.city,
        "date": long_date(act.day),
        "notice": NOTICE if settings.IN_DEVELOPMENT else "",
        "body": new.body.as_data(),
    }


def _number(new: NewDocument, act: Act, sequence: int) -> str:
    return number_of(new.kind, act.day.year, sequence, new.office_code)


DRAW: Final = """
    INSERT INTO documents_numbering AS n (kind, year, last) VALUES (%s, %s, %s)
    ON CONFLICT (kind, year) DO UPDATE SET last = n.last + excluded.last RETURNING last
"""
IDS: Final = """
    SELECT nextval(pg_get_serial_sequence('documents_document', 'id'))
    FROM generate_series(1, %s)
"""
