"""What an approval does: the books, what becomes payable to whom, and what the employer owes."""

from dataclasses import dataclass
from datetime import date

from jamsostek.claims.models import Assessment, AwardLine, Decision, Payable, Reclaim
from jamsostek.claims.queries.awarded import (
    awarded_total,
    overpaid_total,
    payables_standing,
    reclaimed_total,
    undisputed_total,
)
from jamsostek.claims.queries.heirs import payable_lines, payees_of
from jamsostek.claims.queries.register import persons_of
from jamsostek.claims.rules.clocks import months_after
from jamsostek.claims.rules.difference import EXCESS, SHORTFALL, Settled, owed_by_employer, settle
from jamsostek.claims.rules.payer import FUND
from jamsostek.claims.rules.shares import owed_of, withheld
from jamsostek.kernel.acts import BUSINESS_ZONE, Act
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.services.closing import close_accounts

KIND = "CLAIM"
"""The kind of the entries of decisions."""
Because = Assessment.Because


class NotOwedByFund(ValueError):
    """An award that the fund does not owe, so that it cannot be approved."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What approving an assessment does, worked out before anything is written."""

    lines: tuple[AwardLine, ...]
    settled: Settled
    amount: int
    """What it adds to, or takes from, earlier awards."""
    overpaid: int
    moved: int
    """What is payable more, or less, than before."""
    tax: int
    reclaim: int | None
    """What the employer owes afterwards; None where that stays as it is."""
    reclaim_moved: int


def planned(assessment: Assessment) -> Plan:
    """Give what approving an assessment does.

    Raises:
        NotOwedByFund: the fund does not owe it.
        PayeeMissing, HeirNotNamed: it is not known how somebody is paid.
    """
    claim = assessment.claim
    if assessment.payer != FUND:
        raise NotOwedByFund(
            f"{claim.code} is owed by {assessment.payer}: {assessment.payer_reason}"
        )
    lines = tuple(AwardLine.objects.filter(assessment=assessment).order_by("line_no"))
    plain = payable_lines(lines)
    standing = payables_standing(claim)
    settled = settle(owed_of(plain, payees_of(assessment, lines)), standing)
    was = awarded_total(claim)
    if assessment.total - was != assessment.difference:
        raise NotOwedByFund(f"{claim.code} was decided since it was worked out.")
    if not settled.awarded:
        raise NotOwedByFund(f"{claim.code} comes to nothing: it is refused, with the article.")
    reclaim = _reclaim(assessment, settled)
    return Plan(
        lines=lines,
        settled=settled,
        amount=assessment.total - was,
        overpaid=settled.overpaid - overpaid_total(claim),
        moved=settled.awarded - sum(one.amount for one in standing),
        tax=withheld(plain),
        reclaim=reclaim,
        reclaim_moved=0 if reclaim is None else reclaim - reclaimed_total(claim),
    )


def planned_refusal(assessment: Assessment) -> Plan | None:
    """Give what refusing a claim takes back of earlier awards; None where there are none.

    What somebody was told to pay stays (Pasal 32); the months still to come do not.
    """
    claim = assessment.claim
    was, standing = awarded_total(claim), payables_standing(claim)
    if not was and not standing:
        return None
    settled = settle((), standing)
    return Plan(
        lines=(),
        settled=settled,
        amount=-was,
        overpaid=settled.overpaid - overpaid_total(claim),
        moved=settled.awarded - sum(one.amount for one in standing),
        tax=0,
        reclaim=None,
        reclaim_moved=0,
    )


def _reclaim(assessment: Assessment, settled: Settled) -> int | None:
    """Give what the employer owes once its data are corrected; None where they are not at stake."""
    if assessment.because != Because.WAGE or assessment.claim.employer_id is None:
        return None
    undisputed = undisputed_total(assessment.claim, assessment)
    return owed_by_employer(settled.awarded, assessment.total, undisputed=undisputed)


