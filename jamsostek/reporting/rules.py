"""How far a target is reached."""

from decimal import Decimal


def achievement(realised: int, target: int) -> Decimal:
    """Give the realisation in percent of a target, to two places, half up.

    `realised` may not be negative and `target` is above zero.
    """
    hundredths = (20_000 * realised + target) // (2 * target)
    return Decimal(hundredths).scaleb(-2)
