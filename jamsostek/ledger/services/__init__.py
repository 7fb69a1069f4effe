"""Writing the books. Whoever moves money posts here, and nobody writes there in any other way."""

from jamsostek.ledger.chart import NotInChart, account_id
from jamsostek.ledger.rules import EntryNotBalanced, Posting
from jamsostek.ledger.services.accounts import (
    NoMoreBankAccounts,
    NoMoreCashAccounts,
    ensure_chart,
    open_bank_account,
    open_cash_account,
    open_member_accounts,
)
from jamsostek.ledger.services.posting import (
    AlreadyReversed,
    KeyReused,
    NoSuchAccount,
    NoSuchEntry,
    Overdrawn,
    post,
    post_many,
    post_with_members,
    reverse,
)
from jamsostek.ledger.services.rebuilding import rebuild_balances
from jamsostek.ledger.services.retrying import again_after_deadlock

__all__ = [
    "AlreadyReversed",
    "EntryNotBalanced",
    "KeyReused",
    "NoMoreBankAccounts",
    "NoMoreCashAccounts",
    "NoSuchAccount",
    "NoSuchEntry",
    "NotInChart",
    "Overdrawn",
    "Posting",
    "account_id",
    "again_after_deadlock",
    "ensure_chart",
    "open_bank_account",
    "open_cash_account",
    "open_member_accounts",
    "post",
    "post_many",
    "post_with_members",
    "rebuild_balances",
    "reverse",
]
