"""What may follow what when money is given back: one officer proposes, another decides."""

from collections.abc import Mapping
from typing import Final

PROPOSED: Final = "PROPOSED"
APPROVED: Final = "APPROVED"
PAID: Final = "PAID"
REJECTED: Final = "REJECTED"
WITHDRAWN: Final = "WITHDRAWN"
RETURNED: Final = "RETURNED"

MAY_FOLLOW: Final[Mapping[str, frozenset[str]]] = {
    PROPOSED: frozenset({APPROVED, REJECTED, WITHDRAWN}),
    APPROVED: frozenset({PAID, WITHDRAWN}),
    PAID: frozenset({RETURNED}),
    REJECTED: frozenset(),
    WITHDRAWN: frozenset(),
    RETURNED: frozenset(),
}
"""The states that may come next. What ended is not taken up again: a further refund is proposed."""


def may_follow(state: str, following: str) -> bool:
    """Tell whether a refund in a state may come into another."""
    return following in MAY_FOLLOW[state]
