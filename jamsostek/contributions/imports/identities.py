"""Member and identity numbers as spreadsheets leave them: spaced, cut, rounded, or whole."""

import re
from typing import Final

import polars as pl

from jamsostek.kernel.identifiers import KPJ_DIGITS, NIK_DIGITS

_AROUND: Final = r"^[\s'\u2019\u200b\ufeff]+|[\s\u200b\ufeff]+$"
_WITHIN: Final = r"[\s.\-\u2010-\u2015\u2212\u200b\ufeff]"
_ROUNDED: Final = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE | re.ASCII)
_EXACT_DOUBLE: Final = 2**53
_LARGEST: Final = 10**18

WHOLE, RESTORED, ROUNDED, ODD = "WHOLE", "RESTORED", "ROUNDED", "ODD"
"""Sixteen digits; leading zeros given back; a rounded display; anything else with a digit."""


def read_kpjs(text: pl.Series, number: pl.Series) -> pl.DataFrame:
    """Read member numbers: `kpj` where there are eleven digits, and whether any is `given`."""
    return _plain(text, number).select(
        kpj=pl.when(pl.col("plain").str.contains(rf"^[0-9]{{{KPJ_DIGITS}}}$")).then("plain"),
        given=pl.col("plain").str.contains("[0-9]").fill_null(value=False),
    )


def read_niks(text: pl.Series, number: pl.Series) -> pl.DataFrame:
    """Read identity numbers.

    Gives `nik` (sixteen digits, where they are all there), its `form`, the numbers from `low` to
    `high` that the true one may be where the cell may be damaged, and whether it is `certain`
    enough to find a person by.
    """
    plain = _plain(text, number)
    length = pl.col("plain").str.len_bytes()
    digits = pl.col("plain").str.contains(r"^[0-9]+$")
    table = plain.select(
        "plain",
        "counted",
        "shown",
        form=pl.when(digits & (length == NIK_DIGITS))
        .then(pl.lit(WHOLE))
        .when(digits & length.is_between(NIK_DIGITS - 2, NIK_DIGITS - 1))
        .then(pl.lit(RESTORED))
        .when(pl.col("plain").str.contains("[0-9]"))
        .then(pl.lit(ODD)),
    )
    table = table.with_columns(
        nik=pl.when(pl.col("form").is_in([WHOLE, RESTORED])).then(
            pl.col("plain").str.zfill(NIK_DIGITS)
        )
    )
    value = pl.col("nik").cast(pl.Int64)
    cut = pl.col("nik").str.ends_with("0") & (pl.col("form") == WHOLE)
    table = table.with_columns(
        low=pl.when("counted").then(value - 9).when(cut).then(value),
        high=pl.when(pl.col("counted") | cut).then(value + 9),
        certain=pl.col("nik").is_not_null()
        & ~(
            pl.col("counted")
            & (pl.col("form") == WHOLE)
            & ((value >= _EXACT_DOUBLE) | pl.col("nik").str.ends_with("0"))
        ),
    )
    return _with_rounded(table).select("nik", "form", "low", "high", "certain")


def _plain(text: pl.Series, number: pl.Series) -> pl.DataFrame:
    """Take off what means nothing around and within a number; tell which cells are `counted`."""
    if text.str.contains("^[0-9]+$").all() and not text.has_nulls():
        return pl.DataFrame({"plain": text, "shown": text}).with_columns(
            counted=pl.lit(value=False)
        )
    whole = (pl.col("number") == pl.col("number").floor()) & (pl.col("number").abs() < _LARGEST)
    cells = pl.DataFrame({"text": text, "number": number})
    return cells.select(
        plain=pl.coalesce(
            pl.col("text")
            .str.replace_all(_AROUND, "")
            .str.replace(r"\.0$", "")
            .str.replace_all(_WITHIN, ""),
            pl.when(whole).then(pl.col("number")).cast(pl.Int64).cast(pl.String),
            pl.col("number").cast(pl.String),
        ),
        counted=pl.col("number").is_not_null(),
        shown=pl.col("text").str.replace_all(_AROUND, ""),
    )


def _with_rounded(table: pl.DataFrame) -> pl.DataFrame:
    """Give rounded displays such as 9,90203E+15 the span of numbers they may stand for."""
    at = (table["form"] == ODD).fill_null(value=False).arg_true()
    spans = [(place, rounded_span(table["shown"][place] or "")) for place in at]
    found = [(place, *span) for place, span in spans if span is not None]
    if not found:
        return table
    places, lows, highs = (list(column) for column in zip(*found, strict=True))
    return table.with_columns(
        table["low"].scatter(places, lows),
        table["high"].scatter(places, highs),
        table["form"].scatter(places, ROUNDED),
    )


def rounded_span(text: str) -> tuple[int, int] | None:
    """Give the whole numbers that show as this text, rounded or cut off; None if none do."""
    found = _ROUNDED.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    shown = found[1] + (found[2] or "")
    lost = int(found[3]) + 1 - len(shown)
    if not 0 <= lost < NIK_DIGITS:
        return None
    step = 10**lost
    return int(shown) * step - step // 2, (int(shown) + 1) * step - 1
