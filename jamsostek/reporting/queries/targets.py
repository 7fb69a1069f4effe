"""Who set which target of an office, when, and on what grounds."""

from dataclasses import dataclass
from datetime import datetime

from jamsostek.audit.models import Record
from jamsostek.institution.queries import Level, Office
from jamsostek.reporting.measures import Key
from jamsostek.reporting.models import Measure, Segment, Target


@dataclass(frozen=True, slots=True)
class TargetSet:
    """One time that a target was set."""

    key: Key
    amount: int
    at: datetime
    actor: str
    reason: str


def target_history(office: Office, year: int) -> list[TargetSet]:
    """Give every time a target of an office for a year was set, newest first."""
    own = {"branch_id": office.branch_id}
    if office.level is not Level.BRANCH:
        own = {"region_id": office.region_id, "branch_id": None}
    targets = Target.objects.filter(**own, year=year).values_list("id", flat=True)
    records = Record.objects.filter(subject_type="target", subject_id__in=list(targets))
    return [
        TargetSet(
            (Segment(record.detail["segment"]), Measure(record.detail["measure"])),
            record.detail["amount"],
            record.at,
            record.actor,
            record.reason,
        )
        for record in records.order_by("-id")
    ]
