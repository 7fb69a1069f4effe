"""Deciding: a second person, within their limits, once; money moves in the same transaction."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from jamsostek.audit.models import Record
from jamsostek.audit.services import Detail
from jamsostek.claims.models import Assessment, Claim, ClaimStep, Decision
from jamsostek.claims.queries.duplicates import awarded_before
from jamsostek.claims.queries.register import facts_moved
from jamsostek.claims.rules.authority import LIMITS, authority_of
from jamsostek.claims.rules.reasons import reason_of
from jamsostek.claims.services.awarding import (
    Plan,
    make_payable,
    planned,
    planned_refusal,
    post_award,
)
from jamsostek.claims.services.filing import hold_person
from jamsostek.claims.services.paying import order_due_of
from jamsostek.claims.services.steps import (
    NotAPerson,
    NotNow,
    NotYours,
    check_role,
    hold_for,
    must_say,
    take,
)
from jamsostek.institution.models import StaffMember
from jamsostek.institution.queries import branch_ids_in_scope
from jamsostek.kernel.acts import Act
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import MemberUser
from jamsostek.membership.queries import same_person_ids

Outcome = Decision.Outcome

FOLLOWING: Final = {
    Outcome.APPROVED: "APPROVED",
    Outcome.REJECTED: "REJECTED",
    Outcome.RETURNED: "COMPLETE",
}
"""Into which state an outcome brings a claim."""
PREPARED: Final = frozenset(
    {
        "set_facts",
        "set_survivors",
        "set_payee",
        "medical_opinion",
        "evidence_received",
        "evidence_refused",
        "evidence_waived",
    }
)
"""Deeds that prepare a decision without being steps."""


@again_after_deadlock
@transaction.atomic
def decide(
    *,
    assessment: Assessment,
    outcome: str,
    reason_code: str,
    reason: str,
    act: Act,
    citation: str = "",
) -> Decision:
    """Decide an assessment as a second person; approved, it is owed, booked and ordered at once.

    A refusal takes back what an earlier award made payable and nobody was told to pay.

    Raises:
        NotNow: the claim does not wait for a decision, or for one on a later assessment.
        NotAPerson, NotYours, OutsideScope: only officers of its region who decide claims may.
        SamePerson: whoever prepared a claim, or gains by it, does not decide it.
        AboveLimit: the amount is above what this officer decides.
        WrongReason, ReasonMissing: the ground is none of this outcome, or nobody said why.
        NotOwedByFund: the fund owes nothing, so nothing can be approved.
        AwardedBefore: the death was awarded by a claim under another number.
        FactsMoved, BalanceMoved: the register or the savings are no longer as assessed.
        PayeeMissing, HeirNotNamed: it is not known how somebody is paid.
    """
    following = FOLLOWING[Outcome(outcome)]
    held = hold_for(assessment.claim, following)
    assessment = _latest(held, assessment)
    decider = _check_decider(held, act)
    why = must_say(reason, "A decision")
    written = _citation(assessment, outcome, reason_code, citation)
    plan = _planned(assessment, outcome)
    _check_limit(decider, assessment.difference, plan.moved if plan else 0)
    ground = {"outcome": outcome, "reason_code": reason_code, "reason": why}
    if outcome == Outcome.REJECTED:
        ground["citation"] = written
    decision = _decided(assessment, ground, plan, decider, act)
    detail: Detail = {"amount": decision.amount, "reason_code": reason_code}
    take(claim=held, following=following, act=act, reason=f"{reason_code}: {why}", detail=detail)
    if plan:
        make_payable(decision=decision, plan=plan, act=act)
        order_due_of(decision=decision, act=act)
    return decision


class SamePerson(ValueError):
    """A claim decided by somebody who prepared it or gains by it."""


class OutsideScope(ValueError):
    """A claim of a branch that an officer does not answer for."""


class AboveLimit(ValueError):
    """An amount above what an officer decides; `limit` is the most."""

    def __init__(self, amount: int, limit: int | None) -> None:
        self.amount, self.limit = amount, limit
        super().__init__(f"{amount} is above what this office decides, {limit}.")


class WrongReason(ValueError):
    """A ground that does not go with an outcome."""


class AwardedBefore(ValueError):
    """A death that was awarded already; `codes` are those claims."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(f"Awarded already by {', '.join(codes)}.")


