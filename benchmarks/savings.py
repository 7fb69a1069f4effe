"""A year's return on a million accounts, and a bill settled onto a hundred thousand.

Needs Django set up on an empty, migrated database.
"""

import statistics
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measuring import an_act, an_employer, counted_statements, peak_mb, seconds

if TYPE_CHECKING:
    from jamsostek.membership.models import Employer

ACCOUNTS: Final = 1_000_000
WORKERS: Final = 100_000
MONTHS: Final = (4, 5, 6, 7, 8)
JANUARY: Final = datetime(2012, 1, 10, tzinfo=UTC)


def run() -> list[dict[str, Any]]:
    """Give the seconds that the return takes, and the workers settled a second."""
    employer = fill()
    return [_settlement(employer), _return()]


def fill() -> "Employer":
    """Store members with accounts, some of them with one employer; two months are paid for."""
    from django.db import connection

    from jamsostek.savings import services

    employer = an_employer()
    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [ACCOUNTS])
        cursor.execute(EMPLOYMENTS, [employer.pk, WORKERS])
    services.open_accounts(persons_sql=ALL, params={}, on=date(2011, 1, 1), act=an_act())
    for number in (1, 2):
        _receive(employer, number)
    _vacuum()
    return employer


def _vacuum() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _receive(employer: "Employer", number: int) -> None:
    """Credit everybody with a month, in the books and beside them, as settlements do."""
    from django.db import transaction

    from jamsostek.kernel.months import Month
    from jamsostek.ledger.services import Posting, post_with_members
    from jamsostek.savings import services

    value_day = date(2011, number + 1, 15)
    with transaction.atomic():
        post_with_members(
            posting=Posting(f"FILL:{number}", "FILL", value_day, "", [(2301, SUM)]),
            member_lines_sql=MEMBER_LINES,
            params={},
            act=an_act(),
        )
        services.credit_contributions(
            amounts_sql=AMOUNTS,
            params={},
            employer_id=employer.pk,
            month=Month(2011, number),
            value_day=value_day,
        )


def _settlement(employer: "Employer") -> dict[str, Any]:
    """Settle some months in turn; the one in the middle counts."""
    from django.db import transaction

    from jamsostek.contributions.services.settlements import settle_bill

    taken = []
    for number in MONTHS:
        bill = _bill(employer, number)
        with counted_statements() as statements, transaction.atomic():
            taken.append(
                seconds(
                    lambda bill=bill, number=number: settle_bill(
                        bill=bill, settled_on=date(2011, number + 1, 15), act=an_act()
                    )
                )
            )
    raw = _post_raw("RAW:SETTLE", WORKERS)
    return {
        "workload": f"settling a bill onto {WORKERS:,} JHT accounts",
        "ours": round(WORKERS / statistics.median(taken)),
        "unit": "workers/s",
        "references": {"INSERT ... SELECT of the lines, checked": round(WORKERS / raw)},
        "peak_mb": peak_mb(),
        "statements": len(statements),
    }


def _return() -> dict[str, Any]:
    from jamsostek.savings.services import credit_year_return

    unchecked = _copy_raw()
    checked = _post_raw("RAW:RETURN", ACCOUNTS)
    _vacuum()
    with counted_statements() as statements:
        ours = seconds(lambda: credit_year_return(year=2011, act=an_act(JANUARY)))
    return {
        "workload": f"crediting a year's return on {ACCOUNTS:,} accounts, with ledger lines",
        "ours": round(ours, 1),
        "unit": "s",
        "references": {
            "INSERT ... SELECT of as many lines, checked, with balances": round(checked, 1),
            "INSERT ... SELECT of as many lines into a bare copy, indexed": round(unchecked, 1),
        },
        "peak_mb": peak_mb(),
        "statements": len(statements),
    }


def _bill(employer: "Employer", number: int) -> Any:  # noqa: ANN401 - a model, imported only below
    import polars as pl

    from jamsostek.contributions.models import Bill, Declaration
    from jamsostek.contributions.services.declarations import declare
    from jamsostek.kernel.months import Month
    from jamsostek.membership.queries import register_of

    workers = register_of(employer).select("person_id", "employment_id")
    wages = workers.with_columns(wage=pl.int_range(pl.len(), dtype=pl.Int64) + 1_000_000)
    declaration = declare(
        employer=employer,
        month=Month(2011, number),
        wages=wages,
        kind=Declaration.Kind.FILE,
        act=an_act(),
    )
    return Bill.objects.get(declaration=declaration)


def _post_raw(key: str, count: int) -> float:
    """Give the seconds for one entry with a line for each of so many members, in plain SQL.

    It is taken back: no member's year knows of it, and returns are credited on whole books only.
    """
    from django.db import connection, transaction

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RAW_ENTRY, {"key": key, "count": count + 1})
            (entry,) = cursor.fetchone()
            cursor.execute(RAW_LINES, {"entry": entry, "count": count})

    with transaction.atomic():
        taken = seconds(write)
        transaction.set_rollback(True)
    return taken


def _copy_raw() -> float:
    """Give the seconds for a million lines into a table with the indexes of the books alone."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE raw_line (LIKE ledger_line INCLUDING ALL)")
        statement = RAW_LINES.replace("ledger_line", "raw_line")
        taken = seconds(lambda: cursor.execute(statement, {"entry": 1, "count": ACCOUNTS}))
        cursor.execute("DROP TABLE raw_line")
    return taken


ALL: Final = "SELECT id AS person_id FROM membership_insuredperson"
AMOUNTS: Final = (
    "SELECT id AS person_id, 50000 + mod(id, 100000) AS amount FROM membership_insuredperson"
)
MEMBER_LINES: Final = f"""
    SELECT s.ledger_account_id AS account_id, -received.amount AS amount
    FROM ({AMOUNTS}) received JOIN savings_savingsaccount s USING (person_id)
"""  # noqa: S608 - made of constants
SUM: Final = ACCOUNTS * 50_000 + ACCOUNTS // 100_000 * sum(range(100_000))
"""What AMOUNTS adds up to over persons numbered one by one."""
PERSONS: Final = """
    INSERT INTO membership_insuredperson (kpj, nik, name, birth_place, sex, registered_on)
    SELECT '994' || lpad(n::text, 8, '0'), '', 'Siti', '', '', '2010-01-01'
    FROM generate_series(1, %s) n
"""
EMPLOYMENTS: Final = """
    INSERT INTO membership_employment
        (person_id, employer_id, kind, title, from_date, end_reason)
    SELECT id, %s, 'PERMANENT', '', '2010-01-01', ''
    FROM membership_insuredperson ORDER BY id LIMIT %s
"""
RAW_ENTRY: Final = """
    INSERT INTO ledger_entry (key, payload_hash, kind, day, text, line_count, made_at, actor,
        actor_kind, reason)
    VALUES (%(key)s, '', 'RAW', '2011-12-31', '', %(count)s, now(), 'bench', 'SYSTEM', '')
    RETURNING id
"""
RAW_LINES: Final = """
    INSERT INTO ledger_line (entry_id, line_no, account_id, amount, day)
    SELECT %(entry)s, number, account_id, amount, '2011-12-31' FROM (
        SELECT 1 AS number, 5301 AS account_id, 5000 * %(count)s::bigint AS amount
        UNION ALL
        (
            SELECT 1 + row_number() OVER (ORDER BY id), ledger_account_id, -5000
            FROM savings_savingsaccount ORDER BY id LIMIT %(count)s
        )
    ) line
"""
