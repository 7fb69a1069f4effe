"""A month's wages written as one would without this system: what a benchmark holds it against.

Each gives workers a second. What takes a minute and more is measured on the first ONE_BY_ONE.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measuring import seconds

if TYPE_CHECKING:
    import polars as pl

    from jamsostek.contributions.services.declarations import Assessed
    from jamsostek.membership.models import Employer

WORKERS: Final = 100_000
ONE_BY_ONE: Final = 2_000
ROUNDS: Final = 3


def copy_raw(assessed: "Assessed", *, indexed: bool) -> float:
    """Send prepared bytes by one COPY into a table like ours, with its indexes or without."""
    from django.db import connections

    lines = _lines(assessed, declaration_id=-1)
    prepared = lines.write_csv(include_header=False).encode()
    columns = ", ".join(lines.columns)
    with connections["owner"].cursor() as cursor:
        cursor.execute(LIKE_LINES + ("INCLUDING ALL)" if indexed else "INCLUDING DEFAULTS)"))

        def write() -> None:
            with cursor.copy(f"COPY like_lines ({columns}) FROM STDIN (FORMAT csv)") as copy:
                copy.write(prepared)

        taken = []
        for _ in range(ROUNDS):
            cursor.execute("TRUNCATE like_lines")
            taken.append(seconds(write))
        cursor.execute("DROP TABLE like_lines")
    return WORKERS / min(taken)


def create_lines(assessed: "Assessed") -> float:
    """Write computed lines with bulk_create."""
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine

    def write() -> None:
        with transaction.atomic():
            rows = _lines(assessed, declaration_id=-1).iter_rows(named=True)
            DeclarationLine.objects.bulk_create([DeclarationLine(**row) for row in rows], 5_000)
            transaction.set_rollback(True)

    return WORKERS / seconds(write)


def save_lines(assessed: "Assessed") -> float:
    """Write computed lines by saving one object after the other."""
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine

    def write() -> None:
        with transaction.atomic():
            for row in _lines(assessed, declaration_id=-1).head(ONE_BY_ONE).iter_rows(named=True):
                DeclarationLine(**row).save(force_insert=True)
            transaction.set_rollback(True)

    return ONE_BY_ONE / seconds(write)


def one_by_one(employer: "Employer", file: Path) -> float:
    """Do the whole work as a first version would: each row read, looked up, computed and saved."""
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine
    from jamsostek.membership.models import Employment

    def write() -> None:
        with transaction.atomic():
            for number, row in enumerate(openpyxl_rows(file), start=1):
                if number > ONE_BY_ONE:
                    break
                employment = Employment.objects.select_related("person").get(
                    employer=employer, person__kpj=row[1], until_date=None
                )
                line = _line(number, employment.person_id, employment.pk, int(row[5]))
                DeclarationLine(**line).save(force_insert=True)
            transaction.set_rollback(True)

    return ONE_BY_ONE / seconds(write)


def in_bulk(employer: "Employer", file: Path) -> float:
    """Do it as a second version would: all employments in one dictionary, lines in batches."""
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine
    from jamsostek.membership.models import Employment

    def write() -> None:
        with transaction.atomic():
            known = {
                e.person.kpj: e
                for e in Employment.objects.filter(employer=employer).select_related("person")
            }
            lines = []
            for number, row in enumerate(openpyxl_rows(file), start=1):
                employment = known[row[1]]
                line = _line(number, employment.person_id, employment.pk, int(row[5]))
                lines.append(DeclarationLine(**line))
            DeclarationLine.objects.bulk_create(lines, 5_000)
            transaction.set_rollback(True)

    return WORKERS / seconds(write)


def _line(number: int, person_id: int, employment_id: int, wage: int) -> dict[str, Any]:
    from jamsostek.contributions.rules.dues import due, terms_of
    from jamsostek.kernel.months import Month
    from jamsostek.law.programmes import Programme

    married = person_id % 2 == 0
    dues = due(
        wage, married, risk_group=3, programmes=set(Programme), terms=terms_of(Month(2011, 9))
    )
    return {
        "declaration_id": -1,
        "line_no": number,
        "person_id": person_id,
        "employment_id": employment_id,
        "wage": wage,
        "married": married,
        **dues._asdict(),
    }


def openpyxl_rows(file: Path) -> Iterator[tuple[Any, ...]]:
    """Give the rows below the heading as openpyxl reads them."""
    from openpyxl import load_workbook

    sheet = load_workbook(file, read_only=True).worksheets[0]
    return sheet.iter_rows(min_row=2, values_only=True)


def _lines(assessed: "Assessed", declaration_id: int) -> "pl.DataFrame":
    import polars as pl

    lines = assessed.lines.with_row_index("line_no", offset=1)
    return lines.with_columns(declaration_id=pl.lit(declaration_id))


LIKE_LINES: Final = "CREATE TABLE like_lines (LIKE contributions_declarationline "
