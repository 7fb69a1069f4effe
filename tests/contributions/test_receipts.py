"""Money received: settled bills, members' accounts, suspense, and any order of arrival."""

from datetime import date
from itertools import count

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.contributions.models import Allocation, Bill, Declaration, PenaltyAssessment
from jamsostek.contributions.queries.bills import arrears_of, bills_over_paid, bills_part_paid
from jamsostek.contributions.queries.receipts import suspense, waiting_receipts
from jamsostek.contributions.queries.waiting import waiting_money
from jamsostek.contributions.services.bills import uncharged_penalties
from jamsostek.contributions.services.declarations import declare, declare_nil
from jamsostek.contributions.services.receipts import (
    AlreadyMeant,
    NotAReceipt,
    allocate_receipts,
    assign_receipt,
)
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.ledger.models import Balance, Line
from jamsostek.membership.models import Employer
from jamsostek.savings.models import ContributionYear, SavingsAccount
from jamsostek.treasury.models import BankAccount, LineKind, StatementFile, StatementLine
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db
numbers = count(1)


def billed(employer: Employer, month: Month, wage: int = 1_000_000) -> Bill:
    """A bill for the only worker of an employer: 5.70 + 0.89 + 0.30 = 6.89 % of the wage."""
    workers = employer_workers(employer)
    declaration = declare(
        employer=employer,
        month=month,
        wages=workers.with_columns(wage=pl.lit(wage)),
        kind=Declaration.Kind.FILE,
        act=act((month + 1).day(3)),
    )
    return Bill.objects.get(declaration=declaration)


def employer_workers(employer: Employer) -> pl.DataFrame:
    from jamsostek.membership.queries import register_of

    known = register_of(employer)
    if known.is_empty():
        hire(employer, f"PEKERJA {employer.pk}")
        known = register_of(employer)
    return known.select("person_id", "employment_id")


def account() -> BankAccount:
    found = BankAccount.objects.first()
    return found or BankAccount.objects.create(
        bank="BANK CONTOH",
        number="9990000001",
        name="Rekening iuran",
        ledger_account_id=ledger.open_bank_account(name="Bank contoh"),
    )


def bank_line(
    amount: int,
    *codes: str,
    day: date = date(2011, 10, 10),
    kind: LineKind = LineKind.PAYMENT,
    reverses: StatementLine | None = None,
) -> StatementLine:
    """A line of the bank's, booked as the treasury books it."""
    number = next(numbers)
    bank = account()
    file = StatementFile.objects.create(
        account=bank, name="x", sha256=f"{number:064d}", format="TEST", content=b"",
        lines_read=1, lines_new=1, imported_at=act().at, imported_by="test",
    )  # fmt: skip
    into = 1 if kind is LineKind.PAYMENT else -1
    ledger.post(
        posting=ledger.Posting(
            key=f"BANK:{number}",
            kind="BANK",
            day=day,
            text="Setoran",
            lines=[
                (bank.ledger_account_id, into * amount),
                (ledger.account_id("2101"), -into * amount),
            ],
        ),
        act=act(),
    )
    return StatementLine.objects.create(
        account=bank, file=file, number=1, identity=f"{number:064d}", day=day,
        direction="C" if into > 0 else "D", amount_sen=amount * 100, amount=amount, kind=kind,
        text=" ".join(codes), codes=list(codes), reverses=reverses,
    )  # fmt: skip


def take(*lines: StatementLine) -> None:
    allocate_receipts(line_ids=[line.pk for line in lines], act=act())


def balance(code: str) -> int:
    found = Balance.objects.filter(account__code=code).first()
    return found.amount if found else 0


def member_balance(name: str) -> int:
    savings = SavingsAccount.objects.filter(person=person(name)).first()
    if savings is None:
        return 0
    found = Balance.objects.filter(account_id=savings.ledger_account_id).first()
    return -found.amount if found else 0


