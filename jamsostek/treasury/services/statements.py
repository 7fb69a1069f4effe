"""Taking in what banks say: every line stored once and booked once."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.money import round_rupiah
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role
from jamsostek.ledger.chart import account as chart_account
from jamsostek.treasury.formats import Side, Statement, StatementWarning, read_statement
from jamsostek.treasury.formats import StatementLine as Read
from jamsostek.treasury.formats.tables import account_number
from jamsostek.treasury.models import (
    BankAccount,
    LineKind,
    StatementFile,
    StatementLine,
    StatementUpload,
)
from jamsostek.treasury.rules.statements import Movement, kind_of, possible_codes, reversals

AGAINST: Final[Mapping[str, Role]] = {
    LineKind.PAYMENT: Role.SUSPENSE,
    LineKind.REVERSAL: Role.SUSPENSE,
    LineKind.OUTGOING: Role.SUSPENSE,
    LineKind.INTEREST: Role.BANK_INTEREST,
    LineKind.CHARGE: Role.BANK_CHARGES,
}
"""The account a line is booked against. What nobody has explained stays in suspense, in sight."""

TAKING_BACK: Final = (LineKind.REVERSAL, LineKind.OUTGOING)
"""Debits that may take a payment back; money that went is one of them once its bill is known."""

Billed = Callable[[Collection[str]], Collection[str]]
"""Tells which of some codes are payment codes of bills, which the treasury does not know."""


@ledger.again_after_deadlock
@transaction.atomic
def open_bank_account(*, bank: str, number: str, name: str, act: Act) -> BankAccount:
    """Open an account of the institution at a bank, with its account in the books.

    Raises:
        AccountOpenAlready: the number is known.
        ledger.NoMoreBankAccounts: the chart has no code left.
    """
    plain = account_number(number)
    if BankAccount.objects.filter(number=plain).exists():
        raise AccountOpenAlready(f"Rekening {plain} sudah terdaftar.")
    opened = BankAccount.objects.create(
        bank=bank,
        number=plain,
        name=name,
        ledger_account_id=ledger.open_bank_account(name=f"Bank {bank} {plain}"),
    )
    audit.record(
        act=act,
        action="open_bank_account",
        subject_type="bank_account",
        subject_id=opened.pk,
        detail={"bank": bank, "number": plain},
    )
    return opened


class AccountOpenAlready(ValueError):
    """A bank account that is registered already."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a statement file.

    `line_ids` are the lines whose meaning for bills may have changed: those stored now, and
    those that a reversal now takes back or lets go; for a file read before, all it brought.
    """

    file: StatementFile
    is_new: bool
    lines_new: int
    pending: int
    line_ids: tuple[int, ...]
    warnings: tuple[StatementWarning, ...]


@ledger.again_after_deadlock
@transaction.atomic
def import_statement(
    *, content: bytes, name: str, billed: Billed, act: Act, account: BankAccount | None = None
) -> Imported:
    """Store a statement and each line it brings, once, and book the lines.

    `billed` says which codes are bills' (BANK-5: eleven digits that no bill has say nothing);
    `account` says whose statement it is where the format does not (BNI). The same file again,
    or another whose days overlap, books nothing twice.

    Raises:
        StatementUnreadable: the file cannot be read to its end.
        AccountNotNamed: the file names no account and none was given.
        UnknownAccount: an account of the file is not registered.
        OtherAccount: the file is of another account than the one given.
    """
    statement = _named(read_statement(content), account)
    accounts = _hold_accounts(statement)
    known = StatementFile.objects.filter(sha256=_digest(content)).first()
    if known is not None:
        return _again(known, statement)
    read = [(line, line.identity()) for line in statement.lines if line.amount]
    fresh = _not_stored(read, accounts)
    file = _keep_file(statement, accounts, name=name, content=content, new=len(fresh), act=act)
    codes = {key: possible_codes(line.texts) for key, line in fresh.items()}
    bills = billed({code for possible in codes.values() for code in possible})
    stored = StatementLine.objects.bulk_create(
        _stored(line, key, codes[key], bills, file, accounts[line.account])
        for key, line in fresh.items()
    )
    ledger.post_many(postings=[_posting(line) for line in stored if line.amount], act=act)
    touched = _pair_reversals(stored, billed)
    audit.record(
        act=act,
        action="import_statement",
        subject_type="bank_account",
        subject_id=file.account_id,
        detail={"file": file.pk, "sha256": file.sha256, "read": file.lines_read, "new": len(fresh)},
    )
    return Imported(
        file,
        is_new=True,
        lines_new=len(fresh),
        pending=len(statement.pending),
        line_ids=tuple(sorted({line.pk for line in stored} | touched)),
        warnings=statement.warnings,
    )


class AccountNotNamed(ValueError):
    """A statement that does not say of which account it is, and nobody said."""


class UnknownAccount(LookupError):
    """A statement of an account that is not registered."""


class OtherAccount(ValueError):
    """A statement of another account than the one it was said to be of."""


@transaction.atomic
def pair_anew(*, line_ids: Collection[int], billed: Billed) -> set[int]:
    """Look again at what takes what back, for lines whose bills came after them.

    Gives every line whose standing changed.
    """
    lines = StatementLine.objects.filter(pk__in=line_ids)
    accounts = BankAccount.objects.filter(pk__in=lines.values("account_id"))
    list(accounts.select_for_update().order_by("pk"))
    return _pair_reversals(list(lines), billed)


@transaction.atomic
def receive_upload(
    *, name: str, content: bytes, act: Act, account: BankAccount | None = None
) -> StatementUpload:
    """Keep a statement as somebody sent it, to be taken in by the background work."""
    upload = StatementUpload.objects.create(
        name=name[-200:],
        content=content,
        account=account,
        uploaded_at=act.at,
        uploaded_by=act.actor,
    )
    audit.record(
        act=act,
        action="receive_statement",
        subject_type="statement_upload",
        subject_id=upload.pk,
        detail={"file": upload.name, "sha256": _digest(content)},
    )
    return upload


def _named(statement: Statement, account: BankAccount | None) -> Statement:
    """Give the statement with every line under its account's number."""
    numbers = {line.account for line in statement.lines} | {statement.account}
    if len(numbers) > 1:
        numbers -= {""}
    if numbers == {""}:
        if account is None:
            raise AccountNotNamed(
                f"Format {statement.format} tidak memuat nomor rekening; sebutkan rekeningnya."
            )
        lines = tuple(replace(line, account=account.number) for line in statement.lines)
        return replace(statement, account=account.number, lines=lines)
    if account is not None and numbers != {account.number}:
        raise OtherAccount(
            f"Rekening koran ini dari rekening {', '.join(sorted(numbers))}, "
            f"bukan {account.number}."
        )
    return statement


