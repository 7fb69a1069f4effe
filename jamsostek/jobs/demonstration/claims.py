"""Single claims at the staff's branch, made as the sign-ins make them: one in every state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from jamsostek.benefits.awards import Recipient
from jamsostek.benefits.jkk_facts import CostKind, Outcome
from jamsostek.benefits.survivors import Relation
from jamsostek.claims.models import Cause, Claim, Decision, Segment
from jamsostek.claims.services.assessing import assess, propose_rejection
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.evidence import receive_evidence, refuse_evidence
from jamsostek.claims.services.filing import (
    Claimant,
    Event,
    Worker,
    file_claim,
    report_accident,
    report_outcome,
)
from jamsostek.claims.services.objecting import object_to
from jamsostek.claims.services.preparing import (
    Relative,
    complete,
    pend,
    set_facts,
    set_payee,
    set_survivors,
)
from jamsostek.institution.models import Branch
from jamsostek.institution.services import create_sign_in
from jamsostek.jobs.demonstration.claim_deeds import Facts, approve, by, opinion, receive
from jamsostek.jobs.demonstration.dealings import EMPLOYER_SIGN_INS, dealers
from jamsostek.jobs.demonstration.register import TAKEN_OVER, act_on
from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.jobs.demonstration.staff import BRANCH, MEMBER, PASSWORD
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import (
    ContractorUser,
    Dependant,
    Employer,
    Employment,
    InsuredPerson,
    MemberUser,
    OwnAccountCover,
    ProjectWorker,
)
from jamsostek.membership.services import let_member_sign_in
from jamsostek.savings.models import SavingsAccount
from jamsostek.treasury.services.cash import open_desk
from jamsostek.treasury.services.payments import Destination

EMPLOYER: Final = EMPLOYER_SIGN_INS[0][0]
CASH: Final = Destination("CASH")
FIVE_YEARS: Final = timedelta(days=5 * 366)
PHONE: Final = "0271 990011"


def open_claims(size: Size, seed: int) -> None:
    """Make a claim in every state a visitor wants to see, and a till to pay from."""
    branch = Branch.objects.get(code=BRANCH)
    open_desk(branch=branch, name="Loket 1", act=act_on(TAKEN_OVER))
    employer = Employer.objects.get(npp=dealers(size, seed)[0].company.npp)
    at_work = Factory(employer, _without_claims(employer))
    _reported(at_work)
    _gathering(at_work)
    _waiting(at_work)
    _decided(at_work)
    _on_a_project(branch)
    _own_account(branch)
    _of_a_member(branch)


@dataclass(frozen=True, slots=True)
class Factory:
    """An employer whose workers have accidents, one after the other."""

    employer: Employer
    workers: Iterator[InsuredPerson]

    def accident(self, day: date, hour: int, words: str, *, days_after: int = 1) -> Claim:
        """Report an accident of the next worker (stage I), some days after it."""
        person = next(self.workers)
        return report_accident(
            worker=_employed(person, self.employer),
            event=Event(
                cause=Cause.ACCIDENT, day=day, at=time(hour), place="Ruang produksi", text=words
            ),
            claimant=Claimant(name=self.employer.name, relation="pemberi kerja", phone=PHONE),
            branch=self.employer.branch,
            act=by(EMPLOYER, day + timedelta(days=days_after)),
        )

    def outcome(self, claim: Claim, stated_on: date, facts: Facts) -> Claim:
        """Report the outcome the day after the doctor's statement (stage II)."""
        act = by(EMPLOYER, stated_on + timedelta(days=1))
        return report_outcome(claim=claim, stated_on=stated_on, facts=dict(facts), act=act)

    def proved(self, claim: Claim, day: date, costs: Sequence[tuple[CostKind, int]]) -> Claim:
        """Have all papers and facts of an accident there on a day: the worker is paid in cash."""
        act = by("klaim", day)
        told = [{"kind": kind.value, "amount": amount} for kind, amount in costs]
        set_facts(claim=claim, facts={"costs": told, "wage_paid": 0}, act=act)
        name = self.employer.name
        account = Destination("TRANSFER", "BRI", f"99{self.employer.pk:010d}", name)
        for role, payee, way in (
            (Recipient.MEMBER, claim.worker_name, CASH),
            (Recipient.EMPLOYER, name, account),
        ):
            set_payee(claim=claim, role=role, name=payee, destination=way, act=act)
        receive(claim, day)
        return complete(claim=claim, act=act)


