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
from jamsostek.contributions.models.projects import BillReduction, ProjectTerm

__all__ = [
    "Allocation",
    "Bill",
    "BillLine",
    "BillReduction",
    "Declaration",
    "DeclarationLine",
    "Naming",
    "PenaltyAssessment",
    "ProjectTerm",
    "Settlement",
    "WageFile",
]
