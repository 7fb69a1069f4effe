"""What a statement line means: which bills it names, what it takes back, what it is to us."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from typing import Final

from jamsostek.kernel.identifiers import VIRTUAL_ACCOUNT_PREFIX
from jamsostek.treasury.formats.statement import Side, StatementLine

CODE_DIGITS: Final = 11
VIRTUAL_ACCOUNT_DIGITS: Final = len(VIRTUAL_ACCOUNT_PREFIX) + CODE_DIGITS

_CHAIN = re.compile(r"[0-9]+(?:[ .\-][0-9]+)*")
_GROUP = re.compile(r"[0-9]+")


def possible_codes(texts: Iterable[str]) -> list[str]:
    """Give every payment code that the texts can be read to name, in order, each once (BANK-2).

    A code is eleven digits, or a virtual account's sixteen; the digits stand together or in
    whole neighbouring groups joined by single spaces, dots or dashes.
    """
    return list(dict.fromkeys(code for text in texts for code in _codes_in(text)))


def codes_named(texts: Iterable[str], known: Collection[str]) -> list[str]:
    """Give the codes of known bills that the texts name, in order, each once (BANK-2, BANK-5).

    `known` is asked once for each possible code: let it be a set or a mapping.
    """
    return [code for code in possible_codes(texts) if code in known]


def _codes_in(text: str) -> Iterator[str]:
    for chain in _CHAIN.finditer(text):
        groups = _GROUP.findall(chain[0])
        for start in range(len(groups)):
            for run in accumulate(groups[start : start + VIRTUAL_ACCOUNT_DIGITS]):
                if len(run) == CODE_DIGITS:
                    yield run
                elif len(run) == VIRTUAL_ACCOUNT_DIGITS and run.startswith(VIRTUAL_ACCOUNT_PREFIX):
                    yield run.removeprefix(VIRTUAL_ACCOUNT_PREFIX)
                if len(run) >= VIRTUAL_ACCOUNT_DIGITS:
                    break


@dataclass(frozen=True, slots=True)
class Movement:
    """A booked line as far as reversals go: `key` is its identity, `codes` the bills it names."""

    key: str
    account: str
    day: date
    value_date: date
    direction: Side
    amount: Decimal
    codes: tuple[str, ...]


def reversals(movements: Iterable[Movement]) -> dict[str, str]:
    """Give for each debit that takes a credit back the key of that credit (BANK-4).

    Such a debit names a bill and has the amount of a credit on the same account, of the same day
    or earlier, that names that bill; fees and taxes are not among them. Each credit is taken back
    once. Of several the latest goes: what a bank corrects is what it booked last. Days decide,
    not the order of files and lines.
    """
    booked: dict[tuple[str, Decimal], list[Movement]] = defaultdict(list)
    debits = []
    for movement in movements:
        if movement.direction is Side.CREDIT:
            booked[movement.account, movement.amount].append(movement)
        elif movement.codes:
            debits.append(movement)
    taken: dict[str, str] = {}
    for debit in sorted(debits, key=_age):
        open_credits = booked[debit.account, debit.amount]
        found = [each for each in open_credits if _answers(debit, each)]
        if found:
            latest = max(reversed(found), key=_age)
            open_credits.remove(latest)
            taken[debit.key] = latest.key
    return taken


def _answers(debit: Movement, credit: Movement) -> bool:
    return credit.day <= debit.day and not set(debit.codes).isdisjoint(credit.codes)


def _age(movement: Movement) -> tuple[date, date, tuple[str, ...]]:
    return movement.day, movement.value_date, movement.codes


class Kind(StrEnum):
    """What a line is to us."""

    PAYMENT = "PAYMENT"
    """Money received for us to match; also what nobody can match yet."""
    INTEREST = "INTEREST"
    """What the bank pays us on the balance."""
    REVERSAL = "REVERSAL"
    """A payment that the bank takes back."""
    CHARGE = "CHARGE"
    """Fees and taxes of the bank, and fees it gives back."""
    OUTGOING = "OUTGOING"
    """Any other money that went, or that came back after it went."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INTEREST_WORDS: Final = _words("BUNGA INTEREST JASAGIRO")
