"""Claims kept many at once: as single ones are, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from jamsostek.benefits.awards import Recipient
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.survivors import Relation, Survivor
from jamsostek.claims.models import Assessment, AwardLine, Claim, ClaimStep, Evidence, Payable
from jamsostek.claims.rules.shares import PayeeMissing
from jamsostek.claims.services.bulk import (
    Hand,
    NotSettled,
    Receiver,
    SettledClaim,
    settle_claims,
)
from jamsostek.claims.services.paying import pay_periodic
from jamsostek.jobs.verification import verify
from jamsostek.law.programmes import Programme
from jamsostek.savings.models import SavingsAccount
from jamsostek.savings.services.closing_many import EmptiedAccount, HoldsOther, close_many
from jamsostek.treasury.models import PaymentOrder
from tests.claims.claiming import BANK, assessed, claims_officer, death_claim, supervisor
from tests.claims.test_savings import saver
from tests.people import act, batik_melati, hire, person, yogyakarta

pytestmark = pytest.mark.django_db

DIED = date(2011, 9, 1)
DAY = date(2011, 9, 20)


def hands() -> dict[str, Hand]:
    def hand(who) -> Hand:
        return Hand(who.user_id, who.actor)

    return {"officer": hand(claims_officer()), "supervisor": hand(supervisor())}


def death(**changes) -> SettledClaim:
    """The death of a worker who left a widow, as a list tells it."""
    melati = batik_melati()
    hire(melati, "BUDI", from_date=date(2005, 1, 1))
    widow = Survivor(relation=Relation.SPOUSE, name="Sri Contoh", birth_date=date(1975, 2, 1))
    told = SettledClaim(
        programme=Programme.JKM,
        cause="DEATH",
        segment="FORMAL",
        branch_id=yogyakarta().pk,
        worker_name="BUDI",
        facts=JkmFacts(
            event_date=DIED,
            work_accident=False,
            group=WorkerGroup.WORKER,
            cover=Cover.INSURED,
            survivors=(widow,),
        ),
        reported_on=date(2011, 9, 5),
        complete_on=date(2011, 9, 15),
        decided_on=DAY,
        claimant_name="Sri Contoh",
        claimant_relation="istri",
        receivers=[
            Receiver(role=role, name="Sri Contoh", destination=BANK)
            for role in (Recipient.HEIRS, Recipient.FUNERAL)
        ],
        person_id=person("BUDI").pk,
        employer_id=melati.pk,
    )
    return replace(told, **changes)


def test_a_death_leaves_claim_steps_papers_lines_and_what_is_payable():
    (claim_id,) = settle_claims(claims=[death()], **hands(), act=act())

    claim = Claim.objects.get(pk=claim_id)
    assert claim.state == "APPROVED"
    # 10,000,000 + 2,000,000 + 24 x 200,000 since PP 76/2007
    assert claim.assessments.get().total == 16_800_000
    states = ClaimStep.objects.filter(claim=claim).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["OPEN", "COMPLETE", "ASSESSED", "APPROVED"]
    assert set(Evidence.objects.filter(claim=claim).values_list("state", flat=True)) == {"RECEIVED"}
    monthly = Payable.objects.filter(line__months=24).order_by("number")
    assert [one.amount for one in monthly] == [200_000] * 24
    assert (monthly[0].due_on, monthly[23].due_on) == (DAY, date(2013, 8, 20))
    assert verify().count == 0


def test_it_is_paid_like_a_single_one():
    settle_claims(claims=[death()], **hands(), act=act())

    pay_periodic(until=DAY, act=act())

    # The grant, the funeral and the first month.
    assert sum(PaymentOrder.objects.values_list("amount", flat=True)) == 12_200_000
    assert verify().count == 0


def test_nothing_is_kept_of_a_list_with_one_claim_that_cannot_be():
    good = death()
    alive = replace(good, facts=replace(good.facts, group=WorkerGroup.APPRENTICE), person_id=None)

    with pytest.raises(NotSettled, match="JKM, BUDI"):
        settle_claims(claims=[good, alive], **hands(), act=act())

    assert not Claim.objects.exists()


def test_whoever_prepared_the_claims_does_not_decide_them():
    one = hands()["officer"]

    with pytest.raises(NotSettled, match="does not decide"):
        settle_claims(claims=[death()], officer=one, supervisor=one, act=act())


def test_somebody_of_whom_it_is_not_known_how_they_are_paid_is_asked_for():
    with pytest.raises(PayeeMissing, match="HEIRS"):
        settle_claims(claims=[death(receivers=[])], **hands(), act=act())


def test_a_death_is_awarded_once_also_from_a_list():
    told = death()
    settle_claims(claims=[told], **hands(), act=act())

    with pytest.raises(Exception, match="death_is_awarded_once"):
        settle_claims(claims=[told], **hands(), act=act())


def test_an_account_that_holds_something_else_is_not_emptied():

    saver()
    account = SavingsAccount.objects.get()
    wrong = EmptiedAccount(account.pk, account.ledger_account_id, 1, 0)

    with pytest.raises(HoldsOther):
        close_many(accounts=[wrong], day=DAY, act=act())


def test_the_lines_are_those_of_a_single_claim():
    settle_claims(claims=[death()], **hands(), act=act())
    kept = lines_of(Assessment.objects.get())
    melati = person("BUDI").employments.get().employer
    hire(melati, "TONO", from_date=date(2005, 1, 1))

    single = assessed(death_claim(person("TONO"), melati, DIED))

    assert lines_of(single) == kept


def lines_of(assessment):
    lines = AwardLine.objects.filter(assessment=assessment).order_by("line_no")
    return [(one.kind, one.amount, one.working, one.citation, one.recipient) for one in lines]
