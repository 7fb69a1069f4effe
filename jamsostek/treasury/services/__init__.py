"""What changes banks, payments and cash: each service is one transaction with its entries."""

from jamsostek.treasury.services.statements import (
    AGAINST,
    AccountNotNamed,
    AccountOpenAlready,
    Billed,
    Imported,
    OtherAccount,
    UnknownAccount,
    import_statement,
    open_bank_account,
    pair_anew,
    receive_upload,
)

__all__ = [
    "AGAINST",
    "AccountNotNamed",
    "AccountOpenAlready",
    "Billed",
    "Imported",
    "OtherAccount",
    "UnknownAccount",
    "import_statement",
    "open_bank_account",
    "pair_anew",
    "receive_upload",
]
