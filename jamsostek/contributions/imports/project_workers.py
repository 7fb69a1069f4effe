"""Lists of a project's workers from a spreadsheet: names, and whatever else is known of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import polars as pl

from jamsostek.contributions.imports.cells import RawColumn, RawSheet, unpacked
from jamsostek.contributions.imports.codes import Refused
from jamsostek.contributions.imports.dates import read_dates
from jamsostek.contributions.imports.fetching import fetch
from jamsostek.contributions.imports.headings import squeezed
from jamsostek.contributions.imports.identities import read_kpjs, read_niks
from jamsostek.contributions.imports.tables import TOTAL_WORDS, cell_at, shown
from jamsostek.kernel.months import Month

HEADINGS: Final = {
    "name": {"NAMA", "NAMAPEKERJA", "NAMATENAGAKERJA", "NAMALENGKAP", "NAMATK"},
    "kpj": {"KPJ", "NOKPJ", "NOMORKPJ", "NOPESERTA"},
    "nik": {"NIK", "NOKTP", "NOMORKTP", "KTP", "NOMORINDUKKEPENDUDUKAN"},
    "birth_date": {"TANGGALLAHIR", "TGLLAHIR", "LAHIR"},
    "sex": {"JENISKELAMIN", "LP", "JK", "KELAMIN", "SEX"},
    "title": {"JABATAN", "PEKERJAAN", "TUGAS", "BAGIAN"},
    "kind": {"JENIS", "STATUS", "JENISPEKERJA"},
    "from_date": {"MULAI", "TANGGALMULAI", "TGLMULAI", "MULAIBEKERJA", "TANGGALMASUK"},
    "last_day": {"SELESAI", "SAMPAI", "TANGGALSELESAI", "TGLSELESAI", "BERAKHIR"},
}
"""The headings that name a column, as `squeezed` leaves them."""

ROWS: Final[dict[str, Any]] = {
    "line": pl.Int64,
    "name": pl.String,
    "kpj": pl.String,
    "nik": pl.String,
    "birth_date": pl.Date,
    "sex": pl.String,
    "kind": pl.String,
    "title": pl.String,
    "from_date": pl.Date,
    "until_date": pl.Date,
    "fault": pl.String,
}
LOOKED_AT: Final = 20
"""Rows at the top of a sheet among which its heading is looked for."""
REGULAR: Final = ("TETAP", "KONTRAK", "REGULAR")


@dataclass(frozen=True, slots=True)
class WorkerList:
    """What a file says: its rows by line of the file, or why it was refused."""

    rows: pl.DataFrame
    refused: str = ""


def read_project_workers(content: bytes, name: str, *, month: Month) -> WorkerList:
    """Read a list of workers through a child process of limited memory and time.

    Every row below the heading that has anything in it is a worker's; `fault` names what of a
    row cannot be read. A last day of work becomes the first day out.
    """
    nothing = pl.DataFrame(schema=ROWS)
    try:
        file = unpacked(fetch(content, name, month=month))
    except Refused as refused:
        return WorkerList(nothing, refused.code)
    for sheet in file.sheets:
        if found := _heading(sheet):
            return WorkerList(_rows(sheet, *found, from_1904=file.from_1904))
    return WorkerList(nothing, NO_NAMES)


NO_NAMES: Final = "NO_NAMES"
"""No sheet has a column of names."""


def _heading(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    """Give the row of the heading and the column of each role, once a row names the names."""
    for row in range(min(LOOKED_AT, sheet.height)):
        columns: dict[str, int] = {}
        for at, column in enumerate(sheet.columns):
            text = squeezed(shown(cell_at(column, row)))
            for role, words in HEADINGS.items():
                if text in words:
                    columns.setdefault(role, at)
        if "name" in columns:
            return row, columns
    return None


def _rows(
    sheet: RawSheet, heading: int, columns: dict[str, int], *, from_1904: bool
) -> pl.DataFrame:
    of = {role: sheet.columns[at] for role, at in columns.items()}
    kpj = read_kpjs(*_cells(of.get("kpj"), sheet.height))
    nik = read_niks(*_cells(of.get("nik"), sheet.height))
    days = {
        role: _days(of.get(role), sheet.height, from_1904=from_1904)
        for role in ("birth_date", "from_date", "last_day")
    }
    texts = {role: _texts(of.get(role), sheet.height) for role in ("name", "sex", "kind", "title")}
    frame = pl.DataFrame(
        {
            "line": pl.int_range(sheet.height, eager=True) + 1,
            **texts,
            "kpj": kpj["kpj"].fill_null(""),
            "kpj_odd": kpj["given"] & kpj["kpj"].is_null(),
            "nik": nik["nik"].fill_null(""),
            "nik_odd": nik["form"].is_not_null() & ~nik["certain"].fill_null(value=False),
            "day_odd": days["birth_date"][1] | days["from_date"][1] | days["last_day"][1],
            **{role: found[0] for role, found in days.items()},
        }
    )
    anything = pl.any_horizontal(
        pl.col("name") != "", pl.col("kpj") != "", pl.col("nik") != "", "kpj_odd", "nik_odd"
    )
    total = pl.col("name").str.contains("(?i)" + TOTAL_WORDS) & (pl.col("nik") == "")
    return frame.filter((pl.col("line") > heading + 1) & anything & ~total).select(
        "line",
        "name",
        "kpj",
        "nik",
        "birth_date",
        pl.col("sex").str.to_uppercase().str.slice(0, 1).alias("sex"),
        pl.when(pl.col("kind").str.to_uppercase().str.contains_any(list(REGULAR)))
        .then(pl.lit("REGULAR"))
        .otherwise(pl.lit("DAILY"))
        .alias("kind"),
        "title",
        "from_date",
        (pl.col("last_day") + timedelta(days=1)).alias("until_date"),
        pl.when("kpj_odd")
        .then(pl.lit("KPJ_ODD"))
        .when("nik_odd")
        .then(pl.lit("NIK_ODD"))
        .when("day_odd")
        .then(pl.lit("DAY_ODD"))
        .alias("fault"),
    )


def _cells(column: RawColumn | None, height: int) -> tuple[pl.Series, pl.Series]:
    if column is not None:
        return column.text, column.number
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, height)
    return nothing, nothing.cast(pl.Float64)


def _texts(column: RawColumn | None, height: int) -> pl.Series:
    if column is None:
        return pl.Series([""]).new_from_index(0, height)
    return pl.Series(
        [shown(cell_at(column, row)).strip() for row in range(height)], dtype=pl.String
    )


def _days(column: RawColumn | None, height: int, *, from_1904: bool) -> tuple[pl.Series, pl.Series]:
    if column is None:
        nothing = pl.Series([None], dtype=pl.Date).new_from_index(0, height)
        return nothing, pl.repeat(value=False, n=height, eager=True)
    return read_dates(column.text, column.number, column.day, from_1904=from_1904)
