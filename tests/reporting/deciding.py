"""Claims with decisions for the reports' tests, as their tables hold them. All are invented."""

from datetime import UTC, date, datetime, time
from itertools import count
from uuid import uuid4

from jamsostek.claims.models import (
    Assessment,
    AwardLine,
    Claim,
    ClaimStep,
    Decision,
    Payable,
    Payee,
)
from jamsostek.institution.models import User
from tests.reporting.filling import branch

CAUSES = {"JHT": "LEFT_WORK", "JKK": "ACCIDENT", "JKM": "DEATH", "JPK": "EMERGENCY"}
numbers = count(1)


def claim_at(branch_code: str, programme: str = "JKK", segment: str = "FORMAL") -> Claim:
    claim = Claim.objects.create(
        code=f"KL{next(numbers):08}",
        programme=programme,
        cause=CAUSES[programme],
        segment=segment,
        branch=branch(branch_code),
        worker_name="Siti Rekaan",
        event_date=date(2011, 1, 3),
        claimant_name="Siti Rekaan",
        state="OPEN",
        reported_at=datetime(2011, 1, 4, 2, 0, tzinfo=UTC),
    )
    ClaimStep.objects.create(
        claim=claim, state="OPEN", made_at=claim.reported_at, made_by="petugas"
    )
    return claim


def somebody() -> User:
    return User.objects.create(username=f"petugas-{uuid4().hex[:12]}")


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
        maker=somebody(),
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
    amount = assessment.difference if outcome == "APPROVED" else 0
    decision = Decision.objects.create(
        assessment=assessment,
        outcome=outcome,
        reason_code="LAW",
        reason="Sesuai peraturan.",
        citation="UU 3/1992" if outcome == "REJECTED" else "",
        amount=amount,
        overpaid=max(-amount, 0),
        maker=assessment.maker,
        decider=somebody(),
        decided_by="penyelia",
        decided_at=datetime.combine(on, at, UTC),
    )
    if amount > 0:
        claim = assessment.claim
        payee = Payee.objects.create(claim=claim, role="MEMBER", name="Siti", method="CASH")
        line = assessment.lines.get()
        Payable.objects.create(decision=decision, line=line, payee=payee, due_on=on, amount=amount)
    return decision


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
