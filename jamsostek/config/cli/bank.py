"""`jamsostek bank`: what bank statements say, and what the bills have received."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.output import AsJson, print_json, print_table, refusing
from jamsostek.contributions.rules.trial import Invoice, report, trial_of
from jamsostek.treasury.formats import Statement, StatementUnreadable, read_statement

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from jamsostek.jobs.bank_statements import Taken

app = typer.Typer()

_BILL_COLUMNS: Final = ("code", "npp", "month", "amount", "due")

Files = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, help="Bank statements in any known format."),
]


@app.callback()
def bank() -> None:
    """Check and import bank statements."""


@app.command("check")
def check(
    files: Files,
    *,
    bills: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, help="CSV with code, npp, month, amount, due."),
    ],
    as_json: AsJson = False,
) -> None:
    """Read statements and hold them against a list of bills, without a database."""
    with refusing(UnusableFile):
        invoices = read_bills(bills)
        statements = [(path.name, _read(path)) for path in files]
    found = report(trial_of(statements, invoices))
    if as_json:
        print_json(found)
        return
    numbers = {file["file"]: n for n, file in reversed(list(enumerate(found["files"], 1)))}
    for n, file in enumerate(found["files"], 1):
        _show_file(n, file, numbers)
    _show_settlement(found["settlement"])


@app.command("open")
def open_account(
    number: Annotated[str, typer.Argument(help="The account's number at the bank.")],
    *,
    bank: Annotated[str, typer.Option(help="The bank, such as BCA.")],
    name: Annotated[str, typer.Option(help="The holder as the bank writes it.")],
) -> None:
    """Register an account of the institution, so that its statements can be imported."""
    _ready()
    from jamsostek.treasury import services  # noqa: PLC0415 - needs Django set up

    act = act_of("bank open")
    with refusing(services.AccountOpenAlready):
        opened = services.open_bank_account(bank=bank, number=number, name=name, act=act)
    typer.echo(f"{opened.bank} {opened.number} is registered.")


@app.command("import")
def import_files(
    files: Files,
    *,
    account: Annotated[
        str, typer.Option(help="The account's number, where the format names none (BNI).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Store and book statements, and give the payments to their bills.

    Every line is stored once, however often it comes. What an import that was broken off left
    is finished first.
    """
    with refusing(UnusableFile):
        for path in files:
            _read(path)
    _ready()
    with refusing(UnusableFile, LookupError):
        taken = _take(files, account, quiet=as_json)
    if as_json:
        print_json({"files": taken})
        return
    print_table(
        "Imported",
        ["File", "Account", "Lines", "New", "Bills", "Note"],
        [
            [
                file["file"],
                file["account"],
                str(file["lines"]),
                str(file["new"]),
                str(file["bills"]),
                _import_note(file),
            ]
            for file in taken
        ],
        numbers=["Lines", "New", "Bills"],
    )


@app.command("unmatched")
def unmatched(*, as_json: AsJson = False) -> None:
    """List what makes up the suspense account, with sums that add up to it.

    Payments with something left, bills paid too little or too much, and unexplained debits.
    """
    _ready()
    from jamsostek.config.cli import unmatched as suspense  # noqa: PLC0415 - needs Django set up

    found = suspense.unmatched_money()
    if as_json:
        print_json(found)
        return
    suspense.show(found)


def _ready() -> None:
    from jamsostek.config.cli.django import ready  # noqa: PLC0415 - `check` needs no Django

    ready()


def _take(files: list[Path], account: str, *, quiet: bool) -> list[dict[str, Any]]:
    """Take the files in one after the other, with a bar for each."""
    from rich.progress import Progress  # noqa: PLC0415 - slow, and only for this

    from jamsostek.jobs.bank_statements import finish_statements, take_statement  # noqa: PLC0415
    from jamsostek.treasury.queries import bank_account  # noqa: PLC0415 - needs Django set up

    act = act_of("bank import")
    named = bank_account(account) if account else None
    taken = []
    with Progress(disable=quiet, transient=True) as bar:
        finish_statements(act=act)
        for path in files:
            task = bar.add_task(path.name, total=None)
            try:
                each = take_statement(
                    content=path.read_bytes(),
                    name=path.name,
                    act=act,
                    account=named,
                    progress=partial(_advance, bar, task),
                )
            except (ValueError, LookupError) as error:
                raise UnusableFile(f"{path.name}: {error}") from error
            taken.append(_told(path.name, each))
    return taken


