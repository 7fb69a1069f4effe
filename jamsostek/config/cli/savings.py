"""`jamsostek savings`: members' JHT accounts."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import AsJson, fail, parse_day, print_json, print_table, refusing
from jamsostek.kernel.words import number
from jamsostek.law.reader import LawGap

if TYPE_CHECKING:
    from jamsostek.savings.queries import SavingsStatement

app = typer.Typer()


@app.command("credit-return")
def credit_return(
    *,
    year: Annotated[int, typer.Option(help="The year whose return is credited, like 2011.")],
    as_json: AsJson = False,
) -> None:
    """Credit a year's return to all accounts; where it was broken off, it goes on."""
    ready()
    from rich.progress import Progress  # noqa: PLC0415 - slow, and only for this

    from jamsostek.ledger.services import Overdrawn  # noqa: PLC0415 - needs Django set up
    from jamsostek.savings import services  # noqa: PLC0415 - needs Django set up

    act = act_of("savings credit-return")
    refusals = (
        *(LawGap, Overdrawn, services.YearNotOver),
        *(services.RateChanged, services.EarlierYearOpen, services.BooksDiffer),
    )
    with refusing(*refusals), Progress(disable=as_json, transient=True) as bar:
        task = bar.add_task(f"Return of {year}", total=None)
        run = services.credit_year_return(
            year=year,
            act=act,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    answer = {
        "year": run.year,
        "round": run.round,
        "rate_percent": run.rate_percent.normalize(),
        "citation": run.citation,
        "accounts": run.accounts,
        "amount": run.amount,
        "finished": run.finished_at is not None,
    }
    if as_json:
        print_json(answer)
        return
    typer.echo(
        f"Return of {year} at {run.rate_percent.normalize():f} % ({run.citation}):"
        f" Rp{number(run.amount, 'en')} on {number(run.accounts, 'en')} accounts."
    )


@app.command("statement")
def statement(
    kpj: Annotated[str, typer.Argument(help="The member number (KPJ), eleven digits.")],
    *,
    until: Annotated[str, typer.Option(help="Up to the end of a day, like 2011-09-30.")],
    as_json: AsJson = False,
) -> None:
    """Print a member's account: every month worked, gaps included, and every year."""
    day = parse_day(until)
    ready()
    from jamsostek.membership.models import InsuredPerson  # noqa: PLC0415 - needs Django set up
    from jamsostek.savings import queries  # noqa: PLC0415 - needs Django set up

    person = InsuredPerson.objects.filter(kpj=kpj).first()
    if person is None:
        fail(f"There is no member {kpj}.")
    found = queries.statement(person, day)
    if as_json:
        print_json(_plain(found))
        return
    _print(found)


@app.command("rebuild-years")
def rebuild_years(*, as_json: AsJson = False) -> None:
    """Put members' yearly figures back to what the books say, as the database's owner."""
    ready()
    from jamsostek.savings.services import rebuild_years as rebuild  # noqa: PLC0415 - as above

    corrected = rebuild(act=act_of("savings rebuild-years"))
    if as_json:
        print_json({"corrected": corrected})
        return
    typer.echo(f"{number(corrected, 'en')} yearly figures were wrong and are put right.")


@app.command("statements")
def statements(
    *,
    year: Annotated[int, typer.Option(help="The year, whose return is credited, like 2010.")],
    output: Annotated[Path, typer.Option(help="A folder for single files, or one file.pdf.")],
    office: Annotated[str, typer.Option(help="Whose members: KP, KW05, V-YOG.")] = "KP",
    member: Annotated[str, typer.Option(help="Only the member with this number (KPJ).")] = "",
    as_json: AsJson = False,
) -> None:
    """Issue the year's statements as PDF to whoever has none, and write all of them.

    Broken off, it goes on where it stopped. One file holds many statements for printing, each
    with its own number and code; more than two hundred are parted into several files.
    """
    ready()
    from jamsostek.config.cli import papers  # noqa: PLC0415 - needs Django set up
    from jamsostek.documents.services import NoAddress  # noqa: PLC0415 - as above
    from jamsostek.institution.queries import UnknownOffice  # noqa: PLC0415 - as above
    from jamsostek.savings.services.papers import ReturnNotCredited  # noqa: PLC0415 - as above

    act = act_of("savings statements")
    refusals = (LawGap, NoAddress, ReturnNotCredited, UnknownOffice, papers.NoSuchMember)
    with refusing(*refusals, papers.CannotWrite):
        wanted = papers.Wanted(year=year, office_code=office, kpj=member)
        answer = papers.issue_and_write(wanted, output, act=act, quiet=as_json)
    if as_json:
        print_json(answer)
        return
    typer.echo(
        f"Statements of {year}: {number(answer.issued, 'en')} issued,"
        f" {number(answer.held, 'en')} held already,"
        f" {number(answer.written, 'en')} written to {output}."
    )


def _plain(found: "SavingsStatement") -> dict[str, object]:
    return {
        **asdict(found),
        "months": [{**asdict(m), "month": m.month, "missing": m.missing} for m in found.months],
        "years": [{**asdict(y), "closing": y.closing} for y in found.years],
    }


def _print(found: "SavingsStatement") -> None:
    print_table(
        f"JHT account of {found.name}, {found.kpj}, up to {found.until}",
        ["Month", "Employer", "Received"],
        [
            [str(m.month), f"{m.npp} {m.employer}", "-" if m.missing else number(m.received, "en")]
            for m in found.months
        ],
        numbers=["Received"],
        whole=["Month"],
    )
    print_table(
        "Years",
        ["Year", "Opening", "Moved", "Return", "Closing"],
        [
            [
                str(y.year),
                number(y.opening, "en"),
                number(y.moved, "en"),
                "-" if y.credited_return is None else number(y.credited_return, "en"),
                number(y.closing, "en"),
            ]
            for y in found.years
        ],
        numbers=["Opening", "Moved", "Return", "Closing"],
        totals=[["", "", "", "Balance", number(found.balance, "en")]],
    )
