"""MT940: SWIFT's customer statement message, one or several in a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from jamsostek.treasury.formats.assembly import own_reference
from jamsostek.treasury.formats.figures import NotAFigure, amount, day_nearest, full_year
from jamsostek.treasury.formats.statement import (
    Message,
    PendingLine,
    Side,
    StatementLine,
    StatementUnreadable,
)

FORMAT: Final = "MT940"

_TAG = re.compile(r":(\d\d[A-Z]?):")
_RECOGNISED = re.compile(r"^:(?:25P?|28C?|60[FM]):", re.MULTILINE)
_ENVELOPE = re.compile(r"-\}|-\s*$|\{[1-5S]:")
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})(\d+,\d{0,2})\s*", re.ASCII)
_LINE = re.compile(
    r"(\d{6})(\d{4})?"  # value date; booking date
    r"(R[CD]|E[CD]|[CD])[A-Z]?"  # mark; third letter of the currency
    r"(\d+,\d{0,2})"
    r"([A-Z][A-Z0-9]{3})"
    r"(.*?)(?://(.*))?",  # own reference; the bank's
    re.ASCII,
)
_SUBFIELD = re.compile(r"\?(\d\d)", re.ASCII)
_STRUCTURED = re.compile(r"\d{3}\?\d\d", re.ASCII)
_RUNNING_ON: Final = frozenset({*map(str, range(20, 30)), *map(str, range(60, 64))})
"""The subfields that hold the payer's text, broken anywhere like lines."""
_SIDES: Final = {
    "C": Side.CREDIT,
    "D": Side.DEBIT,
    "RC": Side.DEBIT,
    "RD": Side.CREDIT,
    "EC": Side.CREDIT,
    "ED": Side.DEBIT,
}


def read(text: str) -> list[Message] | None:
    """Read the messages of a file; None where the text is not in this format.

    Raises:
        StatementUnreadable: it is, but cannot be read to the end.
    """
    if not (re.search(r"^:20:", text, re.MULTILINE) and _RECOGNISED.search(text)):
        return None
    messages: list[Message] = []
    draft: _Draft | None = None
    n = 0
    for tag in _fields(text):
        if tag.name == "20":
            if draft is not None:
                raise draft.cut_short()
            draft = _Draft(tag.line)
        elif draft is None:
            continue  # the envelope, or information behind the closing balance
        elif tag.name == "61":
            n += draft.add(tag, n + 1)
        elif tag.name in {"62F", "62M"}:
            messages.append(draft.closed_by(tag))
            draft = None
        else:
            draft.take(tag)
    if draft is not None:
        raise draft.cut_short()
    return messages


@dataclass(slots=True)
class _Tag:
    """One field of a message with the lines it runs over."""

    name: str
    line: int
    lines: list[str]

    def refuse(self) -> StatementUnreadable:
        return StatementUnreadable(
            f":{self.name}: {self.lines[0]!r} tidak dapat dibaca.", self.line
        )


def _fields(text: str) -> Iterator[_Tag]:
    """Give every field in order; lines outside of fields are the envelope."""
    current: _Tag | None = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if (found := _TAG.match(line)) is not None:
            if current is not None:
                yield current
            current = _Tag(found[1], number, [line[found.end() :]])
        elif current is not None and _ENVELOPE.match(line):
            yield current
            current = None
        elif current is not None:
            current.lines.append(line)
    if current is not None:
        yield current


@dataclass(slots=True)
class _Movement:
    """A line that waits for its text."""

    tag: _Tag
    n: int
    parts: re.Match[str]
    text: str = ""


