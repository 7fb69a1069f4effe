"""Regional Office V whole, made and loaded through the services, beside a bare copy of its people.

Needs Django set up on an empty, migrated database.
"""

import time
from datetime import date
from typing import Any, Final

from benchmarks.measuring import peak_mb, seconds

SEED: Final = 2011
PEOPLE: Final = 872_636
"""Workers of companies, on projects and on their own account."""
CASES: Final = 79_515
"""Claims decided in 2011, of all programmes."""


def run() -> list[dict[str, Any]]:
    """Give the seconds from an empty database to the figures of the press report."""
    from jamsostek.institution.queries import office
    from jamsostek.jobs.demonstration import loading
    from jamsostek.jobs.demonstration.sizes import FULL, PRESENT
    from jamsostek.reporting.measures import Realisation
    from jamsostek.reporting.models import Measure, Segment
    from jamsostek.reporting.queries import OfficeRealisation, realisation

    begun = time.perf_counter()
    loading.load(size=FULL, seed=SEED, progress=lambda _done, _whole: None)
    whole = time.perf_counter() - begun
    region = office("KW05")
    figures: tuple[Realisation, ...] = realisation(region, PRESENT)
    counted = OfficeRealisation(region, figures).of(Measure.WORKERS, Segment.ALL).realised
    if counted != PEOPLE:
        message = f"The region has {counted:,} people, not {PEOPLE:,}."
        raise AssertionError(message)
    return [
        {
            "workload": f"Regional Office V ({PEOPLE:,} people) and Lampung, loaded and paid for",
            "ours": round(whole, 1),
            "unit": "s",
            "references": {"a bare COPY of the people": round(seconds(_bare_copy), 1)},
            "peak_mb": peak_mb(),
            "statements": 0,
        },
        _benefits(region, PRESENT),
    ]


def _benefits(region: Any, on: date) -> dict[str, Any]:  # noqa: ANN401 - Django is set up later
    """Give the milliseconds of the report of benefits, beside counting its decisions anew."""
    from jamsostek.reporting.queries import benefit_differences, in_year

    read = in_year(region, on)
    if read.total.cases != CASES:
        message = f"The region has {read.total.cases:,} cases, not {CASES:,}."
        raise AssertionError(message)
    again = {"counting every decision anew": seconds(lambda: benefit_differences(region))}
    return {
        "workload": f"the region's report of benefits, {CASES:,} cases",
        "ours": round(seconds(lambda: in_year(region, on)) * 1_000, 1),
        "unit": "ms",
        "references": {name: round(found * 1_000) for name, found in again.items()},
        "peak_mb": peak_mb(),
        "statements": 2,
    }


def _bare_copy() -> None:
    """Copy as many people into a table without index, trigger or check."""
    import polars as pl
    from django.db import connection

    from jamsostek.kernel.bulk import copy_frame

    people = pl.DataFrame({"number": range(PEOPLE)}).select(
        nik=pl.lit("99") + pl.col("number").cast(pl.String).str.zfill(14),
        name=pl.lit("Siti Aminah Rahmawati"),
        birth_date=pl.date(1980, 1, 1),
        from_date=pl.date(2011, 1, 1),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bare (nik text, name text, birth_date date, from_date date)"
        )
        copy_frame(cursor, "bare", people)
