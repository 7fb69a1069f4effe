"""The workers of construction projects, by the column: a whole list or none of it."""

from dataclasses import dataclass
from typing import Final

import polars as pl
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.membership.models import ProjectWorker, Sex
from jamsostek.membership.services.projects import first_faults

PROJECT_WORKER_COLUMNS: Final = {
    "project_id": pl.Int64,
    "kpj": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "birth_date": pl.Date,
    "sex": pl.String,
    "kind": pl.String,
    "title": pl.String,
    "from_date": pl.Date,
    "until_date": pl.Date,
}
"""A worker of a project; no member number for daily workers, and null days are the project's."""

SPELLS: Final = {
    "project_id": pl.Int64,
    "nik": pl.String,
    "person_id": pl.Int64,
    "from_date": pl.Date,
    "until_date": pl.Date,
}

_WRITTEN: Final = (
    "project_id",
    "person_id",
    "name",
    "nik",
    "birth_date",
    "sex",
    "kind",
    "title",
    "from_date",
    "until_date",
)


@dataclass(frozen=True, slots=True)
class AddedWorkers:
    """What came of a list: how many are insured now, and how many of them are members."""

    count: int
    members: int


@transaction.atomic
def add_project_workers(*, workers: pl.DataFrame, act: Act) -> AddedWorkers:
    """Put workers on projects, all or none, in a fixed number of statements.

    Columns as in PROJECT_WORKER_COLUMNS. Who gives a member number is that person; casual workers
    are on the list by name alone, as the decree has it.

    Raises:
        WorkersNotAdded: some rows cannot be taken; it names each with its reason.
    """
    frame = workers.select(
        pl.col(name).cast(kind).fill_null("").str.strip_chars()
        if kind == pl.String
        else pl.col(name).cast(kind)
        for name, kind in PROJECT_WORKER_COLUMNS.items()
    ).with_row_index("row", offset=1)
    frame = frame.with_columns(
        pl.col("row").cast(pl.Int64),
        kind=pl.when(pl.col("kind") == "").then(pl.lit("DAILY")).otherwise(pl.col("kind")),
    )
    frame = _with_days(frame).join(_members(frame["kpj"]), on="kpj", how="left")
    if faults := _faults(frame):
        raise WorkersNotAdded(faults)
    with connection.cursor() as cursor:
        copy_frame(
            cursor,
            "membership_projectworker",
            frame.select(*_WRITTEN),
        )
    projects = frame["project_id"].unique()
    audit.record(
        act=act,
        action="add_project_workers",
        subject_type="project",
        subject_id=int(projects[0]) if len(projects) == 1 else None,
        detail={"workers": frame.height, "projects": len(projects)},
    )
    return AddedWorkers(frame.height, frame["person_id"].count())


class WorkersNotAdded(ValueError):
    """Rows that cannot be taken: row number -> (name, fault)."""

    def __init__(self, faults: dict[int, tuple[str, str]]) -> None:
        """Keep the faults by row number of the list given."""
        super().__init__(f"{len(faults)} workers cannot be added: {list(faults.items())[:3]}")
        self.faults = faults


def _with_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Hold the projects, and fill in their days where a row has none of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, from_date, until_date FROM membership_project"
            " WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            [frame["project_id"].drop_nulls().unique().to_list()],
        )
        schema = {"project_id": pl.Int64, "begins": pl.Date, "ends": pl.Date}
        projects = pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")
    joined = frame.join(projects, on="project_id", how="left", maintain_order="left")
    return joined.with_columns(
        from_date=pl.coalesce("from_date", "begins"), until_date=pl.coalesce("until_date", "ends")
    )


def _members(numbers: pl.Series) -> pl.DataFrame:
    """Give the persons of the member numbers said."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kpj, id FROM membership_insuredperson WHERE kpj = ANY(%s)",
            [numbers.filter(numbers != "").unique().to_list()],
        )
        schema = {"kpj": pl.String, "person_id": pl.Int64}
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def _faults(frame: pl.DataFrame) -> dict[int, tuple[str, str]]:
    already = _already_there(frame["project_id"])
    by_nik = _at_once(frame.filter(pl.col("nik") != ""), already, "nik")
    by_person = _at_once(frame.drop_nulls("person_id"), already, "person_id")
    outside = (pl.col("from_date") < pl.col("begins")) | (pl.col("until_date") > pl.col("ends"))
    return first_faults(
        frame,
        [
            ("PROJECT_UNKNOWN", pl.col("begins").is_null()),
            ("NAME_MISSING", pl.col("name") == ""),
            ("NAME_TOO_LONG", pl.col("name").str.len_chars() > 120),
            ("NIK_TOO_LONG", pl.col("nik").str.len_chars() > 16),
            ("TITLE_TOO_LONG", pl.col("title").str.len_chars() > 80),
            ("KIND_STRANGE", ~pl.col("kind").is_in(ProjectWorker.Kind.values)),
            ("SEX_STRANGE", ~pl.col("sex").is_in(["", *Sex.values])),
            ("KPJ_UNKNOWN", (pl.col("kpj") != "") & pl.col("person_id").is_null()),
            ("ENDS_BEFORE_IT_BEGINS", pl.col("until_date") <= pl.col("from_date")),
            ("OUTSIDE_PROJECT", outside),
            ("NIK_TWICE", pl.col("row").is_in(by_nik)),
            ("KPJ_TWICE", pl.col("row").is_in(by_person)),
        ],
    )


def _already_there(project_ids: pl.Series) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT project_id, nik, person_id, from_date, until_date FROM membership_projectworker"
            " WHERE project_id = ANY(%s) AND (nik <> '' OR person_id IS NOT NULL)",
            [project_ids.drop_nulls().unique().to_list()],
        )
        there = pl.DataFrame(cursor.fetchall(), schema=SPELLS, orient="row")
    return there.with_columns(row=pl.lit(0, pl.Int64))


def _at_once(rows: pl.DataFrame, already: pl.DataFrame, who: str) -> list[int]:
    """Give the rows on which somebody is on a project on a day twice, by number or by list."""
    known = already.filter(pl.col("nik") != "") if who == "nik" else already.drop_nulls(who)
    columns = ["row", "project_id", who, "from_date", "until_date"]
    together = pl.concat([known.select(columns), rows.select(columns)])
    group = ["project_id", who]
    together = together.filter(pl.struct(group).is_duplicated())
    before = pl.col("until_date").cum_max().shift(1).over(group)
    after = pl.col("from_date").shift(-1).over(group)
    twice = (before > pl.col("from_date")) | (after < pl.col("until_date"))
    found = together.sort("from_date", "row").filter(twice & (pl.col("row") > 0))
    return found["row"].to_list()
