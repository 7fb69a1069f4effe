"""A claim under decisions, payments, returns and corrections in any order: never paid too much."""

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

from jamsostek.claims.models import Claim, Decision, Payable, Reclaim
from jamsostek.claims.queries.awarded import awarded_total, overpaid_total
from jamsostek.claims.services.objecting import reopen
from jamsostek.claims.services.paying import follow_payments, pay_periodic
from jamsostek.claims.services.preparing import set_payee
from jamsostek.jobs.verification import verify
from jamsostek.treasury.models import PaymentItem, PaymentOrder
from jamsostek.treasury.services.payments import NotNow, NotReturned, cancel_order, reissue
from jamsostek.treasury.services.runs import NothingDue
from tests.claims.claiming import BANK, accident, approved, assessed, claims_officer, supervisor
from tests.claims.test_again import wage_corrected
from tests.claims.test_deciding import hired
from tests.people import act
from tests.treasury.accounts import collecting
from tests.treasury.paying import DUE, answered, bank_line, matched, sent

pytestmark = pytest.mark.django_db

WAGES = (1_200_000, 1_500_000, 1_800_000)
which = st.integers(0, 10)


class Claiming(RuleBasedStateMachine):
    """Decide, send, hear, return, issue anew, correct and work out again, in any order."""

    @initialize()
    def open(self) -> None:
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        self.bank = collecting("0099000011")
        self.wage = 1_500_000
        self.claim = accident(*hired(), days_unable=10, wage_paid=0)
        member = {"role": "MEMBER", "name": self.claim.worker_name, "destination": BANK}
        set_payee(claim=self.claim, act=claims_officer(), **member)
        approved(assessed(self.claim))

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            assert verify().differences == []
            self.undo.close()

    @rule(wage=st.sampled_from(WAGES))
    def work_out_again(self, wage: int) -> None:
        if wage != self.wage:
            wage_corrected(self.claim, wage)
        reopen(claim=self.claim, because="WAGE", reason="Dibetulkan", act=supervisor())
        decision = approved(assessed(self.claim))
        if wage == self.wage:
            assert (decision.amount, decision.entry_id) == (0, None)
        self.wage = wage

    @rule()
    def send(self) -> None:
        with suppress(NothingDue):
            sent(self.bank)

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which, word=st.sampled_from(["BERHASIL", "DITOLAK", "DIPROSES"]))
    def answer(self, number: int, word: str) -> None:
        answered(f"{self.one(number).code},{word}")

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which, sign=st.sampled_from([1, -1]))
    def bank_says(self, number: int, sign: int) -> None:
        order = self.one(number)
        matched(bank_line(self.bank, sign * order.amount, f"TRF {order.code}"))

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which)
    def issue_anew(self, number: int) -> None:
        with suppress(NotReturned):
            reissue(order=self.one(number), destination=BANK, act=act())

    @precondition(lambda _: PaymentOrder.objects.exists())
    @rule(number=which)
    def give_up(self, number: int) -> None:
        with suppress(NotNow):
            cancel_order(order=self.one(number), reason="Salah", act=act())

    @rule()
    def order_what_is_due(self) -> None:
        pay_periodic(until=DUE, act=act())
        assert pay_periodic(until=DUE, act=act()) == []

    @rule()
    def follow(self) -> None:
        follow_payments(act=act())
        assert follow_payments(act=act()) == []
        owed = {one.pk for one in self.standing()}
        paid = set(self.items("PAID").values_list("source_id", flat=True))
        state = Claim.objects.get(pk=self.claim.pk).state
        assert state == ("PAID" if owed == paid else "APPROVED")

    @invariant()
    def no_more_is_paid_than_was_granted(self) -> None:
        if not hasattr(self, "claim"):
            return
        granted = sum(one.amount for one in self.standing())
        assert granted == awarded_total(self.claim) + overpaid_total(self.claim)
        assert total(self.items("PAID")) <= granted
        assert total(self.items()) <= granted
        ids = list(self.items().values_list("source_id", flat=True))
        assert len(ids) == len(set(ids))

    @invariant()
    def the_fund_bears_what_is_right(self) -> None:
        if not hasattr(self, "claim"):
            return
        right = Decision.objects.order_by("-pk").first()
        assert right is not None
        assert right.assessment.total == self.wage * 10 // 30
        open_now = Reclaim.objects.filter(state="OPEN")
        borne = sum(one.amount for one in self.standing()) - total(open_now)
        assert borne <= min(self.wage, 1_500_000) * 10 // 30

    def standing(self) -> list[Payable]:
        return list(Payable.objects.filter(payee__claim=self.claim, withdrawn_by=None))

    def items(self, *states: str):
        found = PaymentItem.objects.filter(source="CLAIM", standing=True)
        return found.filter(order__state__in=states) if states else found

    def one(self, number: int) -> PaymentOrder:
        orders = list(PaymentOrder.objects.order_by("pk"))
        return orders[number % len(orders)]


def total(rows) -> int:
    return rows.aggregate(total=Sum("amount"))["total"] or 0


def test_no_more_is_paid_than_was_granted_whatever_happens():
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    often = settings(
        max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=checks
    )
    run_state_machine_as_test(Claiming, settings=often)
