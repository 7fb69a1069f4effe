"""What is stored of employers, workers, projects, own-account workers and their spells."""

from jamsostek.membership.models.employers import (
    Employer,
    EmployerKind,
    EmployerUser,
    ProgrammeEnrolment,
    RiskGroupDecision,
)
from jamsostek.membership.models.headcount import HeadcountChange
from jamsostek.membership.models.merges import PersonMerge
from jamsostek.membership.models.names import NAME_WORDS, NameWord, PlainName
from jamsostek.membership.models.own_account import (
    GroupUser,
    MemberUser,
    OwnAccountCover,
    OwnAccountGroup,
    OwnAccountProtection,
    OwnAccountTerms,
)
from jamsostek.membership.models.persons import (
    Dependant,
    Employment,
    EmploymentKind,
    EndReason,
    FamilyStatus,
    InsuredPerson,
    KnownElsewhere,
    Relation,
    Sex,
    WageRecord,
)
from jamsostek.membership.models.projects import (
    Contractor,
    ContractorUser,
    Project,
    ProjectVersion,
    ProjectWorker,
    Subcontractor,
)

__all__ = [
    "NAME_WORDS",
    "Contractor",
    "ContractorUser",
    "Dependant",
    "Employer",
    "EmployerKind",
    "EmployerUser",
    "Employment",
    "EmploymentKind",
    "EndReason",
    "FamilyStatus",
    "GroupUser",
    "HeadcountChange",
    "InsuredPerson",
    "KnownElsewhere",
    "MemberUser",
    "NameWord",
    "OwnAccountCover",
    "OwnAccountGroup",
    "OwnAccountProtection",
    "OwnAccountTerms",
    "PersonMerge",
    "PlainName",
    "ProgrammeEnrolment",
    "Project",
    "ProjectVersion",
    "ProjectWorker",
    "Relation",
    "RiskGroupDecision",
    "Sex",
    "Subcontractor",
    "WageRecord",
]