def _advance(bar: "Progress", task: "TaskID", done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


def _told(name: str, taken: "Taken") -> dict[str, Any]:
    imported, allocated = taken.imported, taken.allocated
    return {
        "file": name,
        "format": imported.file.format,
        "account": imported.file.account.number,
        "lines": imported.file.lines_read,
        "new": imported.lines_new,
        "already_booked": imported.file.lines_read - imported.lines_new,
        "pending": imported.pending,
        "bills": allocated.bills,
        "failures": [
            {"line": failure.line_id, "message": failure.sentence} for failure in allocated.failures
        ],
        "warnings": [
            {"code": warning.code, "message": warning.sentence} for warning in imported.warnings
        ],
    }


def _import_note(file: Mapping[str, Any]) -> str:
    notes = [f"{file['already_booked']} booked before"] if file["already_booked"] else []
    notes += [f"line {each['line']}: {each['message']}" for each in file["failures"]]
    notes += [each["message"] for each in file["warnings"]]
    return "\n".join(notes)


class UnusableFile(ValueError):
    """A file named on the command line that cannot be used; the sentence says which and why."""


def read_bills(path: Path) -> list[Invoice]:
    """Read a list of bills.

    Raises:
        UnusableFile: a column is missing, a row is no bill, or a code comes twice.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableFile(f"{path.name} is not a CSV file in UTF-8.") from error
    invoices: dict[str, Invoice] = {}
    for line, row in enumerate(rows, 2):
        missing = [name for name in _BILL_COLUMNS if row.get(name) is None]
        if missing:
            raise UnusableFile(f"{path.name}, line {line}: no {', '.join(missing)}.")
        invoice = _invoice(row, f"{path.name}, line {line}")
        if invoice.code in invoices:
            raise UnusableFile(f"{path.name}, line {line}: code {invoice.code} comes twice.")
        invoices[invoice.code] = invoice
    return list(invoices.values())


def _invoice(row: Mapping[str, str], place: str) -> Invoice:
    code, amount = row["code"].strip(), row["amount"].strip()
    if not (len(code) == 11 and code.isascii() and code.isdigit()):
        raise UnusableFile(f"{place}: {code!r} is not a payment code of eleven digits.")
    if not (amount.isascii() and amount.isdigit()):
        raise UnusableFile(f"{place}: {amount!r} is not an amount in whole rupiah.")
    try:
        due_date = date.fromisoformat(row["due"].strip())
    except ValueError as error:
        raise UnusableFile(f"{place}: {row['due']!r} is not a day like 2011-10-15.") from error
    return Invoice(code, row["npp"].strip(), row["month"].strip(), int(amount), due_date)


def _read(path: Path) -> Statement:
    try:
        return read_statement(path.read_bytes())
    except StatementUnreadable as error:
        raise UnusableFile(f"{path.name}: {error}") from error
    except OSError as error:
        raise UnusableFile(f"{path.name}: {error.strerror}.") from error


def _show_file(n: int, file: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
    counts, sums = file["counts"], file["sums"]
    print_table(
        f"File {n}, {file['file']}: {file['format']}, account {file['account'] or 'not named'}",
        ["Line", "Day", "In", "Out", "Codes", "Note"],
        [_line_cells(line, numbers) for line in file["lines"]],
        numbers=["Line", "In", "Out", "Codes"],
        totals=[["", "", _grouped(sums["credits"]), _grouped(sums["debits"]), "", ""]],
    )
    typer.echo(
        f"  {counts['lines']} lines, {counts['already_booked']} of them read before (= file:line)"
    )
    for entry in file.get("pending", ()):
        codes = " ".join(entry["codes"]) or "no bill named"
        typer.echo(f"  pending, not booked: {entry['dir']} {_grouped(entry['amount'])}, {codes}")
    for warning in file.get("warnings", ()):
        typer.echo(f"  {warning['code']}: {warning['message']}")


def _line_cells(line: Mapping[str, Any], numbers: Mapping[str, int]) -> list[str]:
    amount, came = _grouped(line["amount"]), line["dir"] == "C"
    notes = []
    if "value_date" in line:
        notes.append(f"value {line['value_date']}")
    if "reverses" in line:
        notes.append(f"takes back {line['reverses']}")
    if "already_booked" in line:
        notes.append(f"= {_short(line['already_booked'], numbers)}")
    elif "reverses_in" in line:
        notes.append(f"takes back {_short(line['reverses_in'], numbers)}")
    return [
        str(line["n"]),
        line["date"],
        amount if came else "",
        "" if came else amount,
        "\n".join(line["codes"]),
        "\n".join(notes),
    ]


def _short(place: str, numbers: Mapping[str, int]) -> str:
    name, _, line = place.rpartition(" line ")
    return f"{numbers[name]}:{line}"


def _show_settlement(settlement: Mapping[str, Any]) -> None:
    print_table(
        "Bills",
        ["Code", "Employer, month", "Due", "Received", "State"],
        [
            [
                bill["code"],
                f"{bill['npp']} {bill['month']}",
                _grouped(str(bill["due"])),
                _grouped(_received(bill)),
                f"{bill['state']} {bill.get('settled_on', '')}",
            ]
            for bill in settlement["bills"]
        ],
        numbers=["Code", "Due", "Received"],
    )
    typer.echo(f"Unmatched credits: {_grouped(settlement['unmatched_credits'])}")
    typer.echo(
        f"Credits that are no payment: {_grouped(settlement['credits_that_are_no_payment'])}"
    )


def _received(bill: Mapping[str, Any]) -> str:
    return f"{bill['received']}.{bill['sen']:02d}" if "sen" in bill else str(bill["received"])


def _grouped(plain: str) -> str:
    """Set an amount in groups of three as Indonesians write it: 1.250.000,50."""
    whole, _, sen = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{sen}" if sen.strip("0") else grouped
