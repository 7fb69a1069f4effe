"""Claims worked out again: wages corrected, objections, and what the employer then owes."""

from datetime import date

import pytest

from jamsostek.claims.models import Claim, Decision, Objection, Payable, Reclaim
from jamsostek.claims.queries.affected import affected_by_wages
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.objecting import (
    DecidedIt,
    answer_objection,
    object_to,
    reopen,
)
from jamsostek.contributions.models import Declaration
from jamsostek.contributions.services.corrections import correct
from jamsostek.institution.models import Role
from jamsostek.jobs.verification import verify
from jamsostek.ledger import queries as ledger
from tests.claims.claiming import accident, approved, assessed, death_claim, officer, supervisor
from tests.claims.test_deciding import hired
from tests.people import act

pytestmark = pytest.mark.django_db


def hurt() -> Claim:
    """Ten days unable to work at 1,500,000 a month; the employer paid on."""
    return accident(*hired(), days_unable=10, wage_paid=0)


def wage_corrected(claim: Claim, wage: int) -> None:
    declaration = Declaration.objects.get(employer=claim.employer)
    correct(
        declaration=declaration,
        wages={claim.person_id: wage},
        reason="Salah lapor",
        act=act(date(2011, 9, 22)),
    )


def worked_out_again(claim: Claim, because: str = "WAGE") -> Decision:
    reopen(claim=claim, because=because, reason="Dibetulkan", act=supervisor())
    return approved(assessed(claim))


def net(claim: Claim) -> int:
    return sum(p.amount for p in Payable.objects.filter(payee__claim=claim, withdrawn_by=None))


def owed_back() -> list[int]:
    return list(Reclaim.objects.filter(state="OPEN").values_list("amount", flat=True))


def test_unchanged_facts_make_no_difference():
    claim = hurt()
    first = approved(assessed(claim))

    again = worked_out_again(claim, "EVIDENCE")

    assert (first.amount, again.amount, net(claim)) == (500_000, 0, 500_000)  # 10/30 x 1,500,000
    assert again.entry_id is None


def test_a_corrected_wage_is_listed_and_awards_the_difference_at_the_employers_cost():
    claim = hurt()
    approved(assessed(claim))
    assert not affected_by_wages(None)

    wage_corrected(claim, 1_800_000)
    [listed] = affected_by_wages(None)
    again = worked_out_again(claim)

    assert (listed.wage_then, listed.wage_now) == (1_500_000, 1_800_000)
    assert (again.amount, net(claim), owed_back()) == (100_000, 600_000, [100_000])
    assert ledger.balance_on(1206, date.max) == 100_000
    assert ledger.balance_on(5202, date.max) == 500_000
    assert not affected_by_wages(None)
    assert not verify().differences


def test_what_was_ordered_stays_and_the_employer_gives_it_back():
    claim = hurt()
    approved(assessed(claim))

    wage_corrected(claim, 1_200_000)
    again = worked_out_again(claim)

    assert (again.amount, again.overpaid, net(claim)) == (-100_000, 100_000, 500_000)
    assert owed_back() == [100_000]
    assert not verify().differences


def test_there_and_back_nets_to_nothing():
    claim = hurt()
    approved(assessed(claim))

    wage_corrected(claim, 1_200_000)
    worked_out_again(claim)
    wage_corrected(claim, 1_500_000)
    last = worked_out_again(claim)

    decided = Decision.objects.filter(assessment__claim=claim, outcome="APPROVED")
    assert [one.amount for one in decided.order_by("pk")] == [500_000, -100_000, 100_000]
    assert (last.overpaid, net(claim), owed_back()) == (-100_000, 500_000, [])
    assert ledger.balance_on(1206, date.max) == 0
    assert ledger.balance_on(5202, date.max) == 500_000
    assert not verify().differences


def test_an_objection_is_answered_by_another_and_reopens_the_claim():
    claim = death_claim(*hired())
    decision = decide(
        assessment=assessed(claim),
        outcome="REJECTED",
        reason_code="NOT_PROVED",
        reason="Surat kematian diragukan",
        citation="PP 14/1993, Pasal 22",
        act=supervisor(),
    )
    objection = object_to(
        decision=decision, by="Sri Contoh", text="Suratnya asli", act=supervisor()
    )

    with pytest.raises(DecidedIt):
        answer_objection(objection=objection, uphold=True, answer="Benar", act=supervisor())
    answer_objection(
        objection=objection,
        uphold=True,
        answer="Surat sudah diperiksa",
        act=officer("kanwil", Role.REGIONAL_HEAD),
    )

    claim.refresh_from_db()
    assert claim.state == "COMPLETE"
    assert approved(assessed(claim)).assessment.because == "OBJECTION"
    assert Objection.objects.get().state == "UPHELD"
