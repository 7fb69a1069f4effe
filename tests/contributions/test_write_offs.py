"""Claims given up: who may, what the books show, and money that comes after all."""

from datetime import date
from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.contributions.models import Bill, WriteOff, WriteOffPosting
from jamsostek.contributions.queries.bills import arrears_of, employers_in_arrears
from jamsostek.contributions.queries.write_offs import WRITE_OFFS
from jamsostek.contributions.rules.write_offs import NO_LIMIT, write_off_limit
from jamsostek.contributions.services import write_offs
from jamsostek.contributions.services.bills import uncharged_penalties
from jamsostek.contributions.services.write_offs import decide_write_off, propose_write_off
from jamsostek.institution.models import Role
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.ledger.models import Entry
from jamsostek.treasury.models import LineKind
from tests.contributions.test_receipts import balance, bank_line, billed, member_balance, take
from tests.contributions.writing_off import (
    DECEMBER,
    PENALTY,
    WHOLE,
    by,
    officer,
    proposed,
    written_off,
)
from tests.people import act, batik_melati, hire, yogyakarta

pytestmark = pytest.mark.django_db
CLAIMS = ("1201", "1202", "1203", "1205", "2301", "2302", "2303", "2305")
"""What is claimed of contributions and penalties, and what is deferred against it."""


def september() -> Bill:
    """68,900 for SITI, due on 15 October 2011."""
    melati = batik_melati()
    hire(melati, "SITI")
    return billed(melati, Month(2011, 9))


def differences() -> list[object]:
    """What the whole check finds, but for bank lines, which these tests book by themselves."""
    return [found for found in verify().differences if found.check != "bank line"]


def stored(bill: Bill) -> Bill:
    return Bill.objects.get(pk=bill.pk)


def test_a_claim_given_up_leaves_the_books_and_no_member_loses_by_it():
    bill = september()
    assert (balance("1201"), balance("2301")) == (57_000, -57_000)

    written_off(bill)

    assert [balance(code) for code in CLAIMS] == [0] * len(CLAIMS)
    assert member_balance("SITI") == 0
    assert (stored(bill).state, stored(bill).standing) == ("OPEN", "WRITTEN_OFF")
    assert stored(bill).settled_on is None
    assert differences() == []


def test_a_claim_given_up_is_no_debt_any_more():
    bill = september()
    written_off(bill)

    assert arrears_of(bill.employer, DECEMBER) == []
    assert not employers_in_arrears([yogyakarta().pk], DECEMBER).exists()


def test_money_that_comes_after_all_undoes_the_write_off_by_an_entry_that_names_it():
    bill = september()
    written_off(bill)
    given_up = WriteOffPosting.objects.get().entry_id

    take(bank_line(68_900, bill.code, day=date(2012, 2, 7)))

    undone = Entry.objects.get(pk=WriteOffPosting.objects.get().undone_entry_id)
    assert (undone.reverses_id, undone.day) == (given_up, date(2012, 2, 7))
    assert (stored(bill).standing, stored(bill).settled_on) == ("PAID", date(2012, 2, 7))
    assert member_balance("SITI") == 57_000
    assert [balance(code) for code in CLAIMS] == [0] * len(CLAIMS)
    assert differences() == []


def test_part_of_the_money_waits_and_the_bill_stays_given_up():
    bill = september()
    written_off(bill)

    take(bank_line(68_899, bill.code, day=date(2012, 2, 7)))

    assert (stored(bill).standing, stored(bill).received) == ("WRITTEN_OFF", 68_899)
    assert balance("2101") == -68_899
    assert differences() == []


def test_money_the_bank_takes_back_gives_the_claim_up_again():
    bill = september()
    written_off(bill)
    paid = bank_line(68_900, bill.code, day=date(2012, 2, 7))
    take(paid)

    take(bank_line(68_900, day=date(2012, 2, 9), kind=LineKind.REVERSAL, reverses=paid))

    assert stored(bill).standing == "WRITTEN_OFF"
    assert WriteOffPosting.objects.count() == 2
    assert [balance(code) for code in CLAIMS] == [0] * len(CLAIMS)
    assert differences() == []


