"""Registering construction projects, one or thousands (KEP-196/MEN/1999)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Final

import polars as pl
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.membership.models import Contractor, Project

PROJECT_COLUMNS: Final = {
    "contractor_id": pl.Int64,
    "branch_id": pl.Int64,
    "name": pl.String,
    "owner": pl.String,
    "contract_number": pl.String,
    "place": pl.String,
    "regency_code": pl.String,
    "from_date": pl.Date,
    "until_date": pl.Date,
    "contract_value": pl.Int64,
    "wage_sum": pl.Int64,
    "signed_on": pl.Date,
    "registered_on": pl.Date,
}
"""A project as it is registered; the last two days are that of the act where they are null."""

SUBCONTRACTOR_COLUMNS: Final = {
    "row": pl.Int64,
    "name": pl.String,
    "npwp": pl.String,
    "work": pl.String,
    "contract_value": pl.Int64,
}
"""A subcontractor; `row` is that of its project in the list of projects, from 1."""

VALUE_MAX: Final = 10**15
_LENGTHS: Final = {"name": 200, "owner": 120, "contract_number": 60, "place": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubcontractor:
    """A firm that does part of the work."""

    name: str
    npwp: str = ""
    work: str = ""
    contract_value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What the registration form of a project says; `until_date` is the first day after it."""

    contractor: Contractor
    branch: Branch
    name: str
    owner: str
    place: str
    from_date: date
    until_date: date
    contract_value: int
    wage_sum: int | None = None
    contract_number: str = ""
    regency_code: str = ""
    signed_on: date | None = None
    subcontractors: tuple[NewSubcontractor, ...] = field(default=())


@transaction.atomic
def register_project(*, new: NewProject, act: Act) -> Project:
    """Register one project with its subcontractors, under a number of its own.

    A project registered late, even after its work began, is taken in like any other: the law
    wants the registration, and cover cannot begin before it.

    Raises:
        ProjectsNotRegistered: what it says cannot be; `faults` names it.
    """
    facts = {name: getattr(new, name, None) for name in PROJECT_COLUMNS}
    facts |= {"contractor_id": new.contractor.pk, "branch_id": new.branch.pk}
    firms = [{"row": 1, **asdict(firm)} for firm in new.subcontractors]
    made = register_projects(
        projects=pl.DataFrame([facts], schema=PROJECT_COLUMNS),
        subcontractors=pl.DataFrame(firms, schema=SUBCONTRACTOR_COLUMNS),
        act=act,
    )
    return Project.objects.select_related("contractor", "branch").get(pk=made["project_id"][0])


