"""Papers for the tests to issue."""

import re
from io import BytesIO

from pypdf import PdfReader

from jamsostek.documents.rules import Kind, Letter, Line, Signatory, Statement
from jamsostek.documents.services import NewDocument
from tests.people import yogyakarta

SIGNATORY = Signatory("Sri Lestari Rekaan", "Petugas kepesertaan")


def letter(**changes: object) -> NewDocument:
    """A letter on arrears to PT Batik Melati."""
    body: dict[str, object] = {
        "recipient": ("PT Batik Melati Rekaan", "", "Jalan Magelang 12"),
        "paragraphs": ("Iuran berikut belum kami terima.",),
        "lines": (
            Line("Iuran September 2011", 1_500_000, "PP 14/1993, Pasal 10 ayat (1)"),
            Line("Denda", 60_000, "PP 14/1993, Pasal 10 ayat (3)"),
        ),
        "total_label": "Jumlah yang harus dibayar",
        "closing": ("Mohon dibayar paling lambat 15 Desember 2011.",),
        "signatory": SIGNATORY,
    }
    words = {name: changes.pop(name) for name in list(changes) if name in body}
    return new(
        **{
            "kind": Kind.LETTER,
            "subject_type": "employer",
            "holder": "PT Batik Melati Rekaan",
            "title": "Tunggakan iuran September 2011",
            "body": Letter(**{**body, **words}),  # type: ignore[arg-type]
            **changes,
        }
    )


def yearly(person_id: int, **changes: object) -> NewDocument:
    """The annual statement of a member, of whom nothing but the balance is known."""
    body = Statement(
        facts=(("Nama", f"ORANG {person_id}"),),
        opening=Line("Saldo awal 1 Januari 2010", 1_000_000),
        lines=(Line("Hasil pengembangan", 80_000),),
        closing_label="Saldo akhir 31 Desember 2010",
        months_label="Iuran untuk bulan-bulan 2010",
        months=(),
        months_total=0,
    )
    return new(
        **{
            "kind": Kind.ANNUAL_STATEMENT,
            "subject_id": person_id,
            "about": "2010",
            "body": body,
            **changes,
        }
    )


def new(**changes: object) -> NewDocument:
    facts: dict[str, object] = {
        "subject_type": "insured_person",
        "subject_id": 7,
        "holder": "SITI AMINAH REKAAN",
        "office_code": yogyakarta().code,
    }
    return NewDocument(**{**facts, **changes})  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    """Give all words of a PDF, parted by single blanks, without the breaks put into long ones."""
    pages = PdfReader(BytesIO(pdf)).pages
    words = " ".join(page.extract_text() for page in pages).replace("\u200b", "")
    return re.sub(r"\s+", " ", words)
