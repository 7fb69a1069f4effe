"""Paying the demonstration's benefits: orders, a run a month, and the bank's statement of it."""

from datetime import datetime, time

from jamsostek.claims.services.paying import follow_payments, pay_periodic
from jamsostek.institution.models import StaffMember
from jamsostek.institution.queries import office
from jamsostek.jobs.bank_statements import take_statement
from jamsostek.jobs.demonstration.former_workers import BENEFITS_ACCOUNT
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.staff import REGION
from jamsostek.jobs.demonstration.statements import Booking, Period, klikbca
from jamsostek.kernel.acts import BUSINESS_ZONE, Act, ActorKind
from jamsostek.kernel.months import Month
from jamsostek.ledger.queries import balance_on
from jamsostek.treasury.models import PaymentRun
from jamsostek.treasury.queries import bank_account
from jamsostek.treasury.services.runs import Choice, prepare_run, release_run


def order_benefits(month: Month) -> None:
    """Order what is due by the end of a month."""
    region, day = office(REGION), month.last_day
    pay_periodic(until=day, act=act_on(day, hour=9), branch_ids=sorted(region.branch_ids))


def prepare_benefits(month: Month) -> None:
    """Put a month's orders into one run."""
    prepare_run(
        account=bank_account(BENEFITS_ACCOUNT),
        choice=Choice(due_until=month.last_day, region_id=office(REGION).region_id),
        act=_by("keuangan", day_hour(month, 10)),
    )


def release_benefits(month: Month) -> None:
    """Send a month's run to the bank."""
    run = _run_of(month)
    release_run(run=run, amount=run.amount, act=_by("kanwil", day_hour(month, 11)))


def read_debit(month: Month) -> None:
    """Read the bank's debit of a month's run.

    Raises:
        RunNotTaken: it did not settle the run.
    """
    _read_debit(_run_of(month), month)


def _run_of(month: Month) -> PaymentRun:
    return PaymentRun.objects.get(
        account=bank_account(BENEFITS_ACCOUNT), due_until=month.last_day, branch=None
    )


def follow(month: Month) -> None:
    """Have the claims of a month follow what was paid."""
    follow_payments(act=act_on(month.last_day, hour=17))


def _read_debit(run: PaymentRun, month: Month) -> None:
    account = bank_account(BENEFITS_ACCOUNT)
    opening = balance_on(account.ledger_account_id, month.last_day)
    period = Period(BENEFITS_ACCOUNT, month.first_day, month.last_day, opening)
    debit = Booking(month.last_day, -run.amount, f"TRSF E-BANKING DB {run.code} JAMINAN")
    take_statement(
        content=klikbca(period, [debit]),
        name=f"mutasi-{BENEFITS_ACCOUNT}-{month}.csv",
        act=act_on(month.last_day, hour=16),
    )
    run.refresh_from_db()
    if run.settled_line_id is None:
        raise RunNotTaken(f"The bank's debit did not settle run {run.code}.")


class RunNotTaken(RuntimeError):
    """A run of the demonstration that its statement did not settle."""


def day_hour(month: Month, hour: int) -> datetime:
    """Give an hour of a month's last day."""
    return datetime.combine(month.last_day, time(hour), BUSINESS_ZONE)


def _by(username: str, at: datetime) -> Act:
    member = StaffMember.objects.get(user__username=username)
    return Act(
        actor=username, kind=ActorKind.HUMAN, at=at, user_id=member.user_id, reason="Data peragaan"
    )
