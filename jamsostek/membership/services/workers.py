"""Registering workers by the column, and ending their employment."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

import polars as pl
from django.conf import settings
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.membership.models import Employer, Employment, EmploymentKind, WageRecord
from jamsostek.membership.services import staging

WORKER_COLUMNS: Final = {
    "employer_id": pl.Int64,
    "kpj": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "birth_date": pl.Date,
    "birth_place": pl.String,
    "sex": pl.String,
    "kind": pl.String,
    "title": pl.String,
    "from_date": pl.Date,
    "until_date": pl.Date,
    "married": pl.Boolean,
    "wage": pl.Int64,
}
LATER_COLUMNS: Final = {"basis": pl.String, "agreed_until": pl.Date}
"""Columns that a list may leave out: wages are by the month then, and no term is agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorker:
    """What the list of workers says about one of them; `kpj` for somebody already a member."""

    employer_id: int
    name: str
    from_date: date
    kpj: str = ""
    nik: str = ""
    birth_date: date | None = None
    birth_place: str = ""
    sex: str = ""
    kind: str = EmploymentKind.PERMANENT.value
    title: str = ""
    until_date: date | None = None
    married: bool = False
    wage: int | None = None
    basis: str = WageRecord.Basis.MONTHLY.value
    agreed_until: date | None = None
    """The first day after a fixed term."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a list of workers: rows in the order given."""

    rows: pl.DataFrame
    """row, person_id, employment_id, kpj, is_new."""
    new_persons: int
    known_persons: int


def workers_frame(workers: Sequence[NewWorker]) -> pl.DataFrame:
    """Give the columns that `register_workers` takes."""
    return pl.DataFrame([asdict(w) for w in workers], schema=WORKER_COLUMNS | LATER_COLUMNS)


@transaction.atomic
def register_workers(*, workers: pl.DataFrame, act: Act, keep_numbers: bool = False) -> Registered:
    """Register workers with their employers, all or none, in a fixed number of statements.

    Somebody with a member number, or alone in having the identity number with the same birth
    date, is the person we know; everybody else becomes a new member. Employment from before
    the employer joined counts from the day it joined. Columns as in WORKER_COLUMNS, also
    LATER_COLUMNS.

    A member number that nobody has is a fault; with `keep_numbers` it is taken as the number on
    a card issued before this system, and the new member keeps it.

    Raises:
        WorkersNotRegistered: some rows cannot be registered; it names each with its reason.
    """
    columns = _with_later_columns(workers).with_row_index("row", offset=1)
    with connection.cursor() as cursor:
        cursor.execute(staging.CREATE)
        copy_frame(cursor, "staged_workers", columns)
        for statement in staging.HOLD:
            cursor.execute(statement)
        cursor.execute(staging.RECOGNISE_NUMBERS)
        if keep_numbers:
            cursor.execute(staging.KEEP_NUMBERS)
        for statement in staging.RECOGNISE:
            cursor.execute(statement)
        cursor.execute(staging.FAULTS)
        faults = {row: (name, fault) for row, name, fault in cursor.fetchall()}
        if faults:
            raise WorkersNotRegistered(faults)
        cursor.execute(staging.NUMBER, [settings.KPJ_PREFIX])
        while cursor.rowcount > 0:
            cursor.execute(staging.NUMBER_AGAIN, [settings.KPJ_PREFIX])
        cursor.execute(staging.PERSONS, [act.day])
        cursor.execute(staging.EMPLOYMENTS)
        cursor.execute(staging.WAGES, [act.at])
        cursor.execute(staging.FAMILIES)
        cursor.execute(staging.RESULT)
        rows = pl.DataFrame(cursor.fetchall(), schema=staging.RESULT_COLUMNS, orient="row")
        cursor.execute("DROP TABLE staged_workers")
    new_persons = rows.filter("is_new")["person_id"].n_unique()
    employer_ids = columns["employer_id"].unique()
    audit.record(
        act=act,
        action="register_workers",
        subject_type="employer",
        subject_id=int(employer_ids[0]) if len(employer_ids) == 1 else None,
        detail={"workers": rows.height, "new": new_persons, "employers": len(employer_ids)},
    )
    known = rows.filter(~pl.col("is_new")).height
    return Registered(rows, new_persons, known)


def _with_later_columns(workers: pl.DataFrame) -> pl.DataFrame:
    left_out = {
        name: pl.lit(None, dtype=kind)
        for name, kind in LATER_COLUMNS.items()
        if name not in workers.columns
    }
    return workers.with_columns(**left_out).select([*WORKER_COLUMNS, *LATER_COLUMNS])


class WorkersNotRegistered(ValueError):
    """Rows that cannot be registered: row number -> (name, fault)."""

    def __init__(self, faults: dict[int, tuple[str, str]]) -> None:
        """Keep the faults by row number of the list given."""
        super().__init__(f"{len(faults)} workers cannot be registered: {list(faults.items())[:3]}")
        self.faults = faults


@transaction.atomic
def end_employments(
    *, employer: Employer, leavers: Sequence[tuple[int, date]], reason: str, act: Act
) -> int:
    """End employments of one employer: pairs of employment id and the first day out.

    A fixed term may be ended before the day agreed.

    Raises:
        NotEmployedThere: an employment is not a lasting one of this employer, or began later.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE membership_employment e
            SET until_date = l.until_date, end_reason = %s
            FROM unnest(%s::bigint[], %s::date[]) AS l(id, until_date)
            WHERE e.id = l.id AND e.employer_id = %s AND e.from_date < l.until_date
                AND (
                    e.until_date IS NULL
                    OR e.until_date = e.agreed_until AND l.until_date < e.until_date
                )
            """,
            [reason, [i for i, _ in leavers], [day for _, day in leavers], employer.pk],
        )
        ended = int(cursor.rowcount)
    if ended != len(leavers):
        msg = f"{len(leavers) - ended} of {len(leavers)} are not employed by {employer.npp} then."
        raise NotEmployedThere(msg)
    audit.record(
        act=act,
        action="end_employments",
        subject_type="employer",
        subject_id=employer.pk,
        detail={"count": ended, "reason": reason},
    )
    return ended


class NotEmployedThere(ValueError):
    """An end of employment for somebody who is not employed there."""


@transaction.atomic
def change_wage(
    *, employment: Employment, basis: WageRecord.Basis, wage: int, from_date: date, act: Act
) -> WageRecord:
    """Record the wage agreed from a day on; earlier wages stay.

    Raises:
        WageUnchanged: that wage holds on that day already.
    """
    Employment.objects.select_for_update(no_key=True).get(pk=employment.pk)
    holding = employment.wages.filter(from_date__lte=from_date)
    now = holding.order_by("-from_date", "-pk").first()
    if now is not None and (now.wage, now.basis) == (wage, basis):
        msg = f"{employment} has the wage {wage} on {from_date} already."
        raise WageUnchanged(msg)
    record = WageRecord.objects.create(
        employment=employment, basis=basis, wage=wage, from_date=from_date, recorded_at=act.at
    )
    audit.record(
        act=act,
        action="change_wage",
        subject_type="person",
        subject_id=employment.person_id,
        detail={"from": str(from_date)},
    )
    return record


class WageUnchanged(ValueError):
    """A wage that holds already."""
