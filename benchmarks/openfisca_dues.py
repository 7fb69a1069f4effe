"""Compute the contributions of a month with OpenFisca, in an environment that has it.

Run by `benchmarks.formula`; prints how many wages a second were computed, and says on the other
stream how many totals its single-precision floats get wrong.
"""

import sys
import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

ROUNDS = 3
PERIOD = "2011-09"
CEILING = 1_000_000
RATES = {"jht_employer": 37_000, "jht_member": 20_000, "jkk": 8_900, "jkm": 3_000}
JPK_SINGLE, JPK_MARRIED = 30_000, 60_000

worker = build_entity(key="worker", plural="workers", label="A worker", is_person=True)


def main(count: int) -> None:
    """Compute so many wages a few times, and print what came of the fastest."""
    chance = np.random.default_rng(1993)
    wages, married = chance.integers(500_000, 20_000_001, count), chance.random(count) < 0.5
    system = a_system()
    fastest = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        simulation = SimulationBuilder().build_default_simulation(system, count)
        simulation.set_input("wage", PERIOD, wages)
        simulation.set_input("married", PERIOD, married)
        total = simulation.calculate("total", PERIOD)
        fastest = min(fastest, time.perf_counter() - begun)
    wrong = np.count_nonzero(total.astype(np.int64) != exact(wages, married))
    print(f"OpenFisca: {wrong:,} of {count:,} totals are wrong", file=sys.stderr)
    print(round(count / fastest))


def exact(wages: np.ndarray, married: np.ndarray) -> np.ndarray:
    """Give the totals in whole rupiah, each part rounded half up."""
    total = sum((wages * rate + 500_000) // 1_000_000 for rate in RATES.values())
    jpk = np.where(married, JPK_MARRIED, JPK_SINGLE)
    return total + (np.minimum(wages, CEILING) * jpk + 500_000) // 1_000_000


def a_system() -> TaxBenefitSystem:
    """Build the variables as OpenFisca's guides do: floats, one formula for each amount."""
    system = TaxBenefitSystem([worker])
    system.add_variables(an_input("wage", float), an_input("married", bool))
    system.add_variables(*(a_share(name, rate) for name, rate in RATES.items()), jpk, total)
    return system


def an_input(name: str, kind: type) -> type[Variable]:
    """Make a variable that is given."""
    return type(
        name,
        (Variable,),
        {"value_type": kind, "entity": worker, "definition_period": MONTH, "label": name},
    )


def a_share(name: str, millionths: int) -> type[Variable]:
    """Make a variable that is a share of the wage."""

    def formula(workers, period):  # noqa: ANN001, ANN202 - OpenFisca's own form
        return np.floor(workers("wage", period) * millionths / 1_000_000 + 0.5)

    return type(
        name,
        (Variable,),
        {
            "value_type": float,
            "entity": worker,
            "definition_period": MONTH,
            "label": name,
            "formula": formula,
        },
    )


class jpk(Variable):  # noqa: N801 - OpenFisca names variables by their classes
    """Health care, on a wage up to the ceiling."""

    value_type = float
    entity = worker
    definition_period = MONTH
    label = "Health care"

    def formula(self, period):  # noqa: ANN001, ANN201, D102 - OpenFisca's own form
        base = np.minimum(self("wage", period), CEILING)
        rate = np.where(self("married", period), JPK_MARRIED, JPK_SINGLE)
        return np.floor(base * rate / 1_000_000 + 0.5)


class total(Variable):  # noqa: N801 - as above
    """What the employer pays in."""

    value_type = float
    entity = worker
    definition_period = MONTH
    label = "All contributions"

    def formula(self, period):  # noqa: ANN001, ANN201, D102 - as above
        return sum(self(name, period) for name in (*RATES, "jpk"))


if __name__ == "__main__":
    main(int(sys.argv[1]))
