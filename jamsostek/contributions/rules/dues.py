"""Contributions of a month: how much, borne by whom, due when (PP 14/1993, Pasal 9 and 10).

The law of a contribution month is the law in force on its first day. A month is contributed for
as a whole, and a regulation that arrives within it does not reach back to the days before: the
first month under PP 14/1993, in force since 27 February 1993, is March 1993, and the JPK ceiling
raised on 23 April 2012 counts from May 2012.

The law fixes no rounding. Every amount is rounded half up to the rupiah, per worker, programme
and payer, so that a bill is the sum of what its workers see.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Generic, Literal, NamedTuple, overload

from jamsostek.kernel.money import Amount, Column, Rupiah, share
from jamsostek.kernel.months import Month
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, Rate, Row, read, row_on
from jamsostek.law.wages import check_wages

Payer = Literal["employer", "member"]


@dataclass(frozen=True, slots=True)
class ContributionTerms:
    """What the law of one month says about contributions; None is what it does not have."""

    jht_employer: Rate
    jht_member: Rate
    jkk: tuple[Rate, ...]
    jkm: Rate
    jpk_single: Rate | None
    jpk_married: Rate | None
    jpk_wage_max: int | None
    jpk_wage_max_times_k1: int | None
    due_day: int


@dataclass(frozen=True, slots=True)
class TaxFreeTerms:
    """The yearly tax-free income that the JPK ceiling of 2012 is counted in."""

    own: int
    married: int
    dependant: int


class Dues(NamedTuple, Generic[Amount]):
    """The contributions of one worker, or columns of them for many; zero where not taken.

    A named tuple, because one is made for every single worker and it takes a third of the time.
    """

    jht_employer: Amount
    jht_member: Amount
    jkk: Amount
    jkm: Amount
    jpk: Amount

    @property
    def employer_total(self) -> Amount:
        """What the employer bears."""
        return self.jht_employer + self.jkk + self.jkm + self.jpk

    @property
    def member_total(self) -> Amount:
        """What is taken from the worker's wage."""
        return self.jht_member

    @property
    def total(self) -> Amount:
        """What the employer pays in, with what it took from the wage (Pasal 10 ayat (2))."""
        return self.employer_total + self.jht_member


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """One contribution of one worker as a bill or a letter shows it."""

    programme: Programme
    payer: Payer
    base: Rupiah
    rate: Decimal
    amount: Rupiah
    citation: str
    note: str = ""
    """What must be said beside the amount: weak evidence, or a practice that differed."""


@cache
def terms_of(month: Month) -> ContributionTerms:
    """Give the contribution terms of a month: the law of its first day, read once.

    Raises:
        NotInForce: the month lies outside the law of this version.
    """
    terms = read(ContributionTerms, "contributions", on=month.first_day)
    if terms.jpk_wage_max_times_k1 is None:
        return terms
    return replace(terms, jpk_wage_max=jpk_wage_max_of_k1(terms.jpk_wage_max_times_k1, month))


@implements("PP 53/2012, Pasal I angka 1")
def jpk_wage_max_of_k1(times: int, month: Month) -> Rupiah:
    """Give the JPK ceiling since 2012: twice the monthly tax-free income of K/1.

    K/1 is a married worker with one child; the tax law states its income by the year.
    """
    free = read(TaxFreeTerms, "tax_free_income", on=month.first_day)
    return share(free.own + free.married + free.dependant, times, of=12)


@overload
def due(
    wages: int,
    married: bool,  # noqa: FBT001 - a fact of the worker, as the wage is
    *,
    risk_group: int,
    programmes: Collection[Programme],
    terms: ContributionTerms,
    full_cover: bool = True,
) -> Dues[int]: ...
@overload
def due(
    wages: Column,
    married: Any,  # noqa: ANN401 - a bool for all or a column of them
    *,
    risk_group: int,
    programmes: Collection[Programme],
    terms: ContributionTerms,
    full_cover: Any = True,  # noqa: ANN401 - as married
) -> Dues[Column]: ...
@implements(
    "PP 14/1993, Pasal 9 ayat (1)",
    "PP 14/1993, Pasal 9 ayat (2)",
    "PP 14/1993, Pasal 9 ayat (3)",
)
def due(
    wages: Any,
    married: Any,
    *,
    risk_group: int,
    programmes: Collection[Programme],
    terms: ContributionTerms,
    full_cover: Any = True,
) -> Dues[Any]:
    """Give the contributions of one worker, or of a column of workers, for one month.

    The employer bears JKK by the risk group of its business, JKM, JPK by the worker's family, and
    the larger part of JHT; the worker bears the rest of JHT. `wages` is an int or a NumPy int64
    column; `married` is a bool or a column of them. So is `full_cover`: casual, piece-rate and
    fixed-term workers without it have JKK and JKM alone (see membership.rules.workers).

    Raises:
        WageOutOfRange: a wage is not above zero, or beyond belief.
        NoSuchRiskGroup: the group is not 1 to 5.
        NotInForce: JPK is asked for in a month that has none.
    """
    check_wages(wages)
    jkk_rate = jkk_rate_of(risk_group, terms)
    with_jht = Programme.JHT in programmes
    covered = wages if full_cover is True else wages * full_cover
    return Dues(
        share(covered, terms.jht_employer.millionths) if with_jht else wages * 0,
        share(covered, terms.jht_member.millionths) if with_jht else wages * 0,
        share(wages, jkk_rate.millionths) if Programme.JKK in programmes else wages * 0,
        share(wages, terms.jkm.millionths) if Programme.JKM in programmes else wages * 0,
        jpk_due(covered, married, terms) if Programme.JPK in programmes else wages * 0,
    )


