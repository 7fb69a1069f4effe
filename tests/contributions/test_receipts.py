"""Money received: settled bills, members' accounts, suspense, and any order of arrival."""

from datetime import date
from itertools import count

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.contributions.models import Allocation, Bill, Declaration
from jamsostek.contributions.queries.receipts import suspense, waiting_receipts
from jamsostek.contributions.services.declarations import declare
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
            key=f"BANK:{number:064d}",
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
