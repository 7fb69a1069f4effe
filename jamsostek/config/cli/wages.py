"""`jamsostek wages`: what a wage file says, row by row.

`check` answers with exit status 0 whenever the file could be looked at, also when it is refused or
rows are rejected: the answer says so. Bad arguments end with 2.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jamsostek.config.cli.correcting import correct
from jamsostek.config.cli.declaring import declare
from jamsostek.config.cli.output import AsJson, fail, parse_month, print_json, print_table, refusing
from jamsostek.contributions.imports.codes import Refusal, Refused
from jamsostek.contributions.imports.fetching import Fetched, fetch
from jamsostek.contributions.imports.limits import DEFAULT
from jamsostek.contributions.imports.messages import ENGLISH, flagged, reason, skipped
from jamsostek.kernel.identifiers import is_npp
from jamsostek.kernel.months import Month

if TYPE_CHECKING:
    import polars as pl

app = typer.Typer()
app.command("declare")(declare)
app.command("correct")(correct)

_SHOWN: Final = 50


@app.callback()
def wages() -> None:
    """Check and declare wage files."""


File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="xlsx, xlsm, csv or txt.")]
Npp = Annotated[str, typer.Option("--employer", help="The employer's number, like JJ990101.")]
MonthOption = Annotated[str, typer.Option("--month", help="The month declared, like 2011-09.")]
Register = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="CSV with npp, kpj, nik, from_date, until_date (first day out); no database is used.",
    ),
]


@app.command("check")
def check(
    file: File,
    *,
    employer: Npp,
    month: MonthOption,
    register: Register = None,
    as_json: AsJson = False,
) -> None:
    """Read a wage file and say what becomes of every row; nothing is stored."""
    declared = parse_month(month)
    npp = employer.strip().upper()
    if not is_npp(npp):
        fail(f"{employer!r} is not an employer number; it has two letters and six digits.")
    try:
        with file.open("rb") as source:
            content = source.read(DEFAULT.file_bytes + 1)
        fetched = fetch(content, file.name, month=declared, progress=_progress(file.name))
    except Refused as refused:
        answer = _refusal(file.name, declared, refused.code)
    else:
        answer = _checked(fetched, file.name, declared, npp, register)
    answer["employer"] = {"npp": npp}
    if as_json:
        print_json(_with_codes(answer))
    else:
        _show(answer)


def _refusal(name: str, month: Month, code: Refusal) -> dict[str, Any]:
    return {
        "file": name,
        "month": str(month),
        "outcome": "refused",
        "code": code.value,
        "message": reason(code, ENGLISH),
    }


def _checked(
    fetched: Fetched, name: str, month: Month, npp: str, register: Path | None
) -> dict[str, Any]:
    from jamsostek.contributions.imports import checking, reader  # noqa: PLC0415 - polars is slow

    reading = reader.read_fetched(fetched, name, month=month)
    members = _listed(register) if register else _members(npp, reading.kpjs())
    return checking.check(reading, members, month=month, employer=npp).summary()


def _listed(register: Path) -> "pl.DataFrame":
    """Give the register that a CSV holds."""
    from jamsostek.contributions.imports.registers import (  # noqa: PLC0415 - polars
        UnusableRegister,
        read_register,
    )

    with refusing(UnusableRegister):
        return read_register(register)


def _members(npp: str, kpjs: "pl.Series") -> "pl.DataFrame":
    """Give the database's register of an employer, and of the members numbered in the file."""
    from jamsostek.config.cli.django import ready  # noqa: PLC0415 - only here is it needed

    ready()
    from jamsostek.membership import queries  # noqa: PLC0415 - needs Django
    from jamsostek.membership.models import Employer  # noqa: PLC0415 - needs Django

    try:
        found = queries.employer_by_npp(npp)
    except Employer.DoesNotExist:
        fail(f"There is no employer {npp}.")
    return queries.with_owners(queries.with_others(queries.register_of(found), kpjs))


def _progress(name: str) -> Callable[[int, int], None] | None:
    """Give what tells a person at a terminal how far a large file is read."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        end = "\n" if done == of else ""
        typer.echo(f"\r{name}: {done:,} / {of:,}", err=True, nl=False)
        typer.echo(end, err=True, nl=False)

    return show


def _with_codes(answer: dict[str, Any]) -> dict[str, Any]:
    """Name what befell each row `code` too, whichever list it stands in."""
    for key, word in (("flagged", "flag"), ("flagged_optional", "flag"), ("skipped", "why")):
        if key in answer:
            answer[key] = [{**place, "code": place[word]} for place in answer[key]]
    return answer


def _show(answer: Mapping[str, Any]) -> None:
    if answer["outcome"] == "refused":
        typer.echo(f"{answer['file']} is refused: {answer['code']}. {answer['message']}")
        return
    rows = answer["rows"]
    typer.echo(
        f"{answer['file']}, {answer['month']}: {rows['read']:,} worker rows read, "
        f"{rows['accepted']:,} accepted, {rows['rejected']:,} rejected; "
        f"wages Rp{answer['wage_sum']:,}"
    )
    for note in answer.get("file_flags", ()):
        typer.echo(f"  {note}: {reason(note, ENGLISH)}")
    for sheet in answer.get("sheets_not_read", ()):
        name = f"Sheet {sheet['sheet']}" if "sheet" in sheet else "The file"
        typer.echo(f"  {name} is not read: {reason(sheet['why'], ENGLISH)}")
    _show_places("Rejected", answer["rejected"], "code", reason)
    _show_places("Flagged", answer["flagged"], "flag", flagged)
    counts = Counter(place["why"] for place in answer["skipped"])
    for why, count in counts.items():
        typer.echo(f"  {count:,} skipped, {why}: {skipped(why, ENGLISH)}")


def _show_places(
    title: str, places: Sequence[Mapping[str, Any]], key: str, words: Callable[[str, str], str]
) -> None:
    if not places:
        return
    print_table(
        title,
        ["Sheet", "Row", "Code", "What it means"],
        [
            [place.get("sheet", ""), str(place["row"]), place[key], words(place[key], ENGLISH)]
            for place in places[:_SHOWN]
        ],
        numbers=["Row"],
        whole=["Code"],
    )
    if len(places) > _SHOWN:
        typer.echo(f"  and {len(places) - _SHOWN:,} more; --json lists them all")
