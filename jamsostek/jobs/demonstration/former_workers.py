"""Workers who left before the year shown, and the savings that were taken over with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl

from jamsostek.benefits.jht_facts_1993 import JhtExit
from jamsostek.institution.queries import office
from jamsostek.jobs.demonstration.benefit_plan import MONTHS, Kind, counts, days_of_savings
from jamsostek.jobs.demonstration.companies import Company, companies
from jamsostek.jobs.demonstration.people import Crowd, crowd
from jamsostek.jobs.demonstration.register import TAKEN_OVER, act_on
from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.jobs.demonstration.staff import REGION
from jamsostek.kernel.money import allocate
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.membership.services import register_workers
from jamsostek.reporting.queries import benefit_report
from jamsostek.savings.queries.takeover import Saved, saved_under
from jamsostek.savings.rules import year_rate
from jamsostek.savings.services.takeover import take_over_savings
from jamsostek.treasury.queries import bank_account

AREA: Final = "9989"
"""Identity numbers of former workers begin so; no place has such numbers."""
JOINED_BY: Final = date(2004, 7, 1)
"""Companies that joined by then have workers who left after five years."""
FIRST_LEFT: Final = date(2010, 2, 1)
LEFT_DAYS: Final = 300
PARTS: Final = 4
"""Former workers are registered in so many parts."""
TITLE: Final = "Mantan tenaga kerja"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who left: by which way the savings are paid, and in which month."""

    number: int
    company: Company
    exit: JhtExit
    month: Month


@lru_cache(maxsize=4)
def holders(size: Size, seed: int) -> tuple[Holder, ...]:
    """Give everybody whose savings are paid, those of one company beside each other."""
    old = [company for company in companies(size, seed) if company.from_date <= JOINED_BY]
    count = counts(size)[Kind.SAVINGS]
    found: list[Holder] = []
    for company, own in zip(old, allocate(count, [c.workers for c in old]), strict=True):
        for _ in range(own):
            at = len(found)
            found.append(Holder(at, company, _exit(at), MONTHS[at * 7 % len(MONTHS)]))
    return tuple(found)


def _exit(at: int) -> JhtExit:
    if at % 20 == 3:
        return JhtExit.DEATH
    return JhtExit.AGE_55 if at % 14 == 5 else JhtExit.STOPPED_WORKING


def register_part(size: Size, seed: int, part: int) -> None:
    """Register a part of those who left, with their employers and the spells they worked."""
    everybody = holders(size, seed)
    chosen = everybody[part * len(everybody) // PARTS : (part + 1) * len(everybody) // PARTS]
    if not chosen:
        return
    employers = dict(
        Employer.objects.filter(npp__in={one.company.npp for one in chosen}).values_list(
            "npp", "pk"
        )
    )
    register_workers(workers=_frame(chosen, employers, seed), act=act_on(TAKEN_OVER))


def _frame(chosen: Sequence[Holder], employers: dict[str, int], seed: int) -> pl.DataFrame:
    random = np.random.default_rng([seed, 31, chosen[0].number])
    people = crowd(Crowd(AREA, chosen[0].number, len(chosen)), random, female_share=0.47)
    draws = random.integers(0, 400, len(chosen))
    joined = [_joined(one, int(draw)) for one, draw in zip(chosen, draws, strict=True)]
    left = [_left(one) for one in chosen]
    births = [_born(one, day) for one, day in zip(chosen, joined, strict=True)]
    return people.with_columns(
        employer_id=pl.Series([employers[one.company.npp] for one in chosen]),
        nik=pl.Series(_identity_numbers(chosen, births, people["sex"].to_list())),
        birth_date=pl.Series(births),
        kpj=pl.lit(""),
        birth_place=pl.Series([one.company.town for one in chosen]),
        kind=pl.lit("PERMANENT"),
        title=pl.lit(TITLE),
        from_date=pl.Series(joined),
        until_date=pl.Series(left),
        married=pl.lit(value=False),
        wage=pl.Series([one.company.minimum_wage // 1_000 * 1_000 + 1_000 for one in chosen]),
    )


def _joined(one: Holder, draw: int) -> date:
    return max(one.company.from_date, date(2003, 1, 1)) + timedelta(days=draw % 180)


def _left(one: Holder) -> date:
    return FIRST_LEFT + timedelta(days=one.number * 37 % LEFT_DAYS)


def _born(one: Holder, joined: date) -> date:
    """Give a birthday: of who takes savings at 55, so that it falls shortly before."""
    if one.exit is JhtExit.AGE_55:
        day = one.month.first_day - timedelta(days=20 + one.number % 40)
        return day.replace(year=day.year - 55, day=min(day.day, 28))
    return date(joined.year - 19 - one.number % 22, 1 + one.number % 12, 1 + one.number % 28)


def _identity_numbers(
    chosen: Sequence[Holder], births: Sequence[date], sexes: Sequence[str]
) -> list[str]:
    written = []
    for one, birth, sex in zip(chosen, births, sexes, strict=True):
        day = birth.day + (40 if sex == "P" else 0)
        serial = f"{one.number // 10_000 + 1:02d}"
        written.append(f"{AREA}{serial}{day:02d}{birth:%m%y}{one.number % 10_000:04d}")
    return written


def saved(size: Size, seed: int) -> list[tuple[Holder, Saved]]:
    """Give everybody who left beside the register's record of them, with the balance taken over."""
    by_number = saved_under(AREA, TAKEN_OVER.year)
    everybody = holders(size, seed)
    numbers = (f"{one.number // 10_000 + 1:02d}{one.number % 10_000:04d}" for one in everybody)
    return [(one, by_number[number]) for one, number in zip(everybody, numbers, strict=True)]


def take_savings_over(size: Size, seed: int) -> None:
    """Open the accounts of those who left, each with what was saved by the end of 2010.

    The balances are such that all that is decided on in the year comes to the size's amount.
    """
    people = saved(size, seed)
    read = benefit_report(office(REGION), MONTHS[0].first_day, PRESENT)
    balances = _balances(people, size.benefits.amount - read.package_and_special.amount, seed)
    take_over_savings(
        person_ids=[one.person_id for _, one in people],
        balances=balances,
        day=TAKEN_OVER,
        bank_ledger_account_id=bank_account(BENEFITS_ACCOUNT).ledger_account_id,
        act=act_on(TAKEN_OVER, hour=18),
    )


BENEFITS_ACCOUNT: Final = "9990022400"
"""From this account benefits are paid."""


def _balances(people: Sequence[tuple[Holder, Saved]], wanted: int, seed: int) -> list[int]:
    """Give balances that come to an amount once each has earned until it is paid out."""
    random = np.random.default_rng([seed, 32])
    weights = np.minimum(random.lognormal(0, 0.6, len(people)), 5.0)
    days = np.array([elapsed(one.month, one.number) for one, _ in people])
    growth = 1 + float(year_rate(PRESENT.year).percent) / 100 * days / 365
    scale = wanted / float((weights * growth).sum())
    return [int(balance) for balance in weights * scale]


def elapsed(month: Month, number: int) -> int:
    """Count the days of the year until savings are paid, both included."""
    paid_on = days_of_savings(month, number).decided
    return (paid_on - date(paid_on.year, 1, 1)).days + 1
