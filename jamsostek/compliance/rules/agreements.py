"""Paying arrears in instalments: the plan, and whether it is kept.

The law knows no instalments and gives no leave to pay later: PP 14/1993, Pasal 10 ayat (3) goes
on fining what is late. An agreement only says which payments the institution waits for before it
does more. The limits here are therefore conventions of ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from jamsostek.kernel.money import Rupiah, allocate
from jamsostek.kernel.months import Month

GRACE: Final = timedelta(days=7)
"""How late an instalment may come: for the banks' files to arrive."""
FEWEST: Final = 2
MOST: Final = 12
FIRST_WITHIN: Final = timedelta(days=31)
"""How far ahead the first instalment may lie."""


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment: its place, its day and its amount."""

    number: int
    due_date: date
    amount: Rupiah


def plan(total: Rupiah, *, count: int, first_date: date) -> list[Part]:
    """Split arrears into monthly instalments that add up to them.

    They fall on the day of the month of the first, or on the last day of a shorter month.
    """
    return [
        Part(number, _month_later(first_date, number - 1), amount)
        for number, amount in enumerate(allocate(total, [1] * count), start=1)
    ]


def _month_later(first: date, months: int) -> date:
    month = Month.of(first) + months
    return month.day(min(first.day, month.days))


class Outcome(StrEnum):
    """What became of an instalment, or of a whole agreement."""

    KEPT = "KEPT"
    AHEAD = "AHEAD"
    WAITING = "WAITING"
    """Its day is over, the days of grace are not."""
    BROKEN = "BROKEN"


@dataclass(frozen=True, slots=True)
class PartStanding:
    """An instalment held against what was received."""

    part: Part
    last_day: date
    """The last day of grace."""
    paid: Rupiah
    """What of it is paid on the day looked at."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement held against what was received: kept, going on, or broken since when."""

    parts: tuple[PartStanding, ...]
    outcome: Outcome
    broken_on: date | None
    paid: Rupiah
    missing: Rupiah


@dataclass(frozen=True, slots=True)
class Covered:
    """A bill of an agreement: what it asks for now, and what it received on which days."""

    asked: Rupiah
    received: tuple[tuple[date, Rupiah], ...]

    def lacking(self, on: date) -> Rupiah:
        """Give what it still lacked when a day ended."""
        return max(0, self.asked - sum(amount for day, amount in self.received if day <= on))


def held_against(parts: Sequence[Part], bills: Iterable[Covered], *, on: date) -> Standing:
    """Hold a plan against what its bills received until a day.

    An instalment is kept if all that was due up to it came by its last day of grace, whichever
    of the bills it was paid for. One that was not breaks the agreement on the day after, for
    good: paying later still settles the bills.
    """
    covered = list(bills)
    total = sum(part.amount for part in parts)

    def paid_by(day: date) -> Rupiah:
        return max(0, total - sum(bill.lacking(day) for bill in covered))

    paid_now, owed, found = paid_by(on), 0, []
    for part in parts:
        last_day = part.due_date + GRACE
        before, owed = owed, owed + part.amount
        is_kept = paid_by(min(on, last_day)) >= owed
        found.append(
            PartStanding(
                part=part,
                last_day=last_day,
                paid=min(part.amount, max(0, paid_now - before)),
                outcome=Outcome.KEPT if is_kept else _unpaid(part, last_day, on),
            )
        )
    broken = next((each for each in found if each.outcome is Outcome.BROKEN), None)
    is_done = all(each.outcome is Outcome.KEPT for each in found)
    return Standing(
        parts=tuple(found),
        outcome=Outcome.BROKEN if broken else Outcome.KEPT if is_done else Outcome.AHEAD,
        broken_on=broken.last_day + timedelta(days=1) if broken else None,
        paid=min(paid_now, total),
        missing=max(0, total - paid_now),
    )


def _unpaid(part: Part, last_day: date, on: date) -> Outcome:
    if on > last_day:
        return Outcome.BROKEN
    return Outcome.WAITING if on > part.due_date else Outcome.AHEAD
