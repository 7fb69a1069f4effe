"""The demonstration as planned: exact totals, lawful companies, people who could not be."""

import polars as pl
import pytest

from jamsostek.jobs.demonstration.companies import companies, targets
from jamsostek.jobs.demonstration.people import workers_of
from jamsostek.jobs.demonstration.sizes import FULL, PRESENT, SMALL
from jamsostek.membership.rules import must_register
from tests.jobs.region import SEED, TINY


@pytest.mark.parametrize("size", [FULL, SMALL, TINY])
def test_the_plan_has_exactly_the_companies_and_workers_of_its_size(size):
    plan = companies(size, SEED)

    assert len(plan) == size.companies
    assert sum(company.workers for company in plan) == size.workers
    assert len({company.npp for company in plan}) == size.companies
    assert len({company.name for company in plan}) == size.companies


def test_the_whole_region_is_the_one_of_the_press_report_and_the_small_one_a_twentieth():
    assert (FULL.companies, FULL.target_companies) == (1_653, 2_259)
    assert (FULL.workers, FULL.target_workers) == (184_521, 217_373)
    # 1653/20 = 82.65, 184521/20 = 9226.05, 2259/20 = 112.95, 217373/20 = 10868.65
    assert (SMALL.companies, SMALL.target_companies) == (83, 113)
    assert (SMALL.workers, SMALL.target_workers) == (9_226, 10_869)


@pytest.mark.parametrize("size", [FULL, SMALL, TINY])
def test_the_branches_targets_add_up_to_the_regions(size):
    together = [sum(part) for part in zip(*targets(size).values(), strict=True)]

    assert together == [size.target_companies, size.target_workers]


def test_the_workers_planned_are_employed_on_the_day_shown_and_not_one_more():
    plan = companies(SMALL, SEED)

    workers = workers_of(plan, SEED)

    on_the_day = workers.filter(
        (pl.col("from_date") <= PRESENT)
        & (pl.col("until_date").is_null() | (pl.col("until_date") > PRESENT))
    )
    counted = dict(on_the_day.group_by("number").len().iter_rows())
    assert counted == {company.number: company.workers for company in plan}


def test_every_company_has_to_join_by_law():
    plan = companies(SMALL, SEED)
    payrolls = dict(
        workers_of(plan, SEED)
        .filter(pl.col("until_date").is_null())
        .group_by("number")
        .agg(pl.col("wage").sum())
        .iter_rows()
    )

    refused = [
        company.npp
        for company in plan
        if not must_register(
            workers=company.workers, payroll=payrolls[company.number], on=PRESENT
        ).must_register
    ]

    assert refused == []


def test_the_same_seed_makes_the_same_people_and_another_seed_others():
    plan = companies(TINY, SEED)

    again = workers_of(companies(TINY, SEED), SEED)

    assert again.equals(workers_of(plan, SEED))
    assert not again.equals(workers_of(companies(TINY, 7), 7))


def test_identity_numbers_lie_in_no_province_and_agree_with_birth_date_and_sex():
    workers = workers_of(companies(SMALL, SEED), SEED)

    day = pl.col("birth_date").dt.day() + pl.when(pl.col("sex") == "P").then(40).otherwise(0)
    wrong = workers.filter(
        ~pl.col("nik").str.contains(r"^99\d{14}$")
        | (pl.col("nik").str.slice(6, 2).cast(pl.Int64) != day)
        | (pl.col("nik").str.slice(8, 4) != pl.col("birth_date").dt.strftime("%m%y"))
    )
    assert wrong.is_empty()


def test_nobody_earns_less_than_the_minimum_wage_or_worked_as_a_child():
    plan = companies(SMALL, SEED)
    lowest = {company.number: company.minimum_wage for company in plan}

    workers = workers_of(plan, SEED).with_columns(
        lowest=pl.col("number").replace_strict(lowest),
        age_days=(pl.col("from_date") - pl.col("birth_date")).dt.total_days(),
    )

    assert workers.filter(pl.col("wage") < pl.col("lowest")).is_empty()
    assert workers["age_days"].min() >= 15 * 365
