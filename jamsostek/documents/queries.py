"""Finding documents: by code, by file, by whom they are about."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet

from jamsostek.documents.models import Content, Document
from jamsostek.documents.rules import Kind, normal_code

AT_A_TIME: Final = 500


def by_code(typed: str) -> Document | None:
    """Give the document with a verification code as people type it, or None."""
    code = normal_code(typed)
    found = Document.objects.select_related("superseded_by")
    return None if code is None else found.filter(code=code).first()


def by_file(content: bytes) -> Document | None:
    """Give the document that a file is, byte by byte, or None."""
    digest = hashlib.sha256(content).hexdigest()
    return Document.objects.select_related("superseded_by").filter(sha256=digest).first()


def is_file_of(document: Document, content: bytes) -> bool:
    """Tell whether a file is the one that was issued."""
    return hashlib.sha256(content).hexdigest() == document.sha256


def documents_of(subject_type: str, *subject_ids: int) -> QuerySet[Document]:
    """Give the documents about somebody, with whichever of their numbers, the newest first."""
    found = Document.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
    return found.select_related("superseded_by").order_by("-id")


def standing(kind: Kind, subject_type: str, subject_id: int, about: str = "") -> Document | None:
    """Give the document of a kind that holds alone, where one holds."""
    return Document.objects.filter(
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        about=about,
        withdrawn_at=None,
    ).first()


def file_of(document: Document) -> bytes:
    """Give the PDF as it was issued."""
    return bytes(Content.objects.values_list("pdf", flat=True).get(document=document))


def files_of(documents: QuerySet[Document]) -> Iterator[tuple[str, bytes]]:
    """Give numbers and PDFs of many documents, a few hundred at a time in memory."""
    rows = documents.values_list("number", "content__pdf").order_by("id")
    for number, pdf in rows.iterator(chunk_size=AT_A_TIME):
        yield number, bytes(pdf)


def papers_of(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Give what documents were set from, in their order, to print many in one file."""
    found = dict(Content.objects.filter(document__in=documents).values_list("document_id", "paper"))
    return [found[document.pk] for document in documents]
