"""The letters of claims: what was decided and why, and which papers are still asked for."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from jamsostek.claims.models import AwardLine, Claim, Decision, Payable
from jamsostek.claims.queries.files import papers_of
from jamsostek.claims.rules import letters
from jamsostek.claims.rules.clocks import payment_due
from jamsostek.claims.rules.reasons import reason_of
from jamsostek.claims.services.steps import hold
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Kind, Letter, Line, Signatory
from jamsostek.documents.services import NewDocument, issue
from jamsostek.institution.models import StaffMember
from jamsostek.kernel.acts import Act


@transaction.atomic
def issue_decision_letter(*, decision: Decision, act: Act) -> Document:
    """Issue the letter of a decision, with every line, its working, its article and who is paid.

    Asked again it gives the letter issued then.

    Raises:
        NothingDecided: the decision only sent the claim back.
        NoAddress, LawGap: as every document.
    """
    claim = hold(decision.assessment.claim)
    decision = Decision.objects.select_related("assessment", "document").get(pk=decision.pk)
    if decision.document is not None:
        return decision.document
    if decision.outcome == Decision.Outcome.RETURNED:
        raise NothingDecided(f"Nothing was decided on {claim.code}.")
    write = _approval if decision.outcome == Decision.Outcome.APPROVED else _refusal
    body = write(claim, decision)
    document = issue(new=_document(claim, Kind.CLAIM_DECISION, body), act=act)
    decision.document = document
    decision.save(update_fields=["document"])
    return document


class NothingDecided(ValueError):
    """A decision that says nothing to whoever claims."""


@transaction.atomic
def issue_request_letter(*, claim: Claim, act: Act) -> Document:
    """Issue the letter that asks for the required papers that are not there.

    Raises:
        NothingLacking: every required paper is there.
        NoAddress, LawGap: as every document.
    """
    lacking = [one for one in papers_of(claim) if one.paper.required and not one.is_there]
    if not lacking:
        raise NothingLacking(f"Nothing lacks of {claim.code}.")
    names = [
        one.paper.title + (f" ({one.evidence.note})" if one.evidence and one.evidence.note else "")
        for one in lacking
    ]
    body = Letter(
        recipient=(claim.claimant_name,),
        paragraphs=(
            *letters.opening(_about(claim)),
            *letters.request(claim.code, names),
        ),
        signatory=_signatory(act),
    )
    return issue(new=_document(claim, Kind.CLAIM_REQUEST, body), act=act)


class NothingLacking(ValueError):
    """A claim of which every required paper is there."""


def _approval(claim: Claim, decision: Decision) -> Letter:
    lines = AwardLine.objects.filter(assessment=decision.assessment).order_by("line_no")
    last_day = payment_due(claim.complete_on)[0] if claim.complete_on else None
    earlier = decision.assessment.total - decision.amount
    said = [
        f"Klaim ini disetujui. {decision.reason}",
        "Perhitungannya sebagai berikut; di sebelahnya tertulis pasal yang menjadi dasarnya.",
    ]
    if earlier:
        said.append(
            "Jumlah di bawah adalah hak seluruhnya; yang sudah diputus lebih dahulu"
            " diperhitungkan di dalamnya."
        )
    return Letter(
        recipient=(claim.claimant_name,),
        paragraphs=(*letters.opening(_about(claim)), *said),
        lines=tuple(
            Line(
                letters.line_label(line.label_id, line.working, line.months),
                line.amount,
                line.citation,
            )
            for line in lines
        ),
        total_label="Jumlah jaminan",
        closing=(
            *letters.what_happens(_shares(decision), last_day),
            *(line.caution for line in lines if line.caution),
            *letters.closing(_about(claim)),
        ),
        signatory=_decider(decision),
    )


def _refusal(claim: Claim, decision: Decision) -> Letter:
    ground = reason_of(decision.reason_code)
    owes = decision.assessment.payer == "EMPLOYER" and claim.employer is not None
    owed_by = claim.employer.name if owes and claim.employer else ""
    return Letter(
        recipient=(claim.claimant_name,),
        paragraphs=(
            *letters.opening(_about(claim)),
            *letters.refusal(ground.words, decision.reason, decision.citation, owed_by),
        ),
        closing=tuple(letters.closing(_about(claim))),
        signatory=_decider(decision),
    )


def _shares(decision: Decision) -> list[letters.Share]:
    """Give what each payee gets by the decision: what comes at once, and what comes monthly."""
    found: dict[tuple[int, bool], list[Payable]] = defaultdict(list)
    rows = Payable.objects.filter(decision=decision, withdrawn_by=None)
    for row in rows.select_related("payee", "line").order_by("due_on", "pk"):
        found[row.payee_id, row.line.months > 1].append(row)
    return [_share(rows) for rows in found.values()]


def _share(rows: Sequence[Payable]) -> letters.Share:
    payee = rows[0].payee
    number = payee.account_number
    account = f"{payee.bank} {number} atas nama {payee.account_name}" if number else ""
    days = {row.due_on for row in rows}
    total = sum(row.amount for row in rows)
    return letters.Share(payee.name, total, account, len(days), min(days))


def _about(claim: Claim) -> letters.About:
    outcome = claim.facts.get("outcome")
    has_died = claim.cause in {"DEATH", "DIED"} or outcome == "DEATH"
    return letters.About(claim.code, claim.programme, claim.worker_name, claim.event_date, has_died)


def _document(claim: Claim, kind: Kind, body: Letter) -> NewDocument:
    return NewDocument(
        kind=kind,
        subject_type="claim",
        subject_id=claim.pk,
        holder=claim.claimant_name,
        office_code=claim.branch.code,
        body=body,
        title=f"Klaim {claim.code}: {letters.PROGRAMMES[claim.programme]}",
    )


def _decider(decision: Decision) -> Signatory:
    staff = StaffMember.objects.filter(user_id=decision.decider_id).first()
    return Signatory(staff.name if staff else decision.decided_by, "Pejabat yang memutus")


def _signatory(act: Act) -> Signatory:
    staff = StaffMember.objects.filter(user_id=act.user_id).first() if act.user_id else None
    return Signatory(staff.name if staff else act.actor, "Petugas klaim")
