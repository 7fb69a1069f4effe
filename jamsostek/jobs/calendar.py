"""The calendar: one table of all the work that comes round by itself, or once a year by hand.

Whatever sets Django up imports this module, so the rounds import what they need when they run.
"""
# ruff: noqa: PLC0415 - see above

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from jamsostek.institution import clock
from jamsostek.jobs import stalled
from jamsostek.kernel.acts import system_act

FINISHED_JOBS_KEPT_HOURS: Final = 24 * 30

log = structlog.get_logger(__name__)


@app.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Take up again what a killed worker left unfinished."""
    taken_up, given_up = await stalled.retry(app.job_manager)
    if taken_up or given_up:
        log.warning("stalled_jobs", at=timestamp, taken_up=taken_up, given_up=given_up)


@app.task(name="compact_headcount", queueing_lock="compact_headcount")
def compact_headcount(timestamp: int) -> None:
    """Sum up the net changes of headcount and the benefits by day, so that reports stay quick."""
    from jamsostek.membership import services
    from jamsostek.reporting.services import compact_benefit_days, compact_headcount_years

    days, years = services.compact_headcount(), compact_headcount_years()
    benefits = compact_benefit_days()
    log.info("headcount_compacted", at=timestamp, days=days, years=years, benefits=benefits)


@app.task(name="finish_statements", queueing_lock="finish_statements")
def finish_statements(timestamp: int) -> None:
    """Give bank lines to their bills where an import was broken off, or the bill came later."""
    from jamsostek.jobs import bank_statements

    act = system_act("calendar", clock.now(), "Lines not yet given to their bills")
    done = bank_statements.finish_statements(act=act)
    log.info("statements_finished", at=timestamp, bills=done.bills, failed=len(done.failures))


@app.task(name="lapse_bills", queueing_lock="lapse_bills")
def lapse_bills(timestamp: int) -> None:
    """Give up own-account bills that were not paid in time, and bill late money anew."""
    from jamsostek.contributions.services import lapsing

    act = system_act("calendar", clock.now(), "Own-account bills whose time is over")
    done = lapsing.lapse_bills(act=act)
    again, waiting = len(done.billed_again), done.waiting
    log.info("bills_lapsed", at=timestamp, lapsed=done.given_up, again=again, waiting=waiting)


@app.task(name="pay_claims", queueing_lock="pay_claims")
def pay_claims(timestamp: int) -> None:
    """Order the benefits that fall due, and have claims follow the payments made for them."""
    from jamsostek.claims.services import paying

    act = system_act("calendar", clock.now(), "Benefits that fall due")
    ordered = paying.pay_periodic(until=act.day, act=act)
    moved = paying.follow_payments(act=act)
    log.info("claims_paid", at=timestamp, ordered=len(ordered), moved=len(moved))


@app.task(name="verify_books", queueing_lock="verify_books")
def verify_books(timestamp: int) -> None:
    """Recompute the books from their lines, and leave in the trail what was found."""
    from jamsostek.audit import services as audit
    from jamsostek.jobs import verification

    found = verification.verify()
    at = datetime.fromtimestamp(timestamp, UTC)
    with transaction.atomic():
        audit.record(
            act=system_act("calendar", clock.now(), f"Planned for {at:%Y-%m-%d %H:%M} UTC"),
            action="verify_books",
            subject_type="ledger",
            detail={"entries": found.entries, "lines": found.lines, "differences": found.count},
        )
    if found.count:
        log.error("books_differ", differences=found.count, first=str(found.differences[:3]))


@app.task(name="forget_finished_jobs", queueing_lock="forget_finished_jobs")
async def forget_finished_jobs(timestamp: int) -> None:
    """Delete jobs that ended a month ago; what they did is in the trail and the books."""
    await app.job_manager.delete_old_jobs(
        nb_hours=FINISHED_JOBS_KEPT_HOURS, include_failed=True, include_cancelled=True
    )
    log.info("jobs_forgotten", at=timestamp)


@dataclass(frozen=True, slots=True)
class Round:
    """One work of the calendar: when it comes round in UTC (WIB less seven hours), and why.

    Without `cron` a person starts it with the command named in `words`.
    """

    words: str
    cron: str | None = None
    task: Task[Any, Any, Any] | None = None


CALENDAR: Final = (
    Round("Take up what a killed worker left", "* * * * *", retry_stalled_jobs),
    Round("Finish bank statements that were broken off", "*/10 * * * *", finish_statements),
    Round("Sum up changes of headcount and benefits, 01.10 WIB", "10 18 * * *", compact_headcount),
    Round("Let unpaid own-account bills lapse, 00.40 WIB", "40 17 * * *", lapse_bills),
    Round("Order benefits that fall due, and follow their payments", "5 * * * *", pay_claims),
    Round("Verify the books, 01.30 WIB", "30 18 * * *", verify_books),
    Round("Forget jobs that ended a month ago, 02.10 WIB", "10 19 * * *", forget_finished_jobs),
    Round("Credit the year's return: jamsostek savings credit-return, once the rate is decided"),
)

for entry in CALENDAR:
    if entry.cron and entry.task:
        app.periodic(cron=entry.cron)(entry.task)
