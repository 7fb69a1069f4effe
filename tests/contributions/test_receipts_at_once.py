"""One receipt and many hands: what it pays in all is never more than the bank brought."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models import Sum

from jamsostek.contributions.models import Allocation, Bill
from jamsostek.contributions.queries.terms import NotAMember
from jamsostek.contributions.services.declarations import declare_nil
from jamsostek.contributions.services.receipts import (
    NotAReceipt,
    allocate_receipts,
    assign_receipt,
)
from jamsostek.kernel.months import Month
from jamsostek.membership.services import end_membership
from jamsostek.treasury.models import LineKind, StatementLine
from tests.contributions.test_receipts import balance, bank_line, billed
from tests.people import act, batik_melati

OFFICERS = 4


def at_once(*commands: Callable[[], object]) -> list[object]:
    """Run commands side by side, started together, each in a session of its own."""
    together = Barrier(len(commands))

    def alone(command: Callable[[], object]) -> object:
        try:
            together.wait(timeout=30)
            return command()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(commands)) as pool:
        return [task.result() for task in [pool.submit(alone, command) for command in commands]]


def bills(count: int) -> list[Bill]:
    """Bills of Rp68.900, each of an employer of its own."""
    return [
        billed(batik_melati(name=f"PT Serentak {n} Rekaan"), Month(2011, 9)) for n in range(count)
    ]


def give(line: StatementLine, bill: Bill) -> None:
    with suppress(NotAReceipt):
        assign_receipt(line=line, bill=bill, reason="Surat", act=act())


def take_back(paid: StatementLine, back: StatementLine) -> None:
    StatementLine.objects.filter(pk=back.pk).update(reverses=paid)
    allocate_receipts(line_ids=[back.pk, paid.pk], act=act())


@pytest.mark.usefixtures("fresh_database")
def test_a_receipt_that_officers_give_to_different_bills_at_once_pays_one():
    owed = bills(OFFICERS)
    for _ in owed:
        line = bank_line(68_900)

        at_once(*(partial(give, line, bill) for bill in owed))

        given = Allocation.objects.filter(line=line, withdrawn_at=None)
        assert given.aggregate(sum=Sum("amount"))["sum"] == 68_900
    assert Bill.objects.filter(state="PAID").count() == OFFICERS
    assert balance("2101") == 0


@pytest.mark.usefixtures("fresh_database")
def test_a_receipt_taken_back_while_an_officer_gives_it_away_pays_nothing():
    for bill in bills(OFFICERS):
        paid = bank_line(68_900)
        back = bank_line(68_900, kind=LineKind.REVERSAL, day=date(2011, 10, 11))

        at_once(partial(give, paid, bill), partial(take_back, paid, back))

        bill.refresh_from_db()
        assert (bill.state, bill.received) == ("OPEN", 0)
    assert balance("2101") == 0


@pytest.mark.django_db
def test_the_database_refuses_to_give_away_more_than_a_receipt_brought():
    one, two = bills(2)
    line = bank_line(68_900)
    given = Allocation.objects.create(line=line, bill=one, amount=68_900, made_at=act().at)

    with pytest.raises(IntegrityError, match="more than it brought"), transaction.atomic():
        Allocation.objects.create(line=line, bill=two, amount=1, made_at=act().at)

    Allocation.objects.filter(pk=given.pk).update(withdrawn_at=act().at)
    Allocation.objects.create(line=line, bill=two, amount=68_900, made_at=act().at)
    with pytest.raises(IntegrityError, match="more than it brought"), transaction.atomic():
        Allocation.objects.filter(pk=given.pk).update(withdrawn_at=None)


@pytest.mark.usefixtures("fresh_database")
def test_a_month_after_a_membership_that_is_just_ending_is_not_declared():
    melati = batik_melati()
    ending = Barrier(2)

    def end() -> None:
        with transaction.atomic():
            end_membership(employer=melati, until_date=date(2011, 8, 1), act=act())
            ending.wait(timeout=30)
            time.sleep(0.5)

    def declare() -> None:
        ending.wait(timeout=30)
        with pytest.raises(NotAMember):
            declare_nil(employer=melati, month=Month(2011, 9), act=act())

    at_once(end, declare)
