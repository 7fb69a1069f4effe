"""Whom a claim is about: through whom somebody was insured on a day, and whose branch it is."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, QuerySet

from jamsostek.claims.models import Segment
from jamsostek.claims.services.filing import Worker
from jamsostek.contributions.queries.cover import cover_on
from jamsostek.contributions.rules.cover import Ground, Insured
from jamsostek.institution.models import Branch
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import (
    Employment,
    InsuredPerson,
    OwnAccountCover,
    ProjectWorker,
)
from jamsostek.membership.queries import same_person_ids


def worker_of(person: InsuredPerson, programme: Programme, day: date) -> Worker:
    """Give a member as the claim for a programme on a day has them.

    Through whomever they are insured for it on that day; else through the last work before it.
    """
    ids = same_person_ids(person)
    insured = [one for one in cover_on(person, day).insured if one.programme is programme]
    for one in insured:
        found = _through(person, ids, one)
        if found is not None:
            return found
    return _last(person, ids, day)


def branch_of(worker: Worker) -> Branch | None:
    """Give the branch that looks after whom a worker is insured through; none where nobody is."""
    if worker.employer is not None:
        return worker.employer.branch
    if worker.project_worker is not None:
        return worker.project_worker.project.branch
    return worker.cover.branch if worker.cover else None


def of_employer(person: InsuredPerson, job: Employment) -> Worker:
    """Give a member as a worker of an employer."""
    return Worker(segment=Segment.FORMAL, name=person.name, person=person, employer=job.employer)


def of_project(row: ProjectWorker) -> Worker:
    """Give somebody on a project's list as its worker."""
    return Worker(
        segment=Segment.CONSTRUCTION, name=row.name, person=row.person, project_worker=row
    )


def of_own_account(person: InsuredPerson, cover: OwnAccountCover) -> Worker:
    """Give a member as an own-account worker."""
    return Worker(segment=Segment.OWN_ACCOUNT, name=person.name, person=person, cover=cover)


def _through(person: InsuredPerson, ids: Collection[int], insured: Insured) -> Worker | None:
    """Give the worker by the ground of an insurance."""
    if insured.ground is Ground.EMPLOYMENT:
        jobs = _jobs(ids).filter(employer__npp=insured.payer_number)
        job = jobs.first()
        return of_employer(person, job) if job else None
    if insured.ground is Ground.PROJECT:
        rows = ProjectWorker.objects.filter(person_id__in=ids, project__number=insured.payer_number)
        row = rows.select_related("project__branch", "person").order_by("-from_date").first()
        return of_project(row) if row else None
    cover = _covers(ids).first()
    return of_own_account(person, cover) if cover else None


def _last(person: InsuredPerson, ids: Collection[int], day: date) -> Worker:
    """Give the worker by the last work that began before a day, or by any."""
    job = _jobs(ids).filter(from_date__lte=day).first() or _jobs(ids).first()
    if job is not None:
        return of_employer(person, job)
    cover = _covers(ids).first()
    if cover is not None:
        return of_own_account(person, cover)
    rows = ProjectWorker.objects.filter(person_id__in=ids).select_related("project__branch")
    row = rows.order_by("-from_date").first()
    return (
        of_project(row) if row else Worker(segment=Segment.FORMAL, name=person.name, person=person)
    )


def _jobs(ids: Collection[int]) -> QuerySet[Employment]:
    jobs = Employment.objects.filter(person_id__in=ids).select_related("employer__branch")
    return jobs.order_by(F("until_date").desc(nulls_first=True), "-from_date", "-pk")


def _covers(ids: Collection[int]) -> QuerySet[OwnAccountCover]:
    covers = OwnAccountCover.objects.filter(person_id__in=ids).select_related("branch")
    return covers.order_by(F("until_date").desc(nulls_first=True), "-from_date", "-pk")
