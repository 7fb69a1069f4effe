"""Benefits decided on: cases and rupiah by programme, office, month and segment, and the cases."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db import connection, transaction

from jamsostek.institution.models import Branch
from jamsostek.institution.queries import Office, offices_below
from jamsostek.kernel.months import Month, months_between
from jamsostek.law.programmes import Programme
from jamsostek.reporting.models import Segment

AT_ONCE: Final = 2_000
"""So many cases come from the database at a time where all are read."""

PACKAGE_AND_SPECIAL: Final = frozenset({Segment.FORMAL, Segment.CONSTRUCTION})
"""The package programme of employers and the special one of construction, told as one."""
OWN: Final = frozenset({Segment.OWN_ACCOUNT})
INSURED: Final = (Segment.FORMAL, Segment.CONSTRUCTION, Segment.OWN_ACCOUNT)


class Benefits(NamedTuple):
    """How many cases, and the rupiah decided on."""

    cases: int = 0
    amount: int = 0

    def plus(self, other: "Benefits") -> "Benefits":
        """Add others."""
        return Benefits(self.cases + other.cases, self.amount + other.amount)


class By(StrEnum):
    """What a report is parted by."""

    PROGRAMME = "programme"
    OFFICE = "office"
    MONTH = "month"
    SEGMENT = "segment"


class Cell(NamedTuple):
    """The benefits of one branch, segment, programme and month."""

    branch_id: int
    segment: Segment
    programme: Programme
    month: Month
    benefits: Benefits


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report: its code and what was decided there."""

    code: str
    benefits: Benefits


class PeriodBackwards(ValueError):
    """A period whose last day lies before its first."""


@dataclass(frozen=True, slots=True)
class BenefitReport:
    """What an office decided on from one day until another, both included."""

    office: Office
    below: tuple[Office, ...]
    first: date
    last: date
    cells: tuple[Cell, ...]

    @property
    def names(self) -> dict[str, str]:
        """Give the name of the office and of each below it by its code."""
        return {place.code: place.name for place in (self.office, *self.below)}

    @property
    def total(self) -> Benefits:
        """All of it."""
        return self._sum(lambda _: True)

    @property
    def package_and_special(self) -> Benefits:
        """The package programme and the special programme together, as the press tells them."""
        return self.of(segments=PACKAGE_AND_SPECIAL)

    @property
    def own_account(self) -> Benefits:
        """The informal programme: workers outside an employment relationship."""
        return self.of(segments=OWN)

    def of(
        self,
        *,
        segments: Iterable[Segment] = INSURED,
        programme: Programme | None = None,
    ) -> Benefits:
        """Give what was decided on in some segments, of one programme or of all."""
        wanted = frozenset(segments)
        return self._sum(
            lambda cell: cell.segment in wanted and programme in (None, cell.programme)
        )

    def parted(self, by: By) -> list[Part]:
        """Part the whole: every programme, segment and month, and every office one level down."""
        ways: dict[By, Callable[[], list[Part]]] = {
            By.PROGRAMME: lambda: self._by(Programme, lambda cell: cell.programme),
            By.SEGMENT: lambda: self._by(INSURED, lambda cell: cell.segment),
            By.MONTH: lambda: self._by(
                months_between(Month.of(self.first), Month.of(self.last)), lambda cell: cell.month
            ),
            By.OFFICE: self._by_office,
        }
        return ways[by]()

    def _by(self, keys: Iterable[Any], key_of: Callable[[Cell], Any]) -> list[Part]:
        found: dict[Any, Benefits] = defaultdict(Benefits)
        for cell in self.cells:
            found[key_of(cell)] = found[key_of(cell)].plus(cell.benefits)
        return [Part(str(key), found[key]) for key in keys]

    def _by_office(self) -> list[Part]:
        places = self.below or (self.office,)
        return [
            Part(
                place.code,
                self._sum(lambda cell, place=place: cell.branch_id in place.branch_ids),  # type: ignore[misc]
            )
            for place in places
        ]

    def _sum(self, wanted: Callable[[Cell], bool]) -> Benefits:
        return sum_of(cell.benefits for cell in self.cells if wanted(cell))


def sum_of(parts: Iterable[Benefits]) -> Benefits:
    """Add benefits up."""
    found = Benefits()
    for part in parts:
        found = found.plus(part)
    return found


