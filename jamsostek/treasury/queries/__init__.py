"""What of the banks' lines nobody has explained, and how payments stand."""

from jamsostek.treasury.queries.statements import (
    NoSuchBankAccount,
    bank_account,
    unexplained,
)

__all__ = ["NoSuchBankAccount", "bank_account", "unexplained"]
