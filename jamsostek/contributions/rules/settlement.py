"""What every bill has received: a function of the set of payments, whatever order they came in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter
from typing import Final

NOTHING: Final = Decimal(0)


class State(StrEnum):
    """What a bill has received, against what is due."""

    OPEN = "OPEN"
    PART = "PART"
    PAID = "PAID"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class Due:
    """A bill as far as payment goes."""

    code: str
    amount: int
    due_date: date
    issued_on: date | None = None
    """The day that settles a bill over nothing, where it is known."""
    last_day: date | None = None
    """The last day whose money it takes, of a bill that is an offer; later money names it not."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A standing credit: booked, not taken back, a payment and no interest.

    `key` is the line's identity; it must not depend on the order of arrival. `day` is the day
    the money counts from.
    """

    key: str
    day: date
    amount: Decimal
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one receipt pays of one bill."""

    key: str
    code: str
    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Received:
    """What one bill has received, and the day that covered it in full."""

    code: str
    due: int
    amount: Decimal
    state: State
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Bills in the order asked for, the shares they are made of, and what is left of receipts."""

    bills: tuple[Received, ...]
    shares: tuple[Share, ...]
    unmatched: Mapping[str, Decimal]
    """What is left of a receipt, by its key; receipts used up are not in it."""


def settle(receipts: Iterable[Receipt], bills: Sequence[Due]) -> Settlement:
    """Give what each bill has received (BANK-7).

    A receipt that names one bill goes to it whole, also beyond what is due. One that names
    several fills what those still lack by due date, then code, after all receipts naming one;
    among themselves the day decides, then the amount, then the key. Codes of other bills name
    nothing, nor does money that comes after a bill's last day.
    """
    dues = {bill.code: bill for bill in bills}
    shares: list[Share] = []
    lacking = {bill.code: Decimal(bill.amount) for bill in bills}
    unmatched: dict[str, Decimal] = {}
    for receipt in sorted(receipts, key=_order):
        named = sorted(
            (dues[code] for code in set(receipt.codes) if _takes(dues.get(code), receipt.day)),
            key=lambda bill: (bill.due_date, bill.code),
        )
        rest = receipt.amount
        for bill in named:
            part = rest if len(named) == 1 else min(rest, max(lacking[bill.code], NOTHING))
            if part > NOTHING:
                shares.append(Share(receipt.key, bill.code, receipt.day, part))
            lacking[bill.code] -= part
            rest -= part
        if rest:
            unmatched[receipt.key] = rest
    return Settlement(tuple(_received(bills, shares)), tuple(shares), unmatched)


def state_of(due: int, received: Decimal) -> State:
    """Give the state of a bill: nothing received is OPEN, whatever is due."""
    if not received:
        return State.OPEN
    if received == due:
        return State.PAID
    return State.OVER if received > due else State.PART


def _takes(bill: Due | None, day: date) -> bool:
    return bill is not None and (bill.last_day is None or day <= bill.last_day)


def _order(receipt: Receipt) -> tuple[bool, date, Decimal, str]:
    return len(set(receipt.codes)) > 1, receipt.day, receipt.amount, receipt.key


def _received(bills: Iterable[Due], shares: Iterable[Share]) -> Iterable[Received]:
    of_bill: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        of_bill[share.code].append(share)
    for bill in bills:
        its = of_bill[bill.code]
        total = sum((share.amount for share in its), NOTHING)
        settled_on = covered_on(bill.amount, ((share.day, share.amount) for share in its))
        if not bill.amount and bill.issued_on:
            settled_on = bill.issued_on
        state = state_of(bill.amount, total)
        if settled_on and state is State.OPEN:
            state = State.PAID
        yield Received(bill.code, bill.amount, total, state, settled_on)


def covered_on(amount: int, paid: Iterable[tuple[date, Decimal | int]]) -> date | None:
    """Give the first day on which what was paid up to it makes up an amount."""
    total = NOTHING
    for day, part in sorted(paid, key=itemgetter(0)):
        total += part
        if total >= amount:
            return day
    return None
