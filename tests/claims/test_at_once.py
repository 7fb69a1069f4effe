"""Officers who decide at the same time, orders asked twice, and a decision that is killed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections

from jamsostek.claims.models import Decision, Payable
from jamsostek.claims.services import deciding
from jamsostek.claims.services.paying import follow_payments, pay_periodic
from jamsostek.claims.services.steps import NotNow
from jamsostek.institution.models import Role
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.ledger import queries as ledger
from jamsostek.treasury.models import PaymentItem, PaymentOrder
from tests.claims.claiming import DAY, approved, assessed, death_claim, officer, supervisor
from tests.claims.test_deciding import hired
from tests.contributions.test_receipts import billed
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.usefixtures("fresh_database")

CLAIMS, WORKERS = 8, 8


def test_many_who_decide_the_same_claims_decide_each_once(fresh_database):  # noqa: ARG001
    melati = batik_melati()
    names = [f"PEKERJA {number}" for number in range(CLAIMS)]
    hire(melati, *names)
    billed(melati, Month(2011, 8), wage=1_500_000)
    waiting = [assessed(death_claim(person(name), melati)) for name in names]
    acts = [officer(f"penyelia{n}", Role.CLAIMS_SUPERVISOR) for n in range(WORKERS)]
    asked = [(one, acts[n]) for n in range(WORKERS) for one in waiting[n:] + waiting[:n]]

    def alone(pair) -> str:
        try:
            approved(*pair)
        except NotNow:
            return "late"
        finally:
            connections.close_all()
        return "decided"

    with ThreadPoolExecutor(WORKERS) as pool:
        results = Counter(pool.map(alone, asked))

    assert results == {"decided": CLAIMS, "late": CLAIMS * (WORKERS - 1)}
    total = sum(one.total for one in waiting)
    assert sum(Payable.objects.values_list("amount", flat=True)) == total
    assert ledger.balance_on(2503, DAY) == -total
    assert PaymentOrder.objects.count() == CLAIMS
    assert not verify().differences


def test_what_falls_due_is_ordered_once_by_however_many(fresh_database):  # noqa: ARG001
    approved(assessed(death_claim(*hired())))
    later = DAY.replace(year=2012)

    def order(_: int) -> int:
        try:
            return len(pay_periodic(until=later, act=act(later)))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(order, range(4)))

    assert sorted(made) == [0, 0, 0, 1]
    ordered = Counter(PaymentItem.objects.values_list("source_id", flat=True))
    assert set(ordered.values()) == {1}
    assert len(ordered) == Payable.objects.filter(due_on__lte=later).count()
    assert follow_payments(act=act()) == []


@pytest.mark.parametrize("where", ["make_payable", "order_due_of", "take"])
def test_a_decision_that_breaks_off_leaves_nothing(fresh_database, monkeypatch, where):  # noqa: ARG001
    assessment = assessed(death_claim(*hired()))
    with monkeypatch.context() as broken:
        broken.setattr(deciding, where, partial(_killed))
        with pytest.raises(KeyboardInterrupt):
            approved(assessment)

    assert not Decision.objects.exists()
    assert ledger.balance_on(2503, DAY) == 0

    assert approved(assessment, supervisor()).amount == assessment.total
    assert not verify().differences


def _killed(**_: object) -> None:
    raise KeyboardInterrupt
