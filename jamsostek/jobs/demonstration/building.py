"""Construction projects: who builds what where, with exactly so many workers on the day shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl

from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.projects import Payment, bill_projects
from jamsostek.institution.models import Branch
from jamsostek.jobs.demonstration.companies import SHARES, Place, places_of
from jamsostek.jobs.demonstration.lampung import building_workers
from jamsostek.jobs.demonstration.people import LAMPUNG, Crowd, crowd
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import Size
from jamsostek.jobs.demonstration.statements import Booking
from jamsostek.jobs.demonstration.words import FIRST_HALVES, SECOND_HALVES
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.kernel.money import allocate
from jamsostek.kernel.months import Month, months_between
from jamsostek.membership.models import Contractor
from jamsostek.membership.services import (
    NewContractor,
    add_project_workers,
    register_contractors,
    register_projects,
)

MONTHS: Final = tuple(months_between(Month(2011, 1), Month(2011, 9)))
REGISTERED_ON: Final = 18
"""The day of each month on which its projects are registered; work begins a week later or more."""

AREAS: Final = {LAMPUNG: "0091"}
AREA: Final = "9991"
"""Identity numbers of construction workers begin so; no place has such numbers."""

WORKERS_A_PROJECT: Final = 80
PROJECTS_A_CONTRACTOR: Final = 6
ENDED_PERCENT: Final = 8
"""Projects that have ended before the day shown, for every hundred under way."""
WORKERS_OF_ENDED: Final = 12
IN_TERMS_FROM: Final = 500_000_000
"""Contracts from this value on are paid in terms."""
STILL_BUILT_ON: Final = date(2011, 10, 31)
"""Until here projects under way go on; the Lampung branch was reported on for October."""

UNPAID_ONE_IN: Final = 15
"""One contractor in so many does not pay its later terms."""

WORKS: Final = (
    ("Pembangunan gedung sekolah", "Dinas Pendidikan", 1_800),
    ("Rehabilitasi ruang kelas", "Dinas Pendidikan", 240),
    ("Peningkatan jalan", "Dinas Pekerjaan Umum", 3_200),
    ("Pembangunan jembatan", "Dinas Pekerjaan Umum", 5_500),
    ("Normalisasi saluran irigasi", "Dinas Pengairan", 900),
    ("Pembangunan puskesmas", "Dinas Kesehatan", 1_400),
    ("Pembangunan pasar", "Dinas Perdagangan", 4_100),
    ("Pembangunan rumah toko", "Pengembang Rekaan", 650),
    ("Pembangunan gudang", "Pabrik Rekaan", 2_300),
    ("Pembangunan perumahan", "Pengembang Rekaan", 7_800),
)
"""Works, for whom they are done, and a usual contract value in millions."""

DAILY: Final = ("Tukang batu", "Tukang kayu", "Tukang besi", "Kenek", "Tukang cat", "Juru ukur")


@dataclass(frozen=True, slots=True)
class Planned:
    """A project to be registered."""

    branch_code: str
    month: Month
    contractor: int
    name: str
    owner: str
    place: Place
    from_date: date
    until_date: date
    contract_value: int
    workers: int


@lru_cache(maxsize=4)
def projects(size: Size, seed: int) -> tuple[Planned, ...]:
    """Give every project, those of one branch beside each other."""
    random = np.random.default_rng([seed, 11])
    weights = [share.workers for share in SHARES.values()]
    counts = dict(zip(SHARES, allocate(size.building.projects, weights), strict=True))
    workers = dict(zip(SHARES, allocate(size.building.workers, weights), strict=True))
    workers[LAMPUNG] = building_workers(size)
    counts[LAMPUNG] = max(1, workers[LAMPUNG] // WORKERS_A_PROJECT)
    found: list[Planned] = []
    for code, count in counts.items():
        places = places_of(code)
        sizes = _sizes(count, workers[code], random)
        ended = 0 if code == LAMPUNG else 1 + count * ENDED_PERCENT // 100
        found += [_project(code, places, own, random, has_ended=False) for own in sizes]
        found += [
            _project(code, places, WORKERS_OF_ENDED, random, has_ended=True) for _ in range(ended)
        ]
    return tuple(found)


def _sizes(count: int, together: int, random: np.random.Generator) -> list[int]:
    weights = np.rint(random.lognormal(0, 0.9, count) * 10_000).astype(int)
    return [1 + own for own in allocate(together - count, [int(w) + 1 for w in weights])]


def _project(
    code: str, places: list[Place], workers: int, random: np.random.Generator, *, has_ended: bool
) -> Planned:
    work, owner, millions = WORKS[int(random.integers(len(WORKS)))]
    place = places[int(random.integers(len(places)))]
    month = MONTHS[int(random.integers(4 if has_ended else len(MONTHS)))]
    begins = month.day(REGISTERED_ON) + timedelta(days=7 + int(random.integers(4)))
    ends = begins + timedelta(days=60 + int(random.integers(30)))
    if not has_ended:
        ends = STILL_BUILT_ON + timedelta(days=1 + int(random.integers(400)))
    thousands = int(millions * 1_000 * (0.4 + 1.2 * float(random.random())))
    return Planned(
        branch_code=code,
        month=month,
        contractor=int(random.integers(1_000_000)),
        name=f"{work} {place.town}",
        owner=f"{owner} {place.town}" if owner.startswith("Dinas") else owner,
        place=place,
        from_date=begins,
        until_date=ends,
        contract_value=thousands * 1_000,
        workers=workers,
    )


def register_contractors_of(size: Size, seed: int) -> None:
    """Register the firms that build, some in each branch."""
    branches = {branch.code: branch for branch in Branch.objects.all()}
    random = np.random.default_rng([seed, 12])
    pairs = [f"{first} {second.title()}" for second in SECOND_HALVES for first in FIRST_HALVES]
    wanted = pl.Series([plan.branch_code for plan in projects(size, seed)]).value_counts(sort=False)
    new = [
        NewContractor(
            name=f"{'PT' if at % 4 == 0 else 'CV'} {pairs[int(random.integers(len(pairs)))]} Karya",
            branch=branches[code],
            address=f"Jalan Pembangunan {at + 1}, {branches[code].city}",
        )
        for code, count in sorted(wanted.iter_rows())
        for at in range(max(1, count // PROJECTS_A_CONTRACTOR))
    ]
    register_contractors(new=new, act=act_on(date(2010, 12, 31)))


def register_month(size: Size, seed: int, month: Month) -> None:
    """Register a month's projects with their workers, and bill them."""
    plans = [plan for plan in projects(size, seed) if plan.month == month]
    first = sum(plan.workers for plan in projects(size, seed) if plan.month < month)
    act = act_on(month.day(REGISTERED_ON))
    made = register_projects(projects=_forms(plans), act=act)
    ids = made["project_id"].to_list()
    add_project_workers(workers=_workers(plans, ids, first, seed), act=act)
    for payment in Payment:
        chosen = [
            project_id
            for project_id, plan in zip(ids, plans, strict=True)
            if (plan.contract_value >= IN_TERMS_FROM) == (payment is Payment.TERMS)
        ]
        bill_projects(project_ids=chosen, payment=payment, act=act)


