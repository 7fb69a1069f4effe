"""What a killed worker leaves behind: jobs that look as if somebody were still at them."""

from typing import Final

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

SILENT_SECONDS: Final = 30.0
"""A worker gives a sign of life every ten seconds; after three it failed to give it is dead."""

KILLS_ENDURED: Final = 5
"""A job that outlives no worker is given up, so that one bad file stops no other."""


async def retry(jobs: JobManager) -> tuple[int, int]:
    """Take up the jobs of dead workers again; give how many were taken up and given up."""
    taken_up = given_up = 0
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts < KILLS_ENDURED and await _taken_up(jobs, job):
            taken_up += 1
        else:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
            given_up += 1
    return taken_up, given_up


async def _taken_up(jobs: JobManager, job: Job) -> bool:
    """Put a job back into the queue, unless the same work waits there already."""
    try:
        await jobs.retry_job(job, retry_at=utcnow())
    except UniqueViolation:
        return False
    return True
