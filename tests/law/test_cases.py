"""The cases worked by hand, in `jamsostek/law/cases`, against the formulas."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import jamsostek
from jamsostek.contributions.rules import (
    construction,
    cover,
    dues,
    own_account,
    penalties,
    project_terms,
    wages,
)
from jamsostek.kernel.months import Month
from jamsostek.law import wages as month_wages
from jamsostek.law.cases import Case, cases
from jamsostek.law.citations import implementations
from jamsostek.law.programmes import Programme
from jamsostek.membership import rules as membership
from jamsostek.savings import rules as savings
from tests.law import answers_of_deaths, answers_of_savings
from tests.law.claims_answers import CLAIMS_ANSWERS
from tests.law.jkk_answers import JKK_ANSWERS
from tests.law.jpk_answers import JPK_ANSWERS


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.function}: {case.name}")
def test_a_case_worked_by_hand_comes_out(case: Case):
    answer = ANSWERS[case.function](with_months(case.facts))

    assert {name: answer[name] for name in case.expect} == case.expect


def test_every_case_shows_its_working():
    without = [case.name for case in cases() if not case.working.strip()]

    assert without == []


def test_every_function_with_an_article_is_held_by_a_case_or_belongs_to_one_that_is():
    for module in pkgutil.walk_packages(jamsostek.__path__, "jamsostek."):
        if ".rules" in module.name or ".benefits" in module.name or ".law." in module.name:
            importlib.import_module(module.name)
    held = {case.function for case in cases()}
    parts = {
        "jamsostek.contributions.rules.dues.jkk_rate_of",
        "jamsostek.contributions.rules.dues.jpk_due",
        "jamsostek.contributions.rules.own_account.check_programmes",
        "jamsostek.contributions.rules.own_account.jht_rate_of",
        "jamsostek.membership.rules.employers.suggest_risk_groups",
    }

    named = {line.function for line in implementations()}

    assert named - parts <= held
    assert held - {"jamsostek.savings.rules.credited_return"} <= named


def with_months(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Month.parse(fact) if name in {"month", "first_month"} else fact
        for name, fact in facts.items()
    }


def on_day(facts: dict[str, Any]) -> dict[str, Any]:
    """YAML reads `on` as a truth value, so cases say `day`."""
    return {"on" if name == "day" else name: fact for name, fact in facts.items()}


def answer_due(facts: dict[str, Any]) -> dict[str, Any]:
    month: Month = facts["month"]
    return dues.due(
        facts["wage"],
        facts["married"],
        risk_group=facts["risk_group"],
        programmes=membership.programmes_on(month.first_day),
        terms=dues.terms_of(month),
    )._asdict()


def answer_penalty(facts: dict[str, Any]) -> dict[str, Any]:
    penalty = penalties.late_penalty(facts.pop("due"), **facts)
    return {"amount": penalty.amount, "months": penalty.months}


def answer_duty(facts: dict[str, Any]) -> dict[str, Any]:
    duty = membership.must_register(**on_day(facts))
    return {"must_register": duty.must_register, "ground": duty.ground}


def answer_construction(facts: dict[str, Any]) -> dict[str, Any]:
    found = construction.construction_dues(facts["contract_value"], facts["day"])
    return answer_of_project(found) | {"slices": [part.total for part in found.slices]}


def answer_of_project(
    found: construction.ConstructionDues | construction.ConstructionDifference,
) -> dict[str, Any]:
    return {"jkk": found.jkk, "jkm": found.jkm, "total": found.total}


def answer_own_account(facts: dict[str, Any]) -> dict[str, Any]:
    facts = of_own_account(facts)
    found = own_account.own_account_due(facts.pop("base"), facts.pop("married"), **facts)
    return found._asdict() | {"total": found.total}


def answer_period(facts: dict[str, Any]) -> dict[str, Any]:
    facts = of_own_account(facts)
    period = own_account.period_dues(facts.pop("base"), facts.pop("married"), **facts)
    months = [month.dues.total for month in period]
    return {"months": months, "total": sum(months)}


def of_own_account(facts: dict[str, Any]) -> dict[str, Any]:
    facts = facts | {"programmes": [Programme(name) for name in facts["programmes"]]}
    if "jht_rate" in facts:
        facts["jht_rate"] = Decimal(facts["jht_rate"])
    return facts


def answer_base(facts: dict[str, Any]) -> dict[str, Any]:
    found = own_account.base_minimum(**facts)
    return {"amount": found.amount, "place": found.place}


def by_name(programmes: frozenset[Programme]) -> dict[str, Any]:
    return {"programmes": sorted(programmes)}


def answer_worker(facts: dict[str, Any]) -> dict[str, Any]:
    month: Month = facts.pop("month")
    short = [Month.parse(text) for text in facts.pop("short_months", [])]
    service = membership.service_in(month, short_months=short, **facts)
    answer = membership.worker_programmes(service, month=month)
    return by_name(answer.programmes) | {"standing": answer.standing}


def family_of(facts: dict[str, Any]) -> tuple[list[membership.Relative], date]:
    return relatives(facts["family"]), facts["day"]


def relatives(rows: list[list[Any]], first: int = 1) -> list[membership.Relative]:
    return [membership.Relative(number, *row) for number, row in enumerate(rows, first)]


ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    **answers_of_deaths.ANSWERS,
    **answers_of_savings.ANSWERS,
    "jamsostek.contributions.rules.dues.due": answer_due,
    "jamsostek.contributions.rules.dues.due_date": lambda facts: {
        "due_date": dues.due_date(**facts)
    },
    "jamsostek.contributions.rules.dues.jpk_wage_max_of_k1": lambda facts: {
        "amount": dues.jpk_wage_max_of_k1(**facts)
    },
    "jamsostek.contributions.rules.construction.construction_dues": answer_construction,
    "jamsostek.contributions.rules.construction.construction_dues_on_wages": lambda facts: (
        answer_of_project(construction.construction_dues_on_wages(**on_day(facts)))
    ),
    "jamsostek.contributions.rules.construction.difference_after_addendum": lambda facts: (
        answer_of_project(construction.difference_after_addendum(**facts))
    ),
    "jamsostek.contributions.rules.construction.terms_of_payment": lambda facts: {
        "parts": construction.terms_of_payment(**on_day(facts))
    },
    "jamsostek.contributions.rules.construction.last_registration_day": lambda facts: {
        "last_day": construction.last_registration_day(**facts)
    },
    "jamsostek.contributions.rules.own_account.own_account_due": answer_own_account,
    "jamsostek.membership.rules.own_account.base_minimum": answer_base,
    "jamsostek.membership.rules.own_account.last_day_of_age": lambda facts: {
        "last_day": own_account.last_day_of_age(**on_day(facts))
    },
    "jamsostek.contributions.rules.own_account.period_dues": answer_period,
    "jamsostek.contributions.rules.penalties.late_penalty": answer_penalty,
    "jamsostek.law.wages.wage_of_daily": lambda facts: {
        "wage": month_wages.wage_of_daily(**on_day(facts)).amount
    },
    "jamsostek.law.wages.wage_of_pieces": lambda facts: {
        "wage": month_wages.wage_of_pieces(**on_day(facts)).amount
    },
    "jamsostek.contributions.rules.wages.casual_base": lambda facts: {
        "wage": wages.casual_base(**facts).amount
    },
    "jamsostek.contributions.rules.cover.cover_begins": lambda facts: {
        "begins": cover.cover_begins(**facts)
    },
    "jamsostek.contributions.rules.project_terms.registered_in_time": lambda facts: {
        "registered": project_terms.registered_in_time(**facts)
    },
    "jamsostek.membership.rules.employers.must_register": answer_duty,
    "jamsostek.membership.rules.employers.may_opt_out_of_jpk": lambda facts: {
        "allowed": membership.may_opt_out_of_jpk(**on_day(facts)).allowed
    },
    "jamsostek.membership.rules.employers.programmes_on": lambda facts: by_name(
        membership.programmes_on(**facts)
    ),
    "jamsostek.membership.rules.workers.casual_programmes": lambda facts: by_name(
        membership.casual_programmes(**on_day(facts))
    ),
    "jamsostek.membership.rules.workers.worker_programmes": answer_worker,
    "jamsostek.membership.rules.families.family_cover": lambda facts: {
        "grounds": [cover.ground for cover in membership.family_cover(*family_of(facts))]
    },
    "jamsostek.membership.rules.families.has_family": lambda facts: {
        "family": membership.has_family(*family_of(facts))
    },
    "jamsostek.membership.rules.families.is_one_child_too_many": lambda facts: {
        "too_many": membership.is_one_child_too_many(
            relatives(facts["children"]), relatives([facts["new"]], first=9)[0]
        )
    },
    "jamsostek.savings.rules.credited_return": lambda facts: {
        "credited": savings.credited_return(**facts)
    },
    **JKK_ANSWERS,
    **JPK_ANSWERS,
    **CLAIMS_ANSWERS,
}
