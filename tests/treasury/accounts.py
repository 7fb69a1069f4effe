"""Bank accounts of the samples, and what the books hold of them."""

from jamsostek.ledger.services import ensure_chart
from jamsostek.treasury.models import BankAccount
from jamsostek.treasury.services import open_bank_account
from tests.people import act
from tests.treasury.statements import SETS, expected, names


def collecting(number: str) -> BankAccount:
    """Open an account that contributions are paid into."""
    ensure_chart()
    return open_bank_account(bank="CONTOH", number=number, name="REKENING IURAN", act=act())


def open_all() -> None:
    """Open every account that the samples name."""
    numbers = {expected(folder, name)["account"] for folder in SETS for name in names(folder)}
    for number in sorted(numbers - {None}):
        collecting(number)


def balance(account_id: int) -> int:
    """Give what the books hold on an account, debit above zero."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT amount FROM ledger_balance WHERE account_id = %s", [account_id])
        row = cursor.fetchone()
    return row[0] if row else 0
