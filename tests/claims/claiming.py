"""Claims of the tests: who is hurt or dies, who prepares, who decides. All are invented."""

from datetime import UTC, date, datetime, time
from typing import Any

from jamsostek.claims.models import Assessment, Claim, Decision
from jamsostek.claims.rules.evidence import checklist
from jamsostek.claims.services.assessing import assess
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.evidence import receive_evidence
from jamsostek.claims.services.filing import (
    Claimant,
    Event,
    Worker,
    file_claim,
    report_accident,
    report_outcome,
)
from jamsostek.claims.services.preparing import (
    Relative,
    complete,
    set_facts,
    set_payee,
    set_survivors,
)
from jamsostek.institution.models import Branch, Role, StaffMember, User
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.services.cash import open_desk, open_session, pay_cash
from jamsostek.treasury.services.payments import Destination
from tests.people import yogyakarta

DAY = date(2011, 9, 20)
BANK = Destination("TRANSFER", "BRI", "9901010000123", "Ibu Contoh Rekaan")
CASH = Destination("CASH")
WIDOW = Relative(relation="SPOUSE", name="Sri Contoh", birth_date=date(1975, 2, 1))


def officer(
    name: str, *roles: str, day: date = DAY, full_name: str = "", branch: Branch | None = None
) -> Act:
    """A deed of an officer of the Yogyakarta branch with these roles."""
    user, _ = User.objects.get_or_create(username=name)
    StaffMember.objects.get_or_create(
        user=user,
        defaults={
            "name": full_name or f"{name.title()} Rekaan",
            "staff_number": f"99-{name}",
            "branch": branch or yogyakarta(),
            "roles": list(roles),
        },
    )
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    return Act(actor=name, kind=ActorKind.HUMAN, at=at, user_id=user.pk)


def claims_officer(day: date = DAY) -> Act:
    return officer("klaim", Role.CLAIMS_OFFICER, day=day)


def supervisor(day: date = DAY) -> Act:
    return officer("penyelia", Role.CLAIMS_SUPERVISOR, day=day)


def worker_of(person: InsuredPerson, employer: Employer | None) -> Worker:
    return Worker(segment="FORMAL", name=person.name, person=person, employer=employer)


def death_claim(person: InsuredPerson, employer: Employer, day: date = date(2011, 9, 1)) -> Claim:
    """The widow's claim after a worker's death, with everything there."""
    claim = file_claim(
        programme=Programme.JKM,
        worker=worker_of(person, employer),
        event=Event(cause="DEATH", day=day),
        claimant=Claimant(name="Sri Contoh", relation="istri"),
        branch=yogyakarta(),
        act=claims_officer(),
    )
    (widow,) = set_survivors(claim=claim, survivors=[WIDOW], act=claims_officer())
    set_payee(
        claim=claim,
        role="HEIRS",
        name=widow.name,
        destination=BANK,
        survivor=widow,
        act=claims_officer(),
    )
    return prove(claim)


def accident(
    person: InsuredPerson, employer: Employer, day: date = date(2011, 9, 14), **facts: Any
) -> Claim:
    """An accident at work with its outcome, with everything there."""
    claim = report_accident(
        worker=worker_of(person, employer),
        event=Event(cause="ACCIDENT", day=day, at=time(10), place="Ruang tenun", text="Terjepit"),
        claimant=Claimant(name=employer.name),
        branch=yogyakarta(),
        act=claims_officer(date(2011, 9, 15)),
    )
    told = {"outcome": "RECOVERED", "days_unable": 0, "costs": []} | facts
    report_outcome(claim=claim, stated_on=date(2011, 9, 19), facts=told, act=claims_officer(DAY))
    set_payee(claim=claim, role="MEMBER", name=person.name, destination=CASH, act=claims_officer())
    set_payee(
        claim=claim, role="EMPLOYER", name=employer.name, destination=BANK, act=claims_officer()
    )
    return prove(claim)


def prove(claim: Claim) -> Claim:
    """Receive every required paper and state the claim complete."""
    for paper in checklist(claim.cause):
        if paper.required:
            receive_evidence(claim=claim, kind=paper.kind, act=claims_officer())
    return complete(claim=claim, act=claims_officer())


def assessed(claim: Claim, **changes: Any) -> Assessment:
    return assess(claim=claim, act=claims_officer(), **changes)


def approved(assessment: Assessment, act: Act | None = None) -> Decision:
    return decide(
        assessment=assessment,
        outcome="APPROVED",
        reason_code="ENTITLED",
        reason="Bukti lengkap",
        act=act or supervisor(),
    )


def savings_claim(
    person: InsuredPerson, employer: Employer, stopped: date, day: date, **facts: Any
) -> Claim:
    """A claim of the savings by who stopped working, with everything there."""
    claim = file_claim(
        programme=Programme.JHT,
        worker=worker_of(person, employer),
        event=Event(cause="LEFT_WORK", day=stopped),
        claimant=Claimant(name=person.name),
        branch=yogyakarta(),
        act=claims_officer(day),
    )
    if facts:
        set_facts(claim=claim, facts=facts, act=claims_officer(day))
    set_payee(
        claim=claim, role="MEMBER", name=person.name, destination=CASH, act=claims_officer(day)
    )
    return prove(claim)


def pay_over_the_counter(order: PaymentOrder) -> None:
    """Have the cashier hand a payment out."""
    cashier = officer("kasir", Role.CASHIER)
    desk = open_desk(branch=yogyakarta(), name="Loket 1", act=cashier)
    session = open_session(desk=desk, counted=0, brought=order.amount, act=cashier)
    pay_cash(order=order, session=session, receiver="Contoh, KTP 9901010101010001", act=cashier)
