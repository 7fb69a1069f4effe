"""The tasks that the background worker knows, by the names that the doors ask for them with.

Every task may be killed at any point and run again: what it stores is stored in one transaction
or is only its own progress, and what is done already is recognised. A task is asked for with a
lock of its subject, so that one file is never worked on twice at the same time.

Whatever sets Django up imports this module, so the tasks import what they need when they run.
"""
# ruff: noqa: PLC0415 - see above

from typing import Any, Final

from django.db import IntegrityError, InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from jamsostek.jobs import calendar
from jamsostek.kernel.acts import act_from_json

ATTEMPTS: Final = 4
PASSING: Final = (OperationalError, InterfaceError, IntegrityError, OSError)
"""A database that is away for a moment, a race lost, a full disk. Other faults stay as they are,
and what stands against the work itself is no fault: it is kept for the page."""

AGAIN: Final = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=3, retry_exceptions=PASSING)
"""What fails every time is given up and shown."""

__all__ = [
    "calendar",
    "file_wage_file",
    "import_bank_statement",
    "print_statements",
    "read_wage_file",
    "send_reminders",
]


@app.task(name="read_wage_file", queue="files", retry=AGAIN)
def read_wage_file(*, wage_file_id: int) -> None:
    """Read a wage file that was received, against the register as it stands."""
    from jamsostek.contributions.models import WageFile
    from jamsostek.contributions.services.wage_files import read_received

    read_received(wage_file=WageFile.objects.select_related("employer").get(pk=wage_file_id))


@app.task(name="file_wage_file", queue="files", retry=AGAIN)
def file_wage_file(*, wage_file_id: int, end_leavers: bool, act: dict[str, Any]) -> None:
    """File a wage file that the employer has seen and sent off.

    Killed after it has committed, it is run again and finds the file filed. Where a fact stands
    against it, such as a month that another file has declared meanwhile, the page says so.
    """
    from jamsostek.contributions.models import WageFile
    from jamsostek.jobs.wage_files import file_or_say_why

    wage_file = WageFile.objects.select_related("employer").get(pk=wage_file_id)
    if wage_file.state == WageFile.State.FILED:
        return
    file_or_say_why(wage_file=wage_file, end_leavers=end_leavers, act=act_from_json(act))


@app.task(name="import_bank_statement", queue="files", retry=AGAIN)
def import_bank_statement(*, upload_id: int, act: dict[str, Any]) -> None:
    """Take in a statement that was sent: into the books, then to the bills.

    Its lines are stored all or none; what a killed run did not give to the bills, the next does.
    """
    from jamsostek.jobs.uploads import take_upload
    from jamsostek.treasury.models import StatementUpload

    upload = StatementUpload.objects.select_related("account").get(pk=upload_id)
    take_upload(upload=upload, act=act_from_json(act))


@app.task(name="send_reminders", queue="files", retry=AGAIN)
def send_reminders(*, run_id: int, position: str, act: dict[str, Any]) -> None:
    """Send a branch the letters that are due; what a killed run did not send, the next does."""
    from jamsostek.compliance.models import ReminderRun
    from jamsostek.jobs.reminders import send_round

    run = ReminderRun.objects.get(pk=run_id)
    if run.finished_at is None:
        send_round(run=run, position=position, act=act_from_json(act))


@app.task(name="print_statements", queue="files", retry=AGAIN)
def print_statements(*, run_id: int, act: dict[str, Any]) -> None:
    """Issue a year's statements of a branch and set them into files for the printer.

    Killed, it is run again and goes on with those who have none yet.
    """
    from jamsostek.savings.models import StatementRun
    from jamsostek.savings.services import printing

    run = StatementRun.objects.get(pk=run_id)
    if run.finished_at is None:
        printing.print_statements(run=run, act=act_from_json(act))
