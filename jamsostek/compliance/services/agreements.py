"""Agreements on instalments: asked for by an employer or noted by an officer, then decided."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.compliance.models import Agreement, AgreementBill, Instalment
from jamsostek.compliance.queries.agreements import bills_agreed
from jamsostek.compliance.rules.agreements import FEWEST, FIRST_WITHIN, MOST, plan
from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.bills import overdue_bills
from jamsostek.institution.models import StaffMember
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Employer
from jamsostek.membership.services import hold_employer

State = Agreement.State


@transaction.atomic
def propose_agreement(
    *, employer: Employer, codes: Sequence[str], count: int, first_date: date, act: Act
) -> Agreement:
    """Ask for instalments over overdue bills of an employer, named by their payment codes.

    The instalments add up to what the bills lack now; they are paid under the bills' codes.

    Raises:
        NotByAPerson, WithoutReason: the system asks, or nobody says why.
        BadPlan: too few or too many instalments, or the first one too early or too late.
        NotOwed: a code is of no overdue bill of this employer, or none is named.
        AlreadyAgreed: a bill is under an agreement, or another proposal waits.
    """
    user_id = _user_of(act)
    _told(act)
    if not FEWEST <= count <= MOST:
        raise BadPlan(f"An agreement has {FEWEST} to {MOST} instalments, not {count}.")
    if not act.day < first_date <= act.day + FIRST_WITHIN:
        raise BadPlan(f"The first instalment lies within a month, not on {first_date}.")
    held = hold_employer(employer)
    bills = _owed(held, codes, act)
    agreement = Agreement.objects.create(
        employer=held,
        count=count,
        first_date=first_date,
        amount=sum(bill.asked - bill.received for bill in bills),
        reason=act.reason.strip(),
        is_asked_by_employer=not StaffMember.objects.filter(user_id=user_id).exists(),
        proposer_id=user_id,
        proposed_by=act.actor,
        proposed_at=act.at,
    )
    AgreementBill.objects.bulk_create(
        AgreementBill(agreement=agreement, bill=bill, amount=bill.asked - bill.received)
        for bill in bills
    )
    Instalment.objects.bulk_create(
        Instalment(
            agreement=agreement, number=part.number, due_date=part.due_date, amount=part.amount
        )
        for part in plan(agreement.amount, count=count, first_date=first_date)
    )
    _record(act, "propose_agreement", agreement)
    return agreement


@transaction.atomic
def decide_agreement(*, agreement: Agreement, approve: bool, act: Act) -> Agreement:
    """Agree to instalments as proposed, or refuse; an officer who did not propose them decides.

    The law's penalty goes on until the contributions are paid (PP 14/1993, Pasal 10 ayat (3)).

    Raises:
        NotByAPerson, WithoutReason: as for a proposal.
        OwnProposal: who proposed it decides.
        NotWaiting: it is decided.
        TooLate: the day of its first instalment is over; it can only be refused.
    """
    user_id = _user_of(act)
    _told(act)
    held = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if held.state != State.PROPOSED:
        raise NotWaiting(f"The agreement was {held.state} by {held.decided_by}.")
    if held.proposer_id == user_id:
        raise OwnProposal("Somebody else than who proposed an agreement decides on it.")
    if approve and act.day > held.first_date:
        raise TooLate(f"The first instalment was due on {held.first_date}.")
    held.state = State.AGREED if approve else State.REFUSED
    held.decider_id, held.decided_by, held.decided_at = user_id, act.actor, act.at
    held.decision_reason = act.reason.strip()
    held.save(update_fields=["state", "decider", "decided_by", "decided_at", "decision_reason"])
    _record(act, "approve_agreement" if approve else "refuse_agreement", held)
    return held


class NotByAPerson(ValueError):
    """An agreement that the system itself would propose or decide."""


class WithoutReason(ValueError):
    """An agreement without a reason."""


class BadPlan(ValueError):
    """Instalments outside what may be agreed."""


class NotOwed(ValueError):
    """A code that no overdue bill of the employer has."""


class AlreadyAgreed(ValueError):
    """A bill under an agreement, or a second proposal while one waits."""


class OwnProposal(ValueError):
    """An agreement decided by who proposed it."""


class NotWaiting(ValueError):
    """A second decision on one agreement."""


class TooLate(ValueError):
    """An agreement whose first day is over before it is decided."""


def _user_of(act: Act) -> int:
    if act.user_id is None:
        raise NotByAPerson("People propose and decide agreements; the system does not.")
    return act.user_id


def _told(act: Act) -> None:
    if not act.reason.strip():
        raise WithoutReason("An agreement is proposed and decided for a reason.")


def _owed(employer: Employer, codes: Sequence[str], act: Act) -> list[Bill]:
    """Give the named bills, where each is owed and under no agreement; the employer is held."""
    if Agreement.objects.filter(employer=employer, state=State.PROPOSED).exists():
        raise AlreadyAgreed(f"A proposal of {employer.npp} waits for a decision.")
    named = overdue_bills(act.day).filter(employer=employer, code__in=codes)
    bills = [bill for bill in named.order_by("month", "pk") if bill.asked > bill.received]
    if not codes or {bill.code for bill in bills} != set(codes):
        raise NotOwed(f"Not all of {sorted(codes)} are overdue bills of {employer.npp}.")
    agreed = bills_agreed([employer.pk], act.day)
    if any(bill.pk in agreed for bill in bills):
        raise AlreadyAgreed(f"A bill of {employer.npp} is under an agreement already.")
    return bills


def _record(act: Act, action: str, agreement: Agreement) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="employer",
        subject_id=agreement.employer_id,
        detail={
            "agreement": agreement.pk,
            "amount": agreement.amount,
            "instalments": agreement.count,
        },
    )
