"""What each payee is owed of an award: lines less tax, among heirs, month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jamsostek.claims.rules.difference import Owed
from jamsostek.kernel.money import Rupiah, allocate

STATE: Final = "STATE"
HEIRS: Final = "HEIRS"
MEMBER: Final = "MEMBER"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an award, as far as its payment needs it."""

    line_no: int
    kind: str
    recipient: str
    amount: Rupiah
    months: int


@dataclass(frozen=True, slots=True)
class Part:
    """A payee among those who share lines for the same recipient, with their parts."""

    payee: int
    parts: int = 1


class PayeeMissing(ValueError):
    """Lines for somebody of whom it is not known how they are paid; `roles` says who."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        self.roles = roles
        super().__init__(f"Nobody is named to be paid as {', '.join(roles)}.")


def owed_of(lines: Sequence[Line], payees: Mapping[str, Sequence[Part]]) -> tuple[Owed, ...]:
    """Give every amount that an award owes, by line, payee and month; they sum to the award.

    What is withheld for the state comes off the member's, or the heirs', lines in their order.

    Raises:
        PayeeMissing: lines are for somebody who is not named.
        TaxAboveBenefit: more is withheld than is owed.
    """
    found: list[Owed] = []
    missing = []
    for line, net in _net(lines):
        if net == 0:
            continue
        shared = payees.get(line.recipient, ())
        if not shared:
            missing.append(line.recipient)
            continue
        amounts = allocate(net, [part.parts for part in shared])
        for part, amount in zip(shared, amounts, strict=True):
            months = allocate(amount, [1] * line.months)
            found += [
                Owed(line.line_no, line.kind, part.payee, number, month)
                for number, month in enumerate(months, 1)
                if month
            ]
    if missing:
        raise PayeeMissing(tuple(dict.fromkeys(missing)))
    return tuple(found)


class TaxAboveBenefit(ValueError):
    """More withheld than there is to withhold from."""


def withheld(lines: Sequence[Line]) -> Rupiah:
    """Give what is kept back for the state, above zero."""
    return -sum(line.amount for line in lines if line.recipient == STATE)


def _net(lines: Sequence[Line]) -> list[tuple[Line, Rupiah]]:
    tax = withheld(lines)
    found = []
    for line in lines:
        if line.recipient == STATE:
            continue
        off = min(tax, line.amount) if line.recipient in {MEMBER, HEIRS} else 0
        tax -= off
        found.append((line, line.amount - off))
    if tax:
        raise TaxAboveBenefit(f"{tax} is withheld beyond what is paid.")
    return found
