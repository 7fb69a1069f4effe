"""The clocks of claims in words and signs, late never by colour alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, ClaimStep, State
from jamsostek.claims.rules.clocks import Clock, Deadline, Moments, Standing, deadlines
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.web.templatetags.words import instant, long_date, number

WHAT: Final[dict[Clock, Promise]] = {
    Clock.STAGE_ONE: _("Laporan tahap I"),
    Clock.STAGE_TWO: _("Laporan tahap II"),
    Clock.REVIEW: _("Tinjau lagi"),
    Clock.PAYMENT: _("Bayar"),
}
BY_THE_HOUR: Final = (Clock.STAGE_ONE, Clock.STAGE_TWO)
LOOKS: Final = {
    Standing.RUNNING: "none",
    Standing.SOON: "wait",
    Standing.LATE: "bad",
    Standing.MET: "good",
    Standing.MISSED: "bad",
}


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock for people: what, until when, how it stands in words, its sign, its article."""

    what: str
    until: str
    words: str
    look: str
    citation: str

    @property
    def is_late(self) -> bool:
        """Whether it ran out, done later or not."""
        return self.look == "bad"


def deadlines_of(claim: Claim, at: datetime) -> tuple[Deadline, ...]:
    """Give the clocks of a claim that have begun, the nearest first."""
    return deadlines(_moments(claim), at)


def next_deadline_of(claim: Claim, at: datetime) -> Deadline | None:
    """Give the clock of a claim that runs out first, or none where nothing runs."""
    return next((one for one in deadlines_of(claim, at) if one.met_at is None), None)


def _moments(claim: Claim) -> Moments:
    paid_on = None
    if claim.state == State.PAID:
        paid = ClaimStep.objects.filter(claim=claim, state=State.PAID).order_by("-pk").first()
        paid_on = paid.made_at.astimezone(BUSINESS_ZONE).date() if paid else None
    return Moments(
        programme=claim.programme,
        cause=claim.cause,
        state=claim.state,
        event_date=claim.event_date,
        event_time=claim.event_time,
        reported_at=claim.reported_at,
        outcome_on=claim.outcome_on,
        second_report_at=claim.second_report_at,
        complete_on=claim.complete_on,
        pended_until=claim.pended_until,
        paid_on=paid_on,
    )


def shown_clock(deadline: Deadline, now: datetime) -> ShownClock:
    """Put a clock into words as it stands at an instant."""
    what = str(WHAT[deadline.clock])
    return ShownClock(
        what=what,
        until=_until(deadline),
        words=f"{what}: {_standing(deadline, now)}",
        look=LOOKS[deadline.standing],
        citation=deadline.citation,
    )


def _until(deadline: Deadline) -> str:
    """Give the hour where the law counts hours, else the last day."""
    if deadline.clock in BY_THE_HOUR:
        return instant(deadline.due_at)
    last = deadline.due_at.astimezone(BUSINESS_ZONE) - timedelta(microseconds=1)
    return long_date(last.date())


def _standing(deadline: Deadline, now: datetime) -> str:
    if deadline.standing is Standing.MET:
        return say("tepat waktu")
    if deadline.standing is Standing.MISSED:
        done = deadline.met_at or now
        return say("terlambat %(time)s") % {"time": _length(done - deadline.due_at)}
    if deadline.standing is Standing.LATE:
        return say("lewat %(time)s") % {"time": _length(now - deadline.due_at)}
    return say("sisa %(time)s") % {"time": _length(deadline.due_at - now)}


def _length(time: timedelta) -> str:
    """Write a length of time in hours below two days, else in days."""
    hours = int(time.total_seconds() // 3600)
    if hours < 48:
        return say("%(n)s jam") % {"n": number(max(hours, 1))}
    return say("%(n)s hari") % {"n": number(hours // 24)}
