"""Releasing a run and taking the bank's answer, killed anywhere: all of it happened, or nothing."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from jamsostek.jobs.verification import verify
from jamsostek.treasury.models import PaymentFile, PaymentOrder, PaymentResultFile, PaymentRun
from jamsostek.treasury.services.payments import order_payments
from jamsostek.treasury.services.runs import Choice, prepare_run
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import DUE, new, person

ORDERS = 400
KILLS = 5
PATIENCE = 120

BEGIN = """
import django

django.setup()
from jamsostek.treasury.models import PaymentOrder, PaymentRun
from jamsostek.treasury.services.payment_results import take_result
from jamsostek.treasury.services.runs import release_run
from tests.treasury.paying import person

run = PaymentRun.objects.get()
codes = PaymentOrder.objects.order_by("pk").values_list("code", flat=True)
rows = [f"{code},{'DITOLAK' if n % 4 == 0 else 'BERHASIL'}" for n, code in enumerate(codes)]
answer = "\\n".join(["kode,status", *rows]).encode()
print("ready", flush=True)
"""
RELEASE = BEGIN + 'release_run(run=run, amount=run.amount, act=person("keuangan"))\n'
ANSWER = BEGIN + 'take_result(content=answer, name="hasil.csv", act=person("keuangan"))\n'


def start(database, program: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            **database.environment,
            "DJANGO_SETTINGS_MODULE": "jamsostek.config.settings",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def killed_after(database, program: str, seconds: float) -> None:
    process = start(database, program)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + PATIENCE
    while others_connected():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def others_connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'jamsostek-command'"
        )
        return cursor.fetchone()[0]


def states() -> dict[str, int]:
    found = list(PaymentOrder.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


def finish(database, program: str) -> None:
    """Let a program end by itself."""
    process = start(database, program)
    assert process.wait(timeout=PATIENCE) == 0


@pytest.mark.usefixtures("fresh_database")
def test_a_release_and_an_answer_killed_anywhere_happened_whole_or_not_at_all(fresh_database):
    branch = yogyakarta().pk
    orders = [new((number, 1_000), branch_id=branch) for number in range(ORDERS)]
    order_payments(orders=orders, act=act())
    prepare_run(account=collecting("0099000011"), choice=Choice(DUE), act=person("kasir"))
    moments = random.Random(2011)  # noqa: S311 - where to kill is no secret

    for _ in range(KILLS):
        killed_after(fresh_database, RELEASE, moments.uniform(0, 0.6))
        assert states() in ({"QUEUED": ORDERS}, {"SENT": ORDERS})
        sent = "SENT" in states()
        assert PaymentFile.objects.count() == (2 if sent else 0)
        assert PaymentRun.objects.get().state == ("RELEASED" if sent else "PREPARED")
        assert verify().differences == []
    finish(fresh_database, RELEASE)
    assert states() == {"SENT": ORDERS}

    after = {"PAID": ORDERS * 3 // 4, "RETURNED": ORDERS // 4}
    for _ in range(KILLS):
        killed_after(fresh_database, ANSWER, moments.uniform(0, 0.6))
        assert states() in ({"SENT": ORDERS}, after)
        assert PaymentResultFile.objects.count() == (1 if states() == after else 0)
        assert verify().differences == []
    finish(fresh_database, ANSWER)
    finish(fresh_database, RELEASE)
    assert states() == after
    assert PaymentFile.objects.count() == 2
    assert verify().differences == []
