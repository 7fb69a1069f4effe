"""CAMT053_001_nn: the ISO 20022 bank-to-customer statement, version 02, 08 and those between."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jamsostek.treasury.formats.assembly import own_reference
from jamsostek.treasury.formats.figures import NotAFigure, amount, iso_day
from jamsostek.treasury.formats.statement import (
    HOME_CURRENCY,
    Message,
    PendingLine,
    Side,
    StatementLine,
    StatementUnreadable,
    StatementWarning,
)

DETAILS_DIFFER: Final = "DETAILS_DIFFER"
"""The payments inside an entry do not add up to it; it is read as one line."""

_DOCUMENT = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d\d)\}Document")
_SIDES: Final = {"CRDT": Side.CREDIT, "DBIT": Side.DEBIT}
_BOOKED: Final = frozenset({"BOOK", ""})
_OPENINGS: Final = ("OPBD", "PRCD")
_CLOSINGS: Final = ("CLBD",)


def read(content: bytes) -> tuple[str, list[Message]]:
    """Read a file that begins like XML: the name of its format and its messages.

    Raises:
        StatementUnreadable: it is no camt.053, is not whole, or declares entities.
    """
    try:
        root: Element = fromstring(content.lstrip(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise StatementUnreadable(
            "berkas XML ini mendeklarasikan entitas atau tipe dokumen; tidak aman dibaca."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = error.position[0] if isinstance(error, ParseError) else None
        raise StatementUnreadable("berkas XML rusak atau terpotong.", line) from error
    document = _DOCUMENT.fullmatch(root.tag)
    if document is None:
        raise StatementUnreadable("berkas XML ini bukan rekening koran camt.053.")
    numbers = count(1)
    messages = [_message(each, numbers.__next__) for each in root.iterfind(_path("*/Stmt"))]
    if not messages:
        raise StatementUnreadable("berkas camt.053 ini tidak berisi rekening koran (Stmt).")
    return f"CAMT053_001_{document[1]}", messages


def _message(statement: Element, next_number: Callable[[], int]) -> Message:
    account = _text(statement, "Acct/Id/Othr/Id") or _text(statement, "Acct/Id/IBAN")
    if not account:
        raise StatementUnreadable("Stmt tanpa nomor rekening (Acct/Id).")
    opening, opened = _balance(statement, _OPENINGS)
    closing, closed = _balance(statement, _CLOSINGS)
    lines: list[StatementLine] = []
    pending: list[PendingLine] = []
    warnings: list[StatementWarning] = []
    currencies = {_text(statement, "Acct/Ccy") or HOME_CURRENCY}
    for place, element in enumerate(statement.iterfind(_path("Ntry")), 1):
        entry = _entry(element, place)
        currencies.add(entry.currency)
        payments, warning = _payments(entry)
        warnings.extend(warning)
        if entry.status in _BOOKED:
            lines += [_line(entry, each, account, next_number()) for each in payments]
        else:
            pending += [
                PendingLine(direction=each.side, amount=each.amount, texts=each.texts)
                for each in payments
            ]
    return Message(
        account=account,
        currency=max(currencies - {HOME_CURRENCY}, default=HOME_CURRENCY),
        opening=opening,
        closing=closing,
        opened=opened,
        closed=closed,
        lines=tuple(lines),
        pending=tuple(pending),
        warnings=tuple(warnings),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `Ntry`: what the bank booked, possibly several payments in one sum."""

    element: Element
    place: int
    amount: Decimal
    currency: str
    side: Side
    status: str

    def refuse(self, sentence: str) -> StatementUnreadable:
        return StatementUnreadable(f"Ntry ke-{self.place}: {sentence}")


@dataclass(frozen=True, slots=True)
class _Payment:
    """One payment of an entry: one line."""

    amount: Decimal
    side: Side
    texts: tuple[str, ...]
    reference: str
    party: str


def _entry(element: Element, place: int) -> _Entry:
    found = element.find(_path("Amt"))
    try:
        figure = amount(_text(element, "Amt"))
        side = _SIDES[_text(element, "CdtDbtInd")]
    except (NotAFigure, KeyError) as error:
        raise StatementUnreadable(
            f"Ntry ke-{place}: jumlah atau tanda debit/kredit tidak dapat dibaca."
        ) from error
    if figure < 0:
        raise StatementUnreadable(f"Ntry ke-{place}: jumlah di bawah nol.")
    status = _text(element, "Sts/Cd") or _text(element, "Sts/Prtry") or _text(element, "Sts")
    currency = HOME_CURRENCY if found is None else found.get("Ccy", HOME_CURRENCY)
    return _Entry(element, place, figure, currency, side, status)


def _payments(entry: _Entry) -> tuple[list[_Payment], list[StatementWarning]]:
    """Part an entry into its payments; one that cannot be parted stays one line."""
    details = entry.element.findall(_path("NtryDtls/TxDtls"))
    if len(details) < 2:
        return [_whole(entry, details)], []
    found = [_part(entry, each, place) for place, each in enumerate(details, 1)]
    parts = [each for each in found if each is not None]
    total = sum(
        (each.amount if each.side is entry.side else -each.amount for each in parts), Decimal()
    )
    if len(parts) == len(details) and total == entry.amount:
        return parts, []
    warning = StatementWarning(
        DETAILS_DIFFER,
        f"Ntry ke-{entry.place}: rincian {total} tidak sama dengan jumlah {entry.amount}; "
        "dibaca sebagai satu mutasi.",
    )
    return [_whole(entry, details)], [warning]