def _hold_accounts(statement: Statement) -> dict[str, BankAccount]:
    """Lock the accounts of a statement, so that two files of one account follow each other."""
    numbers = {line.account for line in statement.lines} | {statement.account} - {""}
    held = BankAccount.objects.select_for_update().filter(number__in=numbers).order_by("pk")
    accounts = {account.number: account for account in held}
    unknown = sorted(numbers - accounts.keys())
    if unknown:
        raise UnknownAccount(f"Rekening {', '.join(unknown)} belum terdaftar.")
    return accounts


def _keep_file(
    statement: Statement,
    accounts: Mapping[str, BankAccount],
    *,
    name: str,
    content: bytes,
    new: int,
    act: Act,
) -> StatementFile:
    return StatementFile.objects.create(
        account=accounts[statement.account or statement.lines[0].account],
        name=name[:200],
        sha256=_digest(content),
        format=statement.format,
        content=content,
        opening_sen=_in_sen(statement.opening),
        closing_sen=_in_sen(statement.closing),
        lines_read=len(statement.lines),
        lines_new=new,
        imported_at=act.at,
        imported_by=act.actor,
    )


def _again(file: StatementFile, statement: Statement) -> Imported:
    lines = StatementLine.objects.filter(file=file).order_by("pk")
    return Imported(
        file,
        is_new=False,
        lines_new=0,
        pending=len(statement.pending),
        line_ids=tuple(lines.values_list("pk", flat=True)),
        warnings=statement.warnings,
    )


