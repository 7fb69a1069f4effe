"""Payments for the bank: ISO 20022 pain.001.001.03, and a CSV for portals that take one."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"
CURRENCY: Final = "IDR"

CSV_HEADING: Final = (
    "kode",
    "nama",
    "bank",
    "nomor_rekening",
    "nama_rekening",
    "jumlah",
    "berita",
)

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_RUNS_AS_FORMULA: Final = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment as the bank is told of it; `code` comes back in whatever it answers."""

    code: str
    payee: str
    bank: str
    account_number: str
    account_name: str
    amount: int
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Payments from one of our accounts, to be made on one day."""

    code: str
    made_at: datetime
    on: date
    debtor: str
    debtor_bank: str
    debtor_account: str
    transfers: Sequence[Transfer]

    @property
    def amount(self) -> int:
        """The rupiah of all its payments."""
        return sum(transfer.amount for transfer in self.transfers)


def pain_001(batch: Batch) -> bytes:
    """Write a batch as pain.001.001.03: one payment information block, one booking each."""
    document = Element("Document", {"xmlns": NAMESPACE})
    initiation = SubElement(document, "CstmrCdtTrfInitn")
    header = SubElement(initiation, "GrpHdr")
    _say(header, "MsgId", batch.code)
    _say(header, "CreDtTm", batch.made_at.strftime("%Y-%m-%dT%H:%M:%S"))
    _totals(header, batch)
    _say(SubElement(header, "InitgPty"), "Nm", _line(batch.debtor, 140))
    information = SubElement(initiation, "PmtInf")
    _say(information, "PmtInfId", batch.code)
    _say(information, "PmtMtd", "TRF")
    _say(information, "BtchBookg", "false")
    _totals(information, batch)
    _say(information, "ReqdExctnDt", batch.on.isoformat())
    _say(SubElement(information, "Dbtr"), "Nm", _line(batch.debtor, 140))
    _account(information, "DbtrAcct", batch.debtor_account)
    _agent(information, "DbtrAgt", batch.debtor_bank)
    for transfer in batch.transfers:
        _transfer(information, transfer)
    indent(document, space=" ")
    body: bytes = tostring(document, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def payments_csv(batch: Batch) -> bytes:
    """Write a batch as CSV in UTF-8: a heading, a row a payment; no text in it runs as a formula.

    Digits stay text: account numbers keep their noughts.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADING)
    for each in batch.transfers:
        texts = (each.payee, each.bank, each.account_number, each.account_name)
        message = _line(f"{each.code} {each.text}", 140)
        writer.writerow(
            [each.code, *(_disarmed(_line(text, 140)) for text in texts), each.amount, message]
        )
    return out.getvalue().encode()


def _transfer(information: Element, transfer: Transfer) -> None:
    made = SubElement(information, "CdtTrfTxInf")
    identification = SubElement(made, "PmtId")
    _say(identification, "InstrId", transfer.code)
    _say(identification, "EndToEndId", transfer.code)
    amount = SubElement(SubElement(made, "Amt"), "InstdAmt", {"Ccy": CURRENCY})
    amount.text = str(transfer.amount)
    _agent(made, "CdtrAgt", transfer.bank)
    _say(SubElement(made, "Cdtr"), "Nm", _line(transfer.account_name, 140))
    _account(made, "CdtrAcct", transfer.account_number)
    text = _line(f"{transfer.code} {transfer.text}", 140)
    _say(SubElement(made, "RmtInf"), "Ustrd", text)


def _totals(parent: Element, batch: Batch) -> None:
    _say(parent, "NbOfTxs", str(len(batch.transfers)))
    _say(parent, "CtrlSum", str(batch.amount))


def _account(parent: Element, name: str, number: str) -> None:
    account = SubElement(SubElement(SubElement(parent, name), "Id"), "Othr")
    _say(account, "Id", _line(number, 34))


def _agent(parent: Element, name: str, bank: str) -> None:
    _say(SubElement(SubElement(parent, name), "FinInstnId"), "Nm", _line(bank, 140))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _line(text: str, most: int) -> str:
    """Give a text on one line, without what XML cannot hold, no longer than a bank takes it."""
    return _SPACES.sub(" ", _NOT_XML.sub("", text)).strip()[:most].strip()


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(_RUNS_AS_FORMULA) else text
