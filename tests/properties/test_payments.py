"""Payments under any sequence of orders, runs, answers and bank lines: nothing is paid twice."""

from collections import Counter
from contextlib import ExitStack, suppress

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jamsostek.jobs.verification import verify
from jamsostek.ledger.queries import balance_now
from jamsostek.treasury.models import PaymentItem, PaymentOrder, PaymentRun
from jamsostek.treasury.services.payments import (
    AlreadyOrdered,
    NotNow,
    NotReturned,
    cancel_order,
    mark_unknown,
    order_payments,
    reissue,
)
from jamsostek.treasury.services.runs import (
    Choice,
    NothingDue,
    cancel_run,
    prepare_run,
    release_run,
)
from tests.people import act
from tests.treasury.accounts import collecting
from tests.treasury.paying import (
    BANK,
    DUE,
    PAYABLE,
    answered,
    bank_line,
    matched,
    new,
    person,
)

pytestmark = pytest.mark.django_db

OWED = {number: 1_000 * 2**number for number in range(6)}
"""Things owed, each of an amount that no sum of others has."""

things = st.sets(st.sampled_from(sorted(OWED)), min_size=1, max_size=3)
which = st.integers(0, 30)
words = st.sampled_from(["BERHASIL", "DITOLAK", "DIPROSES", "TIDAK DIKETAHUI"])


class Paying(RuleBasedStateMachine):
    """Order, send, hear, settle, return, issue anew, cancel: in any order, some of it repeated."""

    @initialize()
    def open(self) -> None:
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        self.bank = collecting("0099000011")

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            assert verify().differences == []
            self.undo.close()

    @rule(wanted=things)
    def order(self, wanted: set[int]) -> None:
        taken = PaymentItem.objects.filter(source_id__in=wanted, standing=True).exists()
        asked = [new(*((number, OWED[number]) for number in sorted(wanted)))]
        if taken:
            with pytest.raises(AlreadyOrdered):
                order_payments(orders=asked, act=act())
        else:
            order_payments(orders=asked, act=act())

    @rule()
    def prepare(self) -> None:
        with suppress(NothingDue):
            prepare_run(account=self.bank, choice=Choice(DUE), act=person("kasir"))

    @rule(give_up=st.booleans())
    def release(self, give_up: bool) -> None:  # noqa: FBT001 - drawn
        run = PaymentRun.objects.filter(state="PREPARED", count__gt=0).first()
        if run is not None and give_up:
            cancel_run(run=run, act=person("keuangan"))
        elif run is not None:
            release_run(run=run, amount=run.amount, act=person("keuangan"))
            release_run(run=run, amount=run.amount, act=person("keuangan"))

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which, word=words)
    def answer(self, number: int, word: str) -> None:
        answered(f"{self.one(number).code},{word}")
        answered(f"{self.one(number).code},{word}")

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which, sign=st.sampled_from([1, -1]))
    def bank_says(self, number: int, sign: int) -> None:
        order = self.one(number)
        line = bank_line(self.bank, sign * order.amount, f"TRF {order.code}")
        matched(line)
        matched(line)

    @precondition(lambda _: PaymentRun.objects.exists())
    @rule(number=which)
    def bank_takes_a_run(self, number: int) -> None:
        runs = list(PaymentRun.objects.filter(amount__gt=0).order_by("pk"))
        if runs:
            run = runs[number % len(runs)]
            matched(bank_line(self.bank, -run.amount, run.code))

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which)
    def cancel(self, number: int) -> None:
        with suppress(NotNow):
            cancel_order(order=self.one(number), reason="Keliru", act=act())

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which)
    def doubt(self, number: int) -> None:
        with suppress(NotNow):
            mark_unknown(order=self.one(number), reason="Putus", act=act())

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which)
    def send_anew(self, number: int) -> None:
        with suppress(NotReturned):
            reissue(order=self.one(number), destination=BANK, act=act())

    @invariant()
    def nothing_is_paid_more_than_it_is_owed(self) -> None:
        if not hasattr(self, "undo"):
            return
        live = PaymentItem.objects.filter(order__state__in=["SENT", "UNKNOWN", "PAID"])
        paid: Counter[int] = Counter()
        for source_id, amount in live.values_list("source_id", "amount"):
            paid[source_id] += amount
        assert all(amount <= OWED[number] for number, amount in paid.items())
        assert balance_now(PAYABLE) == sum(paid.values())
        ordered = PaymentItem.objects.filter(standing=True).aggregate(sum=Sum("amount"))["sum"]
        assert sum(paid.values()) <= (ordered or 0)

    def one(self, number: int) -> PaymentOrder:
        orders = list(PaymentOrder.objects.order_by("pk"))
        return orders[number % len(orders)]


def test_nothing_is_paid_twice_under_any_sequence_of_steps():
    run_state_machine_as_test(
        Paying,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
