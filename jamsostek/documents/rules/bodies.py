"""What papers say: letters, certificates, cards and statements, as facts and sentences.

A body gives its words in Indonesian, ready to be set; templates only lay them out.
"""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import rupiah, spelled

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who answers for a paper, and as what."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class Line:
    """An amount in rupiah with its label, the article it rests on and how it was worked out."""

    label: str
    amount: Rupiah
    article: str = ""
    working: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter under a heading: numbered points, and paragraphs after them."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter: to whom, paragraphs, perhaps amounts that add up, sections, and who signs."""

    template: ClassVar[str] = "letter"

    recipient: tuple[str, ...]
    """The lines of the address, the name first; empty ones are left out."""
    paragraphs: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    total_label: str = "Jumlah"
    closing: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    signatory: Signatory | None = None

    def as_data(self) -> dict[str, Any]:
        """Give the letter's words; amounts in figures, their total also spelled."""
        total = sum(line.amount for line in self.lines)
        return {
            "recipient": [line for line in self.recipient if line.strip()],
            "paragraphs": list(self.paragraphs),
            "lines": _amounts(self.lines),
            "total_label": self.total_label,
            "total": rupiah(total) if self.lines else "",
            "spelled": f"{spelled(total)} rupiah" if self.lines else "",
            "closing": list(self.closing),
            "sections": [asdict(section) for section in self.sections],
            "signatory": _signed(self.signatory),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate: what is attested of whom, with facts, perhaps amounts, and who signs."""

    template: ClassVar[str] = "certificate"

    attests: str
    """The sentence before the name: 'menerangkan bahwa'."""
    holder: str
    sentence: str
    """The sentence after the name, which says what holds."""
    facts: Facts
    lines: tuple[Line, ...] = ()
    total_label: str = "Jumlah"
    remarks: tuple[str, ...] = ()
    signatory: Signatory | None = None

    def as_data(self) -> dict[str, Any]:
        """Give the certificate's words; amounts in figures, their total also spelled."""
        total = sum(line.amount for line in self.lines)
        return {
            "attests": self.attests,
            "holder": self.holder,
            "sentence": self.sentence,
            "facts": [list(fact) for fact in self.facts],
            "lines": _amounts(self.lines),
            "total_label": self.total_label,
            "total": rupiah(total) if self.lines else "",
            "spelled": f"{spelled(total)} rupiah" if self.lines else "",
            "remarks": list(self.remarks),
            "signatory": _signed(self.signatory),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card of a bank card's size: whose, its number large, a few facts, what it is good for."""

    template: ClassVar[str] = "card"

    holder: str
    number_label: str
    number: str
    facts: Facts
    remark: str = ""

    def as_data(self) -> dict[str, Any]:
        """Give the card's words."""
        return {
            "holder": self.holder,
            "number_label": self.number_label,
            "number": self.number,
            "facts": [list(fact) for fact in self.facts],
            "remark": self.remark,
        }


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of a statement: with whom, and what was received or what is missing."""

    month: str
    employer: str
    received: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A member's savings over a year or up to a day: what moved, what was earned, each month."""

    template: ClassVar[str] = "statement"

    facts: Facts
    opening: Line
    lines: tuple[Line, ...]
    closing_label: str
    months_label: str
    months: tuple[MonthRow, ...]
    months_total: Rupiah
    notes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Give the statement's words; the closing balance is the opening plus the lines."""
        closing = self.opening.amount + sum(line.amount for line in self.lines)
        return {
            "facts": [list(fact) for fact in self.facts],
            "lines": _amounts((self.opening, *self.lines)),
            "closing_label": self.closing_label,
            "closing": rupiah(closing),
            "spelled": f"{spelled(closing)} rupiah",
            "months_label": self.months_label,
            "months": [asdict(row) for row in self.months],
            "months_total": rupiah(self.months_total),
            "notes": list(self.notes),
        }


Body = Letter | Certificate | Card | Statement


def _amounts(lines: tuple[Line, ...]) -> list[dict[str, str]]:
    return [
        {
            "label": line.label,
            "amount": rupiah(line.amount),
            "article": line.article,
            "working": line.working,
        }
        for line in lines
    ]


def _signed(signatory: Signatory | None) -> dict[str, str] | None:
    return None if signatory is None else asdict(signatory)
