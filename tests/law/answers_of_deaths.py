"""How the cases of JKM, heirs and payers are asked of the formulas."""

from datetime import date
from typing import Any

from jamsostek.benefits import heirs_1993, heirs_2012, jkm_1993, payers
from jamsostek.benefits.awards import Award
from jamsostek.benefits.survivors import Beneficiary, Relation, Survivor, divide
from jamsostek.law.programmes import Programme

WIDOW = [["SPOUSE", "Ani"]]


def survivor(row: list[Any]) -> Survivor:
    relation, *rest = row
    return Survivor(Relation(relation), *rest)


def family(rows: list[list[Any]]) -> tuple[Survivor, ...]:
    return tuple(map(survivor, rows))


def will_of(rows: list[list[Any]] | None) -> tuple[Beneficiary, ...] | None:
    return None if rows is None else tuple(Beneficiary(*row) for row in rows)


def answer_heirs(formula: Any, facts: dict[str, Any]) -> dict[str, Any]:
    day: date = facts["day"]
    heirs = formula(family(facts["survivors"]), will_of(facts.get("will")), on=day)
    shares = divide(facts["amount"], heirs)
    return {
        "takers": heirs.takers,
        "shares": {share.heir.name: share.amount for share in shares},
        "minors": [heir.name for heir in heirs.heirs if heir.is_minor],
        "cautioned": bool(heirs.caution),
        "notes": len(heirs.notes),
    }


def jkm_facts(facts: dict[str, Any]) -> jkm_1993.JkmFacts:
    return jkm_1993.JkmFacts(
        event_date=facts["event_date"],
        work_accident=facts.get("work_accident", False),
        group=jkm_1993.WorkerGroup(facts.get("group", "WORKER")),
        cover=payers.Cover(facts.get("cover", "INSURED")),
        stopped_on=facts.get("stopped_on"),
        survivors=family(facts.get("survivors", WIDOW)),
        will=will_of(facts.get("will")),
        up_front=facts.get("up_front"),
    )


def of_award(award: Award) -> dict[str, Any]:
    return {
        "total": award.total,
        "lines": {line.kind: line.amount for line in award.lines},
        "months": {line.kind: line.months for line in award.lines},
        "recipients": {line.kind: line.recipient for line in award.lines},
        "cautioned": any(line.caution for line in award.lines),
        "undetermined": [open_.kind for open_ in award.undetermined],
        "notes": len(award.notes),
    }


def answer_payer(facts: dict[str, Any]) -> dict[str, Any]:
    found = payers.who_pays(
        Programme(facts["programme"]),
        payers.Cover(facts["cover"]),
        on=facts["day"],
        stopped_on=facts.get("stopped_on"),
    )
    return {"payer": found.payer}


ANSWERS = {
    "jamsostek.benefits.heirs_1993.death_heirs": lambda facts: answer_heirs(
        heirs_1993.death_heirs, facts
    ),
    "jamsostek.benefits.heirs_1993.savings_heirs": lambda facts: answer_heirs(
        heirs_1993.savings_heirs, facts
    ),
    "jamsostek.benefits.heirs_2012.death_heirs": lambda facts: answer_heirs(
        heirs_2012.death_heirs, facts
    ),
    "jamsostek.benefits.heirs_2012.savings_heirs": lambda facts: answer_heirs(
        heirs_2012.savings_heirs, facts
    ),
    "jamsostek.benefits.jkm_1993.assess_jkm": lambda facts: of_award(
        jkm_1993.assess_jkm(jkm_facts(facts))
    ),
    "jamsostek.benefits.payers.who_pays": answer_payer,
}
