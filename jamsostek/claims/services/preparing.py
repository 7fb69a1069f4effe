"""Making a claim ready: facts, family, payees, a doctor's opinion, and its papers complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from jamsostek.benefits.awards import Recipient
from jamsostek.benefits.survivors import Relation
from jamsostek.claims.models import Claim, Evidence, MedicalOpinion, Payee, Survivor
from jamsostek.claims.queries.awarded import payables_standing
from jamsostek.claims.rules.benefits import check_facts
from jamsostek.claims.rules.evidence import missing_papers
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
from jamsostek.treasury.services.payments import Destination

PREPARING = frozenset({"REPORTED", "OPEN", "PENDED", "COMPLETE"})
"""The states in which facts may change; later they stand as they were assessed."""
PAYABLE = PREPARING | {"ASSESSED", "APPROVED", "PAID"}
"""The states in which it may be told where the money goes."""


class NotPreparing(ValueError):
    """A claim whose facts stand as they are."""


@transaction.atomic
def set_facts(*, claim: Claim, facts: Mapping[str, Any], act: Act) -> Claim:
    """Set facts by the names of the schema; None takes one away, others stay as they are.

    Raises:
        NotPreparing: the claim is assessed or decided.
        FactsUnreadable: a name is not known, or a value is of another kind.
    """
    held = _hold_preparing(claim)
    given = {name: value for name, value in {**held.facts, **facts}.items() if value is not None}
    check_facts(Programme(held.programme), given)
    held.facts = _plain(given)
    held.save(update_fields=["facts"])
    note(claim=held, action="set_facts", act=act, detail={"facts": sorted(facts)})
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Somebody whom the worker left behind."""

    relation: str
    name: str
    birth_date: date | None = None
    died_on: date | None = None
    share: int | None = None
    nik: str = ""


@transaction.atomic
def set_survivors(*, claim: Claim, survivors: Sequence[Relative], act: Act) -> list[Survivor]:
    """Set the family that a worker left; an empty one says that there is none.

    Raises:
        NotPreparing: the claim is assessed or decided.
        WrongFamily: a relation is not known, or a name is missing or stands twice.
        PaidBefore: somebody who was awarded something would fall out.
    """
    held = _hold_preparing(claim)
    _check_family(survivors)
    names = [one.name.strip() for one in survivors]
    gone = Survivor.objects.filter(claim=held).exclude(name__in=names)
    if Payee.objects.filter(survivor__in=gone).exists():
        raise PaidBefore("Who is named as a payee stays among the family.")
    gone.delete()
    for one in survivors:
        Survivor.objects.update_or_create(
            claim=held,
            name=one.name.strip(),
            defaults={
                "relation": one.relation,
                "birth_date": one.birth_date,
                "died_on": one.died_on,
                "share": one.share,
                "nik": one.nik,
            },
        )
    held.facts = {name: fact for name, fact in held.facts.items() if name != "survivors"} | (
        {} if survivors else {"survivors": []}
    )
    held.save(update_fields=["facts"])
    note(claim=held, action="set_survivors", act=act, detail={"survivors": len(survivors)})
    return list(Survivor.objects.filter(claim=held).order_by("pk"))


class WrongFamily(ValueError):
    """A family that cannot be as it is told."""


class PaidBefore(ValueError):
    """Somebody who is paid, or is to be, and cannot be left out."""


def _check_family(survivors: Sequence[Relative]) -> None:
    names = [one.name.strip().casefold() for one in survivors]
    if not all(names) or len(set(names)) < len(names):
        raise WrongFamily("Each of the family has a name of their own.")
    for one in survivors:
        if one.relation not in set(Relation):
            raise WrongFamily(f"{one.relation} is no relation of the law.")


@transaction.atomic
def set_payee(
    *,
    claim: Claim,
    role: str,
    name: str,
    destination: Destination,
    act: Act,
    survivor: Survivor | None = None,
) -> Payee:
    """Say who is paid as what, and where the money goes; for an heir, which one.

    A guardian is named in place of a child: `survivor` stays the child. Whom a will names is an
    heir without being of the family.

    Raises:
        NotPreparing: the claim has ended without an award.
        WrongPayee: there is no such role, no name, or the heir is not of this claim.
    """
    held = hold(claim)
    if held.state not in PAYABLE:
        raise NotPreparing(f"Claim {held.code} is {held.state}: nobody is paid.")
    is_heir = role == Recipient.HEIRS
    if role not in set(Recipient) - {Recipient.STATE} or not name.strip():
        raise WrongPayee("A payee has a name and is paid as member, heir, employer or the like.")
    if survivor is not None and (not is_heir or survivor.claim_id != held.pk):
        raise WrongPayee("An heir is one of the family of this claim.")
    found = Payee.objects.filter(claim=held, role=role, survivor=survivor)
    if is_heir and survivor is None:
        found = found.filter(name=name.strip()[:120])
    payee = found.first() or Payee(claim=held, role=role, survivor=survivor)
    payee.name, payee.method = name.strip()[:120], destination.method
    payee.bank = destination.bank.strip()
    payee.account_number = destination.account_number.strip()
    payee.account_name = destination.account_name.strip()
    told = ["name", "method", "bank", "account_number", "account_name"]
    payee.save(update_fields=told if payee.pk else None)
    note(
        claim=held,
        action="set_payee",
        act=act,
        detail={"payee": payee.name, "role": role, "method": payee.method},
    )
    return payee


