"""Statements held against a list of bills, all at once and without any books."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jamsostek.contributions.rules.settlement import Due, Receipt, Received, Settlement, settle
from jamsostek.treasury.formats.statement import Side, Statement, StatementLine
from jamsostek.treasury.rules import Kind, Movement, codes_named, kind_of, reversals


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill as a list of bills gives it."""

    code: str
    npp: str
    month: str
    amount: int
    due_date: date


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: the file by its place among the files, and the line's number."""

    file: int
    n: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What every line means, read once however often it comes, and what the bills received."""

    statements: Sequence[tuple[str, Statement]]
    """The files' names and what they say, in the order read."""
    invoices: Sequence[Invoice]
    first: Mapping[str, Place]
    """Where each line was read first, by its identity."""
    codes: Mapping[str, tuple[str, ...]]
    reverses: Mapping[str, str]
    """For each debit that takes a credit back, that credit."""
    settlement: Settlement
    no_payment: Decimal
    """The sum of standing credits that are no payment: interest, fees given back."""


def trial_of(statements: Sequence[tuple[str, Statement]], invoices: Sequence[Invoice]) -> Trial:
    """Read every line of the statements once, match it, and settle the bills."""
    known = {invoice.code for invoice in invoices}
    first: dict[str, Place] = {}
    lines: dict[str, StatementLine] = {}
    for file, (_, statement) in enumerate(statements):
        for line in statement.lines:
            key = line.identity()
            first.setdefault(key, Place(file, line.n))
            lines.setdefault(key, line)
    codes = {key: tuple(codes_named(line.texts, known)) for key, line in lines.items()}
    kinds = {key: kind_of(line, codes[key]) for key, line in lines.items()}
    taken = reversals(
        _movement(key, line, codes[key])
        for key, line in lines.items()
        if kinds[key] in (Kind.PAYMENT, Kind.REVERSAL)
    )
    back = set(taken.values())
    payments: list[Receipt] = []
    no_payment = Decimal("0.00")
    for key, line in lines.items():
        if line.direction is Side.DEBIT or key in back:
            continue
        if kinds[key] is Kind.PAYMENT:
            payments.append(Receipt(key, line.value_date, line.amount, codes[key]))
        else:
            no_payment += line.amount
    dues = [Due(invoice.code, invoice.amount, invoice.due_date) for invoice in invoices]
    return Trial(statements, invoices, first, codes, taken, settle(payments, dues), no_payment)


def report(trial: Trial) -> dict[str, Any]:
    """Give a trial as plain data: every file with its lines, then what each bill received."""
    bills = zip(trial.invoices, trial.settlement.bills, strict=True)
    return {
        "files": [_file(trial, file) for file in range(len(trial.statements))],
        "settlement": {
            "bills": [_bill(invoice, received) for invoice, received in bills],
            "unmatched_credits": _money(unmatched(trial)),
            "credits_that_are_no_payment": _money(trial.no_payment),
        },
    }


def unmatched(trial: Trial) -> Decimal:
    """Give the sum of what no bill took of the payments."""
    return sum(trial.settlement.unmatched.values(), Decimal("0.00"))


def _movement(key: str, line: StatementLine, codes: tuple[str, ...]) -> Movement:
    return Movement(
        key=key,
        account=line.account,
        day=line.day,
        value_date=line.value_date,
        direction=line.direction,
        amount=line.amount,
        codes=codes,
    )


def _file(trial: Trial, file: int) -> dict[str, Any]:
    name, statement = trial.statements[file]
    numbers = {line.identity(): line.n for line in reversed(statement.lines)}
    lines = [_line(trial, Place(file, line.n), line, numbers) for line in statement.lines]
    about: dict[str, Any] = {
        "file": name,
        "format": statement.format,
        "account": statement.account or None,
        "currency": statement.currency,
    }
    if statement.opening is not None:
        about["opening"] = _money(statement.opening)
    if statement.closing is not None:
        about["closing"] = _money(statement.closing)
    about |= _counts_and_sums(statement, sum("already_booked" in line for line in lines))
    about["lines"] = lines
    if statement.pending:
        about["pending"] = _pending(statement, {invoice.code for invoice in trial.invoices})
    if statement.warnings:
        about["warnings"] = [
            {"code": warning.code, "message": warning.sentence} for warning in statement.warnings
        ]
    return about


def _counts_and_sums(statement: Statement, already_booked: int) -> dict[str, Any]:
    came = [line.amount for line in statement.lines if line.direction is Side.CREDIT]
    went = [line.amount for line in statement.lines if line.direction is Side.DEBIT]
    return {
        "counts": {
            "lines": len(statement.lines),
            "credits": len(came),
            "debits": len(went),
            "pending": len(statement.pending),
            "already_booked": already_booked,
        },
        "sums": {
            "credits": _money(sum(came, Decimal(0))),
            "debits": _money(sum(went, Decimal(0))),
        },
    }


def _line(
    trial: Trial, place: Place, line: StatementLine, numbers: Mapping[str, int]
) -> dict[str, Any]:
    """Give one line; a credit taken back is named by its number where it is in the same file."""
    key = line.identity()
    about: dict[str, Any] = {"n": line.n, "date": line.day.isoformat()}
    if line.value_date != line.day:
        about["value_date"] = line.value_date.isoformat()
    about |= {
        "dir": line.direction.value,
        "amount": _money(line.amount),
        "codes": list(trial.codes[key]),
    }
    if (credit := trial.reverses.get(key)) is not None:
        if credit in numbers:
            about["reverses"] = numbers[credit]
        else:
            about["reverses_in"] = _name(trial, credit)
    if trial.first[key] != place:
        about["already_booked"] = _name(trial, key)
    return about


def _name(trial: Trial, key: str) -> str:
    place = trial.first[key]
    return f"{trial.statements[place.file][0]} line {place.n}"


def _pending(statement: Statement, known: Collection[str]) -> list[dict[str, Any]]:
    return [
        {
            "dir": entry.direction.value,
            "amount": _money(entry.amount),
            "codes": codes_named(entry.texts, known),
        }
        for entry in statement.pending
    ]


def _bill(invoice: Invoice, received: Received) -> dict[str, Any]:
    """Give one bill; sen are named apart, since what a bill receives is counted in rupiah."""
    rupiah, sen = divmod(int(received.amount * 100), 100)
    about: dict[str, Any] = {
        "code": invoice.code,
        "npp": invoice.npp,
        "month": invoice.month,
        "due": invoice.amount,
        "received": rupiah,
    }
    if sen:
        about["sen"] = sen
    about["state"] = received.state.value
    if received.settled_on is not None:
        about["settled_on"] = received.settled_on.isoformat()
    return about


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"
