"""Contributions of own-account workers, TK-LHK (PER-24/MEN/VI/2006): voluntary, in advance.

Whoever works outside an employment pays alone, on earnings declared, for the programmes chosen.
The law of a contribution month is that of its first day, and every amount is rounded half up to
the rupiah per worker and programme, as for employees.

What the regulation leaves open is decided here by convention: a period paid for covers whole
months and protects to the last day of the last; nobody pays for months that have passed; who pays
again after a lapse is covered from the day of payment.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final, Generic, NamedTuple, overload

from jamsostek.kernel.money import Amount, Column, InexactRate, Rupiah, millionths, share
from jamsostek.kernel.months import Month, months_between
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, Rate, Row, read, row_on
from jamsostek.law.wages import check_wages
from jamsostek.membership.rules.own_account import (
    BaseTooLow,
    base_minimum,
    check_base,
    is_within_age,
    last_day_of_age,
)

__all__ = [
    "PERIODS",
    "BaseTooLow",
    "MonthDues",
    "NoProgramme",
    "NoSuchPeriod",
    "NoSuchRate",
    "OwnAccountDues",
    "OwnAccountLine",
    "OwnAccountTerms",
    "PaidPeriod",
    "base_minimum",
    "check_base",
    "check_programmes",
    "has_lapsed",
    "is_within_age",
    "jht_rate_of",
    "last_day_of_age",
    "next_period",
    "own_account_due",
    "own_account_lines",
    "period_dues",
    "terms_of",
]

PERIODS: Final = (1, 3, 6, 12)
"""Months that are paid at once: a month and a quarter by the regulation, two and four quarters by
our convention."""


@dataclass(frozen=True, slots=True)
class OwnAccountTerms:
    """What the law of one month says about own-account contributions; None: it has none."""

    jht_least: Rate
    jkk: Rate
    jkm: Rate
    jpk_single: Rate | None
    jpk_married: Rate | None


class OwnAccountDues(NamedTuple, Generic[Amount]):
    """The contributions of one worker's month, or columns of them; zero where not taken."""

    jht: Amount
    jkk: Amount
    jkm: Amount
    jpk: Amount

    @property
    def total(self) -> Amount:
        """What the worker pays for the month."""
        return self.jht + self.jkk + self.jkm + self.jpk


@dataclass(frozen=True, slots=True)
class OwnAccountLine:
    """One contribution of one month as a bill or a page shows it; the worker bears it."""

    programme: Programme
    base: Rupiah
    rate: Decimal
    amount: Rupiah
    citation: str
    note: str = ""
    """What must be said beside the amount: weak evidence, or what was not read."""


@dataclass(frozen=True, slots=True)
class MonthDues:
    """A month of a period, the programmes it has, and what it comes to."""

    month: Month
    programmes: frozenset[Programme]
    dues: OwnAccountDues[int]


@dataclass(frozen=True, slots=True)
class PaidPeriod:
    """The months that a payment is for, and the days on which it protects."""

    first_month: Month
    last_month: Month
    covered_from: date
    protected_until: date
    """The last day of protection, which is what the worker is told."""
    is_reactivation: bool
    """Cover had lapsed before."""


@cache
def terms_of(month: Month) -> OwnAccountTerms:
    """Give the terms of own-account contributions in a month.

    Raises:
        NotInForce: the month lies outside the regulation.
    """
    return read(OwnAccountTerms, "own_account", on=month.first_day)


@overload
def own_account_due(
    bases: int,
    married: bool,  # noqa: FBT001 - a fact of the worker, as the base is
    *,
    programmes: Collection[Programme],
    month: Month,
    jht_rate: Decimal | None = None,
) -> OwnAccountDues[int]: ...
@overload
def own_account_due(
    bases: Column,
    married: Any,  # noqa: ANN401 - a bool for all or a column of them
    *,
    programmes: Collection[Programme],
    month: Month,
    jht_rate: Decimal | None = None,
) -> OwnAccountDues[Column]: ...
@implements("PER-24/MEN/VI/2006")
def own_account_due(
    bases: Any,
    married: Any,
    *,
    programmes: Collection[Programme],
    month: Month,
    jht_rate: Decimal | None = None,
) -> OwnAccountDues[Any]:
    """Give the contributions of one own-account worker, or of a column of them, for one month.

    `bases` are the declared earnings, an int or a NumPy int64 column, `married` a bool or a
    column of them. `jht_rate` is the percent chosen for JHT, the least where none was.

    Raises:
        WageOutOfRange: earnings are not above zero, or beyond belief.
        NoProgramme: none is asked for.
        NoSuchRate: the rate chosen is below the least, or no rate at all.
        NotInForce: the month lies outside the regulation, or has no JPK and it is asked for.
    """
    check_wages(bases)
    check_programmes(programmes, month)
    terms = terms_of(month)
    jht = jht_rate_of(jht_rate, terms)
    return OwnAccountDues(
        share(bases, jht.millionths) if Programme.JHT in programmes else bases * 0,
        share(bases, terms.jkk.millionths) if Programme.JKK in programmes else bases * 0,
        share(bases, terms.jkm.millionths) if Programme.JKM in programmes else bases * 0,
        _jpk_due(bases, married, terms) if Programme.JPK in programmes else bases * 0,
    )


@implements("PER-24/MEN/VI/2006")
def check_programmes(programmes: Collection[Programme], month: Month) -> None:
    """Refuse a choice of programmes that a month does not offer.

    Any of them may be chosen, and more added later, as means allow; at least one must be.

    Raises:
        NoProgramme: none is chosen.
        NotInForce: the month lies outside the regulation, or has no JPK and it is chosen.
    """
    if not programmes:
        raise NoProgramme("No programme is chosen; choose some of JHT, JKK, JKM and JPK.")
    terms_of(month)
    if Programme.JPK in programmes:
        _row("jpk_single", month)


