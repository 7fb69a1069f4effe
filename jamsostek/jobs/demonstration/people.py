"""The people the demonstration's companies employ, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from jamsostek.jobs.demonstration.companies import Company
from jamsostek.jobs.demonstration.sizes import PRESENT
from jamsostek.jobs.demonstration.words import (
    MEN,
    SECOND_NAMES_OF_MEN,
    SECOND_NAMES_OF_WOMEN,
    WOMEN,
)
from jamsostek.membership.models import EmploymentKind

Days = npt.NDArray[np.int64]
"""Days counted from PRESENT, those before it below zero."""

MEAN_TENURE_DAYS: Final = 2_700
LEAVERS_PERCENT: Final = 7
"""Former workers for every hundred present ones."""
TWO_JOBS_PER_MILLE: Final = 4
FEMALE_DAY_OFFSET: Final = 40
LAMPUNG: Final = "KC-LPG1"

_EPOCH: Final = np.datetime64(PRESENT, "D")


def workers_of(batch: Sequence[Company], seed: int, *, only_present: bool = False) -> pl.DataFrame:
    """Give the workers of some companies as `register_workers` takes them, and `number`.

    `number` is the company's instead of `employer_id`. On PRESENT every company has exactly the
    workers its plan says; those who left before come on top, unless only the present are asked
    for, each of whom has one job.
    """
    random = np.random.default_rng([seed, 2, batch[0].number])
    present = np.array([company.workers for company in batch])
    leavers = present * (0 if only_present else LEAVERS_PERCENT) // 100
    owner = np.repeat(np.arange(len(batch)), present + leavers)
    has_left = np.concatenate(
        [np.arange(p + gone) >= p for p, gone in zip(present, leavers, strict=True)]
    )
    begins, ends = _spells(batch, owner, has_left, random)
    keep = ~has_left | (ends > begins)
    owner, begins, ends, has_left = owner[keep], begins[keep], ends[keep], has_left[keep]
    people = _people(batch, owner, begins, random)
    frame = pl.DataFrame(
        {
            "number": np.array([company.number for company in batch])[owner],
            "kpj": [""] * len(owner),
            **people,
            "kind": np.where(
                random.random(len(owner)) < 0.78,
                EmploymentKind.PERMANENT.value,
                EmploymentKind.FIXED_TERM.value,
            ),
            "title": _titles(batch, owner, random),
            "from_date": _dates(begins),
            "until_date": pl.Series(_dates(ends)).set(pl.Series(~has_left), None),
            "married": random.random(len(owner)) < 0.64,
            "wage": _wages(batch, owner, random),
        }
    )
    return frame if only_present else _with_second_jobs(frame, random)


def _spells(
    batch: Sequence[Company],
    owner: npt.NDArray[np.int64],
    has_left: npt.NDArray[np.bool_],
    random: np.random.Generator,
) -> tuple[Days, Days]:
    """Draw first days, and first days out for those who left: since 2010, never after PRESENT."""
    joined = np.array([(company.from_date - PRESENT).days for company in batch])[owner]
    ends = np.where(has_left, -random.integers(0, 600, len(owner)), 0)
    tenure = np.rint(random.exponential(MEAN_TENURE_DAYS, len(owner))).astype(np.int64)
    begins = np.maximum(ends - np.minimum(tenure, 9_000), joined)
    on_the_first = _first_of_month(begins)
    whole = (random.random(len(owner)) < 0.7) & (on_the_first >= joined)
    return np.where(whole, on_the_first, begins), ends


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people of one place, by an area of identity numbers that no place has."""

    area: str
    """Four digits."""
    first: int
    """The serial number of the first of them."""
    count: int


