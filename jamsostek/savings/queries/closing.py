"""What stands on a member's accounts on a day, with the return earned up to it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
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
    was_credited: bool = False
    """Whether something of this year's return was credited before."""

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
    found = Closing(
        person_id=account.person_id,
        account_id=account.pk,
        ledger_account_id=account.ledger_account_id,
        balance=balance,
        opening=brought,
        earned=0,
        rate=None,
        citation="",
    )
    try:
        rate = year_rate(day.year)
    except LawGap:
        return found
    weighted = (this.weighted if this else 0) - balance * days_remaining(day)
    due = credited_return(brought, weighted, rate=rate.percent, year=day.year)
    before = this.credited_return if this else None
    return replace(
        found,
        earned=max(0, due - (before or 0)),
        rate=rate.percent,
        citation=rate.citation,
        was_credited=before is not None,
    )
