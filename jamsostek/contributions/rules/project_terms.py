"""When a project's terms are due, how late it was registered, and what a smaller value takes back.

The decree lets a contractor pay in terms, and says no days for them. By our convention the first
is due on the last day before the work begins (on the day of registration, where that is later),
each further one when its share of the time of work begins: of three terms the second after one
third and the third after two thirds. So all is paid before the work ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jamsostek.contributions.rules.construction import last_registration_day
from jamsostek.kernel.money import Rupiah
from jamsostek.law.citations import implements
from jamsostek.law.reader import NotInForce


def term_due_dates(
    terms: int, *, registered_on: date, from_date: date, until_date: date
) -> list[date]:
    """Give the day on which each term of a project is due; none lies before the registration."""
    days = (until_date - from_date).days
    starts = [from_date + timedelta(days=days * term // terms) for term in range(1, terms)]
    return [max(day, registered_on) for day in (from_date - timedelta(days=1), *starts)]


class Registered(StrEnum):
    """When a project was registered, against the day its work began."""

    IN_TIME = "IN_TIME"
    LATE = "LATE"
    """Before the work began, with less than the week the decree wants."""
    AFTER_START = "AFTER_START"
    """What happened before, the contractor answers for itself (UU 3/1992, Pasal 19 ayat (2))."""


@implements("KEP-196/MEN/1999")
def registered_in_time(registered_on: date, from_date: date) -> Registered:
    """Tell whether a project was registered a week before its work began, later, or after.

    It is never refused for that: registering is a duty that does not lapse. Cover begins with
    registration and first payment (PP 14/1993, Pasal 7), never before. Where the law of the day
    names no days, only a registration after the start is late.
    """
    if registered_on > from_date:
        return Registered.AFTER_START
    try:
        last_day = last_registration_day(from_date)
    except NotInForce:
        return Registered.IN_TIME
    return Registered.LATE if registered_on > last_day else Registered.IN_TIME


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A bill of a project as far as it can be reduced, in any order."""

    bill_id: int
    due_date: date
    jkk: Rupiah
    jkm: Rupiah
    missing: Rupiah
    """What it still lacks; nothing where it is paid."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """What is taken off one bill."""

    bill_id: int
    jkk: Rupiah
    jkm: Rupiah


def reductions(bills: Sequence[OpenTerm], *, jkk: Rupiah, jkm: Rupiah) -> list[Reduced]:
    """Spread what a smaller contract value takes back over a project's bills.

    First what bills still lack, the one due last first; only what is left then comes off what was
    paid, which becomes the contractor's to have back. The parts add up to what was given.

    Raises:
        MoreThanBilled: more is to be taken back than the bills ask for.
    """
    order = sorted(bills, key=lambda bill: (bill.due_date, bill.bill_id), reverse=True)
    taken = {bill.bill_id: [0, 0] for bill in order}
    for room_of in (_missing, _everything):
        for bill in order:
            room = room_of(bill) - sum(taken[bill.bill_id])
            for part, (asked, left) in enumerate(((bill.jkk, jkk), (bill.jkm, jkm))):
                off = max(0, min(left, asked - taken[bill.bill_id][part], room))
                taken[bill.bill_id][part] += off
                room -= off
                if part:
                    jkm -= off
                else:
                    jkk -= off
    if jkk or jkm:
        raise MoreThanBilled(f"{jkk} of JKK and {jkm} of JKM were never billed.")
    return [Reduced(bill_id, *parts) for bill_id, parts in taken.items() if any(parts)]


def _missing(bill: OpenTerm) -> Rupiah:
    return bill.missing


def _everything(bill: OpenTerm) -> Rupiah:
    return bill.jkk + bill.jkm


class MoreThanBilled(ValueError):
    """More to be taken back than was ever billed."""
