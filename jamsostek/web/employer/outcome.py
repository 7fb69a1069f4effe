"""What was read of a wage file, as its page shows it: every row of the file is accounted for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from jamsostek.contributions.imports.checked import Checked
from jamsostek.web.employer import words

NUMBERS_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file with what is to be said about it."""

    sheet: str
    number: int
    kpj: str
    nik: str
    name: str
    wage: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of which the same is to be said."""

    words: str
    count: int
    numbers: str
    more: int
    """How many row numbers are left out here; the result file has them all."""


def rejected_rows(checked: Checked) -> list[Row]:
    """Give the rejected rows with the reason in words."""
    return rows_of(checked.rejected(), lambda row: words.reason(row["code"]))


def rows_of(frame: pl.DataFrame, say_why: Callable[[dict[str, Any]], str]) -> list[Row]:
    """Give rows of the file with what is to be said about each."""
    return [
        Row(
            sheet=row["sheet"] or "",
            number=row["row"],
            kpj=row["kpj_written"] or "",
            nik=row["nik"] or "",
            name=row["name"] or "",
            wage=row["wage"],
            words=say_why(row),
        )
        for row in frame.iter_rows(named=True)
    ]


def flagged_groups(checked: Checked) -> list[Group]:
    """Give the accepted rows that want to be looked at, by what for."""
    flags = checked.accepted().select("sheet", "row", "flags").explode("flags").drop_nulls("flags")
    return _groups(flags.rename({"flags": "why"}), words.flagged)


def skipped_groups(checked: Checked) -> list[Group]:
    """Give the rows that are no worker's, by what they are."""
    return _groups(checked.skipped, words.skipped)


def doubtful_groups(doubtful: pl.DataFrame) -> list[Group]:
    """Give the unknown workers who cannot be registered from the file, by why."""
    return _groups(doubtful.rename({"doubt": "why"}), lambda why: str(words.DOUBTS[why]))


def _groups(rows: pl.DataFrame, say: Callable[[str], str]) -> list[Group]:
    several = rows["sheet"].n_unique() > 1
    grouped = rows.group_by("why", maintain_order=True).agg("sheet", "row")
    groups = []
    for why, sheets, numbers in grouped.iter_rows():
        places = [
            f"{sheet} {number}" if several else str(number)
            for sheet, number in zip(sheets, numbers, strict=True)
        ]
        shown = ", ".join(places[:NUMBERS_SHOWN])
        groups.append(Group(say(why), len(places), shown, max(0, len(places) - NUMBERS_SHOWN)))
    return groups