def test_an_exact_payment_settles_the_bill_and_reaches_the_member_and_the_funds():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))

    take(bank_line(68_900, bill.code))

    bill.refresh_from_db()
    assert (bill.state, bill.received, bill.settled_on) == ("PAID", 68_900, date(2011, 10, 10))
    assert member_balance("SITI") == 57_000
    assert balance("2101") == 0
    assert balance("4102") == -8_900
    assert balance("4103") == -3_000
    assert balance("1201") == balance("1202") == balance("1203") == 0
    assert ContributionYear.objects.get().months[8] == 57_000


def test_a_part_stays_in_suspense_until_the_rest_comes():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))

    take(bank_line(68_899, bill.code, day=date(2011, 10, 10)))
    bill.refresh_from_db()
    assert (bill.state, bill.settled_on, member_balance("SITI")) == ("PART", None, 0)
    assert balance("2101") == -68_899

    take(bank_line(1, bill.code, day=date(2011, 10, 12)))
    bill.refresh_from_db()
    assert (bill.state, bill.settled_on) == ("PAID", date(2011, 10, 12))
    assert member_balance("SITI") == 57_000


def test_what_is_paid_too_much_waits_in_suspense_and_can_be_given_to_the_next_bill():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    line = bank_line(137_800, september.code)
    take(line)
    assert [r.waiting for r in waiting_receipts()] == []  # it names one bill, which has it all
    assert suspense().waiting == 68_900

    october = billed(melati, Month(2011, 10))
    assign_receipt(line=line, bill=october, reason="Lebih bayar September", act=act())

    september.refresh_from_db()
    october.refresh_from_db()
    assert (september.state, october.state) == ("PAID", "PAID")
    assert balance("2101") == 0


def test_money_without_a_code_waits_until_an_officer_says_for_which_bill():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    line = bank_line(68_900, "00000000000")
    take(line)
    assert [r.waiting for r in waiting_receipts()] == [68_900]

    assign_receipt(line=line, bill=bill, reason="Telepon dari perusahaan", act=act())

    bill.refresh_from_db()
    assert bill.state == "PAID"
    assert not waiting_receipts()
    with pytest.raises(AlreadyMeant):
        assign_receipt(line=line, bill=bill, reason="sekali lagi", act=act())


def test_a_payment_the_bank_takes_back_unsettles_the_bill_and_leaves_a_trace():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    paid = bank_line(68_900, bill.code)
    take(paid)

    take(bank_line(68_900, bill.code, kind=LineKind.REVERSAL, reverses=paid))

    bill.refresh_from_db()
    assert (bill.state, bill.received, bill.settled_on) == ("OPEN", 0, None)
    assert member_balance("SITI") == 0
    assert balance("2101") == 0
    assert ContributionYear.objects.get().months[8] == 0
    assert Allocation.objects.get().withdrawn_at is not None
    with pytest.raises(NotAReceipt):
        assign_receipt(line=paid, bill=bill, reason="x", act=act())


def test_reading_the_same_lines_again_changes_nothing():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    line = bank_line(68_900, bill.code)
    take(line)
    lines = Line.objects.count()

    take(line)

    assert Line.objects.count() == lines
    assert member_balance("SITI") == 57_000


@pytest.mark.parametrize(
    ("paid_on", "penalty"),
    [
        (date(2011, 10, 15), 0),
        (date(2011, 10, 16), 1_378),  # 2 % of 68,900, one month begun
        (date(2011, 11, 15), 1_378),
        (date(2011, 11, 16), 2_756),
    ],
)
def test_paying_late_costs_two_percent_a_month_on_the_next_bill(paid_on, penalty):
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=paid_on))

    october = billed(melati, Month(2011, 10))

    assert (october.penalty, october.amount) == (penalty, 68_900 + penalty)
    assert sum(p.amount for p in PenaltyAssessment.objects.all()) == penalty


def test_a_penalty_is_charged_once_and_its_payment_is_the_institutions_income():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(october.amount, october.code, day=date(2011, 11, 10)))

    november = billed(melati, Month(2011, 11))

    assert november.penalty == 0
    assert balance("4105") == -1_378
    assert member_balance("SITI") == 2 * 57_000


