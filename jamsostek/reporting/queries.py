"""Realisation on any day, from the net changes by branch, day and year that the database keeps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import ExtractMonth

from jamsostek.audit.models import Record
from jamsostek.institution.models import Branch
from jamsostek.institution.queries import Level, Office, head_office, offices_below
from jamsostek.kernel.months import Month, months_between
from jamsostek.membership.models import HeadcountChange
from jamsostek.reporting.measures import MonthFigure, Realisation
from jamsostek.reporting.models import HeadcountYear, Measure, Segment, Target

Figures = dict[tuple[Segment, Measure], int]

COLUMN = {Measure.EMPLOYERS: "employers", Measure.WORKERS: "workers"}


@dataclass(frozen=True, slots=True)
class OfficeRealisation:
    """An office beside its figures."""

    office: Office
    figures: tuple[Realisation, ...]

    def of(self, measure: Measure, segment: Segment = Segment.FORMAL) -> Realisation:
        """Give the figure of one measure."""
        wanted = (segment, measure)
        return next(f for f in self.figures if (f.segment, f.measure) == wanted)


def realisation(office: Office, on: date) -> tuple[Realisation, ...]:
    """Give an office's realisation on a day beside its targets for that year."""
    return _beside_targets([office], on)[0].figures


def drill_down(office: Office, on: date) -> list[OfficeRealisation]:
    """Give the same for each office one level down; their figures add up to the office's."""
    return _beside_targets(offices_below(office), on)


