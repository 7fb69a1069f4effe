"""Declaring a month's wages: declaration, lines, bill and books in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Declaration, WageFile
from jamsostek.contributions.queries import terms as employer_terms
from jamsostek.contributions.queries.terms import EmployerTerms
from jamsostek.contributions.queries.workers import Standings, standings_in
from jamsostek.contributions.rules.dues import Dues, due
from jamsostek.contributions.services.bills import issue_bill
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.kernel.money import Column
from jamsostek.kernel.months import Month
from jamsostek.membership import queries as membership
from jamsostek.membership.models import Employer
from jamsostek.membership.rules import WorkerProgrammes

WAGE_COLUMNS = ("person_id", "employment_id", "wage")
DAYS: Final = "days_worked"
"""A column that wages may have besides: the days of who is paid by the day; null if not told."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A month's wages with the contributions they make, before anything is stored."""

    terms: EmployerTerms
    lines: pl.DataFrame
    """One row a worker: person_id, employment_id, wage, days_worked, married, full_cover, standing
    and the five contributions."""
    reasons: Mapping[str, WorkerProgrammes]
    """What the law says of each standing that is not a permanent worker's."""

    def total(self, column: str) -> int:
        """Give the sum of one column; zero where there are no workers."""
        return int(self.lines[column].sum())


def assess(*, employer: Employer, month: Month, wages: pl.DataFrame) -> Assessed:
    """Compute a month's contributions without storing anything: the dry run.

    `wages` has the columns of WAGE_COLUMNS, and may have DAYS; several rows of one person (two
    jobs with this employer) add up before contributions are counted. Whose work gives JKK and JKM
    alone is seen from the register (membership.rules.workers).

    Raises:
        NotAMember: the employer is no member in that month.
        NoRiskGroup: nobody has decided its risk group by then.
        NotInForce, WageOutOfRange: see contributions.rules.
    """
    terms = employer_terms.terms_on(employer, month)
    standings = standings_in(employer, month)
    by_person = _by_person(wages, standings)
    married = membership.married_workers(employer, month.first_day) if terms.with_jpk else []
    lines = by_person.with_columns(married=pl.col("person_id").is_in(list(married)))
    if lines.is_empty():
        return Assessed(terms, _with_dues(lines, _no_dues()), {})
    dues = due(
        lines["wage"].to_numpy(),
        lines["married"].to_numpy(),
        risk_group=terms.risk_group,
        programmes=terms.programmes,
        terms=terms.law,
        full_cover=True if lines["full_cover"].all() else lines["full_cover"].to_numpy(),
    )
    return Assessed(terms, _with_dues(lines, dues), standings.reasons)


def _by_person(wages: pl.DataFrame, standings: Standings) -> pl.DataFrame:
    """Add up the jobs of each person; full cover in one of them is full cover."""
    if DAYS not in wages.columns:
        wages = wages.with_columns(pl.lit(None, dtype=pl.Int64).alias(DAYS))
    stood = wages.join(
        standings.workers, on=["person_id", "employment_id"], how="left", maintain_order="left"
    ).with_columns(pl.col("full_cover").fill_null(value=True))
    days = pl.when(pl.col(DAYS).null_count() == 0).then(pl.col(DAYS).cast(pl.Int64).sum())
    return stood.group_by("person_id", maintain_order=True).agg(
        pl.col("employment_id").first(),
        pl.col("wage").cast(pl.Int64).sum(),
        days.alias(DAYS),
        pl.col("full_cover").any(),
        pl.col("standing").sort_by("full_cover", descending=True, maintain_order=True).first(),
    )


def _with_dues(lines: pl.DataFrame, dues: Dues[Column]) -> pl.DataFrame:
    return lines.with_columns(
        **{name: pl.Series(values) for name, values in dues._asdict().items()}
    )


def _no_dues() -> Dues[Column]:
    none = np.zeros(0, dtype=np.int64)
    return Dues(none, none, none, none, none)


