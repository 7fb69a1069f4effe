"""Member numbers that mean one person: proposed, decided by a second officer, split again."""

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import InsuredPerson, PersonMerge
from jamsostek.membership.queries.merges import BothAt, both_employed, same_person_ids

State = PersonMerge.State


@transaction.atomic
def propose_merge(
    *, duplicate: InsuredPerson, kept: InsuredPerson, evidence: str, act: Act
) -> PersonMerge:
    """Propose that one member number means the person of another, who keeps the own number.

    Raises:
        NotByAPerson: the system would propose; only people do.
        WithoutReason: the act has no reason, or there is no evidence.
        NotMergeable: the two cannot be merged; its kind says why.
        EmployedTogether: both are employed by one employer at one time.
    """
    user_id = _user_of(act)
    _told(act.reason, evidence)
    _hold(duplicate, kept)
    _check(duplicate, kept)
    if PersonMerge.objects.filter(duplicate=duplicate, state=State.PROPOSED).exists():
        raise AlreadyProposed(f"{duplicate.kpj} is already proposed as a duplicate.")
    merge = PersonMerge.objects.create(
        duplicate=duplicate,
        kept=kept,
        reason=act.reason.strip(),
        evidence=evidence.strip(),
        proposer_id=user_id,
        proposed_by=act.actor,
        proposed_at=act.at,
    )
    _record(act, "propose_merge", merge)
    return merge


@transaction.atomic
def decide_merge(*, merge: PersonMerge, approve: bool, act: Act) -> PersonMerge:
    """Merge two persons as proposed, or refuse to; somebody else than who proposed it decides.

    Raises:
        NotByAPerson, WithoutReason: as for a proposal.
        OwnProposal: who proposed it decides.
        NotWaiting: it is decided.
        NotMergeable, EmployedTogether: the two cannot be merged any more.
    """
    user_id = _user_of(act)
    _told(act.reason)
    held = _hold_merge(merge)
    if held.state != State.PROPOSED:
        raise NotWaiting(f"The merge of {held.duplicate.kpj} is {held.state}.")
    if held.proposer_id == user_id:
        raise OwnProposal("Somebody else than who proposed a merge decides on it.")
    if approve:
        _check(held.duplicate, held.kept)
    held.state = State.MERGED if approve else State.REFUSED
    held.decider_id = user_id
    held.decided_by, held.decided_at = act.actor, act.at
    held.decision_reason = act.reason.strip()
    held.save(
        update_fields=["state", "decider", "decided_by", "decided_at", "decision_reason"],
    )
    _record(act, "merge_persons" if approve else "refuse_merge", held)
    return held


@transaction.atomic
def split(*, merge: PersonMerge, act: Act) -> PersonMerge:
    """Part two merged persons again; everything stands as if they had never been merged.

    Raises:
        NotByAPerson, WithoutReason: as for a proposal.
        NotMerged: the two are not merged.
    """
    _user_of(act)
    _told(act.reason)
    held = _hold_merge(merge)
    if held.state != State.MERGED:
        raise NotMerged(f"The merge of {held.duplicate.kpj} is {held.state}.")
    held.state = State.SPLIT
    held.split_by, held.split_at = act.actor, act.at
    held.split_reason = act.reason.strip()
    held.save(update_fields=["state", "split_by", "split_at", "split_reason"])
    _record(act, "split_persons", held)
    return held


def _user_of(act: Act) -> int:
    if act.user_id is None:
        raise NotByAPerson("People propose, decide and split merges; the system does not.")
    return act.user_id


def _told(*texts: str) -> None:
    if not all(text.strip() for text in texts):
        raise WithoutReason("A merge needs a reason, and evidence that the two are one person.")


def _hold(*persons: InsuredPerson) -> None:
    """Hold persons, by their ids: merges and employments of them follow each other."""
    ids = [person.pk for person in persons]
    list(InsuredPerson.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _hold_merge(merge: PersonMerge) -> PersonMerge:
    """Hold both persons, then the merge; give it as it is now."""
    _hold(merge.duplicate, merge.kept)
    held = PersonMerge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    held.duplicate, held.kept = merge.duplicate, merge.kept
    return held


def _check(duplicate: InsuredPerson, kept: InsuredPerson) -> None:
    """Refuse what would not give one number with all others merged into it."""
    if duplicate.pk == kept.pk:
        raise SameNumber("A member number cannot be merged with itself.")
    merged = PersonMerge.objects.filter(state=State.MERGED)
    if merged.filter(duplicate=duplicate).exists():
        raise AlreadyMerged(f"{duplicate.kpj} is merged already.")
    if merged.filter(duplicate=kept).exists():
        raise KeptIsMerged(f"{kept.kpj} is merged into another number itself.")
    if merged.filter(kept=duplicate).exists():
        raise HoldsOthers(f"Other numbers are merged into {duplicate.kpj}; keep that one.")
    both = both_employed([duplicate.pk], same_person_ids(kept))
    if both is not None:
        raise EmployedTogether(both)


def _record(act: Act, action: str, merge: PersonMerge) -> None:
    """Write the deed for both persons."""
    for person, other in ((merge.duplicate, merge.kept), (merge.kept, merge.duplicate)):
        audit.record(
            act=act,
            action=action,
            subject_type="person",
            subject_id=person.pk,
            detail={
                "merge": merge.pk,
                "duplicate": merge.duplicate.kpj,
                "kept": merge.kept.kpj,
                "other": other.kpj,
            },
        )


class NotByAPerson(ValueError):
    """A merge that the system itself would propose, decide or split."""


class WithoutReason(ValueError):
    """A merge without a reason or without evidence."""


class NotMergeable(ValueError):
    """Two numbers that cannot be merged as they stand."""


class SameNumber(NotMergeable):
    """A number and itself."""


class AlreadyProposed(NotMergeable):
    """A duplicate that waits for a decision already."""


class AlreadyMerged(NotMergeable):
    """A duplicate that is merged into a number already."""


class KeptIsMerged(NotMergeable):
    """A number to keep that is itself merged into another."""


class HoldsOthers(NotMergeable):
    """A duplicate that other numbers are merged into."""


class EmployedTogether(NotMergeable):
    """Two persons whom one employer employs at one time."""

    def __init__(self, both: BothAt) -> None:
        """Name the employer and the first day of both."""
        super().__init__(f"{both.npp} {both.employer} employs both on {both.day}.")
        self.both = both


class OwnProposal(ValueError):
    """A merge decided by who proposed it."""


class NotWaiting(ValueError):
    """A second decision on one merge."""


class NotMerged(ValueError):
    """A split of what is not merged."""
