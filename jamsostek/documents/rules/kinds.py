"""The kinds of papers: what each is called, and how it is numbered."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What sort of paper it is."""

    ANNUAL_STATEMENT = "ANNUAL_STATEMENT"
    SAVINGS_STATEMENT = "SAVINGS_STATEMENT"
    PARTICIPATION_CERTIFICATE = "PARTICIPATION_CERTIFICATE"
    MEMBER_CARD = "MEMBER_CARD"
    PROJECT_CERTIFICATE = "PROJECT_CERTIFICATE"
    REMINDER = "REMINDER"
    PAYMENT_RECEIPT = "PAYMENT_RECEIPT"
    GUARANTEE = "GUARANTEE"
    LETTER = "LETTER"
    CLAIM_DECISION = "CLAIM_DECISION"
    CLAIM_REQUEST = "CLAIM_REQUEST"


@dataclass(frozen=True, slots=True)
class KindOfPaper:
    """What a kind is called, the letters of its numbers, and whether only one may hold.

    Of a kind that holds alone, a subject has one document at a time for each `about`, such as
    the year of a statement; to issue another, the first is replaced or withdrawn.
    """

    title: str
    letters: str
    holds_alone: bool


KINDS: Final[dict[Kind, KindOfPaper]] = {
    Kind.ANNUAL_STATEMENT: KindOfPaper("Rincian saldo JHT tahunan", "RST", holds_alone=True),
    Kind.SAVINGS_STATEMENT: KindOfPaper("Rincian saldo JHT", "RS", holds_alone=False),
    Kind.PARTICIPATION_CERTIFICATE: KindOfPaper("Sertifikat kepesertaan", "SK", holds_alone=True),
    Kind.MEMBER_CARD: KindOfPaper("Kartu peserta", "KP", holds_alone=True),
    Kind.PROJECT_CERTIFICATE: KindOfPaper("Sertifikat proyek", "SP", holds_alone=True),
    Kind.REMINDER: KindOfPaper("Surat pemberitahuan tunggakan", "PT", holds_alone=False),
    Kind.PAYMENT_RECEIPT: KindOfPaper("Kuitansi pembayaran tunai", "KW", holds_alone=True),
    Kind.GUARANTEE: KindOfPaper("Surat jaminan", "SJ", holds_alone=False),
    Kind.LETTER: KindOfPaper("Surat", "B", holds_alone=False),
    Kind.CLAIM_DECISION: KindOfPaper("Putusan klaim", "PK", holds_alone=False),
    Kind.CLAIM_REQUEST: KindOfPaper("Permintaan kelengkapan klaim", "PL", holds_alone=False),
}


def number_of(kind: Kind, year: int, sequence: int, office_code: str) -> str:
    """Give the number of a document: 000123/RST/V-YOG/2011.

    The sequence runs on within a kind and year for the whole institution; the office only says
    where the document was issued.
    """
    return f"{sequence:06d}/{KINDS[kind].letters}/{office_code}/{year}"
