"""Accounts and postings that the tests of the books share. The law's amounts play no part."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connections

from jamsostek.ledger.models import Account, Balance
from jamsostek.ledger.rules import Posting
from jamsostek.ledger.services import account_id, open_bank_account, open_member_accounts, post
from tests.people import act

SUSPENSE = account_id("2101")
BANK_INTEREST = account_id("4201")
JHT_RECEIVABLE, JHT_DEFERRED = account_id("1201"), account_id("2301")
JKK_RECEIVABLE, JKK_DEFERRED = account_id("1202"), account_id("2302")

SEPTEMBER_20 = date(2011, 9, 20)


def bank() -> int:
    """The institution's account at an invented bank."""
    account = Account.objects.filter(code="1101").first()
    return account.pk if account else open_bank_account(name="Bank Contoh")


def receipt(key: str = "RECEIPT:1", amount: int = 100_000, **changes: Any) -> Posting:
    """Money that came in at the bank and is not allocated yet."""
    facts = {
        "key": key,
        "kind": "RECEIPT",
        "day": SEPTEMBER_20,
        "text": "Setoran",
        "lines": [(bank(), amount), (SUSPENSE, -amount)],
    }
    return Posting(**{**facts, **changes})  # type: ignore[arg-type]


def bill(key: str, jht: int, jkk: int, day: date = SEPTEMBER_20) -> Posting:
    """A bill of four lines in two funds."""
    lines = [
        (JHT_RECEIVABLE, jht),
        (JHT_DEFERRED, -jht),
        (JKK_RECEIVABLE, jkk),
        (JKK_DEFERRED, -jkk),
    ]
    return Posting(key, "TEST", day, "Tagihan", lines)


def members(*kpjs: str) -> list[int]:
    """The accounts of members, opened where they are not."""
    open_member_accounts(
        holders_sql="SELECT unnest(%(kpjs)s::text[]) AS kpj", params={"kpjs": list(kpjs)}
    )
    codes = [f"2201.{kpj}" for kpj in kpjs]
    numbers = dict(Account.objects.filter(code__in=codes).values_list("code", "id"))
    return [numbers[code] for code in codes]


def credit(account: int, amount: int, key: str = "CREDIT:1") -> None:
    """Give a member an amount out of what was billed."""
    lines = [(JHT_DEFERRED, amount), (account, -amount)]
    post(posting=Posting(key, "TEST", SEPTEMBER_20, "Iuran JHT", lines), act=act())


def balances(*accounts: int) -> list[int]:
    """What the cache says that accounts stand at, debit above zero."""
    found = dict(Balance.objects.filter(pk__in=accounts).values_list("pk", "amount"))
    return [found[account] for account in accounts]


def as_owner(
    statement: str, params: Sequence[object] | Mapping[str, object] | None = None
) -> list[Any]:
    """Run a statement as the owner of the tables, who can do what the system never does."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []
