"""What is stored of employers, workers and their spells."""

from jamsostek.membership.models.employers import (
    Employer,
    EmployerKind,
    EmployerUser,
    ProgrammeEnrolment,
    RiskGroupDecision,
)
from jamsostek.membership.models.headcount import HeadcountChange
from jamsostek.membership.models.persons import (
    Dependant,
    Employment,
    EmploymentKind,
    FamilyStatus,
    InsuredPerson,
    Relation,
    Sex,
    WageRecord,
)

__all__ = [
    "Dependant",
    "Employer",
    "EmployerKind",
    "EmployerUser",
    "Employment",
    "EmploymentKind",
    "FamilyStatus",
    "HeadcountChange",
    "InsuredPerson",
    "ProgrammeEnrolment",
    "Relation",
    "RiskGroupDecision",
    "Sex",
    "WageRecord",
]
