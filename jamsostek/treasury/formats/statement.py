"""What a bank statement says, the same for every format it came in."""

import hashlib
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Final

HOME_CURRENCY: Final = "IDR"


class Side(StrEnum):
    """Whether money came (credit) or went (debit), as the bank's customer sees it."""

    CREDIT = "C"
    DEBIT = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One booked line of a statement."""

    n: int
    """Place in the file, counted from 1."""
    day: date
    """The day the bank booked it."""
    value_date: date
    """The day the money counts from."""
    direction: Side
    amount: Decimal
    """In rupiah with two decimals, never below zero."""
    texts: tuple[str, ...] = ()
    """The fields that may name a bill: texts and references (BANK-2)."""
    account: str = ""
    reference: str = ""
    """The bank's own reference; empty where the format or the line has none."""
    balance: Decimal | None = None
    """The account's balance after the line."""
    booked_at: time | None = None
    party: str = ""
    """Who paid or was paid, where the format says so apart from the text."""
    bank_kind: str = ""
    """What the bank calls this kind of line: MT940 `NTRF`, camt.053 `PMNT/RCDT/DMCT`."""
    takes_back: bool = False
    """The bank marks the line as the reversal of an earlier one (RC, RD, RvslInd)."""
    occurrence: int = 1
    """Which of several lines this is that a statement shows alike in everything."""

    @property
    def signed(self) -> Decimal:
        """The amount as it changes the balance."""
        return self.amount if self.direction is Side.CREDIT else -self.amount

    @property
    def text(self) -> str:
        """The texts in one, runs of spaces closed up."""
        return " ".join(" ".join(self.texts).split())

    def likeness(self) -> tuple[str, ...]:
        """Give what two readings of one line have in common (BANK-6).

        The same account, day, direction and amount; and the same reference of the bank or, where
        there is none, the same text and running balance.
        """
        same = (self.account, self.day.isoformat(), self.direction.value, f"{self.amount:.2f}")
        if self.reference:
            return (*same, "reference", self.reference)
        balance = "" if self.balance is None else f"{self.balance:.2f}"
        return (*same, "text", self.text, balance)

    def identity(self) -> str:
        """Give the key that is equal for every reading of this line and for no other line."""
        parts = "\x1f".join((*self.likeness(), str(self.occurrence)))
        return hashlib.sha256(parts.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLine:
    """An entry the bank itself calls pending: shown, neither counted nor booked (BANK-1)."""

    direction: Side
    amount: Decimal
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementWarning:
    """Something in a statement that a person should look at; the lines are read all the same."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One stretch of one account's lines: an export, an MT940 message, a camt.053 `Stmt`."""

    account: str
    lines: tuple[StatementLine, ...]
    currency: str = HOME_CURRENCY
    opening: Decimal | None = None
    closing: Decimal | None = None
    opened: date | None = None
    closed: date | None = None
    pending: tuple[PendingLine, ...] = ()
    warnings: tuple[StatementWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement file, read whole.

    `account` is empty where the format names none (BNI) or the file holds several; each line
    carries its own.
    """

    format: str
    account: str
    currency: str
    opening: Decimal | None
    closing: Decimal | None
    lines: tuple[StatementLine, ...]
    pending: tuple[PendingLine, ...]
    warnings: tuple[StatementWarning, ...]


class StatementUnreadable(ValueError):
    """A file that cannot be read as a statement to its end; nothing of it counts.

    The sentence is for the person who sent the file; `line` is the line of the file, if one is
    to blame.
    """

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(sentence if line is None else f"Baris {line}: {sentence}")