def benefit_report(office: Office, first: date, last: date) -> BenefitReport:
    """Read what an office and those below it decided on from one day until another.

    Raises:
        PeriodBackwards: the last day lies before the first.
    """
    if last < first:
        raise PeriodBackwards(f"The period ends on {last}, before it begins on {first}.")
    with connection.cursor() as cursor:
        cursor.execute(CELLS, _asked(office, first, last))
        cells = tuple(_cell(row) for row in cursor.fetchall())
    return BenefitReport(office, tuple(offices_below(office)), first, last, cells)


def in_year(office: Office, on: date) -> BenefitReport:
    """Read what was decided on from the beginning of a day's year until that day."""
    return benefit_report(office, date(on.year, 1, 1), on)


def _cell(row: Sequence[Any]) -> Cell:
    branch, segment, programme, month, cases, amount = row
    return Cell(
        branch, Segment(segment), Programme(programme), Month.of(month), Benefits(cases, amount)
    )


def _asked(office: Office, first: date, last: date) -> dict[str, Any]:
    return {"branches": list(office.branch_ids), "first": first, "last": last}


CELLS: Final = """
SELECT branch_id, segment, programme, date_trunc('month', day)::date, sum(cases)::bigint,
    sum(amount)::bigint
FROM reporting_benefitday
WHERE branch_id = ANY(%(branches)s) AND day BETWEEN %(first)s AND %(last)s
GROUP BY 1, 2, 3, 4 HAVING sum(cases) <> 0 OR sum(amount) <> 0
"""


class Case(NamedTuple):
    """One claim that something was decided on for: which, whose, when, how much in the period."""

    code: str
    programme: str
    segment: str
    cause: str
    name: str
    branch: str
    event_date: date
    decided_on: date
    """The first day of a decision in the period."""
    is_new: bool
    """Whether it counts as a case in the period; else an earlier one was added to or lessened."""
    amount: int
    state: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases of an office and a period are meant."""

    first: date
    last: date
    segment: Segment | None = None
    programme: Programme | None = None

    def asked(self, office: Office) -> dict[str, Any]:
        """Give what the statements ask for."""
        return _asked(office, self.first, self.last) | {
            "segment": self.segment.value if self.segment else None,
            "programme": self.programme.value if self.programme else None,
        }


def benefit_cases(office: Office, chosen: Chosen, *, start: int, length: int) -> list[Case]:
    """Give the claims behind a figure, newest decision first, from the `start`-th on."""
    with connection.cursor() as cursor:
        asked = chosen.asked(office) | {"start": start, "length": length}
        cursor.execute(CASES, asked)
        return [Case(*row) for row in cursor.fetchall()]


def every_benefit_case(office: Office, chosen: Chosen) -> Iterator[Case]:
    """Give all of them, however many, a few at a time."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(CASES, chosen.asked(office) | {"start": 0, "length": None})
        while rows := cursor.fetchmany(AT_ONCE):
            yield from (Case(*row) for row in rows)


def count_benefit_cases(office: Office, chosen: Chosen) -> int:
    """Count the claims listed: the cases of the period, and earlier ones that were changed."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, chosen.asked(office))
        return int(cursor.fetchone()[0])


DECISIONS: Final = """
    SELECT a.claim_id, d.id, d.amount,
        (d.decided_at AT TIME ZONE 'Asia/Jakarta')::date AS day,
        d.amount > 0 AND (a.number = 1 OR NOT EXISTS (
            SELECT 1 FROM claims_assessment b JOIN claims_decision e ON e.assessment_id = b.id
            WHERE b.claim_id = a.claim_id AND b.payer = 'FUND' AND e.outcome = 'APPROVED'
                AND e.amount > 0 AND e.id < d.id)) AS is_first
    FROM claims_decision d JOIN claims_assessment a ON a.id = d.assessment_id
    WHERE (d.outcome = 'REJECTED' OR a.payer = 'FUND') AND d.amount <> 0
"""
"""Every decision that counts: it awards what the fund owes, or takes such an award back."""

CHOSEN: Final = f"""
    SELECT c.id, min(d.day) AS decided_on, bool_or(d.is_first) AS is_new,
        sum(d.amount)::bigint AS amount
    FROM ({DECISIONS}) d JOIN claims_claim c ON c.id = d.claim_id
    WHERE c.branch_id = ANY(%(branches)s) AND d.day BETWEEN %(first)s AND %(last)s
        AND (%(segment)s::text IS NULL OR c.segment = %(segment)s)
        AND (%(programme)s::text IS NULL OR c.programme = %(programme)s)
    GROUP BY c.id
