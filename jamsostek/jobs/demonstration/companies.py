"""Which companies the demonstration has: worked out from a size and a seed, always the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from jamsostek.institution.queries import province, read_reference, regencies, regency
from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.jobs.demonstration.words import (
    FIRST_HALVES,
    INDUSTRIES,
    SECOND_HALVES,
    STREETS,
    Industry,
)
from jamsostek.kernel.money import allocate
from jamsostek.law.minimum_wages import minimum_wages
from jamsostek.membership.models import EmployerKind

SMALLEST: Final = 3
"""Three minimum wages of 2011 are a payroll above Rp1,000,000: such a company has to join."""


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the region a branch has, and how near it is to its targets."""

    companies: int
    workers: int
    reached_companies: int
    reached_workers: int


SHARES: Final = {
    "KC-CLP": Share(2, 2, 61, 72),
    "KC-KDS": Share(9, 12, 84, 97),
    "KC-KLT": Share(3, 3, 69, 78),
    "KC-MGL": Share(6, 4, 71, 80),
    "KC-PKL": Share(5, 5, 66, 76),
    "KC-PWT": Share(5, 3, 82, 91),
    "KC-SKA": Share(15, 14, 79, 88),
    "KC-SMG1": Share(16, 14, 74, 86),
    "KC-SMG2": Share(13, 15, 70, 84),
    "KC-TGL": Share(2, 2, 58, 69),
    "KC-UNG": Share(10, 15, 77, 90),
    "KC-YOG": Share(14, 11, 65, 73),
}
"""Percentages of the region, and of each branch's own targets: invented, but adding up."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company to be registered, with what its workers are made from."""

    number: int
    npp: str
    name: str
    kind: EmployerKind
    industry: Industry
    branch_code: str
    regency_code: str
    town: str
    address: str
    from_date: date
    workers: int
    """How many it employs on the day shown."""
    with_jpk: bool
    minimum_wage: int


def targets(size: Size) -> dict[str, tuple[int, int]]:
    """Give each branch's targets for companies and workers; they add up to the region's."""
    companies = [
        share.companies * 100 * 10**4 // share.reached_companies for share in SHARES.values()
    ]
    workers = [share.workers * 100 * 10**4 // share.reached_workers for share in SHARES.values()]
    parts = zip(
        allocate(size.target_companies, companies),
        allocate(size.target_workers, workers),
        strict=True,
    )
    return dict(zip(SHARES, parts, strict=True))


@lru_cache(maxsize=4)
def companies(size: Size, seed: int) -> tuple[Company, ...]:
    """Give every company, those of one branch beside each other."""
    random = np.random.default_rng([seed, 1])
    names = _names(size.companies, random)
    per_branch = allocate(size.companies, [share.companies for share in SHARES.values()])
    workers = allocate(size.workers, [share.workers for share in SHARES.values()])
    found: list[Company] = []
    for code, count, together in zip(SHARES, per_branch, workers, strict=True):
        sizes = sizes_of(count, together, random)
        places = places_of(code)
        for own in sizes:
            place = places[int(random.integers(len(places)))]
            found.append(company(len(found), own, names[len(found)], code, place, random))
    return tuple(found)


def sizes_of(count: int, together: int, random: np.random.Generator) -> list[int]:
    """Split a branch's workers over its companies: many small ones, few large ones."""
    weights = np.rint(random.lognormal(0, 1.25, count) * 10_000).astype(int)
    above = allocate(together - SMALLEST * count, [int(weight) + 1 for weight in weights])
    return [SMALLEST + workers for workers in above]


@dataclass(frozen=True, slots=True)
class Place:
    """A town and the lowest minimum wage there."""

    code: str
    town: str
    minimum_wage: int


def company(
    number: int,
    workers: int,
    name: str,
    branch_code: str,
    place: Place,
    random: np.random.Generator,
) -> Company:
    """Draw one company with so many workers at a place."""
    weights = np.array([industry.weight for industry in INDUSTRIES], dtype=float)
    industry = INDUSTRIES[int(random.choice(len(INDUSTRIES), p=weights / weights.sum()))]
    kind, form = _kind(workers, random)
    street = STREETS[int(random.integers(len(STREETS)))]
    return Company(
        number=number,
        npp=f"JJ99{number + 1:04d}",
        name=f"{form} {name} {industry.trade}",
        kind=kind,
        industry=industry,
        branch_code=branch_code,
        regency_code=place.code,
        town=place.town,
        address=f"Jalan {street} {int(random.integers(1, 200))}, {place.town}",
        from_date=_joined(workers, random),
        workers=workers,
        with_jpk=bool(random.random() < 0.45),
        minimum_wage=place.minimum_wage,
    )


KINDS: Final = (
    (EmployerKind.OTHER, "PT", 58),
    (EmployerKind.OTHER, "CV", 17),
    (EmployerKind.SOLE_TRADER, "UD", 8),
    (EmployerKind.COOPERATIVE, "Koperasi", 6),
    (EmployerKind.FOUNDATION, "Yayasan", 5),
    (EmployerKind.PMA, "PT", 3),
    (EmployerKind.JOINT_VENTURE, "PT", 2),
    (EmployerKind.BUMN, "PT", 1),
)
LARGEST_TRADER: Final = 100
"""Above this many workers a company is a PT."""


def _kind(workers: int, random: np.random.Generator) -> tuple[EmployerKind, str]:
    weights = np.array([weight for _, _, weight in KINDS], dtype=float)
    kind, form, _ = KINDS[int(random.choice(len(KINDS), p=weights / weights.sum()))]
    if workers > LARGEST_TRADER and form != "PT":
        return EmployerKind.OTHER, "PT"
    return kind, form


LARGEST_NEWCOMER: Final = 150


def _joined(workers: int, random: np.random.Generator) -> date:
    """Give the day a company joined; the large ones have been members for years."""
    drawn = random.random()
    if workers <= LARGEST_NEWCOMER and drawn < 0.16:
        first, days = date(2011, 1, 3), 265
    elif workers <= LARGEST_NEWCOMER and drawn < 0.29:
        first, days = date(2010, 1, 4), 360
    else:
        first, days = date(1993, 3, 1), 6_100
    day = first + timedelta(days=int(random.integers(days)))
    return day.replace(day=1) if day.day < 20 and day.replace(day=1) >= first else day


def _names(count: int, random: np.random.Generator) -> list[str]:
    pairs = [first + second for first in FIRST_HALVES for second in SECOND_HALVES]
    return [pairs[int(at)] for at in random.permutation(len(pairs))[:count]]


def places_of(branch_code: str) -> list[Place]:
    """Give the regencies of a branch with the lowest minimum wage of 2011 there."""
    row = next(row for row in read_reference("offices") if row["code"] == branch_code)
    wages = _minimum_wages()
    return [
        Place(code, name.removeprefix("Kabupaten ").removeprefix("Kota "), _wage(code, wages))
        for code, name in _regencies_in(row["territory"].split(";"))
    ]


def _regencies_in(territory: Sequence[str]) -> Iterator[tuple[str, str]]:
    for code in territory:
        if province(code, PRESENT):
            yield from ((place.code, place.name) for place in regencies(code, PRESENT))
        elif place := regency(code, PRESENT):
            yield place.code, place.name


def _wage(code: str, wages: dict[str, int]) -> int:
    return wages.get(code) or wages[code[:2]]


def _minimum_wages() -> dict[str, int]:
    wages: dict[str, int] = {}
    for wage in minimum_wages(PRESENT.year):
        code = wage.place[:5]
        wages[code] = min(wage.amount, wages.get(code, wage.amount))
    return wages
