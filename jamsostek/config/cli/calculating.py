"""What `jamsostek calculate` says of construction projects and of own-account workers."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final

import typer

from jamsostek.config.cli.choosing import parse_family, parse_programmes
from jamsostek.config.cli.output import (
    AsJson,
    fail,
    parse_day,
    parse_month,
    parse_rupiah,
    print_json,
    print_table,
    refusing,
)
from jamsostek.contributions.rules.construction import (
    ConstructionDues,
    ContractOutOfRange,
    construction_dues,
    construction_dues_on_wages,
)
from jamsostek.contributions.rules.own_account import (
    BaseTooLow,
    MonthDues,
    NoSuchPeriod,
    NoSuchRate,
    OwnAccountLine,
    check_base,
    own_account_lines,
    period_dues,
)
from jamsostek.kernel.words import long_date, month_name, rupiah
from jamsostek.law.minimum_wages import MinimumWage, NotAPlace
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap
from jamsostek.law.wages import WageOutOfRange

ProjectLine = tuple[str, str, int, Decimal | None, int, str]

NOT_CHECKED: Final = "The base was not held against a minimum wage; name the place with --place."


def construction(
    *,
    on: Annotated[str, typer.Option("--on", help="Day of registration, like 2011-09-01.")],
    contract_value: Annotated[
        int | None,
        typer.Option(parser=parse_rupiah, metavar="RUPIAH", help="Contract value, whole rupiah."),
    ] = None,
    wage_sum: Annotated[
        int | None,
        typer.Option(
            parser=parse_rupiah,
            metavar="RUPIAH",
            help="Wages of the project, where they are known: they decide instead of the value.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute what a construction project owes, slice by slice."""
    day = parse_day(on)
    with refusing(LawGap, ContractOutOfRange):
        if wage_sum is not None:
            dues = construction_dues_on_wages(wage_sum, day)
        elif contract_value is not None:
            dues = construction_dues(contract_value, day)
        else:
            fail("Give --contract-value, or --wage-sum where the wages are known.")
    if as_json:
        by_wages = wage_sum is not None
        facts = {"on": day, "basis": "wages" if by_wages else "contract_value", "base": dues.base}
        print_json(facts | _project(dues))
        return
    _print_project(dues, f"Contributions of a project registered on {long_date(day, 'en')}")


def own_account(  # noqa: PLR0913 - one option each
    *,
    month: Annotated[str, typer.Option("--month", help="Contribution month, like 2011-09.")],
    base: Annotated[
        int,
        typer.Option(parser=parse_rupiah, metavar="RUPIAH", help="Declared earnings of a month."),
    ],
    programmes: Annotated[str, typer.Option(help="Those chosen, such as jkk,jkm,jht.")],
    family: Annotated[str, typer.Option(help="For JPK: married (has a family) or single.")] = (
        "single"
    ),
    place: Annotated[
        str, typer.Option(help="Code of the place of work, like 33.74, for the minimum wage.")
    ] = "",
    months: Annotated[int, typer.Option(help="Months paid at once: 1, 3, 6 or 12.")] = 1,
    jht_rate: Annotated[str, typer.Option(help="Percent for JHT, 2 or more.")] = "",
    as_json: AsJson = False,
) -> None:
    """Compute what an own-account worker (TK-LHK) pays, line by line."""
    asked, chosen, married = parse_month(month), parse_programmes(programmes), parse_family(family)
    rate = _rate(jht_rate, chosen)
    with refusing(LawGap, WageOutOfRange, NoSuchRate, NoSuchPeriod, BaseTooLow, NotAPlace):
        lines = own_account_lines(base, married, programmes=chosen, month=asked, jht_rate=rate)
        period = period_dues(
            base, married, programmes=chosen, first_month=asked, months=months, jht_rate=rate
        )
        least = check_base(base, place=place, month=asked) if place else None
    if as_json:
        print_json(_own_account(lines, period, least))
        return
    _print_own_account(lines, period, least)


def _project(dues: ConstructionDues) -> dict[str, Any]:
    lines = [
        ("JKK", dues.jkk_rate, dues.jkk, dues.jkk_citation),
        ("JKM", dues.jkm_rate, dues.jkm, dues.jkm_citation),
    ]
    return {
        "slices": [asdict(part) | {"rate": part.rate, "total": part.total} for part in dues.slices],
        "lines": [
            {
                "programme": programme,
                "payer": "employer",
                "base": dues.base,
                "rate": rate,
                "amount": amount,
                "citation": citation,
            }
            for programme, rate, amount, citation in lines
        ],
        "jkk": dues.jkk,
        "jkm": dues.jkm,
        "total": dues.total,
        "note": dues.note,
    }


