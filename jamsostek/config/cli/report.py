"""`jamsostek report`: targets and realisation, and the facts for the press."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import (
    AsJson,
    fail,
    parse_day,
    print_json,
    print_table,
    refusing,
)
from jamsostek.kernel.words import long_date, number, percent

if TYPE_CHECKING:
    from jamsostek.institution.queries import Office
    from jamsostek.reporting.measures import Realisation
    from jamsostek.reporting.queries import OfficeRealisation

app = typer.Typer(no_args_is_help=True)

OfficeCode = Annotated[
    str, typer.Option("--office", help="KP, a regional office (KW05) or a branch (KC-SKA).")
]
Day = Annotated[str, typer.Option("--on", help="The day, like 2011-09-30.")]
ChartFile = Annotated[
    Path | None, typer.Option("--chart", dir_okay=False, help="Draw the bars into this SVG file.")
]


@app.command("realisation")
def show_realisation(
    office: OfficeCode, on: Day, *, as_json: AsJson = False, chart: ChartFile = None
) -> None:
    """Realisation against the targets of the year, for an office and each office below it."""
    place, day = _asked(office, on)
    from jamsostek.reporting import queries  # noqa: PLC0415 - needs Django set up

    own = queries.OfficeRealisation(place, queries.realisation(place, day))
    below = queries.drill_down(place, day)
    if chart:
        _write_chart(chart, own, day)
    if as_json:
        print_json(
            {
                "office": _named(place),
                "on": day,
                "realisation": [_figure(figure) for figure in own.figures],
                "offices": [
                    {**_named(part.office), "realisation": [_figure(f) for f in part.figures]}
                    for part in below
                ],
            }
        )
    else:
        _print_people([own, *below], day)


@app.command()
def press(office: OfficeCode, on: Day) -> None:
    """Write the facts of a day as Indonesian sentences, and say what each figure counts."""
    place, day = _asked(office, on)
    from jamsostek.reporting.press import press_text  # noqa: PLC0415 - needs Django set up

    typer.echo(press_text(place, day))


@app.command()
def verify() -> None:
    """Count every spell of every branch anew and compare with the table of net changes."""
    ready()
    from jamsostek.institution.queries import head_office  # noqa: PLC0415 - needs Django set up
    from jamsostek.reporting.queries import differences  # noqa: PLC0415 - as above

    found = differences(head_office())
    for difference in found:
        typer.echo(difference)
    if found:
        raise typer.Exit(1)
    typer.echo("The net changes agree with the spells.")


def _asked(office_code: str, on: str) -> tuple["Office", date]:
    """Give the office and the day that the command names, or refuse."""
    day = parse_day(on)
    ready()
    from jamsostek.institution.queries import UnknownOffice, office  # noqa: PLC0415 - needs Django

    with refusing(UnknownOffice):
        return office(office_code), day


def _named(office: "Office") -> dict[str, str]:
    return {"code": office.code, "name": office.name}


def _figure(figure: "Realisation") -> dict[str, Any]:
    return {
        "segment": figure.segment.value,
        "measure": figure.measure.value,
        "realised": figure.realised,
        "target": figure.target,
        "achievement": figure.achievement,
        "in_month": figure.in_month,
        "in_year": figure.in_year,
        "year_end": figure.year_end,
        "counted_from": figure.counted_from("en"),
    }


def _print_people(parts: "Sequence[OfficeRealisation]", day: date) -> None:
    """Print the office's own figures, then one row for each office below it."""
    own, below = parts[0], parts[1:]
    numbers = ["Realisasi", "Target", "Persen", "Bulan ini", "Tahun ini", "Akhir tahun"]
    print_table(
        f"{own.office.name}, realisasi pada {long_date(day)}",
        ["Ukuran", *numbers],
        [_row(figure) for figure in own.figures],
        numbers=numbers,
    )
    shown = [at for at, f in enumerate(own.figures) if f.realised or f.target]
    if below and shown:
        columns = [own.figures[at].name() for at in shown]
        print_table(
            "Kantor di bawahnya",
            ["Kantor", *columns],
            [[_short(part), *(_with_percent(part.figures[at]) for at in shown)] for part in below],
            numbers=columns,
        )
    for figure in own.figures:
        typer.echo(f"{figure.name()}: {figure.counted_from()}")
    typer.echo("Akhir tahun: perkiraan bila jumlahnya terus berubah seperti tahun ini sejauh ini.")


def _row(figure: "Realisation") -> list[str]:
    return [
        figure.name(),
        number(figure.realised),
        "-" if figure.target is None else number(figure.target),
        "-" if figure.achievement is None else percent(figure.achievement),
        number(figure.in_month),
        number(figure.in_year),
        "-" if figure.year_end is None else number(figure.year_end),
    ]


def _short(part: "OfficeRealisation") -> str:
    return f"{part.office.code} {part.office.city}"


def _with_percent(figure: "Realisation") -> str:
    if figure.achievement is None:
        return number(figure.realised)
    return f"{number(figure.realised)} ({percent(figure.achievement)} %)"


def _write_chart(file: Path, own: "OfficeRealisation", day: date) -> None:
    from jamsostek.reporting.charts import TargetBar, standalone, target_bars  # noqa: PLC0415 - slow

    bars = tuple(TargetBar(f.name(), f) for f in own.figures if f.target)
    title = f"Realisasi terhadap target {day.year}, {own.office.name}, {long_date(day)}"
    try:
        file.write_text(standalone(target_bars(bars, title=title)), encoding="utf-8")
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
