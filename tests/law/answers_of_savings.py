"""How the cases of JHT and its tax are asked of the formulas."""

from collections import Counter
from typing import Any

from jamsostek.benefits import jht_1993, jht_exits_1993, jht_tax, jht_tax_2001, jht_tax_2009
from jamsostek.benefits.awards import AwardLine, Undetermined
from jamsostek.benefits.jht_facts_1993 import (
    JhtExit,
    JhtFacts,
    JhtMovement,
    PaymentForm,
    WorkAt55,
)
from jamsostek.benefits.jht_tax_2009 import EarlierPayment, TaxedPayment
from tests.law.answers_of_deaths import family, of_award, will_of


def jht_facts(facts: dict[str, Any]) -> JhtFacts:
    """Build the facts of a case: the balance is that of the day of payment, and so on."""
    facts = {"balance_date": facts["payment_date"], "payment_form": "LUMP_SUM"} | facts
    given: dict[str, Any] = facts | {
        "exit": JhtExit(facts["exit"]),
        "payment_form": PaymentForm(facts["payment_form"]),
        "movements": tuple(JhtMovement(*row) for row in facts.get("movements", [])),
        "earlier_payments": earlier(facts.get("earlier_payments", [])),
        "will": will_of(facts.get("will")),
    }
    if "at_55" in facts:
        given["at_55"] = WorkAt55(facts["at_55"])
    if "survivors" in facts:
        given["survivors"] = family(facts["survivors"])
    return JhtFacts(**given)


def earlier(rows: list[list[Any]]) -> tuple[EarlierPayment, ...]:
    return tuple(EarlierPayment(*row) for row in rows)


def answer_jht(facts: dict[str, Any]) -> dict[str, Any]:
    award = jht_1993.assess_jht(jht_facts(facts))
    sums: Counter[str] = Counter()
    for line in award.lines:
        sums[line.kind] += line.amount
    return of_award(award) | {"lines": dict(sums)}


def of_way(way: jht_exits_1993.Way) -> dict[str, Any]:
    return {
        "from_date": way.from_date,
        "entitled_on": way.entitled_on,
        "open_from": way.open_from,
    }


def payment(facts: dict[str, Any]) -> TaxedPayment:
    return TaxedPayment(**facts | {"earlier": earlier(facts.get("earlier", []))})


def of_tax(found: AwardLine | Undetermined) -> dict[str, Any]:
    return {"tax": found.amount if isinstance(found, AwardLine) else None}


ANSWERS = {
    "jamsostek.benefits.jht_1993.assess_jht": answer_jht,
    "jamsostek.benefits.jht_exits_1993.at_55": lambda facts: of_way(
        jht_exits_1993.at_55(facts["birth_date"], WorkAt55(facts["at_55"]), on=facts["day"])
    ),
    "jamsostek.benefits.jht_exits_1993.announcement_day": lambda facts: {
        "day": jht_exits_1993.announcement_day(facts["birth_date"], on=facts["day"])
    },
    "jamsostek.benefits.jht_exits_1993.on_disability": lambda facts: of_way(
        jht_exits_1993.on_disability(facts["certified"], on=facts["day"])
    ),
    "jamsostek.benefits.jht_exits_1993.after_work": lambda facts: of_way(
        jht_exits_1993.after_work(**{"works_again_on": None} | facts)
    ),
    "jamsostek.benefits.jht_tax_2001.withheld": lambda facts: of_tax(
        jht_tax_2001.withheld(facts["amount"], entitled_on=facts["entitled_on"])
    ),
    "jamsostek.benefits.jht_tax_2009.withheld": lambda facts: of_tax(
        jht_tax_2009.withheld(payment(facts))
    ),
    "jamsostek.benefits.jht_tax.withheld": lambda facts: of_tax(jht_tax.withheld(payment(facts))),
}