def _reported(factory: Factory) -> None:
    """Report an accident of which the notice comes three days after: it is late."""
    factory.accident(date(2011, 9, 26), 10, "Tangan kiri terjepit mesin pelinting.", days_after=3)


def _gathering(factory: Factory) -> None:
    """Have a claim wait for the doctor, and one for papers."""
    slipped = factory.accident(date(2011, 9, 19), 14, "Terpeleset di lantai basah; lutut kanan.")
    recovered = {"outcome": Outcome.RECOVERED.value, "days_unable": 7}
    factory.outcome(slipped, date(2011, 9, 27), recovered)
    receive(slipped, date(2011, 9, 29))
    burnt = factory.accident(date(2011, 9, 7), 9, "Tersiram air panas di lengan kanan.")
    factory.outcome(burnt, date(2011, 9, 20), {**recovered, "days_unable": 11})
    opinion(burnt, date(2011, 9, 22), {"days_unable": 11}, "Luka bakar sembuh tanpa cacat.")
    receive(burnt, date(2011, 9, 22), without={"CHRONOLOGY", "ATTENDANCE", "FORM_3A"})
    refuse_evidence(
        claim=burnt,
        kind="FORM_3A",
        reason="Belum ditandatangani pimpinan perusahaan.",
        act=by("klaim", date(2011, 9, 22)),
    )


def _waiting(factory: Factory) -> None:
    """Have claims wait to be worked out, and for the supervisor: an accident and a death."""
    bruised = factory.accident(date(2011, 9, 5), 11, "Tertimpa peti kemasan; punggung memar.")
    factory.outcome(
        bruised, date(2011, 9, 14), {"outcome": Outcome.RECOVERED.value, "days_unable": 6}
    )
    opinion(bruised, date(2011, 9, 20), {"days_unable": 6}, "Memar, sembuh tanpa cacat.")
    factory.proved(bruised, date(2011, 9, 28), [(CostKind.DOCTOR, 240_000)])
    finger = factory.accident(date(2011, 8, 15), 15, "Ujung telunjuk kanan terpotong pisau mesin.")
    found = {
        "outcome": Outcome.PARTIAL.value,
        "days_unable": 20,
        "injuries": [{"impairment": "INDEX_PHALANX_RIGHT", "loss": "LOST"}],
    }
    factory.outcome(finger, date(2011, 9, 12), {"outcome": "PARTIAL", "days_unable": 20})
    opinion(finger, date(2011, 9, 15), found, "Ruas pertama telunjuk kanan hilang.")
    factory.proved(
        finger,
        date(2011, 9, 26),
        [(CostKind.SURGERY, 2_150_000), (CostKind.TRANSPORT_LAND, 60_000)],
    )
    assess(claim=finger, act=by("klaim", date(2011, 9, 27)))
    _death(factory)


def _death(factory: Factory) -> None:
    """Have the claim after a death wait for the supervisor: a widow or widower with children."""
    parents = Dependant.objects.filter(relation="CHILD").values("person_id")
    couples = Dependant.objects.filter(relation="SPOUSE", person_id__in=parents)
    person = next(one for one in factory.workers if couples.filter(person=one).exists())
    family = list(Dependant.objects.filter(person=person).order_by("pk"))
    spouse = next(one for one in family if one.relation == "SPOUSE")
    act = by("klaim", date(2011, 9, 21))
    claim = file_claim(
        programme=Programme.JKM,
        worker=_employed(person, factory.employer),
        event=Event(cause=Cause.DEATH, day=date(2011, 9, 11), text="Meninggal karena sakit."),
        claimant=Claimant(name=spouse.name, relation="suami atau istri", phone=PHONE),
        branch=factory.employer.branch,
        act=act,
    )
    left = [
        Relative(relation=_KIN[o.relation], name=o.name, birth_date=o.birth_date) for o in family
    ]
    for one in set_survivors(claim=claim, survivors=left, act=act):
        # A child's part is received by the parent who lives.
        set_payee(
            claim=claim,
            role=Recipient.HEIRS,
            name=spouse.name,
            destination=CASH,
            survivor=one,
            act=act,
        )
    set_payee(claim=claim, role=Recipient.FUNERAL, name=spouse.name, destination=CASH, act=act)
    receive(claim, date(2011, 9, 23))
    complete(claim=claim, act=by("klaim", date(2011, 9, 23)))
    assess(claim=claim, act=by("klaim", date(2011, 9, 28)))


