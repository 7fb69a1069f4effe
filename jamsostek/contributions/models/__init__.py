"""Wage files, declarations, bills and what was received for them."""

from jamsostek.contributions.models.bills import (
    Allocation,
    Bill,
    BillLine,
    Naming,
    PenaltyAssessment,
    Settlement,
)
from jamsostek.contributions.models.declarations import Declaration, DeclarationLine, WageFile

__all__ = [
    "Allocation",
    "Bill",
    "BillLine",
    "Declaration",
    "DeclarationLine",
    "Naming",
    "PenaltyAssessment",
    "Settlement",
    "WageFile",
]
