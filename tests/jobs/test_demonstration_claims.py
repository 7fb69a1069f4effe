"""The demonstration's single claims: one in every state, each as its sign-ins made it."""

from datetime import datetime, time

import pytest

from jamsostek.claims.models import Claim, Decision, Objection
from jamsostek.claims.rules.clocks import Clock, Standing
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.paying import pay_periodic
from jamsostek.jobs.demonstration import loading
from jamsostek.jobs.demonstration.claim_deeds import by
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import PRESENT
from jamsostek.jobs.verification import verify
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.membership.models import MemberUser
from jamsostek.treasury.models import CashDesk, PaymentOrder
from jamsostek.web.claims.clocks import deadlines_of
from jamsostek.web.claims.medical import waiting_for_opinion
from tests.jobs.region import SEED, TINY

NOW = datetime.combine(PRESENT, time(10), BUSINESS_ZONE)


@pytest.fixture(scope="module")
def demonstration(module_database):
    loading.load(size=TINY, seed=SEED, progress=lambda _done, _whole: None)
    return module_database


def single():
    """The claims made one by one: those decided in sets have a reason of what was taken over."""
    return Claim.objects.filter(branch__code="KC-SKA").exclude(
        assessments__payer_reason__contains="menurut data yang diambil alih"
    )


def stages_one(state: str) -> list[str]:
    notices = single().filter(state=state, programme="JKK").order_by("pk")
    return [
        one.standing
        for c in notices
        for one in deadlines_of(c, NOW)
        if one.clock == Clock.STAGE_ONE
    ]


@pytest.mark.usefixtures("demonstration")
def test_a_claim_lies_in_every_state():
    found = sorted(single().exclude(state="PAID").values_list("state", "programme"))

    assert found == [
        ("APPROVED", "JKK"),
        ("APPROVED", "JKK"),
        ("ASSESSED", "JKK"),
        ("ASSESSED", "JKM"),
        ("COMPLETE", "JKK"),
        ("OPEN", "JHT"),
        ("OPEN", "JKK"),
        ("OPEN", "JKK"),
        ("PENDED", "JKK"),
        ("REJECTED", "JKK"),
        ("REPORTED", "JKK"),
        ("REPORTED", "JKK"),
    ]


@pytest.mark.usefixtures("demonstration")
def test_one_notice_came_late_and_one_in_time():
    assert stages_one("REPORTED") == [Standing.MISSED, Standing.MET]


@pytest.mark.usefixtures("demonstration")
def test_one_claim_waits_for_the_doctor():
    assert waiting_for_opinion(single().filter(state="OPEN")).count() == 1


@pytest.mark.usefixtures("demonstration")
def test_the_member_who_signs_in_has_claimed_the_savings():
    own = single().get(programme="JHT", state="OPEN")

    assert own.person == MemberUser.objects.get(user__username="peserta").person
    assert own.steps.get().made_by == own.person.name


@pytest.mark.usefixtures("demonstration")
def test_a_refusal_is_objected_to():
    assert Objection.objects.get().decision.assessment.claim == single().get(state="REJECTED")


@pytest.mark.usefixtures("demonstration")
def test_money_waits_at_the_till_once_and_month_by_month():
    waiting = PaymentOrder.objects.filter(method="CASH", state="QUEUED")
    lines = [one.assessments.get().lines.all() for one in single().filter(state="APPROVED")]

    assert waiting.count() == 2
    assert sorted(max(line.months for line in each) for each in lines) == [1, 24]
    assert CashDesk.objects.get().branch.code == "KC-SKA"


@pytest.mark.usefixtures("demonstration")
def test_what_waits_for_the_supervisor_can_be_approved_and_the_books_agree():
    assert verify().count == 0

    for claim in single().filter(state="ASSESSED"):
        decide(
            assessment=claim.assessments.get(),
            outcome=Decision.Outcome.APPROVED,
            reason_code="ENTITLED",
            reason="Bukti lengkap",
            act=by("penyelia", PRESENT),
        )
    pay_periodic(until=PRESENT, act=act_on(PRESENT))

    assert not single().filter(state="ASSESSED").exists()
    assert verify().count == 0
