"""`jamsostek arrears`: what is owed beyond the due date, by age."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import AsJson, parse_day, print_json, print_table, refusing
from jamsostek.kernel.words import long_date, number

if TYPE_CHECKING:
    from jamsostek.compliance.queries.ageing import Aged, Ageing

app = typer.Typer(no_args_is_help=True)

SHOWN = 50

OfficeCode = Annotated[
    str, typer.Option("--office", help="KP, a regional office (KW05) or a branch (KC-SKA).")
]
Day = Annotated[str, typer.Option("--on", help="The day, like 2011-09-30.")]


@app.callback()
def _group() -> None:
    """Show arrears."""


@app.command()
def ageing(office: OfficeCode, on: Day, *, as_json: AsJson = False) -> None:
    """Arrears of an office by months overdue, for offices below it and each payer."""
    day = parse_day(on)
    ready()
    from jamsostek.compliance.queries import ageing as queries  # noqa: PLC0415 - needs Django
    from jamsostek.institution import queries as offices  # noqa: PLC0415 - as above

    with refusing(offices.UnknownOffice):
        place = offices.office(office)
    rows = queries.aged_arrears(place.branch_ids, day)
    own, below = queries.ageing_of(place, rows), queries.ageing_below(place, rows)
    if as_json:
        print_json(
            {
                **_sums(own),
                "on": day,
                "offices": [_sums(part) for part in below],
                "payers": [asdict(row) | {"spans": _spans(row.spans)} for row in rows],
            }
        )
        return
    _print(f"Arrears on {long_date(day, 'en')}", [own, *below], rows)


def _print(title: str, offices: "list[Ageing]", rows: "list[Aged]") -> None:
    from jamsostek.compliance.rules.ageing import SPANS  # noqa: PLC0415 - as its caller

    spans = [f"{span.words} mo." for span in SPANS]
    print_table(
        title,
        ["Office", "Payers", "Bills", *spans, "Total"],
        [
            [
                part.office.code,
                number(part.payers, "en"),
                number(part.bills, "en"),
                *_written(part.spans, part.total),
            ]
            for part in offices
        ],
        numbers=["Payers", "Bills", *spans, "Total"],
    )
    print_table(
        f"The largest {min(SHOWN, len(rows))} of {len(rows)} payers",
        ["NPP", "Name", *spans, "Total"],
        [[row.npp, row.name, *_written(row.spans, row.total)] for row in rows[:SHOWN]],
        numbers=[*spans, "Total"],
    )


def _written(spans: tuple[int, ...], total: int) -> list[str]:
    return [number(amount, "en") for amount in (*spans, total)]


def _sums(part: "Ageing") -> dict[str, Any]:
    return {
        "office": part.office.code,
        "name": part.office.name,
        "payers": part.payers,
        "bills": part.bills,
        "total": part.total,
        "spans": _spans(part.spans),
    }


def _spans(amounts: tuple[int, ...]) -> dict[str, int]:
    from jamsostek.compliance.rules.ageing import SPANS  # noqa: PLC0415 - as its caller

    return {span.words: amount for span, amount in zip(SPANS, amounts, strict=True)}
