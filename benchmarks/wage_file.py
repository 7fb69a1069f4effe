"""A wage file of a hundred thousand workers: read, checked, declared, billed and posted.

Needs Django set up on an empty, migrated database.
"""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final

import psutil

from benchmarks import JAMSOSTEK, plain_ways
from benchmarks.measuring import an_act, an_employer, counted_statements, peak_mb, seconds
from benchmarks.plain_ways import ROUNDS, WORKERS

if TYPE_CHECKING:
    import polars as pl

    from jamsostek.membership.models import Employer

MONTHS: Final = ("2011-06", "2011-07", "2011-08")
SAMPLE_SECONDS: Final = 0.1
"""Looking costs some milliseconds itself, which a server under load would miss."""
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

    from jamsostek.membership.services import (
        NewWorker,
        register_workers,
        workers_frame,
    )

    employer = an_employer()
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
    register_workers(workers=workers, act=an_act())
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
    """Run the command as an officer would, month after month; the run in the middle counts."""
    taken, peak = [], 0
    for month in MONTHS:
        command = [JAMSOSTEK, "wages", "declare", str(file)]
        command += ["--employer", employer.npp, "--month", month, "--json"]
        begun = time.perf_counter()
        with (
            subprocess.Popen(command, stdout=subprocess.DEVNULL) as process,
            highest_memory(process.pid) as memory,
        ):
            process.wait()
        taken.append(time.perf_counter() - begun)
        peak = max(peak, memory[0])
        if process.returncode:
            message = f"The command ended with {process.returncode}."
            raise AssertionError(message)
    _must_all_be_declared(employer, months=len(MONTHS))
    return {
        "workload": f"a wage file (xlsx, {WORKERS:,} rows) read, checked, declared, billed, posted",
        "ours": round(WORKERS / statistics.median(taken)),
        "unit": "workers/s",
        "references": {
            "openpyxl and the ORM, row at a time": round(plain_ways.one_by_one(employer, file)),
            "openpyxl and bulk_create": round(plain_ways.in_bulk(employer, file)),
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
            act=an_act(),
        )
        wage_files.read_received(wage_file=received)
        wage_files.file_wage_file(wage_file=received, end_leavers=False, act=an_act())
    return len(statements)


def _writing(employer: "Employer") -> dict[str, Any]:
    """Declare accepted rows: contributions, lines, bill and books, beside writing lines alone."""
    from jamsostek.contributions.models import Declaration
    from jamsostek.contributions.services.declarations import assess, declare
    from jamsostek.kernel.months import Month

    wages = _wages(employer)
    taken = []
    for number in range(1, 1 + ROUNDS):
        with counted_statements() as statements:
            taken.append(
                seconds(
                    lambda number=number: declare(
                        employer=employer,
                        month=Month(2011, number),
                        wages=wages,
                        kind=Declaration.Kind.FILE,
                        act=an_act(),
                    )
                )
            )
    assessed = assess(employer=employer, month=Month(2011, 9), wages=wages)
    return {
        "workload": f"declaring {WORKERS:,} accepted rows: contributions, lines, bill, books",
        "ours": round(WORKERS / statistics.median(taken)),
        "unit": "workers/s",
        "references": {
            "raw COPY of the lines": round(plain_ways.copy_raw(assessed, indexed=True)),
            "the same without indexes": round(plain_ways.copy_raw(assessed, indexed=False)),
            "bulk_create of the lines": round(plain_ways.create_lines(assessed)),
            "the lines row at a time, ORM": round(plain_ways.save_lines(assessed)),
        },
        "peak_mb": peak_mb(),
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
    theirs = seconds(lambda: sum(1 for _ in plain_ways.openpyxl_rows(file)))
    return {
        "workload": f"reading a file of {WORKERS:,} rows (xlsx), every cell validated",
        "ours": round(WORKERS / ours),
        "unit": "rows/s",
        "references": {"openpyxl, read only, no validation": round(WORKERS / theirs)},
        "peak_mb": peak_mb(),
        "statements": 0,
    }


def _wages(employer: "Employer") -> "pl.DataFrame":
    import polars as pl

    from jamsostek.membership.queries import register_of

    workers = register_of(employer).select("person_id", "employment_id")
    return workers.with_columns(wage=pl.int_range(pl.len(), dtype=pl.Int64) + 1_100_000)


def _must_all_be_declared(employer: "Employer", months: int) -> None:
    from jamsostek.contributions.models import Declaration

    declared = [d.workers for d in Declaration.objects.filter(employer=employer)]
    if declared != [WORKERS] * months:
        message = f"Declared were {declared}."
        raise AssertionError(message)


@contextmanager
def highest_memory(pid: int, *, every: float = SAMPLE_SECONDS) -> Iterator[list[int]]:
    """Watch a process with all its children; the list holds the highest sum in MB, at the end.

    Pages that two of them share are counted once for each, so the sum errs to our cost.
    """
    found, over = [0], Event()

    def watch() -> None:
        while not over.wait(every):
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
