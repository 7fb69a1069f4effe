"""The standing cast of the tests: one office, two employers, a few workers. All are invented."""

from datetime import UTC, date, datetime

from jamsostek.institution.models import Branch, Region
from jamsostek.kernel.acts import Act, system_act
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer, EmployerKind, InsuredPerson
from jamsostek.membership.services import (
    NewEmployer,
    NewWorker,
    Registered,
    register_employer,
    register_workers,
    workers_frame,
)

THREE = frozenset({Programme.JHT, Programme.JKK, Programme.JKM})
FOUR = THREE | {Programme.JPK}


def act(day: date = date(2011, 10, 3), hour: int = 3) -> Act:
    """A deed of the test itself, ten in the morning at Semarang."""
    return system_act("test", datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def yogyakarta() -> Branch:
    """The Yogyakarta branch of Regional Office V."""
    region, _ = Region.objects.get_or_create(code="KW05", defaults={"name": "Kantor Wilayah V"})
    branch, _ = Branch.objects.get_or_create(
        code="V-YOG", defaults={"name": "Cabang Yogyakarta", "region": region}
    )
    return branch


def batik_melati(programmes: frozenset[Programme] = THREE, **changes: object) -> Employer:
    """PT Batik Melati, risk group III, a member since 2005."""
    facts: dict[str, object] = {
        "name": "PT Batik Melati Rekaan",
        "kind": EmployerKind.OTHER,
        "industry": "Pertenunan",
        "risk_group": 3,
        "risk_reason": "Pertenunan, Lampiran I",
        "branch": yogyakarta(),
        "from_date": date(2005, 1, 1),
        "programmes": programmes,
    }
    return register_employer(new=NewEmployer(**{**facts, **changes}), act=act())  # type: ignore[arg-type]


def hire(employer: Employer, *names: str, **facts: object) -> Registered:
    """Register workers with an employer from the start of 2010, unless told otherwise."""
    workers = [
        NewWorker(
            **{"employer_id": employer.pk, "name": name, "from_date": date(2010, 1, 1), **facts}  # type: ignore[arg-type]
        )
        for name in names
    ]
    return register_workers(workers=workers_frame(workers), act=act())


def person(name: str) -> InsuredPerson:
    """The member of this name."""
    return InsuredPerson.objects.get(name=name)
