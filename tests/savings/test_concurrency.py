"""Returns asked for from two sides at once."""

import time
from threading import Event

import pytest
from django.db import connection, transaction

from jamsostek.ledger.queries import verify
from jamsostek.savings.models import ReturnRun, SavingsYear
from jamsostek.savings.services import begin_return, credit_year_return
from tests.ledger.test_concurrency import at_once
from tests.savings.accounts import employer_of, receive
from tests.savings.test_services import IN_2012, SEPTEMBER_20

pytestmark = pytest.mark.usefixtures("fresh_database")

PATIENCE = 30


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_a_return_begun_from_two_sides_at_once_is_one_round():
    begun = Event()

    def first() -> int:
        with transaction.atomic():
            run = begin_return(year=2011, act=IN_2012)
            begun.set()
            deadline = time.monotonic() + PATIENCE
            while not somebody_waits():
                assert time.monotonic() < deadline
                time.sleep(0.01)
        return run.pk

    def second() -> int:
        assert begun.wait(PATIENCE)
        return begin_return(year=2011, act=IN_2012).pk

    ours, theirs = at_once(first, second)

    assert ours == theirs
    assert ReturnRun.objects.count() == 1


def test_a_return_credited_from_many_sides_at_once_is_credited_once():
    names = [f"PEKERJA {n}" for n in range(40)]
    receive(employer_of(*names), dict.fromkeys(names, 142_500), SEPTEMBER_20)

    at_once(*[lambda: credit_year_return(year=2011, act=IN_2012)] * 4)

    run = ReturnRun.objects.get()
    assert (run.accounts, run.amount) == (40, 40 * 4_022)
    assert set(SavingsYear.objects.values_list("credited_return", flat=True)) == {4_022}
    assert verify().holds
