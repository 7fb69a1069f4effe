"""What changes employers, workers, families and spells."""

from jamsostek.membership.services.employers import (
    NewEmployer,
    change_programme,
    decide_risk_group,
    end_membership,
    hold_employer,
    let_sign_in,
    register_employer,
    register_employers,
)
from jamsostek.membership.services.families import (
    add_dependant,
    end_dependant,
    set_family_status,
)
from jamsostek.membership.services.headcount import compact_headcount
from jamsostek.membership.services.merges import decide_merge, propose_merge, split
from jamsostek.membership.services.workers import (
    WORKER_COLUMNS,
    NewWorker,
    Registered,
    WorkersNotRegistered,
    change_wage,
    end_employments,
    register_workers,
    workers_frame,
)

__all__ = [
    "WORKER_COLUMNS",
    "NewEmployer",
    "NewWorker",
    "Registered",
    "WorkersNotRegistered",
    "add_dependant",
    "change_programme",
    "change_wage",
    "compact_headcount",
    "decide_merge",
    "decide_risk_group",
    "end_dependant",
    "end_employments",
    "end_membership",
    "hold_employer",
    "let_sign_in",
    "propose_merge",
    "register_employer",
    "register_employers",
    "register_workers",
    "set_family_status",
    "split",
    "workers_frame",
]
