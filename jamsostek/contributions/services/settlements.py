"""Settling bills: the money leaves suspense for the funds and the members' accounts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection

from jamsostek.contributions.models import Bill, Settlement
from jamsostek.contributions.rules.postings import settlement_lines
from jamsostek.kernel.acts import Act
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.savings import services as savings

DECLARED = """
SELECT person_id, jht_employer + jht_member AS amount
FROM contributions_declarationline
WHERE declaration_id = %(declaration)s AND jht_employer + jht_member > 0
"""
"""What every worker of a declaration is owed."""

BILLED = """
SELECT person_id, sum(jht_employer + jht_member)::bigint AS amount
FROM contributions_billline WHERE bill_id = %(bill)s
GROUP BY person_id HAVING sum(jht_employer + jht_member) <> 0
"""
"""What every person of a bill without a declaration is owed, all its months together."""

BILLED_OF_MONTH = """
SELECT person_id, ((jht_employer + jht_member) / months)::bigint AS amount
FROM contributions_billline
WHERE bill_id = %(bill)s AND jht_employer + jht_member <> 0
    AND %(month)s BETWEEN month AND month + make_interval(months => months - 1)
"""

MONTHS_BILLED = """
SELECT DISTINCT m::date FROM contributions_billline,
    generate_series(month, month + make_interval(months => months - 1), '1 month') AS m
WHERE bill_id = %s ORDER BY 1
"""

ADDED_AND_TAKEN_OFF = """
SELECT
    coalesce(sum(jht) FILTER (WHERE jht > 0), 0)::bigint,
    coalesce(sum(jkk) FILTER (WHERE jkk > 0), 0)::bigint,
    coalesce(sum(jkm) FILTER (WHERE jkm > 0), 0)::bigint,
    coalesce(sum(jpk) FILTER (WHERE jpk > 0), 0)::bigint,
    coalesce(sum(jht) FILTER (WHERE jht < 0), 0)::bigint,
    coalesce(sum(jkk) FILTER (WHERE jkk < 0), 0)::bigint,
    coalesce(sum(jkm) FILTER (WHERE jkm < 0), 0)::bigint,
    coalesce(sum(jpk) FILTER (WHERE jpk < 0), 0)::bigint
FROM (
    SELECT jht_employer + jht_member AS jht, jkk, jkm, jpk
    FROM contributions_billline WHERE bill_id = %s
) line
"""

OWN_ACCOUNT = 0
"""In place of an employer's number, for months that members paid for themselves."""


def settle_projects(*, covered: Sequence[tuple[Bill, date]], act: Act) -> list[Settlement]:
    """Settle covered bills of projects, behind which no members stand, in a few statements.

    Each as of the day its money came in; in the caller's transaction.
    """
    times = Counter(
        Settlement.objects.filter(bill__in=[bill for bill, _ in covered]).values_list(
            "bill_id", flat=True
        )
    )
    postings = [_posting(bill, settled_on, times[bill.pk]) for bill, settled_on in covered]
    entries = ledger.post_many(postings=postings, act=act)
    return Settlement.objects.bulk_create(
        Settlement(bill=bill, settled_on=settled_on, entry_id=entry, made_at=act.at)
        for (bill, settled_on), entry in zip(covered, entries, strict=True)
    )


def settle_bill(*, bill: Bill, settled_on: date, act: Act) -> Settlement:
    """Settle a covered bill as of the day its money came in; in the caller's transaction."""
    amounts, params = _amounts(bill)
    posting = _posting(bill, settled_on, Settlement.objects.filter(bill=bill).count())
    if not _concerns_members(bill):
        entry = ledger.post(posting=posting, act=act)
    else:
        savings.open_accounts(persons_sql=amounts, params=params, on=settled_on, act=act)
        entry = ledger.post_with_members(
            posting=posting, member_lines_sql=_member_lines(amounts), params=params, act=act
        )
        _credit(bill, settled_on, sign=1)
    return Settlement.objects.create(
        bill=bill, settled_on=settled_on, entry_id=entry.pk, made_at=act.at
    )