@implements("PP 14/1993, Pasal 9 ayat (1) huruf a")
def jkk_rate_of(risk_group: int, terms: ContributionTerms) -> Rate:
    """Give the JKK rate of a risk group, 1 to 5.

    Raises:
        NoSuchRiskGroup: the group is another number.
    """
    if not 1 <= risk_group <= len(terms.jkk):
        raise NoSuchRiskGroup(f"There is no risk group {risk_group}; it is 1 to {len(terms.jkk)}.")
    return terms.jkk[risk_group - 1]


class NoSuchRiskGroup(ValueError):
    """A risk group other than 1 to 5."""


@implements("PP 14/1993, Pasal 9 ayat (1) huruf d", "PP 14/1993, Pasal 9 ayat (4)")
def jpk_due(wages: Any, married: Any, terms: ContributionTerms) -> Any:  # noqa: ANN401
    """Give JPK: one rate for workers with a family, another without, on a wage up to a ceiling."""
    if terms.jpk_single is None or terms.jpk_married is None or terms.jpk_wage_max is None:
        raise NotInForce("The law of this month has no JPK.")
    ceiling = terms.jpk_wage_max
    base = min(wages, ceiling) if isinstance(wages, int) else wages.clip(max=ceiling)
    rates = married * (terms.jpk_married.millionths - terms.jpk_single.millionths)
    rates += terms.jpk_single.millionths
    return share(base, rates)


def contribution_lines(
    wage: Rupiah,
    married: bool,  # noqa: FBT001 - a fact of the worker, as the wage is
    *,
    risk_group: int,
    programmes: Collection[Programme],
    month: Month,
) -> list[ContributionLine]:
    """Give the contributions of one worker line by line, each with its articles.

    Raises:
        WageOutOfRange: the wage is not above zero, or beyond belief.
        NoSuchRiskGroup: the group is not 1 to 5.
        NotInForce: the month lies outside the law, or has no JPK and it is asked for.
    """
    terms = terms_of(month)
    jpk = [_jpk_line(wage, married, month)] if Programme.JPK in programmes else []
    dues = due(wage, married, risk_group=risk_group, programmes=programmes, terms=terms)
    parts: list[tuple[Programme, Payer, str, Rate]] = [
        (Programme.JHT, "employer", "jht_employer", terms.jht_employer),
        (Programme.JHT, "member", "jht_member", terms.jht_member),
        (Programme.JKK, "employer", "jkk", jkk_rate_of(risk_group, terms)),
        (Programme.JKM, "employer", "jkm", terms.jkm),
    ]
    return [
        ContributionLine(
            programme, payer, wage, rate.percent, getattr(dues, name), _row(name, month).citation
        )
        for programme, payer, name, rate in parts
        if programme in programmes
    ] + jpk


@implements("PP 14/1993, Pasal 10 ayat (1)")
def due_date(month: Month) -> date:
    """Give the day by which a month's contributions are paid: the fifteenth of the next month.

    The law does not move a day that falls on a holiday, so neither do we.

    Raises:
        NotInForce: the month lies outside the law of this version.
    """
    return (month + 1).day(terms_of(month).due_day)


def _jpk_line(wage: Rupiah, married: bool, month: Month) -> ContributionLine:  # noqa: FBT001 - as above
    rate = _row("jpk_married" if married else "jpk_single", month)
    terms = terms_of(month)
    if terms.jpk_wage_max_times_k1 is None:
        ceiling = [_row("jpk_wage_max", month)]
    else:
        k1 = row_on("tax_free_income", "own", on=month.first_day)
        ceiling = [_row("jpk_wage_max_times_k1", month), k1]
    return ContributionLine(
        programme=Programme.JPK,
        payer="employer",
        base=min(wage, terms.jpk_wage_max or wage),
        rate=rate.rate.percent,
        amount=jpk_due(wage, married, terms),
        citation="; ".join(row.citation for row in [rate, *ceiling]),
        note=" ".join(filter(None, (row.caution(month.first_day) for row in ceiling))),
    )


def _row(name: str, month: Month) -> Row:
    return row_on("contributions", name, on=month.first_day)
