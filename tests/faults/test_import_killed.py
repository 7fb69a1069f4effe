"""A worker killed in the middle of reading or declaring: nothing lost, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill, Declaration, DeclarationLine, WageFile
from jamsostek.contributions.services.wage_files import receive_wage_file
from jamsostek.jobs import stalled
from jamsostek.kernel.months import Month
from jamsostek.ledger.models import Entry
from jamsostek.ledger.queries import verify
from jamsostek.membership.models import Employer
from jamsostek.web import background
from tests.people import act, batik_melati, hire

WORKERS = 1_000
KILLS = 2
SEPTEMBER = Month(2011, 9)
PATIENCE = 60


@dataclass
class Sent:
    """A wage file of an employer with many workers, received and not read yet."""

    employer: Employer
    file: WageFile


@pytest.fixture
def sent(fresh_database) -> Sent:  # noqa: ARG001 - what is sent is committed there
    employer = batik_melati()
    hired = hire(employer, *(f"PEKERJA {n}" for n in range(WORKERS)))
    lines = [f"{kpj};PEKERJA {n};{1_000_000 + n}" for n, kpj in enumerate(hired.rows["kpj"])]
    content = "\n".join(["NO KPJ;NAMA;UPAH", *lines]).encode()
    file = receive_wage_file(
        employer=employer, month=SEPTEMBER, name="upah.csv", content=content, act=act()
    )
    return Sent(employer, file)


def worker(database) -> subprocess.Popen[bytes]:
    """Start a background worker of its own that ends once nothing waits."""
    arguments = ["-m", "django", "procrastinate", "worker", "--one-shot", "--queues", "files"]
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={
            **os.environ,
            **database.environment,
            "DJANGO_SETTINGS_MODULE": "jamsostek.config.settings",
            "JAMSOSTEK_PROCESS": "worker",
        },
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def run_to_the_end(database) -> None:
    assert worker(database).wait(timeout=PATIENCE) == 0


def take_up_again() -> None:
    """Let the half minute pass after which a silent worker is dead, and take its job up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )
    async_to_sync(stalled.retry)(app.job_manager)


def wait_until(holds, *, process: subprocess.Popen[bytes] | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        assert process is None or process.poll() is None
        time.sleep(0.01)


def is_being_done() -> bool:
    return ProcrastinateJob.objects.filter(status="doing").exists()


@contextmanager
def held_up_at(database, table: str) -> Iterator[None]:
    """Keep everybody from writing to a table."""
    with psycopg.connect(database.environment["DATABASE_OWNER_URL"]) as owner:
        owner.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield
        owner.rollback()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'jamsostek-worker' AND wait_event_type = 'Lock')"
        )
        return cursor.fetchone()[0]


def no_worker_is_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'jamsostek-worker')"
        )
        return cursor.fetchone()[0]


def everything_is_there_once(sent: Sent) -> None:
    """Every worker's share is rounded, then summed up; wages are 1,000,000 and up."""
    wages = range(1_000_000, 1_000_000 + WORKERS)
    shares = (37_000, 20_000, 8_900, 3_000)
    expected = sum((wage * share + 500_000) // 1_000_000 for wage in wages for share in shares)
    declaration = Declaration.objects.get(employer=sent.employer)
    assert declaration.workers == WORKERS
    assert declaration.wage_sum == sum(wages)
    assert DeclarationLine.objects.count() == WORKERS
    assert Bill.objects.get().amount == expected
    assert Entry.objects.filter(kind="BILL").count() == 1
    assert Record.objects.filter(action="declare").count() == 1
    assert verify().holds


def read_now(database, sent: Sent) -> None:
    background.read_in_background(sent.file)
    run_to_the_end(database)
    sent.file.refresh_from_db()
    assert sent.file.state == WageFile.State.READ


def test_a_worker_killed_again_and_again_while_reading_reads_the_file_in_the_end(
    fresh_database, sent
):
    background.read_in_background(sent.file)
    dice = random.Random(2011)  # noqa: S311 - of moments, not of secrets

    with held_up_at(fresh_database, "contributions_wagefile"):
        process = worker(fresh_database)
        wait_until(waits_for_a_lock, process=process)
        kill(process)
    take_up_again()
    for _ in range(KILLS):
        process = worker(fresh_database)
        wait_until(lambda process=process: is_being_done() or process.poll() is not None)
        time.sleep(dice.uniform(0, 0.4))
        kill(process)
        take_up_again()
    run_to_the_end(fresh_database)

    sent.file.refresh_from_db()
    assert sent.file.state == WageFile.State.READ
    assert sent.file.summary["rows"] == {"read": WORKERS, "accepted": WORKERS, "rejected": 0}
    assert ProcrastinateJob.objects.get(task_name="read_wage_file").status == "succeeded"


@pytest.mark.parametrize("table", ["contributions_declarationline", "ledger_line"])
def test_a_worker_killed_while_it_writes_leaves_nothing_and_the_next_declares_all(
    fresh_database, sent, table
):
    read_now(fresh_database, sent)
    background.file_in_background(sent.file, end_leavers=False, act=act())

    with held_up_at(fresh_database, table):
        process = worker(fresh_database)
        wait_until(waits_for_a_lock, process=process)
        kill(process)
    wait_until(no_worker_is_connected)
    left_behind = (
        Declaration.objects.count(),
        DeclarationLine.objects.count(),
        Bill.objects.count(),
    )
    take_up_again()
    run_to_the_end(fresh_database)

    assert left_behind == (0, 0, 0)
    everything_is_there_once(sent)


def test_a_worker_killed_between_declaring_and_saying_so_declares_nothing_again(
    fresh_database, sent
):
    read_now(fresh_database, sent)
    background.file_in_background(sent.file, end_leavers=False, act=act())

    run_to_the_end(fresh_database)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'file_wage_file'"
        )
    take_up_again()
    run_to_the_end(fresh_database)

    everything_is_there_once(sent)
