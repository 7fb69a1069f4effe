"""Benefits in the law layer: one claim assessed, and a hundred thousand recomputed for a what-if.

Needs no database. Beside each stands the bare sum with the numbers of the law written out, which
knows neither articles nor workings nor heirs.
"""

import random
import timeit
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.measuring import peak_mb, seconds
from jamsostek.benefits.assessing import BENEFITS, examples
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.survivors import Relation, Survivor
from jamsostek.benefits.what_if import Compared, JkmChange, what_if_jkm
from jamsostek.law.programmes import Programme

CLAIMS: Final = 100_000
ROUNDS: Final = 5
CALLS: Final = 500
GRANT: Final = 20_000_000
FIRST: Final = date(2005, 12, 22)
DAYS: Final = (date(2012, 4, 22) - FIRST).days
PP_76_2007: Final = date(2007, 12, 10)
SIMPLE: Final = {
    Programme.JKK: "lost-thumb",
    Programme.JKM: "widow-and-children",
    Programme.JHT: "age-55",
    Programme.JPK: "delivery",
}


def run() -> list[dict[str, Any]]:
    """Give microseconds a claim for each programme, and recomputed claims a second."""
    claims = list(some_claims())
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: _must_hold(what_if(claims), claims)))
        bare.append(seconds(lambda: bare_sums(claims)))
    peak = peak_mb()
    return [
        *(_one_claim(programme, name, peak) for programme, name in SIMPLE.items()),
        {
            "workload": f"{CLAIMS:,} JKM claims under the law and under another grant",
            "ours": round(CLAIMS / min(ours)),
            "unit": "claims/s",
            "references": {"the bare sums, both": round(CLAIMS / min(bare))},
            "peak_mb": peak,
            "statements": 0,
        },
    ]


def some_claims() -> list[JkmFacts]:
    """Give deaths from December 2005 to April 2012 with families of all sizes, always the same."""
    chance = random.Random(1993)  # noqa: S311 - the same claims every time
    return [_claim(chance, number) for number in range(CLAIMS)]


def _claim(chance: random.Random, number: int) -> JkmFacts:
    spouse = [Survivor(Relation.SPOUSE, f"Pasangan {number}")] if chance.random() < 0.8 else []
    children = [
        Survivor(Relation.CHILD, f"Anak {n}", FIRST - timedelta(days=chance.randrange(9000)))
        for n in range(chance.randrange(1, 4))
    ]
    return JkmFacts(
        event_date=FIRST + timedelta(days=chance.randrange(DAYS)),
        work_accident=False,
        group=WorkerGroup.WORKER,
        cover=Cover.INSURED,
        survivors=(*spouse, *children),
    )


def what_if(claims: list[JkmFacts]) -> Compared:
    """Recompute the claims as the system does."""
    return what_if_jkm(claims, JkmChange(death_grant=GRANT))


def bare_sums(claims: list[JkmFacts]) -> tuple[int, int]:
    """Compute both sums as one would by hand, the numbers of the time written out."""
    before = after = 0
    for claim in claims:
        is_later = claim.event_date is not None and claim.event_date >= PP_76_2007
        rest = 24 * 200_000 + (2_000_000 if is_later else 1_500_000)
        before += rest + (10_000_000 if is_later else 6_000_000)
        after += rest + GRANT
    return before, after


def _must_hold(found: Compared, claims: list[JkmFacts]) -> None:
    if (found.before, found.after) != bare_sums(claims):
        message = f"{found} differs from the bare sums {bare_sums(claims)}."
        raise AssertionError(message)


def _one_claim(programme: Programme, name: str, peak: int) -> dict[str, Any]:
    """Measure one example, its facts read from plain data beside."""
    benefit = BENEFITS[programme]
    given = next(e.given for e in examples() if (e.programme, e.name) == (programme, name))
    facts, _award = benefit.assessed(given)
    return {
        "workload": f"one {programme} claim assessed: {name}",
        "ours": _microseconds(lambda: benefit.assess(facts)),
        "unit": "µs",
        "references": {
            "with its facts read and shares": _microseconds(lambda: benefit.assessed(given))
        },
        "peak_mb": peak,
        "statements": 0,
    }


def _microseconds(work: Callable[[], object]) -> float:
    once = timeit.Timer(work)
    return round(min(once.repeat(repeat=ROUNDS, number=CALLS)) / CALLS * 1_000_000, 1)
