"""`jamsostek ledger`: the books, and whether they are whole."""

from dataclasses import asdict
from typing import Annotated

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import (
    AsJson,
    fail,
    parse_day,
    print_json,
    print_table,
)
from jamsostek.kernel.words import number

app = typer.Typer()

DIFFERS = 1

Day = Annotated[str, typer.Option(help="As of the end of a day, like 2011-09-30.")]


@app.command("verify")
def verify(*, as_json: AsJson = False) -> None:
    """Recompute everything from the lines and say what differs; exit status 1 if anything does.

    Balances, the members' savings, suspense, receipts, bills and settlements are all looked at.
    """
    ready()
    from jamsostek.jobs import verification  # noqa: PLC0415 - needs Django set up

    found = verification.verify()
    if as_json:
        print_json({**asdict(found), "holds": found.holds})
    else:
        size = (
            f"{number(found.entries, 'en')} entries, {number(found.lines, 'en')} lines,"
            f" {number(found.accounts, 'en')} accounts"
        )
        verdict = "the books are whole" if found.holds else f"{found.count} differences"
        typer.echo(f"{size}: {verdict}.")
        for difference in found.differences:
            typer.echo(f"- {difference}")
        if found.count > len(found.differences):
            typer.echo(f"- and {found.count - len(found.differences)} more")
    if not found.holds:
        raise typer.Exit(DIFFERS)


@app.command("trial-balance")
def trial_balance(*, on: Day = "", as_json: AsJson = False) -> None:
    """Print what every account stands at; members' accounts are summed up in 2201."""
    day = parse_day(on) if on else None
    ready()
    from jamsostek.ledger import queries  # noqa: PLC0415 - needs Django set up

    rows = queries.trial_balance(on=day)
    if as_json:
        print_json([{**asdict(row), "balance": row.balance} for row in rows])
        return
    moved = [row for row in rows if row.debit or row.credit]
    debit, credit = sum(row.debit for row in moved), sum(row.credit for row in moved)
    print_table(
        f"Trial balance{f' on {day}' if day else ''}",
        ["Account", "Name", "Fund", "Debit", "Credit", "Balance"],
        [
            [row.code, row.name_en or row.name, row.fund]
            + [number(amount, "en") for amount in (row.debit, row.credit, row.balance)]
            for row in moved
        ],
        numbers=["Debit", "Credit", "Balance"],
        totals=[["", "", ""] + [number(total, "en") for total in (debit, credit, debit - credit)]],
    )


@app.command("statement")
def statement(
    account: Annotated[str, typer.Argument(help="Code, such as 2101 or 2201.99000000017.")],
    *,
    from_day: Annotated[str, typer.Option("--from", help="First day, like 2011-09-01.")],
    until: Annotated[str, typer.Option("--until", help="Last day, like 2011-09-30.")],
    as_json: AsJson = False,
) -> None:
    """Print an account line by line, with what it stood at after each."""
    first, last = parse_day(from_day), parse_day(until)
    if last < first:
        fail(f"{last} lies before {first}: there are no days between.")
    ready()
    from jamsostek.ledger import queries  # noqa: PLC0415 - needs Django set up

    number_of_account = queries.account_number(account)
    if number_of_account is None:
        fail(f"The books have no account {account}.")
    found = queries.statement(number_of_account, first, last)
    if as_json:
        print_json(found)
        return
    print_table(
        f"{found.code} {found.name}",
        ["Day", "Entry", "Text", "Amount", "Balance"],
        [
            [
                str(line.day),
                str(line.entry_id or ""),
                line.text,
                number(line.amount, "en"),
                number(line.balance, "en"),
            ]
            for line in found.lines
        ],
        numbers=["Entry", "Amount", "Balance"],
        whole=["Day"],
        totals=[
            ["", "", "Opening", "", number(found.opening, "en")],
            ["", "", "Closing", "", number(found.closing, "en")],
        ],
    )


@app.command("rebuild-balances")
def rebuild_balances(*, as_json: AsJson = False) -> None:
    """Put every balance and day total back to what the lines say, as the database's owner."""
    ready()
    from jamsostek.ledger.services import rebuild_balances as rebuild  # noqa: PLC0415 - as above

    corrected = rebuild(act=act_of("ledger rebuild-balances"))
    if as_json:
        print_json({"corrected": corrected})
        return
    typer.echo(f"{number(corrected, 'en')} balances and day totals were wrong and are put right.")
