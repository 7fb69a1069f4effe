"""Deciding claims and ordering what falls due, killed anywhere: each whole, or not at all."""

import random
from collections import Counter

import pytest

from jamsostek.claims.models import Assessment, Claim, Decision, Payable
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.treasury.models import PaymentItem, PaymentOrder
from tests.claims.claiming import assessed, death_claim
from tests.contributions.test_receipts import billed
from tests.faults.test_payments import finish, killed_after
from tests.people import batik_melati, hire, person

CLAIMS = 12
KILLS = 3

BEGIN = """
from datetime import date

import django

django.setup()
from jamsostek.claims.models import Assessment
from jamsostek.claims.services.paying import pay_periodic
from tests.claims.claiming import approved, supervisor
from tests.people import act

waiting = list(Assessment.objects.filter(claim__state="ASSESSED").order_by("pk"))
supervisor()
print("ready", flush=True)
"""
DECIDE = BEGIN + "for one in waiting:\n    approved(one)\n"
ORDER = BEGIN + "pay_periodic(until=date(2012, 9, 20), act=act(date(2012, 9, 20)))\n"
MONTHS = 12
"""Further months that are due a year after the decisions."""


@pytest.mark.usefixtures("fresh_database")
def test_decisions_and_orders_killed_anywhere_happened_whole_or_not_at_all(fresh_database):
    melati = batik_melati()
    names = [f"PEKERJA {number}" for number in range(CLAIMS)]
    hire(melati, *names)
    billed(melati, Month(2011, 8), wage=1_500_000)
    for name in names:
        assessed(death_claim(person(name), melati))
    moments = random.Random(2011)  # noqa: S311 - where to kill is no secret

    for _ in range(KILLS):
        killed_after(fresh_database, DECIDE, moments.uniform(0, 0.4))
        each_decided_whole()
    finish(fresh_database, DECIDE)
    assert each_decided_whole() == CLAIMS

    for _ in range(KILLS):
        killed_after(fresh_database, ORDER, moments.uniform(0, 0.3))
        assert PaymentOrder.objects.count() in {CLAIMS, 2 * CLAIMS}
        assert verify().differences == []
    finish(fresh_database, ORDER)
    finish(fresh_database, ORDER)
    ordered = Counter(PaymentItem.objects.values_list("source_id", flat=True))
    assert set(ordered.values()) == {1}
    assert len(ordered) == CLAIMS * (3 + MONTHS)
    assert verify().differences == []


def each_decided_whole() -> int:
    """Hold decisions against states, payables, orders and books; give how many there are."""
    decided = Decision.objects.count()
    assert Claim.objects.filter(state="APPROVED").count() == decided
    assert PaymentOrder.objects.count() == decided
    approved = Assessment.objects.filter(decisions__outcome="APPROVED")
    granted = sum(Payable.objects.values_list("amount", flat=True))
    assert granted == sum(approved.values_list("total", flat=True))
    assert verify().differences == []
    return decided
