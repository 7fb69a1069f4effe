"""A wage file of a hundred thousand workers: read, checked, declared, billed and posted.

Needs Django set up on an empty, migrated database.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final

import psutil

from benchmarks.realisation import counted_statements

if TYPE_CHECKING:
    import polars as pl

    from jamsostek.contributions.services.declarations import Assessed
    from jamsostek.kernel.acts import Act
    from jamsostek.membership.models import Employer

WORKERS: Final = 100_000
ONE_BY_ONE: Final = 2_000
ROUNDS: Final = 3
SAMPLE_SECONDS: Final = 0.02
HEADINGS: Final = ("No", "Nomor KPJ", "NIK", "Nama Tenaga Kerja", "Tanggal Lahir", "Upah Sebulan")
BORN: Final = date(1970, 1, 1)


def run() -> list[dict[str, Any]]:
    """Give workers a second: of the whole command, of writing alone and of reading alone."""
    employer = fill()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "upah.xlsx"
        write_file(file)
        return [_whole(employer, file), _writing(employer), _reading(file)]


def fill() -> "Employer":
    """Register one employer with all its workers, through the services."""
    from django.db import connections

    from jamsostek.institution.services import load_offices
    from jamsostek.membership.services import (
        NewWorker,
        register_workers,
        workers_frame,
    )

    load_offices(on=date(2011, 9, 30))
    employer = _employer()
    workers = workers_frame(
        [
            NewWorker(
                employer_id=employer.pk,
                name=f"Pekerja Rekaan {number}",
                nik=f"990101{1 + number % 28:02d}{1 + number % 12:02d}{number % 100:02d}"
                f"{number % 10_000:04d}",
                birth_date=BORN.replace(day=1 + number % 28, month=1 + number % 12),
                from_date=date(2011, 1, 1),
                married=number % 2 == 0,
            )
            for number in range(WORKERS)
        ]
    )
    register_workers(workers=workers, act=_act())
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return employer


def write_file(path: Path) -> None:
    """Write the wage file that the employer of all these workers would send."""
    import xlsxwriter

    from jamsostek.membership.models import InsuredPerson

    persons = InsuredPerson.objects.order_by("id").values_list("kpj", "nik", "name", "birth_date")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("September 2011")
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADINGS)
        for row, (kpj, nik, name, born) in enumerate(persons.iterator(), start=1):
            sheet.write_row(row, 0, [row, kpj, nik, name])
            sheet.write_datetime(row, 4, datetime(born.year, born.month, born.day), days)  # noqa: DTZ001 - a date in a sheet has no zone
            sheet.write_number(row, 5, 1_100_000 + row * 37 % 4_000_000)


def _whole(employer: "Employer", file: Path) -> dict[str, Any]:
    """Run the command as an officer would, for one month after the other; the slowest counts."""
    slowest, peak = 0.0, 0
    for month in ("2011-07", "2011-08"):
        command = [sys.executable, "-m", "jamsostek.config.cli", "wages", "declare", str(file)]
        command += ["--employer", employer.npp, "--month", month, "--json"]
        begun = time.perf_counter()
        with (
            subprocess.Popen(command, stdout=subprocess.DEVNULL) as process,
            highest_memory(process.pid) as memory,
        ):
            process.wait()
        slowest = max(slowest, time.perf_counter() - begun)
        peak = max(peak, memory[0])
        if process.returncode:
            message = f"The command ended with {process.returncode}."
            raise AssertionError(message)
    _must_all_be_declared(employer, months=2)
    return {
        "workload": f"a wage file (xlsx, {WORKERS:,} rows) read, checked, declared, billed, posted",
        "ours": round(WORKERS / slowest),
        "unit": "workers/s",
        "references": {
            "openpyxl and the ORM, row at a time": round(_one_by_one(employer, file)),
            "openpyxl and bulk_create": round(_in_bulk(employer, file)),
        },
        "peak_mb": peak,
        "statements": _statements(employer, file),
    }


def _statements(employer: "Employer", file: Path) -> int:
    """Count what the same work sends to the database from its first statement to its last."""
    from jamsostek.contributions.services import wage_files
    from jamsostek.kernel.months import Month

    with counted_statements() as statements:
        received = wage_files.receive_wage_file(
            employer=employer,
            month=Month(2011, 9),
            name=file.name,
            content=file.read_bytes(),
            act=_act(),
        )
        wage_files.read_received(wage_file=received)
        wage_files.file_wage_file(wage_file=received, end_leavers=False, act=_act())
    return len(statements)


def _writing(employer: "Employer") -> dict[str, Any]:
    """Declare accepted rows: contributions, lines, bill and books, beside writing lines alone."""
    from jamsostek.contributions.models import Declaration
    from jamsostek.contributions.services.declarations import assess, declare
    from jamsostek.kernel.months import Month

    wages = _wages(employer)
    slowest = 0.0
    for number in range(1, 1 + ROUNDS):
        with counted_statements() as statements:
            slowest = max(
                slowest,
                seconds(
                    lambda number=number: declare(
                        employer=employer,
                        month=Month(2011, number),
                        wages=wages,
                        kind=Declaration.Kind.FILE,
                        act=_act(),
                    )
                ),
            )
    assessed = assess(employer=employer, month=Month(2011, 9), wages=wages)
    return {
        "workload": f"declaring {WORKERS:,} accepted rows: contributions, lines, bill, books",
        "ours": round(WORKERS / slowest),
        "unit": "workers/s",
        "references": {
            "raw COPY of the lines": round(_copy_raw(assessed)),
            "bulk_create of the lines": round(_create_lines(assessed)),
            "the lines row at a time, ORM": round(_save_lines(assessed)),
        },
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "statements": len(statements),
    }


def _reading(file: Path) -> dict[str, Any]:
    """Read and validate the file, child process included, beside openpyxl only reading it."""
    from jamsostek.contributions.imports.reader import read_wage_file
    from jamsostek.kernel.months import Month

    content = file.read_bytes()
    month = Month(2011, 9)
    ours = min(
        seconds(lambda: read_wage_file(content, file.name, month=month)) for _ in range(ROUNDS)
    )
    theirs = seconds(lambda: sum(1 for _ in _openpyxl_rows(file)))
    return {
        "workload": f"reading a file of {WORKERS:,} rows (xlsx), every cell validated",
        "ours": round(WORKERS / ours),
        "unit": "rows/s",
        "references": {"openpyxl, read only, no validation": round(WORKERS / theirs)},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "statements": 0,
    }


def _copy_raw(assessed: "Assessed") -> float:
    """Give the lines a second of one COPY of prepared bytes into a table like ours, unindexed.

    Without indexes, because so the rounds do not slow each other down: it errs to our cost.
    """
    from django.db import connections

    lines = _lines(assessed, declaration_id=-1)
    prepared = lines.write_csv(include_header=False).encode()
    columns = ", ".join(lines.columns)
    with connections["owner"].cursor() as cursor:
        cursor.execute(LIKE_LINES)

        def write() -> None:
            with cursor.copy(f"COPY like_lines ({columns}) FROM STDIN (FORMAT csv)") as copy:
                copy.write(prepared)

        fastest = min(seconds(write) for _ in range(ROUNDS))
        cursor.execute("DROP TABLE like_lines")
    return WORKERS / fastest


def _create_lines(assessed: "Assessed") -> float:
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine

    def write() -> None:
        with transaction.atomic():
            rows = _lines(assessed, declaration_id=-1).iter_rows(named=True)
            DeclarationLine.objects.bulk_create([DeclarationLine(**row) for row in rows], 5_000)
            transaction.set_rollback(True)

    return WORKERS / seconds(write)


def _save_lines(assessed: "Assessed") -> float:
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine

    def write() -> None:
        with transaction.atomic():
            for row in _lines(assessed, declaration_id=-1).head(ONE_BY_ONE).iter_rows(named=True):
                DeclarationLine(**row).save(force_insert=True)
            transaction.set_rollback(True)

    return ONE_BY_ONE / seconds(write)


def _one_by_one(employer: "Employer", file: Path) -> float:
    """Do the whole work as a first version would: each row read, looked up, computed and saved."""
    from django.db import transaction

    from jamsostek.contributions.models import DeclarationLine
    from jamsostek.membership.models import Employment

    def write() -> None:
        with transaction.atomic():
            for number, row in enumerate(_openpyxl_rows(file), start=1):
                if number > ONE_BY_ONE:
                    break
                employment = Employment.objects.select_related("person").get(
                    employer=employer, person__kpj=row[1], until_date=None
                )
                line = _line(number, employment.person_id, employment.pk, int(row[5]))
                DeclarationLine(**line).save(force_insert=True)
            transaction.set_rollback(True)

    return ONE_BY_ONE / seconds(write)


def _in_bulk(employer: "Employer", file: Path) -> float:
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
            for number, row in enumerate(_openpyxl_rows(file), start=1):
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


def _openpyxl_rows(file: Path) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook

    sheet = load_workbook(file, read_only=True).worksheets[0]
    return sheet.iter_rows(min_row=2, values_only=True)


def _wages(employer: "Employer") -> "pl.DataFrame":
    import polars as pl

    from jamsostek.membership.queries import register_of

    workers = register_of(employer).select("person_id", "employment_id")
    return workers.with_columns(wage=pl.int_range(pl.len(), dtype=pl.Int64) + 1_100_000)


def _lines(assessed: "Assessed", declaration_id: int) -> "pl.DataFrame":
    import polars as pl

    lines = assessed.lines.with_row_index("line_no", offset=1)
    return lines.with_columns(declaration_id=pl.lit(declaration_id))


def _employer() -> "Employer":
    from jamsostek.institution.models import Branch
    from jamsostek.law.programmes import Programme
    from jamsostek.membership.models import EmployerKind
    from jamsostek.membership.services import NewEmployer, register_employer

    return register_employer(
        new=NewEmployer(
            name="PT Tenun Rekaan",
            kind=EmployerKind.OTHER,
            industry="Pertenunan",
            risk_group=3,
            risk_reason="Pertenunan, Lampiran I",
            branch=Branch.objects.order_by("id")[0],
            from_date=date(2005, 1, 1),
            programmes=frozenset(Programme),
        ),
        act=_act(),
    )


def _must_all_be_declared(employer: "Employer", months: int) -> None:
    from jamsostek.contributions.models import Declaration

    declared = [d.workers for d in Declaration.objects.filter(employer=employer)]
    if declared != [WORKERS] * months:
        message = f"Declared were {declared}."
        raise AssertionError(message)


@contextmanager
def highest_memory(pid: int) -> Iterator[list[int]]:
    """Watch a process with all its children; the list holds the highest sum in MB, at the end.

    Pages that two of them share are counted once for each, so the sum errs to our cost.
    """
    found, over = [0], Event()

    def watch() -> None:
        while not over.wait(SAMPLE_SECONDS):
            found[0] = max(found[0], _memory_mb(pid))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def _memory_mb(pid: int) -> int:
    total = 0
    try:
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.Error:
        pass
    return total // 2**20


def seconds(work: Callable[[], object]) -> float:
    """Give how long a piece of work takes, by the clock on the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _act() -> "Act":
    from jamsostek.kernel.acts import system_act

    return system_act("bench", datetime(2011, 9, 20, tzinfo=UTC))


LIKE_LINES: Final = """
    CREATE TABLE like_lines (LIKE contributions_declarationline INCLUDING DEFAULTS)
"""
