"""Keeping the table of net changes small."""

from django.db import connection, transaction


@transaction.atomic
def compact_headcount() -> int:
    """Sum up the net changes to one row per branch, segment and day; give the rows left.

    Rows that arrive meanwhile are untouched: only what this statement deletes is summed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (
                DELETE FROM membership_headcountchange
                RETURNING branch_id, segment, day, employers, workers
            )
            INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
            SELECT branch_id, segment, day, sum(employers), sum(workers)
            FROM gone GROUP BY branch_id, segment, day
            HAVING sum(employers) <> 0 OR sum(workers) <> 0
            """
        )
        return int(cursor.rowcount)
