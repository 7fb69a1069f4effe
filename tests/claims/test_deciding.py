"""From the notice to the money: assessed, decided by another, booked, payable, ordered."""

from datetime import date

import pytest

from jamsostek.claims.models import Claim, ClaimStep, Payable, Payee, Survivor
from jamsostek.claims.services.paying import follow_payments
from jamsostek.claims.services.preparing import set_payee
from jamsostek.kernel.months import Month
from jamsostek.ledger import queries as ledger
from jamsostek.treasury.models import PaymentOrder
from tests.claims.claiming import (
    CASH,
    accident,
    approved,
    assessed,
    claims_officer,
    death_claim,
    pay_over_the_counter,
)
from tests.contributions.test_receipts import billed
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db


def balance(number: int) -> int:
    return ledger.balance_on(number, date.max)


def hired():
    melati = batik_melati()
    hire(melati, "BUDI", birth_date=date(1970, 1, 1))
    billed(melati, Month(2011, 8), wage=1_500_000)
    return person("BUDI"), melati


def test_a_widow_is_paid_after_a_death():
    claim = death_claim(*hired())

    assessment = assessed(claim)
    decision = approved(assessment)

    claim.refresh_from_db()
    assert claim.state == "APPROVED"
    assert assessment.total == decision.amount > 0
    assert sum(Payable.objects.values_list("amount", flat=True)) == assessment.total
    assert balance(5203) == balance(2403) == assessment.total
    assert balance(2503) == balance(1303) == -assessment.total
    [order] = PaymentOrder.objects.all()
    assert order.payee == "Sri Contoh"


def test_an_accident_is_paid():
    claim = accident(
        *hired(),
        monthly_wage=1_500_000,
        days_unable=10,
        wage_paid=0,
        costs=[{"kind": "DOCTOR", "amount": 200_000}],
    )

    decision = approved(assessed(claim))

    assert decision.amount > 200_000
    assert [s.state for s in ClaimStep.objects.filter(claim=claim).order_by("pk")] == [
        "REPORTED",
        "OPEN",
        "COMPLETE",
        "ASSESSED",
        "APPROVED",
    ]
    assert Claim.objects.get(pk=claim.pk).state == "APPROVED"


def test_a_payee_may_be_told_again_and_stays_the_same():
    claim = death_claim(*hired())
    widow = Survivor.objects.get(claim=claim)
    facts = {"claim": claim, "role": "HEIRS", "survivor": widow, "act": claims_officer()}

    set_payee(name="Wali Contoh", destination=CASH, **facts)

    payee = Payee.objects.get(claim=claim)
    assert (payee.name, payee.method, payee.bank) == ("Wali Contoh", "CASH", "")


def test_once_all_of_it_is_paid_the_claim_is_paid():
    claim = accident(*hired(), days_unable=10, wage_paid=0)
    approved(assessed(claim))
    assert follow_payments(act=act()) == []

    pay_over_the_counter(PaymentOrder.objects.get())

    assert follow_payments(act=act()) == [claim.pk]
    assert Claim.objects.get(pk=claim.pk).state == "PAID"
    assert follow_payments(act=act()) == []
