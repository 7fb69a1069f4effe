"""The tasks the worker knows, and asking for them from the pages."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from jamsostek.contributions.services.wage_files import receive_wage_file
from jamsostek.kernel.months import Month
from jamsostek.savings.models import StatementRun
from jamsostek.web import background
from jamsostek.web.background import Stage
from tests.people import act, batik_melati

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)


def wage_file():
    return receive_wage_file(
        employer=batik_melati(), month=SEPTEMBER, name="a.csv", content=b"KPJ;UPAH\n", act=act()
    )


class RequestFails(Exception):
    """What goes wrong after the work was asked for."""


@transaction.atomic
def ask_and_fail():
    background.read_in_background(wage_file())
    raise RequestFails


def test_asking_twice_for_a_file_to_be_read_queues_it_once():
    file = wage_file()

    background.read_in_background(file)
    background.read_in_background(file)

    jobs = ProcrastinateJob.objects.filter(status="todo")
    assert [(job.task_name, job.args) for job in jobs] == [
        ("read_wage_file", {"wage_file_id": file.pk})
    ]


def test_work_asked_for_in_a_transaction_that_fails_was_never_asked_for():
    with pytest.raises(RequestFails):
        ask_and_fail()

    assert not ProcrastinateJob.objects.exists()


def test_reading_and_filing_one_file_hold_the_same_lock():
    file = wage_file()

    background.read_in_background(file)
    background.file_in_background(file, end_leavers=True, act=act())

    assert {job.lock for job in ProcrastinateJob.objects.all()} == {f"wage_file:{file.pk}"}


def test_what_nobody_asked_for_is_over():
    work = background.work_on("wage_file:1")

    assert work.stage is Stage.NONE
    assert work.is_over


def test_the_worker_knows_every_task_the_pages_ask_for():
    file = wage_file()
    background.read_in_background(file)
    background.file_in_background(file, end_leavers=False, act=act())
    run = StatementRun.objects.create(
        year=2010, branch=file.employer.branch, asked_at=act().at, asked_by="test"
    )
    background.print_in_background(run, act=act())

    asked = {job.task_name for job in ProcrastinateJob.objects.all()}

    assert asked == {"read_wage_file", "file_wage_file", "print_statements"}
    assert asked <= set(app.tasks)
