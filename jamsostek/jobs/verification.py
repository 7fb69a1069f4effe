"""Holding the books against what every subject above them says of the same money."""

from jamsostek.claims.queries import verification as claims
from jamsostek.contributions.queries import verification as contributions
from jamsostek.ledger import queries as ledger
from jamsostek.ledger.queries import Verification
from jamsostek.providers.queries import verification as providers
from jamsostek.savings import queries as savings
from jamsostek.treasury.queries import verification as treasury


def verify() -> Verification:
    """Recompute the books, the savings, and what banks, payments and bills say, in one view."""
    return ledger.verify(
        {
            **savings.CHECKS,
            **treasury.CHECKS,
            **contributions.CHECKS,
            **providers.CHECKS,
            **claims.CHECKS,
        }
    )
