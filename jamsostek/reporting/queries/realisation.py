"""Realisation on any day, from the net changes by branch, day and year that the database keeps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import ExtractMonth

from jamsostek.institution.queries import Level, Office, offices_below
from jamsostek.kernel.months import Month, months_between
from jamsostek.membership.models import HeadcountChange
from jamsostek.reporting.measures import FIGURES, Key, MonthFigure, Realisation
from jamsostek.reporting.models import HeadcountYear, Measure, Segment, Target

Figures = dict[Key, int]

ISSUED: Final = "MEMBER"
"""Under this segment the database counts the member numbers that were issued."""

INSURED: Final = (Segment.FORMAL, Segment.CONSTRUCTION, Segment.OWN_ACCOUNT)
"""The segments whose workers are the members altogether."""


class Count(NamedTuple):
    """How many there are on a day, and the change in its month and its year up to it."""

    stand: int = 0
    in_month: int = 0
    in_year: int = 0

    def plus(self, other: "Count") -> "Count":
        """Add another count."""
        return Count(
            self.stand + other.stand,
            self.in_month + other.in_month,
            self.in_year + other.in_year,
        )


@dataclass(frozen=True, slots=True)
class OfficeRealisation:
    """An office beside its figures."""

    office: Office
    figures: tuple[Realisation, ...]

    def of(self, measure: Measure, segment: Segment = Segment.FORMAL) -> Realisation:
        """Give the figure of one measure."""
        return next(f for f in self.figures if f.key == (segment, measure))


def realisation(office: Office, on: date) -> tuple[Realisation, ...]:
    """Give an office's realisation on a day beside its targets for that year."""
    return _beside_targets([office], on)[0].figures


def drill_down(office: Office, on: date) -> list[OfficeRealisation]:
    """Give the same for each office one level down; their figures add up to the office's."""
    return _beside_targets(offices_below(office), on)


def report(office: Office, on: date) -> tuple[OfficeRealisation, list[OfficeRealisation]]:
    """Give an office beside its figures, and those of each office one level down, read at once."""
    own, *below = _beside_targets([office, *offices_below(office)], on)
    return own, below


def by_month(
    office: Office, on: date, measure: Measure, segment: Segment = Segment.FORMAL
) -> list[MonthFigure]:
    """Give the figure at the end of each month of the year so far, and on the day itself."""
    column = "employers" if measure is Measure.EMPLOYERS else "workers"
    of_branches = {"branch_id__in": office.branch_ids, "segment__in": _stored(measure, segment)}
    reached = 0
    if measure is not Measure.NEW_MEMBERS:
        before = HeadcountYear.objects.filter(**of_branches, year__lt=on.year)
        reached = before.aggregate(net=Sum(column))["net"] or 0
    this_year = HeadcountChange.objects.filter(
        **of_branches, day__gte=date(on.year, 1, 1), day__lte=on
    )
    net = dict(this_year.values_list(ExtractMonth("day")).annotate(net=Sum(column)).order_by())
    figures = []
    for month in months_between(Month(on.year, 1), Month.of(on)):
        reached += net.get(month.number, 0)
        figures.append(MonthFigure(month, min(month.last_day, on), reached))
    return figures


def target(
    office: Office, year: int, measure: Measure, segment: Segment = Segment.FORMAL
) -> int | None:
    """Give an office's target of a year, None where none is set.

    The head office's target is what its regions are to reach together.
    """
    return targets_of(office, year).get((segment, measure))


def targets_of(office: Office, year: int) -> Figures:
    """Give all targets that an office has in a year."""
    return _targets([office], year)[office.code]


def _stored(measure: Measure, segment: Segment) -> list[str]:
    """Give the segments under which the database counts a figure."""
    if measure is Measure.NEW_MEMBERS:
        return [ISSUED]
    return [s.value for s in INSURED] if segment is Segment.ALL else [segment.value]


