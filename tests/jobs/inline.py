"""Running the waiting jobs in the test's own transaction, as the worker would."""

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def run_waiting_jobs() -> list[str]:
    """Run what waits, oldest first, until nothing waits; give the names of what ran."""
    ran = []
    while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
        move(job.pk, "doing")
        try:
            app.tasks[job.task_name](**job.args)
        except Exception:
            move(job.pk, "failed")
            raise
        move(job.pk, "succeeded")
        ran.append(job.task_name)
    return ran


def move(job_id: int, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job_id])
