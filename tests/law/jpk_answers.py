"""What the formulas of JPK answer to the facts of a case."""

from collections.abc import Callable
from typing import Any

from jamsostek.benefits import jpk_package_1993 as package
from jamsostek.benefits.jpk_1993 import assess_jpk
from jamsostek.benefits.jpk_facts_1993 import JpkFacts
from jamsostek.benefits.schema import read_facts
from jamsostek.law.reader import NotInForce


def answer_jpk(facts: dict[str, Any]) -> dict[str, Any]:
    award = assess_jpk(read_facts(JpkFacts, facts))
    return {
        "amounts": [line.amount for line in award.lines],
        "open": [one.kind for one in award.undetermined],
        "refused": len(award.notes),
        "total": award.total,
        "cautious": bool(award.lines) and all(line.caution for line in award.lines),
    }


def answer_package(facts: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"services": [service.value for service in package.package_on(facts["day"])]}
    except NotInForce:
        return {"services": "none"}


def answer_stay(facts: dict[str, Any]) -> dict[str, Any]:
    stay = package.stay_days(facts.pop("days"), facts.pop("special"), facts.pop("day"), **facts)
    return {name: getattr(stay, name) for name in ("ward", "special", "special_beyond", "beyond")}


def answer_exclusions(facts: dict[str, Any]) -> dict[str, Any]:
    found = package.exclusions_on(facts["day"])
    return {"count": len(found), "hiv": package.JpkExclusion.HIV in found}


PACKAGE = "jamsostek.benefits.jpk_package_1993."
JPK_ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "jamsostek.benefits.jpk_1993.assess_jpk": answer_jpk,
    f"{PACKAGE}package_on": answer_package,
    f"{PACKAGE}may_receive": lambda facts: {
        "may": package.may_receive(
            package.JpkService(facts["service"]), package.Patient(facts["patient"])
        )
    },
    f"{PACKAGE}needs_referral": lambda facts: {
        "referral": package.needs_referral(package.JpkService(facts["service"]))
    },
    f"{PACKAGE}stay_days": answer_stay,
    f"{PACKAGE}exclusions_on": answer_exclusions,
}
