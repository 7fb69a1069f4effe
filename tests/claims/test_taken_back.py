"""What was awarded and no longer holds: refused later, moved to others, merged, or out of date."""

from datetime import date

import pytest

from jamsostek.claims.models import Decision, Payable, Survivor
from jamsostek.claims.services.assessing import propose_rejection
from jamsostek.claims.services.deciding import (
    AboveLimit,
    AwardedBefore,
    FactsMoved,
    decide,
)
from jamsostek.claims.services.objecting import reopen
from jamsostek.claims.services.paying import pay_periodic
from jamsostek.claims.services.preparing import (
    AwardStands,
    complete,
    resume,
    set_payee,
    set_survivors,
    withdraw,
)
from jamsostek.institution.models import Role
from jamsostek.institution.queries import head_office
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.ledger import queries as ledger
from jamsostek.reporting.queries.benefits import benefit_differences
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.services.payments import cancel_order
from tests.claims.claiming import (
    BANK,
    Relative,
    approved,
    assessed,
    claims_officer,
    death_claim,
    officer,
    supervisor,
)
from tests.claims.test_again import hurt, wage_corrected
from tests.claims.test_deciding import hired
from tests.contributions.test_receipts import billed
from tests.membership.test_merges import merged
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db

LATER = date(2013, 9, 20)


def brought_back(claim, because="EVIDENCE"):
    reopen(claim=claim, because=because, reason="Bukti lain", act=supervisor())
    claim.refresh_from_db()
    return claim


def refused(claim, deciding=None) -> Decision:
    proposal = propose_rejection(
        claim=claim,
        reason_code="NOT_PROVED",
        reason="Surat kematian palsu",
        citation="PP 14/1993, Pasal 22",
        act=claims_officer(),
    )
    return decide(
        assessment=proposal,
        outcome="REJECTED",
        reason_code="NOT_PROVED",
        reason="Surat kematian palsu",
        citation="PP 14/1993, Pasal 22",
        act=deciding or supervisor(),
    )


def left_to_pay(claim) -> int:
    found = Payable.objects.filter(payee__claim=claim, withdrawn_by=None)
    return sum(found.values_list("amount", flat=True))


def all_agrees() -> bool:
    return not verify().differences and not benefit_differences(head_office())


def test_a_refusal_after_an_award_ends_the_months_still_to_come():
    claim = death_claim(*hired())
    first = approved(assessed(claim))
    gone = sum(PaymentOrder.objects.values_list("amount", flat=True))
    assert 0 < gone < first.amount

    refusal = refused(brought_back(claim))

    assert (refusal.amount, refusal.overpaid) == (-first.amount, gone)
    assert left_to_pay(claim) == gone
    assert pay_periodic(until=LATER, act=act(LATER)) == []
    assert ledger.balance_on(2503, date.max) == -gone
    assert all_agrees()


def test_a_refusal_before_anything_was_ordered_leaves_nothing():
    claim = death_claim(*hired())
    first = approved(assessed(claim))
    cancel_order(order=PaymentOrder.objects.get(), reason="Ada keraguan", act=act())

    refusal = refused(brought_back(claim))

    assert (refusal.amount, refusal.overpaid, left_to_pay(claim)) == (-first.amount, 0, 0)
    assert pay_periodic(until=LATER, act=act(LATER)) == []
    assert ledger.balance_on(2503, date.max) == ledger.balance_on(5203, date.max) == 0
    assert all_agrees()


def test_a_refusal_taken_back_awards_what_is_still_due():
    claim = death_claim(*hired())
    first = approved(assessed(claim))
    refused(brought_back(claim))

    again = approved(assessed(brought_back(claim, "OBJECTION")))

    assert again.amount == first.amount
    assert left_to_pay(claim) == first.amount
    assert all_agrees()


def test_a_first_refusal_moves_nothing():
    claim = death_claim(*hired())

    refusal = refused(claim)

    assert (refusal.amount, refusal.overpaid, refusal.entry_id) == (0, 0, None)
    assert all_agrees()