@dataclass(slots=True)
class _Draft:
    """A message that has begun and not closed."""

    line: int
    account: str = ""
    currency: str = ""
    opening: Decimal | None = None
    opened: date | None = None
    movements: list[_Movement] = field(default_factory=list)
    pending: list[_Movement] = field(default_factory=list)
    latest: _Movement | None = None

    def take(self, tag: _Tag) -> None:
        """Take a field that is neither line nor end."""
        if tag.name in {"25", "25P"}:
            self.account = _account(tag.lines[0])
        elif tag.name in {"60F", "60M"}:
            self.opening, self.opened, self.currency = _balance(tag)
        elif tag.name == "86" and self.latest is not None:
            self.latest.text = "".join(tag.lines)  # broken anywhere, also inside a number

    def add(self, tag: _Tag, n: int) -> int:
        """Take a line; give 1 where it counts, 0 where the bank only expects it."""
        parts = _LINE.fullmatch(tag.lines[0].strip())
        if parts is None:
            raise tag.refuse()
        self.latest = _Movement(tag, n, parts)
        expected = parts[3].startswith("E")
        (self.pending if expected else self.movements).append(self.latest)
        return 0 if expected else 1

    def closed_by(self, tag: _Tag) -> Message:
        """Give the message, closed by its last balance."""
        if not self.account or self.opening is None:
            raise StatementUnreadable("pesan MT940 tanpa :25: atau :60F:.", self.line)
        closing, closed, _ = _balance(tag)
        return Message(
            account=self.account,
            currency=self.currency,
            opening=self.opening,
            closing=closing,
            opened=self.opened,
            closed=closed,
            lines=tuple(_line(each, self.account) for each in self.movements),
            pending=tuple(_pending(each) for each in self.pending),
        )

    def cut_short(self) -> StatementUnreadable:
        """Give the error of a message without end."""
        return StatementUnreadable(
            "pesan MT940 ini tidak ditutup dengan :62F:; berkas terpotong.", self.line
        )


def _line(movement: _Movement, account: str) -> StatementLine:
    parts, tag = movement.parts, movement.tag
    try:
        value_date = _day(parts[1])
        day = _booking_day(parts[2], value_date)
        figure = amount(parts[4])
    except NotAFigure as error:
        raise StatementUnreadable(str(error), tag.line) from error
    reference = own_reference(parts[7] or "")
    return StatementLine(
        n=movement.n,
        day=day,
        value_date=value_date,
        direction=_SIDES[parts[3]],
        amount=figure,
        texts=_texts(movement),
        account=account,
        reference=reference,
        bank_kind=parts[5],
        takes_back=parts[3].startswith("R"),
    )


def _pending(movement: _Movement) -> PendingLine:
    line = _line(movement, "")
    return PendingLine(direction=line.direction, amount=line.amount, texts=line.texts)


def _texts(movement: _Movement) -> tuple[str, ...]:
    own, banks = (own_reference(movement.parts[group] or "") for group in (6, 7))
    supplement = "".join(movement.tag.lines[1:])
    texts = (*_subfields(movement.text), supplement, own, banks)
    return tuple(text.strip() for text in texts if text.strip())


def _subfields(text: str) -> list[str]:
    """Part a text that some banks part themselves: `166?00SETORAN?20IURAN ...?32PT REKAAN`."""
    if _STRUCTURED.match(text) is None:
        return [text]
    _, *marked = _SUBFIELD.split(text)
    named = list(zip(marked[::2], marked[1::2], strict=True))
    payers = "".join(part for name, part in named if name in _RUNNING_ON)
    return [payers, *(part for name, part in named if name not in _RUNNING_ON)]


def _account(text: str) -> str:
    """Give the account number, without the bank before a stroke or the currency behind."""
    bare = text.strip().rpartition("/")[2].strip()
    return re.sub(r"(?<=\d)[A-Z]{3}$", "", re.sub(r"[ .-]", "", bare))


def _balance(tag: _Tag) -> tuple[Decimal, date, str]:
    found = _BALANCE.fullmatch(tag.lines[0])
    if found is None:
        raise tag.refuse()
    try:
        figure, day = amount(found[4]), _day(found[2])
    except NotAFigure as error:
        raise StatementUnreadable(str(error), tag.line) from error
    return (figure if found[1] == "C" else -figure), day, found[3]


def _day(text: str) -> date:
    try:
        return date(full_year(int(text[:2])), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise NotAFigure(text, "tanggal") from error


def _booking_day(text: str | None, value_date: date) -> date:
    """Give the booking day, written without a year, the year that lays it by the value date."""
    if text is None:
        return value_date
    return day_nearest(int(text[:2]), int(text[2:]), value_date)
