"""Wage files, declarations, bills and what was received for them."""

from jamsostek.contributions.models.bills import (
    Allocation,
    Bill,
    BillLine,
    Naming,
    PenaltyAssessment,
    Settlement,
)
from jamsostek.contributions.models.corrections import Correction, CorrectionLine
from jamsostek.contributions.models.declarations import Declaration, DeclarationLine, WageFile
from jamsostek.contributions.models.projects import BillReduction, ProjectTerm
from jamsostek.contributions.models.refunds import Refund, RefundPart, RefundStep
from jamsostek.contributions.models.write_offs import (
    PenaltyWaiver,
    WriteOff,
    WriteOffItem,
    WriteOffPosting,
)

__all__ = [
    "Allocation",
    "Bill",
    "BillLine",
    "BillReduction",
    "Correction",
    "CorrectionLine",
    "Declaration",
    "DeclarationLine",
    "Naming",
    "PenaltyAssessment",
    "PenaltyWaiver",
    "ProjectTerm",
    "Refund",
    "RefundPart",
    "RefundStep",
    "Settlement",
    "WageFile",
    "WriteOff",
    "WriteOffItem",
    "WriteOffPosting",
]