@pytest.mark.parametrize("order", list(permutations(["first", "second", "write off"])))
def test_payments_and_a_write_off_give_the_same_in_any_order(order):
    bill = september()
    proposal = proposed(bill)
    deeds = {
        "first": lambda: take(bank_line(30_000, bill.code, day=date(2012, 2, 7))),
        "second": lambda: take(bank_line(38_900, bill.code, day=date(2012, 2, 8))),
        "write off": lambda: approve_or_find_it_paid(proposal),
    }

    for name in order:
        deeds[name]()

    assert (stored(bill).standing, stored(bill).received) == ("PAID", 68_900)
    assert stored(bill).settled_on == date(2012, 2, 8)
    assert [balance(code) for code in CLAIMS] == [0] * len(CLAIMS)
    assert (balance("2101"), member_balance("SITI")) == (0, 57_000)
    assert differences() == []


@pytest.mark.parametrize("order", list(permutations(["part", "other bill", "write off"])))
def test_a_write_off_leaves_what_other_bills_receive_alone(order):
    melati = batik_melati()
    hire(melati, "SITI")
    bill, other = billed(melati, Month(2011, 9)), billed(melati, Month(2011, 10))
    proposal = proposed(bill)
    deeds = {
        "part": lambda: take(bank_line(30_000, bill.code, day=date(2012, 2, 7))),
        "other bill": lambda: take(bank_line(68_900, other.code, day=date(2011, 11, 8))),
        "write off": lambda: approve_or_find_it_paid(proposal),
    }

    for name in order:
        deeds[name]()

    assert (stored(bill).standing, stored(bill).received) == ("WRITTEN_OFF", 30_000)
    assert stored(other).standing == "PAID"
    assert [balance(code) for code in CLAIMS] == [0] * len(CLAIMS)
    assert (balance("2101"), member_balance("SITI")) == (-30_000, 57_000)
    assert differences() == []


def approve_or_find_it_paid(proposal: WriteOff) -> None:
    try:
        decide_write_off(write_off=proposal, approve=True, act=by(officer("budi"), "Setuju"))
    except write_offs.NothingLacks:
        assert stored(proposal.items.get().bill).settled_on


def penalised() -> Bill:
    """October's bill: 68,900, and 1,378 because September was paid five days late."""
    melati = batik_melati()
    hire(melati, "SITI")
    late = billed(melati, Month(2011, 9))
    take(bank_line(68_900, late.code, day=date(2011, 10, 20)))
    return billed(melati, Month(2011, 10))


@pytest.mark.parametrize("order", list(permutations(["pay", "waive"])))
def test_a_penalty_waived_settles_contributions_that_are_paid(order):
    bill = penalised()
    deeds = {
        "pay": lambda: take(bank_line(68_900, bill.code, day=date(2011, 11, 10))),
        "waive": lambda: written_off(bill, part=PENALTY),
    }

    for name in order:
        deeds[name]()

    found = stored(bill)
    assert (found.amount, found.penalty, found.standing) == (68_900, 0, "PAID")
    assert found.settled_on == date(2011, 11, 10)
    assert member_balance("SITI") == 2 * 57_000
    assert (balance("1205"), balance("2305"), balance("4105")) == (0, 0, 0)
    assert uncharged_penalties(bill.employer) == []
    assert differences() == []


def test_a_bill_without_a_penalty_has_none_to_waive():
    with pytest.raises(write_offs.NoPenalty):
        proposed(september(), part=PENALTY)


@pytest.mark.parametrize(("day", "is_overdue"), [(15, False), (16, True)])
def test_only_what_is_overdue_is_written_off(day, is_overdue):
    bill = september()

    if is_overdue:
        assert proposed(bill, day=date(2011, 10, day)).amount == 68_900
    else:
        with pytest.raises(write_offs.NothingLacks):
            proposed(bill, day=date(2011, 10, day))


def test_a_part_paid_bill_is_proposed_over_what_it_lacks():
    bill = september()
    take(bank_line(30_000, bill.code))

    assert proposed(stored(bill)).amount == 38_900


def test_a_paid_bill_is_not_written_off():
    bill = september()
    take(bank_line(68_900, bill.code))

    with pytest.raises(write_offs.NothingLacks):
        proposed(bill)


