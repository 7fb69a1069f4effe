"""What changes on a project after its registration: its contract, its firms, who leaves it."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Project, ProjectVersion, ProjectWorker, Subcontractor
from jamsostek.membership.services.projects import VALUE_MAX, NewSubcontractor


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """What a contract says from now on; `until_date` is the first day after the project."""

    contract_value: int
    wage_sum: int | None
    until_date: date
    signed_on: date
    reason: str = ""


@transaction.atomic
def record_addendum(
    *, project: Project, after_version: int, says: Addendum, act: Act
) -> ProjectVersion:
    """Record what an addendum makes of a contract: its value, its wages, its end.

    `after_version` is the version whoever asks has seen. Workers who were to stay to the old end
    stay to the new one; who was to leave earlier still does, at the new end at the latest.

    Raises:
        ChangedMeanwhile: another addendum was recorded since that version.
        NothingChanges: the addendum says what already holds.
        AddendumRefused: a value or wages out of range, an end before the work begins or before
            somebody on the list begins, or a day of signing yet to come; `fault` names it.
    """
    project = hold_project(project)
    newest = newest_version(project)
    if newest.version != after_version:
        msg = f"{project.number} is at version {newest.version}, not {after_version}."
        raise ChangedMeanwhile(msg)
    check_addendum(project, says, act.day)
    version = ProjectVersion.objects.create(
        project=project,
        version=newest.version + 1,
        recorded_at=act.at,
        recorded_by=act.actor,
        **asdict(says),
    )
    old_end = project.until_date
    project.contract_value, project.wage_sum = says.contract_value, says.wage_sum
    project.until_date = says.until_date
    project.save(update_fields=["contract_value", "wage_sum", "until_date"])
    _move_workers(project, old_end)
    audit.record(
        act=act,
        action="record_addendum",
        subject_type="project",
        subject_id=project.pk,
        detail={
            "version": version.version,
            "value": says.contract_value,
            "until": str(says.until_date),
        },
    )
    return version


def check_addendum(project: Project, says: Addendum, on: date) -> None:
    """Refuse what an addendum to a project as it stands cannot say.

    Raises:
        NothingChanges: it says what already holds.
        AddendumRefused: with the fault.
    """
    stands = (project.contract_value, project.wage_sum, project.until_date)
    if (says.contract_value, says.wage_sum, says.until_date) == stands:
        msg = f"{project.number} already stands so."
        raise NothingChanges(msg)
    later = ProjectWorker.objects.filter(project=project, from_date__gte=says.until_date)
    faults = {
        "VALUE_OUT_OF_RANGE": not 0 < says.contract_value <= VALUE_MAX,
        "WAGES_OUT_OF_RANGE": says.wage_sum is not None and not 0 < says.wage_sum <= VALUE_MAX,
        "ENDS_BEFORE_IT_BEGINS": says.until_date <= project.from_date,
        "SIGNED_LATER": says.signed_on > on,
        "WORKERS_BEGIN_LATER": later.exists(),
    }
    for fault, is_so in faults.items():
        if is_so:
            raise AddendumRefused(project.number, fault)


class AddendumRefused(ValueError):
    """An addendum that says what cannot be."""

    def __init__(self, number: str, fault: str) -> None:
        """Keep the fault."""
        super().__init__(f"The addendum of {number} is refused: {fault}.")
        self.fault = fault


class ChangedMeanwhile(ValueError):
    """An addendum made to a version that is no longer the newest."""


class NothingChanges(ValueError):
    """An addendum that changes nothing."""


def hold_project(project: Project) -> Project:
    """Hold a project until the transaction ends, so that changes of it follow each other.

    Gives it as it is now. Whoever bills it or adds workers holds it too.
    """
    return Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def newest_version(project: Project) -> ProjectVersion:
    """Give what the contract of a project says now."""
    return ProjectVersion.objects.filter(project=project).order_by("-version")[0]


def _move_workers(project: Project, old_end: date) -> None:
    workers = ProjectWorker.objects.filter(project=project)
    workers.filter(until_date=old_end).exclude(until_date=project.until_date).update(
        until_date=project.until_date
    )
    workers.filter(until_date__gt=project.until_date).update(until_date=project.until_date)


@transaction.atomic
def end_project_work(*, worker: ProjectWorker, until_date: date, act: Act) -> ProjectWorker:
    """End somebody's work on a project before the project ends; `until_date` is the first day out.

    Raises:
        NotOnProjectThen: the day lies before the work began or not before its end.
    """
    hold_project(worker.project)
    ended = ProjectWorker.objects.filter(
        pk=worker.pk, from_date__lt=until_date, until_date__gt=until_date
    ).update(until_date=until_date)
    if not ended:
        msg = f"{worker.name} is not on project {worker.project_id} before and after {until_date}."
        raise NotOnProjectThen(msg)
    worker.refresh_from_db()
    audit.record(
        act=act,
        action="end_project_work",
        subject_type="project",
        subject_id=worker.project_id,
        detail={"worker": worker.pk, "until": str(until_date)},
    )
    return worker


class NotOnProjectThen(ValueError):
    """An end of work for somebody who is not on the project then."""


@transaction.atomic
def add_subcontractor(*, project: Project, new: NewSubcontractor, act: Act) -> Subcontractor:
    """Note a further firm that does part of a project.

    Raises:
        NamelessSubcontractor: it has no name.
    """
    if not new.name.strip():
        msg = "A subcontractor needs a name."
        raise NamelessSubcontractor(msg)
    made = Subcontractor.objects.create(project=project, recorded_at=act.at, **asdict(new))
    audit.record(
        act=act,
        action="add_subcontractor",
        subject_type="project",
        subject_id=project.pk,
        detail={"name": made.name},
    )
    return made


class NamelessSubcontractor(ValueError):
    """A subcontractor without a name."""
