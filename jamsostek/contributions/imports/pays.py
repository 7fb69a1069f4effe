"""Wages out of their columns: one column, or base pay and fixed allowances that add up."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from jamsostek.contributions.imports.amounts import MAX_RUPIAH, read_amounts
from jamsostek.contributions.imports.cells import RawSheet
from jamsostek.contributions.imports.codes import Rejection
from jamsostek.contributions.imports.headings import Layout

READABLE: Final = [Rejection.WAGE_ZERO, Rejection.WAGE_NEGATIVE, Rejection.WAGE_TOO_HIGH]
"""Faults of an amount that could be read all the same."""
_ABSENT: Final = [Rejection.WAGE_MISSING, Rejection.WAGE_ZERO]


@dataclass(slots=True)
class Pays:
    """The wages of a sheet, row by row: `wage`, `fault` and `rounded`; and what they come from."""

    wages: pl.DataFrame
    decisive: pl.DataFrame
    """The column whose amount makes a row a worker's: the wage, or base pay."""
    summed: pl.Series
    """What every row adds to the total, in hundredths."""
    total: pl.Series | None
    """The column of totals, in hundredths, where pay stands in parts."""


def read_pays(sheet: RawSheet, layout: Layout) -> Pays:
    """Read the wages of every row of a sheet.

    Where columns named after programmes hold numbers, these are contributions: then a total is no
    check, as beside any other pay.
    """
    pay = layout.pay
    decisive = _amounts(sheet, pay.decisive)
    if pay.base is None:
        return Pays(_wages(decisive), decisive, decisive["hundredths"], None)
    parts = [decisive, *(_amounts(sheet, column) for column in pay.fixed)]
    together = _together(parts)
    deducted = any(sheet.columns[at].number.count() for at in layout.programmes)
    checked = pay.wage is not None and not deducted
    total = _amounts(sheet, pay.wage)["hundredths"] if checked and pay.wage is not None else None
    wages = _wages(together)
    if total is not None:
        differs = (_rupiah(total) != wages["wage"]).fill_null(value=False)
        wages = wages.select(
            wage=pl.when(~differs).then("wage"),
            fault=pl.when(differs).then(pl.lit(Rejection.WAGE_PARTS_DIFFER)).otherwise("fault"),
            rounded="rounded",
        )
    return Pays(wages, decisive, together["hundredths"], total)


def _amounts(sheet: RawSheet, column: int) -> pl.DataFrame:
    cells = sheet.columns[column]
    dated = cells.day.cast(pl.String)
    return read_amounts(pl.select(pl.coalesce(cells.text, dated)).to_series(), cells.number)


def _together(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Add the parts of pay; an allowance may be missing, the base may not."""
    base, *fixed = parts
    amount, fault = base["hundredths"], base["fault"]
    fault = pl.select(pl.when(fault != Rejection.WAGE_ZERO).then(fault)).to_series()
    for part in fixed:
        absent = part["fault"].is_in(_ABSENT)
        amount = amount + part["hundredths"].fill_null(0)
        wrong = pl.select(pl.when(~absent).then(part["fault"])).to_series()
        fault = pl.select(pl.coalesce(fault, wrong)).to_series()
    table = pl.DataFrame({"hundredths": amount, "fault": fault})
    return table.with_columns(
        fault=pl.coalesce(
            "fault",
            pl.when(pl.col("hundredths") < 50).then(pl.lit(Rejection.WAGE_ZERO)),
            pl.when(pl.col("hundredths") > MAX_RUPIAH * 100).then(pl.lit(Rejection.WAGE_TOO_HIGH)),
        )
    )


def _wages(amounts: pl.DataFrame) -> pl.DataFrame:
    sound = pl.col("fault").is_null()
    return amounts.with_columns(rupiah=_rupiah(amounts["hundredths"])).select(
        wage=pl.when(sound).then("rupiah"),
        fault="fault",
        rounded=sound & (pl.col("hundredths") % 100 != 0),
    )


def _rupiah(hundredths: pl.Series) -> pl.Series:
    """Round hundredths half up."""
    return (hundredths + 50) // 100


@dataclass(frozen=True, slots=True)
class Tally:
    """A grand total as the file states it, and the sums of the wages above it, in hundredths."""

    stated: int | None
    sums: tuple[int, ...]


def tally(pays: Pays, worker: pl.Series, totals: list[int]) -> Tally:
    """Find the grand total of a table among its total rows, and add up what it should be.

    A last total that is the sum of its own section is a subtotal, and no total at all if workers
    follow below it.
    """
    for column in [pays.summed, *([] if pays.total is None else [pays.total])]:
        stated = [row for row in totals if column[row] is not None]
        if not stated or worker.slice(stated[-1]).any():
            continue
        section = max((row for row in totals if row < stated[-1]), default=None)
        total = int(column[stated[-1]])
        sums = _sums(column, worker)
        if section is not None and not agrees(total, sums):
            part = _sums(column.slice(section), worker.slice(section))
            return Tally(None if agrees(total, part) else total, sums)
        return Tally(total, sums)
    return Tally(None, _sums(pays.summed, worker))


def agrees(stated: int, sums: tuple[int, ...]) -> bool:
    """Tell whether a total is one of the sums, to the rupiah."""
    return any(abs(stated - one) < 100 for one in sums)


def _sums(column: pl.Series, worker: pl.Series) -> tuple[int, ...]:
    """Add up wages: every amount, what can be a wage, and each of them in whole rupiah."""
    amounts = column.filter(worker).drop_nulls()
    sound = amounts.filter((amounts > 0) & (amounts <= MAX_RUPIAH * 100))
    return tuple(
        int(each.sum()) for each in (amounts, sound, _rupiah(amounts) * 100, _rupiah(sound) * 100)
    )
