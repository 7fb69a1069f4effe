"""The Lampung branch: its companies, and exactly so many members, so many of them new in 2011."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl

from jamsostek.jobs.demonstration.companies import Company, company, places_of, sizes_of
from jamsostek.jobs.demonstration.people import LAMPUNG, workers_of
from jamsostek.jobs.demonstration.sizes import Size
from jamsostek.jobs.demonstration.words import FIRST_HALVES, SECOND_HALVES
from jamsostek.kernel.money import allocate

FIRST_NUMBER: Final = 3_000
"""Companies of the region come before."""

WORKERS_A_COMPANY: Final = 110
BUILDING_PERCENT: Final = 5
OWN_ACCOUNT_PERCENT: Final = 8
"""Of the members; the others work for companies."""

NEW_YEAR: Final = date(2011, 1, 1)
LAST_YEAR_DAYS: Final = 340
THIS_YEAR_DAYS: Final = 265


def building_workers(size: Size) -> int:
    """Give how many of the branch's members are construction workers."""
    return size.lampung.members * BUILDING_PERCENT // 100


def own_account_workers(size: Size) -> int:
    """Give how many of the branch's members work on their own account; all joined in 2011."""
    return size.lampung.members * OWN_ACCOUNT_PERCENT // 100


@lru_cache(maxsize=4)
def lampung_companies(size: Size, seed: int) -> tuple[Company, ...]:
    """Give the branch's companies, whose workers are all members who are left."""
    random = np.random.default_rng([seed, 7])
    together = size.lampung.members - building_workers(size) - own_account_workers(size)
    count = max(1, together // WORKERS_A_COMPANY)
    pairs = [f"{first} {second.title()}" for first in FIRST_HALVES for second in SECOND_HALVES]
    names = [pairs[int(at)] for at in random.permutation(len(pairs))[:count]]
    places = places_of(LAMPUNG)
    return tuple(
        company(
            FIRST_NUMBER + at,
            workers,
            names[at],
            LAMPUNG,
            places[int(random.integers(len(places)))],
            random,
        )
        for at, workers in enumerate(sizes_of(count, together, random))
    )


def newcomers(size: Size, seed: int) -> dict[int, int]:
    """Give by company how many of its workers get their numbers in 2011.

    In companies that joined in 2011 everybody does; the others share what is left.
    """
    plan = lampung_companies(size, seed)
    young = {each.number: each.workers for each in plan if each.from_date >= NEW_YEAR}
    old = [each for each in plan if each.number not in young]
    wanted = size.lampung.new_members - own_account_workers(size) - sum(young.values())
    shares = allocate(wanted, [each.workers for each in old])
    return young | {each.number: new for each, new in zip(old, shares, strict=True)}


def workers_with_newcomers(
    batch: Sequence[Company], new: dict[int, int], seed: int
) -> pl.DataFrame:
    """Give the workers of some companies, of each exactly so many since 2011 as planned."""
    workers = workers_of(batch, seed, only_present=True)
    random = np.random.default_rng([seed, 8, batch[0].number])
    joined = {each.number: each.from_date for each in batch}
    company_day = pl.col("number").replace_strict(joined, return_dtype=pl.Date)
    place = pl.int_range(pl.len()).over("number")
    is_new = place < pl.col("number").replace_strict(new, return_dtype=pl.Int64)
    drawn = workers.with_columns(
        this_year=random.integers(0, THIS_YEAR_DAYS, workers.height),
        last_year=random.integers(1, LAST_YEAR_DAYS, workers.height),
    )
    return drawn.with_columns(
        from_date=pl.when(is_new)
        .then(pl.max_horizontal(pl.lit(NEW_YEAR) + pl.duration(days="this_year"), company_day))
        .when(pl.col("from_date") >= NEW_YEAR)
        .then(pl.max_horizontal(pl.lit(NEW_YEAR) - pl.duration(days="last_year"), company_day))
        .otherwise("from_date")
    ).drop("this_year", "last_year")
