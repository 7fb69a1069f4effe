"""Money that reaches people: several heirs, two numbers, tax, a return by the bank, care."""

from datetime import date

import pytest

from jamsostek.claims.models import AwardLine, Claim, Payable
from jamsostek.claims.queries.taxes import withheld_in
from jamsostek.claims.services.filing import Claimant, Event, file_claim
from jamsostek.claims.services.paying import follow_payments
from jamsostek.claims.services.preparing import Relative, set_facts, set_payee, set_survivors
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger import queries as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.membership.models import Employer
from jamsostek.membership.services import end_employments
from jamsostek.savings.models import SavingsAccount
from jamsostek.savings.queries import balance_on
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.services.payments import Destination, reissue
from tests.claims.claiming import (
    BANK,
    CASH,
    accident,
    approved,
    assessed,
    claims_officer,
    pay_over_the_counter,
    prove,
    savings_claim,
    worker_of,
)
from tests.claims.test_deciding import hired
from tests.claims.test_savings import DAY
from tests.contributions.test_receipts import bank_line as money
from tests.contributions.test_receipts import billed, take
from tests.membership.test_merges import merged
from tests.people import FOUR, act, batik_melati, hire, person, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import answered, bank_line, matched, sent

pytestmark = pytest.mark.django_db

CHILDREN = (
    ("Ani Contoh", 2, BANK),
    ("Banu Contoh", 1, Destination("TRANSFER", "BNI", "9902020000456", "Wali Contoh")),
    ("Citra Contoh", 1, CASH),
)


def test_heirs_are_paid_by_their_parts_each_into_an_account_of_their_own():
    claim = file_claim(
        programme=Programme.JKM,
        worker=worker_of(*hired()),
        event=Event(cause="DEATH", day=date(2011, 9, 1)),
        claimant=Claimant(name="Ani Contoh"),
        branch=yogyakarta(),
        act=claims_officer(),
    )
    heirs = set_survivors(
        claim=claim,
        survivors=[
            Relative(relation="CHILD", name=name, birth_date=date(1998, 1, 1), share=share)
            for name, share, _ in CHILDREN
        ],
        act=claims_officer(),
    )
    for heir, (name, _, where) in zip(heirs, CHILDREN, strict=True):
        told = {"role": "HEIRS", "name": name, "survivor": heir, "destination": where}
        set_payee(claim=claim, act=claims_officer(), **told)

    approved(assessed(prove(claim)))

    # 12,000,000 at once and 24 x 200,000, parted 2 : 1 : 1; the first month comes at once.
    orders = PaymentOrder.objects.order_by("pk")
    paid = {(one.payee, one.bank, one.account_number): one.amount for one in orders}
    assert paid == {
        ("Ani Contoh", "BRI", "9901010000123"): 6_100_000,
        ("Banu Contoh", "BNI", "9902020000456"): 3_050_000,
        ("Citra Contoh", "", ""): 3_050_000,
    }
    owed = Payable.objects.values_list("payee__name", "amount")
    totals = {name: sum(part for who, part in owed if who == name) for name, _, _ in CHILDREN}
    assert list(totals.values()) == [8_400_000, 4_200_000, 4_200_000]
    assert not verify().differences


def stopped(name: str, employer: Employer, wage: int) -> None:
    """A worker with the contribution for July on the account, who left on 1 August."""
    hire(employer, name, birth_date=date(1980, 1, 1), from_date=date(2005, 1, 1))
    bill = billed(employer, Month(2011, 7), wage=wage)
    take(money(bill.amount, bill.code, day=date(2011, 8, 10)))
    leavers = [(person(name).employments.get().pk, date(2011, 8, 1))]
    end_employments(employer=employer, leavers=leavers, reason="Mengundurkan diri", act=act())