def test_a_bill_is_proposed_once_until_somebody_decides():
    bill = september()
    first = proposed(bill)

    with pytest.raises(write_offs.AlreadyProposed):
        proposed(bill)

    decide_write_off(write_off=first, approve=False, act=by(officer("budi"), "Masih beroperasi"))
    assert proposed(bill).state == "PROPOSED"
    assert balance("1201") == 57_000


def test_nobody_decides_on_the_own_proposal():
    proposal = proposed(september())

    with pytest.raises(write_offs.OwnProposal):
        decide_write_off(write_off=proposal, approve=True, act=by(officer("ani")))

    user_id = officer("ani").user_id
    with pytest.raises(IntegrityError, match="write_off_by_two_people"), transaction.atomic():
        WriteOff.objects.filter(pk=proposal.pk).update(
            state="APPROVED", decider=user_id, decided_at=act().at
        )


def test_the_system_neither_proposes_nor_decides():
    bill = september()

    with pytest.raises(write_offs.NotByAPerson):
        propose_write_off(bills=[bill], part=WHOLE, ground="GONE", act=act(DECEMBER))
    with pytest.raises(write_offs.WithoutReason):
        propose_write_off(bills=[bill], part=WHOLE, ground="GONE", act=by(officer("ani"), " "))


def test_who_decided_first_is_told_to_the_second():
    proposal = proposed(september())
    decide_write_off(write_off=proposal, approve=False, act=by(officer("budi"), "Tidak"))

    with pytest.raises(write_offs.NotWaiting, match="REFUSED by budi"):
        decide_write_off(write_off=proposal, approve=True, act=by(officer("citra"), "Ya"))


@pytest.mark.parametrize(
    ("roles", "at_head_office", "limit"),
    [
        ((), False, 0),
        ((Role.MEMBERSHIP_OFFICER,), True, 0),
        ((Role.FINANCE_OFFICER,), False, 10_000_000),
        ((Role.FINANCE_OFFICER, Role.REGIONAL_HEAD), False, 1_000_000_000),
        ((Role.REGIONAL_HEAD,), True, NO_LIMIT),
    ],
)
def test_how_much_may_be_written_off_depends_on_who_decides(roles, at_head_office, limit):
    assert write_off_limit(roles, at_head_office=at_head_office) == limit


@pytest.mark.parametrize(("lacking", "may_decide"), [(10_000_000, True), (10_000_001, False)])
def test_a_finance_officer_decides_up_to_ten_million(lacking, may_decide):
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9), wage=200_000_000)  # 13,780,000
    take(bank_line(13_780_000 - lacking, bill.code))
    proposal = proposed(stored(bill))

    if may_decide:
        decide_write_off(write_off=proposal, approve=True, act=by(officer("budi"), "Ya"))
        assert stored(bill).written_off_on == DECEMBER
    else:
        with pytest.raises(write_offs.AboveLimit):
            decide_write_off(write_off=proposal, approve=True, act=by(officer("budi"), "Ya"))
        head = officer("dewi", Role.REGIONAL_HEAD)
        decide_write_off(write_off=proposal, approve=True, act=by(head, "Ya"))
        assert stored(bill).written_off_on == DECEMBER


def test_bills_of_two_employers_are_written_off_apart():
    other = batik_melati(name="PT Lain Rekaan")
    hire(other, "BUDI")

    with pytest.raises(write_offs.SeveralPayers):
        proposed(september(), billed(other, Month(2011, 9)))


def test_the_check_finds_a_bill_that_only_says_it_is_given_up():
    bill = september()
    Bill.objects.filter(pk=bill.pk).update(written_off_on=DECEMBER)

    with connection.cursor() as cursor:
        cursor.execute(WRITE_OFFS)
        (found,) = cursor.fetchall()

    assert found[:3] == (
        f"bill {bill.code}",
        "not given up",
        "no entry, written off on 2011-12-01",
    )


def test_the_check_finds_an_approved_bill_that_the_books_still_claim():
    bill = september()
    WriteOff.objects.filter(pk=proposed(bill).pk).update(
        state="APPROVED", decider=officer("budi").user_id, decided_at=act().at
    )

    with connection.cursor() as cursor:
        cursor.execute(WRITE_OFFS)
        (found,) = cursor.fetchall()

    assert found[0] == f"bill {bill.code}"
    assert found[2] == "no entry, written off on no day"
