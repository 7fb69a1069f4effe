"""Payments of the tests: who gets them, from which account, decided by whom. All are invented."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count

from jamsostek.contributions.queries.refunds import lines_taken
from jamsostek.institution.models import User
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import balance_now
from jamsostek.treasury.models import (
    BankAccount,
    PaymentOrder,
    PaymentResultFile,
    PaymentRun,
    StatementFile,
    StatementLine,
)
from jamsostek.treasury.services.payment_lines import match_payments
from jamsostek.treasury.services.payment_results import take_result
from jamsostek.treasury.services.payments import Destination, NewOrder, order_payments
from jamsostek.treasury.services.runs import Choice, prepare_run, release_run
from tests.people import act, yogyakarta

DUE = date(2011, 10, 3)
PAYABLE = account(Role.BENEFITS_PAYABLE, Programme.JKM)
TRANSIT = account(Role.PAYMENTS_IN_TRANSIT)
SUSPENSE = account(Role.SUSPENSE)
BANK = Destination("TRANSFER", "BRI", "9901010000123", "Ibu Contoh Rekaan")
CASH = Destination("CASH")


def person(name: str, day: date = DUE) -> Act:
    """A deed of an officer of this name."""
    user, _ = User.objects.get_or_create(username=name)
    return Act(
        actor=name,
        kind=ActorKind.HUMAN,
        at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
        user_id=user.pk,
    )


def new(*items: tuple[int, int], **changes: object) -> NewOrder:
    """An order of the widow of a member, by transfer unless told otherwise."""
    facts: dict[str, object] = {
        "source": "TEST",
        "items": items,
        "payee": "Ibu Contoh Rekaan",
        "destination": BANK,
        "branch_id": yogyakarta().pk,
        "text": "Santunan JKM",
        "due_on": DUE,
        "payable_account": PAYABLE,
    }
    return NewOrder(**{**facts, **changes})  # type: ignore[arg-type]


def ordered(*items: tuple[int, int], **changes: object) -> PaymentOrder:
    """Such an order, stored."""
    (number,) = order_payments(orders=[new(*items, **changes)], act=act())
    return PaymentOrder.objects.get(pk=number)


def sent(bank: BankAccount) -> PaymentRun:
    run = prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))
    return release_run(run=run, amount=run.amount, act=person("keuangan"))


def state(order: PaymentOrder) -> str:
    order.refresh_from_db()
    return order.state


def answered(*rows: str) -> PaymentResultFile:
    content = "\r\n".join(["kode,status,alasan,jumlah", *rows]).encode()
    return take_result(content=content, name="hasil.csv", act=person("kasir"))


numbers: Iterator[int] = count(1)


def bank_line(bank: BankAccount, amount: int, text: str, day: date = DUE) -> StatementLine:
    """A line of the statement, above zero where money came, booked as the import books it."""
    number = next(numbers)
    file, _ = StatementFile.objects.get_or_create(
        sha256="0" * 64,
        defaults={
            "account": bank,
            "name": "uji",
            "format": "TEST",
            "content": b"",
            "lines_read": 0,
            "lines_new": 0,
            "imported_at": act().at,
            "imported_by": "test",
        },
    )
    line = StatementLine.objects.create(
        account=bank,
        file=file,
        number=number,
        identity=f"payment-{number}",
        day=day,
        direction="C" if amount > 0 else "D",
        amount_sen=abs(amount) * 100,
        amount=abs(amount),
        kind="PAYMENT" if amount > 0 else "OUTGOING",
        text=text,
    )
    ledger.post(
        posting=ledger.Posting(
            key=f"BANK:{line.identity}",
            kind="BANK",
            day=day,
            text=text,
            lines=[(bank.ledger_account_id, amount), (SUSPENSE, -amount)],
        ),
        act=act(),
    )
    return line


def matched(*lines: StatementLine) -> list[str]:
    ids = [line.pk for line in lines]
    found = match_payments(line_ids=ids, taken=lines_taken, act=act())
    return sorted(order.code for order in found.settled + found.returned)


def books() -> tuple[int, int, int]:
    """What the books say is owed, under way and in suspense; debit above zero."""
    return balance_now(PAYABLE), balance_now(TRANSIT), balance_now(SUSPENSE)
