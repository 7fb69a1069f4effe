"""`jamsostek demo`: the demonstration of Regional Office V, in an empty database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jamsostek.config.cli.django import bring_up_to_date, ready
from jamsostek.config.cli.output import fail, refusing
from jamsostek.kernel.words import number

if TYPE_CHECKING:
    from jamsostek.jobs.demonstration.sizes import Size

SEED: Final = 2011


def command(
    *,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="The whole region and Lampung: 993,746 people instead of 49,688."
        ),
    ] = False,
    seed: Annotated[int, typer.Option(help="Another number makes other people.", min=0)] = SEED,
    samples: Annotated[
        Path | None,
        typer.Option(
            file_okay=False,
            help="Write files to try into this folder: September's wages for the sign-in"
            " perusahaan, and once they are declared a bank statement that pays them.",
        ),
    ] = None,
) -> None:
    """Load the demonstration of Regional Office V; what was broken off goes on where it stopped."""
    ready(migrated=False)
    from jamsostek.jobs.demonstration.sizes import FULL, SMALL  # noqa: PLC0415 - Django is set up only now

    bring_up_to_date()

    size = FULL if full else SMALL
    if samples:
        size, seed = _lying_here(default=(size, seed))
    _load(size, seed)
    if samples:
        _write_samples(samples, size, seed)
    else:
        _say_sign_ins()


def load_if_empty() -> None:
    """Fill an empty development database with the demonstration, or finish a broken one.

    Where a demonstration lies, whatever is started from here takes its day for today, unless
    JAMSOSTEK_DAY names another.
    """
    from django.conf import settings  # noqa: PLC0415 - Django is set up only now

    from jamsostek.jobs.demonstration import loading  # noqa: PLC0415 - as above

    if not settings.IN_DEVELOPMENT:
        return
    from jamsostek.jobs.demonstration.sizes import FULL  # noqa: PLC0415 - as above

    if not loading.is_loaded() and (loading.begun() or loading.is_empty()):
        _load(*_lying_here(default=(FULL, SEED)))
    if day := loading.day():
        os.environ.setdefault("JAMSOSTEK_DAY", day.isoformat())


def _lying_here(*, default: "tuple[Size, int]") -> "tuple[Size, int]":
    """Give the size and seed of the demonstration that was begun here, or those of a new one."""
    from jamsostek.jobs.demonstration import loading  # noqa: PLC0415 - Django is set up only now

    return loading.begun() or default


def _load(size: "Size", seed: int) -> None:
    from django.conf import settings  # noqa: PLC0415 - Django is set up only now

    from jamsostek.jobs.demonstration import loading  # noqa: PLC0415 - as above

    if not settings.IN_DEVELOPMENT:
        fail("The demonstration has printed passwords: it is loaded in development only.")
    with refusing(loading.OtherData, loading.AlreadyLoading):
        with _bar(f"Demonstration, {number(size.people, 'en')} people") as progress:
            steps = loading.load(size=size, seed=seed, progress=progress)
        if steps:
            _vacuum()


def _write_samples(folder: Path, size: "Size", seed: int) -> None:
    from jamsostek.jobs.demonstration.samples import samples  # noqa: PLC0415 - needs Django set up

    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = samples(size, seed)
        for name, content in files.items():
            file = folder / name
            if file.exists():
                typer.echo(f"{file} is there already and stays as it is.")
            else:
                file.write_bytes(content)
                typer.echo(file)
        if len(files) == 1:
            typer.echo("There is no bill to pay yet. File the month, then run this once more.")
    except OSError as error:
        fail(f"{folder} cannot be written to: {error.strerror}.")


def _vacuum() -> None:
    """Let the planner know what has come, and pages be read from indexes alone."""
    from django.db import connections  # noqa: PLC0415 - Django is set up only now

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


@contextmanager
def _bar(text: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far the loading has come."""
    from rich.progress import Progress, TimeElapsedColumn  # noqa: PLC0415 - only where it is shown

    with Progress(*Progress.get_default_columns(), TimeElapsedColumn()) as shown:
        bar = shown.add_task(text, total=None)
        yield lambda done, total: shown.update(bar, completed=done, total=total)


def _say_sign_ins() -> None:
    from jamsostek.jobs.demonstration.dealings import EMPLOYER_SIGN_INS  # noqa: PLC0415 - Django
    from jamsostek.jobs.demonstration.staff import PASSWORD, SPECIAL_SIGN_INS, STAFF  # noqa: PLC0415 - as above

    typer.echo(f"\nSign-ins, all with the password {PASSWORD} (valid in development only):")
    for one in STAFF:
        typer.echo(f"  {one.username:<14} {one.role.label} ({one.office_code})")
    for username, name in EMPLOYER_SIGN_INS:
        typer.echo(f"  {username:<14} {name}, bagian personalia perusahaan")
    for username, what in SPECIAL_SIGN_INS:
        typer.echo(f"  {username:<14} {what}")