def _whole(entry: _Entry, details: Sequence[Element]) -> _Payment:
    """Give the entry as one payment, with every text in it."""
    texts = [text for each in details for text in _texts(each)]
    texts += _all(entry.element, "AddtlNtryInf")
    reference = own_reference(_text(entry.element, "AcctSvcrRef"))
    if not reference and len(details) == 1:
        reference = own_reference(_text(details[0], "Refs/AcctSvcrRef"))
    party = next((name for each in details if (name := _party(each, entry.side))), "")
    return _Payment(entry.amount, entry.side, tuple(texts), reference, party)


def _part(entry: _Entry, detail: Element, place: int) -> _Payment | None:
    """Give one payment of several; None where it has no readable amount of its own."""
    places = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    written = next((found for each in places if (found := _text(detail, each))), "")
    side = _SIDES.get(_text(detail, "CdtDbtInd"), entry.side)
    try:
        figure = amount(written)
    except NotAFigure:
        return None
    reference = own_reference(_text(detail, "Refs/AcctSvcrRef"))
    if not reference and (of_entry := own_reference(_text(entry.element, "AcctSvcrRef"))):
        reference = f"{of_entry}#{place}"
    return _Payment(figure, side, tuple(_texts(detail)), reference, _party(detail, side))


def _texts(detail: Element) -> list[str]:
    """Give the fields that may name a bill (BANK-2)."""
    return [
        *_all(detail, "RmtInf/Ustrd"),
        *_all(detail, "RmtInf/Strd/CdtrRefInf/Ref"),
        *(text for text in _all(detail, "Refs/EndToEndId") if own_reference(text)),
        *_all(detail, "RltdPties/CdtrAcct/Id/Othr/Id"),
        *_all(detail, "RltdPties/CdtrAcct/Id/IBAN"),
    ]


def _party(detail: Element, side: Side) -> str:
    role = "Dbtr" if side is Side.CREDIT else "Cdtr"
    return _text(detail, f"RltdPties/{role}/Nm") or _text(detail, f"RltdPties/{role}/Pty/Nm")


def _line(entry: _Entry, payment: _Payment, account: str, n: int) -> StatementLine:
    day = _day(entry, "BookgDt") or _day(entry, "ValDt")
    if day is None:
        raise entry.refuse("tanggal buku tidak ada.")
    return StatementLine(
        n=n,
        day=day,
        value_date=_day(entry, "ValDt") or day,
        direction=payment.side,
        amount=payment.amount,
        texts=payment.texts,
        account=account,
        reference=payment.reference,
        party=payment.party,
        bank_kind=_kind(entry.element),
        takes_back=_text(entry.element, "RvslInd").lower() in {"true", "1"},
    )


def _kind(entry: Element) -> str:
    domain = "BkTxCd/Domn"
    steps = (f"{domain}/Cd", f"{domain}/Fmly/Cd", f"{domain}/Fmly/SubFmlyCd")
    return "/".join(filter(None, (_text(entry, step) for step in steps)))


def _day(entry: _Entry, name: str) -> date | None:
    written = _text(entry.element, f"{name}/Dt") or _text(entry.element, f"{name}/DtTm")
    if not written:
        return None
    try:
        return iso_day(written)[0]
    except NotAFigure as error:
        raise entry.refuse(str(error)) from error


def _balance(statement: Element, kinds: Iterable[str]) -> tuple[Decimal | None, date | None]:
    balances = statement.findall(_path("Bal"))
    for kind in kinds:
        for balance in balances:
            if _text(balance, "Tp/CdOrPrtry/Cd") == kind:
                return _signed(balance), _balance_day(balance)
    return None, None


def _signed(balance: Element) -> Decimal:
    try:
        figure = amount(_text(balance, "Amt"))
    except NotAFigure as error:
        raise StatementUnreadable(f"Bal: {error}") from error
    return -figure if _text(balance, "CdtDbtInd") == "DBIT" else figure


def _balance_day(balance: Element) -> date | None:
    written = _text(balance, "Dt/Dt") or _text(balance, "Dt/DtTm")
    try:
        return iso_day(written)[0] if written else None
    except NotAFigure as error:
        raise StatementUnreadable(f"Bal: {error}") from error


def _path(steps: str) -> str:
    """Give a path that holds in every version, whatever prefix the tags carry."""
    return "/".join(f"{{*}}{step}" if step != "*" else "*" for step in steps.split("/"))


def _all(element: Element, steps: str) -> list[str]:
    found = ((each.text or "").strip() for each in element.iterfind(_path(steps)))
    return [text for text in found if text]


def _text(element: Element, steps: str) -> str:
    found = element.find(_path(steps))
    return "" if found is None else (found.text or "").strip()
