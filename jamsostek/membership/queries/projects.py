"""Construction projects: by number, by words, and who is on them on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchVector
from django.db.models import Q, QuerySet

from jamsostek.membership.models import (
    Contractor,
    InsuredPerson,
    Project,
    ProjectVersion,
    ProjectWorker,
)
from jamsostek.membership.queries.merges import same_person_ids
from jamsostek.membership.queries.words import prefix_query


def project_by_number(number: str, *, branch_ids: Collection[int] | None = None) -> Project:
    """Give the project of this number; None for `branch_ids` is the whole country.

    Raises:
        Project.DoesNotExist: no project has the number within these branches.
    """
    projects = Project.objects.select_related("contractor", "branch__region")
    if branch_ids is not None:
        projects = projects.filter(branch_id__in=branch_ids)
    return projects.get(number=number.strip().upper())


def projects_of_branches(branch_ids: Collection[int], text: str = "") -> QuerySet[Project]:
    """Give the projects of branches that a text may mean, newest start first.

    The text is the beginning of a number, or words of the project's, the contractor's or the
    owner's name; empty gives all.
    """
    projects = Project.objects.filter(branch_id__in=branch_ids).select_related("contractor")
    if text.strip():
        projects = projects.filter(_meant(text))
    return projects.order_by("-from_date", "-pk")


def _meant(text: str) -> Q:
    is_meant = Q(number__startswith=text.strip().upper())
    query = prefix_query(text)
    if query is not None:
        words = SearchVector("name", "owner", "place", config="simple")
        by_words = Project.objects.annotate(words=words).filter(words=query)
        firms = Contractor.objects.annotate(words=SearchVector("name", config="simple"))
        is_meant |= Q(pk__in=by_words.values("pk"))
        is_meant |= Q(contractor__in=firms.filter(words=query).values("pk"))
    return is_meant


def contractors_matching(text: str, *, branch_ids: Collection[int]) -> QuerySet[Contractor]:
    """Give the contractors of branches whose name has words beginning with those of a text."""
    contractors = Contractor.objects.filter(branch_id__in=branch_ids).select_related("branch")
    query = prefix_query(text)
    if query is None:
        return contractors.none()
    found = contractors.annotate(words=SearchVector("name", config="simple"))
    return found.filter(words=query).order_by("name", "pk")


def contractors_named(text: str) -> list[Contractor]:
    """Give the contractors of exactly this name, or that of the project with this number."""
    wanted = text.strip()
    by_number = Project.objects.filter(number=wanted.upper()).values("contractor_id")
    return list(Contractor.objects.filter(Q(name__iexact=wanted) | Q(pk__in=by_number)))


def versions_of(project: Project) -> list[ProjectVersion]:
    """Give what the contract of a project said: itself, then each addendum."""
    return list(ProjectVersion.objects.filter(project=project).order_by("version"))


@dataclass(frozen=True, slots=True)
class OnProject:
    """Somebody's spell on a project."""

    project: Project
    worker: ProjectWorker


def projects_of_person(person: InsuredPerson, on: date | None = None) -> list[OnProject]:
    """Give the projects a member is on the list of, on a day or ever, newest first.

    Under whichever of the member's numbers.

    The list alone does not insure: `contributions.queries.projects.project_cover` tells whether
    the project was paid by then.
    """
    numbers = same_person_ids(person)
    spells = ProjectWorker.objects.filter(person__in=numbers)
    spells = spells.select_related("project__contractor")
    if on is not None:
        spells = spells.filter(from_date__lte=on, until_date__gt=on)
    return [OnProject(w.project, w) for w in spells.order_by("-from_date", "-pk")]


def workers_of_project(project: Project, on: date | None = None) -> QuerySet[ProjectWorker]:
    """Give the workers on a project's list, on a day or ever, by name."""
    workers = ProjectWorker.objects.filter(project=project).select_related("person")
    if on is not None:
        workers = workers.filter(from_date__lte=on, until_date__gt=on)
    return workers.order_by("name", "pk")
