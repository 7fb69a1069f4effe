"""The letters of claims: what was decided and why, and which papers are still asked for."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from jamsostek.benefits.awards import Recipient
from jamsostek.claims.models import AwardLine, Claim, Decision, Payable
from jamsostek.claims.queries.files import papers_of
from jamsostek.claims.rules import letters
from jamsostek.claims.rules.clocks import payment_due
from jamsostek.claims.rules.reasons import reason_of
from jamsostek.claims.services.steps import hold
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Kind, Letter, Line, Section, Signatory
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
        paragraphs=tuple(letters.opening(_about(claim))),
        sections=(
            Section("Yang masih kami perlukan", tuple(letters.request(claim.code)), tuple(names)),
        ),
        signatory=_signatory(act),
    )
    return issue(new=_document(claim, Kind.CLAIM_REQUEST, body), act=act)


class NothingLacking(ValueError):
    """A claim of which every required paper is there."""


def _approval(claim: Claim, decision: Decision) -> Letter:
    about = _about(claim)
    lines = list(AwardLine.objects.filter(assessment=decision.assessment).order_by("line_no"))
    last_day = payment_due(claim.complete_on)[0] if claim.complete_on else None
    told = letters.what_happens(claim.code, _shares(decision), last_day)
    tax = -sum(line.amount for line in lines if line.recipient == Recipient.STATE)
    uncertain = letters.uncertain([line.caution for line in lines if line.caution])
    total = decision.assessment.total
    return Letter(
        recipient=(claim.claimant_name,),
        paragraphs=(
            *letters.opening(about),
            *letters.approval(total, decision.amount, decision.reason),
        ),
        lines=tuple(_line(line) for line in lines),
        total_label="Jumlah jaminan sesudah pajak" if tax else "Jumlah jaminan",
        closing=(letters.STMB,) if any("STMB" in line.label_id for line in lines) else (),
        sections=(
            Section("Pembayaran", (*told, *([letters.tax(tax)] if tax else []))),
            *([Section("Yang belum pasti", tuple(uncertain))] if uncertain else []),
            Section("Bila tidak setuju", tuple(letters.closing(about, was_paid=True))),
        ),
        signatory=_decider(decision),
    )


def _line(line: AwardLine) -> Line:
    label = letters.line_label(line.label_id, line.months)
    return Line(label, line.amount, line.citation, letters.working_of(line.working))


def _refusal(claim: Claim, decision: Decision) -> Letter:
    about = _about(claim)
    ground = reason_of(decision.reason_code)
    owes = decision.assessment.payer == "EMPLOYER" and claim.employer is not None
    owed_by = claim.employer.name if owes and claim.employer else ""
    was_paid = Payable.objects.filter(payee__claim=claim).exists()
    return Letter(
        recipient=(claim.claimant_name,),
        paragraphs=(
            *letters.opening(about),
            *letters.refusal(ground.words, decision.reason, decision.citation),
        ),
        sections=(
            Section(
                "Yang dapat Anda lakukan",
                tuple(letters.after_refusal(decision.reason_code, owed_by)),
            ),
            Section("Bila tidak setuju", tuple(letters.closing(about, was_paid=was_paid))),
        ),
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
    amounts = {row.amount for row in rows}
    return letters.Share(
        name=payee.name,
        role=payee.role,
        amount=sum(row.amount for row in rows),
        by_transfer=account,
        months=len(days),
        monthly=amounts.pop() if len(amounts) == 1 and len(days) == len(rows) else None,
        first_on=min(days),
    )


def _about(claim: Claim) -> letters.About:
    outcome = claim.facts.get("outcome")
    has_died = claim.cause in {"DEATH", "DIED"} or outcome == "DEATH"
    return letters.About(
        code=claim.code,
        programme=claim.programme,
        cause=claim.cause,
        worker=claim.worker_name,
        event_date=claim.event_date,
        has_died=has_died,
    )


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
