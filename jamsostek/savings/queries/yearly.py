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
from jamsostek.savings.queries.statements import OWN_ACCOUNT, MonthLine
from jamsostek.savings.queries.verification import RETURN


@dataclass(frozen=True, slots=True)
class Savings:
    """A member's account from a day to a day, both included, and the months of that time.

    `taken` is what was paid out or taken back, below zero. `months` are those worked or paid
    for by contribution month; their money may have come before or after. All numbers of the member
    count together, under the kept one.
    """

    person_id: int
    kpj: str
    other_numbers: Sequence[str]
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

    Whichever of a member's numbers is asked for, all are read. Members without an account have
    nothing that moved.
    """
    asked: dict[str, Any] = {
        "persons": list(person_ids),
        "first": first,
        "until": until,
        "return": RETURN,
        "head": HEAD_OFFICE,
        "own_account": OWN_ACCOUNT,
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


def years_credited() -> list[int]:
    """Give the years whose return is credited, newest first."""
    runs = ReturnRun.objects.exclude(finished_at=None)
    return sorted(set(runs.values_list("year", flat=True)), reverse=True)


def credited_years(person_ids: Collection[int]) -> list[int]:
    """Give the years whose return is credited and in which a member had savings, newest first."""
    first = SavingsYear.objects.filter(account__person_id__in=person_ids).aggregate(Min("year"))
    if first["year__min"] is None:
        return []
    runs = ReturnRun.objects.filter(year__gte=first["year__min"]).exclude(finished_at=None)
    return sorted(set(runs.values_list("year", flat=True)), reverse=True)


def savers_of(
    year: int, branch_ids: Collection[int] | None, *, after: int, count: int
) -> list[int]:
    """Give the next persons after an id, in order, who had savings by the end of a year.

    A person belongs to the branch of the last employer, or the one that gave the number; None
    for `branch_ids` is the whole country. Of somebody with several numbers it is the kept one.
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


WHO: Final = """
    asked AS (
        SELECT DISTINCT coalesce(h.human_id, one.id) AS human_id
        FROM unnest(%(persons)s::bigint[]) one (id)
        LEFT JOIN membership_samehuman h ON h.person_id = one.id
    ), who AS (
        SELECT human_id AS person_id, human_id FROM asked
        UNION
        SELECT h.person_id, h.human_id FROM membership_samehuman h JOIN asked USING (human_id)
    )
"""
"""The kept numbers of those asked for, and all numbers of each."""

MOVED: Final = f"""
    WITH {WHO}
    SELECT p.id, p.kpj,
        ARRAY(
            SELECT o.kpj FROM who JOIN membership_insuredperson o ON o.id = who.person_id
            WHERE who.human_id = p.id AND o.id <> p.id ORDER BY o.kpj
        ),
        p.name, p.birth_date,
        coalesce((SELECT code FROM institution_branch WHERE id = {LAST_BRANCH}), %(head)s),
        coalesce(m.opening, 0)::bigint, coalesce(m.received, 0)::bigint,
        coalesce(m.taken, 0)::bigint, coalesce(m.earned, 0)::bigint
    FROM asked JOIN membership_insuredperson p ON p.id = asked.human_id
    LEFT JOIN (
        SELECT who.human_id,
            -sum(l.amount) FILTER (WHERE l.day < %(first)s) AS opening,
            -sum(l.amount) FILTER (WHERE l.day >= %(first)s AND e.kind <> %(return)s
                AND l.amount < 0) AS received,
            -sum(l.amount) FILTER (WHERE l.day >= %(first)s AND e.kind <> %(return)s
                AND l.amount > 0) AS taken,
            -sum(l.amount) FILTER (WHERE l.day >= %(first)s AND e.kind = %(return)s) AS earned
        FROM who JOIN savings_savingsaccount s USING (person_id)
        JOIN ledger_line l ON l.account_id = s.ledger_account_id AND l.day <= %(until)s
        JOIN ledger_entry e ON e.id = l.entry_id
        GROUP BY who.human_id
    ) m ON m.human_id = p.id
    ORDER BY p.id
"""  # noqa: S608 - made of constants

MONTHS: Final = f"""
    WITH {WHO}, employed AS (
        SELECT DISTINCT who.human_id, e.employer_id, month::date AS month
        FROM who JOIN membership_employment e USING (person_id), generate_series(
            date_trunc('month', greatest(e.from_date, %(first)s::date)::timestamp),
            least(e.until_date - 1, %(until)s::date)::timestamp, '1 month') month
    ), received AS (
        SELECT who.human_id, c.employer_id, make_date(c.year, number::int, 1) AS month,
            sum(amount)::bigint AS amount
        FROM who JOIN savings_savingsaccount s USING (person_id)
        JOIN savings_contributionyear c ON c.account_id = s.id
            AND c.year BETWEEN extract(year FROM %(first)s::date)
                AND extract(year FROM %(until)s::date),
            unnest(c.months) WITH ORDINALITY AS twelve (amount, number)
        WHERE amount <> 0 GROUP BY 1, 2, 3
    )
    SELECT human_id, month, employer_id, coalesce(r.npp, ''), coalesce(r.name, %(own_account)s),
        coalesce(received.amount, 0), employed.month IS NOT NULL
    FROM employed FULL JOIN received USING (human_id, employer_id, month)
    LEFT JOIN membership_employer r ON r.id = employer_id
    WHERE month BETWEEN %(first)s AND %(until)s ORDER BY human_id, month, r.npp NULLS FIRST
"""  # noqa: S608 - made of constants

IN_BRANCHES: Final = f"""
    (%(branches)s::bigint[] IS NULL OR {LAST_BRANCH} = ANY(%(branches)s::bigint[]))
"""

SAVERS: Final = f"""
    (
        SELECT p.id FROM savings_savingsaccount s
        JOIN membership_insuredperson p ON p.id = s.person_id
        WHERE p.id > %(after)s
            AND EXISTS (
                SELECT FROM savings_savingsyear y WHERE y.account_id = s.id AND y.year <= %(year)s
            )
            AND NOT EXISTS (SELECT FROM membership_samehuman h WHERE h.person_id = p.id)
            AND {IN_BRANCHES}
        ORDER BY p.id LIMIT %(count)s
    ) UNION ALL (
        SELECT p.id FROM membership_insuredperson p
        WHERE p.id > %(after)s
            AND p.id IN (
                SELECT h.human_id FROM membership_samehuman h
                JOIN savings_savingsaccount s USING (person_id)
                JOIN savings_savingsyear y ON y.account_id = s.id AND y.year <= %(year)s
            )
            AND {IN_BRANCHES}
        ORDER BY p.id LIMIT %(count)s
    )
    ORDER BY id LIMIT %(count)s
"""  # noqa: S608 - made of constants
"""Members with one number, and those with several; each part stops by itself."""
