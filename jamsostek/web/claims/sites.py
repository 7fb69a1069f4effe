"""From where an accident is reported: an employer or a project, its workers and its notices."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.claims.models import Claim, Segment
from jamsostek.claims.services.filing import Worker as Claimed
from jamsostek.institution.models import Branch
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer, Employment, InsuredPerson, Project, ProjectWorker
from jamsostek.web.access import ContractorRequest, EmployerRequest, StaffRequest
from jamsostek.web.contractor import scope as projects
from jamsostek.web.employer import scope as employers
from jamsostek.web.templatetags.words import long_date

Asking = StaffRequest | EmployerRequest | ContractorRequest
FOUND_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody on the reporter's list."""

    key: int
    name: str
    words: str
    person: InsuredPerson | None
    project_worker: ProjectWorker | None = None


class Site(ABC):
    """Whose accident notices these are, and who works there."""

    prefix: str
    """What the names of its routes begin with."""
    takes_unlisted: bool
    """Whether an accident of somebody not on its list can be reported."""
    name: str
    number: str

    def url(self, route: str, *more: str) -> str:
        """Give the address of one of its pages."""
        return reverse(f"{self.prefix}_{route}", args=[self.number, *more])

    @property
    def journey(self) -> str:
        """The name under which the answers to the questions are kept."""
        return f"notice:{self.number}"

    @abstractmethod
    def claims(self) -> QuerySet[Claim]:
        """Give its notices of accidents and diseases, newest first."""

    @abstractmethod
    def found(self, text: str) -> list[Worker]:
        """Give those on its list whom a name or number means."""

    @abstractmethod
    def claimed(self, worker: Worker | None, name: str) -> Claimed:
        """Give whom a notice is about; `worker` is none for somebody who is not listed."""

    @property
    @abstractmethod
    def branch(self) -> Branch:
        """The branch that looks after it."""

    @abstractmethod
    def here(self) -> dict[str, Any]:
        """Give what its pages show of it, and the way back."""

    def claim(self, code: str) -> Claim:
        """Give one of its notices.

        Raises:
            Http404: it has none under this code.
        """
        found = self.claims().filter(code=code).first()
        if found is None:
            raise Http404
        return found


class EmployerSite(Site):
    """An employer."""

    prefix = "employer"
    takes_unlisted = True

    def __init__(self, request: Asking, npp: str) -> None:
        asking: employers.Asking = request  # type: ignore[assignment]
        self.employer: Employer = employers.employer_asked(asking, npp)
        self.name, self.number = self.employer.name, self.employer.npp
        self._here = employers.here(asking, self.employer)

    def claims(self) -> QuerySet[Claim]:
        """Give its notices of accidents and diseases, newest first."""
        found = Claim.objects.filter(employer=self.employer, programme=Programme.JKK)
        return found.select_related("person", "branch", "employer").order_by("-pk")

    def found(self, text: str) -> list[Worker]:
        """Give who works or worked there, by name or member number."""
        jobs = Employment.objects.filter(employer=self.employer).filter(
            Q(person__name__icontains=text) | Q(person__kpj=text)
        )
        latest = jobs.select_related("person").order_by("person__name", "-from_date")
        return [_of_job(job) for job in latest[:FOUND_MAX]]

    def claimed(self, worker: Worker | None, name: str) -> Claimed:
        """Give whom a notice is about; `worker` is none for somebody who is not listed."""
        person = worker.person if worker else None
        return Claimed(segment=Segment.FORMAL, name=name, person=person, employer=self.employer)

    @property
    def branch(self) -> Branch:
        """The branch that looks after it."""
        return self.employer.branch

    def here(self) -> dict[str, Any]:
        """Give what its pages show of it, and the way back."""
        return {**self._here, "site": self, "crumbs": "employer/crumbs.html"}


class ProjectSite(Site):
    """A construction project."""

    prefix = "project"
    takes_unlisted = False

    def __init__(self, request: Asking, number: str) -> None:
        asking: projects.Asking = request  # type: ignore[assignment]
        self.project: Project = projects.project_asked(asking, number)
        self.name, self.number = self.project.name, self.project.number
        self._here = projects.here(asking, self.project)

    def claims(self) -> QuerySet[Claim]:
        """Give its notices of accidents and diseases, newest first."""
        found = Claim.objects.filter(project_worker__project=self.project, programme=Programme.JKK)
        return found.select_related("person", "branch", "project_worker").order_by("-pk")

    def found(self, text: str) -> list[Worker]:
        """Give who is on the project's list, by name or identity number."""
        listed = ProjectWorker.objects.filter(project=self.project).filter(
            Q(name__icontains=text) | Q(nik=text)
        )
        rows = listed.select_related("person").order_by("name", "pk")
        return [_on_project(row) for row in rows[:FOUND_MAX]]

    def claimed(self, worker: Worker | None, name: str) -> Claimed:
        """Give whom a notice is about; `worker` is none for somebody who is not listed."""
        return Claimed(
            segment=Segment.CONSTRUCTION,
            name=name,
            person=worker.person if worker else None,
            project_worker=worker.project_worker if worker else None,
            employer=self.project.contractor.employer,
        )

    @property
    def branch(self) -> Branch:
        """The branch that looks after it."""
        return self.project.branch

    def here(self) -> dict[str, Any]:
        """Give what its pages show of it, and the way back."""
        return {**self._here, "site": self, "crumbs": "contractor/crumbs.html", "deeper": True}


def _of_job(job: Employment) -> Worker:
    until = _until(job.until_date)
    words = say("%(name)s, KPJ %(kpj)s, sejak %(day)s") % {
        "name": job.person.name,
        "kpj": job.person.kpj,
        "day": long_date(job.from_date),
    }
    return Worker(job.pk, job.person.name, words + until, job.person)


def _on_project(row: ProjectWorker) -> Worker:
    parts = [row.name, row.title, _until(row.until_date).removeprefix(", ")]
    return Worker(row.pk, row.name, ", ".join(filter(None, parts)), row.person, row)


def _until(day: Any) -> str:  # noqa: ANN401 - a day or none
    return ", " + say("sampai sebelum %(day)s") % {"day": long_date(day)} if day else ""
