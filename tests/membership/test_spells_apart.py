"""Two officers register the same worker at once: one of them is told, and one spell stands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from jamsostek.membership.models import Employment
from tests.people import batik_melati, hire, person

OFFICERS = 4


@pytest.mark.usefixtures("fresh_database")
def test_of_registrations_at_once_with_one_employer_only_one_stands():
    melati = batik_melati()
    hire(melati, "SITI", from_date=date(2009, 1, 1), until_date=date(2010, 1, 1))
    siti = person("SITI")
    together = Barrier(OFFICERS)

    def officer(number: int) -> bool:
        try:
            with transaction.atomic():
                together.wait(timeout=30)
                Employment.objects.create(
                    person=siti, employer=melati, from_date=date(2010, 6, number)
                )
        except IntegrityError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(OFFICERS) as pool:
        stood = list(pool.map(officer, range(1, 1 + OFFICERS)))

    assert stood.count(True) == 1
    assert Employment.objects.filter(person=siti, until_date=None).count() == 1
