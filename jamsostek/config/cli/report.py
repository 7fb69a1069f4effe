"""`jamsostek report`: targets and realisation, and the facts for the press."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli import report_benefits
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
    from jamsostek.reporting.measures import Key, Realisation
    from jamsostek.reporting.queries import Listed, OfficeRealisation

app = typer.Typer(no_args_is_help=True)
app.command("benefits")(report_benefits.show_benefits)

SHOWN = 200
"""So many records are shown to people; a file takes them all."""

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

    own, below = queries.report(place, day)
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
def press(office: OfficeCode, on: Day, *, as_json: AsJson = False) -> None:
    """Write the facts of a day as Indonesian sentences, and say what each figure counts."""
    place, day = _asked(office, on)
    from jamsostek.reporting.press import press_release  # noqa: PLC0415 - needs Django set up

    release = press_release(place, day)
    if not as_json:
        typer.echo(release.text)
        return
    print_json(
        {
            "office": _named(place),
            "on": day,
            "sentences": release.sentences,
            "figures": [_figure(figure) for figure in release.figures],
            "benefits": report_benefits.as_plain(release.benefits),
        }
    )


@app.command()
def names(
    office: OfficeCode,
    on: Day,
    segment: Annotated[str, typer.Option(help="FORMAL, CONSTRUCTION, OWN_ACCOUNT or ALL.")],
    measure: Annotated[str, typer.Option(help="EMPLOYERS, WORKERS or NEW_MEMBERS.")],
    *,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer in CSV, with a heading.")] = False,
) -> None:
    """List the records behind a figure, as many as it says."""
    place, day = _asked(office, on)
    from jamsostek.reporting.queries import every_listed  # noqa: PLC0415 - needs Django set up

    key = _key(segment, measure)
    rows = every_listed(place, key, day)
    if as_json:
        _print_rows_as_json(rows)
    elif as_csv:
        _print_csv(rows)
    else:
        _print_names(place, key, day, rows)


@app.command()
def verify() -> None:
    """Count every spell and decision of every branch anew and compare with the sums kept."""
    ready()
    from jamsostek.institution.queries import head_office  # noqa: PLC0415 - needs Django set up
    from jamsostek.reporting.queries import (  # noqa: PLC0415 - as above
        benefit_differences,
        differences,
    )

    found = differences(head_office()) + benefit_differences(head_office())
    for difference in found:
        typer.echo(difference)
    if found:
        raise typer.Exit(1)
    typer.echo("The net changes agree with the spells, and the benefits with the decisions.")


def _asked(office_code: str, on: str) -> tuple["Office", date]:
    """Give the office and the day that the command names, or refuse."""
    day = parse_day(on)
    ready()
    from jamsostek.institution.queries import UnknownOffice, office  # noqa: PLC0415 - needs Django

    with refusing(UnknownOffice):
        return office(office_code), day


def _key(segment: str, measure: str) -> "Key":
    """Give the figure that the command names, or refuse."""
    from jamsostek.reporting.measures import FIGURES  # noqa: PLC0415 - needs Django set up

    asked = (segment.strip().upper(), measure.strip().upper())
    key = next((key for key in FIGURES if key == asked), None)
    if key is None:
        known = ", ".join(f"{s.value} {m.value}" for s, m in FIGURES)
        fail(f"There is no figure {' '.join(asked)}; there are {known}.")
    return key


def _named(office: "Office") -> dict[str, str]:
    return {"code": office.code, "name": office.name}


def _figure(figure: "Realisation") -> dict[str, Any]:
    return {
        "segment": figure.segment.value,
        "measure": figure.measure.value,
        "name": figure.name("en"),
        "realised": figure.realised,
        "target": figure.target,
        "achievement": figure.achievement,
        "missing": figure.missing,
        "in_month": figure.in_month,
        "in_year": figure.in_year,
        "year_end": figure.year_end,
        "counted_from": figure.counted_from("en"),
    }


def _print_people(parts: "Sequence[OfficeRealisation]", day: date) -> None:
    """Print the office's own figures, then one row for each office below it."""
    from jamsostek.reporting.measures import YEAR_END_RULE  # noqa: PLC0415 - needs Django set up

    own, below = parts[0], parts[1:]
    numbers = ["Realisasi", "Target", "Persen", "Kurang", "Bulan ini", "Tahun ini", "Akhir tahun"]
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
    typer.echo(YEAR_END_RULE["id"])


def _row(figure: "Realisation") -> list[str]:
    return [
        figure.name(),
        number(figure.realised),
        "-" if figure.target is None else number(figure.target),
        "-" if figure.achievement is None else percent(figure.achievement),
        "-" if figure.missing is None else number(figure.missing),
        number(figure.in_month),
        number(figure.in_year),
        "-" if figure.year_end is None else number(figure.year_end),
    ]


def _print_names(place: "Office", key: "Key", day: date, rows: "Iterator[Listed]") -> None:
    """Print the first records as a table, and how many there are in all."""
    from jamsostek.reporting.measures import MEASURE_NAMES  # noqa: PLC0415 - needs Django set up

    first = list(islice(rows, SHOWN))
    print_table(
        f"{place.name}, {MEASURE_NAMES['id'][key]} pada {long_date(day)}",
        ["Nomor", "Nama", "Pada", "Nama perusahaan, proyek atau wadah", "Kantor", "Sejak"],
        [(row.number or "-", *row[2:6], row.from_date.isoformat()) for row in first],
        whole=["Nomor", "Pada", "Kantor", "Sejak"],
    )
    left = sum(1 for _ in rows)
    further = f" Yang {number(left)} berikutnya: --csv atau --json." if left else ""
    typer.echo(f"Seluruhnya {number(len(first) + left)} baris.{further}")


def _print_rows_as_json(rows: "Iterator[Listed]") -> None:
    """Print rows as one JSON list without holding them all."""
    before = "["
    for row in rows:
        typer.echo(before + json.dumps(row._asdict(), ensure_ascii=False, default=str), nl=False)
        before = ",\n "
    typer.echo("]" if before != "[" else "[]")


def _print_csv(rows: "Iterator[Listed]") -> None:
    """Print rows as CSV in which no text runs as a formula."""
    from jamsostek.contributions.imports.outputs import disarmed  # noqa: PLC0415 - needs Django
    from jamsostek.reporting.queries import Listed  # noqa: PLC0415 - as above

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(Listed._fields)
    for row in rows:
        out.writerow([disarmed(cell) if isinstance(cell, str) else cell for cell in row])


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
