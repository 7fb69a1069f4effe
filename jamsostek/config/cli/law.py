"""`jamsostek law`: the law as dated values, and the articles behind each function."""

from collections import Counter
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, Final

import typer

from jamsostek import benefits
from jamsostek.config.cli.output import AsJson, fail, parse_day, print_json, print_table
from jamsostek.law.cases import cases
from jamsostek.law.citations import implementations, instruments
from jamsostek.law.reader import LawGap, Parameter, Row, parameters, row_on, subjects

FORMULAS: Final = (
    "jamsostek.membership.rules",
    "jamsostek.membership.rules.own_account",
    "jamsostek.law.wages",
    "jamsostek.contributions.rules.wages",
    "jamsostek.contributions.rules.dues",
    "jamsostek.contributions.rules.construction",
    "jamsostek.contributions.rules.own_account",
    "jamsostek.contributions.rules.penalties",
    "jamsostek.savings.rules",
    *(f"{benefits.__name__}.{module.name}" for module in iter_modules(benefits.__path__)),
)
"""The modules whose functions apply articles, in the order of the law."""


def command(
    name: Annotated[
        str, typer.Argument(help="A value, a subject, or an act such as 'PP 14/1993'.")
    ] = "",
    *,
    on: Annotated[str, typer.Option("--on", help="Only what is in force on this day.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the law: every value with its history, and which function applies which article."""
    day = parse_day(on) if on else None
    chosen = [p for s in subjects() for p in parameters(s).values() if _is_meant(p, name)]
    applied = [line for line in _applied() if _is_applied(line, name)]
    if not chosen and not applied:
        fail(f"The law has no value, subject or article {name!r}; `jamsostek law` lists them.")
    values = [_value(parameter, row) for parameter in chosen for row in _rows(parameter, day)]
    if name and day and not values and not applied:
        fail(_why_none(chosen[0], day))
    if as_json:
        print_json({"values": values, "articles": applied})
        return
    if values:
        _print_values(values, f"Values in force on {day}" if day else "Values and their history")
    if name:
        _print_notes(values)
    if applied:
        _print_articles(applied)
    if name in instruments():
        typer.echo(f"{name}: {instruments()[name].title}. {instruments()[name].note}")


def _is_meant(parameter: Parameter, name: str) -> bool:
    full = f"{parameter.subject}.{parameter.name}"
    cited = name in instruments() and any(name in row.citation for row in parameter.rows)
    return cited or name in ("", parameter.subject, parameter.name, full)


def _is_applied(line: dict[str, Any], name: str) -> bool:
    short = line["function"].rsplit(".", 1)[-1]
    is_place = " " in name or name in instruments()
    return name in ("", line["function"], short) or (
        is_place and any(name in citation for citation in line["citations"])
    )


def _rows(parameter: Parameter, day: date | None) -> tuple[Row, ...]:
    if day is None:
        return parameter.rows
    try:
        return (row_on(parameter.subject, parameter.name, on=day),)
    except LawGap:
        return ()


def _why_none(parameter: Parameter, day: date) -> str:
    try:
        row_on(parameter.subject, parameter.name, on=day)
    except LawGap as gap:
        return str(gap)
    return f"Nothing is in force on {day}."


def _value(parameter: Parameter, row: Row) -> dict[str, Any]:
    return {
        "name": f"{parameter.subject}.{parameter.name}",
        "title": parameter.title,
        "unit": parameter.unit,
        "from": row.from_date,
        "value": row.value,
        "citation": row.citation,
        "status": row.status,
        "confidence": row.confidence,
        "billed_from": row.billed_from,
        "note": row.note,
    }


def _applied() -> list[dict[str, Any]]:
    for module in FORMULAS:
        import_module(module)
    worked = Counter(case.function for case in cases())
    return [
        {
            "citations": list(line.citations),
            "function": line.function,
            "summary": line.summary,
            "cases": worked[line.function],
        }
        for line in implementations()
    ]


def _print_values(values: list[dict[str, Any]], title: str) -> None:
    rows = []
    for value in values:
        shown = value["value"]
        if isinstance(shown, list):
            shown = ", ".join(map(str, shown))
        elif shown is None:
            shown = "ended"
        evidence = "" if value["status"] == "verified" else f" ({value['status']})"
        rows.append(
            [
                value["name"],
                str(value["from"]),
                str(shown),
                value["unit"],
                value["citation"] + evidence,
            ]
        )
    print_table(title, ["Name", "From", "Value", "Unit", "Article"], rows, whole=["Name", "From"])


def _print_notes(values: list[dict[str, Any]]) -> None:
    for value in values:
        if value["note"]:
            typer.echo(f"{value['name']} from {value['from']}: {value['note']}")


def _print_articles(applied: list[dict[str, Any]]) -> None:
    print_table(
        "Articles and where they are applied",
        ["Article", "Function", "Cases"],
        [
            [
                "\n".join(line["citations"]),
                line["function"].removeprefix("jamsostek."),
                str(line["cases"]),
            ]
            for line in applied
        ],
        numbers=["Cases"],
        whole=["Function"],
    )
