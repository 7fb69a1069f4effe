"""Two people correct, and two decide, at the same moment: one of them is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from jamsostek.contributions.models import Bill, Correction
from jamsostek.contributions.services.corrections import NothingDiffers, correct
from jamsostek.jobs.verification import verify
from tests.contributions.test_corrections import declared
from tests.contributions.test_receipts import balance, bank_line, take
from tests.people import act, batik_melati, hire, person


@pytest.mark.usefixtures("fresh_database")
def test_the_same_correction_twice_at_once_is_made_once_while_a_payment_comes():
    melati = batik_melati()
    hire(melati, "SITI")
    september = declared(melati, {"SITI": 1_000_000})
    line = bank_line(82_680, september.bill.code)
    wages = {person("SITI").pk: 1_200_000}

    def run(work):
        try:
            return work()
        except NothingDiffers as refused:
            return refused
        finally:
            connections.close_all()

    def correcting():
        return correct(declaration=september, wages=wages, reason="Salah", act=act())

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(run, [correcting, lambda: take(line), correcting]))

    assert sum(isinstance(each, NothingDiffers) for each in done) == 1
    assert Correction.objects.count() == 1
    assert {bill.state for bill in Bill.objects.all()} == {"PAID"}
    assert balance("2101") == 0
    assert not verify().differences
