"""`jamsostek report benefits`: cases and rupiah by programme, office, month or segment."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import AsJson, fail, parse_day, print_json, print_table, refusing
from jamsostek.kernel.words import long_date, number, rounded_rupiah, rupiah

if TYPE_CHECKING:
    from jamsostek.reporting.queries import BenefitReport, Benefits, By

WAYS = ("programme", "office", "month", "segment")


def show_benefits(
    office: Annotated[
        str,
        typer.Option("--office", "--region", help="KP, a regional office (KW05) or a branch."),
    ],
    first: Annotated[str, typer.Option("--from", help="The first day, like 2011-01-01.")],
    last: Annotated[str, typer.Option("--until", help="The last day, like 2011-09-30.")],
    by: Annotated[str, typer.Option(help="programme, office, month or segment.")] = "programme",
    *,
    as_json: AsJson = False,
    xlsx: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write the whole report into this workbook.")
    ] = None,
) -> None:
    """Benefits decided on in a period: cases and rupiah, and the two sums the press tells."""
    if by not in WAYS:
        fail(f"A report is not parted by {by!r}, but by {', '.join(WAYS)}.")
    begins, ends = parse_day(first), parse_day(last)
    ready()
    from jamsostek.institution import queries  # noqa: PLC0415 - needs Django set up
    from jamsostek.reporting.queries import (  # noqa: PLC0415 - as above
        By,
        PeriodBackwards,
        benefit_report,
    )

    with refusing(queries.UnknownOffice, PeriodBackwards):
        read = benefit_report(queries.office(office), begins, ends)
    if xlsx:
        _write(xlsx, read)
    if as_json:
        print_json({**as_plain(read), "by": by, "parts": _parts(read, By(by))})
    elif not xlsx:
        _print_people(read, By(by))


def as_plain(read: "BenefitReport") -> dict[str, Any]:
    """Give a report's sums for machines."""
    return {
        "office": {"code": read.office.code, "name": read.office.name},
        "from": read.first,
        "until": read.last,
        "total": _plain(read.total),
        "package_and_special": _plain(read.package_and_special),
        "own_account": _plain(read.own_account),
    }


def _plain(benefits: "Benefits") -> dict[str, int]:
    return {"cases": benefits.cases, "amount": benefits.amount}


def _parts(read: "BenefitReport", by: "By") -> list[dict[str, Any]]:
    return [{"code": part.code, **_plain(part.benefits)} for part in read.parted(by)]


def _print_people(read: "BenefitReport", by: "By") -> None:
    from jamsostek.reporting.measures import (  # noqa: PLC0415 - needs Django set up
        BENEFIT_COUNTS,
        BENEFIT_NAMES,
        part_name,
    )

    period = f"{long_date(read.first)} sampai dengan {long_date(read.last)}"
    rows = [
        _row(part_name(by, part.code, "id", read.names), part.benefits) for part in read.parted(by)
    ]
    _print(f"{read.office.name}, jaminan {period}", by.value.capitalize(), rows, read)
    for name, benefits in (
        (BENEFIT_NAMES["id"]["PACKAGE_AND_SPECIAL"], read.package_and_special),
        (BENEFIT_NAMES["id"]["OWN_ACCOUNT"], read.own_account),
    ):
        written = rounded_rupiah(benefits.amount)
        typer.echo(f"{name}: {written}, {number(benefits.cases)} kasus")
    typer.echo(BENEFIT_COUNTS["id"])


def _print(title: str, first: str, rows: Sequence[Sequence[str]], read: "BenefitReport") -> None:
    heading = {"Programme": "Program", "Office": "Kantor", "Month": "Bulan", "Segment": "Segmen"}
    print_table(
        title,
        [heading[first], "Kasus", "Jumlah"],
        rows,
        numbers=["Kasus", "Jumlah"],
        totals=[_row("Seluruhnya", read.total)],
    )


def _row(name: str, benefits: "Benefits") -> list[str]:
    return [name, number(benefits.cases), rupiah(benefits.amount)]


def _write(file: Path, read: "BenefitReport") -> None:
    from jamsostek.reporting.outputs import benefits_xlsx  # noqa: PLC0415 - needs Django set up

    try:
        file.write_bytes(benefits_xlsx(read))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