def by_month(
    office: Office, on: date, measure: Measure, segment: Segment = Segment.FORMAL
) -> list[MonthFigure]:
    """Give the figure at the end of each month of the year so far, and on the day itself."""
    column = COLUMN[measure]
    branches = {"branch_id__in": office.branch_ids, "segment": segment}
    before = HeadcountYear.objects.filter(**branches, year__lt=on.year)
    reached = before.aggregate(net=Sum(column))["net"] or 0
    this_year = HeadcountChange.objects.filter(
        **branches, day__gte=date(on.year, 1, 1), day__lte=on
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
    return _targets([office], year)[office.code].get((segment, measure))


def demonstration_size() -> str | None:
    """Give the size of the demonstration that lies here, SMALL or FULL; None for real data."""
    note = Record.objects.filter(subject_type="demonstration").order_by("id").first()
    return str(note.detail["size"]) if note else None


def counted_from_spells(office: Office, on: date) -> Figures:
    """Count an office's employers and employments one by one from their spells.

    This is what the net changes must always come to; it reads every spell and takes its time.
    """
    with connection.cursor() as cursor:
        cursor.execute(FROM_SPELLS, {"branches": list(office.branch_ids), "on": on})
        employers, workers = cursor.fetchone()
    return {
        (Segment.FORMAL, Measure.EMPLOYERS): employers,
        (Segment.FORMAL, Measure.WORKERS): workers,
    }


def differences(office: Office) -> list[str]:
    """Say where the net changes of an office's branches disagree with the spells.

    Changes by day are compared with the spells on every day on which something changes, and
    those by year with those by day.
    """
    codes = dict(Branch.objects.values_list("id", "code"))
    found = []
    with connection.cursor() as cursor:
        for statement in (DAYS_DIFFER, YEARS_DIFFER):
            cursor.execute(statement, {"branches": list(office.branch_ids)})
            found += [
                f"{codes[branch]}, {when}: the changes kept are {employers:+d} companies and"
                f" {workers:+d} workers, but should be {spelt:+d} and {spelt_workers:+d}."
                for branch, when, employers, workers, spelt, spelt_workers in cursor.fetchall()
            ]
    return found


FROM_SPELLS = """
SELECT
    (SELECT count(*) FROM membership_employer
     WHERE branch_id = ANY(%(branches)s) AND daterange(from_date, until_date) @> %(on)s::date),
    (SELECT count(*) FROM membership_employment s JOIN membership_employer e ON e.id = s.employer_id
     WHERE e.branch_id = ANY(%(branches)s)
       AND daterange(s.from_date, s.until_date) @> %(on)s::date)
"""

DAYS_DIFFER = """
WITH kept AS (
    SELECT branch_id, day, sum(employers) AS employers, sum(workers) AS workers
    FROM membership_headcountchange WHERE branch_id = ANY(%(branches)s) AND segment = 'FORMAL'
    GROUP BY branch_id, day
), moves AS (
    SELECT branch_id, from_date AS day, 1 AS employers, 0 AS workers FROM membership_employer
    UNION ALL
    SELECT branch_id, until_date, -1, 0 FROM membership_employer WHERE until_date IS NOT NULL
    UNION ALL
    SELECT e.branch_id, d.day, 0, d.net FROM (
        SELECT employer_id, from_date AS day, 1 AS net FROM membership_employment
        UNION ALL
        SELECT employer_id, until_date, -1 FROM membership_employment WHERE until_date IS NOT NULL
    ) d JOIN membership_employer e ON e.id = d.employer_id
), spelt AS (
    SELECT branch_id, day, sum(employers) AS employers, sum(workers) AS workers
    FROM moves WHERE branch_id = ANY(%(branches)s) GROUP BY branch_id, day
)
SELECT branch_id, day, coalesce(k.employers, 0), coalesce(k.workers, 0),
    coalesce(s.employers, 0), coalesce(s.workers, 0)
FROM kept k FULL JOIN spelt s USING (branch_id, day)
WHERE (coalesce(k.employers, 0), coalesce(k.workers, 0))
    <> (coalesce(s.employers, 0), coalesce(s.workers, 0))
ORDER BY branch_id, day
"""

YEARS_DIFFER = """
WITH kept AS (
    SELECT branch_id, segment, year, sum(employers) AS employers, sum(workers) AS workers
    FROM reporting_headcountyear WHERE branch_id = ANY(%(branches)s)
    GROUP BY branch_id, segment, year
), days AS (
    SELECT branch_id, segment, extract(year FROM day) AS year, sum(employers) AS employers,
        sum(workers) AS workers
    FROM membership_headcountchange WHERE branch_id = ANY(%(branches)s)
    GROUP BY branch_id, segment, extract(year FROM day)
)
SELECT branch_id, year::integer, coalesce(k.employers, 0), coalesce(k.workers, 0),
    coalesce(d.employers, 0), coalesce(d.workers, 0)
FROM kept k FULL JOIN days d USING (branch_id, segment, year)
WHERE (coalesce(k.employers, 0), coalesce(k.workers, 0))
    <> (coalesce(d.employers, 0), coalesce(d.workers, 0))
ORDER BY branch_id, year
"""


def _beside_targets(offices: Sequence[Office], on: date) -> list[OfficeRealisation]:
    counted = _net_changes_by_branch(offices, on)
    targets = _targets(offices, on.year)
    return [
        OfficeRealisation(
            office,
            tuple(
                Realisation(
                    segment,
                    measure,
                    sum(counted[branch].get((segment, measure), 0) for branch in office.branch_ids),
                    targets[office.code].get((segment, measure)),
                )
                for segment in Segment
                for measure in Measure
            ),
        )
        for office in offices
    ]


def _net_changes_by_branch(offices: Sequence[Office], on: date) -> dict[int, Figures]:
    branches = {branch for office in offices for branch in office.branch_ids}
    new_year = date(on.year, 1, 1)
    counted: dict[int, Figures] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(NET_CHANGES, [list(branches), on.year, list(branches), new_year, on])
        for branch, segment, employers, workers in cursor.fetchall():
            if segment not in Segment.values:
                continue
            counted[branch][Segment(segment), Measure.EMPLOYERS] = int(employers)
            counted[branch][Segment(segment), Measure.WORKERS] = int(workers)
    return counted


NET_CHANGES = """
SELECT branch_id, segment, sum(employers), sum(workers) FROM (
    SELECT branch_id, segment, employers, workers FROM reporting_headcountyear
    WHERE branch_id = ANY(%s) AND year < %s
    UNION ALL
    SELECT branch_id, segment, employers, workers FROM membership_headcountchange
    WHERE branch_id = ANY(%s) AND day BETWEEN %s AND %s
) changes GROUP BY branch_id, segment
"""


def _targets(offices: Iterable[Office], year: int) -> dict[str, Figures]:
    """Give the targets of each office by its code; the head office's are its regions' together."""
    wanted = list(offices)
    found: dict[str, Figures] = {office.code: {} for office in wanted}
    if any(office.level is Level.HEAD for office in wanted):
        together: Figures = defaultdict(int)
        for figures in _targets(offices_below(head_office()), year).values():
            for key, amount in figures.items():
                together[key] += amount
        return {code: dict(together) for code in found}
    regions = {o.region_id: o.code for o in wanted if o.level is Level.REGION}
    branches = {o.branch_id: o.code for o in wanted if o.level is Level.BRANCH}
    rows = Target.objects.filter(Q(region_id__in=regions) | Q(branch_id__in=branches), year=year)
    for row in rows:
        code = branches[row.branch_id] if row.branch_id else regions[row.region_id]
        found[code][Segment(row.segment), Measure(row.measure)] = row.amount
    return found
