"""Claims, what proves them, what was worked out and decided, and what is to be paid."""

from jamsostek.claims.models.assessments import (
    Assessment,
    AwardLine,
    Decision,
    MedicalOpinion,
    Objection,
)
from jamsostek.claims.models.claims import (
    CAUSES_OF,
    Cause,
    Claim,
    ClaimStep,
    Evidence,
    EvidenceFile,
    Segment,
    State,
    Survivor,
)
from jamsostek.claims.models.payables import Payable, Payee, Reclaim

__all__ = [
    "CAUSES_OF",
    "Assessment",
    "AwardLine",
    "Cause",
    "Claim",
    "ClaimStep",
    "Decision",
    "Evidence",
    "EvidenceFile",
    "MedicalOpinion",
    "Objection",
    "Payable",
    "Payee",
    "Reclaim",
    "Segment",
    "State",
    "Survivor",
]
