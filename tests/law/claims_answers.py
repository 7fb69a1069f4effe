"""The formulas of claims, asked as the cases ask them."""

from collections.abc import Callable
from datetime import time
from typing import Any

from jamsostek.claims.rules import clocks, difference


def answer_notice(facts: dict[str, Any]) -> dict[str, Any]:
    at = time.fromisoformat(facts["at"]) if "at" in facts else None
    due, _ = clocks.notice_due(facts["cause"], facts["day"], at)
    return {"due": due.isoformat()}


def answer_settle(facts: dict[str, Any]) -> dict[str, Any]:
    found = difference.settle(
        [difference.Owed(*one) for one in facts["owed"]],
        [difference.Standing(*one) for one in facts["standing"]],
    )
    return {
        "made": [[one.kind, one.payee, one.number, one.amount] for one in found.made],
        "withdrawn": list(found.withdrawn),
        "awarded": found.awarded,
        "overpaid": found.overpaid,
    }


CLAIMS_ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "jamsostek.claims.rules.clocks.notice_due": answer_notice,
    "jamsostek.claims.rules.clocks.outcome_due": lambda facts: {
        "due": clocks.outcome_due(**facts)[0].isoformat()
    },
    "jamsostek.claims.rules.clocks.payment_due": lambda facts: {
        "last_day": clocks.payment_due(**facts)[0]
    },
    "jamsostek.claims.rules.difference.settle": answer_settle,
    "jamsostek.claims.rules.difference.owed_by_employer": lambda facts: {
        "amount": difference.owed_by_employer(
            facts["awarded"], facts["total"], undisputed=facts["undisputed"]
        )
    },
}
