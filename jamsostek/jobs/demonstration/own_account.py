"""Own-account workers: groups and single ones, with exactly so many paid for on the day shown."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl

from jamsostek.contributions.models import Bill
from jamsostek.contributions.rules.own_account import base_minimum
from jamsostek.contributions.services.own_account import bill_covers, bill_groups
from jamsostek.institution.models import Branch
from jamsostek.jobs.demonstration.companies import SHARES, Place, places_of
from jamsostek.jobs.demonstration.lampung import own_account_workers
from jamsostek.jobs.demonstration.people import LAMPUNG, Crowd, crowd
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.jobs.demonstration.statements import Booking
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.kernel.money import allocate
from jamsostek.kernel.months import Month
from jamsostek.law.reader import LawGap
from jamsostek.membership.models import OwnAccountCover, OwnAccountGroup
from jamsostek.membership.services import NewGroup, register_covers, register_groups

REGISTERED_ON: Final = 5
PAID_ON: Final = 12
"""The days of the month on which everybody registers, is billed and pays."""

AREAS: Final = {LAMPUNG: "0090"}
AREA: Final = "9990"
"""Identity numbers of own-account workers begin so; no place has such numbers."""

IN_A_GROUP_LAMPUNG: Final = 60
ALONE_FOR_GROUPS: Final = 4
"""For so many groups one worker who comes alone."""
LAPSED_PERCENT: Final = 6
"""Groups whose months are over, for every hundred whose are not."""

HOLDING: Final = ((9, 1), (8, 3), (7, 3), (6, 6), (5, 6), (4, 6), (2, 12), (1, 12))
LAPSED: Final = ((3, 3), (7, 1), (1, 6), (2, 6))
"""Months in which somebody begins, and for how many months they pay at once."""

TRADES: Final = (
    ("Pedagang Pasar", "Pedagang sayur"),
    ("Pengemudi Ojek", "Pengemudi ojek"),
    ("Bengkel Sepeda Motor", "Montir"),
    ("Pedagang Kaki Lima", "Pedagang kaki lima"),
    ("Nelayan", "Nelayan"),
    ("Pengrajin Batik", "Pembatik"),
    ("Penjahit Rumahan", "Penjahit"),
    ("Petani Sayur", "Petani"),
)
CHOICES: Final = ("JKK,JKM", "JHT,JKK,JKM", "JKK,JKM", "JHT,JKK,JKM,JPK")


@dataclass(frozen=True, slots=True)
class Planned:
    """A group of own-account workers, or one who comes alone."""

    number: int
    branch_code: str
    trade: int
    place: Place
    month: Month
    months: int
    members: int
    is_alone: bool

    @property
    def name(self) -> str:
        """What the group is called."""
        return f"Paguyuban {TRADES[self.trade][0]} {self.place.town} {self.number + 1}"


@lru_cache(maxsize=4)
def groups(size: Size, seed: int) -> tuple[Planned, ...]:
    """Give every group and every single worker, those of one branch beside each other."""
    random = np.random.default_rng([seed, 21])
    weights = [share.workers for share in SHARES.values()]
    counts = allocate(size.own_account.groups, weights)
    alone = allocate(size.own_account.groups // ALONE_FOR_GROUPS, weights)
    workers = allocate(size.own_account.workers - sum(alone), weights)
    found: list[Planned] = []
    for code, count, single, together in zip(SHARES, counts, alone, workers, strict=True):
        members = _members(max(count, 1), together, random)
        holding = [*((own, False) for own in members), *((1, True) for _ in range(single))]
        for own, is_alone in holding:
            way = HOLDING[int(random.integers(len(HOLDING)))]
            found.append(_planned(len(found), code, way, own, random, is_alone=is_alone))
        for own in members[: count * LAPSED_PERCENT // 100 + (code == "KC-SKA")]:
            way = LAPSED[int(random.integers(len(LAPSED)))]
            found.append(_planned(len(found), code, way, own, random, is_alone=False))
    together = own_account_workers(size)
    for own in _members(max(1, together // IN_A_GROUP_LAMPUNG), together, random):
        way = (int(random.integers(1, 10)), 12)
        found.append(_planned(len(found), LAMPUNG, way, own, random, is_alone=False))
    return tuple(found)


def _members(count: int, together: int, random: np.random.Generator) -> list[int]:
    weights = np.rint(random.lognormal(0, 0.5, count) * 1_000).astype(int)
    return [1 + own for own in allocate(together - count, [int(w) + 1 for w in weights])]


def _planned(
    number: int,
    code: str,
    way: tuple[int, int],
    members: int,
    random: np.random.Generator,
    *,
    is_alone: bool,
) -> Planned:
    places = _with_minimum_wage(code)
    return Planned(
        number=number,
        branch_code=code,
        trade=int(random.integers(len(TRADES))),
        place=places[int(random.integers(len(places)))],
        month=Month(PRESENT.year, way[0]),
        months=way[1],
        members=members,
        is_alone=is_alone,
    )


@lru_cache(maxsize=32)
def _with_minimum_wage(code: str) -> list[Place]:
    """Give the towns of a branch whose minimum wage is one for the whole regency."""
    return [place for place in places_of(code) if _minimum(place) is not None]


def _minimum(place: Place) -> int | None:
    try:
        return base_minimum(place.code, Month.of(PRESENT)).amount
    except LawGap:
        return None


def register_month(size: Size, seed: int, month: Month) -> None:
    """Register whoever begins in a month, and bill them for the months they choose."""
    everybody = groups(size, seed)
    plans = [plan for plan in everybody if plan.month == month]
    first = sum(plan.members for plan in everybody if plan.month < month)
    act = act_on(month.day(REGISTERED_ON))
    branches = {branch.code: branch for branch in Branch.objects.all()}
    grouped = [plan for plan in plans if not plan.is_alone]
    made = register_groups(new=[_form(plan, branches) for plan in grouped], act=act)
    group_of = {plan.number: group for plan, group in zip(grouped, made, strict=True)}
    covers = register_covers(covers=_covers(plans, group_of, branches, first, seed), act=act)
    alone = _covers_alone(plans, covers.rows["cover_id"].to_list())
    for months in sorted({plan.months for plan in plans}):
        chosen = [group_of[plan.number] for plan in grouped if plan.months == months]
        single = [cover for plan, cover in alone if plan.months == months]
        bill_groups(groups=chosen, months=months, act=act)
        bill_covers(
            covers=list(OwnAccountCover.objects.filter(pk__in=single)), months=months, act=act
        )


def _form(plan: Planned, branches: dict[str, Branch]) -> NewGroup:
    return NewGroup(
        name=plan.name,
        branch=branches[plan.branch_code],
        collector=f"Ketua {plan.name}",
        from_date=plan.month.day(REGISTERED_ON),
        phone="0800-990-0000",
        address=f"Balai warga, {plan.place.town}",
    )


def _covers(
    plans: list[Planned],
    group_of: dict[int, OwnAccountGroup],
    branches: dict[str, Branch],
    first: int,
    seed: int,
) -> pl.DataFrame:
    random = np.random.default_rng([seed, 22, first])
    counts = [plan.members for plan in plans]
    total = sum(counts)
    people = crowd(Crowd(AREA, first, total), random, female_share=0.41)
    of_plan = pl.DataFrame(
        {
            "branch_id": [branches[plan.branch_code].pk for plan in plans],
            "group_id": [group_of[p.number].pk if p.number in group_of else None for p in plans],
            "area": [AREAS.get(plan.branch_code, AREA) for plan in plans],
            "birth_place": [plan.place.town for plan in plans],
            "occupation": [TRADES[plan.trade][1] for plan in plans],
            "regency_code": [plan.place.code for plan in plans],
            "least": [_minimum(plan.place) for plan in plans],
        },
        schema_overrides={"group_id": pl.Int64, "least": pl.Int64},
    )
    rows = of_plan[np.repeat(np.arange(len(plans)), counts)]
    above = random.integers(0, 8, total) * 50_000
    return pl.concat([people, rows], how="horizontal").with_columns(
        nik=pl.concat_str("area", pl.col("nik").str.slice(4)),
        kpj=pl.lit(""),
        married=pl.Series(random.random(total) < 0.7),
        phone=pl.lit(""),
        from_date=pl.lit(plans[0].month.day(REGISTERED_ON)) if plans else pl.lit(None, pl.Date),
        base=(pl.col("least") + 999) // 1_000 * 1_000 + pl.Series(above),
        programmes=pl.Series(np.array(CHOICES)[random.integers(len(CHOICES), size=total)]),
        jht_rate=pl.lit(0, dtype=pl.Int32),
    )


def _covers_alone(plans: list[Planned], cover_ids: list[int]) -> list[tuple[Planned, int]]:
    """Give the cover of each who comes alone; covers stand in the order of the plans."""
    found, at = [], 0
    for plan in plans:
        if plan.is_alone:
            found.append((plan, cover_ids[at]))
        at += plan.members
    return found


def bookings_of(month: Month) -> list[Booking]:
    """Give what groups and single workers pay in a month: every bill of it at once."""
    bills = Bill.objects.filter(
        kind=Bill.Kind.OWN_ACCOUNT, settled_on=None, month=month.first_day, received=0
    )
    return [
        Booking(month.day(PAID_ON), amount, f"KR OTOMATIS VA {virtual_account(code)} TK-LHK")
        for code, amount in bills.order_by("pk").values_list("code", "amount")
    ]
