"""Sessions that post on the same accounts at once: nobody waits crosswise, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections, transaction
from psycopg import errors

from jamsostek.ledger.models import Entry
from jamsostek.ledger.queries import verify
from jamsostek.ledger.services import Posting, again_after_deadlock, post, post_many
from tests.ledger.books import (
    JHT_DEFERRED,
    JHT_RECEIVABLE,
    JKK_DEFERRED,
    JKK_RECEIVABLE,
    SEPTEMBER_20,
    SUSPENSE,
    balances,
    bank,
    members,
    receipt,
)
from tests.people import act

pytestmark = pytest.mark.usefixtures("fresh_database")

SESSIONS = 4
EACH = 25


def at_once(*commands: Callable[[], object]) -> list[object]:
    """Run commands side by side, each in a session of its own."""

    def alone(command: Callable[[], object]) -> object:
        try:
            return command()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(commands)) as pool:
        return [task.result() for task in [pool.submit(alone, command) for command in commands]]


def transfer(key: str, accounts: list[int]) -> Posting:
    """Debit the deferred account and credit a rupiah to each of the accounts, in their order."""
    lines = [(2301, len(accounts)), *((account, -1) for account in accounts)]
    return Posting(key, "TEST", SEPTEMBER_20, "-", lines)


def test_postings_on_the_same_accounts_in_opposite_order_never_lock_each_other():
    accounts = members(*(f"9901000{n:04}" for n in range(200)))
    orders = [accounts, accounts[::-1]] * (SESSIONS // 2)

    def session(number: int) -> Callable[[], object]:
        def run() -> None:
            for n in range(EACH):
                post.__wrapped__(  # type: ignore[attr-defined] - no second try
                    posting=transfer(f"T:{number}:{n}", orders[number]), act=act()
                )

        return run

    at_once(*(session(number) for number in range(SESSIONS)))

    assert balances(*accounts) == [-SESSIONS * EACH] * len(accounts)
    assert verify().holds


def test_one_key_posted_from_all_sides_is_one_entry():
    posting = receipt(amount=1_000)

    ids = at_once(*[lambda: post(posting=posting, act=act()).pk] * SESSIONS)

    assert len(set(ids)) == 1
    assert (Entry.objects.count(), balances(SUSPENSE)) == (1, [-1_000])


def test_batches_from_all_sides_lose_nothing():
    bank()

    def session(number: int) -> Callable[[], object]:
        postings = [receipt(f"R:{number}:{n}", 1_000) for n in range(100)]
        return lambda: post_many(postings=postings, act=act())

    at_once(*(session(number) for number in range(SESSIONS)))

    assert balances(SUSPENSE) == [-1_000 * 100 * SESSIONS]
    assert verify().holds


def test_a_transaction_that_met_another_crosswise_is_run_again():
    barrier = Barrier(2)
    runs = []

    def crosswise(name: str, funds: list[str]) -> Callable[[], None]:
        @again_after_deadlock
        @transaction.atomic
        def run() -> None:
            runs.append(name)
            post(posting=billed(f"{name}:1", funds[0]), act=act())
            if runs.count(name) == 1:
                barrier.wait(timeout=30)
            post(posting=billed(f"{name}:2", funds[1]), act=act())

        return run

    at_once(crosswise("A", ["JHT", "JKK"]), crosswise("B", ["JKK", "JHT"]))

    assert len(runs) in {3, 4}
    assert balances(JHT_RECEIVABLE, JKK_RECEIVABLE) == [20, 20]
    assert verify().holds


def billed(key: str, fund: str) -> Posting:
    """Bill ten rupiah in one fund."""
    accounts = {"JHT": (JHT_RECEIVABLE, JHT_DEFERRED), "JKK": (JKK_RECEIVABLE, JKK_DEFERRED)}
    receivable, deferred = accounts[fund]
    return Posting(key, "TEST", SEPTEMBER_20, "-", [(receivable, 10), (deferred, -10)])


def test_after_the_last_try_the_deadlock_is_told():
    tries = []

    @again_after_deadlock
    def unlucky() -> None:
        tries.append(1)
        raise OperationalError from errors.DeadlockDetected

    with pytest.raises(OperationalError):
        unlucky()

    assert len(tries) == 5


def test_within_a_wider_transaction_there_is_one_try():
    tries = []

    @again_after_deadlock
    def unlucky() -> None:
        tries.append(1)
        raise OperationalError from errors.DeadlockDetected

    with pytest.raises(OperationalError), transaction.atomic():
        unlucky()

    assert (len(tries), connection.in_atomic_block) == (1, False)


def test_other_troubles_are_not_tried_again():
    tries = []

    @again_after_deadlock
    def broken() -> None:
        tries.append(1)
        raise OperationalError

    with pytest.raises(OperationalError):
        broken()

    assert len(tries) == 1