def _posting(bill: Bill, settled_on: date, times: int) -> ledger.Posting:
    """Give the entry that settles a bill which was settled so many times before."""
    return ledger.Posting(
        key=f"SETTLE:{bill.code}:{times + 1}",
        kind="SETTLEMENT",
        day=settled_on,
        text=f"Pelunasan tagihan {bill.code}",
        lines=[line for due, penalty in parts_of(bill) for line in settlement_lines(due, penalty)],
    )


def undo_settlement(*, settlement: Settlement, act: Act) -> Settlement:
    """Undo a settlement whose money was taken back, or came on another day than we knew.

    Raises:
        ledger.Overdrawn: a member has since taken out what the settlement brought.
    """
    bill = settlement.bill
    reversal = ledger.reverse(
        entry_id=settlement.entry_id,
        key=f"UNSETTLE:{bill.code}:{settlement.pk}",
        day=settlement.settled_on,
        act=act,
    )
    if _concerns_members(bill):
        _credit(bill, settlement.settled_on, sign=-1)
    settlement.undone_entry_id = reversal.pk
    settlement.save(update_fields=["undone_entry_id"])
    return settlement


def parts_of(bill: Bill) -> list[tuple[dict[Programme, Rupiah], Rupiah]]:
    """Give what a bill asks for by programme, and the penalty, as the books show it.

    What a correction adds for some and takes off for others stands there apart.
    """
    if bill.correction_id is None:
        return [(bill.due, bill.penalty)]
    with connection.cursor() as cursor:
        cursor.execute(ADDED_AND_TAKEN_OFF, [bill.pk])
        (added,) = cursor.fetchall()
    half = len(added) // 2
    more = dict(zip(Programme, added[:half], strict=True))
    less = dict(zip(Programme, added[half:], strict=True))
    return [(more, bill.penalty), (less, 0)]


def _concerns_members(bill: Bill) -> bool:
    """Tell whether persons stand behind a bill, whose accounts it may move."""
    return bill.declaration_id is not None or bill.lines.exists()


def _amounts(bill: Bill) -> tuple[str, dict[str, int]]:
    """Give the query for what every member of a bill is owed, and its parameters."""
    if bill.declaration_id is not None:
        return DECLARED, {"declaration": bill.declaration_id}
    return BILLED, {"bill": bill.pk}


def _member_lines(amounts: str) -> str:
    """Give the query for the lines on the members' own accounts."""
    return f"""
        SELECT s.ledger_account_id AS account_id, -a.amount AS amount
        FROM ({amounts}) a JOIN savings_savingsaccount s ON s.person_id = a.person_id
    """  # noqa: S608 - queries of our own; every value in them is a parameter


def _credit(bill: Bill, value_day: date, *, sign: int) -> None:
    """Note on the members' accounts, month by month, what a settlement brings or takes back."""
    if bill.declaration_id is not None:
        _credit_month(bill, DECLARED, {"declaration": bill.declaration_id}, value_day, sign)
        return
    with connection.cursor() as cursor:
        cursor.execute(MONTHS_BILLED, [bill.pk])
        months = [month for (month,) in cursor.fetchall()]
    for month in months:
        params = {"bill": bill.pk, "month": month}
        _credit_month(bill, BILLED_OF_MONTH, params, value_day, sign, month)


def _credit_month(
    bill: Bill,
    amounts: str,
    params: Mapping[str, object],
    value_day: date,
    sign: int,
    month: date | None = None,
) -> None:
    savings.credit_contributions(
        amounts_sql=amounts,
        params=params,
        employer_id=bill.employer_id or OWN_ACCOUNT,
        month=Month.of(month or bill.month),
        value_day=value_day,
        sign=sign,
    )
