"""Awards: what is owed for an event, line by line, and what could not be determined and why."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jamsostek.benefits.workings import evaluate
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import Lang
from jamsostek.law.programmes import Programme


class Recipient(StrEnum):
    """To whom the law gives a line."""

    MEMBER = "MEMBER"
    """The insured worker."""
    HEIRS = "HEIRS"
    """Those who follow the worker, in the order of the law."""
    EMPLOYER = "EMPLOYER"
    """The employer, which advanced it."""
    FUNERAL = "FUNERAL"
    """Whoever arranges the funeral."""
    PROVIDER = "PROVIDER"
    """The hospital or doctor."""
    STATE = "STATE"
    """The treasury: tax withheld."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a line is called, in both languages."""

    id: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Give it in a language."""
        return self.id if lang == "id" else self.en


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One amount owed: what it is, how much, where it is written, how it was worked out, to whom.

    `months` is above one where the amount is paid in as many equal months. A line below zero
    takes off (tax). `caution` says what a weak source or a gap in the law makes of the amount.
    """

    kind: str
    label: Label
    amount: Rupiah
    citation: str
    working: str
    recipient: Recipient
    months: int = 1
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Something the law owes or may owe, of which no amount can be given; what would settle it."""

    kind: str
    label: Label
    citation: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class Award:
    """What a programme owes for an event on a day, under the law of that day."""

    programme: Programme
    event_date: date
    lines: tuple[AwardLine, ...]
    undetermined: tuple[Undetermined, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def total(self) -> Rupiah:
        """All lines together."""
        return sum(line.amount for line in self.lines)

    @property
    def is_determined(self) -> bool:
        """Whether nothing is left open."""
        return not self.undetermined


def line(
    kind: str,
    label: Label,
    working: str,
    *,
    citation: str,
    recipient: Recipient,
    months: int = 1,
    caution: str = "",
) -> AwardLine:
    """Give a line with the amount that its working comes to."""
    return AwardLine(kind, label, evaluate(working), citation, working, recipient, months, caution)


class FactsMissing(ValueError):
    """Facts without which nothing can be computed; `names` are as the schema has them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"Needed and not given: {', '.join(names)}.")
        self.names = names


class FactsContradict(ValueError):
    """Facts that cannot be true together, or lie outside what the law knows."""