def test_a_refusal_of_much_that_was_awarded_is_not_for_every_officer(monkeypatch):
    claim = death_claim(*hired())
    most = approved(assessed(claim)).amount
    limits = {"CLAIMS_SUPERVISOR": most - 1, "REGIONAL_HEAD": None}
    monkeypatch.setattr("jamsostek.claims.rules.authority.LIMITS", limits)
    brought_back(claim)

    with pytest.raises(AboveLimit):
        refused(claim)


def test_a_claim_with_an_award_is_not_withdrawn():
    claim = death_claim(*hired())
    approved(assessed(claim))
    brought_back(claim)

    with pytest.raises(AwardStands):
        withdraw(claim=claim, reason="Keluarga tidak mau", act=claims_officer())
    resume(claim=claim, act=claims_officer(), reason="Surat kurang")
    with pytest.raises(AwardStands):
        withdraw(claim=claim, reason="Keluarga tidak mau", act=claims_officer())


def test_the_same_sum_for_others_is_held_against_the_limit_as_it_leaves_again(monkeypatch):
    claim = death_claim(*hired())
    first = approved(assessed(claim))
    brought_back(claim)
    widow = Survivor.objects.get(claim=claim)
    son = Relative(relation="CHILD", name="Anak Rekaan", birth_date=date(2000, 1, 1))
    told = Relative(
        relation="SPOUSE", name=widow.name, birth_date=widow.birth_date, died_on=date(2011, 8, 1)
    )
    _, heir = set_survivors(claim=claim, survivors=[told, son], act=claims_officer())
    set_payee(
        claim=claim,
        role="HEIRS",
        name="Wali Rekaan",
        destination=BANK,
        survivor=heir,
        act=claims_officer(),
    )
    again = assessed(claim)
    limits = {"CLAIMS_SUPERVISOR": first.amount // 2, "REGIONAL_HEAD": None}
    monkeypatch.setattr("jamsostek.claims.rules.authority.LIMITS", limits)
    assert again.difference == 0

    with pytest.raises(AboveLimit):
        approved(again)

    assert approved(again, officer("kanwil", Role.REGIONAL_HEAD)).amount == 0
    assert all_agrees()


def test_a_death_is_awarded_once_even_if_the_numbers_were_found_to_be_one_person_later():
    melati, mawar = batik_melati(), batik_melati(name="PT Mawar Rekaan")
    hire(melati, "BUDI LAMA", birth_date=date(1970, 1, 1))
    hire(mawar, "BUDI BARU", birth_date=date(1970, 1, 1), from_date=date(2010, 6, 1))
    for employer in (melati, mawar):
        billed(employer, Month(2011, 8), wage=1_500_000)
    first = assessed(death_claim(person("BUDI LAMA"), melati))
    second = assessed(death_claim(person("BUDI BARU"), mawar))
    approved(first)
    merged("BUDI BARU", "BUDI LAMA")

    with pytest.raises(AwardedBefore) as refusal:
        approved(second)

    assert refusal.value.codes == (first.claim.code,)
    assert left_to_pay(second.claim) == 0


def test_an_award_of_a_wage_that_was_corrected_meanwhile_is_worked_out_again_first():
    claim = hurt()
    assessment = assessed(claim)
    wage_corrected(claim, 1_800_000)

    with pytest.raises(FactsMoved) as refusal:
        approved(assessment)
    decide(
        assessment=assessment,
        outcome="RETURNED",
        reason_code="CALCULATION",
        reason="Upah dibetulkan",
        act=supervisor(),
    )

    assert refusal.value.names == ("monthly_wage",)
    assert approved(assessed(claim)).amount == 600_000  # 10/30 x 1,800,000


def test_why_a_claim_came_back_is_not_lost_while_a_paper_is_looked_for():
    claim = hurt()
    approved(assessed(claim))
    wage_corrected(claim, 1_800_000)
    brought_back(claim, "WAGE")
    resume(claim=claim, act=claims_officer(), reason="Surat kurang")
    complete(claim=claim, act=claims_officer())

    assert assessed(claim).because == "WAGE"
