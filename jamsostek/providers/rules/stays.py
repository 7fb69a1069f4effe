"""The days of a stay by calendar year, within the yearly limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jamsostek.benefits.jpk_package_1993 import StayDays, stay_days

Used = tuple[int, int]
"""Days in hospital and, of them, in special care, that a year has seen before."""


@dataclass(frozen=True, slots=True)
class YearOfStay:
    """What of a stay lies in one calendar year."""

    year: int
    days: int
    stay: StayDays


def parted(
    admitted_on: date, discharged_on: date, special_days: int, used: Mapping[int, Used]
) -> list[YearOfStay]:
    """Part a stay by calendar years and each year's limits.

    The day of admission counts, that of discharge does not; a stay within one day is one day.
    Days in special care count towards the earlier year first, as nobody tells them apart.

    Raises:
        NotAStay: the discharge lies before the admission, or special care is longer than the stay.
        NotInForce: JPK had not begun, or has ended.
    """
    length = max(1, (discharged_on - admitted_on).days)
    if discharged_on < admitted_on or not 0 <= special_days <= length:
        raise NotAStay("A stay ends after it begins, and special care lies within it.")
    years = []
    first, after = admitted_on, admitted_on + timedelta(days=length)
    left = special_days
    while first < after:
        ends = min(after, date(first.year + 1, 1, 1))
        days = (ends - first).days
        special = min(left, days)
        earlier, earlier_special = used.get(first.year, (0, 0))
        stay = stay_days(days, special, first, used=earlier, special_used=earlier_special)
        years.append(YearOfStay(first.year, days, stay))
        left -= special
        first = ends
    return years


class NotAStay(ValueError):
    """Days that no stay can have."""
