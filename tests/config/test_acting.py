"""Commands act on the day on which the pages stand."""

from datetime import date

import pytest
from django.conf import settings
from typer.testing import CliRunner

from jamsostek.audit.models import Record
from jamsostek.config.cli import application
from jamsostek.config.cli.acting import act_of
from jamsostek.institution import clock
from jamsostek.jobs.demonstration import loading
from jamsostek.jobs.demonstration.sizes import PRESENT
from jamsostek.kernel.acts import BUSINESS_ZONE

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_a_command_acts_on_the_day_that_was_set(settings):
    settings.BUSINESS_DAY = date(2011, 10, 3)

    act = act_of("bank import")

    assert (act.actor, act.day) == ("jamsostek bank import", date(2011, 10, 3))


def test_a_command_acts_on_the_day_of_the_demonstration_that_lies_there(monkeypatch):
    monkeypatch.setattr(loading, "is_loaded", lambda: True)

    assert act_of("bank import").day == PRESENT


def test_without_either_a_command_acts_today():
    assert settings.BUSINESS_DAY is None
    assert act_of("bank import").day == clock.today()


def test_outside_development_no_demonstration_stops_the_clock(monkeypatch, settings):
    monkeypatch.setattr(loading, "is_loaded", lambda: True)
    settings.IN_DEVELOPMENT = False

    assert act_of("bank import").day == clock.today()


def test_what_a_command_did_is_on_record_on_that_day(settings):
    settings.BUSINESS_DAY = date(2011, 10, 3)
    words = ["bank", "open", "9990044556", "--bank", "BCA", "--name", "Rekaan"]

    done = CliRunner().invoke(application(words), words)

    assert done.exit_code == 0, done.output
    at = Record.objects.get(action="open_bank_account").at
    assert at.astimezone(BUSINESS_ZONE).date() == date(2011, 10, 3)