def _beside_targets(offices: Sequence[Office], on: date) -> list[OfficeRealisation]:
    counted = _counted_by_branch(offices, on)
    targets = _targets(offices, on.year)
    return [
        OfficeRealisation(
            office,
            tuple(_figure(key, office, counted, targets[office.code], on) for key in FIGURES),
        )
        for office in offices
    ]


def _figure(
    key: Key, office: Office, counted: dict[int, dict[Key, Count]], targets: Figures, on: date
) -> Realisation:
    count = Count()
    for branch in office.branch_ids:
        count = count.plus(counted[branch].get(key, Count()))
    segment, measure = key
    stand = count.in_year if measure is Measure.NEW_MEMBERS else count.stand
    return Realisation(segment, measure, stand, targets.get(key), on, count.in_month, count.in_year)


def _counted_by_branch(offices: Sequence[Office], on: date) -> dict[int, dict[Key, Count]]:
    branches = {branch for office in offices for branch in office.branch_ids}
    counted: dict[int, dict[Key, Count]] = defaultdict(dict)
    asked: dict[str, Any] = {
        "branches": list(branches),
        "year": on.year,
        "new_year": date(on.year, 1, 1),
        "month": Month.of(on).first_day,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(NET_CHANGES, asked)
        for branch, segment, *numbers in cursor.fetchall():
            employers, workers = Count(*numbers[:3]), Count(*numbers[3:])
            of_branch = counted[branch]
            if segment == ISSUED:
                of_branch[Segment.ALL, Measure.NEW_MEMBERS] = workers
                continue
            together = of_branch.get((Segment.ALL, Measure.WORKERS), Count())
            of_branch[Segment.ALL, Measure.WORKERS] = together.plus(workers)
            of_branch[Segment(segment), Measure.EMPLOYERS] = employers
            of_branch[Segment(segment), Measure.WORKERS] = workers
    return counted


NET_CHANGES: Final = """
SELECT branch_id, segment,
    sum(employers)::bigint,
    coalesce(sum(employers) FILTER (WHERE day >= %(month)s), 0)::bigint,
    coalesce(sum(employers) FILTER (WHERE day IS NOT NULL), 0)::bigint,
    sum(workers)::bigint,
    coalesce(sum(workers) FILTER (WHERE day >= %(month)s), 0)::bigint,
    coalesce(sum(workers) FILTER (WHERE day IS NOT NULL), 0)::bigint
FROM (
    SELECT branch_id, segment, NULL::date AS day, employers, workers
    FROM reporting_headcountyear WHERE branch_id = ANY(%(branches)s) AND year < %(year)s
    UNION ALL
    SELECT branch_id, segment, day, employers, workers
    FROM membership_headcountchange
    WHERE branch_id = ANY(%(branches)s) AND day BETWEEN %(new_year)s AND %(on)s
) changes GROUP BY branch_id, segment
"""


def _targets(offices: Iterable[Office], year: int) -> dict[str, Figures]:
    """Give the targets of each office by its code; the head office's are its regions' together."""
    wanted = list(offices)
    found: dict[str, Figures] = {
        office.code: _together(year) if office.level is Level.HEAD else {} for office in wanted
    }
    regions = {o.region_id: o.code for o in wanted if o.level is Level.REGION}
    branches = {o.branch_id: o.code for o in wanted if o.level is Level.BRANCH}
    rows = Target.objects.filter(Q(region_id__in=regions) | Q(branch_id__in=branches), year=year)
    for row in rows:
        code = branches[row.branch_id] if row.branch_id else regions[row.region_id]
        found[code][Segment(row.segment), Measure(row.measure)] = row.amount
    return found


def _together(year: int) -> Figures:
    """Give what the regions are to reach together."""
    rows = Target.objects.filter(region__isnull=False, year=year).values_list("segment", "measure")
    return {
        (Segment(segment), Measure(measure)): amount
        for segment, measure, amount in rows.annotate(together=Sum("amount")).order_by()
    }
