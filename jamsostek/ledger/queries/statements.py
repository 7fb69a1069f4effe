"""The lines of an account with what it stood at after each, and the entries behind them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from jamsostek.ledger.chart import MEMBERS_CODE
from jamsostek.ledger.models import Account, Entry, Line
from jamsostek.ledger.queries.balances import balance_on


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement on an account; a control account shows one a day, without an entry."""

    day: date
    entry_id: int | None
    kind: str
    text: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An account from one day to another, both included; debit is above zero."""

    code: str
    name: str
    from_day: date
    until_day: date
    opening: int
    lines: Sequence[StatementLine]
    closing: int


def statement(
    account_id: int, from_day: date, until_day: date, *, known_at: datetime | None = None
) -> Statement:
    """Give the statement of an account; with `known_at`, as the books had it at that instant.

    Raises:
        Account.DoesNotExist: there is no such account.
    """
    account = Account.objects.get(id=account_id)
    opening = 0
    if from_day > date.min:
        opening = balance_on(account_id, from_day - timedelta(days=1), known_at=known_at)
    is_control = account.code == MEMBERS_CODE
    movements = _movements_by_day if is_control else _movements
    lines = []
    balance = opening
    for day, entry_id, kind, text, amount in movements(account_id, from_day, until_day, known_at):
        balance += amount
        lines.append(StatementLine(day, entry_id, kind, text, amount, balance))
    return Statement(account.code, account.name, from_day, until_day, opening, lines, balance)


def entries_of(from_day: date, until_day: date) -> QuerySet[Entry]:
    """Give the entries of a span of days, both included, newest first; page through it."""
    return Entry.objects.filter(day__range=(from_day, until_day)).order_by("-day", "-id")


def entry_numbers(keys: Collection[str]) -> dict[str, int]:
    """Give the numbers of the entries made under some keys."""
    return dict(Entry.objects.filter(key__in=keys).values_list("key", "id"))


def lines_of(entry_id: int) -> QuerySet[Line]:
    """Give the lines of an entry in their order; page through it, there may be thousands."""
    return Line.objects.filter(entry_id=entry_id).order_by("line_no")


def account_number(code: str) -> int | None:
    """Give the number of the account with a code, `2101` or `2201.<kpj>`, if there is one."""
    return Account.objects.filter(code=code).values_list("id", flat=True).first()


def _movements(
    account_id: int, from_day: date, until_day: date, known_at: datetime | None
) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.day, e.id, e.kind, e.text, l.amount
            FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
            WHERE l.account_id = %(account)s AND l.day BETWEEN %(from)s AND %(until)s
                AND (e.made_at <= %(known)s OR %(known)s IS NULL)
            ORDER BY l.day, e.id, l.line_no
            """,
            {"account": account_id, "from": from_day, "until": until_day, "known": known_at},
        )
        return list(cursor.fetchall())


def _movements_by_day(
    control_id: int, from_day: date, until_day: date, known_at: datetime | None
) -> list[Any]:
    """Give the net movement of each day over all accounts below a control account."""
    totals = """
        SELECT day, debit - credit AS amount FROM ledger_daytotal WHERE account_id = %(account)s
    """
    as_known = """
        SELECT l.day, sum(l.amount)::bigint AS amount FROM ledger_line l
        JOIN ledger_entry e ON e.id = l.entry_id JOIN ledger_account a ON a.id = l.account_id
        WHERE (a.id = %(account)s OR a.control_id = %(account)s) AND e.made_at <= %(known)s
        GROUP BY l.day
    """
    source = totals if known_at is None else as_known
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT day, NULL, '', '', amount FROM ({source}) totals
            WHERE day BETWEEN %(from)s AND %(until)s ORDER BY day
            """,  # noqa: S608 - one of the two queries above
            {"account": control_id, "from": from_day, "until": until_day, "known": known_at},
        )
        return list(cursor.fetchall())
