"""Claims of the same person, or near the same event: shown before anything is decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from jamsostek.claims.models import Claim
from jamsostek.claims.rules.transitions import GRANTED, OPEN_STATES
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries import same_person_ids

NEAR: Final = timedelta(days=7)
"""Events of one person so close together may be one and the same."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another claim of the same person, and whether it may be about the same event."""

    code: str
    programme: str
    cause: str
    event_date: date
    state: str
    may_be_same: bool


def claims_of(person: InsuredPerson) -> QuerySet[Claim]:
    """Give the claims of a person under all of their numbers, newest first."""
    return Claim.objects.filter(person_id__in=same_person_ids(person)).order_by("-pk")


def open_claims_of(person: InsuredPerson, programme: Programme) -> list[Claim]:
    """Give the claims for which a new one of this programme would be a second.

    Of JHT only one may wait at a time, as what comes later makes a further claim; a death is
    awarded once.
    """
    states = OPEN_STATES if programme is Programme.JHT else (*OPEN_STATES, *GRANTED)
    return list(claims_of(person).filter(programme=programme, state__in=states))


def awarded_before(claim: Claim) -> list[str]:
    """Give the codes of claims that have awarded the death that a claim is about.

    A claim is filed under one number; that two of them are one person may be found out later.
    """
    if claim.person is None or claim.programme != Programme.JKM:
        return []
    others = claims_of(claim.person).filter(programme=Programme.JKM, state__in=GRANTED)
    return list(others.exclude(pk=claim.pk).values_list("code", flat=True))


def earlier_claims(claim: Claim) -> list[Earlier]:
    """Give the other claims of whoever a claim is about, those near its event first."""
    others = Claim.objects.exclude(pk=claim.pk)
    if claim.person is not None:
        others = others.filter(person_id__in=same_person_ids(claim.person))
    else:
        name = Q(person=None, worker_name__iexact=claim.worker_name)
        others = others.filter(name & Q(employer=claim.employer_id, branch=claim.branch_id))
    found = [_earlier(other, claim) for other in others.order_by("-event_date", "-pk")[:SHOWN]]
    return sorted(found, key=lambda one: not one.may_be_same)


SHOWN: Final = 50


def _earlier(other: Claim, claim: Claim) -> Earlier:
    is_near = abs(other.event_date - claim.event_date) <= NEAR
    return Earlier(
        code=other.code,
        programme=other.programme,
        cause=other.cause,
        event_date=other.event_date,
        state=other.state,
        may_be_same=is_near and other.state != "WITHDRAWN",
    )
