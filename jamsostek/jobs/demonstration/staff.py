"""The offices, their targets, and a sign-in for each role of the demonstration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jamsostek.audit import services as audit
from jamsostek.institution.models import Role
from jamsostek.institution.queries import office
from jamsostek.institution.services import appoint, create_sign_in, load_offices
from jamsostek.jobs.demonstration.companies import SHARES, targets
from jamsostek.jobs.demonstration.people import LAMPUNG
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.kernel.acts import Act
from jamsostek.kernel.money import allocate
from jamsostek.membership.models import Contractor, Employer, OwnAccountCover, OwnAccountGroup
from jamsostek.membership.services import (
    let_collector_sign_in,
    let_contractor_sign_in,
    let_member_sign_in,
    let_sign_in,
)
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.services import set_target

PASSWORD: Final = "peragaan-2011"  # noqa: S105 - of invented people; void outside development
BRANCH: Final = "KC-SKA"
REGION: Final = "KW05"
MEMBER: Final = "peserta"
"""The sign-in of a worker who left, made with the claim of the savings."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who signs in: where, as what."""

    username: str
    name: str
    office_code: str
    role: Role


STAFF: Final = (
    SignIn("kepesertaan", "Retno Widyastuti", BRANCH, Role.MEMBERSHIP_OFFICER),
    SignIn("keuangan", "Sigit Purnomo", REGION, Role.FINANCE_OFFICER),
    SignIn("klaim", "Umi Rahmawati", BRANCH, Role.CLAIMS_OFFICER),
    SignIn("penyelia", "Hadi Winarno", BRANCH, Role.CLAIMS_SUPERVISOR),
    SignIn("dokter", "Larasati Wibowo", BRANCH, Role.MEDICAL_ADVISER),
    SignIn("kasir", "Indah Susanti", BRANCH, Role.CASHIER),
    SignIn("kanwil", "Bambang Raharjo", REGION, Role.REGIONAL_HEAD),
    SignIn("auditor", "Endang Kusumawati", "KP", Role.AUDITOR),
    SignIn("administrator", "Teguh Prasetyo", "KP", Role.ADMINISTRATOR),
)


def open_offices(size: Size, act: Act) -> None:
    """Load the offices, and set the targets of the region, its branches and Lampung."""
    loaded = load_offices(on=PRESENT)
    audit.record(act=act, action="load_offices", subject_type="office", detail={"loaded": loaded})
    amounts = {REGION: (size.target_companies, size.target_workers), **targets(size)}
    for code, (companies, workers) in amounts.items():
        for measure, amount in ((Measure.EMPLOYERS, companies), (Measure.WORKERS, workers)):
            set_target(
                office=office(code),
                segment=Segment.FORMAL,
                measure=measure,
                year=PRESENT.year,
                amount=amount,
                act=act,
            )
    for code, segment, measure, amount in special_targets(size):
        set_target(
            office=office(code),
            segment=segment,
            measure=measure,
            year=PRESENT.year,
            amount=amount,
            act=act,
        )


def special_targets(size: Size) -> Iterator[tuple[str, Segment, Measure, int]]:
    """Give the targets besides companies and their workers; branches' add up to the region's."""
    weights = [share.workers for share in SHARES.values()]
    for segment, measure, amount in (
        (Segment.CONSTRUCTION, Measure.EMPLOYERS, size.building.target_projects),
        (Segment.CONSTRUCTION, Measure.WORKERS, size.building.target_workers),
        (Segment.OWN_ACCOUNT, Measure.WORKERS, size.own_account.target),
    ):
        yield REGION, segment, measure, amount
        for code, part in zip(SHARES, allocate(amount, weights), strict=True):
            yield code, segment, measure, part
    yield LAMPUNG, Segment.ALL, Measure.NEW_MEMBERS, size.lampung.target


def appoint_staff(act: Act) -> None:
    """Create the sign-ins of the staff and appoint each to an office."""
    for number, one in enumerate(STAFF, start=1):
        member = appoint(
            user=create_sign_in(username=one.username, password=PASSWORD),
            name=one.name,
            staff_number=f"99{number:04d}",
            office=office(one.office_code),
            roles=[one.role],
        )
        audit.record(
            act=act,
            action="appoint",
            subject_type="staff",
            subject_id=member.pk,
            detail={"office": one.office_code, "roles": [one.role.value]},
        )


def let_special_sign_in() -> None:
    """Create sign-ins for a contractor, a group's collector and an own-account worker."""
    act = act_on(PRESENT)
    here = {"branch__code": BRANCH}
    contractor = Contractor.objects.filter(**here).order_by("pk")[0]
    group = OwnAccountGroup.objects.filter(**here).order_by("pk")[0]
    alone = OwnAccountCover.objects.filter(**here, group=None).order_by("pk")[0]
    let_contractor_sign_in(
        user=create_sign_in(username="kontraktor", password=PASSWORD),
        name="Agus Riyadi",
        contractor=contractor,
        act=act,
    )
    let_collector_sign_in(
        user=create_sign_in(username="wadah", password=PASSWORD),
        name="Sumarni",
        group=group,
        act=act,
    )
    let_member_sign_in(
        user=create_sign_in(username="mandiri", password=PASSWORD), person=alone.person, act=act
    )


SPECIAL_SIGN_INS: Final = (
    ("kontraktor", "kontraktor proyek"),
    ("wadah", "pengurus wadah TK-LHK"),
    ("mandiri", "pekerja mandiri (TK-LHK)"),
    (MEMBER, "tenaga kerja yang baru berhenti"),
    ("klinik", "klinik pelaksana JPK"),
)


def let_employer_sign_in(username: str, name: str, employer: Employer, act: Act) -> None:
    """Create a sign-in for somebody of a company's personnel office."""
    user = create_sign_in(username=username, password=PASSWORD)
    let_sign_in(user=user, name=name, employer=employer, act=act)