@transaction.atomic
def register_projects(
    *, projects: pl.DataFrame, act: Act, subcontractors: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Register projects, all or none, in a fixed number of statements.

    Columns as in PROJECT_COLUMNS. Gives row (from 1), project_id and number, in the order given.

    Raises:
        ProjectsNotRegistered: some rows cannot be registered; it names each with its reason.
    """
    frame = projects.select(
        pl.col(name).cast(kind).fill_null("") if kind == pl.String else pl.col(name).cast(kind)
        for name, kind in PROJECT_COLUMNS.items()
    ).with_row_index("row", offset=1)
    frame = frame.with_columns(
        pl.col("name", "owner", "contract_number", "place").str.strip_chars(),
        registered_on=pl.col("registered_on").fill_null(act.day),
    ).with_columns(signed_on=pl.col("signed_on").fill_null(pl.col("registered_on")))
    firms = _of_subcontractors(subcontractors)
    if faults := _faults(frame, firms, act):
        raise ProjectsNotRegistered(faults)
    frame = frame.hstack(_numbers(frame.height))
    _write(frame, firms, act)
    only = frame.height == 1
    audit.record(
        act=act,
        action="register_project" if only else "register_projects",
        subject_type="project",
        subject_id=int(frame["project_id"][0]) if only else None,
        detail={"number": frame["number"][0]} if only else {"count": frame.height},
    )
    return frame.select(pl.col("row").cast(pl.Int64), "project_id", "number")


class ProjectsNotRegistered(ValueError):
    """Rows that cannot be registered: row number -> (name, fault)."""

    def __init__(self, faults: dict[int, tuple[str, str]]) -> None:
        """Keep the faults by row number of the list given."""
        super().__init__(f"{len(faults)} projects cannot be registered: {list(faults.items())[:3]}")
        self.faults = faults


def _write(frame: pl.DataFrame, firms: pl.DataFrame, act: Act) -> None:
    """Write projects, the first version of each, and their subcontractors."""
    at = pl.lit(act.at.isoformat())
    with connection.cursor() as cursor:
        copy_frame(
            cursor,
            "membership_project",
            frame.drop("row", "signed_on", "project_id").with_columns(
                frame["project_id"].alias("id"), registered_at=at
            ),
        )
        copy_frame(
            cursor,
            "membership_projectversion",
            frame.select(
                "project_id",
                "contract_value",
                "wage_sum",
                "until_date",
                "signed_on",
                version=pl.lit(0),
                reason=pl.lit(""),
                recorded_at=at,
                recorded_by=pl.lit(act.actor),
            ),
        )
        if firms.height:
            its_project = firms.join(frame.select("row", "project_id"), on="row")
            copy_frame(
                cursor,
                "membership_subcontractor",
                its_project.drop("row").with_columns(recorded_at=at),
            )


def _of_subcontractors(given: pl.DataFrame | None) -> pl.DataFrame:
    if given is None:
        return pl.DataFrame(schema=SUBCONTRACTOR_COLUMNS)
    return given.select(
        pl.col(name).cast(kind).fill_null("").str.strip_chars()
        if kind == pl.String
        else pl.col(name).cast(kind)
        for name, kind in SUBCONTRACTOR_COLUMNS.items()
    )


def _faults(frame: pl.DataFrame, firms: pl.DataFrame, act: Act) -> dict[int, tuple[str, str]]:
    contractors = _known(Contractor, frame["contractor_id"])
    branches = _known(Branch, frame["branch_id"])
    nameless = firms.filter((pl.col("name") == "") | (pl.col("name").str.len_chars() > 120))
    strange = firms.filter((pl.col("contract_value") <= 0).fill_null(value=False))
    faults: list[tuple[str, pl.Expr]] = [
        ("CONTRACTOR_UNKNOWN", _not_in("contractor_id", contractors)),
        ("BRANCH_UNKNOWN", _not_in("branch_id", branches)),
        ("NAME_MISSING", pl.col("name") == ""),
        ("OWNER_MISSING", pl.col("owner") == ""),
        ("PLACE_MISSING", pl.col("place") == ""),
        *(
            (f"{name.upper()}_TOO_LONG", pl.col(name).str.len_chars() > length)
            for name, length in _LENGTHS.items()
        ),
        ("FROM_DATE_MISSING", pl.col("from_date").is_null()),
        ("UNTIL_DATE_MISSING", pl.col("until_date").is_null()),
        ("ENDS_BEFORE_IT_BEGINS", pl.col("until_date") <= pl.col("from_date")),
        ("VALUE_MISSING", pl.col("contract_value").is_null()),
        ("VALUE_OUT_OF_RANGE", ~pl.col("contract_value").is_between(1, VALUE_MAX)),
        ("WAGES_OUT_OF_RANGE", ~pl.col("wage_sum").is_between(1, VALUE_MAX)),
        ("REGISTERED_LATER", pl.col("registered_on") > act.day),
        ("SUBCONTRACTOR_NAMELESS", pl.col("row").cast(pl.Int64).is_in(nameless["row"].to_list())),
        ("SUBCONTRACTOR_VALUE", pl.col("row").cast(pl.Int64).is_in(strange["row"].to_list())),
    ]
    return first_faults(frame, faults)


def first_faults(
    frame: pl.DataFrame, faults: Sequence[tuple[str, pl.Expr]]
) -> dict[int, tuple[str, str]]:
    """Give by row the name, and the first fault that is true of it; null is no fault."""
    first = pl.coalesce(pl.when(is_so).then(pl.lit(fault)) for fault, is_so in faults)
    found = frame.select("row", "name", fault=first).drop_nulls("fault")
    return {row: (name, fault) for row, name, fault in found.iter_rows()}


def _not_in(name: str, ids: Sequence[int]) -> pl.Expr:
    return ~pl.col(name).is_in(ids).fill_null(value=False)


def _known(model: type[Contractor | Branch], ids: pl.Series) -> list[int]:
    wanted = ids.drop_nulls().unique().to_list()
    return list(model.objects.filter(pk__in=wanted).values_list("pk", flat=True))


def _numbers(count: int) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('membership_project_id_seq'),"
            " 'JK' || lpad(nextval('membership_project_seq')::text, 7, '0')"
            " FROM generate_series(1, %s)",
            [count],
        )
        schema = {"project_id": pl.Int64, "number": pl.String}
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")
