"""Holding the books against what every subject above them says of the same money."""

from jamsostek.contributions.queries import verification as contributions
from jamsostek.ledger import queries as ledger
from jamsostek.ledger.queries import Verification
from jamsostek.savings import queries as savings


def verify() -> Verification:
    """Recompute the books, the savings, and what bank lines and bills say, in one view."""
    return ledger.verify({**savings.CHECKS, **contributions.CHECKS})
