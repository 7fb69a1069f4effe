"""Amounts as employers write them, read exactly and never guessed."""

import re
from typing import Final

import polars as pl

from jamsostek.contributions.imports.codes import Rejection

MAX_RUPIAH: Final = 1_000_000_000
_READABLE_DIGITS: Final = 15
_SPACE: Final = r"[\s\u200b\u2060\ufeff]"
_GROUPED: Final = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+", re.ASCII)
_CURRENCY: Final = re.compile(r"RP\.?|IDR", re.IGNORECASE)
_CURRENCY_BEHIND: Final = re.compile(r"\s*(?:RP\.?|IDR)$", re.IGNORECASE)
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"

Reading = tuple[int | None, Rejection | None]
"""Hundredths of a rupiah where an amount could be read, and what is wrong with it as a wage."""


def read_amount(text: str) -> Reading:
    """Read one amount written as text."""
    body, negative = _undress(text)
    if not body:
        return None, Rejection.WAGE_MISSING
    if body in _DASHES:
        return 0, Rejection.WAGE_ZERO
    if body[0] in _DASHES:
        negative, body = True, body[1:].lstrip()
    hundredths = _hundredths(body)
    if hundredths is None:
        return None, Rejection.WAGE_NOT_NUMBER
    if negative and hundredths:
        return -hundredths, Rejection.WAGE_NEGATIVE
    return _judged(hundredths)


def _undress(text: str) -> tuple[str, bool]:
    """Take off what means nothing around an amount; tell whether it stood in brackets."""
    body = re.sub(_SPACE + "+", " ", text).strip().removeprefix("'").strip()
    bracketed = False
    for _ in range(2):  # "Rp (1.000)" and "(Rp 1.000)" are written, so look on both sides
        body = _without_currency(body)
        if body.startswith("(") and body.endswith(")"):
            body, bracketed = body[1:-1].strip(), True
    if len(body) > 2 and body.endswith((",-", ".-")):
        body = body[:-2].rstrip()
    return body, bracketed


def _without_currency(body: str) -> str:
    sign = ""
    if len(body) > 1 and body[0] in _DASHES and _CURRENCY.match(body[1:].lstrip()):
        sign, body = body[0], body[1:].lstrip()
    found = _CURRENCY.match(body)
    if found:
        body = body[found.end() :].lstrip()
    return sign + _CURRENCY_BEHIND.sub("", body)


def _hundredths(body: str) -> int | None:
    """Read digits with their separators; None where they fit no way of writing an amount."""
    whole, mark, decimals = _split_decimals(body)
    if mark and not re.fullmatch(r"\d{1,2}", decimals, re.ASCII):
        return None
    if not _GROUPED.fullmatch(whole) or (mark and mark in whole):
        return None
    digits = re.sub(r"[., ]", "", whole)
    return int(digits) * 100 + int((decimals + "00")[:2])


def _split_decimals(body: str) -> tuple[str, str, str]:
    """Part an amount at its decimal mark, if it has one."""
    dots, commas = body.count("."), body.count(",")
    last = max(body.rfind("."), body.rfind(","))
    if (dots and commas) or (dots + commas == 1 and len(body) - last != 4):
        return body[:last], body[last], body[last + 1 :]
    return body, "", ""


def _judged(hundredths: int) -> Reading:
    if (hundredths + 50) // 100 == 0:
        return hundredths, Rejection.WAGE_ZERO
    if hundredths > MAX_RUPIAH * 100:
        readable = hundredths < 10 ** (_READABLE_DIGITS + 2)
        return hundredths if readable else None, Rejection.WAGE_TOO_HIGH
    return hundredths, None


def read_amounts(text: pl.Series, number: pl.Series) -> pl.DataFrame:
    """Read a column of cells into `hundredths` (Int64) and `fault` (String), row by row."""
    plain = text.str.contains(r"^[0-9]{1,10}$").fill_null(value=False)
    from_numbers = _from_numbers(number)
    table = pl.DataFrame({"text": text, "plain": plain}).select(
        hundredths=pl.coalesce(
            pl.when("plain").then("text").cast(pl.Int64) * 100,
            pl.lit(from_numbers["hundredths"]),
        )
    )
    table = table.with_columns(fault=pl.coalesce(pl.lit(from_numbers["fault"]), _faults()))
    written = (text.is_not_null() & ~plain).arg_true()
    return _with_written(table, written, text)


def _from_numbers(number: pl.Series) -> pl.DataFrame:
    """Give number cells as hundredths; what no bigint should hold is only called too high."""
    value = pl.col("number")
    huge = value.abs() >= 10.0**_READABLE_DIGITS
    below = pl.when(value < 0).then(pl.lit(Rejection.WAGE_NEGATIVE))
    return pl.DataFrame({"number": number}).select(
        hundredths=pl.when(~huge).then((value * 100 + 0.5).floor()).cast(pl.Int64),
        fault=pl.when(value.is_nan())
        .then(pl.lit(Rejection.WAGE_NOT_NUMBER))
        .when(huge)
        .then(below.otherwise(pl.lit(Rejection.WAGE_TOO_HIGH))),
    )


def _faults() -> pl.Expr:
    """Judge hundredths as a wage."""
    amount = pl.col("hundredths")
    return (
        pl.when(amount.is_null())
        .then(pl.lit(Rejection.WAGE_MISSING.value))
        .when(amount < 0)
        .then(pl.lit(Rejection.WAGE_NEGATIVE.value))
        .when(amount < 50)
        .then(pl.lit(Rejection.WAGE_ZERO.value))
        .when(amount > MAX_RUPIAH * 100)
        .then(pl.lit(Rejection.WAGE_TOO_HIGH.value))
    )


def _with_written(table: pl.DataFrame, at: pl.Series, text: pl.Series) -> pl.DataFrame:
    """Fill in the cells that only reading them as text can decide."""
    if at.is_empty():
        return table
    known = {word: read_amount(word) for word in text.gather(at).unique().to_list()}
    readings = [known[word] for word in text.gather(at).to_list()]
    hundredths = table["hundredths"].scatter(at, [amount for amount, _ in readings])
    fault = table["fault"].scatter(at, [code and code.value for _, code in readings])
    return pl.DataFrame([hundredths, fault])
