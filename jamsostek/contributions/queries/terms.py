"""On what terms an employer contributes in a month."""

from dataclasses import dataclass

import polars as pl
from django.db import connection

from jamsostek.contributions.models import CorrectionLine, Declaration
from jamsostek.contributions.rules.dues import ContributionTerms, terms_of
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership import queries as membership
from jamsostek.membership.models import Employer


@dataclass(frozen=True, slots=True)
class EmployerTerms:
    """The law of the month, with this employer's risk group and programmes."""

    month: Month
    law: ContributionTerms
    risk_group: int
    programmes: frozenset[Programme]

    @property
    def with_jpk(self) -> bool:
        """Whether family status matters: the employer takes part in JPK."""
        return Programme.JPK in self.programmes


def terms_on(employer: Employer, month: Month) -> EmployerTerms:
    """Give an employer's terms in a month: as of its first day, or the day of joining in it.

    Raises:
        NotAMember: the employer had not joined, or had left, by then.
        NotInForce: the month lies outside the law.
    """
    day = max(month.first_day, employer.from_date)
    left = employer.until_date is not None and employer.until_date <= day
    if day > month.last_day or left:
        msg = f"{employer.npp} is not a member in {month}."
        raise NotAMember(msg)
    law = terms_of(month)
    programmes = membership.programmes_on(employer, day)
    if law.jpk_single is None:
        programmes -= {Programme.JPK}
    return EmployerTerms(month, law, membership.risk_group_on(employer, day), programmes)


class NotAMember(ValueError):
    """A month in which the employer was no member."""


def dues_of(declaration: Declaration) -> dict[Programme, Rupiah]:
    """Give what a declaration makes due for each programme, both payers together."""
    return {
        Programme.JHT: declaration.jht_employer + declaration.jht_member,
        Programme.JKK: declaration.jkk,
        Programme.JKM: declaration.jkm,
        Programme.JPK: declaration.jpk,
    }


def wages_last_declared(employer: Employer) -> dict[int, int]:
    """Give by employment the wage of an employer's last declaration that names anybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT employment_id, wage FROM contributions_declarationline
            WHERE declaration_id = (
                SELECT id FROM contributions_declaration
                WHERE employer_id = %s AND workers > 0 ORDER BY month DESC LIMIT 1
            )
            """,
            [employer.pk],
        )
        wages = dict(cursor.fetchall())
    last = Declaration.objects.filter(employer=employer, workers__gt=0).order_by("-month").first()
    wages |= {employment: wage for _person, employment, wage in _corrected(last)}
    return {employment: wage for employment, wage in wages.items() if wage}


def wages_of_last_month(employer: Employer, month: Month) -> pl.DataFrame:
    """Give person_id, employment_id and wage as declared last month, for who is still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.person_id, e.id, l.wage
            FROM contributions_declaration d
            JOIN contributions_declarationline l ON l.declaration_id = d.id
            JOIN membership_employment e
                ON e.employer_id = d.employer_id AND e.person_id = l.person_id
                AND e.from_date <= %s AND (e.until_date IS NULL OR e.until_date > %s)
            WHERE d.employer_id = %s AND d.month = %s
            ORDER BY l.line_no
            """,
            [month.last_day, month.first_day, employer.pk, (month + -1).first_day],
        )
        rows = cursor.fetchall()
    schema = {"person_id": pl.Int64, "employment_id": pl.Int64, "wage": pl.Int64}
    wages = pl.DataFrame(rows, schema=schema, orient="row")
    last = Declaration.objects.filter(employer=employer, month=(month + -1).first_day).first()
    if corrected := _corrected(last):
        later = pl.DataFrame(corrected, schema=schema, orient="row")
        jobs = membership.jobs_of(employer, month, later["person_id"].to_list())
        still = dict(reversed(jobs))
        now = later.filter(pl.col("wage") > 0, pl.col("person_id").is_in(list(still)))
        now = now.with_columns(
            employment_id=pl.col("person_id").replace_strict(still, return_dtype=pl.Int64)
        )
        wages = pl.concat([wages.join(later, on="person_id", how="anti"), now])
    return wages.unique("person_id", maintain_order=True)


def _corrected(declaration: Declaration | None) -> list[tuple[int, int, int]]:
    """Give person, employment and wage as corrections of a declaration have them last."""
    if declaration is None:
        return []
    lines = CorrectionLine.objects.filter(correction__declaration=declaration)
    last = lines.order_by("person_id", "-correction__number").distinct("person_id")
    return list(last.values_list("person_id", "employment_id", "wage"))
