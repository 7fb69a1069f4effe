"""Taking steps: each one is in the table, by who may take it, and is written down."""

from typing import Final

from jamsostek.audit import services as audit
from jamsostek.audit.services import Detail
from jamsostek.claims.models import Claim, ClaimStep
from jamsostek.claims.rules.transitions import may_follow, step
from jamsostek.institution.models import StaffMember
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import MemberUser

ACTIONS: Final = {
    "REPORTED": "report_accident",
    "OPEN": "open_claim",
    "PENDED": "pend_claim",
    "COMPLETE": "complete_claim",
    "ASSESSED": "assess_claim",
    "APPROVED": "approve_claim",
    "PAID": "claim_paid",
    "REJECTED": "reject_claim",
    "WITHDRAWN": "withdraw_claim",
}


class NotNow(ValueError):
    """A step that a claim in its state does not take; `state` says which it is in."""

    def __init__(self, code: str, state: str, following: str) -> None:
        self.code, self.state, self.following = code, state, following
        super().__init__(f"Claim {code} is {state} and does not become {following}.")


class NotYours(ValueError):
    """A step that is not taken by whoever has this office."""


class ReasonMissing(ValueError):
    """A step of a claim that somebody has to give a reason for."""


class NotAPerson(ValueError):
    """A step that a person has to take, as another person checks it."""


def hold(claim: Claim) -> Claim:
    """Lock a claim as it is now."""
    return Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)


def hold_for(claim: Claim, following: str) -> Claim:
    """Lock a claim as it is now, for a step that it may take.

    Raises:
        NotNow: it may not take it.
    """
    held = hold(claim)
    if not may_follow(held.state, following):
        raise NotNow(held.code, held.state, following)
    return held


def take(
    *,
    claim: Claim,
    following: str,
    act: Act,
    reason: str = "",
    is_new: bool = False,
    detail: Detail | None = None,
) -> ClaimStep:
    """Have a claim that is held take a step, and write it down.

    Raises:
        NotNow: the table has no such step.
        NotYours: the step is not taken by whoever acts.
    """
    before = "" if is_new else claim.state
    if not may_follow(before, following):
        raise NotNow(claim.code, before, following)
    found = step(before, following)
    check_role(roles=found.roles, act=act)
    made = ClaimStep.objects.create(
        claim=claim,
        state=following,
        made_at=act.at,
        made_by=act.actor,
        user_id=act.user_id,
        prepares=found.prepares and act.user_id is not None,
        reason=reason.strip(),
    )
    claim.state = following
    note(
        claim=claim,
        action=ACTIONS[following],
        act=act,
        detail={"reason": reason.strip(), **(detail or {})},
    )
    return made


def check_role(*, roles: frozenset[str], act: Act) -> None:
    """Check that whoever acts has one of these offices; the system may do what nobody decides.

    Raises:
        NotYours: none of them is theirs.
    """
    if act.user_id is None:
        return
    own = roles_of(act.user_id) or [_outsider(act.user_id)]
    if roles.isdisjoint(own):
        raise NotYours(f"{act.actor} is {', '.join(own)}; this is for {', '.join(sorted(roles))}.")


def _outsider(user_id: int) -> str:
    """Give as what somebody acts who is no staff: a member for themselves, or an employer."""
    return "MEMBER" if MemberUser.objects.filter(user_id=user_id).exists() else "EMPLOYER"


def roles_of(user_id: int) -> list[str]:
    """Give the offices that a user has; none for whoever is no staff."""
    staff = StaffMember.objects.filter(user_id=user_id).values_list("roles", flat=True).first()
    return list(staff or ())


def must_say(reason: str, what: str) -> str:
    """Give a reason without blanks about it.

    Raises:
        ReasonMissing: there is none.
    """
    if not reason.strip():
        raise ReasonMissing(f"{what} says why.")
    return reason.strip()


def note(*, claim: Claim, action: str, act: Act, detail: Detail | None = None) -> None:
    """Write a deed on a claim into the trail."""
    audit.record(
        act=act,
        action=action,
        subject_type="claim",
        subject_id=claim.pk,
        detail={"claim": claim.code, **(detail or {})},
    )
