"""What day it is: the real one, unless another was set."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from jamsostek.institution import clock

EVENING = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
"""Already the 22nd in Jakarta, at half past one."""


@pytest.fixture(autouse=True)
def _in_the_evening(monkeypatch, settings):
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    settings.BUSINESS_DAY = None


def test_the_day_is_that_of_jakarta():
    assert clock.today() == date(2026, 11, 22)
    assert clock.now() == EVENING


def test_on_a_day_that_was_set_only_the_hour_is_real(settings):
    settings.BUSINESS_DAY = date(2011, 9, 30)

    assert clock.today() == date(2011, 9, 30)
    assert clock.now().isoformat() == "2011-09-30T01:30:00+07:00"


def test_a_day_that_was_set_goes_before_the_one_that_stands(settings):
    standing = date(2011, 9, 30)

    assert clock.now(standing).date() == standing

    settings.BUSINESS_DAY = date(2012, 1, 2)
    assert clock.now(standing).date() == date(2012, 1, 2)
