"""Emptying a member's accounts: the return up to the day credited, then all of it paid out."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db import connection, transaction

from jamsostek.kernel.acts import Act
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.queries.closing import Closing, closings
from jamsostek.savings.queries.verification import RETURN
from jamsostek.savings.rules import days_remaining


class BalanceMoved(ValueError):
    """Accounts that are no longer what was worked out; `now` is what they are."""

    def __init__(self, wanted: int, now: int) -> None:
        self.wanted, self.now = wanted, now
        super().__init__(f"The accounts hold {now}, not {wanted}: work it out again.")


@transaction.atomic
def close_accounts(
    *, person_ids: Collection[int], day: date, gross: int, posting: ledger.Posting, act: Act
) -> int:
    """Empty the accounts of one human as they were worked out for a day; give the entry.

    `gross` is what all of them held with the return up to the day, which is credited first; the
    posting's lines say against what it goes. What is credited by others meanwhile stays on the
    account, and two who empty it at once cannot both: no member's account falls below nothing.

    Raises:
        BalanceMoved: the accounts do not hold that now, or the year has passed.
    """
    found = [one for one in closings(person_ids, day) if one.total]
    now = sum(one.total for one in found)
    if now != gross or day.year != act.day.year:
        raise BalanceMoved(gross, now)
    on_day = replace(posting, day=day)
    _credit(found, on_day, act)
    lines = [*on_day.lines, *((one.ledger_account_id, one.total) for one in found)]
    entry = ledger.post(posting=replace(on_day, lines=lines), act=act)
    _note(found, day)
    return int(entry.pk)


def _credit(found: Sequence[Closing], posting: ledger.Posting, act: Act) -> None:
    """Credit the return earned up to the day, as the year's return otherwise is."""
    earned = [one for one in found if one.earned]
    if not earned:
        return
    lines = [(account(Role.RETURN_CREDITED), sum(one.earned for one in earned))]
    lines += [(one.ledger_account_id, -one.earned) for one in earned]
    ledger.post(
        posting=ledger.Posting(
            key=f"RETURN:{posting.key}",
            kind=RETURN,
            day=posting.day,
            text=f"Hasil pengembangan JHT sampai {posting.day:%d-%m-%Y}",
            lines=lines,
        ),
        act=act,
    )


def _note(found: Sequence[Closing], day: date) -> None:
    """Have the year's rows follow: an emptied account earns no more from the day after."""
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE,
            {
                "accounts": [one.account_id for one in found],
                "totals": [one.total for one in found],
                "balances": [one.balance for one in found],
                "openings": [one.opening for one in found],
                "earned": [None if one.rate is None else one.earned for one in found],
                "year": day.year,
                "days": days_remaining(day),
            },
        )


NOTE = """
    INSERT INTO savings_savingsyear AS y
        (account_id, year, moved, weighted, opening, credited_return)
    SELECT account_id, %(year)s, -total, -balance * %(days)s,
        CASE WHEN earned IS NOT NULL THEN opening END, earned
    FROM unnest(%(accounts)s::bigint[], %(totals)s::bigint[], %(balances)s::bigint[],
        %(openings)s::bigint[], %(earned)s::bigint[])
        AS closed (account_id, total, balance, opening, earned)
    ON CONFLICT (account_id, year) DO UPDATE
    SET moved = y.moved + excluded.moved, weighted = y.weighted + excluded.weighted,
        opening = coalesce(excluded.opening, y.opening),
        credited_return = CASE WHEN excluded.credited_return IS NULL THEN y.credited_return
            ELSE coalesce(y.credited_return, 0) + excluded.credited_return END
"""
