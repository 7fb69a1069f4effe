"""Asking the background worker for work, and telling how far it is.

Doors do not know each other's code: work is asked for by its name, in the transaction of the
request, so that it begins only if what it is about was stored.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from jamsostek.compliance.models import ReminderRun
from jamsostek.contributions.models import WageFile
from jamsostek.kernel.acts import Act
from jamsostek.savings.models import StatementRun
from jamsostek.treasury.models import StatementUpload

READ_WAGE_FILE: Final = "read_wage_file"
FILE_WAGE_FILE: Final = "file_wage_file"
IMPORT_BANK_STATEMENT: Final = "import_bank_statement"
SEND_REMINDERS: Final = "send_reminders"
PRINT_STATEMENTS: Final = "print_statements"


class Stage(StrEnum):
    """How far some background work is."""

    NONE = "NONE"
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    GIVEN_UP = "GIVEN_UP"


_STAGES = {
    "todo": Stage.WAITING,
    "doing": Stage.RUNNING,
    "succeeded": Stage.DONE,
    "failed": Stage.GIVEN_UP,
    "aborted": Stage.GIVEN_UP,
    "cancelled": Stage.GIVEN_UP,
}


@dataclass(frozen=True, slots=True)
class Work:
    """The latest work on one subject: what it is, how far, and in which attempt."""

    task: str
    stage: Stage
    attempt: int

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of it waits or runs."""
        return self.stage not in {Stage.WAITING, Stage.RUNNING}


def work_on(subject: str) -> Work:
    """Give the latest work asked for on a subject, such as `wage_file:7`."""
    job = ProcrastinateJob.objects.filter(lock=subject).order_by("-id").first()
    if job is None:
        return Work("", Stage.NONE, 0)
    return Work(job.task_name, _STAGES[job.status], job.attempts + 1)


def wage_file_subject(wage_file: WageFile) -> str:
    """Give the name under which work on a wage file is locked."""
    return f"wage_file:{wage_file.pk}"


def read_in_background(wage_file: WageFile) -> None:
    """Ask for a wage file to be read; asking twice is asking once."""
    _ask(READ_WAGE_FILE, wage_file_subject(wage_file), wage_file_id=wage_file.pk)


def file_in_background(wage_file: WageFile, *, end_leavers: bool, act: Act) -> None:
    """Ask for a wage file to be declared as it was read and seen."""
    _ask(
        FILE_WAGE_FILE,
        wage_file_subject(wage_file),
        wage_file_id=wage_file.pk,
        end_leavers=end_leavers,
        act=act.as_json(),
    )


def upload_subject(upload: StatementUpload) -> str:
    """Give the name under which work on a sent bank statement is locked."""
    return f"statement_upload:{upload.pk}"


def import_in_background(upload: StatementUpload, *, act: Act) -> None:
    """Ask for a bank statement to be taken into the books."""
    _ask(IMPORT_BANK_STATEMENT, upload_subject(upload), upload_id=upload.pk, act=act.as_json())


def reminders_subject(run: ReminderRun) -> str:
    """Give the name under which the letters of a branch are locked: one round at a time."""
    return f"reminders:{run.branch_id}:{run.pk}"


def send_reminders_in_background(run: ReminderRun, *, position: str, act: Act) -> None:
    """Ask for a branch's letters to be sent."""
    arguments = {"run_id": run.pk, "position": position, "act": act.as_json()}
    _ask(SEND_REMINDERS, reminders_subject(run), **arguments)


def statements_subject(run: StatementRun) -> str:
    """Give the name under which work on a branch's yearly statements is locked."""
    return f"statement_run:{run.pk}"


def print_in_background(run: StatementRun, *, act: Act) -> None:
    """Ask for a branch's yearly statements to be issued and set into files."""
    _ask(PRINT_STATEMENTS, statements_subject(run), run_id=run.pk, act=act.as_json())


def _ask(task: str, subject: str, **arguments: object) -> None:
    """Put work into the queue: one at a time on a subject, and each kind waiting only once."""
    try:
        with transaction.atomic():
            app.configure_task(task, lock=subject, queueing_lock=f"{task}:{subject}").defer(
                **arguments  # type: ignore[arg-type]
            )
    except AlreadyEnqueued:
        return
