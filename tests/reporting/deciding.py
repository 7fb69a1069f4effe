"""Claims with decisions for the reports' tests, as their tables hold them. All are invented."""

from datetime import UTC, date, datetime, time
from itertools import count
from uuid import uuid4

from jamsostek.claims.models import Assessment, AwardLine, Claim, Decision
from jamsostek.institution.models import User
from tests.reporting.filling import branch

CAUSES = {"JHT": "LEFT_WORK", "JKK": "ACCIDENT", "JKM": "DEATH", "JPK": "EMERGENCY"}
numbers = count(1)


def claim_at(branch_code: str, programme: str = "JKK", segment: str = "FORMAL") -> Claim:
    return Claim.objects.create(
        code=f"KL{next(numbers):08}",
        programme=programme,
        cause=CAUSES[programme],
        segment=segment,
        branch=branch(branch_code),
        worker_name="Siti Rekaan",
        event_date=date(2011, 1, 3),
        claimant_name="Siti Rekaan",
        reported_at=datetime(2011, 1, 4, 2, 0, tzinfo=UTC),
    )


def assess(claim: Claim, total: int, *, payer: str = "FUND") -> Assessment:
    """The next assessment of a claim: in all, of one line."""
    before = claim.assessments.order_by("number").last()
    made = Assessment.objects.create(
        claim=claim,
        number=before.number + 1 if before else 1,
        law_date=claim.event_date,
        law_version="x",
        facts={},
        payer=payer,
        payer_reason="Iuran dibayar.",
        payer_citation="UU 3/1992, Pasal 8",
        total=total,
        difference=total - (before.total if before else 0),
        made_at=claim.reported_at,
        made_by="petugas",
    )
    AwardLine.objects.create(
        assessment=made,
        line_no=1,
        kind="treatment",
        label_id="Pengobatan",
        label_en="Treatment",
        amount=total,
        citation="PP 14/1993",
        working=str(total),
        recipient="MEMBER",
    )
    return made


def decide(
    assessment: Assessment, on: date, *, outcome: str = "APPROVED", at: time = time(3)
) -> Decision:
    return Decision.objects.create(
        assessment=assessment,
        outcome=outcome,
        reason_code="LAW",
        reason="Sesuai peraturan.",
        amount=assessment.difference if outcome == "APPROVED" else 0,
        decider=User.objects.create(username=f"penyelia-{uuid4().hex[:12]}"),
        decided_by="penyelia",
        decided_at=datetime.combine(on, at, UTC),
    )


def awarded(
    branch_code: str,
    amount: int,
    on: date,
    *,
    programme: str = "JKK",
    segment: str = "FORMAL",
    payer: str = "FUND",
) -> Claim:
    """A claim decided on a day."""
    claim = claim_at(branch_code, programme, segment)
    decide(assess(claim, amount, payer=payer), on)
    return claim
