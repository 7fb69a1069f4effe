"""A wage file sent off that cannot be declared: the work ends, and the file says why."""

from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError
from procrastinate.jobs import Job

from jamsostek.contributions.models import Declaration, WageFile
from jamsostek.contributions.queries.wage_files import why_not_filed
from jamsostek.contributions.services.declarations import declare_nil
from jamsostek.contributions.services.wage_files import read_received, receive_wage_file
from jamsostek.jobs import tasks
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employment
from jamsostek.membership.services import end_employments, end_membership
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)


@pytest.fixture
def melati():
    employer = batik_melati()
    hire(employer, "SITI")
    return employer


def received(employer, month=SEPTEMBER, *, leaves=""):
    content = f"NO KPJ;NAMA;TGL KELUAR;UPAH\n{person('SITI').kpj};SITI;{leaves};1.000.000"
    return receive_wage_file(
        employer=employer, month=month, name="upah.csv", content=content.encode(), act=act()
    )


def read(employer, month=SEPTEMBER, **facts):
    return read_received(wage_file=received(employer, month, **facts))


def send_off(file, *, end_leavers=False, day=date(2011, 10, 3)):
    """Run the task as the worker would; give the reason it left."""
    tasks.file_wage_file(wage_file_id=file.pk, end_leavers=end_leavers, act=act(day).as_json())
    file.refresh_from_db()
    return why_not_filed(file)


def siti_leaves(employer, first_day_out):
    leavers = [(Employment.objects.get(person=person("SITI")).pk, first_day_out)]
    end_employments(employer=employer, leavers=leavers, reason="Pindah", act=act())


def test_a_file_that_can_be_declared_is_and_has_no_reason(melati):
    file = read(melati)

    assert send_off(file) is None
    assert file.state == WageFile.State.FILED
    assert Declaration.objects.get().wage_file == file


def test_a_month_declared_meanwhile(melati):
    file = read(melati)
    declare_nil(employer=melati, month=SEPTEMBER, act=act())

    assert send_off(file) == "ALREADY_DECLARED"
    assert file.state == WageFile.State.READ


def test_a_month_that_has_not_begun(melati):
    file = read(melati, Month(2011, 11))

    assert send_off(file) == "MONTH_AHEAD"


def test_a_worker_who_left_before_the_month_since_the_file_was_read(melati):
    file = read(melati)
    siti_leaves(melati, date(2011, 9, 1))

    assert send_off(file) == "REGISTER_CHANGED"
    assert not Declaration.objects.exists()


def test_an_employer_who_left_meanwhile(melati):
    file = read(melati)
    siti_leaves(melati, date(2011, 8, 1))
    end_membership(employer=melati, until_date=date(2011, 9, 1), act=act())

    assert send_off(file) == "NOT_A_MEMBER"


def test_a_file_that_was_never_read(melati):
    assert send_off(received(melati)) == "NOT_READ"


def test_a_file_of_which_no_row_is_accepted(melati):
    siti_leaves(melati, date(2011, 8, 1))
    file = read(melati)

    assert send_off(file) == "NOTHING_ACCEPTED"


def test_a_month_after_the_law(melati):
    file = read(melati, Month(2016, 1))

    assert send_off(file, day=date(2016, 2, 1)) == "NO_LAW"


def test_reading_the_file_again_forgets_the_reason(melati):
    file = read(melati, Month(2011, 11))
    send_off(file)

    read_received(wage_file=file)
    file.refresh_from_db()

    assert why_not_filed(file) is None
    assert send_off(file, day=date(2011, 11, 1)) is None


@pytest.mark.parametrize(
    ("fault", "tried_again"),
    [(OperationalError("gone"), True), (OSError("full"), True), (KeyError("a bug"), False)],
)
def test_only_what_passes_is_tried_again(fault, tried_again):
    job = Job(
        id=1, status="doing", queue="files", lock=None, queueing_lock=None, task_name="any",
        scheduled_at=datetime(2011, 10, 3, tzinfo=UTC), attempts=0,
    )  # fmt: skip

    decision = tasks.AGAIN.get_retry_decision(exception=fault, job=job)

    assert (decision is not None) == tried_again
