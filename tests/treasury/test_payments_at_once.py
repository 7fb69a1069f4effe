"""Thirty-two hands on the same payments: each thing owed is ordered, sent and paid once."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from jamsostek.jobs.verification import verify
from jamsostek.ledger.queries import balance_now
from jamsostek.treasury.models import (
    CashSession,
    PaymentFile,
    PaymentItem,
    PaymentOrder,
    PaymentRun,
    PaymentStep,
)
from jamsostek.treasury.services.cash import open_desk, open_session, pay_cash
from jamsostek.treasury.services.payment_results import take_result
from jamsostek.treasury.services.payments import AlreadyOrdered, NotNow, order_payments
from jamsostek.treasury.services.runs import Choice, NothingDue, prepare_run, release_run
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import CASH, DUE, PAYABLE, new, person

HANDS = 32
THINGS = 40


def at_once(*commands: Callable[[], object]) -> list[object]:
    """Run commands side by side, started together, each in a session of its own."""
    together = Barrier(len(commands))

    def alone(command: Callable[[], object]) -> object:
        try:
            together.wait(timeout=60)
            return command()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(commands)) as pool:
        return [task.result() for task in [pool.submit(alone, command) for command in commands]]


def refused(facts: tuple[type[Exception], ...], command: Callable[[], object]) -> bool:
    try:
        command()
    except facts:
        return True
    return False


def order_each(branch: int, seed: int) -> int:
    """Order every thing by itself, in an order of one's own; tell how many one got."""
    mine = random.Random(seed).sample(range(THINGS), THINGS)  # noqa: S311 - a shuffle
    got = 0
    for number in mine:
        order = partial(order_payments, orders=[new((number, 1_000), branch_id=branch)], act=act())
        got += not refused((AlreadyOrdered,), order)
    return got


@pytest.mark.usefixtures("fresh_database")
def test_the_same_things_ordered_sent_and_answered_by_32_at_once_are_paid_once():
    branch, bank = yogyakarta().pk, collecting("0099000011")
    preparer, releaser = person("kasir"), person("keuangan")

    got = at_once(*(partial(order_each, branch, seed) for seed in range(HANDS)))

    assert sum(got) == THINGS
    assert PaymentItem.objects.filter(standing=True).count() == THINGS
    choice = Choice(DUE)
    prepare = partial(prepare_run, account=bank, choice=choice, act=preparer)
    none = at_once(*(partial(refused, (NothingDue,), prepare) for _ in range(HANDS)))
    assert none.count(False) == PaymentRun.objects.count() == 1
    run = PaymentRun.objects.get()
    release = partial(release_run, run=run, amount=run.amount, act=releaser)
    at_once(*(release for _ in range(HANDS)))
    assert PaymentStep.objects.filter(state="SENT").count() == THINGS
    assert PaymentFile.objects.count() == 2
    assert balance_now(PAYABLE) == THINGS * 1_000
    codes = PaymentOrder.objects.values_list("code", flat=True)
    rows = "\n".join(f"{code},BERHASIL" for code in codes)
    answer = partial(
        take_result, content=f"kode,status\n{rows}".encode(), name="hasil.csv", act=releaser
    )
    at_once(*(answer for _ in range(HANDS)))
    assert PaymentStep.objects.filter(state="PAID").count() == THINGS
    assert verify().differences == []


@pytest.mark.usefixtures("fresh_database")
def test_one_payment_in_cash_that_many_windows_hand_out_leaves_the_till_once():
    desk = open_desk(branch=yogyakarta(), name="Loket 1", act=act())
    session = open_session(desk=desk, counted=0, brought=1_000_000, act=person("kasir"))
    branch = yogyakarta().pk
    (number,) = order_payments(
        orders=[new((1, 100_000), branch_id=branch, destination=CASH)], act=act()
    )
    order = PaymentOrder.objects.get(pk=number)
    pay = partial(
        pay_cash, order=order, session=session, receiver="Ibu Contoh", act=person("kasir")
    )

    told = at_once(*(partial(refused, (NotNow,), pay) for _ in range(8)))

    assert told.count(False) == 1
    assert balance_now(desk.ledger_account_id) == 900_000
    assert CashSession.objects.get().orders.count() == 1
    assert verify().differences == []
