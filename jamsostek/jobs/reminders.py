"""A branch's round of letters, with its progress stored as it goes."""

from jamsostek.compliance.models import Reminder, ReminderRun
from jamsostek.compliance.services.reminders import remind_branch
from jamsostek.institution import clock
from jamsostek.kernel.acts import Act


def send_round(*, run: ReminderRun, position: str, act: Act) -> ReminderRun:
    """Send what is due at the branch of a round, and note what came of it."""

    def note(done: int, total: int) -> None:
        ReminderRun.objects.filter(pk=run.pk).update(done=done, total=total)

    remind_branch(run=run, position=position, act=act, progress=note)
    run.letters = Reminder.objects.filter(
        employer__branch_id=run.branch_id, sent_at=act.at, sent_by=act.actor
    ).count()
    run.finished_at = clock.now()
    run.save(update_fields=["letters", "finished_at"])
    return run
