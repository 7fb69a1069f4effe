"""Two persons, one decision: not the maker, not under another sign-in, not from SQL, not twice."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from jamsostek import claims
from jamsostek.claims.models import Claim, ClaimStep, Decision, Payable, State
from jamsostek.claims.rules.transitions import TRANSITIONS, may_follow
from jamsostek.claims.services.deciding import (
    AboveLimit,
    OutsideScope,
    SamePerson,
    WrongReason,
    decide,
)
from jamsostek.claims.services.steps import NotNow, NotYours, ReasonMissing
from jamsostek.institution.models import Branch, Region, Role, StaffMember
from jamsostek.treasury.models import PaymentItem
from tests.claims.claiming import approved, assessed, death_claim, officer, supervisor
from tests.claims.test_deciding import hired

MIGRATION = Path(claims.__file__).parent / "migrations/0002_what_the_database_holds.py"

pytestmark = pytest.mark.django_db


def waiting():
    return assessed(death_claim(*hired()))


def test_the_maker_does_not_decide_even_as_supervisor():
    assessment = waiting()
    StaffMember.objects.filter(user__username="klaim").update(roles=[Role.CLAIMS_SUPERVISOR])

    with pytest.raises(SamePerson):
        approved(assessment, officer("klaim"))


def test_a_second_sign_in_of_the_maker_does_not_decide():
    assessment = waiting()

    with pytest.raises(SamePerson):
        approved(assessment, officer("lain", Role.CLAIMS_SUPERVISOR, full_name="KLAIM  rekaan"))


def test_an_officer_a_stranger_and_another_branch_do_not_decide():
    assessment = waiting()
    other = Region.objects.create(code="KW99", name="Lain")
    far = Branch.objects.create(code="L-LAIN", name="Lain", region=other)
    elsewhere = officer("jauh", Role.CLAIMS_SUPERVISOR, branch=far)

    with pytest.raises(NotYours):
        approved(assessment, officer("kasir", Role.CASHIER))
    with pytest.raises(OutsideScope):
        approved(assessment, elsewhere)


def test_limits_hold_on_both_sides(monkeypatch):
    assessment = waiting()
    limits = "jamsostek.claims.rules.authority.LIMITS"
    most = assessment.total
    monkeypatch.setattr(limits, {"CLAIMS_SUPERVISOR": most - 1, "REGIONAL_HEAD": None})

    with pytest.raises(AboveLimit):
        approved(assessment)
    monkeypatch.setattr(limits, {"CLAIMS_SUPERVISOR": most, "REGIONAL_HEAD": None})

    assert approved(assessment).amount == most


def test_a_decision_needs_a_reason_of_its_outcome():
    assessment = waiting()
    facts = {"assessment": assessment, "outcome": "REJECTED", "act": supervisor()}

    with pytest.raises(WrongReason):
        decide(reason_code="ENTITLED", reason="x", **facts)
    with pytest.raises(ReasonMissing):
        decide(reason_code="NOT_COVERED", reason="  ", **facts)


def test_who_comes_second_finds_it_decided():
    assessment = waiting()
    approved(assessment)

    with pytest.raises(NotNow, match="APPROVED"):
        approved(assessment, officer("penyelia2", Role.CLAIMS_SUPERVISOR))


def test_the_database_refuses_the_maker_as_decider():
    assessment = waiting()

    with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
        Decision.objects.create(
            assessment=assessment,
            outcome="RETURNED",
            reason_code="FACTS",
            reason="x",
            amount=0,
            maker_id=assessment.maker_id,
            decider_id=assessment.maker_id,
            decided_by="x",
            decided_at=assessment.made_at,
        )


def test_every_step_that_is_not_in_the_table_is_refused_by_the_database():
    claim = death_claim(*hired())
    ways = {(one.before, one.after) for one in TRANSITIONS}
    last = ClaimStep.objects.filter(claim=claim).latest("pk")
    for state in set(State.values):
        assert may_follow(claim.state, state) == ((claim.state, state) in ways)
        if (claim.state, state) in ways:
            continue
        with pytest.raises(IntegrityError, match="cannot become"), transaction.atomic():
            ClaimStep.objects.create(
                claim=claim, state=state, made_at=last.made_at, made_by="x", user_id=last.user_id
            )
    assert Claim.objects.get(pk=claim.pk).state == "COMPLETE"


def test_the_table_of_the_database_is_the_table_of_the_rules():
    text = (MIGRATION).read_text(encoding="utf-8")
    pairs = {
        (before, after)
        for before, after in product(["", *State.values], State.values)
        if f"('{before}', '{after}')" in text
    }

    assert pairs == {(one.before, one.after) for one in TRANSITIONS}


def test_the_database_pays_no_payable_twice_nor_another_amount():
    approved(waiting())
    first, second = Payable.objects.order_by("due_on", "pk")[0], Payable.objects.latest("due_on")
    item = PaymentItem.objects.get(source="CLAIM", source_id=first.pk)

    with pytest.raises(IntegrityError, match="payment_item_once"), transaction.atomic():
        PaymentItem.objects.create(
            order=item.order, source="CLAIM", source_id=first.pk, amount=first.amount
        )
    with pytest.raises(IntegrityError, match="No payable"), transaction.atomic():
        PaymentItem.objects.create(
            order=item.order, source="CLAIM", source_id=second.pk, amount=second.amount + 1
        )
    assert second.due_on > date(2012, 1, 1)
