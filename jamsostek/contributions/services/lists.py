"""Declaring a month from a list typed on the page: wages, and days worked of day labourers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from django.db import transaction

from jamsostek.contributions.models import Declaration
from jamsostek.contributions.rules.wages import base_of_daily
from jamsostek.contributions.services.declarations import DAYS, declare
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.law.wages import CountedWage, wage_of_daily
from jamsostek.membership.models import Employer, Employment, WageRecord
from jamsostek.membership.services import change_wage

LISTED: Final = {
    "person_id": pl.Int64,
    "employment_id": pl.Int64,
    "wage": pl.Int64,
    DAYS: pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One worker of the list: what was typed, and what the register agreed before."""

    person_id: int
    employment_id: int
    basis: str
    amount: int
    """The wage by that basis: of a day, of a month, of a month by the piece."""
    days: int | None = None
    """Of who is paid for the days worked; others by the day are paid the month through."""
    agreed: int | None = None


def counted(one: Listed, month: Month) -> CountedWage:
    """Give the month's wage of a worker of the list, with its working.

    Raises:
        NoWageRecord, WageOutOfRange, NotInForce: see law.wages and contributions.rules.wages.
    """
    if one.days is not None:
        return base_of_daily(one.amount, one.days, month=month)
    if one.basis == WageRecord.Basis.DAILY:
        return wage_of_daily(one.amount, on=month.first_day)
    return CountedWage(one.amount, "", "")


def wages_of_list(listed: Sequence[Listed], month: Month) -> pl.DataFrame:
    """Give the wages of a list as `assess` and `declare` take them.

    Raises:
        NoWageRecord, WageOutOfRange, NotInForce: see law.wages and contributions.rules.wages.
    """
    rows = [
        (one.person_id, one.employment_id, counted(one, month).amount, one.days) for one in listed
    ]
    return pl.DataFrame(rows, schema=LISTED, orient="row")


@transaction.atomic
def declare_list(
    *, employer: Employer, month: Month, listed: Sequence[Listed], act: Act
) -> Declaration:
    """Declare the month of a list, and record the wages of a day that differ from those agreed.

    A change of wage is reported to the institution anyway (PP 14/1993, Pasal 8 ayat (1)).

    Raises:
        NoWageRecord: somebody worked more days than the month has.
        MonthAhead, AlreadyDeclared, NothingDeclared, NotEmployed, NotAMember, NotInForce,
            NoRiskGroup, WageOutOfRange: see `declare`.
    """
    declaration = declare(
        employer=employer,
        month=month,
        wages=wages_of_list(listed, month),
        kind=Declaration.Kind.LIST,
        act=act,
    )
    changed = {
        one.employment_id: one
        for one in listed
        if one.basis == WageRecord.Basis.DAILY and one.amount != one.agreed
    }
    for employment in Employment.objects.filter(employer=employer, pk__in=changed):
        change_wage(
            employment=employment,
            basis=WageRecord.Basis.DAILY,
            wage=changed[employment.pk].amount,
            from_date=max(month.first_day, employment.from_date),
            act=act,
        )
    return declaration
