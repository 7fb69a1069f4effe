"""Minimum wages by place and year: what own-account workers declare at least."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from jamsostek.law.reader import FOLDER, NotFound

_PLACE: Final = re.compile(r"\d{2}(?:\.\d{2}(?:/.+)?)?")
_REGENCY: Final = 5
"""The letters of a regency's code, like 33.74."""


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """The minimum wage of a place in a year, and where it is written.

    `kind` is UMP for a province's, UMK for a regency's. `note` says what must be said beside it.
    """

    amount: int
    place: str
    name: str
    kind: str
    year: int
    citation: str
    status: str
    note: str


def minimum_wage_on(place: str, on: date) -> MinimumWage:
    """Give the monthly minimum wage of a place on a day: the regency's, or else the province's.

    A place is a province like 33, a regency or city like 33.74, or a zone like 33.01/Kota where a
    regency is parted into zones. Where the regency's own wage is not known the province's stands
    in, below which it may not lie, and says so.

    Raises:
        NotAPlace: the code is written otherwise.
        NotFound: neither is known for the year, or the zone is missing or wrong.
    """
    if not _PLACE.fullmatch(place):
        raise NotAPlace(
            f"{place!r} is no place; give a province like 33, a city or regency like 33.74,"
            " or a zone like 33.01/Kota."
        )
    code, _, zone = place.partition("/")
    zones = _table().get((code, on.year), {})
    if zones:
        return _in_zone(place, zone, zones, on.year)
    if len(code) == _REGENCY and (province := _table().get((code[:2], on.year))):
        words = f"The wage of {code} itself is not known; this is its province's."
        found = province[""]
        return replace(found, note=" ".join(filter(None, [words, found.note])))
    raise NotFound(
        f"The minimum wage of {place} in {on.year} is unknown; the governor's decree for that year"
        f" would settle it. Known: {_known(code)}."
    )


def minimum_wages(year: int) -> list[MinimumWage]:
    """Give every minimum wage that is known for a year, by place."""
    return [wage for (_, of), zones in _table().items() if of == year for wage in zones.values()]


def places_with_minimum_wage() -> dict[str, str]:
    """Give the name of every place that has a minimum wage in some year, by its code."""
    named: dict[str, str] = {}
    for zones in _table().values():
        for zone, wage in zones.items():
            named[wage.place] = wage.name + (f", {zone}" if zone else "")
    return dict(sorted(named.items()))


class NotAPlace(ValueError):
    """A text that names no province, regency or zone."""


def _in_zone(place: str, zone: str, zones: dict[str, MinimumWage], year: int) -> MinimumWage:
    if zone.casefold() in zones:
        return zones[zone.casefold()]
    if "" in zones:
        raise NotFound(f"{zones[''].name} had no zones in {year}; leave out /{zone}.")
    named = ", ".join(wage.place for wage in zones.values())
    raise NotFound(
        f"{place} needs a zone, for {next(iter(zones.values())).name} had several minimum wages in"
        f" {year}: {named}."
    )


def _known(code: str) -> str:
    places = dict.fromkeys([code, code[:2]])
    years = {place: [year for of, year in _table() if of == place] for place in places}
    known = [f"{place} in {', '.join(map(str, of))}" for place, of in years.items() if of]
    return "; ".join(known) or "none of that province"


@cache
def _table() -> dict[tuple[str, int], dict[str, MinimumWage]]:
    wages: dict[tuple[str, int], dict[str, MinimumWage]] = defaultdict(dict)
    with (FOLDER / "minimum_wages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = row["code"] + (f"/{row['zone']}" if row["zone"] else "")
            wages[row["code"], int(row["year"])][row["zone"].casefold()] = MinimumWage(
                amount=int(row["amount"]),
                place=place,
                name=row["name"],
                kind=row["kind"],
                year=int(row["year"]),
                citation=row["decree"] or f"{row['kind']} {row['name']} {row['year']}",
                status=row["status"],
                note=row["note"],
            )
    return dict(wages)
