"""Statements issued and written to files, with a bar that tells how far."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet

from jamsostek.documents.models import Document
from jamsostek.documents.queries import files_of, papers_of
from jamsostek.documents.rules import render
from jamsostek.institution.queries import Level, office
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries import kept_person
from jamsostek.savings.queries.printing import annual_statements, statements_to_print
from jamsostek.savings.services.papers import issue_annual_statement, issue_annual_statements

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose statements of which year: everybody's of an office, or one member's."""

    year: int
    office_code: str
    kpj: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """How many statements were issued, held already, and stand in the files now."""

    issued: int
    held: int
    written: int


class NoSuchMember(LookupError):
    """A number that no member has."""


class CannotWrite(OSError):
    """A place where no file can be written."""


def issue_and_write(wanted: Wanted, output: Path, *, act: Act, quiet: bool) -> Written:
    """Issue what is not issued yet, and write all that is wanted to a folder or one file.

    Raises:
        NoSuchMember: no member has the number.
        CannotWrite: the folder or the file cannot be written.
        ReturnNotCredited, LawGap, UnknownOffice, NoAddress: as issuing raises.
    """
    with _bars(quiet=quiet) as bar:
        issued, held = _issue(wanted, act, bar("Issued"))
        with _said_plainly(output):
            write = _write_one_file if output.suffix.lower() == ".pdf" else _write_folder
            written = write(list(_batches(wanted)), output, bar("Written"))
    return Written(issued, held, written)


def _issue(wanted: Wanted, act: Act, progress: Progress) -> tuple[int, int]:
    if wanted.kpj:
        person = _member(wanted.kpj)
        held = annual_statements(wanted.year, [person.pk]).exists()
        if not held:
            issue_annual_statement(person=person, year=wanted.year, act=act)
        progress(1, 1)
        return int(not held), int(held)
    outcome = issue_annual_statements(
        year=wanted.year, branch_ids=_branches(wanted), act=act, progress=progress
    )
    return outcome.issued, outcome.held


def _batches(wanted: Wanted) -> Iterator[QuerySet[Document]]:
    """Give the statements that stand now, a file's worth at a time, by person."""
    if wanted.kpj:
        yield annual_statements(wanted.year, [_member(wanted.kpj).pk])
        return
    yield from statements_to_print(wanted.year, _branches(wanted))


def _branches(wanted: Wanted) -> frozenset[int] | None:
    asked = office(wanted.office_code)
    return None if asked.level is Level.HEAD else asked.branch_ids


def _member(kpj: str) -> InsuredPerson:
    person = InsuredPerson.objects.filter(kpj=kpj).first()
    if person is None:
        raise NoSuchMember(f"There is no member {kpj}.")
    return kept_person(person)


def _write_folder(batches: Sequence[QuerySet[Document]], folder: Path, progress: Progress) -> int:
    """Write each statement as it was issued, byte by byte."""
    folder.mkdir(parents=True, exist_ok=True)
    total, done = sum(batch.count() for batch in batches), 0
    for batch in batches:
        for number, pdf in files_of(batch):
            _replace(folder / f"{number.replace('/', '-')}.pdf", pdf)
            done += 1
            progress(done, total)
    return done


def _write_one_file(batches: Sequence[QuerySet[Document]], file: Path, progress: Progress) -> int:
    """Write statements one behind the other, some hundred a file: cetak.pdf, cetak-2.pdf."""
    file.parent.mkdir(parents=True, exist_ok=True)
    total, done = sum(batch.count() for batch in batches), 0
    for place, batch in enumerate(filter(QuerySet.exists, batches), start=1):
        documents = list(batch)
        where = file if place == 1 else file.with_stem(f"{file.stem}-{place}")
        latest = max(document.issued_at for document in documents)
        _replace(where, render(papers_of(documents), at=latest))
        done += len(documents)
        progress(done, total)
    return done


def _replace(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(file)


@contextmanager
def _said_plainly(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotWrite(f"{output} cannot be written: {fault.strerror}.") from fault


@contextmanager
def _bars(*, quiet: bool) -> Iterator[Callable[[str], Progress]]:
    from rich.progress import Progress as Bars  # noqa: PLC0415 - slow, and only for this

    with Bars(disable=quiet, transient=True) as bars:

        def bar(label: str) -> Progress:
            task = bars.add_task(label, total=None)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield bar