def test_savings_under_two_numbers_are_paid_and_taxed_together():
    melati, mawar = batik_melati(), batik_melati(name="PT Mawar Rekaan")
    stopped("BUDI", melati, 500_000_000)
    stopped("BUDHI", mawar, 500_000_000)
    merged("BUDHI", "BUDI")

    claim = savings_claim(person("BUDI"), melati, date(2011, 8, 1), DAY)
    assessment = assessed(claim)
    approved(assessment)

    # Each account: 5.7 % of 500,000,000 is 28,500,000; 41 days at 10.10 % are 323,338.36.
    # Both: 57,646,676, of which 5 % above 50,000,000 is 382,333.8.
    lines = AwardLine.objects.filter(assessment=assessment)
    assert sum(line.amount for line in lines if line.kind != "JHT_TAX") == 57_646_676
    assert [line.amount for line in lines if line.kind == "JHT_TAX"] == [-382_334]
    assert [one.amount for one in PaymentOrder.objects.all()] == [57_264_342]
    assert ledger.balance_on(account(Role.TAX_PAYABLE), date.max) == -382_334
    accounts = SavingsAccount.objects.all()
    assert [balance_on(one, date.max) for one in accounts] == [0, 0]
    assert not verify().differences
    month = Month.of(DAY)
    told = [(one.code, one.gross, one.tax) for one in withheld_in(month, None)]
    assert told == [(claim.code, 57_646_676, 382_334)]
    assert withheld_in(month, [claim.branch_id]) == withheld_in(month, None)
    assert withheld_in(month, []) == withheld_in(month + 1, None) == []


def test_money_that_the_bank_brings_back_goes_out_once_more():
    claim = accident(*hired(), days_unable=10, wage_paid=0)
    name = claim.worker_name
    set_payee(claim=claim, role="MEMBER", name=name, destination=BANK, act=claims_officer())
    approved(assessed(claim))
    bank, order = collecting("0099000011"), PaymentOrder.objects.get()
    sent(bank)
    answered(f"{order.code},BERHASIL")
    matched(bank_line(bank, -order.amount, f"TRF {order.code}"))
    assert follow_payments(act=act()) == [claim.pk]

    assert matched(bank_line(bank, order.amount, f"RTR {order.code}")) == [order.code]
    assert follow_payments(act=act()) == [claim.pk]
    assert Claim.objects.get(pk=claim.pk).state == "APPROVED"
    order.refresh_from_db()
    again = reissue(order=order, destination=CASH, act=claims_officer())
    assert follow_payments(act=act()) == []
    pay_over_the_counter(again)

    assert follow_payments(act=act()) == [claim.pk]
    states = claim.steps.order_by("pk").values_list("state", flat=True)
    assert list(states)[-4:] == ["APPROVED", "PAID", "APPROVED", "PAID"]
    assert (again.amount, again.reissue_of_id) == (order.amount, order.pk)
    assert not verify().differences


def test_care_in_an_emergency_is_paid_back():
    melati = batik_melati(FOUR)
    hire(melati, "BUDI", birth_date=date(1970, 1, 1))
    for month in (Month(2011, 7), Month(2011, 8)):
        bill = billed(melati, month, wage=1_500_000)
        take(money(bill.amount, bill.code, day=(month + 1).day(5)))
    claim = file_claim(
        programme=Programme.JPK,
        worker=worker_of(person("BUDI"), melati),
        event=Event(cause="EMERGENCY", day=date(2011, 9, 10)),
        claimant=Claimant(name="BUDI"),
        branch=yogyakarta(),
        act=claims_officer(),
    )
    care = {"kind": "EMERGENCY_OUTPATIENT", "cost": 350_000, "standard_cost": 300_000}
    facts = {"patient": "WORKER", "patient_covered": True, "items": [care | {"is_emergency": True}]}
    set_facts(claim=claim, facts=facts, act=claims_officer())
    set_payee(claim=claim, role="MEMBER", name="BUDI", destination=CASH, act=claims_officer())

    decision = approved(assessed(prove(claim)))
    pay_over_the_counter(PaymentOrder.objects.get())

    assert decision.assessment.payer == "FUND"
    assert decision.amount == 300_000
    assert ledger.balance_on(account(Role.BENEFIT_EXPENSE, Programme.JPK), date.max) == 300_000
    assert follow_payments(act=act()) == [claim.pk]
    assert not verify().differences
