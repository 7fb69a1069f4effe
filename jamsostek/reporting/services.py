"""Setting targets, and keeping the sums that realisation is read from small."""

from typing import Any

from django.db import connection, transaction

from jamsostek.audit.services import record
from jamsostek.institution.queries import Level, Office
from jamsostek.kernel.acts import Act
from jamsostek.reporting.models import Measure, Segment, Target


class NoTargetForThisOffice(ValueError):
    """A target for the head office, which has none of its own, or one that is not above zero."""


@transaction.atomic
def set_target(
    *, office: Office, segment: Segment, measure: Measure, year: int, amount: int, act: Act
) -> Target:
    """Set, or set anew, what an office is to reach in a year.

    Raises:
        NoTargetForThisOffice: the office is the head office, or the amount is not above zero.
    """
    if office.level is Level.HEAD:
        raise NoTargetForThisOffice("The head office's target is the sum of its regions' targets.")
    if amount <= 0:
        raise NoTargetForThisOffice(f"A target of {amount} is not above zero.")
    holder: dict[str, Any] = {
        "region_id": office.region_id if office.level is Level.REGION else None,
        "branch_id": office.branch_id,
    }
    target, _ = Target.objects.update_or_create(
        **holder,
        segment=segment,
        measure=measure,
        year=year,
        defaults={"amount": amount},
    )
    record(
        act=act,
        action="set_target",
        subject_type="target",
        subject_id=target.id,
        detail={
            "office": office.code,
            "segment": segment.value,
            "measure": measure.value,
            "year": year,
            "amount": amount,
        },
    )
    return target


@transaction.atomic
def compact_headcount_years() -> int:
    """Sum up the net changes to one row per branch, segment and year; give the rows left.

    Totals stay as they are at every moment: what is added while this runs is left alone, and a
    second run beside it finds the rows gone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (
                DELETE FROM reporting_headcountyear
                RETURNING branch_id, segment, year, employers, workers
            )
            INSERT INTO reporting_headcountyear (branch_id, segment, year, employers, workers)
            SELECT branch_id, segment, year, sum(employers), sum(workers)
            FROM gone GROUP BY branch_id, segment, year
            HAVING sum(employers) <> 0 OR sum(workers) <> 0
            """
        )
        return int(cursor.rowcount)


@transaction.atomic
def compact_benefit_days() -> int:
    """Sum up the benefits to one row per branch, segment, programme and day; give the rows left.

    Totals stay as they are at every moment, as with the headcount.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (
                DELETE FROM reporting_benefitday
                RETURNING branch_id, segment, programme, day, cases, amount
            )
            INSERT INTO reporting_benefitday (branch_id, segment, programme, day, cases, amount)
            SELECT branch_id, segment, programme, day, sum(cases), sum(amount)
            FROM gone GROUP BY branch_id, segment, programme, day
            HAVING sum(cases) <> 0 OR sum(amount) <> 0
            """
        )
        return int(cursor.rowcount)