_KIN: Final = {"SPOUSE": Relation.SPOUSE, "CHILD": Relation.CHILD}


def _decided(factory: Factory) -> None:
    """Approve an accident and a disability for life, to be paid in cash; refuse a third claim."""
    hand = factory.accident(date(2011, 8, 22), 8, "Telapak tangan kiri tersayat.")
    factory.outcome(hand, date(2011, 9, 2), {"outcome": "RECOVERED", "days_unable": 10})
    opinion(hand, date(2011, 9, 6), {"days_unable": 10}, "Sembuh tanpa cacat.")
    factory.proved(hand, date(2011, 9, 16), [(CostKind.DOCTOR, 310_000)])
    approve(hand, date(2011, 9, 29))
    fall = factory.accident(date(2011, 5, 23), 13, "Jatuh dari tangga gudang; tulang belakang.")
    factory.outcome(fall, date(2011, 8, 30), {"outcome": "TOTAL", "days_unable": 90})
    opinion(fall, date(2011, 9, 5), {"outcome": "TOTAL"}, "Lumpuh kedua tungkai; cacat total.")
    factory.proved(fall, date(2011, 9, 14), [(CostKind.WARD, 4_800_000)])
    approve(fall, date(2011, 9, 28))
    ill = factory.accident(date(2011, 9, 1), 7, "Nyeri dada sewaktu tiba di tempat kerja.")
    factory.outcome(ill, date(2011, 9, 8), {"outcome": "RECOVERED", "days_unable": 5})
    _reject(ill)


def _reject(claim: Claim) -> None:
    opinion(claim, date(2011, 9, 13), {"days_unable": 5}, "Penyakit jantung, bukan oleh pekerjaan.")
    assessment = propose_rejection(
        claim=claim,
        reason_code="NOT_WORK_RELATED",
        reason="Serangan jantung yang menurut dokter penasihat tidak timbul karena pekerjaan.",
        act=by("klaim", date(2011, 9, 15)),
    )
    decision = decide(
        assessment=assessment,
        outcome=Decision.Outcome.REJECTED,
        reason_code="NOT_WORK_RELATED",
        reason="Sesuai pendapat dokter penasihat.",
        act=by("penyelia", date(2011, 9, 19)),
    )
    object_to(
        decision=decision,
        by=claim.worker_name,
        text="Saya sedang mengangkat muatan ketika dada saya sakit; teman sekerja melihatnya.",
        act=by("klaim", date(2011, 9, 27)),
    )


def _on_a_project(branch: Branch) -> None:
    """Have the contractor report an accident in time; the outcome is still to come."""
    day = date(2011, 9, 28)
    contractor = ContractorUser.objects.get(user__username="kontraktor").contractor
    claimed = Claim.objects.exclude(project_worker=None).values("project_worker_id")
    listed = ProjectWorker.objects.filter(
        project__contractor=contractor, from_date__lte=day, until_date__gt=PRESENT
    ).exclude(pk__in=claimed)
    worker = listed.order_by("pk")[0]
    report_accident(
        worker=Worker(
            segment=Segment.CONSTRUCTION,
            name=worker.name,
            person=worker.person,
            project_worker=worker,
            employer=contractor.employer,
        ),
        event=Event(
            cause=Cause.ACCIDENT,
            day=day,
            at=time(10, 30),
            place=worker.project.name,
            text="Jatuh dari perancah setinggi dua meter; kaki kiri.",
        ),
        claimant=Claimant(name=contractor.name, relation="kontraktor", phone=PHONE),
        branch=branch,
        act=by("kontraktor", day + timedelta(days=1)),
    )


