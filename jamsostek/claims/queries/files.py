"""One claim as a whole: its papers, steps, award, payments; and what its member may see of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from jamsostek.claims.models import (
    Assessment,
    AwardLine,
    Claim,
    ClaimStep,
    Decision,
    Evidence,
    MedicalOpinion,
    Objection,
    Payable,
    Payee,
    Reclaim,
    Survivor,
)
from jamsostek.claims.queries.awarded import SOURCE
from jamsostek.claims.queries.duplicates import Earlier, claims_of, earlier_claims
from jamsostek.claims.queries.working import clocks_of
from jamsostek.claims.rules.clocks import Deadline
from jamsostek.claims.rules.evidence import Paper, checklist
from jamsostek.membership.models import InsuredPerson
from jamsostek.treasury.queries.payments import Payment, orders_of


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """A paper of the checklist, and what is known of it."""

    paper: Paper
    evidence: Evidence | None

    @property
    def is_there(self) -> bool:
        """Whether nothing more is asked for."""
        return self.evidence is not None and self.evidence.state in {"RECEIVED", "WAIVED"}


@dataclass(frozen=True, slots=True)
class PayableStanding:
    """An amount that is to be paid, and how its payment stands."""

    payable: Payable
    payment: Payment | None


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """Everything that is kept of a claim."""

    claim: Claim
    papers: Sequence[PaperStanding]
    steps: Sequence[ClaimStep]
    survivors: Sequence[Survivor]
    payees: Sequence[Payee]
    opinions: Sequence[MedicalOpinion]
    assessments: Sequence[Assessment]
    lines: Sequence[AwardLine]
    """Of the last assessment."""
    decisions: Sequence[Decision]
    payables: Sequence[PayableStanding]
    objections: Sequence[Objection]
    reclaims: Sequence[Reclaim]
    earlier: Sequence[Earlier]
    clocks: Sequence[Deadline]

    @property
    def assessment(self) -> Assessment | None:
        """The last assessment, if there is one."""
        return self.assessments[-1] if self.assessments else None

    @property
    def decision(self) -> Decision | None:
        """The last decision, if there is one."""
        return self.decisions[-1] if self.decisions else None


def claim_by_code(code: str, branch_ids: Collection[int] | None) -> Claim:
    """Give the claim of this code, of these branches; None is the whole country.

    Raises:
        Claim.DoesNotExist: they have none.
    """
    claims = Claim.objects.select_related("person", "employer", "branch", "project_worker")
    if branch_ids is not None:
        claims = claims.filter(branch_id__in=list(branch_ids))
    return claims.get(code=code.strip().upper())


def claim_file(claim: Claim, now: datetime) -> ClaimFile:
    """Give everything that is kept of a claim, each part in the order it came."""
    assessments = list(Assessment.objects.filter(claim=claim).order_by("number"))
    last = assessments[-1] if assessments else None
    return ClaimFile(
        claim=claim,
        papers=papers_of(claim),
        steps=list(ClaimStep.objects.filter(claim=claim).order_by("pk")),
        survivors=list(Survivor.objects.filter(claim=claim).order_by("pk")),
        payees=list(Payee.objects.filter(claim=claim).select_related("survivor").order_by("pk")),
        opinions=list(MedicalOpinion.objects.filter(claim=claim).order_by("pk")),
        assessments=assessments,
        lines=list(AwardLine.objects.filter(assessment=last).order_by("line_no")),
        decisions=list(
            Decision.objects.filter(assessment__claim=claim)
            .select_related("assessment")
            .order_by("pk")
        ),
        payables=payables_of(claim),
        objections=list(Objection.objects.filter(decision__assessment__claim=claim).order_by("pk")),
        reclaims=list(Reclaim.objects.filter(decision__assessment__claim=claim).order_by("pk")),
        earlier=earlier_claims(claim),
        clocks=clocks_of(claim, now),
    )


def papers_of(claim: Claim) -> list[PaperStanding]:
    """Give the checklist of a claim, with what is known of each paper."""
    known = {paper.kind: paper for paper in Evidence.objects.filter(claim=claim)}
    return [PaperStanding(paper, known.get(paper.kind)) for paper in checklist(claim.cause)]


def payables_of(claim: Claim) -> list[PayableStanding]:
    """Give what is to be paid for a claim, in the order it is due, and how each stands."""
    rows = list(
        Payable.objects.filter(decision__assessment__claim=claim, withdrawn_by=None)
        .select_related("line", "payee")
        .order_by("due_on", "pk")
    )
    orders = orders_of(source=SOURCE, source_ids=[row.pk for row in rows])
    return [PayableStanding(row, orders.get(row.pk)) for row in rows]


def claims_of_member(person: InsuredPerson) -> QuerySet[Claim]:
    """Give a member's own claims under every number, newest first."""
    return claims_of(person).select_related("branch")


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a member sees of a claim: how far it is, what lacks, by when, and what was paid."""

    code: str
    programme: str
    cause: str
    event_date: date
    state: str
    since: datetime
    lacking: Sequence[Paper]
    pay_by: Deadline | None
    awarded: int
    paid: int


def tracked(claim: Claim, now: datetime) -> Tracked:
    """Give what the member sees of a claim; nothing medical, and no officer's name."""
    papers = papers_of(claim)
    payables = payables_of(claim)
    last = ClaimStep.objects.filter(claim=claim).order_by("-pk").first()
    clocks = [one for one in clocks_of(claim, now) if one.clock == "PAYMENT"]
    return Tracked(
        code=claim.code,
        programme=claim.programme,
        cause=claim.cause,
        event_date=claim.event_date,
        state=claim.state,
        since=last.made_at if last else claim.reported_at,
        lacking=[one.paper for one in papers if one.paper.required and not one.is_there],
        pay_by=clocks[0] if clocks else None,
        awarded=sum(one.payable.amount for one in payables),
        paid=sum(
            one.payable.amount for one in payables if one.payment and one.payment.state == "PAID"
        ),
    )
