"""What if JKM gave other amounts: many claims assessed under the law and under changed terms."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from jamsostek.benefits.jkm_1993 import JkmFacts, JkmTerms, assess_jkm_under, jkm_terms
from jamsostek.kernel.money import Rupiah

SUPPOSED: Final = "supposed"
"""What stands behind the article of an amount that is supposed."""


@dataclass(frozen=True, slots=True)
class JkmChange:
    """Amounts of Pasal 22 as they are supposed to be; what is None stays as the law has it."""

    death_grant: Rupiah | None = None
    funeral: Rupiah | None = None
    periodic_monthly: Rupiah | None = None
    from_date: date = date.min
    """First day of death that the change holds for."""

    def changed(self, terms: JkmTerms, on: date) -> JkmTerms:
        """Give the terms of a day with the change.

        Raises:
            NegativeAmount: an amount is below zero.
        """
        if on < self.from_date:
            return terms
        amounts = {
            name: amount
            for name in ("death_grant", "funeral", "periodic_monthly")
            if (amount := getattr(self, name)) is not None
        }
        if any(amount < 0 for amount in amounts.values()):
            raise NegativeAmount("A supposed amount cannot be below zero.")
        citations = {
            field: f"{getattr(terms, field)} ({SUPPOSED})"
            for name, field in _CITATIONS.items()
            if name in amounts
        }
        return replace(terms, **amounts, **citations)  # type: ignore[arg-type]


_CITATIONS: Final = {
    "death_grant": "grant_citation",
    "funeral": "funeral_citation",
    "periodic_monthly": "periodic_citation",
}


class NegativeAmount(ValueError):
    """An amount below zero."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What claims come to under the law and under a change, in whole rupiah."""

    claims: int
    changed: int
    """How many claims come to another amount."""
    before: Rupiah
    after: Rupiah

    @property
    def difference(self) -> Rupiah:
        """What the change adds, or takes off where it is below zero."""
        return self.after - self.before


def what_if_jkm(claims: Iterable[JkmFacts], change: JkmChange) -> Compared:
    """Assess JKM claims under the law of their day and under a change of its amounts.

    Raises:
        FactsMissing, FactsContradict, NotInForce: as `assess_jkm` does for one of the claims.
        NegativeAmount: a supposed amount is below zero.
    """

    @cache
    def changed_terms(on: date) -> JkmTerms:
        return change.changed(jkm_terms(on), on)

    number = changed = before = after = 0
    for facts in claims:
        terms = changed_terms(facts.event_date) if facts.event_date else None
        one, other = (award.total for award in assess_jkm_under(facts, None, terms))
        number += 1
        changed += one != other
        before += one
        after += other
    return Compared(number, changed, before, after)
