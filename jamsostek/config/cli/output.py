"""What every command shares: reading its arguments, refusing them, and printing answers.

A command reads `parse_month`, `parse_day`; wraps what may refuse in `with refusing(SomeFact):`;
and answers with `print_json` for machines or `print_table` for people. Bad input ends with exit
status 2 and one sentence on standard error.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, NoReturn

import typer

from jamsostek.kernel.money import written_rupiah
from jamsostek.kernel.months import Month, NotAMonth

BAD_INPUT: Final = 2
WIDTH_WITHOUT_TERMINAL: Final = 200
"""A file or a pipe has no edge at eighty columns to break words at."""

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")]


def fail(sentence: str) -> NoReturn:
    """End the command with exit status 2 and one sentence on standard error."""
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)


@contextmanager
def refusing(*facts: type[Exception]) -> Iterator[None]:
    """Turn the named exceptions into a refusal with their own sentence."""
    try:
        yield
    except facts as refusal:
        fail(str(refusal))


def parse_month(text: str) -> Month:
    """Read a month written 2011-09, or refuse."""
    with refusing(NotAMonth):
        return Month.parse(text)


def parse_day(text: str) -> date:
    """Read a day written 2011-09-30, or refuse."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        fail(f"{text!r} is not a day; write it like 2011-09-30.")


def parse_rupiah(text: str) -> int:
    """Read whole rupiah written 2500000, 2.500.000 or Rp2.500.000, or refuse."""
    amount = written_rupiah(text)
    if amount is None:
        fail(f"{text!r} is not whole rupiah; write it like 2500000 or 2.500.000.")
    return amount


def print_json(answer: object) -> None:
    """Print an answer as JSON: money as integers, rates as strings, days as 2011-09-30."""
    typer.echo(json.dumps(answer, indent=2, ensure_ascii=False, default=_plain))


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: Sequence[str] = (),
    whole: Sequence[str] = (),
    totals: Sequence[Sequence[str]] = (),
) -> None:
    """Print rows under headings.

    Columns named in `numbers` are set flush right, and like those in `whole` never broken.
    `totals` follow below a line, in bold.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - half the time of an answer without a table
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        right = column in numbers
        unbroken = right or column in whole
        table.add_column(
            column, justify="right" if right else "left", no_wrap=unbroken, overflow="fold"
        )
    for row in rows:
        table.add_row(*map(Text, row))
    if totals:
        table.add_section()
    for row in totals:
        table.add_row(*map(Text, row), style="bold")
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH_WITHOUT_TERMINAL
    console.print(table)


def _plain(thing: Any) -> Any:  # noqa: ANN401 - whatever JSON does not know
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, Month | Decimal):
        return str(thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return asdict(thing)
    message = f"{type(thing).__name__} has no form in JSON."
    raise TypeError(message)
