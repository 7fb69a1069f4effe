"""Dates as employers write them: day first, month in digits or Indonesian, or as day numbers."""

import re
from datetime import date, timedelta
from typing import Final

import polars as pl

from jamsostek.contributions.imports.month_names import INDONESIAN

_TIME: Final = r"(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?"
_MARK: Final = r"(?:\s*[-/.]\s*|\s+)"
_DAY_FIRST: Final = re.compile(
    rf"(\d{{1,2}}){_MARK}(\d{{1,2}}|[A-Za-z]{{3,9}})\.?{_MARK}(\d{{4}}){_TIME}", re.ASCII
)
_YEAR_FIRST: Final = re.compile(
    rf"(\d{{4}}){_MARK}(\d{{1,2}}|[A-Za-z]{{3,9}})\.?{_MARK}(\d{{1,2}}){_TIME}", re.ASCII
)
_DAY_NUMBER: Final = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_LAST_DAY_NUMBER: Final = (date.max - date(1904, 1, 1)).days
_PHANTOM_DAY: Final = 60
"""29 February 1900, which spreadsheets count although it never was."""


def read_date(text: str, *, from_1904: bool = False) -> date | None:
    """Read a date written as text; None where it cannot be read or does not exist."""
    body = text.replace("\u00a0", " ").strip().removeprefix("'").strip()
    if found := _DAY_FIRST.fullmatch(body):
        return _day(found[3], found[2], found[1])
    if found := _YEAR_FIRST.fullmatch(body):
        return _day(found[1], found[2], found[3])
    if _DAY_NUMBER.fullmatch(body):
        return read_day_number(float(body), from_1904=from_1904)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else INDONESIAN.get(month.upper(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def read_day_number(number: float, *, from_1904: bool = False) -> date | None:
    """Give the day that a spreadsheet counts with this number."""
    if not 0 <= number <= _LAST_DAY_NUMBER:
        return None
    count = int(number)
    if from_1904:
        return date(1904, 1, 1) + timedelta(days=count)
    if count in {0, _PHANTOM_DAY}:
        return None
    return date(1899, 12, 31 if count < _PHANTOM_DAY else 30) + timedelta(days=count)


def read_dates(
    text: pl.Series, number: pl.Series, day: pl.Series, *, from_1904: bool
) -> tuple[pl.Series, pl.Series]:
    """Read a column of cells: the dates, and where there is one that cannot be read."""
    words = {w: read_date(w, from_1904=from_1904) for w in text.drop_nulls().unique()}
    counts = {n: read_day_number(n, from_1904=from_1904) for n in number.drop_nulls().unique()}
    dates = pl.DataFrame({"text": text, "number": number, "day": day}).select(
        day=pl.coalesce("day", _looked_up("text", words), _looked_up("number", counts)),
        given=pl.col("number").is_not_null() | pl.col("text").str.contains(r"[\p{L}\p{N}]"),
    )
    return dates["day"], dates["day"].is_null() & dates["given"].fill_null(value=False)


def _looked_up(column: str, known: dict[str, date | None] | dict[float, date | None]) -> pl.Expr:
    if not known:
        return pl.lit(None, pl.Date)
    return pl.col(column).replace_strict(
        list(known), list(known.values()), default=None, return_dtype=pl.Date
    )
