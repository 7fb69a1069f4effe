"""A month's bill and the bills of its corrections, settled together version by version.

Every correction makes a further version of the month, which asks for what all bills up to it add
up to. What was received for any of them is received for the month, and settles the last version
that it covers. So members hold exactly what one version of the month says, never a mixture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final

from jamsostek.contributions.rules.settlement import (
    Due,
    Receipt,
    Share,
    State,
    covered_on,
    settle,
)

NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Version:
    """One bill of a month: the declaration's own, or the difference that a correction made."""

    code: str
    amount: int
    """Below zero where a correction takes more off than it adds."""
    persons: frozenset[int] = frozenset()
    """Whom a correction concerns."""


@dataclass(frozen=True, slots=True)
class Family:
    """The bills that are settled together: one alone, or a month's with its corrections."""

    versions: tuple[Version, ...]
    """In the order of `in_order`, the declaration's own bill first."""
    due_date: date
    issued_on: date
    """The day that settles what asks for nothing."""
    last_day: date | None = None
    """The last day whose money it takes, of what is an offer."""

    @property
    def code(self) -> str:
        """The code under which all its money is counted: that of its first bill."""
        return self.versions[0].code

    @property
    def amount(self) -> int:
        """What all of it asks for, with every correction."""
        return sum(version.amount for version in self.versions)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one bill asks for after the corrections of its month, and what it has received."""

    code: str
    place: int
    asked: int
    received: int
    state: State
    settled_on: date | None


def in_order(corrections: Iterable[Version]) -> list[Version]:
    """Put corrections, given as they were made, in the order in which their versions count.

    Corrections of other persons might as well have come the other way round, and must not make
    a difference: those in the employer's favour come first, then by amount. Those of one person
    stay as they were made.
    """
    left = list(corrections)
    ordered = []
    while left:
        free = [
            each
            for number, each in enumerate(left)
            if all(each.persons.isdisjoint(earlier.persons) for earlier in left[:number])
        ]
        first = min(free, key=lambda each: (each.amount, sorted(each.persons)))
        left.remove(first)
        ordered.append(first)
    return ordered


def versions_covered_at(amounts: Iterable[int]) -> list[int]:
    """Give for each version how much must be received for it, or a later one, to be settled.

    A later version may ask for less: then what it asks for is enough for the earlier too.
    """
    sums = list(accumulate(amounts))
    return list(accumulate(reversed(sums), min))[::-1]


def work_out(
    receipts: Iterable[Receipt], families: Sequence[Family]
) -> tuple[list[Standing], list[Share]]:
    """Give where every bill stands, and what each receipt pays of it.

    Receipts are given to families as `settle` gives them to bills, a family being one bill for
    all of it; within the family they fill one version after the other, the earliest money first,
    and what is left over stays with its first bill.
    """
    head = {version.code: each.code for each in families for version in each.versions}
    meant = [
        Receipt(
            receipt.key,
            receipt.day,
            receipt.amount,
            tuple(sorted({head[code] for code in receipt.codes if code in head})),
        )
        for receipt in receipts
    ]
    dues = [
        Due(each.code, each.amount, each.due_date, each.issued_on, each.last_day)
        for each in families
    ]
    given: dict[str, list[Share]] = {each.code: [] for each in families}
    for share in settle(meant, dues).shares:
        given[share.code].append(share)
    standings: list[Standing] = []
    shares: list[Share] = []
    for each in families:
        stands, parts = _within(each, given[each.code])
        standings += stands
        shares += parts
    return standings, shares


def _within(family: Family, shares: Sequence[Share]) -> tuple[list[Standing], list[Share]]:
    covered_at = versions_covered_at(version.amount for version in family.versions)
    asked = [covered_at[0], *(later - sooner for sooner, later in pairwise(covered_at))]
    parts = _spread(shares, asked, [version.code for version in family.versions])
    paid = [(share.day, share.amount) for share in shares]
    standings = []
    for place, version in enumerate(family.versions):
        received = sum((part.amount for part in parts if part.code == version.code), NOTHING)
        at = covered_at[place]
        settled_on = covered_on(at, paid) if at > 0 else family.issued_on
        state = _state(asked[place], int(received), settled_on)
        standings.append(
            Standing(version.code, place, asked[place], int(received), state, settled_on)
        )
    return standings, parts


def _spread(shares: Iterable[Share], asked: Sequence[int], codes: Sequence[str]) -> list[Share]:
    """Fill one bill after the other; what nobody asks for goes to the first."""
    lacking = [max(amount, 0) for amount in asked]
    paid: dict[tuple[str, int], Share] = {}
    for share in sorted(shares, key=lambda share: (share.day, share.amount, share.key)):
        rest = int(share.amount)
        for place, lacks in enumerate(lacking):
            part = min(rest, lacks)
            if part:
                paid[share.key, place] = Share(share.key, codes[place], share.day, Decimal(part))
            lacking[place] -= part
            rest -= part
        if rest:
            first = paid.get((share.key, 0))
            more = rest + (first.amount if first else NOTHING)
            paid[share.key, 0] = Share(share.key, codes[0], share.day, Decimal(more))
    return list(paid.values())


def _state(asked: int, received: int, settled_on: date | None) -> State:
    if settled_on is None:
        return State.PART if received else State.OPEN
    return State.OVER if received > asked else State.PAID