def test_a_nil_month_still_bills_the_penalty_of_the_month_before():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))

    nil = declare_nil(employer=melati, month=Month(2011, 10), act=act(date(2011, 11, 3)))

    assert nil.bill.amount == 1_378
    take(bank_line(1_378, nil.bill.code, day=date(2011, 11, 10)))
    nil.bill.refresh_from_db()
    assert nil.bill.state == "PAID"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(6)), chunks=st.sets(st.integers(1, 5)))
def test_the_order_and_bundling_of_arrival_change_nothing(order, chunks):
    from django.db import transaction

    sid = transaction.savepoint()
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    one, two, other = (
        billed(melati, Month(2011, 8)),
        billed(melati, Month(2011, 9)),
        billed(kenanga, Month(2011, 9), wage=2_000_000),
    )
    lines = [
        bank_line(100_000, one.code, two.code, day=date(2011, 10, 4)),
        bank_line(37_800, two.code, day=date(2011, 10, 6)),
        bank_line(137_800, other.code, day=date(2011, 10, 7)),
        bank_line(68_900, other.code, day=date(2011, 10, 5)),
        bank_line(5_000, day=date(2011, 10, 5)),
    ]
    lines.append(
        bank_line(
            68_900, other.code, day=date(2011, 10, 8), kind=LineKind.REVERSAL, reverses=lines[3]
        )
    )

    arrived = [lines[i] for i in order]
    start = 0
    for end in [*sorted(chunks), 6]:
        take(*arrived[start:end])
        start = end

    found = {
        bill.pk: (bill.state, bill.received, bill.settled_on)
        for bill in Bill.objects.filter(pk__in=[one.pk, two.pk, other.pk])
    }
    assert found == {
        one.pk: ("PAID", 68_900, date(2011, 10, 4)),
        two.pk: ("PAID", 68_900, date(2011, 10, 6)),
        other.pk: ("PAID", 137_800, date(2011, 10, 7)),
    }
    assert balance("2101") == -5_000
    assert suspense().waiting == 5_000
    transaction.savepoint_rollback(sid)


def test_a_penalty_that_turns_out_wrong_pays_the_next_bill_and_no_declaration_stays_unbilled():
    melati = batik_melati()
    hire(melati, "SITI")
    august = billed(melati, Month(2011, 8), wage=50_000_000)  # 6.89 % is 3,445,000
    take(bank_line(3_445_000, august.code, day=date(2011, 10, 20)))
    september = billed(melati, Month(2011, 9))  # two months begun after 15 September
    assert (september.penalty, september.amount) == (137_800, 206_700)
    found = bank_line(3_445_000, day=date(2011, 9, 10))
    assign_receipt(line=found, bill=august, reason="Setoran lama ditemukan", act=act())

    october = billed(melati, Month(2011, 10))

    october.refresh_from_db()
    assert (october.contributions, october.penalty, october.amount) == (68_900, -68_900, 0)
    assert (october.state, october.settled_on) == ("PAID", date(2011, 11, 3))
    assert ContributionYear.objects.get().months[9] == 57_000
    november = billed(melati, Month(2011, 11))
    assert (november.penalty, november.amount, november.state) == (-68_900, 0, "PAID")
    assert billed(melati, Month(2011, 12)).penalty == 0


def test_money_sent_for_a_bill_of_nothing_waits_and_leaves_it_settled():
    melati = batik_melati()
    hire(melati, "SITI")
    august = billed(melati, Month(2011, 8))
    take(bank_line(68_900, august.code, day=date(2011, 10, 20)))
    billed(melati, Month(2011, 9))
    found = bank_line(68_900, day=date(2011, 9, 10))
    assign_receipt(line=found, bill=august, reason="Setoran lama ditemukan", act=act())
    nothing = billed(melati, Month(2011, 10), wage=40_000)  # 6.89 % is 2,756, all given back
    assert nothing.amount == 0

    take(bank_line(500, nothing.code, day=date(2011, 11, 20)))

    nothing.refresh_from_db()
    assert (nothing.state, nothing.settled_on) == ("OVER", date(2011, 11, 3))


