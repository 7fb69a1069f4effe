"""Banks and what they say; what is to be paid, by which run or at which cash desk."""

from jamsostek.treasury.models.cash import CashDesk, CashSession, CashTransfer
from jamsostek.treasury.models.payments import PaymentItem, PaymentOrder, PaymentStep
from jamsostek.treasury.models.runs import PaymentFile, PaymentResultFile, PaymentRun
from jamsostek.treasury.models.statements import (
    BankAccount,
    Direction,
    LineKind,
    StatementFile,
    StatementLine,
    StatementUpload,
)

__all__ = [
    "BankAccount",
    "CashDesk",
    "CashSession",
    "CashTransfer",
    "Direction",
    "LineKind",
    "PaymentFile",
    "PaymentItem",
    "PaymentOrder",
    "PaymentResultFile",
    "PaymentRun",
    "PaymentStep",
    "StatementFile",
    "StatementLine",
    "StatementUpload",
]
