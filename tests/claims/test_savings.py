"""JHT: the return up to the day, the accounts emptied, tax kept back, books that agree."""

from datetime import date

import pytest

from jamsostek.claims.models import AwardLine, Payable
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.ledger import queries as ledger
from jamsostek.membership.services import end_employments
from jamsostek.savings.models import SavingsAccount
from jamsostek.savings.queries import balance_on
from tests.claims.claiming import approved, assessed, savings_claim
from tests.contributions.test_receipts import bank_line, billed, take
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db

DAY = date(2011, 9, 20)


def saver():
    """Budi, in work since 2005, with 57,000 for August on his account; left on 1 August."""
    melati = batik_melati()
    hire(melati, "BUDI", birth_date=date(1980, 1, 1), from_date=date(2005, 1, 1))
    bill = billed(melati, Month(2011, 7))
    take(bank_line(bill.amount, bill.code, day=date(2011, 8, 10)))
    budi = person("BUDI")
    spell = budi.employments.get()
    leavers = [(spell.pk, date(2011, 8, 1))]
    end_employments(employer=melati, leavers=leavers, reason="Mengundurkan diri", act=act())
    return budi, melati


def test_savings_are_paid_with_their_return_and_nothing_stays():
    budi, melati = saver()
    claim = savings_claim(budi, melati, date(2011, 8, 1), DAY)

    assessment = assessed(claim)
    approved(assessment)

    # 57,000 from 11 August to 20 September, 41 days: 57,000 x 41 x 10.10 % / 365 = 646.68
    lines = AwardLine.objects.filter(assessment=assessment).order_by("line_no")
    assert [line.amount for line in lines if line.kind != "JHT_TAX"] == [0, 57_000, 647]
    account = SavingsAccount.objects.get(person=budi)
    assert balance_on(account, date.max) == 0
    assert sum(Payable.objects.values_list("amount", flat=True)) == 57_647
    assert ledger.balance_on(2501, date.max) == -57_647
    assert not verify().differences