class FactsMoved(ValueError):
    """An assessment by facts that the register no longer has; `names` says which."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"No longer as assessed: {', '.join(names)}. It is worked out again.")


def _decided(
    assessment: Assessment,
    ground: dict[str, str],
    plan: Plan | None,
    decider: StaffMember,
    act: Act,
) -> Decision:
    """Book what a decision does and write it down."""
    return Decision.objects.create(
        assessment=assessment,
        **ground,
        amount=plan.amount if plan else 0,
        overpaid=plan.overpaid if plan else 0,
        maker_id=assessment.maker_id,
        decider_id=decider.user_id,
        decided_by=act.actor,
        decided_at=act.at,
        entry_id=post_award(assessment=assessment, plan=plan, act=act) if plan else None,
    )


def _planned(assessment: Assessment, outcome: str) -> Plan | None:
    """Give what a decision does to the money; None where it does nothing."""
    if outcome == Outcome.RETURNED:
        return None
    if outcome == Outcome.REJECTED:
        return planned_refusal(assessment)
    if assessment.claim.person is not None:
        hold_person(assessment.claim.person)
    if before := awarded_before(assessment.claim):
        raise AwardedBefore(before)
    if moved := facts_moved(assessment):
        raise FactsMoved(moved)
    return planned(assessment)


def _latest(held: Claim, assessment: Assessment) -> Assessment:
    last = Assessment.objects.filter(claim=held).order_by("-number").first()
    if last is None or last.pk != assessment.pk:
        raise NotNow(held.code, f"assessed as number {last.number if last else 0}", "decided")
    last.claim = held
    return last


def _citation(assessment: Assessment, outcome: str, reason_code: str, citation: str) -> str:
    """Give the article of a decision.

    Raises:
        WrongReason: the ground is none of this outcome.
        ReasonMissing: a refusal names no article.
    """
    ground = reason_of(reason_code)
    if outcome not in ground.outcomes:
        raise WrongReason(f"{reason_code} is no ground of {outcome}.")
    written = citation.strip() or ground.citation or assessment.payer_citation
    if outcome == Outcome.REJECTED:
        must_say(written, "A refusal names its article and")
    return written


def _check_decider(claim: Claim, act: Act) -> StaffMember:
    """Check that whoever acts is a second person who decides claims here, and give them.

    Raises:
        NotAPerson, NotYours, OutsideScope, SamePerson: they are not.
    """
    if act.user_id is None:
        raise NotAPerson("A claim is decided by a person.")
    staff = StaffMember.objects.filter(user_id=act.user_id).select_related("branch", "region")
    decider = staff.first()
    if decider is None:
        raise NotYours(f"{act.actor} is no officer.")
    check_role(roles=frozenset(LIMITS), act=act)
    if claim.branch_id not in branch_ids_in_scope(decider):
        raise OutsideScope(f"{act.actor} does not answer for the branch of {claim.code}.")
    if may_not_decide(claim, decider):
        raise SamePerson(f"{act.actor} prepared {claim.code} or gains by it.")
    return decider


def _check_limit(decider: StaffMember, awarded: int, moved: int) -> None:
    """Check that an officer decides so much: what is awarded, and what thereby becomes payable.

    The two differ where an earlier award was paid to others than those who are entitled.

    Raises:
        AboveLimit: it is more.
    """
    authority = authority_of(decider.roles)
    for amount in (awarded, moved):
        if not authority.covers(amount):
            raise AboveLimit(amount, authority.limit)


def may_not_decide(claim: Claim, decider: StaffMember) -> bool:
    """Tell whether an officer prepared a claim, under any sign-in, or is whom it is about.

    An officer of the same name as one who prepared it counts as the same: who has two sign-ins
    has two rows of staff, and another officer is found more easily than a wrong is undone.
    """
    who = {
        *ClaimStep.objects.filter(claim=claim, prepares=True).values_list("user_id", flat=True),
        *Assessment.objects.filter(claim=claim).values_list("maker_id", flat=True),
        *Record.objects.filter(
            subject_type="claim", subject_id=claim.pk, action__in=PREPARED
        ).values_list("user_id", flat=True),
    }
    preparers = {number for number in who if number is not None}
    if decider.user_id in preparers:
        return True
    names = StaffMember.objects.filter(user_id__in=preparers).values_list("name", flat=True)
    if _plain(decider.name) in {_plain(name) for name in names}:
        return True
    member = MemberUser.objects.filter(user_id=decider.user_id).select_related("person").first()
    if member is None or claim.person_id is None:
        return False
    return claim.person_id in same_person_ids(member.person)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
