"""Employers, projects, groups and own-account workers of the reports' tests. All are invented."""

from datetime import UTC, date, datetime
from itertools import count

from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import system_act
from jamsostek.membership.models import (
    Contractor,
    Employer,
    EmployerKind,
    InsuredPerson,
    OwnAccountCover,
    OwnAccountGroup,
    OwnAccountProtection,
    Project,
    ProjectWorker,
)
from jamsostek.membership.services import (
    NewEmployer,
    NewWorker,
    register_employer,
    register_workers,
    workers_frame,
)

AT = datetime(2011, 10, 1, 2, 0, tzinfo=UTC)
ACT = system_act("test", AT)

numbers = count(1)


def branch(code: str) -> Branch:
    return Branch.objects.get(code=code)


def employer_at(branch_code: str, from_date: date = date(2011, 1, 1), **changes) -> Employer:
    facts = {
        "name": "PT Sumber Rejeki Makmur",
        "kind": EmployerKind.OTHER,
        "industry": "Penjahitan/Konveksi",
        "risk_group": 1,
        "risk_reason": "Menjahit pakaian jadi.",
        "branch": branch(branch_code),
        "from_date": from_date,
    }
    return register_employer(new=NewEmployer(**(facts | changes)), act=ACT)


def hire(employer: Employer, *spells: tuple[date, date | None]) -> list[int]:
    workers = [
        NewWorker(employer_id=employer.pk, name="Siti Aminah", from_date=first, until_date=until)
        for first, until in spells
    ]
    return register_workers(workers=workers_frame(workers), act=ACT).rows["employment_id"].to_list()


def project_at(branch_code: str, from_date: date, until_date: date) -> Project:
    at = branch(branch_code)
    contractor, _ = Contractor.objects.get_or_create(
        name="CV Bangun Rekaan", name_key="BANGUN REKAAN", branch=at, defaults={"registered_at": AT}
    )
    return Project.objects.create(
        number=f"JK{next(numbers):07}",
        name="Jembatan Rekaan",
        contractor=contractor,
        branch=at,
        owner="Dinas Rekaan",
        place="Jalan Rekaan",
        from_date=from_date,
        until_date=until_date,
        contract_value=1_000_000,
        registered_on=from_date,
        registered_at=AT,
    )


def on_site(project: Project, *spells: tuple[date, date]) -> None:
    ProjectWorker.objects.bulk_create(
        ProjectWorker(
            project=project, name=f"Tukang Rekaan {at}", from_date=first, until_date=until
        )
        for at, (first, until) in enumerate(spells, 1)
    )


def group_at(branch_code: str, from_date: date, until_date: date | None = None) -> OwnAccountGroup:
    return OwnAccountGroup.objects.create(
        number=f"WD{next(numbers):06}",
        name="Paguyuban Rekaan",
        name_key="PAGUYUBAN REKAAN",
        branch=branch(branch_code),
        collector="Ibu Rekaan",
        from_date=from_date,
        until_date=until_date,
        registered_at=AT,
    )


def member_at(branch_code: str, registered_on: date) -> InsuredPerson:
    """A member number issued by a branch on a day."""
    return InsuredPerson.objects.create(
        kpj=f"96{next(numbers):09}",
        name="Wati Rekaan",
        registered_on=registered_on,
        branch=branch(branch_code),
    )


def vendor_at(
    branch_code: str, *paid: tuple[date, date], group: OwnAccountGroup | None = None
) -> OwnAccountCover:
    """An own-account worker who is protected in spells, each of a bill of its own."""
    first = min(begin for begin, _ in paid)
    cover = OwnAccountCover.objects.create(
        person=member_at(branch_code, first),
        branch=branch(branch_code),
        group=group,
        occupation="Pedagang",
        regency_code="33.72",
        from_date=first,
    )
    OwnAccountProtection.objects.bulk_create(
        OwnAccountProtection(
            cover=cover, bill_id=next(numbers), from_date=begin, until_date=end, made_at=AT
        )
        for begin, end in paid
    )
    return cover
