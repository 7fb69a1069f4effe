"""The contribution formula: on a column of a million wages, and for one worker.

Needs no database. OpenFisca is installed into `build/openfisca`, an environment of its own; without
a package index its reference is left out.
"""

import subprocess
import sys
import timeit
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks import CHECKOUT
from benchmarks.measuring import peak_mb, seconds
from jamsostek.contributions.rules.dues import Dues, due, terms_of
from jamsostek.kernel.money import Column
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme

WAGES: Final = 1_000_000
ROUNDS: Final = 9
CALLS: Final = 20_000
MONTH: Final = Month(2011, 9)
EVERY: Final = frozenset(Programme)
OPENFISCA: Final = "openfisca-core==43.5.0"


def run() -> list[dict[str, Any]]:
    """Give wages a second for the column, and microseconds for one worker's month."""
    wages, married = a_column()
    ours, straight = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: computed(wages, married)))
        straight.append(seconds(lambda: computed_straight(wages, married)))
    _must_be_equal(computed(wages, married), computed_straight(wages, married))
    references = {"the same arithmetic in NumPy int64": round(WAGES / min(straight))}
    if openfisca := openfisca_wages_a_second():
        references["OpenFisca, build included"] = openfisca
    peak = peak_mb()
    common = {"peak_mb": peak, "statements": 0}
    return [
        {
            "workload": f"contributions on {WAGES:,} wages, every programme and payer",
            "ours": round(WAGES / min(ours)),
            "unit": "wages/s",
            "references": references,
            **common,
        },
        {
            "workload": "contributions of one worker's month, hot",
            "ours": round(_one_worker_us(), 2),
            "unit": "µs",
            "references": {},
            **common,
        },
    ]


def a_column() -> tuple[Column, "np.ndarray[Any, np.dtype[np.bool_]]"]:
    """Give wages from 500,000 to 20,000,000 and who is married, always the same."""
    chance = np.random.default_rng(1993)
    return chance.integers(500_000, 20_000_001, WAGES), chance.random(WAGES) < 0.5


def computed(wages: Column, married: Any) -> Dues[Column]:  # noqa: ANN401 - as `due` takes it
    """Compute the column as the system does."""
    return due(wages, married, risk_group=3, programmes=EVERY, terms=terms_of(MONTH))


def computed_straight(wages: Column, married: Any) -> tuple[Column, ...]:  # noqa: ANN401 - as above
    """Compute it as one would by hand, the numbers of September 2011 written out."""
    half, whole = 500_000, 1_000_000
    base = np.minimum(wages, 1_000_000)
    jpk = np.where(married, 60_000, 30_000)
    return (
        (wages * 37_000 + half) // whole,
        (wages * 20_000 + half) // whole,
        (wages * 8_900 + half) // whole,
        (wages * 3_000 + half) // whole,
        (base * jpk + half) // whole,
    )


def _must_be_equal(ours: Dues[Column], straight: tuple[Column, ...]) -> None:
    for name, one, other in zip(Dues._fields, ours, straight, strict=True):
        if not np.array_equal(one, other):
            message = f"{name} differs in {np.count_nonzero(one != other)} of {WAGES:,} wages."
            raise AssertionError(message)


def _one_worker_us() -> float:
    terms = terms_of(MONTH)
    once = timeit.Timer(lambda: due(2_500_000, True, risk_group=3, programmes=EVERY, terms=terms))
    return min(once.repeat(repeat=ROUNDS, number=CALLS)) / CALLS * 1_000_000


def openfisca_wages_a_second() -> int | None:
    """Give how many wages a second OpenFisca computes, if it can be installed."""
    python = CHECKOUT / "build" / "openfisca" / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", OPENFISCA], check=True)
        answer = subprocess.run(
            [python, Path(__file__).with_name("openfisca_dues.py"), str(WAGES)],
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"OpenFisca is left out: {error}", file=sys.stderr)
        return None
    print(answer.stderr.strip().splitlines()[-1], file=sys.stderr)
    return int(answer.stdout)
