"""What stands on a member's accounts on a day, with the return earned up to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from jamsostek.law.reader import LawGap
from jamsostek.ledger import queries as ledger
from jamsostek.savings.models import SavingsAccount, SavingsYear
from jamsostek.savings.rules import credited_return, days_remaining, year_rate


@dataclass(frozen=True, slots=True)
class Closing:
    """One account as it would be emptied on a day.

    `earned` is the return of the running year up to the day that is not credited yet: nothing
    where the rate of the year is not known, as it then comes when the year is credited.
    """

    person_id: int
    account_id: int
    ledger_account_id: int
    balance: int
    opening: int
    earned: int
    rate: Decimal | None
    citation: str

    @property
    def total(self) -> int:
        """What emptying it pays."""
        return self.balance + self.earned


def closings(person_ids: Collection[int], day: date) -> list[Closing]:
    """Give the accounts of persons as they would be emptied on a day, by number."""
    accounts = SavingsAccount.objects.filter(person_id__in=list(person_ids)).order_by("pk")
    return [_closing(account, day) for account in accounts]


def _closing(account: SavingsAccount, day: date) -> Closing:
    balance = -ledger.balance_on(account.ledger_account_id, date.max)
    years = SavingsYear.objects.filter(account=account)
    brought = years.filter(year__lt=day.year).aggregate(
        total=Coalesce(Sum("moved"), 0) + Coalesce(Sum("credited_return"), 0)
    )["total"]
    this = years.filter(year=day.year).first()
    try:
        rate = year_rate(day.year)
    except LawGap:
        return _found(account, balance, brought)
    weighted = (this.weighted if this else 0) - balance * days_remaining(day)
    due = credited_return(brought, weighted, rate=rate.percent, year=day.year)
    earned = max(0, due - (this.credited_return or 0 if this else 0))
    return _found(account, balance, brought, earned, rate.percent, rate.citation)


def _found(
    account: SavingsAccount,
    balance: int,
    opening: int,
    earned: int = 0,
    rate: Decimal | None = None,
    citation: str = "",
) -> Closing:
    return Closing(
        person_id=account.person_id,
        account_id=account.pk,
        ledger_account_id=account.ledger_account_id,
        balance=balance,
        opening=opening,
        earned=earned,
        rate=rate,
        citation=citation,
    )