@transaction.atomic
def declare(
    *,
    employer: Employer,
    month: Month,
    wages: pl.DataFrame,
    kind: Declaration.Kind,
    act: Act,
    wage_file: WageFile | None = None,
) -> Declaration:
    """Declare a month's wages, bill the contributions and post them, all or nothing.

    Raises:
        MonthAhead: the month has not begun.
        AlreadyDeclared: this employer has declared this month.
        NothingDeclared: no worker is left; an employer without workers files a nil return.
        NotEmployed: somebody has no such employment there in the month.
        NotAMember, NotInForce, NoRiskGroup, WageOutOfRange: see `assess`.
    """
    if month > Month.of(act.day):
        msg = f"{month} has not begun; a month is declared once it has."
        raise MonthAhead(msg)
    employer = _held(employer, month)
    if wages.is_empty() and kind is not Declaration.Kind.NIL:
        msg = "There is no worker to declare; file a nil return instead."
        raise NothingDeclared(msg)
    assessed = assess(employer=employer, month=month, wages=wages)
    _must_all_be_employed(employer, month, wages)
    declaration = _store(employer, month, kind, assessed, wage_file, act)
    issue_bill(declaration=declaration, act=act)
    audit.record(
        act=act,
        action="declare",
        subject_type="employer",
        subject_id=employer.pk,
        detail={"month": str(month), "kind": kind.value, "workers": declaration.workers},
    )
    return declaration


def declare_nil(*, employer: Employer, month: Month, act: Act) -> Declaration:
    """File a nil return: nobody worked for wages in this month."""
    nobody = pl.DataFrame(schema=dict.fromkeys(WAGE_COLUMNS, pl.Int64))
    return declare(employer=employer, month=month, wages=nobody, kind=Declaration.Kind.NIL, act=act)


def declare_as_last_month(*, employer: Employer, month: Month, act: Act) -> Declaration:
    """Declare the wages of the month before once more, for those still employed.

    Raises:
        NothingDeclared: nothing was declared last month, or nobody of it is still employed.
    """
    wages = employer_terms.wages_of_last_month(employer, month)
    return declare(employer=employer, month=month, wages=wages, kind=Declaration.Kind.COPY, act=act)


def _held(employer: Employer, month: Month) -> Employer:
    """Hold the employer, so that filings and the end of its membership follow each other.

    Gives it as it is now, which may be otherwise than when the caller looked.
    """
    employer = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    refuse_declared(employer, month)
    return employer


def refuse_declared(employer: Employer, month: Month) -> None:
    """Say that a month is declared already, if it is.

    Raises:
        AlreadyDeclared: it is.
    """
    if Declaration.objects.filter(employer=employer, month=month.first_day).exists():
        msg = f"{employer.npp} has already declared {month}."
        raise AlreadyDeclared(msg)


class MonthAhead(ValueError):
    """A declaration of a month that has not begun."""


class AlreadyDeclared(ValueError):
    """A second declaration of one month by one employer."""


class NothingDeclared(ValueError):
    """A declaration without a single worker."""


def _must_all_be_employed(employer: Employer, month: Month, wages: pl.DataFrame) -> None:
    """Check what row foreign keys would, and that every job was one there in the month."""
    jobs = membership.jobs_in(employer, month)
    strangers = wages.join(jobs, on=jobs.columns, how="anti")["person_id"].n_unique()
    if strangers:
        msg = f"{strangers} workers are not employed by this employer in {month}."
        raise NotEmployed(msg)


class NotEmployed(ValueError):
    """A declared worker without an employment there in the month."""


def _store(
    employer: Employer,
    month: Month,
    kind: Declaration.Kind,
    assessed: Assessed,
    wage_file: WageFile | None,
    act: Act,
) -> Declaration:
    declaration = Declaration.objects.create(
        employer=employer,
        month=month.first_day,
        kind=kind,
        wage_file=wage_file,
        risk_group=assessed.terms.risk_group,
        programmes=sorted(assessed.terms.programmes),
        workers=assessed.lines.height,
        wage_sum=assessed.total("wage"),
        filed_at=act.at,
        filed_by=act.actor,
        **{name: assessed.total(name) for name in Dues._fields},
    )
    if wage_file is not None:
        WageFile.objects.filter(pk=wage_file.pk).update(state=WageFile.State.FILED)
    if not assessed.lines.is_empty():
        lines = assessed.lines.with_row_index("line_no", offset=1)
        with connection.cursor() as cursor:
            copy_frame(
                cursor,
                "contributions_declarationline",
                lines.drop("standing").with_columns(declaration_id=pl.lit(declaration.pk)),
            )
    return declaration