def post_award(*, assessment: Assessment, plan: Plan, act: Act) -> int | None:
    """Book an award as the fund's expense and the institution's debt; give the entry, if any.

    Of JHT it is no expense: the member's own account is emptied.

    Raises:
        BalanceMoved: a savings account is no longer what was assessed.
    """
    claim = assessment.claim
    key = f"CLAIM:{claim.code}:{assessment.number}"
    text = f"Putusan klaim {claim.code} {claim.programme}, {claim.worker_name}"[:200]
    if claim.programme == Programme.JHT:
        return _post_savings(assessment, plan, key, text, act)
    lines = _expense(Programme(claim.programme), plan)
    if not lines:
        return None
    return int(ledger.post(posting=ledger.Posting(key, KIND, act.day, text, lines), act=act).pk)


def _expense(programme: Programme, plan: Plan) -> list[tuple[int, int]]:
    """Give the lines of an award: what the fund bears, and what the institution owes for it."""
    borne = plan.moved - plan.reclaim_moved
    lines = [
        (account(Role.BENEFIT_EXPENSE, programme), borne),
        (account(Role.DUE_FROM_INSTITUTION, programme), -borne),
        (account(Role.DUE_TO_FUND, programme), borne),
        (account(Role.RECLAIM_RECEIVABLE), plan.reclaim_moved),
        (account(Role.BENEFITS_PAYABLE, programme), -plan.moved),
    ]
    return [(number, amount) for number, amount in lines if amount]


def _post_savings(assessment: Assessment, plan: Plan, key: str, text: str, act: Act) -> int | None:
    claim, gross = assessment.claim, plan.moved + plan.tax
    if gross == 0:
        return None
    jht = Programme.JHT
    against = [
        (account(Role.DUE_FROM_INSTITUTION, jht), -gross),
        (account(Role.DUE_TO_FUND, jht), gross),
        (account(Role.BENEFITS_PAYABLE, jht), -plan.moved),
        (account(Role.TAX_PAYABLE), -plan.tax),
    ]
    return close_accounts(
        person_ids=persons_of(claim),
        day=assessment.made_at.astimezone(BUSINESS_ZONE).date(),
        gross=gross,
        posting=ledger.Posting(key, KIND, act.day, text, [line for line in against if line[1]]),
        act=act,
    )


def make_payable(*, decision: Decision, plan: Plan, act: Act) -> list[Payable]:
    """Write down what becomes payable to whom and when, and what is taken back."""
    line_of = {line.line_no: line for line in plan.lines}
    made = Payable.objects.bulk_create(
        Payable(
            decision=decision,
            line=line_of[owed.line_no],
            payee_id=owed.payee,
            number=owed.number,
            due_on=_due_on(line_of[owed.line_no], owed.number, act.day),
            amount=owed.amount,
        )
        for owed in plan.settled.made
    )
    Payable.objects.filter(pk__in=plan.settled.withdrawn).update(withdrawn_by=decision)
    if plan.reclaim is not None and plan.reclaim_moved:
        _ask_back(decision, plan)
    return made


def _due_on(line: AwardLine, number: int, day: date) -> date:
    """Give when a part is due: the first with the decision, each further one a month later."""
    return months_after(day, number - 1) if line.months > 1 and number <= line.months else day


def _ask_back(decision: Decision, plan: Plan) -> None:
    """Ask the employer for what its data cost, in place of what was asked before."""
    claim = decision.assessment.claim
    earlier = Reclaim.objects.filter(decision__assessment__claim=claim)
    paid = sum(one.amount for one in earlier if one.state == Reclaim.State.PAID)
    earlier.filter(state=Reclaim.State.OPEN).update(
        state=Reclaim.State.CANCELLED, cancelled_by=decision
    )
    left = (plan.reclaim or 0) - paid
    if left > 0 and claim.employer is not None:
        Reclaim.objects.create(
            decision=decision,
            employer=claim.employer,
            amount=left,
            citation=EXCESS if plan.amount < 0 else SHORTFALL,
        )
