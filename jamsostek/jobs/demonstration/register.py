"""Registering the demonstration's companies and workers, as officers would: in lists."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

import polars as pl

from jamsostek.institution.models import Branch
from jamsostek.jobs.demonstration.companies import Company
from jamsostek.jobs.demonstration.people import covered_from
from jamsostek.jobs.demonstration.sizes import PRESENT
from jamsostek.kernel.acts import BUSINESS_ZONE, Act, system_act
from jamsostek.kernel.months import Month, months_between
from jamsostek.law.programmes import Programme
from jamsostek.membership.services import (
    NewEmployer,
    register_employers,
    register_workers,
)

ACTOR: Final = "demonstration"
TAKEN_OVER: Final = date(2010, 12, 31)
"""The day on which all who were members before are taken over; 2011's come month by month."""


def act_on(day: date, hour: int = 9) -> Act:
    """Give a deed of the demonstration on a day of its own time."""
    at = datetime.combine(day, time(hour), BUSINESS_ZONE)
    return system_act(ACTOR, at, "Data peragaan")


def register_batch(batch: Sequence[Company], workers: pl.DataFrame) -> None:
    """Register some companies with all their workers: first the old ones, then each month's."""
    joined = {company.number: company.from_date for company in batch}
    workers = workers.with_columns(covered=covered_from(workers, joined))
    branches = {branch.code: branch for branch in Branch.objects.all()}
    employer_ids: dict[int, int] = {}
    for first, last in _periods():
        act = act_on(last)
        new = [company for company in batch if first <= company.from_date <= last]
        if new:
            employers = register_employers(
                new=[_form(company, branches[company.branch_code]) for company in new], act=act
            )
            ids = (employer.pk for employer in employers)
            employer_ids.update(zip((company.number for company in new), ids, strict=True))
        come = workers.filter(pl.col("covered").is_between(first, last))
        if not come.is_empty():
            employer = pl.col("number").replace_strict(employer_ids, return_dtype=pl.Int64)
            register_workers(workers=come.with_columns(employer_id=employer), act=act)


def _periods() -> list[tuple[date, date]]:
    """Give the first and last day of the taking over and of each month after it."""
    months = months_between(Month.of(TAKEN_OVER) + 1, Month.of(PRESENT))
    return [(date.min, TAKEN_OVER), *((month.first_day, month.last_day) for month in months)]


def _form(company: Company, branch: Branch) -> NewEmployer:
    compulsory = frozenset({Programme.JHT, Programme.JKK, Programme.JKM})
    return NewEmployer(
        npp=company.npp,
        name=company.name,
        kind=company.kind,
        industry=company.industry.text,
        risk_group=company.industry.risk_group,
        risk_reason=f"Peninjauan tempat kerja: {company.industry.reason}",
        branch=branch,
        from_date=company.from_date,
        programmes=compulsory | {Programme.JPK} if company.with_jpk else compulsory,
        address=company.address,
        regency_code=company.regency_code,
        email=f"personalia@{company.npp.lower()}.example",
    )
