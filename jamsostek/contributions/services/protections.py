"""The days that own-account workers are insured because a bill was paid."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db import connection

from jamsostek.contributions.models import Bill
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import OwnAccountProtection
from jamsostek.membership.rules.own_account import last_day_of_age

PAID_MONTHS: Final = """
SELECT l.cover_id, p.birth_date, greatest(min(l.month), c.from_date),
    max(l.month + make_interval(months => l.months))::date
FROM contributions_billline l
JOIN membership_ownaccountcover c ON c.id = l.cover_id
JOIN membership_insuredperson p ON p.id = c.person_id
WHERE l.bill_id = %s
GROUP BY l.cover_id, c.from_date, p.birth_date ORDER BY l.cover_id
"""


def protect(*, bill: Bill, paid_on: date, act: Act) -> int:
    """Insure the persons of a settled own-account bill for its months; in its transaction.

    From the first day of the first month, or the later day from which the money counts: cover
    begins with registration and payment (PP 14/1993, Pasal 7). Nobody is insured beyond the
    age limit. Tells how many are insured.
    """
    with connection.cursor() as cursor:
        cursor.execute(PAID_MONTHS, [bill.pk])
        rows = cursor.fetchall()
    made = OwnAccountProtection.objects.bulk_create(
        OwnAccountProtection(
            cover_id=cover_id, bill_id=bill.pk, from_date=first, until_date=out, made_at=act.at
        )
        for cover_id, first, out in _spells(rows, paid_on)
    )
    return len(made)


def _spells(
    rows: list[tuple[int, date, date, date]], paid_on: date
) -> Iterator[tuple[int, date, date]]:
    for cover_id, birth_date, begins, ends in rows:
        first = max(begins, paid_on)
        out = min(ends, last_day_of_age(birth_date, on=paid_on) + timedelta(days=1))
        if first < out:
            yield cover_id, first, out


def unprotect(*, bill: Bill, act: Act) -> int:
    """Withdraw the days that a bill insured, because its money was taken back."""
    standing = OwnAccountProtection.objects.filter(bill_id=bill.pk, withdrawn_at=None)
    return standing.update(withdrawn_at=act.at)
