"""A batch of statements killed in the middle: nobody gets two of a year, no number is missing."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from jamsostek.documents.models import Content, Document, Numbering
from tests.people import yogyakarta

PEOPLE = 120
KILLS = 2
PATIENCE = 90

ISSUE = f"""
import django

django.setup()
from jamsostek.documents import services
from tests.documents.papers import yearly
from tests.people import act

services.CHUNK = 10
services.issue_many(new=map(yearly, range(1, {PEOPLE} + 1)), act=act())
"""


def start(database) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", ISSUE],
        env={
            **os.environ,
            **database.environment,
            "DJANGO_SETTINGS_MODULE": "jamsostek.config.settings",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_once_it_moves(process: subprocess.Popen[bytes], after: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while Document.objects.count() <= after:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    while others_connected():
        time.sleep(0.01)


def others_connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'jamsostek-command'"
        )
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("fresh_database")
def test_a_batch_killed_again_and_again_gives_everybody_one(fresh_database):
    yogyakarta()
    stopped_at = []

    for _ in range(KILLS):
        process = start(fresh_database)
        kill_once_it_moves(process, Document.objects.count())
        stopped_at.append(Document.objects.count())
    assert start(fresh_database).wait(timeout=PATIENCE) == 0

    assert stopped_at[-1] < PEOPLE
    people = Document.objects.order_by("subject_id").values_list("subject_id", flat=True)
    assert list(people) == list(range(1, PEOPLE + 1))
    numbers = Document.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(numbers) == list(range(1, PEOPLE + 1))
    assert (Content.objects.count(), Numbering.objects.get().last) == (PEOPLE, PEOPLE)
