"""What the formulas of JKK answer to the facts of a case."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from jamsostek.benefits import clocks_1993 as clocks
from jamsostek.benefits.jkk_1993 import assess_jkk
from jamsostek.benefits.jkk_death_1993 import death_floor, jkm_of
from jamsostek.benefits.jkk_diseases import Disease, right_of_disease
from jamsostek.benefits.jkk_facts import JkkFacts
from jamsostek.benefits.jkk_impairments import Injury, rated
from jamsostek.benefits.schema import read_facts


def answer_jkk(facts: dict[str, Any]) -> dict[str, Any]:
    award = assess_jkk(read_facts(JkkFacts, facts))
    return {
        "lines": [[line.kind, line.amount] for line in award.lines],
        "total": award.total,
        "recipients": [line.recipient.value for line in award.lines],
        "months": [line.months for line in award.lines],
        "undetermined": [one.kind for one in award.undetermined],
        "cautioned": [line.kind for line in award.lines if line.caution],
        "notes": len(award.notes),
    }


def answer_percent(facts: dict[str, Any]) -> dict[str, Any]:
    day = facts.pop("day")
    found = rated(read_facts(Injury, facts), day)
    percent = Decimal(found.percent.numerator) / Decimal(found.percent.denominator)
    return {"percent": percent, "cautioned": bool(found.caution)}


def answer_disease(facts: dict[str, Any]) -> dict[str, Any]:
    right = right_of_disease(Disease(facts.pop("disease")), facts.pop("diagnosed_on"), **facts)
    return {"standing": right.standing.value}


def answer_report(facts: dict[str, Any]) -> dict[str, Any]:
    began = datetime.fromisoformat(facts["began"])
    clock = clocks.last_moment_to_report(clocks.Report(facts["report"]), began)
    return {"last": clock.last.isoformat(timespec="minutes")}


def answer_late(facts: dict[str, Any]) -> dict[str, Any]:
    line = clocks.late_compensation(facts.pop("benefit"), **facts)
    return {"amount": line.amount if line else 0}


_AWARDS = {
    "jkk_1993": ("assess_jkk", "monthly_wage", "temporary_incapacity", "who_owes"),
    "jkk_disability_1993": ("partial_disability", "total_disability"),
    "jkk_periodic": ("periodic",),
    "jkk_death_1993": ("death",),
    "jkk_costs_1993": ("treatment", "dentures", "devices", "rehabilitation", "transport"),
}
_PERCENTS = ("table", "scalp", "shortening", "hearing", "capacity", "vision", "field")
_HOUSE = "jamsostek.benefits"

JKK_ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    **{f"{_HOUSE}.{room}.{name}": answer_jkk for room, names in _AWARDS.items() for name in names},
    **{f"{_HOUSE}.jkk_impairments.{name}_percent": answer_percent for name in _PERCENTS},
    f"{_HOUSE}.jkk_death_1993.death_floor": lambda facts: {"amount": death_floor(facts["day"])},
    f"{_HOUSE}.jkk_death_1993.jkm_of": lambda facts: {"amount": jkm_of(facts["day"])},
    f"{_HOUSE}.jkk_diseases.right_of_disease": answer_disease,
    f"{_HOUSE}.clocks_1993.last_moment_to_report": answer_report,
    f"{_HOUSE}.clocks_1993.last_day_to_pay": lambda facts: {
        "last": clocks.last_day_to_pay(facts["complete_on"]).last
    },
    f"{_HOUSE}.clocks_1993.late_compensation": answer_late,
}
