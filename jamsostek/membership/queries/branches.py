"""To which branch a member belongs."""

from typing import Final

from django.db import connection

from jamsostek.institution.queries import HEAD_OFFICE

LAST_BRANCH: Final = """
    coalesce((
        SELECT r.branch_id FROM membership_employment e
        JOIN membership_employer r ON r.id = e.employer_id
        WHERE e.person_id = p.id ORDER BY e.until_date DESC NULLS FIRST, e.from_date DESC LIMIT 1
    ), p.branch_id)
"""
"""The branch of the last employer of a person `p`, or the one that gave the number."""


def office_code_of(person_id: int) -> str:
    """Give the code of the branch a member belongs to; the head office where none is known."""
    with connection.cursor() as cursor:
        cursor.execute(OFFICE, [person_id])
        row = cursor.fetchone()
    return row[0] if row else HEAD_OFFICE


OFFICE: Final = f"""
    SELECT b.code FROM membership_insuredperson p
    JOIN institution_branch b ON b.id = {LAST_BRANCH} WHERE p.id = %s
"""  # noqa: S608 - made of constants
