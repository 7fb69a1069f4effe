"""Which roles one person may hold at the same time, and where."""

from collections.abc import Collection
from typing import Final

APART: Final = (
    frozenset({"CLAIMS_OFFICER", "CLAIMS_SUPERVISOR"}),
    frozenset({"FINANCE_OFFICER", "CASHIER"}),
    frozenset({"MEDICAL_ADVISER", "CLAIMS_OFFICER"}),
    frozenset({"MEDICAL_ADVISER", "CLAIMS_SUPERVISOR"}),
)
"""Pairs that check each other: who prepares does not approve, who books does not pay."""

AUDITOR: Final = "AUDITOR"
REGIONAL_HEAD: Final = "REGIONAL_HEAD"


def roles_clash(roles: Collection[str]) -> frozenset[str]:
    """Give the roles that one person may not hold together; none where all is well."""
    held = frozenset(roles)
    if AUDITOR in held and len(held) > 1:
        return held
    return next((pair for pair in APART if pair <= held), frozenset())
