"""How large a demonstration is, and what it comes to on the day it shows."""

from dataclasses import dataclass
from datetime import date
from typing import Final

PRESENT: Final = date(2011, 9, 30)
"""The day the demonstration shows: that of the figures it comes to."""


@dataclass(frozen=True, slots=True)
class Building:
    """The region's construction projects under way, their workers, and the targets of both."""

    projects: int
    workers: int
    target_projects: int
    target_workers: int


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The region's own-account workers who are paid for, their groups, and the target."""

    workers: int
    groups: int
    target: int


@dataclass(frozen=True, slots=True)
class Lampung:
    """The members of the Lampung branch, those new in the year, and the target for them."""

    members: int
    new_members: int
    target: int


@dataclass(frozen=True, slots=True)
class Benefits:
    """What the region decides on in the year until the day shown: cases, and about how much.

    `cases` and `amount` are of the package and the special programme, the others of the informal.
    """

    cases: int
    amount: int
    own_cases: int
    own_amount: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made, and what it comes to on the day shown."""

    name: str
    companies: int
    workers: int
    target_companies: int
    target_workers: int
    declaring: int
    """How many of the companies also declare wages and pay."""
    building: Building
    own_account: OwnAccount
    lampung: Lampung
    benefits: Benefits

    @property
    def people(self) -> int:
        """How many insured people are made in all."""
        region = self.workers + self.building.workers + self.own_account.workers
        return region + self.lampung.members


FULL: Final = Size(
    "FULL",
    1_653,
    184_521,
    2_259,
    217_373,
    declaring=24,
    building=Building(7_954, 665_591, 8_464, 708_221),
    own_account=OwnAccount(22_524, 450, 25_200),
    lampung=Lampung(121_110, 39_088, 46_906),
    benefits=Benefits(78_383, 340_612_845_000, 1_132, 2_403_618_000),
)
"""Regional Office V as the press reported it on 30 September 2011, and the Lampung branch.

How many projects were under way was not reported: as many of those aimed at as of the workers.
"""

SMALL: Final = Size(
    "SMALL",
    83,
    9_226,
    113,
    10_869,
    declaring=16,
    building=Building(398, 33_280, 423, 35_411),
    own_account=OwnAccount(1_126, 23, 1_260),
    lampung=Lampung(6_056, 1_954, 2_345),
    benefits=Benefits(3_919, 17_030_642_000, 57, 120_180_900),
)
"""The same at a twentieth."""
