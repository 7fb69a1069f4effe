"""Money given back: proposed, decided by another, paid, returned; and payments put right."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill, Naming, Refund, RefundStep
from jamsostek.contributions.queries.receipts import suspense, waiting_receipts
from jamsostek.contributions.queries.refunds import lines_that_may_have_paid, unexplained_lines
from jamsostek.contributions.queries.waiting import waiting_money
from jamsostek.contributions.rules.refunds import MAY_FOLLOW
from jamsostek.contributions.services.receipts import (
    AlreadyMeant,
    NotMeant,
    assign_receipt,
    move_receipt,
    withdraw_naming,
)
from jamsostek.contributions.services.refunds import (
    MoreThanFree,
    NotAPerson,
    NotNow,
    OtherLine,
    ReasonMissing,
    SamePerson,
    Target,
    decide_refund,
    pay_refund,
    pay_refunds_named,
    propose_refund_of_bill,
    propose_refund_of_receipt,
    return_refund,
    withdraw_refund,
)
from jamsostek.institution.models import User
from jamsostek.jobs.verification import verify
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.kernel.months import Month
from jamsostek.treasury.models import LineKind
from tests.contributions.test_receipts import balance, bank_line, billed, member_balance, take
from tests.people import act, batik_melati, hire

pytestmark = pytest.mark.django_db

TARGET = Target("BANK CONTOH", "1234567890", "PT Batik Melati Rekaan")


def officer(name: str, day: date = date(2011, 11, 1)) -> Act:
    user, _ = User.objects.get_or_create(username=name)
    return Act(name, ActorKind.HUMAN, act(day).at, user_id=user.pk)


def over_paid() -> Bill:
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    take(bank_line(50_000, bill.code), bank_line(28_900, bill.code, day=date(2011, 10, 12)))
    bill.refresh_from_db()
    assert bill.received == 78_900  # 10,000 too much
    return bill


def proposed(bill: Bill, amount: int = 10_000) -> Refund:
    return propose_refund_of_bill(
        bill=bill, amount=amount, target=TARGET, reason="Lebih bayar", act=officer("ani")
    )


def whole() -> None:
    assert not verify().differences
    assert waiting_money().total == suspense().waiting == -balance("2101")


def test_the_states_are_those_stored():
    assert set(MAY_FOLLOW) == set(Refund.State.values)


def test_an_excess_is_kept_decided_by_another_paid_and_gone_from_suspense():
    bill = over_paid()

    refund = proposed(bill)
    bill.refresh_from_db()
    assert (bill.received, bill.state, balance("2101")) == (68_900, "PAID", -10_000)
    assert waiting_money().proposed.amount == 10_000
    whole()
    decide_refund(refund=refund, approve=True, reason="Cocok", act=officer("beni"))
    assert (balance("2101"), balance("2102")) == (0, -10_000)
    whole()
    went = bank_line(10_000, f"TRF {refund.code}", day=date(2011, 11, 3), kind=LineKind.OUTGOING)
    whole()
    assert [r.pk for r in pay_refunds_named(line_ids=[went.pk], act=act())] == [refund.pk]

    refund.refresh_from_db()
    assert (refund.state, refund.paid_line) == ("PAID", went)
    assert balance("2101") == balance("2102") == 0
    assert not unexplained_lines()
    assert member_balance("SITI") == 57_000
    assert [s.state for s in RefundStep.objects.order_by("pk")] == ["PROPOSED", "APPROVED", "PAID"]
    whole()


def test_who_proposes_does_not_decide_in_the_service_nor_in_the_database():
    refund = proposed(over_paid())

    with pytest.raises(SamePerson):
        decide_refund(refund=refund, approve=True, reason="x", act=officer("ani"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.update(state="APPROVED", decided_by=refund.proposed_by)
    with pytest.raises(NotAPerson):
        decide_refund(refund=refund, approve=True, reason="x", act=act())


@pytest.mark.parametrize("ending", ["reject", "withdraw", "withdraw approved"])
def test_a_refund_that_ends_unpaid_gives_the_money_back_to_the_bill(ending):
    bill = over_paid()
    refund = proposed(bill)

    if ending == "reject":
        decide_refund(refund=refund, approve=False, reason="Pakai Oktober", act=officer("beni"))
    if ending == "withdraw approved":
        decide_refund(refund=refund, approve=True, reason="Cocok", act=officer("beni"))
    if ending != "reject":
        withdraw_refund(refund=refund, reason="Salah rekening", act=officer("ani"))

    bill.refresh_from_db()
    assert (bill.received, bill.state) == (78_900, "OVER")
    assert (balance("2101"), balance("2102")) == (-10_000, 0)
    whole()
    with pytest.raises(NotNow):
        decide_refund(refund=refund, approve=True, reason="x", act=officer("beni"))


def test_money_that_is_to_be_given_back_pays_no_bill_and_is_given_back_once():
    bill = over_paid()
    october = billed(bill.employer, Month(2011, 10))
    proposed(bill)

    with pytest.raises(MoreThanFree):
        proposed(bill, 1)
    for naming in Naming.objects.filter(bill=bill):
        assign_receipt(line=naming.line, bill=october, reason="x", act=act())

    bill.refresh_from_db()
    october.refresh_from_db()
    assert (bill.received, october.received) == (68_900, 0)
    whole()


@pytest.mark.parametrize(("amount", "is_there"), [(0, False), (1, True), (10_001, False)])
def test_no_more_than_the_excess_is_given_back(amount, is_there):
    bill = over_paid()

    if is_there:
        assert proposed(bill, amount).amount == amount
        whole()
    else:
        with pytest.raises(MoreThanFree):
            proposed(bill, amount)


def test_a_receipt_without_a_bill_goes_back_to_who_sent_it():
    line = bank_line(5_000)

    refund = propose_refund_of_receipt(
        line=line, amount=5_000, target=TARGET, reason="Salah kirim", act=officer("ani")
    )

    assert not waiting_receipts()
    decide_refund(refund=refund, approve=True, reason="Cocok", act=officer("beni"))
    went = bank_line(5_000, day=date(2011, 11, 3), kind=LineKind.OUTGOING)
    other = bank_line(4_999, day=date(2011, 11, 3), kind=LineKind.OUTGOING)
    assert list(lines_that_may_have_paid(refund)) == [went]
    with pytest.raises(OtherLine):
        pay_refund(refund=refund, line=other, act=officer("ani"))
    pay_refund(refund=refund, line=went, act=officer("ani"))
    with pytest.raises(NotNow):
        pay_refund(refund=refund, line=went, act=officer("ani"))
    whole()


def test_what_the_bank_returns_is_there_again_and_can_be_given_back_once_more():
    bill = over_paid()
    refund = proposed(bill)
    decide_refund(refund=refund, approve=True, reason="Cocok", act=officer("beni"))
    went = bank_line(10_000, day=date(2011, 11, 3), kind=LineKind.OUTGOING)
    pay_refund(refund=refund, line=went, act=officer("ani"))
    came = bank_line(10_000, "RETUR", day=date(2011, 11, 5))
    whole()

    return_refund(refund=refund, line=came, act=officer("ani"))

    bill.refresh_from_db()
    assert (bill.received, bill.state, balance("2101")) == (78_900, "OVER", -10_000)
    assert not waiting_receipts()
    assert not unexplained_lines()
    whole()
    assert proposed(bill).code != refund.code
    whole()


def test_a_refund_says_why():
    with pytest.raises(ReasonMissing):
        propose_refund_of_bill(
            bill=over_paid(), amount=1, target=TARGET, reason=" ", act=officer("ani")
        )


def test_a_payment_posted_to_the_wrong_bill_is_put_right_and_both_payers_see_it():
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    hire(melati, "SITI")
    hire(kenanga, "BUDI")
    wrong, right = billed(melati, Month(2011, 9)), billed(kenanga, Month(2011, 9))
    line = bank_line(68_900, wrong.code)
    take(line)
    assert (member_balance("SITI"), member_balance("BUDI")) == (57_000, 0)

    move_receipt(line=line, bill=wrong, to_bill=right, reason="Kode tertukar", act=act())

    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.state, wrong.settled_on, right.state) == ("OPEN", None, "PAID")
    assert right.settled_on == date(2011, 10, 10)
    assert (member_balance("SITI"), member_balance("BUDI")) == (0, 57_000)
    told = Record.objects.filter(action__in=["withdraw_receipt", "assign_receipt"])
    assert {(r.action, r.subject_id) for r in told} == {
        ("withdraw_receipt", melati.pk),
        ("assign_receipt", kenanga.pk),
    }
    whole()
    take(line)  # the code still stands in the bank's text
    wrong.refresh_from_db()
    assert wrong.state == "OPEN"
    whole()


def test_a_receipt_taken_off_a_bill_waits_and_may_be_given_to_it_again():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    line = bank_line(68_900, bill.code)
    take(line)

    withdraw_naming(line=line, bill=bill, reason="Bukan untuk kami", act=act())

    assert [r.waiting for r in waiting_receipts()] == [68_900]
    whole()
    with pytest.raises(NotMeant):
        withdraw_naming(line=line, bill=bill, reason="x", act=act())
    assign_receipt(line=line, bill=bill, reason="Ternyata benar", act=act())
    bill.refresh_from_db()
    assert bill.state == "PAID"
    assert Naming.objects.filter(line=line, bill=bill).count() == 2
    with pytest.raises(AlreadyMeant):
        move_receipt(line=line, bill=bill, to_bill=bill, reason="x", act=act())