class WrongPayee(ValueError):
    """A payee that no line of the claim can be paid to."""


@transaction.atomic
def give_opinion(*, claim: Claim, facts: Mapping[str, Any], text: str, act: Act) -> MedicalOpinion:
    """Take the opinion of the medical adviser; the facts it finds become those of the claim.

    Raises:
        NotPreparing: the claim is assessed or decided.
        NotAPerson, NotYours: it is given by the medical adviser.
        ReasonMissing: it gives no reasons.
        FactsUnreadable: a fact is not known or of another kind.
    """
    if act.user_id is None:
        raise NotAPerson("An opinion is given by a person.")
    check_role(roles=frozenset({"MEDICAL_ADVISER"}), act=act)
    why = must_say(text, "An opinion")
    held = _hold_preparing(claim)
    given = _plain({**held.facts, **facts})
    check_facts(Programme(held.programme), given)
    opinion = MedicalOpinion.objects.create(
        claim=held,
        facts=_plain(facts),
        text=why,
        given_at=act.at,
        given_by=act.actor,
        adviser_id=act.user_id,
    )
    held.facts = given
    held.save(update_fields=["facts"])
    note(claim=held, action="medical_opinion", act=act, detail={"facts": sorted(facts)})
    return opinion


@transaction.atomic
def pend(*, claim: Claim, reason: str, until: date, act: Act) -> Claim:
    """Let a claim wait for something until a day on which it is looked at again.

    Raises:
        NotNow, NotYours: as every step.
        ReasonMissing: nobody said what it waits for.
    """
    why = must_say(reason, "Letting a claim wait")
    held = hold_for(claim, "PENDED")
    held.pended_until = until
    held.save(update_fields=["pended_until"])
    take(claim=held, following="PENDED", act=act, reason=why, detail={"until": str(until)})
    return held


@transaction.atomic
def resume(*, claim: Claim, act: Act, reason: str = "") -> Claim:
    """Go on with a claim that waited.

    Raises:
        NotNow, NotYours: as every step.
    """
    held = hold_for(claim, "OPEN")
    if held.state == "REPORTED":
        raise NotPreparing("The outcome of an accident is reported first.")
    held.pended_until = held.complete_on = None
    held.save(update_fields=["pended_until", "complete_on"])
    take(claim=held, following="OPEN", act=act, reason=reason)
    return held


@transaction.atomic
def complete(*, claim: Claim, act: Act) -> Claim:
    """State that all papers are there; from this day the month of payment runs (Pasal 26).

    Raises:
        PapersMissing: a required paper is neither received nor waived; `kinds` names them.
        NotNow, NotYours: as every step.
    """
    held = hold_for(claim, "COMPLETE")
    present = Evidence.objects.filter(claim=held, state__in=["RECEIVED", "WAIVED"])
    missing = missing_papers(held.cause, set(present.values_list("kind", flat=True)))
    if missing:
        raise PapersMissing(tuple(paper.kind for paper in missing))
    held.complete_on = act.day
    held.save(update_fields=["complete_on"])
    take(claim=held, following="COMPLETE", act=act)
    return held


class PapersMissing(ValueError):
    """Papers without which a claim is not complete."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds
        super().__init__(f"Not there yet: {', '.join(kinds)}.")


@transaction.atomic
def withdraw(*, claim: Claim, reason: str, act: Act) -> Claim:
    """Take a claim back at the wish of whoever brought it; another may be brought later.

    Raises:
        NotNow, NotYours: as every step.
        ReasonMissing: nobody said why.
        AwardStands: it was awarded before; that is taken back by a decision.
    """
    why = must_say(reason, "Taking a claim back")
    held = hold_for(claim, "WITHDRAWN")
    if payables_standing(held):
        raise AwardStands(f"{held.code} was awarded; a decision takes that back.")
    take(claim=held, following="WITHDRAWN", act=act, reason=why)
    return held


class AwardStands(ValueError):
    """A claim taken back though money was awarded by it."""


def _hold_preparing(claim: Claim) -> Claim:
    held = hold(claim)
    if held.state not in PREPARING:
        raise NotPreparing(f"Claim {held.code} is {held.state}; its facts stand.")
    return held


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give facts as JSON keeps them."""
    return {name: _plain_value(value) for name, value in facts.items()}


def _plain_value(value: Any) -> Any:  # noqa: ANN401 - any fact
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple | frozenset | set):
        return [_plain_value(one) for one in value]
    return value if isinstance(value, bool | int | str | None) else str(value)
