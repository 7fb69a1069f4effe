"""Realisation of any day over a million spells, beside counting the spells directly.

The spells are those of companies' workers; besides there are the projects, their workers and the
own-account workers of the whole of Regional Office V. The report is the page as an officer's
browser gets it, of a day that nobody asked for before: nothing of its drawing is kept.

Needs Django set up on an empty, migrated database.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measuring import counted_statements, peak_mb

if TYPE_CHECKING:
    from django.test import Client

    from jamsostek.institution.models import User

SPELLS: Final = 1_000_000
EMPLOYERS: Final = 1_200
PROJECTS: Final = 8_464
PROJECT_WORKERS: Final = 665_591
VENDORS: Final = 22_524
ROWS: Final = SPELLS + PROJECT_WORKERS + VENDORS
PERSONS: Final = 250_000
FIRST: Final = date(1996, 1, 1)
DAYS: Final = 365 * 15
ASKED: Final = 30
COUNTED: Final = 7


def run() -> list[dict[str, Any]]:
    """Give the milliseconds that one day's realisation takes, and the direct count beside it."""
    from jamsostek.institution.queries import office
    from jamsostek.reporting.queries import counted_from_spells, realisation

    fill()
    region = office("KW05")
    days = [FIRST + timedelta(days=day) for day in random.Random(1).sample(range(DAYS), ASKED)]  # noqa: S311 - no secret
    realisation(region, days[0])
    with counted_statements() as statements:
        ours = [_milliseconds(lambda day=day: realisation(region, day)) for day in days]
    asked = len(statements)
    direct = [
        _milliseconds(lambda day=day: counted_from_spells(region, day)) for day in days[:COUNTED]
    ]
    for day in days[:COUNTED]:
        kept = {f.key: f.realised for f in realisation(region, day)}
        if kept != counted_from_spells(region, day):
            message = f"The totals of {day} differ."
            raise AssertionError(message)
    reference = {"references": {"direct range query": round(statistics.median(direct), 2)}}
    pages, page_statements = _pages(days)
    return [
        {
            "workload": f"realisation of a region on any day over {ROWS:,} spells",
            "ours": round(statistics.median(ours), 2),
            "unit": "ms",
            **reference,
            "peak_mb": peak_mb(),
            "statements": asked // ASKED,
        },
        {
            "workload": "the region's report as a page, drawn anew",
            "ours": round(statistics.median(pages), 2),
            "unit": "ms",
            **reference,
            "peak_mb": peak_mb(),
            "statements": page_statements,
        },
    ]


def _pages(days: Sequence[date]) -> tuple[list[float], int]:
    """Give the milliseconds of the report's page of each day, and the statements of one."""
    from django.test import Client

    from jamsostek.web.access import SECOND_FACTOR_SEEN

    client = Client(SERVER_NAME="localhost")
    client.force_login(_head())
    session = client.session
    session[SECOND_FACTOR_SEEN] = True
    session.save()
    address = "/realisasi/KW05/?tanggal="
    client.get(f"{address}{FIRST}")
    with counted_statements() as statements:
        taken = [_milliseconds(lambda day=day: _page(client, f"{address}{day}")) for day in days]
    return taken, len(statements) // len(days)


def _page(client: "Client", address: str) -> None:
    answer = client.get(address, secure=True)
    if answer.status_code != HTTPStatus.OK or b"<svg" not in answer.content:
        message = f"{address} gave no report but {answer.status_code}."
        raise AssertionError(message)


def _head() -> "User":
    """Appoint a head of the region."""
    from jamsostek.institution.models import Region, Role, StaffMember, User

    user = User.objects.create_user("kepala", password=None)
    region = Region.objects.get(code="KW05")
    facts = {"name": "Kepala Rekaan", "staff_number": "1", "roles": [Role.REGIONAL_HEAD]}
    StaffMember.objects.create(user=user, region=region, **facts)
    return user


def fill() -> None:
    """Store a million spells of random lengths at the branches of one region."""
    from django.db import connection, connections

    from jamsostek.institution.services import load_offices
    from jamsostek.membership.services import compact_headcount
    from jamsostek.reporting.services import compact_headcount_years

    load_offices(on=date(2011, 9, 30))
    with connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(
                statement,
                {
                    "employers": EMPLOYERS,
                    "persons": PERSONS,
                    "spells": SPELLS,
                    "days": DAYS,
                    "projects": PROJECTS,
                    "project_workers": PROJECT_WORKERS,
                    "vendors": VENDORS,
                },
            )
    compact_headcount()
    compact_headcount_years()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


