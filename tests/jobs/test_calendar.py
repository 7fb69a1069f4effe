"""The calendar's rounds."""

import json
from datetime import UTC, datetime

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from jamsostek.audit.models import Record
from jamsostek.jobs import calendar, stalled

NIGHT = int(datetime(2011, 10, 3, 18, 30, tzinfo=UTC).timestamp())


def test_every_round_with_a_time_is_registered_once():
    rounds = {entry.task.name: entry.cron for entry in calendar.CALENDAR if entry.task}

    registered = {
        name: periodic.cron for (name, _), periodic in app.periodic_registry.periodic_tasks.items()
    }

    assert registered == rounds
    assert set(rounds) == {
        "retry_stalled_jobs",
        "finish_statements",
        "lapse_bills",
        "pay_claims",
        "compact_headcount",
        "verify_books",
        "forget_finished_jobs",
    }


@pytest.mark.django_db
def test_the_nightly_verification_leaves_a_record_of_what_it_found():
    calendar.verify_books(timestamp=NIGHT)

    record = Record.objects.get(action="verify_books")
    assert record.actor_kind == "SYSTEM"
    assert record.detail["differences"] == 0
    assert record.reason == "Planned for 2011-10-03 18:30 UTC"


def job_of_dead_worker(attempts: int, *, silent: str = "1 minute", lock: str = "one") -> int:
    """Give a job that a worker was at when it was last heard of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - %s::interval) RETURNING id",
            [silent],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs
                (queue_name, task_name, args, status, attempts, worker_id, queueing_lock)
            VALUES ('files', 'read_wage_file', %s, 'doing', %s, %s, %s) RETURNING id
            """,
            [json.dumps({"wage_file_id": 1}), attempts, worker, lock],
        )
        return cursor.fetchone()[0]


def waiting_job(lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
            " VALUES ('files', 'read_wage_file', %s)",
            [lock],
        )


def status(job_id: int) -> str:
    return ProcrastinateJob.objects.get(pk=job_id).status


@pytest.mark.django_db
def test_the_job_of_a_worker_that_fell_silent_waits_again():
    job = job_of_dead_worker(attempts=0)

    counted = async_to_sync(stalled.retry)(app.job_manager)

    assert counted == (1, 0)
    assert status(job) == "todo"


@pytest.mark.django_db
def test_the_job_of_a_worker_that_lives_is_left_to_it():
    job = job_of_dead_worker(attempts=0, silent="20 seconds")

    counted = async_to_sync(stalled.retry)(app.job_manager)

    assert counted == (0, 0)
    assert status(job) == "doing"


@pytest.mark.django_db
def test_a_job_that_outlives_no_worker_is_given_up():
    endured = job_of_dead_worker(attempts=4, lock="endured")
    too_often = job_of_dead_worker(attempts=5, lock="too often")

    counted = async_to_sync(stalled.retry)(app.job_manager)

    assert counted == (1, 1)
    assert (status(endured), status(too_often)) == ("todo", "failed")


@pytest.mark.usefixtures("fresh_database")
def test_a_stalled_job_whose_work_waits_already_is_given_up():
    waiting_job("same file")
    job = job_of_dead_worker(attempts=0, lock="same file")

    counted = async_to_sync(stalled.retry)(app.job_manager)

    assert counted == (0, 1)
    assert status(job) == "failed"
