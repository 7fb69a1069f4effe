"""Who decides up to which sum. The law leaves that to the institution; these limits are ours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from jamsostek.kernel.money import Rupiah

LIMITS: Final[Mapping[str, Rupiah | None]] = {
    "CLAIMS_SUPERVISOR": 100_000_000,
    "REGIONAL_HEAD": None,
}
"""The largest award that a role decides by itself, in rupiah; None is without limit.

A supervisor at the branch decides nearly every claim: the largest death benefit of a work accident
at a wage of Rp2 million is below Rp110 million. What is above goes to the regional office.
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Up to which sum somebody decides; `limit` None is without limit, zero is not at all."""

    limit: Rupiah | None

    def covers(self, amount: Rupiah) -> bool:
        """Tell whether an amount, awarded or taken back, is within it."""
        return self.limit is None or (self.limit > 0 and abs(amount) <= self.limit)


def authority_of(roles: Collection[str]) -> Authority:
    """Give up to which sum somebody with these roles decides."""
    limits = [LIMITS[role] for role in roles if role in LIMITS]
    if any(limit is None for limit in limits):
        return Authority(None)
    return Authority(max((limit for limit in limits if limit is not None), default=0))
