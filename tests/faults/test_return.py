"""A year's return killed in the middle, again and again: every rupiah credited once."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from django.db import connection

from jamsostek.ledger.models import Entry, Line
from jamsostek.ledger.queries import verify
from jamsostek.membership.models import InsuredPerson
from jamsostek.savings.models import ReturnRun, SavingsAccount, SavingsYear
from tests.people import batik_melati, hire
from tests.savings.accounts import open_for, receive_for

ACCOUNTS = 1_500
CHUNK = 25
KILLS = 4
PATIENCE = 60
SEPTEMBER_20 = date(2011, 9, 20)

CREDIT = f"""
import django

django.setup()
from datetime import date
from jamsostek.savings.services import begin_return, continue_return
from tests.people import act

february = act(date(2012, 2, 1))
run = begin_return(year=2011, act=february)
while run.finished_at is None:
    run = continue_return(run_id=run.pk, act=february, chunk={CHUNK})
"""


@pytest.fixture
def members(fresh_database) -> list[int]:  # noqa: ARG001 - what they own is committed there
    """Members who received 10,000 rupiah, 10,001 and so on, on one day of September."""
    employer = batik_melati()
    hire(employer, *(f"PEKERJA {n}" for n in range(ACCOUNTS)))
    persons = list(InsuredPerson.objects.order_by("id"))
    open_for(*persons)
    amounts = {person: 10_000 + n for n, person in enumerate(persons)}
    receive_for(employer, amounts, SEPTEMBER_20)
    return [person.pk for person in persons]


def start(database) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CREDIT],
        env={
            **os.environ,
            **database.environment,
            "DJANGO_SETTINGS_MODULE": "jamsostek.config.settings",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def cursor() -> int:
    run = ReturnRun.objects.first()
    return run.cursor if run else 0


def wait_until_it_moves(process: subprocess.Popen[bytes], after: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while cursor() == after:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.002)


def nobody_else_is_connected() -> bool:
    with connection.cursor() as asking:
        asking.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'jamsostek-command'"
        )
        return asking.fetchone()[0] == 0


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    while not nobody_else_is_connected():
        time.sleep(0.01)


def expected(amount: int) -> int:
    """102 days of 365 at 10.10 %, half up: worked anew, in sen of a rupiah-day."""
    return (2 * amount * 102 * 1_010 + 3_650_000) // (2 * 3_650_000)


def test_a_return_killed_again_and_again_is_credited_once_to_everybody(fresh_database, members):
    dice = random.Random(2011)  # noqa: S311 - of moments, not of secrets
    stopped_at = []

    for _ in range(KILLS):
        before = cursor()
        process = start(fresh_database)
        wait_until_it_moves(process, before)
        time.sleep(dice.uniform(0, 0.05))
        kill(process)
        stopped_at.append(cursor())
    assert start(fresh_database).wait(timeout=PATIENCE) == 0

    assert len(set(stopped_at)) == KILLS
    assert max(stopped_at) < SavingsAccount.objects.order_by("-id")[0].pk
    account_of = dict(SavingsAccount.objects.values_list("person_id", "id"))
    credited = dict(SavingsYear.objects.values_list("account_id", "credited_return"))
    due = {account_of[person]: expected(10_000 + n) for n, person in enumerate(members)}
    assert credited == due
    lines = Line.objects.filter(day=date(2011, 12, 31)).exclude(account_id=5301)
    in_books = lines.values_list("account_id", "amount")
    ledger_account_of = dict(SavingsAccount.objects.values_list("id", "ledger_account_id"))
    assert sorted(in_books) == sorted((ledger_account_of[a], -amount) for a, amount in due.items())
    assert Entry.objects.filter(kind="RETURN").count() == ACCOUNTS // CHUNK
    run = ReturnRun.objects.get()
    assert (run.accounts, run.amount) == (ACCOUNTS, sum(due.values()))
    assert verify().holds