def _own_account(branch: Branch) -> None:
    """Have the accident of a worker on own account wait for the police."""
    day = date(2011, 9, 9)
    person = MemberUser.objects.get(user__username="mandiri").person
    claim = report_accident(
        worker=Worker(
            segment=Segment.OWN_ACCOUNT,
            name=person.name,
            person=person,
            cover=OwnAccountCover.objects.filter(person=person).order_by("-pk")[0],
        ),
        event=Event(
            cause=Cause.COMMUTE,
            day=day,
            at=time(6, 15),
            place="Jalan raya ke pasar",
            text="Sepeda motor diserempet mobil boks.",
        ),
        claimant=Claimant(name=person.name, phone=PHONE),
        branch=branch,
        act=by("klaim", day + timedelta(days=1)),
    )
    report_outcome(
        claim=claim,
        stated_on=date(2011, 9, 19),
        facts={"outcome": "RECOVERED", "days_unable": 8},
        act=by("klaim", date(2011, 9, 20)),
    )
    receive(claim, date(2011, 9, 20), without={"CHRONOLOGY"})
    pend(
        claim=claim,
        reason="Menunggu surat keterangan kepolisian.",
        until=date(2011, 10, 14),
        act=by("klaim", date(2011, 9, 22)),
    )


def _of_a_member(branch: Branch) -> None:
    """Have a worker who left sign in and claim the savings; the papers are still to be sent."""
    spell = _leaver(branch)
    person = spell.person
    user = create_sign_in(username=MEMBER, password=PASSWORD)
    let_member_sign_in(user=user, person=person, act=act_on(PRESENT))
    if spell.until_date is None:
        return
    act = by(MEMBER, date(2011, 9, 29))
    claim = file_claim(
        programme=Programme.JHT,
        worker=_employed(person, spell.employer),
        event=Event(cause=Cause.LEFT_WORK, day=spell.until_date),
        claimant=Claimant(name=person.name, relation="diri sendiri"),
        branch=branch,
        act=act,
    )
    account = Destination("TRANSFER", "BRI", f"99{person.pk:010d}", person.name)
    set_payee(claim=claim, role=Recipient.MEMBER, name=person.name, destination=account, act=act)
    receive_evidence(claim=claim, kind="CARD", act=act)


def _leaver(branch: Branch) -> Employment:
    """Give the last spell of somebody who left with savings, best after five years or more."""
    owners = SavingsAccount.objects.values("person_id")
    claimed = Claim.objects.exclude(person=None).values("person_id")
    spells = Employment.objects.filter(
        employer__branch=branch, person_id__in=owners, until_date__lte=date(2011, 9, 1)
    ).exclude(person_id__in=claimed)
    known = list(
        spells.filter(until_date__gte=date(2011, 5, 1)).select_related("person", "employer")
    )
    return max(known, key=lambda one: (_lasted(one) >= FIVE_YEARS, -one.pk))


def _lasted(spell: Employment) -> timedelta:
    return (spell.until_date or PRESENT) - spell.from_date


def _without_claims(employer: Employer) -> Iterator[InsuredPerson]:
    """Give the workers of an employer who work there since before May and claimed nothing."""
    claimed = set(Claim.objects.filter(employer=employer).values_list("person_id", flat=True))
    spells = Employment.objects.filter(
        employer=employer, until_date=None, from_date__lt=date(2011, 5, 1)
    ).exclude(person_id__in=claimed)
    for spell in spells.select_related("person").order_by("person__name", "pk"):
        yield spell.person


def _employed(person: InsuredPerson, employer: Employer) -> Worker:
    return Worker(segment=Segment.FORMAL, name=person.name, person=person, employer=employer)
