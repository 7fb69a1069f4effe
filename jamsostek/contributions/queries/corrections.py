"""What a declaration says after its corrections, today and as known at an earlier instant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import polars as pl
from django.db import connection
from django.db.models import QuerySet, Sum

from jamsostek.contributions.models import Correction, CorrectionLine, Declaration
from jamsostek.contributions.rules.dues import Dues

LINES: Final = {
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
    "wage": pl.Int64,
    "married": pl.Boolean,
    "full_cover": pl.Boolean,
    **dict.fromkeys(Dues._fields, pl.Int64),
}

_AMOUNTS: Final = ", ".join(f"l.{name}" for name in Dues._fields)
_COLUMNS: Final = f"l.person_id, l.employment_id, l.wage, l.married, l.full_cover, {_AMOUNTS}"

VERSIONED: Final = f"""
    SELECT {_COLUMNS}, c.number, l.line_no
    FROM contributions_correctionline l JOIN contributions_correction c ON c.id = l.correction_id
    WHERE c.declaration_id = %(declaration)s AND c.number <= %(number)s
        AND (%(persons)s::bigint[] IS NULL OR l.person_id = ANY(%(persons)s))
    UNION ALL
    SELECT {_COLUMNS}, 0, l.line_no
    FROM contributions_declarationline l
    WHERE l.declaration_id = %(declaration)s
        AND (%(persons)s::bigint[] IS NULL OR l.person_id = ANY(%(persons)s))
"""  # noqa: S608 - made of constants
"""Every line of a declaration with the version that it is of."""


@dataclass(frozen=True, slots=True)
class Line:
    """One worker of a declaration in one of its versions."""

    person_id: int
    employment_id: int
    wage: int
    married: bool
    full_cover: bool
    jht_employer: int
    jht_member: int
    jkk: int
    jkm: int
    jpk: int
    number: int
    """The version that the line is of: 0 as first declared."""


def lines_standing(declaration: Declaration, persons: Collection[int]) -> pl.DataFrame:
    """Give the last line of each of some persons; no other line is read.

    A wage of zero says that a correction took the person out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT ON (person_id) {', '.join(LINES)} FROM ({VERSIONED}) v"  # noqa: S608 - constants
            " ORDER BY person_id, number DESC",
            {"declaration": declaration.pk, "number": LAST, "persons": list(persons)},
        )
        return pl.DataFrame(cursor.fetchall(), schema=LINES, orient="row")


LAST: Final = 32_767
"""A version later than any."""


def version_known_at(declaration: Declaration, at: datetime | None = None) -> int | None:
    """Give the version of a declaration that was known at an instant; None before it was filed.

    Without an instant, the last one.
    """
    if at is not None and declaration.filed_at > at:
        return None
    found = corrections_of(declaration)
    if at is not None:
        found = found.filter(made_at__lte=at)
    return found.count()


def corrections_of(declaration: Declaration) -> QuerySet[Correction]:
    """Give the corrections of a declaration in the order they were made."""
    found = Correction.objects.filter(declaration=declaration)
    return found.select_related("bill").order_by("number")


def lines_of(
    declaration: Declaration,
    *,
    as_known_at: datetime | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Line]:
    """Give the workers of a declaration as corrected, or as they were known at an instant.

    In the order first declared; who was added later comes after.
    """
    number = version_known_at(declaration, as_known_at)
    if number is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {", ".join(LINES)}, number FROM (
                SELECT DISTINCT ON (person_id) v.*,
                    first_value(CASE number WHEN 0 THEN 0 ELSE 1 END) OVER first AS added,
                    first_value(line_no) OVER first AS first_line_no
                FROM ({VERSIONED}) v
                WINDOW first AS (PARTITION BY person_id ORDER BY number)
                ORDER BY person_id, number DESC
            ) last WHERE wage > 0 ORDER BY added, first_line_no, person_id
            LIMIT %(limit)s OFFSET %(offset)s
            """,  # noqa: S608 - made of constants
            {
                "declaration": declaration.pk,
                "number": number,
                "persons": None,
                "limit": limit,
                "offset": offset,
            },
        )
        return [Line(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Totals:
    """What a declaration adds up to in one of its versions."""

    workers: int
    wage_sum: int
    dues: Dues[int]


def totals_of(declaration: Declaration, *, as_known_at: datetime | None = None) -> Totals:
    """Give a declaration's totals as corrected, or as they were known at an instant."""
    made = corrections_of(declaration)
    if as_known_at is not None:
        made = made.filter(made_at__lte=as_known_at)
    lines = CorrectionLine.objects.filter(correction__in=made.values("pk")).order_by()
    sums: dict[str, Any] = lines.aggregate(
        **{name: Sum(name) for name in Dues._fields},
        **{f"{name}_before": Sum(f"{name}_before") for name in Dues._fields},
    )
    changed = made.order_by().aggregate(workers=Sum("workers"), wage_sum=Sum("wage_sum"))
    return Totals(
        workers=declaration.workers + (changed["workers"] or 0),
        wage_sum=declaration.wage_sum + (changed["wage_sum"] or 0),
        dues=Dues(
            *(
                getattr(declaration, name) + (sums[name] or 0) - (sums[f"{name}_before"] or 0)
                for name in Dues._fields
            )
        ),
    )
