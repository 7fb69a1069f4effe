"""Opening accounts: the chart, banks, members."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from jamsostek.ledger import chart
from jamsostek.ledger.models import Account, AccountKind, Fund


def open_bank_account(*, name: str, name_en: str = "") -> int:
    """Open the account in the books for an account at a bank, and give its number.

    Raises:
        NoMoreBankAccounts: every code kept for banks is taken.
    """
    account = _open_next(chart.BANK_CODES, name, name_en)
    if account is None:
        raise NoMoreBankAccounts(_all_taken(chart.BANK_CODES))
    return account


def open_cash_account(*, name: str, name_en: str = "") -> int:
    """Open the account in the books for a till, and give its number.

    Raises:
        NoMoreCashAccounts: every code kept for tills is taken.
    """
    account = _open_next(chart.CASH_CODES, name, name_en)
    if account is None:
        raise NoMoreCashAccounts(_all_taken(chart.CASH_CODES))
    return account


def _open_next(among: range, name: str, name_en: str) -> int | None:
    codes = [str(code) for code in among]
    taken = set(Account.objects.filter(code__in=codes).values_list("code", flat=True))
    code = next((code for code in codes if code not in taken), None)
    if code is None:
        return None
    account = Account.objects.create(
        code=code, name=name, name_en=name_en, kind=AccountKind.ASSET, fund=Fund.BADAN
    )
    return account.id


def _all_taken(among: range) -> str:
    return f"All codes from {among[0]} to {among[-1]} are taken."


def open_member_accounts(*, holders_sql: str, params: Mapping[str, Any]) -> int:
    """Open a JHT account `2201.<kpj>` for every `kpj` that a query gives; tell how many are new."""
    statement = f"""
        INSERT INTO ledger_account (code, name, name_en, kind, fund, control_id, never_debit)
        SELECT %(_control)s || '.' || kpj, 'Saldo JHT ' || kpj, 'JHT account ' || kpj,
            'LIABILITY', 'JHT', %(_control_id)s, true
        FROM ({holders_sql}) holder ORDER BY kpj
        ON CONFLICT (code) DO NOTHING
    """  # noqa: S608 - a query of our own code; every value in it is a parameter
    control: dict[str, Any] = {
        "_control": chart.MEMBERS_CODE,
        "_control_id": chart.account_id(chart.MEMBERS_CODE),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, {**params, **control})
        return int(cursor.rowcount)


def ensure_chart() -> None:
    """Open whatever account of the chart is missing; repeating it changes nothing."""
    Account.objects.bulk_create(
        [
            Account(
                id=row.id,
                code=row.code,
                name=row.name,
                name_en=row.name_en,
                kind=row.kind,
                fund=row.fund,
            )
            for row in chart.accounts()
        ],
        ignore_conflicts=True,
    )


class NoMoreBankAccounts(RuntimeError):
    """More bank accounts than the chart has codes for."""


class NoMoreCashAccounts(RuntimeError):
    """More tills than the chart has codes for."""
