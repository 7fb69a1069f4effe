"""What projects owe and have paid, and since when that insures their workers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jamsostek.contributions.models import Bill, BillReduction
from jamsostek.contributions.queries.bills import contributions_covered
from jamsostek.contributions.rules.construction import (
    ConstructionDues,
    construction_dues,
    construction_dues_on_wages,
)
from jamsostek.contributions.rules.penalties import Penalty, late_term_penalty
from jamsostek.contributions.rules.project_terms import Registered, registered_in_time
from jamsostek.membership.models import InsuredPerson, Project, ProjectVersion, ProjectWorker
from jamsostek.membership.queries import projects_of_person

CITATION = "PP 14/1993, Pasal 7"
"""Cover begins with registration and the first payment."""


def bills_of_project(project: Project) -> QuerySet[Bill]:
    """Give a project's bills in the order they are due, each with its term where it has one."""
    bills = Bill.objects.filter(project=project).select_related("project_term__version")
    return bills.order_by("due_date", "pk")


def reductions_of(project: Project) -> QuerySet[BillReduction]:
    """Give what addenda took off a project's bills, oldest first."""
    found = BillReduction.objects.filter(bill__project=project)
    return found.select_related("bill", "version").order_by("pk")


def dues_of_contract(
    *, contract_value: int, wage_sum: int | None, registered_on: date
) -> ConstructionDues:
    """Give what a contract owes: on its wages where they are known, otherwise on its value.

    Raises:
        ContractOutOfRange: the value or the wages cannot be.
        NotInForce: the project was registered before the decree.
        NotFound: the tariff of the day is not known.
    """
    if wage_sum is not None:
        return construction_dues_on_wages(wage_sum, registered_on)
    return construction_dues(contract_value, registered_on)


def dues_of_version(version: ProjectVersion, project: Project) -> ConstructionDues:
    """Give what one version of a project's contract owes, by the law of its registration."""
    return dues_of_contract(
        contract_value=version.contract_value,
        wage_sum=version.wage_sum,
        registered_on=project.registered_on,
    )


@dataclass(frozen=True, slots=True)
class LateTerm:
    """A bill of a project that is, or was, paid late: what that costs by a day."""

    bill: Bill
    covered_on: date | None
    penalty: Penalty


def late_terms(project: Project, on: date) -> list[LateTerm]:
    """Give the terms of a project paid late, and those overdue on a day, with their penalties."""
    bills = [bill for bill in bills_of_project(project) if bill.contributions > 0]
    covered = contributions_covered(bills)
    found = []
    for bill in bills:
        paid_on = covered[bill.pk]
        if (paid_on or on) > bill.due_date:
            penalty = late_term_penalty(
                bill.contributions, last_day=bill.due_date, paid_on=paid_on or on
            )
            found.append(LateTerm(bill, paid_on, penalty))
    return found


def first_paid(project_ids: Collection[int]) -> dict[int, date]:
    """Give by project the day its first term was paid in full; those not paid are not in it."""
    paid = Bill.objects.filter(
        project__in=project_ids,
        project_term__term=1,
        project_term__version__version=0,
        settled_on__isnull=False,
    )
    days = paid.values_list("project_id", "settled_on")
    return {project_id: day for project_id, day in days if project_id and day}


@dataclass(frozen=True, slots=True)
class ProjectCover:
    """Whether a project insures somebody on a day, since when, and why."""

    project: Project
    worker: ProjectWorker
    paid_on: date | None
    """The day of the first payment; None while there is none."""
    insured_from: date | None
    """The latest of the day the work began, the registration and the first payment."""
    insured_until: date
    """The first day after it: the project's end, or the worker's own."""
    registered: Registered
    is_insured: bool
    citation: str = CITATION


def project_cover(person: InsuredPerson, on: date) -> list[ProjectCover]:
    """Give the projects a member is on the list of on a day, and whether each insures.

    For JKK and JKM. Cover begins with the work, but not before the project was registered and
    its first term paid, and ends with the project (KEP-196/MEN/1999; PP 14/1993, Pasal 7).
    """
    spells = projects_of_person(person, on)
    paid = first_paid([spell.project.pk for spell in spells])
    return [
        cover_of_worker(spell.worker, spell.project, paid.get(spell.project.pk), on)
        for spell in spells
    ]


def cover_of_worker(
    worker: ProjectWorker, project: Project, paid_on: date | None, on: date
) -> ProjectCover:
    """Give whether a worker on a project's list is insured on a day."""
    begins = paid_on and max(worker.from_date, project.registered_on, paid_on)
    return ProjectCover(
        project=project,
        worker=worker,
        paid_on=paid_on,
        insured_from=begins,
        insured_until=worker.until_date,
        registered=registered_in_time(project.registered_on, project.from_date),
        is_insured=begins is not None and begins <= on < worker.until_date,
    )
