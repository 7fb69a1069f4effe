"""What may follow what with a claim, which papers prove it, and who decides up to which sum."""

from jamsostek.claims.rules.transitions import TRANSITIONS, Transition, may_follow

__all__ = ["TRANSITIONS", "Transition", "may_follow"]
