"""Text cells: kept exactly as they are, and watched for what would run as a formula."""

from typing import Final

import polars as pl

from jamsostek.contributions.imports.tables import Table

_SPACES: Final = r"^[ \u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]*"
DANGEROUS: Final = _SPACES + r"[=+\-@\t\r\n]"
_NUMBER_OR_DATE: Final = r"^[\s+\-]*(?:Rp\.?\s*)?[\d.,\s/:%-]*$"
_JOB_WORDS: Final = ("job", "department", "workplace")


def names_of(table: Table) -> pl.Series:
    """Give the names exactly as written; where there is none, nothing."""
    column = table.column("name")
    if column is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, table.sheet.height)
    numbers = column.number.cast(pl.String).str.replace(r"\.0$", "")
    return pl.select(pl.coalesce(column.text, numbers, column.day.cast(pl.String))).to_series()


def suspect_rows(table: Table) -> pl.Series:
    """Tell which rows hold a text that a spreadsheet would run if it were written unguarded."""
    layout = table.heading.layout
    suspect = pl.repeat(value=False, n=table.sheet.height, eager=True)
    for place, column in enumerate(table.sheet.columns):
        if place in layout.text:
            suspect = suspect | _dangerous(column.text)
        elif place in layout.other:
            dangerous = _dangerous(column.text)
            if dangerous.any():
                plain = column.text.str.contains(_NUMBER_OR_DATE).fill_null(value=True)
                suspect = suspect | (dangerous & ~plain)
    return suspect


def _dangerous(text: pl.Series) -> pl.Series:
    if text.null_count() == len(text):
        return pl.repeat(value=False, n=len(text), eager=True)
    dangerous = text.str.contains(DANGEROUS).fill_null(value=False)
    if not dangerous.any():
        return dangerous
    more_than_the_sign = text.str.strip_chars().str.len_chars() > 1
    return dangerous & more_than_the_sign.fill_null(value=False)


def words_of(table: Table) -> dict[str, pl.Series]:
    """Give job, department and workplace as they are compared: without case or spaces."""
    words = {}
    for role in _JOB_WORDS:
        if column := table.column(role):
            words[role] = column.text.str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return words