def _print_project(dues: ConstructionDues, title: str) -> None:
    print_table(
        title,
        ["Programme", "Slice", "Value in it", "Rate %", "Amount", "Article"],
        [_project_cells(line) for line in _project_lines(dues)],
        numbers=["Slice", "Value in it", "Rate %", "Amount"],
        totals=[
            ["JKK", "", "", "", rupiah(dues.jkk, "en"), ""],
            ["JKM", "", "", "", rupiah(dues.jkm, "en"), ""],
            ["Total", "", rupiah(dues.base, "en"), "", rupiah(dues.total, "en"), ""],
        ],
    )
    if dues.note:
        typer.echo(f"Note: {dues.note}")


def _project_lines(dues: ConstructionDues) -> Iterator[ProjectLine]:
    """Give programme, slice, base, rate, amount and article of what a project owes."""
    if not dues.slices:
        yield "JKK", "wages", dues.base, dues.jkk_rate, dues.jkk, dues.jkk_citation
        yield "JKM", "wages", dues.base, dues.jkm_rate, dues.jkm, dues.jkm_citation
    for n, part in enumerate(dues.slices, 1):
        yield "JKK", str(n), part.amount, part.jkk_rate, part.jkk, dues.jkk_citation
    for n, part in enumerate(dues.slices, 1):
        yield "JKM", str(n), part.amount, part.jkm_rate, part.jkm, dues.jkm_citation


def _project_cells(line: ProjectLine) -> list[str]:
    programme, part, base, rate, amount, citation = line
    return [programme, part, rupiah(base, "en"), str(rate), rupiah(amount, "en"), citation]


def _rate(text: str, chosen: frozenset[Programme]) -> Decimal | None:
    if not text:
        return None
    if Programme.JHT not in chosen:
        fail("--jht-rate is given, but jht is not among --programmes.")
    try:
        return Decimal(text.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        fail(f"{text!r} is not a rate in percent; write it like 2 or 2.5.")


def _own_account(
    lines: Sequence[OwnAccountLine], period: Sequence[MonthDues], least: MinimumWage | None
) -> dict[str, Any]:
    return {
        "month": period[0].month,
        "lines": [
            {
                "programme": line.programme,
                "payer": "member",
                "base": line.base,
                "rate": line.rate,
                "amount": line.amount,
                "citation": line.citation,
                "note": line.note,
            }
            for line in lines
        ],
        "total": sum(line.amount for line in lines),
        "months": [{"month": each.month, "total": each.dues.total} for each in period],
        "period_total": sum(each.dues.total for each in period),
        "protected_until": period[-1].month.last_day,
        "minimum_wage": asdict(least) if least else None,
    }


def _print_own_account(
    lines: Sequence[OwnAccountLine], period: Sequence[MonthDues], least: MinimumWage | None
) -> None:
    total = rupiah(sum(line.amount for line in lines), "en")
    print_table(
        f"Own-account contributions for {month_name(period[0].month, 'en')}",
        ["Programme", "Payer", "Base", "Rate %", "Amount", "Article"],
        [
            [
                line.programme,
                "member",
                rupiah(line.base, "en"),
                str(line.rate),
                rupiah(line.amount, "en"),
                line.citation,
            ]
            for line in lines
        ],
        numbers=["Base", "Rate %", "Amount"],
        totals=[["Total", "", "", "", total, ""]],
    )
    last = long_date(period[-1].month.last_day, "en")
    paid = rupiah(sum(each.dues.total for each in period), "en")
    many = f"{len(period)} months" if len(period) > 1 else "the month"
    typer.echo(f"For {many}: {paid}, protected until {last}.")
    typer.echo(_of_minimum_wage(least) if least else NOT_CHECKED)
    for note in dict.fromkeys(line.note for line in lines if line.note):
        typer.echo(f"Note: {note}")


def _of_minimum_wage(least: MinimumWage) -> str:
    words = f"The minimum wage of {least.name} in {least.year} is {rupiah(least.amount, 'en')}"
    seen = "" if least.status == "verified" else f", {least.status}"
    return " ".join(filter(None, [f"{words} ({least.citation}{seen}).", least.note]))
