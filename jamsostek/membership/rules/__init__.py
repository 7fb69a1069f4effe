"""What the law says of employers, workers and families."""

from jamsostek.membership.rules.employers import (
    Duty,
    Ground,
    NoSuchEmployer,
    OptOut,
    Suggestion,
    may_opt_out_of_jpk,
    must_register,
    programmes_on,
    suggest_risk_groups,
)
from jamsostek.membership.rules.families import (
    FamilyCover,
    FamilyGround,
    Relative,
    child_limit,
    end_reasons_of,
    family_cover,
    has_family,
    is_one_child_too_many,
    youngest_too_old,
)
from jamsostek.membership.rules.workers import (
    Service,
    Standing,
    WorkerProgrammes,
    casual_programmes,
    service_in,
    worker_programmes,
)

__all__ = [
    "Duty",
    "FamilyCover",
    "FamilyGround",
    "Ground",
    "NoSuchEmployer",
    "OptOut",
    "Relative",
    "Service",
    "Standing",
    "Suggestion",
    "WorkerProgrammes",
    "casual_programmes",
    "child_limit",
    "end_reasons_of",
    "family_cover",
    "has_family",
    "is_one_child_too_many",
    "may_opt_out_of_jpk",
    "must_register",
    "programmes_on",
    "service_in",
    "suggest_risk_groups",
    "worker_programmes",
    "youngest_too_old",
]
