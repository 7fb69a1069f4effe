"""What the savings accounts know for a claim of JHT: balance, movements, earlier payments."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.words import long_date
from jamsostek.ledger import queries as ledger
from jamsostek.savings.queries.closing import Closing, closings
from jamsostek.savings.queries.verification import RETURN

EXITS: Final = {
    "AGE": "AGE_55",
    "TOTAL_DISABILITY": "TOTAL_DISABILITY",
    "DIED": "DEATH",
    "LEFT_COUNTRY": "LEAVING_INDONESIA",
    "LEFT_WORK": "STOPPED_WORKING",
    "CIVIL_SERVANT": "CIVIL_SERVICE",
}
"""The ways out as the law of JHT calls them."""


@dataclass(frozen=True, slots=True)
class SavingsFound:
    """The balance of a human's accounts on a day, what moved since, and in words from where."""

    balance: int
    balance_date: date
    movements: tuple[dict[str, Any], ...]
    source: str


def savings_found(person_ids: Collection[int], day: date) -> SavingsFound | None:
    """Give what a human's accounts hold as the law of JHT reads it; None without an account.

    One account whose last year is credited is told by its balance brought forward and what moved
    since, so that the return of the running year is worked out in sight. Several accounts earn
    apart, each rounded by itself: they are told together as they stand with their returns.
    """
    found = closings(person_ids, day)
    if not found:
        return None
    if len(found) == 1 and _is_plain(found[0], day):
        return _since_new_year(found[0], day)
    total = sum(one.total for one in found)
    numbers = f"{len(found)} nomor" if len(found) > 1 else "rekening"
    known = all(one.rate is not None for one in found)
    returns = "dengan" if known else "tanpa (belum ditetapkan)"
    source = f"Saldo {numbers} pada {long_date(day)}, {returns} hasil pengembangan tahun berjalan"
    return SavingsFound(total, day, (), source)


def _is_plain(one: Closing, day: date) -> bool:
    """Tell whether the law can work the return out from the balance brought forward."""
    if one.rate is None or one.was_credited:
        return False
    return ledger.balance_on(one.ledger_account_id, date(day.year - 1, 12, 31)) == -one.opening


def _since_new_year(one: Closing, day: date) -> SavingsFound:
    new_year = date(day.year - 1, 12, 31)
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {"account": one.ledger_account_id, "after": new_year, "kind": RETURN})
        rows = cursor.fetchall()
    late = [value_day for value_day, _ in rows if value_day > day]
    if late:
        return SavingsFound(one.total, day, (), f"Saldo rekening pada {long_date(day)}")
    moved = tuple({"value_day": value_day, "amount": int(amount)} for value_day, amount in rows)
    return SavingsFound(one.opening, new_year, moved, f"Rekening JHT pada {long_date(new_year)}")


MOVED: Final = """
    SELECT l.day, -sum(l.amount) FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
    WHERE l.account_id = %(account)s AND l.day > %(after)s AND e.kind <> %(kind)s
    GROUP BY l.day HAVING sum(l.amount) <> 0 ORDER BY l.day
"""


def earlier_payments(person_ids: Collection[int], event_date: date) -> list[dict[str, Any]]:
    """Give what was paid before of the same right: claims of JHT for the same exit, oldest first.

    An amount is gross, before tax.
    """
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, {"persons": list(person_ids), "event": event_date})
        rows = cursor.fetchall()
    return [
        {"paid_on": at.astimezone(BUSINESS_ZONE).date(), "amount": int(amount)}
        for at, amount in rows
    ]


EARLIER: Final = """
    SELECT d.decided_at, sum(l.amount)
    FROM claims_claim c
    JOIN claims_assessment a ON a.claim_id = c.id
    JOIN claims_decision d ON d.assessment_id = a.id AND d.outcome = 'APPROVED'
    JOIN claims_awardline l ON l.assessment_id = a.id AND l.recipient <> 'STATE'
    WHERE c.programme = 'JHT' AND c.person_id = ANY(%(persons)s) AND c.event_date = %(event)s
    GROUP BY d.id, d.decided_at ORDER BY d.id
"""


def member_since(person_ids: Collection[int]) -> date | None:
    """Give the first day of membership under any number."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE, {"persons": list(person_ids)})
        row = cursor.fetchone()
    return row[0] if row else None


SINCE: Final = """
    SELECT min(day) FROM (
        SELECT min(registered_on) AS day FROM membership_insuredperson WHERE id = ANY(%(persons)s)
        UNION ALL
        SELECT min(from_date) FROM membership_employment WHERE person_id = ANY(%(persons)s)
        UNION ALL
        SELECT min(from_date) FROM membership_ownaccountcover WHERE person_id = ANY(%(persons)s)
    ) days
"""


def works_again_on(person_ids: Collection[int], stopped_on: date) -> date | None:
    """Give the first day on which somebody works after having stopped; None if never."""
    with connection.cursor() as cursor:
        cursor.execute(AGAIN, {"persons": list(person_ids), "stopped": stopped_on})
        row = cursor.fetchone()
    return row[0] if row else None


AGAIN: Final = """
    SELECT min(greatest(from_date, %(stopped)s)) FROM membership_employment
    WHERE person_id = ANY(%(persons)s) AND (until_date IS NULL OR until_date > %(stopped)s)
"""
