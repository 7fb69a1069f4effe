"""Figures for monitoring, counted from the database so that every worker process agrees."""

from collections.abc import Iterator

from django.db import connection

GAUGES = (
    (
        "jamsostek_jobs",
        "Background jobs by state.",
        "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1 ORDER BY 1",
        "state",
    ),
    (
        "jamsostek_wage_files",
        "Wage files by state.",
        "SELECT state, count(*) FROM contributions_wagefile GROUP BY 1 ORDER BY 1",
        "state",
    ),
    (
        "jamsostek_bills",
        "Bills by state.",
        "SELECT state, count(*) FROM contributions_bill GROUP BY 1 ORDER BY 1",
        "state",
    ),
    (
        "jamsostek_database_connections",
        "Connections to this database by state.",
        """
        SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity
        WHERE datname = current_database() GROUP BY 1 ORDER BY 1
        """,
        "state",
    ),
)


def exposition() -> str:
    """Give every figure in the Prometheus text format."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    with connection.cursor() as cursor:
        for name, meaning, query, label in GAUGES:
            yield f"# HELP {name} {meaning}"
            yield f"# TYPE {name} gauge"
            cursor.execute(query)
            for value, count in cursor.fetchall():
                yield f'{name}{{{label}="{value}"}} {count}'
