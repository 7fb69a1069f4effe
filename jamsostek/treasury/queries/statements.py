"""Bank accounts and what of their lines nobody has explained."""

from django.db.models import Q, QuerySet

from jamsostek.treasury.formats.tables import account_number
from jamsostek.treasury.models import BankAccount, LineKind, StatementLine
from jamsostek.treasury.queries.payment_lines import explained_by_payments


def bank_account(number: str) -> BankAccount:
    """Give the account with a number, however the number is grouped.

    Raises:
        NoSuchBankAccount: none is registered under it.
    """
    account = BankAccount.objects.filter(number=account_number(number)).first()
    if account is None:
        raise NoSuchBankAccount(f"Rekening {number} belum terdaftar.")
    return account


class NoSuchBankAccount(LookupError):
    """A number that no account of the institution has."""


def unexplained() -> QuerySet[StatementLine]:
    """Give the lines in suspense that are no payment and take none back, newest first.

    Debits that name no payment we know, money sent elsewhere, and what of it came back. Those
    that took a payment of ours, or brought one back, are explained.
    """
    lone = Q(kind=LineKind.REVERSAL, reverses=None) | Q(kind=LineKind.OUTGOING)
    left = StatementLine.objects.filter(lone).exclude(explained_by_payments())
    return left.select_related("account").order_by("-day", "-pk")
