"""Contributions of construction projects (KEP-196/MEN/1999; PP 44/2015, Pasal 54 and 55).

The workers of a project come and go by the day, so JKK and JKM are paid for the project: on its
contract value in slices, or on its wages where these are known. The law is that of the day the
project is registered, for the whole of the project.

The law fixes no rounding. Each programme is rounded once, half up, on the exact sum of its
slices. A slice that is filled comes to whole rupiah by itself, so what is shown of a slice is what
the contribution grows by over it, and the slices add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from jamsostek.kernel.money import PERCENT_SCALE, Rupiah, allocate, share
from jamsostek.law.citations import implements
from jamsostek.law.reader import Rate, Row, read, row_on

CONTRACT_MAX: Final = 10**15
"""Above this a contract value is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class ConstructionTerms:
    """What the law of a day says of contributions on a contract value."""

    slice_limits: tuple[int, ...]
    jkk_slices: tuple[Rate, ...]
    jkm_slices: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class ConstructionSlice:
    """The part of a contract value between two limits, with its rates and what it comes to."""

    lower: Rupiah
    upper: Rupiah | None
    amount: Rupiah
    jkk_rate: Decimal
    jkm_rate: Decimal
    jkk: Rupiah
    jkm: Rupiah

    @property
    def rate(self) -> Decimal:
        """Both rates together, as they were published."""
        return self.jkk_rate + self.jkm_rate

    @property
    def total(self) -> Rupiah:
        """What the slice adds to the contribution."""
        return self.jkk + self.jkm


@dataclass(frozen=True, slots=True)
class ConstructionDues:
    """What a project owes, all of it borne by the contractor.

    `base` is the contract value, or the wages where there are no slices. The rates of a wage
    stand in `jkk_rate` and `jkm_rate`, which a contract value has by the slice alone.
    """

    base: Rupiah
    jkk: Rupiah
    jkm: Rupiah
    slices: tuple[ConstructionSlice, ...]
    jkk_rate: Decimal | None
    jkm_rate: Decimal | None
    jkk_citation: str
    jkm_citation: str
    note: str

    @property
    def total(self) -> Rupiah:
        """JKK and JKM together."""
        return self.jkk + self.jkm


@dataclass(frozen=True, slots=True)
class ConstructionDifference:
    """What an addendum changes: the dues before, after, and by programme; below zero is credit."""

    before: ConstructionDues
    after: ConstructionDues

    @property
    def jkk(self) -> Rupiah:
        """The change of JKK."""
        return self.after.jkk - self.before.jkk

    @property
    def jkm(self) -> Rupiah:
        """The change of JKM."""
        return self.after.jkm - self.before.jkm

    @property
    def total(self) -> Rupiah:
        """The change of both."""
        return self.jkk + self.jkm


@implements("KEP-196/MEN/1999", "PP 44/2015, Pasal 54 ayat (2)", "PP 44/2015, Pasal 55 ayat (2)")
def construction_dues(contract_value: Rupiah, on: date) -> ConstructionDues:
    """Give JKK and JKM on a contract value by the tariff of a day, slice by slice.

    Each rate holds for the part of the value within its slice alone.

    Raises:
        ContractOutOfRange: the value is not above zero, or beyond belief.
        NotInForce: the day lies before the decree.
        NotFound: the tariff of the day is not known.
    """
    check_contract(contract_value)
    terms = terms_on(on)
    slices = tuple(_slices(contract_value, terms))
    jkk, jkm = _row("jkk_slices", on), _row("jkm_slices", on)
    return ConstructionDues(
        base=contract_value,
        jkk=sum(part.jkk for part in slices),
        jkm=sum(part.jkm for part in slices),
        slices=slices,
        jkk_rate=None,
        jkm_rate=None,
        jkk_citation=jkk.citation,
        jkm_citation=jkm.citation,
        note=_note(on, jkk, jkm),
    )


