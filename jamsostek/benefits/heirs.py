"""Who takes after a worker's death, by the law of the day of death."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from jamsostek.benefits import heirs_1993, heirs_2012
from jamsostek.benefits.survivors import Beneficiary, Heirs, Survivor
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, row_on


def heirs_of(
    programme: Programme,
    survivors: Sequence[Survivor],
    will: Sequence[Beneficiary] | None,
    *,
    on: date,
) -> Heirs:
    """Give who takes what a programme owes after a death, under the law of the day of death.

    JKK and JKM follow one order, JHT another. `will` is None while nobody asked for one, and
    empty where there is none.

    Raises:
        FactsMissing: whether there is a will must be known and is not.
        FactsContradict: the survivors cannot be as they are given.
        NotInForce: the day lies outside the law of this version.
    """
    if _knows_the_estates_office(on):
        by_death, by_savings = heirs_2012.death_heirs, heirs_2012.savings_heirs
    else:
        by_death, by_savings = heirs_1993.death_heirs, heirs_1993.savings_heirs
    return (by_savings if programme is Programme.JHT else by_death)(survivors, will, on=on)


@lru_cache(maxsize=16_384)
def _knows_the_estates_office(on: date) -> bool:
    try:
        return bool(row_on("heirs", "estates_office", on=on).value)
    except NotInForce:
        return False