"""  # noqa: S608 - made of constants

COUNTED: Final = f"SELECT count(*) FROM ({CHOSEN}) r"  # noqa: S608 - made of constants

CASES: Final = f"""
SELECT c.code, c.programme, c.segment, c.cause, c.worker_name, b.code, c.event_date, r.decided_on,
    r.is_new, r.amount, c.state
FROM ({CHOSEN} ORDER BY 2 DESC, 1 DESC LIMIT %(length)s OFFSET %(start)s) r
JOIN claims_claim c ON c.id = r.id JOIN institution_branch b ON b.id = c.branch_id
ORDER BY r.decided_on DESC, r.id DESC
"""  # noqa: S608 - made of constants


def benefit_differences(office: Office) -> list[str]:
    """Say where the benefits kept by day disagree with the decisions, and these with their lines.

    Every decision is counted anew; what is awarded for a claim in all must be the sum of the
    lines of the assessment that was approved last.
    """
    codes = dict(Branch.objects.values_list("id", "code"))
    asked = {"branches": list(office.branch_ids)}
    with connection.cursor() as cursor:
        cursor.execute(BENEFITS_DIFFER, asked)
        found = [
            f"{codes[branch]}, {segment}, {programme}, {day}: kept are {cases} cases and"
            f" {amount} rupiah of benefits, but decided were {counted} and {decided}."
            for branch, segment, programme, day, cases, amount, counted, decided in cursor
        ]
        cursor.execute(LINES_DIFFER, asked)
        found += [
            f"{code}: {decided} rupiah were decided, but the lines approved come to {lines}."
            for code, decided, lines in cursor
        ]
    return found


BENEFITS_DIFFER: Final = f"""
WITH kept AS (
    SELECT branch_id, segment, programme, day, sum(cases) AS cases, sum(amount) AS amount
    FROM reporting_benefitday WHERE branch_id = ANY(%(branches)s)
    GROUP BY branch_id, segment, programme, day
), counted AS (
    SELECT c.branch_id, c.segment, c.programme, d.day, count(*) FILTER (WHERE d.is_first) AS cases,
        sum(d.amount) AS amount
    FROM ({DECISIONS}) d JOIN claims_claim c ON c.id = d.claim_id
    WHERE c.branch_id = ANY(%(branches)s) GROUP BY c.branch_id, c.segment, c.programme, d.day
)
SELECT branch_id, segment, programme, day, coalesce(k.cases, 0), coalesce(k.amount, 0),
    coalesce(n.cases, 0), coalesce(n.amount, 0)
FROM kept k FULL JOIN counted n USING (branch_id, segment, programme, day)
WHERE (coalesce(k.cases, 0), coalesce(k.amount, 0))
    <> (coalesce(n.cases, 0), coalesce(n.amount, 0))
ORDER BY branch_id, segment, programme, day
"""  # noqa: S608 - made of constants

LINES_DIFFER: Final = f"""
WITH decided AS (
    SELECT claim_id, sum(amount) AS amount FROM ({DECISIONS}) d GROUP BY claim_id
), last AS (
    SELECT DISTINCT ON (a.claim_id) a.claim_id,
        CASE WHEN d.outcome = 'APPROVED' THEN a.id END AS id
    FROM claims_decision d JOIN claims_assessment a ON a.id = d.assessment_id
    WHERE d.outcome = 'APPROVED' AND a.payer = 'FUND' OR d.outcome = 'REJECTED'
    ORDER BY a.claim_id, a.number DESC
), lines AS (
    SELECT assessment_id, sum(amount) AS amount FROM claims_awardline GROUP BY assessment_id
)
SELECT c.code, coalesce(t.amount, 0), coalesce(n.amount, 0)
FROM last l JOIN claims_claim c ON c.id = l.claim_id
LEFT JOIN decided t ON t.claim_id = l.claim_id LEFT JOIN lines n ON n.assessment_id = l.id
WHERE c.branch_id = ANY(%(branches)s) AND coalesce(t.amount, 0) <> coalesce(n.amount, 0)
ORDER BY c.code
"""  # noqa: S608 - made of constants