def _not_stored(
    read: Iterable[tuple[Read, str]], accounts: Mapping[str, BankAccount]
) -> dict[str, Read]:
    """Give the lines not stored before by their identity; of those repeated, the first."""
    lines: dict[str, Read] = {}
    for line, key in read:
        lines.setdefault(key, line)
    known = StatementLine.objects.filter(
        account__in=list(accounts.values()), identity__in=list(lines)
    )
    for key in known.values_list("identity", flat=True):
        del lines[key]
    return lines


def _stored(
    line: Read,
    key: str,
    codes: Collection[str],
    bills: Collection[str],
    file: StatementFile,
    account: BankAccount,
) -> StatementLine:
    return StatementLine(
        account=account,
        file=file,
        number=line.n,
        identity=key,
        day=line.day,
        value_date=line.value_date,
        direction=line.direction.value,
        amount_sen=int(line.amount * 100),
        amount=round_rupiah(line.amount),
        kind=kind_of(line, [code for code in codes if code in bills]).value,
        text=" ".join(filter(None, (line.party, line.text))),
        reference=line.reference[:60],
        codes=codes,
    )


def _posting(line: StatementLine) -> ledger.Posting:
    into = line.amount if line.direction == Side.CREDIT else -line.amount
    against = chart_account(AGAINST[line.kind])
    return ledger.Posting(
        key=f"BANK:{line.identity}",
        kind="BANK",
        day=line.day,
        text=f"{LineKind(line.kind).label}: {line.text}"[:200],
        lines=[(line.account.ledger_account_id, into), (against, -into)],
    )


def _pair_reversals(stored: Collection[StatementLine], billed: Billed) -> set[int]:
    """Work out anew which payments are taken back, where these lines may change it.

    All lines of the same account and amount as a debit that may be concerned are looked at, so
    the pairs are the same in whatever order the lines came. Gives every line whose standing
    changed.
    """
    concerned = [line for line in stored if line.codes]
    if not concerned:
        return set()
    accounts = {line.account_id for line in concerned}
    debits = StatementLine.objects.filter(
        account__in=accounts,
        kind__in=TAKING_BACK,
        day__gte=min(line.day for line in concerned),
    )
    amounts = set(debits.values_list("amount_sen", flat=True))
    alike = StatementLine.objects.filter(
        account__in=accounts,
        amount_sen__in=amounts,
        kind__in=(LineKind.PAYMENT, *TAKING_BACK),
    )
    lines = {str(line.pk): line for line in alike.order_by("pk")}
    bills = billed({code for line in lines.values() for code in line.codes})
    wanted = reversals(_movement(key, line, bills) for key, line in lines.items())
    changed = []
    touched: set[int] = set()
    for key, line in lines.items():
        credit = int(wanted[key]) if key in wanted else None
        if line.reverses_id != credit:
            touched |= {line.pk, line.reverses_id or line.pk, credit or line.pk}
            line.reverses_id = credit
            changed.append(line)
    StatementLine.objects.filter(pk__in=[line.pk for line in changed]).update(reverses=None)
    StatementLine.objects.bulk_update(changed, ["reverses"])
    return touched


def _movement(key: str, line: StatementLine, bills: Collection[str]) -> Movement:
    return Movement(
        key=key,
        account=str(line.account_id),
        day=line.day,
        value_date=line.value_date or line.day,
        direction=Side(line.direction),
        amount=Decimal(line.amount_sen),
        codes=tuple(code for code in line.codes if code in bills),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _in_sen(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
