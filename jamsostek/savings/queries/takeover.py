"""Savings that were taken over with those who had left, beside the register's record of them."""

from datetime import date
from typing import Final, NamedTuple

from django.db import connection


class Saved(NamedTuple):
    """A former worker with an account."""

    branch_id: int
    name: str
    person_id: int
    employer_id: int
    birth_date: date
    joined_on: date
    left_on: date
    account_id: int | None
    ledger_account_id: int | None
    balance: int
    """As it was taken over at the end of the year."""


def saved_under(area: str, year: int) -> dict[str, Saved]:
    """Give former workers whose identity numbers begin so, by the six digits of their serial.

    The balance is what was taken over in a year.
    """
    with connection.cursor() as cursor:
        cursor.execute(SAVED, {"area": f"{area}%", "year": year})
        return {row[0]: Saved(*row[1:]) for row in cursor.fetchall()}


SAVED: Final = """
SELECT substr(p.nik, 5, 2) || substr(p.nik, 13, 4), e.branch_id, p.name, p.id, e.id, p.birth_date,
    s.from_date, s.until_date, a.id, a.ledger_account_id, coalesce(y.moved, 0)
FROM membership_insuredperson p
JOIN membership_employment s ON s.person_id = p.id
JOIN membership_employer e ON e.id = s.employer_id
LEFT JOIN savings_savingsaccount a ON a.person_id = p.id
LEFT JOIN savings_savingsyear y ON y.account_id = a.id AND y.year = %(year)s
WHERE p.nik LIKE %(area)s
"""
