"""Deeds on the demonstration's single claims, by those who sign in."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from jamsostek.claims.models import Claim, Decision
from jamsostek.claims.rules.evidence import checklist
from jamsostek.claims.services.assessing import assess
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.evidence import receive_evidence
from jamsostek.claims.services.preparing import give_opinion
from jamsostek.institution.models import StaffMember, User
from jamsostek.kernel.acts import BUSINESS_ZONE, Act, ActorKind
from jamsostek.membership.models import ContractorUser, EmployerUser, MemberUser

Facts = Mapping[str, Any]


def by(username: str, day: date) -> Act:
    """Give a deed of somebody who signs in."""
    user = User.objects.get(username=username)
    at = datetime.combine(day, time(10), BUSINESS_ZONE)
    return Act(_name(user), ActorKind.HUMAN, at, user.pk, "Data peragaan")


def _name(user: User) -> str:
    if member := MemberUser.objects.filter(user=user).select_related("person").first():
        return member.person.name
    for model in (StaffMember, EmployerUser, ContractorUser):
        if found := model.objects.filter(user=user).values_list("name", flat=True).first():
            return str(found)
    raise LookupError(user.username)


def receive(claim: Claim, day: date, *, without: Collection[str] = ()) -> None:
    """Receive what a claim must be proved with, without some papers."""
    for paper in checklist(claim.cause):
        if paper.required and paper.kind not in without:
            receive_evidence(claim=claim, kind=paper.kind, act=by("klaim", day), dated=day)


def opinion(claim: Claim, day: date, facts: Facts, text: str) -> None:
    """Have the medical adviser give an opinion."""
    give_opinion(claim=claim, facts=facts, text=text, act=by("dokter", day))


def approve(claim: Claim, day: date) -> Decision:
    """Have the supervisor approve what the officer worked out the day before."""
    assessment = assess(claim=claim, act=by("klaim", day - timedelta(days=1)))
    return decide(
        assessment=assessment,
        outcome=Decision.Outcome.APPROVED,
        reason_code="ENTITLED",
        reason="Bukti lengkap, perhitungan sesuai.",
        act=by("penyelia", day),
    )