def crowd(people: Crowd, random: np.random.Generator, *, female_share: float) -> pl.DataFrame:
    """Draw people by the column: nik, name, birth_date, sex; between 18 and 54 years old."""
    female = random.random(people.count) < female_share
    births = -random.integers(18 * 366, 54 * 365, people.count)
    days = _dates(births)
    serials = np.arange(people.first, people.first + people.count)
    number = np.where(female, "P", "L")
    frame = pl.DataFrame(
        {
            "serial": serials,
            "name": np.where(
                female,
                names_of(WOMEN, SECOND_NAMES_OF_WOMEN, people.count, random),
                names_of(MEN, SECOND_NAMES_OF_MEN, people.count, random),
            ),
            "birth_date": days,
            "sex": number,
        }
    )
    offset = pl.when(pl.col("sex") == "P").then(FEMALE_DAY_OFFSET).otherwise(0)
    day = (pl.col("birth_date").dt.day().cast(pl.Int64) + offset).cast(pl.String)
    nik = pl.concat_str(
        pl.lit(people.area),
        (pl.col("serial") // 10_000 + 1).cast(pl.String).str.zfill(2),
        day.str.zfill(2),
        pl.col("birth_date").dt.strftime("%m%y"),
        (pl.col("serial") % 10_000).cast(pl.String).str.zfill(4),
    )
    return frame.with_columns(nik=nik).drop("serial")


def _people(
    batch: Sequence[Company],
    owner: npt.NDArray[np.int64],
    begins: Days,
    random: np.random.Generator,
) -> dict[str, Any]:
    count = len(owner)
    female = random.random(count) < 0.47
    births = begins - random.integers(18 * 366, 42 * 365, count)
    births = np.maximum(births, -55 * 365)
    towns = np.array([company.town for company in batch])
    return {
        "nik": _identity_numbers(batch, owner, births, female),
        "name": np.where(
            female,
            names_of(WOMEN, SECOND_NAMES_OF_WOMEN, count, random),
            names_of(MEN, SECOND_NAMES_OF_MEN, count, random),
        ),
        "birth_date": _dates(births),
        "birth_place": towns[random.permutation(owner)],
        "sex": np.where(female, "P", "L"),
    }


def _identity_numbers(
    batch: Sequence[Company],
    owner: npt.NDArray[np.int64],
    births: Days,
    female: npt.NDArray[np.bool_],
) -> list[str]:
    """Give numbers under 99, which no province has; no two in the whole region are the same.

    Lampung's are under 00, which no province has either.
    """
    regencies = [company.regency_code[3:] for company in batch]
    areas = ["00" if company.branch_code == LAMPUNG else "99" for company in batch]
    first = batch[0].number * 500
    written = []
    for at, (own, birth, is_female) in enumerate(
        zip(owner.tolist(), _dates(births).astype(object), female.tolist(), strict=True)
    ):
        serial = (first + at) % 990_000
        day = birth.day + (FEMALE_DAY_OFFSET if is_female else 0)
        place = f"{areas[own]}{regencies[own]}{serial // 10_000 + 1:02d}"
        written.append(f"{place}{day:02d}{birth:%m%y}{serial % 10_000:04d}")
    return written


def names_of(
    first: Sequence[str], second: Sequence[str], count: int, random: np.random.Generator
) -> npt.NDArray[Any]:
    """Draw names of two words."""
    spaces = np.full(count, " ")
    names = np.char.add(np.array(first)[random.integers(len(first), size=count)], spaces)
    return np.char.add(names, np.array(second)[random.integers(len(second), size=count)])


def _titles(
    batch: Sequence[Company], owner: npt.NDArray[np.int64], random: np.random.Generator
) -> npt.NDArray[Any]:
    own = np.array([company.industry.worker for company in batch])[owner]
    others = np.array(["Administrasi", "Pengawas", "Satpam", "Pengemudi"])
    drawn = others[random.integers(len(others), size=len(owner))]
    return np.where(random.random(len(owner)) < 0.85, own, drawn)


def _wages(
    batch: Sequence[Company], owner: npt.NDArray[np.int64], random: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Draw monthly wages in thousands, never below the minimum wage of the place."""
    lowest = np.array([company.minimum_wage for company in batch])[owner]
    above = np.minimum(random.lognormal(-1.9, 1.1, len(owner)), 12)
    thousands: Days = np.ceil(lowest * (1 + above) / 1_000).astype(np.int64)
    return thousands * 1_000


def _with_second_jobs(frame: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    """Let some rows be the same people as rows of other companies: they have two jobs."""
    open_rows = np.flatnonzero(frame["until_date"].is_null().to_numpy())
    pairs = len(open_rows) * TWO_JOBS_PER_MILLE // 1_000
    drawn = random.permutation(open_rows)[: 2 * pairs].reshape(2, -1)
    begins = frame["from_date"].to_numpy()
    first = np.where(begins[drawn[0]] <= begins[drawn[1]], drawn[0], drawn[1])
    second = drawn.sum(axis=0) - first
    numbers = frame["number"].to_numpy()
    apart = numbers[first] != numbers[second]
    source = np.arange(frame.height)
    source[second[apart]] = first[apart]
    same_person = ["nik", "name", "birth_date", "birth_place", "sex", "married"]
    return frame.with_columns(frame[source.tolist()].select(same_person))


def _dates(days: Days) -> npt.NDArray[np.datetime64]:
    return _EPOCH + days.astype("timedelta64[D]")


def _first_of_month(days: Days) -> Days:
    firsts = _dates(days).astype("datetime64[M]").astype("datetime64[D]")
    since: Days = (firsts - _EPOCH).astype(np.int64)
    return since


def covered_from(frame: pl.DataFrame, joined: dict[int, date]) -> pl.Series:
    """Give the day each row is covered from: never before its company joined."""
    company_days = frame["number"].replace_strict(joined, return_dtype=pl.Date)
    return frame.select(pl.max_horizontal("from_date", company_days)).to_series()