_CHARGE_WORDS: Final = _words("BIAYA BEA METERAI MATERAI PAJAK PPH FEE FEES CHARGE CHARGES TAX")
_WITH_INTEREST: Final = _words(
    "ACCOUNT ATAS BANK BULAN CR CREDIT CREDITED DARI EARNED FOR GIRO IDR INT JASA KREDIT MONTH OF "
    "ON PAID PAYMENT PENDAPATAN PERIOD PERIODE REKENING REK SALDO TABUNGAN TANGGAL TGL TAHUN "
    "JANUARI FEBRUARI MARET APRIL MEI JUNI JULI AGUSTUS SEPTEMBER OKTOBER NOVEMBER DESEMBER "
    "JANUARY FEBRUARY MARCH MAY JUNE JULY AUGUST OCTOBER DECEMBER "
    "JAN FEB MAR APR JUN JUL AGT AGU AUG SEP SEPT OKT OCT NOV DES DEC"
)
_WITH_CHARGE: Final = _WITH_INTEREST | _words(
    "ADM ADMIN ADMINISTRASI BULANAN DB DEBET DEBIT DIKEMBALIKAN KLIRING KOREKSI LLG MONTHLY "
    "PEMBATALAN PENGEMBALIAN REFUND REVERSAL RETUR RTGS SKN TRANSAKSI TRANSACTION TRANSFER "
    "TRF VA WITHHOLDING"
)
_WORD = re.compile(r"\b[A-Z]+\b")
_BANK_SAYS_INTEREST = re.compile(r"NINT|.*/INTR")
_BANK_SAYS_CHARGE = re.compile(r"NCHG|.*/(?:CHRG|FEES|COMM|TAXE|WITH)")


def kind_of(line: StatementLine, codes: Collection[str]) -> Kind:
    """Tell what a line is to us, given the codes of bills that it names (BANK-4).

    A credit that names a bill pays, whatever else its words say; a debit that does takes a
    payment back, unless it is a fee or tax of the bank.
    """
    found = kind(line)
    if not codes:
        return found
    if line.direction is Side.CREDIT:
        return Kind.PAYMENT
    return found if found is Kind.CHARGE else Kind.REVERSAL


def kind(line: StatementLine) -> Kind:
    """Tell what a line that names no bill is to us.

    A credit is interest or a fee given back only where the bank's own code says so or every word
    of it does (`PT BUNGA MELATI` may well be an employer), and money coming back only where the
    bank marks it so. The rest stays a payment, in sight until somebody matches it.
    """
    if _is_charge(line):
        return Kind.CHARGE
    if line.direction is Side.DEBIT or line.takes_back:
        return Kind.OUTGOING
    return Kind.INTEREST if _is_interest(line) else Kind.PAYMENT


def _is_charge(line: StatementLine) -> bool:
    return _BANK_SAYS_CHARGE.fullmatch(line.bank_kind) is not None or _all_words(
        line.text, _CHARGE_WORDS, _WITH_CHARGE | _INTEREST_WORDS
    )


def _is_interest(line: StatementLine) -> bool:
    return _BANK_SAYS_INTEREST.fullmatch(line.bank_kind) is not None or _all_words(
        line.text, _INTEREST_WORDS, _WITH_INTEREST
    )


def _all_words(text: str, telling: frozenset[str], allowed: frozenset[str]) -> bool:
    """Tell whether a text has a telling word and, beside numbers, none that is not allowed."""
    upper = text.upper().replace("JASA GIRO", "JASAGIRO")
    words = set(_WORD.findall(upper))
    return not words.isdisjoint(telling) and words <= telling | allowed
