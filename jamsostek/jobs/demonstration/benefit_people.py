"""Whom the demonstration's claims are about: workers of the register, always the same ones."""

from typing import Final

from jamsostek.institution.queries import office
from jamsostek.jobs.demonstration.benefit_plan import EVENTS_FROM, EVENTS_UNTIL, Kind
from jamsostek.jobs.demonstration.staff import REGION
from jamsostek.membership.queries.samples import Drawn as Person
from jamsostek.membership.queries.samples import Pool, drawn

__all__ = ["Person", "TooFew", "people_of"]

POOLS: Final = {
    Kind.ACCIDENT: Pool.AT_WORK,
    Kind.CARE: Pool.WITH_JPK,
    Kind.DEATH: Pool.LEFT,
    Kind.BUILDING_ACCIDENT: Pool.BUILDING,
    Kind.BUILDING_DEATH: Pool.BUILT,
    Kind.OWN_ACCIDENT: Pool.PROTECTED,
    Kind.OWN_DEATH: Pool.LAPSED,
}
"""Who may be chosen for each kind: whoever died has no spell on the day shown."""


def people_of(kind: Kind, count: int) -> list[Person]:
    """Give the workers of a kind of claims, as many as asked for.

    Raises:
        TooFew: the register does not have as many.
    """
    found = drawn(
        POOLS[kind],
        branch_ids=office(REGION).branch_ids,
        first=EVENTS_FROM,
        last=EVENTS_UNTIL,
        count=count,
    )
    if len(found) < count:
        raise TooFew(f"{kind} needs {count} workers and there are {len(found)}.")
    return found


class TooFew(RuntimeError):
    """A demonstration too small for its claims."""