@pytest.mark.parametrize(
    ("first", "penalty"),
    [(68_899, 1_378), (68_900, 0), (70_000, 0)],  # 2 % of 68,900
)
def test_contributions_paid_in_time_are_not_late_for_want_of_an_old_penalty(first, penalty):
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(first, october.code, day=date(2011, 11, 15)))
    take(bank_line(70_278 - first, october.code, day=date(2011, 11, 16)))

    november = billed(melati, Month(2011, 11))

    assert november.penalty == penalty


def test_paying_too_much_later_does_not_make_a_bill_late_that_gave_a_penalty_back():
    melati = batik_melati()
    hire(melati, "SITI")
    august = billed(melati, Month(2011, 8))
    take(bank_line(68_900, august.code, day=date(2011, 10, 20)))
    billed(melati, Month(2011, 9))
    found = bank_line(68_900, day=date(2011, 9, 10))
    assign_receipt(line=found, bill=august, reason="Setoran lama ditemukan", act=act())
    october = billed(melati, Month(2011, 10))
    assert october.amount == 68_900 - 2_756
    take(bank_line(66_144, october.code, day=date(2011, 11, 16)))
    take(bank_line(10_000, october.code, day=date(2012, 6, 1)))

    late = {late.bill.month: late for late in uncharged_penalties(melati)}

    assert late[date(2011, 10, 1)].paid_on == date(2011, 11, 16)
    assert late[date(2011, 10, 1)].amount == 1_378  # 2 % of 68,900, one month begun


def test_arrears_count_contributions_that_are_paid_as_paid():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(68_900, october.code, day=date(2011, 11, 15)))

    (arrear,) = arrears_of(melati, date(2012, 3, 1))

    assert (arrear.missing, arrear.penalty.amount) == (1_378, 0)


def test_contributions_paid_late_are_charged_though_an_old_penalty_stays_unpaid():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    take(bank_line(68_900, october.code, day=date(2011, 11, 16)))

    november = billed(melati, Month(2011, 11))
    take(bank_line(1_378, october.code, day=date(2012, 6, 1)))

    assert november.penalty == 1_378
    assert billed(melati, Month(2011, 12)).penalty == 0


def test_every_rupiah_in_suspense_is_explained():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    october = billed(melati, Month(2011, 10))
    take(bank_line(100_000, september.code))  # 68.900 is due: 31.100 too much
    take(bank_line(20_000, october.code))  # 48.900 too little
    take(bank_line(7_000))  # for no bill
    bank_line(2_500, kind=LineKind.OUTGOING)  # sent away, unexplained

    money = waiting_money()

    assert (money.over_paid.count, money.over_paid.amount) == (1, 31_100)
    assert (money.part_paid.count, money.part_paid.amount) == (1, 20_000)
    assert (money.unallocated.count, money.unallocated.amount) == (1, 7_000)
    assert (money.unexplained.count, money.unexplained.amount) == (1, -2_500)
    # 31.100 + 20.000 + 7.000 - 2.500 = 55.600
    assert money.total == suspense().waiting == -balance("2101") == 55_600
    assert [bill.excess for bill in bills_over_paid()] == [31_100]
    assert [bill.missing for bill in bills_part_paid()] == [48_900]


def test_an_office_sees_the_suspense_of_its_own_bills_and_of_none():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    take(bank_line(100_000, bill.code))
    take(bank_line(7_000))

    own, other = waiting_money({melati.branch_id}), waiting_money({melati.branch_id + 1_000})

    assert (own.over_paid.amount, own.unallocated.amount) == (31_100, 7_000)
    assert (other.over_paid.amount, other.unallocated.amount) == (0, 7_000)
