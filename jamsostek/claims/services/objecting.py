"""Decisions that are not accepted: objections, answers, and claims worked out again."""

from typing import Final

from django.db import transaction

from jamsostek.claims.models import Assessment, Claim, Decision, Objection
from jamsostek.claims.rules.authority import LIMITS
from jamsostek.claims.services.steps import (
    NotAPerson,
    check_role,
    hold,
    hold_for,
    must_say,
    note,
    take,
)
from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme

Because = Assessment.Because
DECIDED: Final = frozenset({"APPROVED", "PAID", "REJECTED"})
REOPENING: Final = {Because.WAGE, Because.OBJECTION, Because.EVIDENCE}


@transaction.atomic
def object_to(*, decision: Decision, by: str, text: str, act: Act) -> Objection:
    """Take an objection against a decision; the law of the time sets no day by which it comes.

    Raises:
        ReasonMissing: it says nothing, or not who objects.
        NothingToObject: the decision only sent the claim back, or a later one stands.
        AlreadyRaised: an objection to it waits for an answer.
    """
    said = must_say(text, "An objection")
    who = must_say(by, "An objection has a name and")
    claim = hold(decision.assessment.claim)
    last = Decision.objects.filter(assessment__claim=claim).order_by("-pk").first()
    if last is None or last.pk != decision.pk or decision.outcome == Decision.Outcome.RETURNED:
        raise NothingToObject(f"Claim {claim.code} has no such decision that stands.")
    if Objection.objects.filter(decision=decision, state=Objection.State.RAISED).exists():
        raise AlreadyRaised(f"An objection to {claim.code} waits for its answer.")
    objection = Objection.objects.create(
        decision=decision, raised_by=who[:120], raised_at=act.at, text=said
    )
    note(claim=claim, action="object_to_claim", act=act, detail={"by": who})
    return objection


class NothingToObject(ValueError):
    """A decision that no longer stands, or decided nothing."""


class AlreadyRaised(ValueError):
    """A second objection while the first waits."""


class AlreadyAnswered(ValueError):
    """An objection that was answered."""


@transaction.atomic
def answer_objection(*, objection: Objection, uphold: bool, answer: str, act: Act) -> Objection:
    """Answer an objection: upheld, the claim is worked out again; dismissed, it stays.

    Whoever decided the claim does not answer the objection to it.

    Raises:
        AlreadyAnswered: it was answered.
        NotAPerson, NotYours, DecidedIt: not for whoever acts.
        ReasonMissing: the answer gives no reasons.
        SavingsPaid: savings that were paid out are not worked out again.
    """
    why = must_say(answer, "An answer")
    if act.user_id is None:
        raise NotAPerson("An objection is answered by a person.")
    check_role(roles=frozenset(LIMITS), act=act)
    held = Objection.objects.select_for_update().get(pk=objection.pk)
    if held.state != Objection.State.RAISED:
        raise AlreadyAnswered(f"Objection {held.pk} is {held.state}.")
    decision = Decision.objects.select_related("assessment__claim").get(pk=held.decision_id)
    if decision.decider_id == act.user_id:
        raise DecidedIt(f"{act.actor} decided what is objected to.")
    held.state = Objection.State.UPHELD if uphold else Objection.State.DISMISSED
    held.answer, held.answered_at, held.answered_by = why, act.at, act.actor
    held.answerer_id = act.user_id
    held.save(update_fields=["state", "answer", "answered_at", "answered_by", "answerer"])
    claim = decision.assessment.claim
    note(claim=claim, action=f"objection_{held.state.lower()}", act=act, detail={"answer": why})
    if uphold:
        reopen(claim=claim, because=Because.OBJECTION, reason=why, act=act)
    return held


class DecidedIt(ValueError):
    """An objection answered by who made the decision."""


@transaction.atomic
def reopen(*, claim: Claim, because: str, reason: str, act: Act) -> Claim:
    """Bring a decided claim back to be worked out again, for a wage, an objection or evidence.

    What was awarded stands until somebody decides anew; only the difference then moves.

    Raises:
        NotNow, NotYours: as every step.
        NotAPerson: somebody answers for it.
        WrongCause: there is no such cause.
        ReasonMissing: nobody said why.
        SavingsPaid: savings that were paid out are not worked out again.
    """
    if act.user_id is None:
        raise NotAPerson("A claim is brought back by a person.")
    if because not in REOPENING:
        raise WrongCause(f"A claim is not worked out again for {because}.")
    why = must_say(reason, "Bringing a claim back")
    held = hold_for(claim, "COMPLETE")
    if held.state not in DECIDED:
        raise NotDecided(f"Claim {held.code} is {held.state}: nothing is decided.")
    if held.programme == Programme.JHT and held.state != "REJECTED":
        raise SavingsPaid(
            f"The savings of {held.code} were paid; what comes later is claimed anew."
        )
    take(claim=held, following="COMPLETE", act=act, reason=f"{because}: {why}")
    return held


class WrongCause(ValueError):
    """A cause for which no claim is worked out again."""


class NotDecided(ValueError):
    """A claim that nobody has decided."""


class SavingsPaid(ValueError):
    """Savings that were paid out: what comes to the account later makes a further claim."""