@implements("KEP-196/MEN/1999", "PP 44/2015, Pasal 54 ayat (1)", "PP 44/2015, Pasal 55 ayat (1)")
def construction_dues_on_wages(wage_sum: Rupiah, on: date) -> ConstructionDues:
    """Give JKK and JKM on the wages of a project, where these are stated and known.

    `wage_sum` is what the project pays its workers; the amounts are rounded on the sum.

    Raises:
        ContractOutOfRange: the wages are not above zero, or beyond belief.
        NotInForce: the day lies before the decree.
        NotFound: the tariff of the day is not known.
    """
    check_contract(wage_sum, what="wages")
    jkk, jkm = _row("jkk_on_wages", on), _row("jkm_on_wages", on)
    return ConstructionDues(
        base=wage_sum,
        jkk=share(wage_sum, jkk.rate.millionths),
        jkm=share(wage_sum, jkm.rate.millionths),
        slices=(),
        jkk_rate=jkk.rate.percent,
        jkm_rate=jkm.rate.percent,
        jkk_citation=jkk.citation,
        jkm_citation=jkm.citation,
        note=_note(on, jkk, jkm),
    )


@implements("KEP-196/MEN/1999")
def difference_after_addendum(
    old_value: Rupiah, new_value: Rupiah, *, registered_on: date
) -> ConstructionDifference:
    """Give what an addendum adds to a project's dues, or takes from them.

    It is the dues of the new value less those of the old, both by the tariff of the day the
    project was registered. So any chain of addenda comes to the dues of the last value.

    Raises:
        ContractOutOfRange: a value is not above zero, or beyond belief.
        NotInForce: the day lies before the decree.
        NotFound: the tariff of the day is not known.
    """
    return ConstructionDifference(
        construction_dues(old_value, registered_on), construction_dues(new_value, registered_on)
    )


@implements("KEP-196/MEN/1999")
def terms_of_payment(amount: Rupiah, *, on: date) -> list[Rupiah]:
    """Split an amount into the terms it may be paid in; the parts add up to the whole.

    Split JKK and JKM one by one: their terms then add up, too. What rounding leaves over goes to
    the earliest terms. The terms are practice as remembered (`payment_terms` says so).

    Raises:
        NotInForce: the day lies outside the decree.
    """
    return allocate(amount, row_on("construction", "payment_terms", on=on).value)


@implements("KEP-196/MEN/1999")
def last_registration_day(start_date: date) -> date:
    """Give the last day on which a project is registered in time: a week before it starts.

    Raises:
        NotInForce: the work starts outside the decree.
    """
    return start_date - timedelta(days=_row("registration_lead_days", start_date).value)


def check_contract(value: Rupiah, *, what: str = "contract value") -> None:
    """Refuse a contract value, or wages, that are not above zero or are beyond belief.

    Raises:
        ContractOutOfRange: naming it.
    """
    if value <= 0:
        raise ContractOutOfRange(f"The {what} must be above zero; {value} is not.")
    if value > CONTRACT_MAX:
        raise ContractOutOfRange(f"The {what} of {value} is above {CONTRACT_MAX}; is it a slip?")


class ContractOutOfRange(ValueError):
    """A contract value, or wages of a project, not above zero or beyond belief."""


@cache
def terms_on(on: date) -> ConstructionTerms:
    """Give the tariff on contract values of a day.

    Raises:
        NotInForce: the day lies before the decree.
        NotFound: the tariff of the day is not known.
    """
    _row("slice_limits", on)
    return read(ConstructionTerms, "construction", on=on)


def _slices(contract_value: Rupiah, terms: ConstructionTerms) -> Iterator[ConstructionSlice]:
    exact_jkk = exact_jkm = 0
    limits = [0, *terms.slice_limits, None]
    rates = zip(pairwise(limits), terms.jkk_slices, terms.jkm_slices, strict=True)
    for (lower, upper), jkk_rate, jkm_rate in rates:
        if lower is None or contract_value <= lower:
            return
        amount = (contract_value if upper is None else min(contract_value, upper)) - lower
        jkk = exact_jkk + amount * jkk_rate.millionths
        jkm = exact_jkm + amount * jkm_rate.millionths
        yield ConstructionSlice(
            lower=lower,
            upper=upper,
            amount=amount,
            jkk_rate=jkk_rate.percent,
            jkm_rate=jkm_rate.percent,
            jkk=_rounded(jkk) - _rounded(exact_jkk),
            jkm=_rounded(jkm) - _rounded(exact_jkm),
        )
        exact_jkk, exact_jkm = jkk, jkm


def _rounded(of_millions: int) -> Rupiah:
    return share(of_millions, 1, of=PERCENT_SCALE)


def _note(on: date, *rows: Row) -> str:
    return " ".join(dict.fromkeys(filter(None, (row.caution(on) for row in rows))))


def _row(name: str, on: date) -> Row:
    return row_on("construction", name, on=on)
