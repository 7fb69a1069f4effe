"""The offices, their targets, and a sign-in for each role of the demonstration."""

from dataclasses import dataclass
from typing import Final

from jamsostek.audit import services as audit
from jamsostek.institution.models import Role
from jamsostek.institution.queries import office
from jamsostek.institution.services import appoint, create_sign_in, load_offices
from jamsostek.jobs.demonstration.companies import PRESENT, Size, targets
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Employer
from jamsostek.membership.services import let_sign_in
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.services import set_target

PASSWORD: Final = "peragaan-2011"  # noqa: S105 - of invented people; void outside development
BRANCH: Final = "KC-SKA"
REGION: Final = "KW05"


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
    SignIn("kasir", "Indah Susanti", BRANCH, Role.CASHIER),
    SignIn("kanwil", "Bambang Raharjo", REGION, Role.REGIONAL_HEAD),
    SignIn("auditor", "Endang Kusumawati", "KP", Role.AUDITOR),
    SignIn("administrator", "Teguh Prasetyo", "KP", Role.ADMINISTRATOR),
)


def open_offices(size: Size, act: Act) -> None:
    """Load the offices, and set the targets of the region and its branches."""
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


def let_employer_sign_in(username: str, name: str, employer: Employer, act: Act) -> None:
    """Create a sign-in for somebody of a company's personnel office."""
    user = create_sign_in(username=username, password=PASSWORD)
    let_sign_in(user=user, name=name, employer=employer, act=act)