class NoProgramme(ValueError):
    """A choice of no programme at all."""


@implements("PER-24/MEN/VI/2006")
def jht_rate_of(chosen: Decimal | None, terms: OwnAccountTerms) -> Rate:
    """Give the JHT rate: the one chosen, which may be above the least, or the least.

    Raises:
        NoSuchRate: it is below the least, above 100 percent, or has more than four decimals.
    """
    if chosen is None:
        return terms.jht_least
    if not (chosen.is_finite() and terms.jht_least.percent <= chosen <= 100):
        raise NoSuchRate(
            f"A JHT rate of {chosen} % cannot be chosen; it is {terms.jht_least} % or more,"
            " up to 100 %."
        )
    try:
        return Rate(chosen, millionths(chosen))
    except InexactRate as inexact:
        raise NoSuchRate(str(inexact)) from inexact


class NoSuchRate(ValueError):
    """A JHT rate that cannot be chosen."""


def own_account_lines(
    base: Rupiah,
    married: bool,  # noqa: FBT001 - a fact of the worker, as the base is
    *,
    programmes: Collection[Programme],
    month: Month,
    jht_rate: Decimal | None = None,
) -> list[OwnAccountLine]:
    """Give the contributions of one month line by line, each with its article.

    Raises:
        WageOutOfRange: the base is not above zero, or beyond belief.
        NoProgramme: none is asked for.
        NoSuchRate: the JHT rate chosen is below the least, or no rate at all.
        NotInForce: the month lies outside the regulation, or has no JPK and it is asked for.
    """
    dues = own_account_due(base, married, programmes=programmes, month=month, jht_rate=jht_rate)
    names = {
        Programme.JHT: "jht_least",
        Programme.JKK: "jkk",
        Programme.JKM: "jkm",
        Programme.JPK: "jpk_married" if married else "jpk_single",
    }
    return [
        _line(programme, base, amount, _row(names[programme], month), jht_rate)
        for programme, amount in zip(names, dues, strict=True)
        if programme in programmes
    ]


@implements("PER-24/MEN/VI/2006")
def period_dues(
    base: Rupiah,
    married: bool,  # noqa: FBT001 - a fact of the worker, as the base is
    *,
    programmes: Collection[Programme],
    first_month: Month,
    months: int,
    jht_rate: Decimal | None = None,
) -> list[MonthDues]:
    """Give the dues of every month of a period paid in advance, each by its own law.

    JPK that ends within the period is paid for the months it still has. The period's sum is that
    of its months: nothing is rounded a second time.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12 months.
        WageOutOfRange: the base is not above zero, or beyond belief.
        NoProgramme: none is asked for.
        NoSuchRate: the JHT rate chosen is below the least, or no rate at all.
        NotInForce: a month lies outside the regulation, or the first has no JPK, asked for.
    """
    if months not in PERIODS:
        raise NoSuchPeriod(f"{months} months cannot be paid at once; 1, 3, 6 or 12 can.")
    check_programmes(programmes, first_month)
    period = []
    for month in months_between(first_month, first_month + (months - 1)):
        offered = frozenset(programmes) - _ended(month)
        if offered:
            dues = own_account_due(
                base, married, programmes=offered, month=month, jht_rate=jht_rate
            )
            period.append(MonthDues(month, offered, dues))
    return period


class NoSuchPeriod(ValueError):
    """A number of months that cannot be paid at once."""


def next_period(paid_on: date, months: int, *, protected_until: date | None) -> PaidPeriod:
    """Give the period that a payment is for, after the last one or after a lapse.

    Who is still protected on the day of payment goes on from the next month. Who never was, or no
    longer is, begins with the month of payment, protected from that day: nobody pays for months
    that have passed, and nobody is insured for them. All by our convention.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12 months.
    """
    if months not in PERIODS:
        raise NoSuchPeriod(f"{months} months cannot be paid at once; 1, 3, 6 or 12 can.")
    goes_on = protected_until is not None and not has_lapsed(protected_until, on=paid_on)
    first = Month.of(protected_until) + 1 if goes_on and protected_until else Month.of(paid_on)
    last = first + (months - 1)
    return PaidPeriod(
        first_month=first,
        last_month=last,
        covered_from=first.first_day if goes_on else paid_on,
        protected_until=last.last_day,
        is_reactivation=protected_until is not None and not goes_on,
    )


def has_lapsed(protected_until: date, *, on: date) -> bool:
    """Tell whether cover paid up to a day has lapsed: from the day after, without a notice."""
    return on >= protected_until + timedelta(days=1)


def _jpk_due(bases: Any, married: Any, terms: OwnAccountTerms) -> Any:  # noqa: ANN401 - as above
    if terms.jpk_single is None or terms.jpk_married is None:
        raise NotInForce("The law of this month has no JPK.")
    rates = married * (terms.jpk_married.millionths - terms.jpk_single.millionths)
    rates += terms.jpk_single.millionths
    return share(bases, rates)


def _line(
    programme: Programme, base: Rupiah, amount: Rupiah, row: Row, jht_rate: Decimal | None
) -> OwnAccountLine:
    chosen = programme is Programme.JHT and jht_rate is not None
    return OwnAccountLine(
        programme=programme,
        base=base,
        rate=jht_rate if chosen and jht_rate is not None else row.rate.percent,
        amount=amount,
        citation=row.citation,
        note=row.note if row.confidence != "high" else "",
    )


def _ended(month: Month) -> frozenset[Programme]:
    return frozenset() if terms_of(month).jpk_single else frozenset({Programme.JPK})


def _row(name: str, month: Month) -> Row:
    return row_on("own_account", name, on=month.first_day)
