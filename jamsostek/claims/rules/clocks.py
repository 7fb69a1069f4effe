"""By when a claim must go on: notices, payment, and what the institution set for itself."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on


class Clock(StrEnum):
    """What is to happen in time."""

    STAGE_ONE = "STAGE_ONE"
    STAGE_TWO = "STAGE_TWO"
    REVIEW = "REVIEW"
    PAYMENT = "PAYMENT"


class Standing(StrEnum):
    """How a clock stands."""

    RUNNING = "RUNNING"
    SOON = "SOON"
    LATE = "LATE"
    MET = "MET"
    MISSED = "MISSED"
    """It was done, but too late."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of a claim: by when, where that is written, when it was met, how it stands."""

    clock: Clock
    due_at: datetime
    met_at: datetime | None
    citation: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a claim that its clocks run between."""

    programme: str
    cause: str
    state: str
    event_date: date
    event_time: time | None
    reported_at: datetime
    outcome_on: date | None
    second_report_at: datetime | None
    complete_on: date | None
    pended_until: date | None
    decided_at: datetime | None = None
    paid_on: date | None = None


SOON: Final = timedelta(days=7)
"""From so long before the end of the month of payment a claim is shown as due soon."""


def deadlines(moments: Moments, now: datetime) -> tuple[Deadline, ...]:
    """Give the clocks of a claim that have begun, the nearest first."""
    found = [*_notices(moments, now), *_review(moments, now), *_payment(moments, now)]
    return tuple(sorted(found, key=lambda one: (one.met_at is not None, one.due_at)))


def next_deadline(moments: Moments, now: datetime) -> Deadline | None:
    """Give the clock that runs out first, or none where nothing runs."""
    running = [one for one in deadlines(moments, now) if one.met_at is None]
    return running[0] if running else None


def _notices(moments: Moments, now: datetime) -> list[Deadline]:
    if moments.programme != "JKK":
        return []
    due, citation = notice_due(moments.cause, moments.event_date, moments.event_time)
    found = [_deadline(Clock.STAGE_ONE, due, moments.reported_at, citation, now)]
    if moments.outcome_on is not None:
        due, citation = outcome_due(moments.outcome_on)
        met = moments.second_report_at
        found.append(_deadline(Clock.STAGE_TWO, due, met, citation, now))
    return found


@implements("UU 3/1992, Pasal 10 ayat (1)", "PP 14/1993, Pasal 18 ayat (2)", "PP 14/1993, Pasal 19")
def notice_due(cause: str, day: date, at: time | None) -> tuple[datetime, str]:
    """Give by when an accident, or a diagnosed disease, must be reported, with its article.

    Twice twenty-four hours from the hour; where that is not known, from the end of the day.
    """
    name = "disease_report_hours" if cause == "DISEASE" else "accident_report_hours"
    row = row_on("claims", name, on=day)
    return _from(day, at) + timedelta(hours=row.value), row.citation


@implements("UU 3/1992, Pasal 10 ayat (2)", "PP 14/1993, Pasal 18 ayat (3)")
def outcome_due(stated_on: date) -> tuple[datetime, str]:
    """Give by when the outcome must be reported after the doctor's statement, with its article."""
    row = row_on("claims", "outcome_report_hours", on=stated_on)
    return _from(stated_on, None) + timedelta(hours=row.value), row.citation


@implements("UU 3/1992, Pasal 26")
def payment_due(complete_on: date) -> tuple[date, str]:
    """Give the last day to pay after all that is needed was there: a month, with its article.

    The month ends on the day of the same number; where the month has none, on its last day.
    """
    row = row_on("claims", "payment_months", on=complete_on)
    return months_after(complete_on, row.value), row.citation


def months_after(day: date, months: int) -> date:
    """Give the day of the same number so many months later, or the last of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _review(moments: Moments, now: datetime) -> list[Deadline]:
    if moments.state != "PENDED" or moments.pended_until is None:
        return []
    return [_deadline(Clock.REVIEW, _from(moments.pended_until, None), None, "", now)]


def _payment(moments: Moments, now: datetime) -> list[Deadline]:
    if moments.complete_on is None or moments.state in {"REJECTED", "WITHDRAWN", "OPEN", "PENDED"}:
        return []
    last, citation = payment_due(moments.complete_on)
    met = _from(moments.paid_on, time(0)) if moments.paid_on else None
    return [_deadline(Clock.PAYMENT, _from(last, None), met, citation, now)]


def _deadline(
    clock: Clock, due: datetime, met: datetime | None, citation: str, now: datetime
) -> Deadline:
    if met is not None:
        standing = Standing.MET if met <= due else Standing.MISSED
    elif now > due:
        standing = Standing.LATE
    else:
        standing = Standing.SOON if due - now <= SOON else Standing.RUNNING
    return Deadline(clock, due, met, citation, standing)


def _from(day: date, at: time | None) -> datetime:
    """Give the instant at a time of a day; without one, at the end of the day."""
    if at is None:
        return datetime.combine(day, time(0), BUSINESS_ZONE) + timedelta(days=1)
    return datetime.combine(day, at, BUSINESS_ZONE)
