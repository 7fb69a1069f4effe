"""Balances of JHT accounts, and statements with every month, the gaps included."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from jamsostek.institution.planned import planned_cursor
from jamsostek.kernel.months import Month
from jamsostek.ledger import queries as ledger
from jamsostek.membership.models import InsuredPerson
from jamsostek.savings.models import SavingsAccount, SavingsYear
from jamsostek.savings.queries.verification import RETURN

OWN_ACCOUNT: Final = "Mandiri (TK-LHK)"
"""In place of an employer's name, for months that a member paid without one; `npp` is empty."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month with one employer, or on one's own account, and what was received for it."""

    month: Month
    employer_id: int
    npp: str
    employer: str
    received: int
    employed: bool

    @property
    def missing(self) -> bool:
        """Tell whether the member worked and nothing has been received."""
        return self.employed and self.received == 0


@dataclass(frozen=True, slots=True)
class YearLine:
    """A calendar year: brought forward, received or paid out in it, earned, carried forward.

    `credited_return` is None while the return of the year is not credited.
    """

    year: int
    opening: int
    moved: int
    credited_return: int | None

    @property
    def closing(self) -> int:
        """What is carried forward."""
        return self.opening + self.moved + (self.credited_return or 0)


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement in the books as its holder sees it: what came is above zero."""

    day: date
    kind: str
    text: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The months with and without contributions of persons, and what stands under each.

    The balance is None while nothing was ever received.
    """

    months: Sequence[MonthLine]
    balances: Mapping[int, int]
    """By person, where something was ever received."""

    @property
    def balance(self) -> int | None:
        """What all of them own together."""
        return sum(self.balances.values()) if self.balances else None


@dataclass(frozen=True, slots=True)
class SavingsStatement:
    """A member's account up to a day."""

    kpj: str
    name: str
    opened_on: date | None
    until: date
    months: Sequence[MonthLine]
    years: Sequence[YearLine]
    movements: Sequence[Movement]
    balance: int


def account_of(person_id: int) -> SavingsAccount | None:
    """Give the JHT account of a person, or None while nothing was ever received."""
    return SavingsAccount.objects.filter(person_id=person_id).first()


def balance_of_person(person_id: int, day: date) -> int | None:
    """Give what a person owned when a day ended; None while nothing was ever received."""
    with planned_cursor() as cursor:
        cursor.execute(
            "SELECT ledger_account_id FROM savings_savingsaccount WHERE person_id = %s", [person_id]
        )
        row = cursor.fetchone()
    return None if row is None else -ledger.balance_on(row[0], day)


def balance_on(account: SavingsAccount, day: date, *, known_at: datetime | None = None) -> int:
    """Give what a member owned when a day ended, or what was known of it at an instant."""
    return -ledger.balance_on(account.ledger_account_id, day, known_at=known_at)


def statement(
    person: InsuredPerson, until: date, *, known_at: datetime | None = None
) -> SavingsStatement:
    """Give the statement of a member: every month worked, every year, every movement.

    With `known_at`, movements and balance are what the books said at that instant.
    """
    account = account_of(person.pk)
    movements: Sequence[Movement] = []
    if account is not None:
        books = ledger.statement(account.ledger_account_id, date.min, until, known_at=known_at)
        movements = [
            Movement(line.day, line.kind, line.text, -line.amount, -line.balance)
            for line in books.lines
        ]
    return SavingsStatement(
        kpj=person.kpj,
        name=person.name,
        opened_on=account.opened_on if account else None,
        until=until,
        months=months_of(person.pk, until),
        years=_years(account, movements, until) if account else [],
        movements=movements,
        balance=movements[-1].balance if movements else 0,
    )


def months_of(person_id: int, until: date) -> Sequence[MonthLine]:
    """Give every month up to a day's that a person worked or that was paid for, by employer."""
    return [MonthLine(Month.of(month), *rest) for _, month, *rest in _months([person_id], until)]


def summary_of(person_ids: Sequence[int], day: date) -> Summary:
    """Give the months of the persons that are one human, and what stood under each that day.

    For somebody with one number it takes two statements, and one more for each further number.
    """
    rows = _months(person_ids, day)
    months = [MonthLine(Month.of(month), *rest) for _, month, *rest in rows]
    accounts = dict(rows[0][0]) if rows else _accounts(person_ids)
    return Summary(
        months, {person: -ledger.balance_on(number, day) for person, number in accounts.items()}
    )


def _accounts(person_ids: Sequence[int]) -> dict[int, int]:
    accounts = SavingsAccount.objects.filter(person_id__in=person_ids)
    return dict(accounts.values_list("person_id", "ledger_account_id"))


def _months(person_ids: Sequence[int], until: date) -> list[tuple[Any, ...]]:
    with planned_cursor() as cursor:
        asked: dict[str, Any] = {
            "persons": list(person_ids),
            "until": until,
            "own_account": OWN_ACCOUNT,
        }
        cursor.execute(MONTHS, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _years(
    account: SavingsAccount, movements: Sequence[Movement], until: date
) -> Sequence[YearLine]:
    """Sum up movements by year, oldest first, years without any included while there is money.

    A return of nothing moved nothing: that it was credited only the year's own row tells.
    """
    moved: dict[int, int] = defaultdict(int)
    earned: dict[int, int] = defaultdict(int)
    for movement in movements:
        (earned if movement.kind == RETURN else moved)[movement.day.year] += movement.amount
    first = min((movement.day.year for movement in movements), default=until.year + 1)
    over = (until + timedelta(days=1)).year if until < date.max else until.year
    nothing = SavingsYear.objects.filter(account=account, credited_return=0, year__lt=over)
    credited = earned.keys() | set(nothing.values_list("year", flat=True))
    lines: list[YearLine] = []
    for year in range(first, until.year + 1):
        opening = lines[-1].closing if lines else 0
        if opening or year in moved or year in earned:
            line = YearLine(year, opening, moved[year], earned[year] if year in credited else None)
            lines.append(line)
    return lines


MONTHS = """
    WITH employed AS (
        SELECT DISTINCT e.employer_id, month::date AS month
        FROM membership_employment e, generate_series(
            date_trunc('month', e.from_date::timestamp),
            least(e.until_date - 1, %(until)s::date)::timestamp, '1 month') month
        WHERE e.person_id = ANY(%(persons)s)
    ), received AS (
        SELECT c.employer_id, make_date(c.year, number::int, 1) AS month, sum(amount) AS amount
        FROM savings_savingsaccount s
        JOIN savings_contributionyear c ON c.account_id = s.id,
            unnest(c.months) WITH ORDINALITY AS twelve (amount, number)
        WHERE s.person_id = ANY(%(persons)s) AND amount <> 0 GROUP BY 1, 2
    )
    SELECT
        ARRAY(
            SELECT ARRAY[person_id, ledger_account_id] FROM savings_savingsaccount
            WHERE person_id = ANY(%(persons)s) ORDER BY person_id
        ),
        month, employer_id, coalesce(r.npp, ''), coalesce(r.name, %(own_account)s),
        coalesce(received.amount, 0)::bigint, employed.month IS NOT NULL
    FROM employed FULL JOIN received USING (employer_id, month)
    LEFT JOIN membership_employer r ON r.id = employer_id
    WHERE month <= %(until)s OR employer_id = 0 ORDER BY month, r.npp NULLS FIRST
"""
