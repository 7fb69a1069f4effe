"""How claims begin: an accident reported in two stages, or a benefit claimed."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.db import IntegrityError, connection, transaction

from jamsostek.claims.models import CAUSES_OF, Claim, Evidence, Segment
from jamsostek.claims.queries.duplicates import open_claims_of
from jamsostek.claims.rules.benefits import check_facts
from jamsostek.claims.rules.evidence import checklist
from jamsostek.claims.services.steps import hold_for, note, take
from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import (
    Employer,
    InsuredPerson,
    OwnAccountCover,
    ProjectWorker,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Whom a claim is about: a member, a project's worker, or somebody never registered."""

    segment: str
    name: str
    person: InsuredPerson | None = None
    employer: Employer | None = None
    project_worker: ProjectWorker | None = None
    cover: OwnAccountCover | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who brings a claim: name, what they are to the worker, and how to reach them."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: the cause, the day, and where the reporter tells them hour, place and how."""

    cause: str
    day: date
    at: time | None = None
    place: str = ""
    text: str = ""


@again_after_deadlock
@transaction.atomic
def report_accident(
    *, worker: Worker, event: Event, claimant: Claimant, branch: Branch, act: Act
) -> Claim:
    """Take a notice of a work accident or an occupational disease (stage I).

    Raises:
        NotOfThisProgramme: the cause is none of JKK.
        EventAhead: the day lies after the day of the act.
        NobodyNamed: neither a worker nor a claimant is named.
    """
    return _begin(Programme.JKK, "REPORTED", worker, event, claimant, branch, act)


@again_after_deadlock
@transaction.atomic
def report_outcome(*, claim: Claim, stated_on: date, facts: dict[str, Any], act: Act) -> Claim:
    """Take the outcome of an accident with the doctor's statement of a day (stage II).

    It is the claim (PP 14/1993, Pasal 18 ayat (5)); from now on evidence is gathered.

    Raises:
        NotNow: stage II came before, or the claim was withdrawn.
        EventAhead: the statement is of a day after the act.
        OutOfOrder: the statement is of a day before the accident.
        FactsUnreadable: a fact is not known or of another kind.
    """
    held = hold_for(claim, "OPEN")
    if stated_on > act.day:
        raise EventAhead(f"{stated_on} has not come yet.")
    if stated_on < held.event_date:
        raise OutOfOrder(f"A statement of {stated_on} lies before {held.event_date}.")
    check_facts(Programme.JKK, facts)
    held.outcome_on, held.second_report_at = stated_on, act.at
    held.facts = {**held.facts, **facts}
    held.save(update_fields=["outcome_on", "second_report_at", "facts"])
    take(claim=held, following="OPEN", act=act, reason="Laporan tahap II")
    return held


@again_after_deadlock
@transaction.atomic
def file_claim(
    *,
    programme: Programme,
    worker: Worker,
    event: Event,
    claimant: Claimant,
    branch: Branch,
    act: Act,
) -> Claim:
    """Take a claim of JHT, JKM or JPK; an accident is reported first.

    Raises:
        NotOfThisProgramme: the cause is of another programme, or JKK is claimed.
        EventAhead: the day lies after the day of the act.
        NobodyNamed: neither a worker nor a claimant is named.
        AlreadyClaimed: a claim of this person for the same waits or was awarded; `codes` names it.
    """
    if programme is Programme.JKK:
        raise NotOfThisProgramme("An accident is reported first; its outcome is the claim.")
    return _begin(programme, "OPEN", worker, event, claimant, branch, act)


class NotOfThisProgramme(ValueError):
    """A cause for which a programme gives nothing."""


class EventAhead(ValueError):
    """A day that has not come."""


class OutOfOrder(ValueError):
    """A statement made before what it speaks of."""


class NobodyNamed(ValueError):
    """A claim without a name."""


class AlreadyClaimed(ValueError):
    """A claim for which another stands already."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(f"Claimed already: {', '.join(codes)}.")


@again_after_deadlock
@transaction.atomic
def assign(*, claim: Claim, user_id: int | None, act: Act) -> Claim:
    """Give a claim to an officer, or take it from everybody."""
    held = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    held.officer_id = user_id
    held.save(update_fields=["officer"])
    note(claim=held, action="assign_claim", act=act, detail={"officer": str(user_id or "")})
    return held


def _begin(
    programme: Programme,
    state: str,
    worker: Worker,
    event: Event,
    claimant: Claimant,
    branch: Branch,
    act: Act,
) -> Claim:
    _check(programme, worker, event, claimant, act)
    if programme in {Programme.JHT, Programme.JKM} and worker.person is not None:
        hold_person(worker.person)
        if standing := open_claims_of(worker.person, programme):
            raise AlreadyClaimed([one.code for one in standing])
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                code=next_code(),
                programme=programme,
                cause=event.cause,
                segment=worker.segment,
                branch=branch,
                person=worker.person,
                employer=worker.employer,
                project_worker=worker.project_worker,
                cover=worker.cover,
                worker_name=worker.name.strip()[:120],
                event_date=event.day,
                event_time=event.at,
                event_place=event.place.strip()[:200],
                event_text=event.text.strip(),
                claimant_name=claimant.name.strip()[:120],
                claimant_relation=claimant.relation.strip()[:40],
                claimant_phone=claimant.phone.strip()[:30],
                state=state,
                reported_at=act.at,
            )
    except IntegrityError as error:
        raise AlreadyClaimed([str(worker.name)]) from error
    Evidence.objects.bulk_create(
        Evidence(claim=claim, kind=paper.kind, changed_at=act.at, changed_by=act.actor)
        for paper in checklist(event.cause)
    )
    take(claim=claim, following=state, act=act, is_new=True)
    return claim


def _check(
    programme: Programme, worker: Worker, event: Event, claimant: Claimant, act: Act
) -> None:
    if event.cause not in CAUSES_OF[programme]:
        raise NotOfThisProgramme(f"{event.cause} is no cause of {programme}.")
    if event.day > act.day:
        raise EventAhead(f"{event.day} has not come yet.")
    if not worker.name.strip() or not claimant.name.strip():
        raise NobodyNamed("A claim names the worker and who brings it.")
    if worker.segment not in Segment.values:
        raise NotOfThisProgramme(f"There is no segment {worker.segment}.")


def hold_person(person: InsuredPerson) -> None:
    """Keep others from claiming for the same human meanwhile, under whichever number."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"person": person.pk})


HOLD: Final = """
    SELECT pg_advisory_xact_lock(hashtext('jamsostek claim'), coalesce(
        (SELECT kept_id FROM membership_personmerge
         WHERE duplicate_id = %(person)s AND state = 'MERGED'), %(person)s)::int)
"""


def next_code() -> str:
    """Draw the next claim's code: KL and eight digits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('claims_claim_code_seq')")
        (number,) = cursor.fetchone()
    return f"KL{number:08d}"
