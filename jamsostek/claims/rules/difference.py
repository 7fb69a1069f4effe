"""What a decision adds to, or takes from, what earlier decisions on a claim awarded.

What reached the entitled person is never asked back (UU 3/1992, Pasal 32). What nobody was told to
pay yet is taken back and ordered anew at what is right. Where the employer's data had proved
untrue, it owes what that cost: a shortfall (Pasal 18 ayat (4)) or an excess (ayat (5)).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jamsostek.kernel.money import Rupiah
from jamsostek.law.citations import implements

SHORTFALL: Final = "UU 3/1992, Pasal 18 ayat (4)"
EXCESS: Final = "UU 3/1992, Pasal 18 ayat (5)"


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount that an award owes somebody: of which line, to which payee, as which month."""

    line_no: int
    kind: str
    payee: int
    number: int
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class Standing:
    """An amount made payable earlier; `is_ordered` once somebody was told to pay it."""

    id: int
    kind: str
    payee: int
    number: int
    amount: Rupiah
    is_ordered: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision does: what it makes payable, what it takes back, what stays overpaid."""

    made: tuple[Owed, ...]
    withdrawn: tuple[int, ...]
    awarded: Rupiah
    """What all payables come to afterwards."""
    overpaid: Rupiah
    """What of that is above the award, and stays with those who received it."""


@implements("UU 3/1992, Pasal 32")
def settle(owed: Sequence[Owed], standing: Sequence[Standing]) -> Settled:
    """Give how what is owed now follows from what was made payable earlier.

    Each payee is held apart for each kind of line, so that nobody pays for another.
    """
    wanted: dict[tuple[str, int], list[Owed]] = defaultdict(list)
    there: dict[tuple[str, int], list[Standing]] = defaultdict(list)
    for one in owed:
        wanted[one.kind, one.payee].append(one)
    for other in standing:
        there[other.kind, other.payee].append(other)
    made: list[Owed] = []
    withdrawn: list[int] = []
    overpaid = 0
    for key in dict.fromkeys([*wanted, *there]):
        more, back, over = _settle_one(wanted[key], there[key])
        made += more
        withdrawn += back
        overpaid += over
    awarded = sum(one.amount for one in standing if one.id not in set(withdrawn))
    awarded += sum(one.amount for one in made)
    return Settled(tuple(made), tuple(withdrawn), awarded, overpaid)


def _settle_one(
    wanted: Sequence[Owed], there: Sequence[Standing]
) -> tuple[list[Owed], list[int], Rupiah]:
    """Settle one payee's part of one kind of line."""
    target = sum(one.amount for one in wanted)
    if not there:
        return list(wanted), [], 0
    left = sum(one.amount for one in there)
    back: list[int] = []
    for one in sorted(there, key=lambda one: (-one.number, -one.id)):
        if left <= target:
            break
        if not one.is_ordered:
            back.append(one.id)
            left -= one.amount
    if left >= target:
        return [], back, left - target
    last = max(one.number for one in there)
    of = wanted[0]
    return [Owed(of.line_no, of.kind, of.payee, last + 1, target - left)], back, 0


@implements("UU 3/1992, Pasal 18 ayat (4)", "UU 3/1992, Pasal 18 ayat (5)")
def owed_by_employer(awarded: Rupiah, total: Rupiah, *, undisputed: Rupiah) -> Rupiah:
    """Give what an employer's untrue data cost the fund, which it has to give back.

    `awarded` is what was made payable in all, `total` the award by the corrected data,
    `undisputed` the award by the data that the employer gave at first. What was paid beyond the
    lower of the two came about by its data.
    """
    return max(0, awarded - min(total, undisputed))
