"""The savings of many members over a year or up to a day, for statements on paper."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Min

from jamsostek.institution.queries import HEAD_OFFICE
from jamsostek.kernel.months import Month
from jamsostek.membership.queries.branches import LAST_BRANCH
from jamsostek.savings.models import ReturnRun, SavingsYear
from jamsostek.savings.queries.statements import MonthLine
from jamsostek.savings.queries.verification import RETURN


@dataclass(frozen=True, slots=True)
class Savings:
    """A member's account from a day to a day, both included, and the months of that time.

    `taken` is what was paid out or taken back, below zero. `months` are those worked or paid
    for by contribution month; their money may have come before or after.
    """

    person_id: int
    kpj: str
    name: str
    birth_date: date | None
    office_code: str
    opening: int
    received: int
    taken: int
    earned: int
    months: Sequence[MonthLine]

    @property
    def employer(self) -> str:
        """The employer of the last month, or nothing."""
        return self.months[-1].employer if self.months else ""


def savings_of(person_ids: Collection[int], first: date, until: date) -> list[Savings]:
    """Give the savings of members over a time, by id, in two statements for however many.

    Members without an account have nothing that moved.
    """
    asked: dict[str, Any] = {
        "persons": list(person_ids),
        "first": first,
        "until": until,
        "return": RETURN,
        "head": HEAD_OFFICE,
    }
    months: dict[int, list[MonthLine]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, asked)
        for person_id, month, *rest in cursor.fetchall():
            months[person_id].append(MonthLine(Month.of(month), *rest))
        cursor.execute(MOVED, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [Savings(*[*row, months[row[0]]]) for row in rows]


def is_credited(year: int) -> bool:
    """Tell whether the return of a year was credited to every account."""
    return ReturnRun.objects.filter(year=year).exclude(finished_at=None).exists()


def credited_years(person_id: int) -> list[int]:
    """Give the years whose return is credited and in which a person had savings, newest first."""
    first = SavingsYear.objects.filter(account__person_id=person_id).aggregate(Min("year"))
    if first["year__min"] is None:
        return []
    runs = ReturnRun.objects.filter(year__gte=first["year__min"]).exclude(finished_at=None)
    return sorted(set(runs.values_list("year", flat=True)), reverse=True)


def savers_of(
    year: int, branch_ids: Collection[int] | None, *, after: int, count: int
) -> list[int]:
    """Give the next persons after an id, in order, who had savings by the end of a year.

    A person belongs to the branch of the last employer, or the one that gave the number; None
    for `branch_ids` is the whole country.
    """
    ids = None if branch_ids is None else list(branch_ids)
    asked: dict[str, Any] = {"year": year, "after": after, "count": count, "branches": ids}
    with connection.cursor() as cursor:
        cursor.execute(SAVERS, asked)
        return [row[0] for row in cursor.fetchall()]


def count_savers(year: int, branch_ids: Collection[int] | None) -> int:
    """Count everybody whom `savers_of` gives."""
    ids = None if branch_ids is None else list(branch_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({SAVERS}) saver",  # noqa: S608 - made of constants
            {"year": year, "after": 0, "count": None, "branches": ids},
        )
        return int(cursor.fetchone()[0])


MOVED: Final = f"""
    SELECT p.id, p.kpj, p.name, p.birth_date,
        coalesce((SELECT code FROM institution_branch WHERE id = {LAST_BRANCH}), %(head)s),
        coalesce(m.opening, 0)::bigint, coalesce(m.received, 0)::bigint,
        coalesce(m.taken, 0)::bigint, coalesce(m.earned, 0)::bigint
    FROM membership_insuredperson p
    LEFT JOIN (
        SELECT s.person_id,
            -sum(l.amount) FILTER (WHERE l.day < %(first)s) AS opening,
            -sum(l.amount) FILTER (WHERE l.day >= %(first)s AND e.kind <> %(return)s
                AND l.amount < 0) AS received,
            -sum(l.amount) FILTER (WHERE l.day >= %(first)s AND e.kind <> %(return)s
                AND l.amount > 0) AS taken,
            -sum(l.amount) FILTER (WHERE l.day >= %(first)s AND e.kind = %(return)s) AS earned
        FROM savings_savingsaccount s
        JOIN ledger_line l ON l.account_id = s.ledger_account_id AND l.day <= %(until)s
        JOIN ledger_entry e ON e.id = l.entry_id
        WHERE s.person_id = ANY(%(persons)s)
        GROUP BY s.person_id
    ) m ON m.person_id = p.id
    WHERE p.id = ANY(%(persons)s) ORDER BY p.id
"""  # noqa: S608 - made of constants

MONTHS: Final = """
    WITH employed AS (
        SELECT DISTINCT e.person_id, e.employer_id, month::date AS month
        FROM membership_employment e, generate_series(
            date_trunc('month', greatest(e.from_date, %(first)s::date)::timestamp),
            least(e.until_date - 1, %(until)s::date)::timestamp, '1 month') month
        WHERE e.person_id = ANY(%(persons)s)
    ), received AS (
        SELECT s.person_id, c.employer_id, make_date(c.year, number::int, 1) AS month, amount
        FROM savings_savingsaccount s
        JOIN savings_contributionyear c ON c.account_id = s.id
            AND c.year BETWEEN extract(year FROM %(first)s::date)
                AND extract(year FROM %(until)s::date),
            unnest(c.months) WITH ORDINALITY AS twelve (amount, number)
        WHERE s.person_id = ANY(%(persons)s) AND amount <> 0
    )
    SELECT person_id, month, employer_id, r.npp, r.name, coalesce(received.amount, 0),
        employed.month IS NOT NULL
    FROM employed FULL JOIN received USING (person_id, employer_id, month)
    JOIN membership_employer r ON r.id = employer_id
    WHERE month BETWEEN %(first)s AND %(until)s ORDER BY person_id, month, r.npp
"""

SAVERS: Final = f"""
    SELECT p.id FROM savings_savingsaccount s
    JOIN membership_insuredperson p ON p.id = s.person_id
    WHERE p.id > %(after)s
        AND EXISTS (
            SELECT FROM savings_savingsyear y WHERE y.account_id = s.id AND y.year <= %(year)s
        )
        AND (%(branches)s::bigint[] IS NULL OR {LAST_BRANCH} = ANY(%(branches)s::bigint[]))
    ORDER BY p.id LIMIT %(count)s
"""  # noqa: S608 - made of constants
