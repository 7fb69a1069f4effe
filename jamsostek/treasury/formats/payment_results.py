"""What a bank answers to payments: ISO 20022 pain.002, and a CSV by payment code."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jamsostek.treasury.formats.figures import NotAFigure, amount
from jamsostek.treasury.formats.statement import StatementUnreadable
from jamsostek.treasury.formats.tables import decoded


class Outcome(StrEnum):
    """What became of a payment, as the bank says."""

    PAID = "PAID"
    RETURNED = "RETURNED"
    PENDING = "PENDING"
    """Taken in and not done yet: nothing to note."""
    UNKNOWN = "UNKNOWN"
    """The bank itself does not know."""


@dataclass(frozen=True, slots=True)
class Result:
    """One answer: about a payment or a whole run, what became of it, and why."""

    code: str
    outcome: Outcome
    reason: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole file of answers; `runs` speak of all payments of a run that `payments` leaves out."""

    format: str
    payments: tuple[Result, ...]
    runs: tuple[Result, ...] = ()


class ResultUnreadable(ValueError):
    """A file that cannot be read as a bank's answer to its end; nothing of it counts."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(sentence if line is None else f"Baris {line}: {sentence}")


def read_result(content: bytes) -> Answer:
    """Read a bank's answer, XML or CSV by how it begins.

    Raises:
        ResultUnreadable: it is neither, is not whole, or says something nobody understands.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _pain_002(content)
    return _csv(content)


_DOCUMENT = re.compile(r"\{(urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.\d\d)\}Document")
_ISO: Final = {
    "ACSC": Outcome.PAID,
    "ACCC": Outcome.PAID,
    "RJCT": Outcome.RETURNED,
    "CANC": Outcome.RETURNED,
    **dict.fromkeys(("RCVD", "PDNG", "ACTC", "ACCP", "ACSP", "ACWC", "PART"), Outcome.PENDING),
}


def _pain_002(content: bytes) -> Answer:
    try:
        root: Element = fromstring(content.lstrip(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise ResultUnreadable(
            "berkas XML ini mendeklarasikan entitas atau tipe dokumen; tidak aman dibaca."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise ResultUnreadable("berkas XML rusak atau terpotong.") from error
    document = _DOCUMENT.fullmatch(root.tag)
    if document is None:
        raise ResultUnreadable("berkas XML ini bukan jawaban pembayaran pain.002.")
    within = _Reader(document[1])
    runs = [*within.runs(root, "OrgnlGrpInfAndSts", "OrgnlMsgId", "GrpSts")]
    runs += within.runs(root, "OrgnlPmtInfAndSts", "OrgnlPmtInfId", "PmtInfSts")
    payments = tuple(within.payments(root))
    if not payments and not runs:
        raise ResultUnreadable("berkas pain.002 ini tidak menyebut satu pembayaran pun.")
    return Answer("PAIN002", payments, tuple(dict.fromkeys(runs)))


class _Reader:
    """Reads the parts of one pain.002 under its namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def runs(self, root: Element, block: str, code: str, status: str) -> Iterator[Result]:
        for each in root.iter(f"{{{self._namespace}}}{block}"):
            said = self._text(each, status)
            if said:
                yield self._result(each, self._text(each, code), said)

    def payments(self, root: Element) -> Iterator[Result]:
        for each in root.iter(f"{{{self._namespace}}}TxInfAndSts"):
            code = self._text(each, "OrgnlEndToEndId") or self._text(each, "OrgnlInstrId")
            yield self._result(each, code, self._text(each, "TxSts"))

    def _result(self, each: Element, code: str, status: str) -> Result:
        if not code or status not in _ISO:
            named = code or "pembayaran tanpa kode"
            raise ResultUnreadable(f"status {status or 'kosong'} untuk {named} tidak dikenal.")
        paths = ("StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry", "StsRsnInf/AddtlInf")
        reason = " ".join(filter(None, (self._text(each, path) for path in paths)))
        said = self._text(each, "OrgnlTxRef/Amt/InstdAmt")
        return Result(code, _ISO[status], reason, _rupiah(said) if said else None)

    def _text(self, parent: Element, path: str) -> str:
        steps = "/".join(f"{{{self._namespace}}}{name}" for name in path.split("/"))
        return (parent.findtext(steps) or "").strip()


_CODES: Final = ("kode", "code", "referensi", "reference")
_STATES: Final = ("status", "hasil", "result")
_REASONS: Final = ("alasan", "keterangan", "reason")
_AMOUNTS: Final = ("jumlah", "nominal", "amount")
_WORDS: Final = {
    **dict.fromkeys(
        ("PAID", "ACCEPTED", "SUCCESS", "BERHASIL", "DITERIMA", "SUKSES"), Outcome.PAID
    ),
    **dict.fromkeys(
        ("REJECTED", "RETURNED", "FAILED", "DITOLAK", "DIKEMBALIKAN", "RETUR", "GAGAL"),
        Outcome.RETURNED,
    ),
    **dict.fromkeys(("PENDING", "DIPROSES", "PROSES"), Outcome.PENDING),
    **dict.fromkeys(("UNKNOWN", "TIDAK DIKETAHUI", "BELUM JELAS"), Outcome.UNKNOWN),
}


def _csv(content: bytes) -> Answer:
    try:
        text = decoded(content)
    except StatementUnreadable as error:
        raise ResultUnreadable("berkas ini bukan berkas teks; unduh ulang dari bank.") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        code, state = _column(heading, _CODES), _column(heading, _STATES)
        if code is None or state is None:
            raise ResultUnreadable("tidak ada kolom kode dan status pada baris pertama.", 1)
        columns = (code, state, _column(heading, _REASONS), _column(heading, _AMOUNTS))
        payments = tuple(
            _row(row, columns, reader.line_num) for row in reader if any(map(str.strip, row))
        )
    except csv.Error as error:
        raise ResultUnreadable("baris ini tidak dapat dibaca.", reader.line_num) from error
    if not payments:
        raise ResultUnreadable("berkas ini tidak menyebut satu pembayaran pun.")
    return Answer("CSV", payments)


def _column(heading: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)


def _row(row: Sequence[str], columns: tuple[int, int, int | None, int | None], line: int) -> Result:
    code, state, reason, money = (
        "" if column is None or column >= len(row) else row[column].strip() for column in columns
    )
    outcome = _WORDS.get(state.upper())
    if not code:
        raise ResultUnreadable("kode pembayaran kosong.", line)
    if outcome is None:
        raise ResultUnreadable(f"status '{state}' tidak dikenal.", line)
    try:
        return Result(code.upper(), outcome, reason, _rupiah(money) if money else None)
    except ResultUnreadable as error:
        raise ResultUnreadable(str(error), line) from error


_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+", re.ASCII)
"""Whole rupiah as Indonesians write them: no bank writes three digits of sen."""


def _rupiah(text: str) -> int:
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(".", ""))
    try:
        found = amount(text)
    except NotAFigure as error:
        raise ResultUnreadable(str(error)) from error
    if found != int(found):
        raise ResultUnreadable(f"jumlah {text} bukan rupiah bulat.")
    return int(found)
