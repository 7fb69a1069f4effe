"""Who may give up how much of what is owed, and how the books show it."""

from collections.abc import Collection, Mapping
from typing import Final

from jamsostek.contributions.rules.postings import PostingLine, bill_lines
from jamsostek.kernel.money import Rupiah
from jamsostek.law.programmes import Programme

LIMITS: Final[Mapping[str, Rupiah]] = {
    "FINANCE_OFFICER": 10_000_000,
    "REGIONAL_HEAD": 1_000_000_000,
}
"""Up to which sum of one write-off a role decides; the law does not say, these are ours."""

NO_LIMIT: Final = 10**18
"""For the head office."""


def write_off_limit(roles: Collection[str], *, at_head_office: bool) -> Rupiah:
    """Give up to which sum somebody in these roles may decide to write off; 0 is nothing."""
    own = max((LIMITS.get(role, 0) for role in roles), default=0)
    return NO_LIMIT if own and at_head_office else own


def write_off_lines(due: Mapping[Programme, Rupiah], penalty: Rupiah) -> list[PostingLine]:
    """Give the lines that give up a bill: the claim goes, and the income deferred against it.

    Nothing that was received moves, and no member loses anything: contributions billed and not
    received are nobody's income yet, and no JHT account was credited with them.
    """
    return [(account, -amount) for account, amount in bill_lines(due, penalty)]