def _forms(plans: list[Planned]) -> pl.DataFrame:
    branches = dict(Branch.objects.values_list("code", "pk"))
    contractors: dict[int, list[int]] = {}
    for pk, branch in Contractor.objects.order_by("pk").values_list("pk", "branch_id"):
        contractors.setdefault(branch, []).append(pk)
    rows = []
    for at, plan in enumerate(plans):
        branch = branches[plan.branch_code]
        firms = contractors[branch]
        rows.append(
            {
                "contractor_id": firms[plan.contractor % len(firms)],
                "branch_id": branch,
                "name": plan.name,
                "owner": plan.owner,
                "contract_number": f"SPK/{at + 1:04d}/{plan.month.number:02d}/2011",
                "place": plan.place.town,
                "regency_code": plan.place.code,
                "from_date": plan.from_date,
                "until_date": plan.until_date,
                "contract_value": plan.contract_value,
                "wage_sum": None,
                "signed_on": plan.month.first_day,
                "registered_on": None,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"wage_sum": pl.Int64, "registered_on": pl.Date})


def _workers(plans: list[Planned], ids: list[int], first: int, seed: int) -> pl.DataFrame:
    random = np.random.default_rng([seed, 13, first])
    counts = [plan.workers for plan in plans]
    here = np.repeat([plan.branch_code == LAMPUNG for plan in plans], counts)
    people = crowd(Crowd(AREA, first, sum(counts)), random, female_share=0.06)
    area = pl.when(pl.Series(here)).then(pl.lit(AREAS[LAMPUNG])).otherwise(pl.lit(AREA))
    return people.with_columns(
        project_id=np.repeat(np.array(ids, dtype=np.int64), counts),
        nik=pl.concat_str(area, pl.col("nik").str.slice(4)),
        title=np.array(DAILY)[random.integers(len(DAILY), size=sum(counts))],
        kpj=pl.lit(""),
        kind=pl.lit("DAILY"),
        from_date=pl.lit(None, dtype=pl.Date),
        until_date=pl.lit(None, dtype=pl.Date),
    )


def bookings_of(month: Month) -> list[Booking]:
    """Give what contractors pay in a month: first terms at once, later ones when they are due."""
    bills = Bill.objects.filter(kind=Bill.Kind.PROJECT, settled_on=None, received=0)
    asked = bills.filter(issued_on__lte=month.last_day, due_date__lte=month.last_day)
    return [
        Booking(
            max(day, bill_day),
            amount,
            f"KR OTOMATIS VA {virtual_account(code)} PROYEK {number}",
        )
        for code, amount, number, day, bill_day, contractor, term in asked.order_by(
            "pk"
        ).values_list(
            "code",
            "amount",
            "project__number",
            "due_date",
            "issued_on",
            "project__contractor_id",
            "project_term__term",
        )
        if (term == 1 or contractor % UNPAID_ONE_IN) and max(day, bill_day) >= month.first_day
    ]