FILL: Final = (
    """
    INSERT INTO membership_employer (npp, name, name_key, kind, industry, branch_id, address,
        regency_code, npwp, phone, email, from_date, registered_at)
    SELECT 'BM' || lpad(n::text, 6, '0'), 'PT ' || n, n::text, 'OTHER', '', b.ids[1 + n %% 12], '',
        '', '', '', '', '1996-01-01'::date + n %% 3000, now()
    FROM generate_series(1, %(employers)s) n, (
        SELECT array_agg(b.id) AS ids FROM institution_branch b
        JOIN institution_region r ON r.id = b.region_id WHERE r.code = 'KW05'
    ) b
    """,
    """
    INSERT INTO membership_insuredperson (kpj, nik, name, birth_place, sex, registered_on)
    SELECT '994' || lpad(n::text, 8, '0'), '', 'Siti', '', '', '1996-01-01'
    FROM generate_series(1, %(persons)s) n
    """,
    """
    INSERT INTO membership_employment
        (person_id, employer_id, kind, title, from_date, until_date, end_reason)
    SELECT p.id, e.id, 'PERMANENT', '', d.day,
        CASE WHEN d.length < 3000 THEN d.day + 1 + d.length END, ''
    FROM (
        SELECT n, '1996-01-01'::date + (hashint8(n) & 2147483647) %% %(days)s AS day,
            (hashint8(n + 10000019) & 2147483647) %% 4000 AS length
        FROM generate_series(1, %(spells)s) n
    ) d
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM membership_insuredperson) p
        ON p.n = 1 + d.n %% %(persons)s
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM membership_employer) e
        ON e.n = 1 + (d.n + d.n / %(persons)s) %% %(employers)s
    """,
    """
    INSERT INTO membership_contractor (name, name_key, branch_id, address, npwp, phone, email,
        registered_at)
    SELECT 'PT ' || b.code, b.code, b.id, '', '', '', '', now()
    FROM institution_branch b JOIN institution_region r ON r.id = b.region_id
    WHERE r.code = 'KW05'
    """,
    """
    INSERT INTO membership_project (number, name, contractor_id, branch_id, owner, contract_number,
        place, regency_code, from_date, until_date, contract_value, registered_on, registered_at)
    SELECT 'JK' || lpad(n::text, 7, '0'), 'Gedung ' || n, c.ids[1 + n %% 12],
        c.branches[1 + n %% 12], 'Dinas', '', 'Semarang', '', d.day, d.day + 60 + n %% 700,
        1000000, d.day, now()
    FROM (
        SELECT n, '1996-01-01'::date + (hashint8(n) & 2147483647) %% %(days)s AS day
        FROM generate_series(1, %(projects)s) n
    ) d, (
        SELECT array_agg(id) AS ids, array_agg(branch_id) AS branches FROM membership_contractor
    ) c
    """,
    """
    INSERT INTO membership_projectworker
        (project_id, name, nik, sex, kind, title, from_date, until_date)
    SELECT p.id, 'Tukang', '', '', 'DAILY', '', p.from_date + w.n %% 30, p.until_date
    FROM generate_series(1, %(project_workers)s) w (n)
    JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n FROM membership_project) p
        ON p.n = 1 + w.n %% %(projects)s
    """,
    """
    INSERT INTO membership_ownaccountcover
        (person_id, branch_id, occupation, regency_code, phone, from_date, end_reason)
    SELECT p.id, b.ids[1 + p.n %% 12], 'Pedagang', '33.74', '', '2000-01-01', ''
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM membership_insuredperson) p, (
        SELECT array_agg(b.id) AS ids FROM institution_branch b
        JOIN institution_region r ON r.id = b.region_id WHERE r.code = 'KW05'
    ) b WHERE p.n <= %(vendors)s
    """,
    """
    INSERT INTO membership_ownaccountprotection
        (cover_id, bill_id, from_date, until_date, made_at)
    SELECT id, id, '2005-01-01'::date + (id %% 2000)::integer, '2011-01-01', now()
    FROM membership_ownaccountcover
    """,
)
"""Four spells a person, each with another employer, so that none overlap at one."""


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1_000
