"""Where own-account workers work: the regencies of our branches, with their minimum wages."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from jamsostek.institution.models import Branch
from jamsostek.institution.queries import regencies, regency
from jamsostek.law.minimum_wages import places_with_minimum_wage

PROVINCE: Final = 2


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A place one may choose, with the branch that serves it."""

    code: str
    name: str
    branch: Branch


def work_places(day: date, branches: list[Branch] | None = None) -> dict[str, WorkPlace]:
    """Give the places that branches serve, by code, ordered by name; the first branch serves it."""
    found: dict[str, WorkPlace] = {}
    every = Branch.objects.order_by("code") if branches is None else branches
    for branch in every:
        for code, name in _of_territory(branch.territory, day):
            found.setdefault(code, WorkPlace(code, name, branch))
    return dict(sorted(found.items(), key=lambda item: _plain(item[1].name)))


def place_name(code: str, day: date) -> str:
    """Name a place by its code."""
    zoned = places_with_minimum_wage().get(code) if "/" in code else None
    known = regency(code.partition("/")[0], day)
    return zoned or (known.name if known else code)


def _of_territory(territory: list[str], day: date) -> list[tuple[str, str]]:
    places = []
    for part in territory:
        known = regency(part, day)
        within = regencies(part, day) if len(part) == PROVINCE else [known] if known else []
        for place in within:
            zones = [c for c in places_with_minimum_wage() if c.startswith(f"{place.code}/")]
            places += [(code, place_name(code, day)) for code in zones or [place.code]]
    return places


def _plain(name: str) -> str:
    return name.removeprefix("Kabupaten ").removeprefix("Kota ")
