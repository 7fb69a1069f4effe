"""Whole rupiah: rounding half up, exact shares, and splitting that loses nothing."""

import re
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Column = npt.NDArray[np.int64]
else:
    Column = Any  # whoever passes a column has NumPy loaded; the command line need not load it

Rupiah = int
Amount = TypeVar("Amount", int, Column)

PERCENT_SCALE: Final = 1_000_000
"""A rate in percent is carried as whole millionths: 3.7 % is 37 000 of 1 000 000."""

AMOUNT_MAX: Final = 10**40
"""Above this nothing is written as an amount, not even by mistake."""

_WRITTEN: Final = re.compile(
    r"(-?)(?:(?:Rp\.?|IDR)\s*)?"
    r"(?:(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:\s\d{3})+)(?:,(?:00|-))?"
    r"|(\d{1,3}(?:,\d{3})+)(?:\.00)?)",
    re.ASCII | re.IGNORECASE,
)


def written_rupiah(text: str) -> Rupiah | None:
    """Read 2500000, 2.500.000, Rp2.500.000,00 or 2,500,000 as whole rupiah; None if it is none.

    What may mean two things, as 2.50, is none. Above AMOUNT_MAX that much is given.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    sign, *bodies = found.groups()
    digits = re.sub(r"\D", "", next(filter(None, bodies)))
    amount = AMOUNT_MAX if len(digits.lstrip("0")) > len(str(AMOUNT_MAX)) else int(digits[-41:])
    return -amount if sign else amount


def millionths(rate_percent: Decimal) -> int:
    """Give a rate in percent as whole millionths of the base.

    Raises:
        InexactRate: the rate has more than four decimals and cannot be carried exactly.
    """
    scaled = rate_percent * 10_000
    if scaled != scaled.to_integral_value():
        msg = f"A rate of {rate_percent} % has more than four decimals."
        raise InexactRate(msg)
    return int(scaled)


class InexactRate(ValueError):
    """A rate that whole millionths cannot hold."""


@overload
def share(base: int, parts: int, of: int = PERCENT_SCALE) -> int: ...
@overload
def share(base: Column, parts: int | Column, of: int = PERCENT_SCALE) -> Column: ...
def share(base: int | Column, parts: int | Column, of: int = PERCENT_SCALE) -> int | Column:
    """Give `base * parts / of`, rounded half up, for one amount or a whole column.

    Amounts are rupiah; `base` and `parts` may not be negative, so that integer division means
    the same in Python, NumPy and PostgreSQL. A column must stay below 2**63 / parts.
    """
    # In steps, so that a column is worked in place. For an odd `of` no tie exists, and adding
    # its half rounded down rounds the same.
    result = base * parts
    result += of // 2
    result //= of
    return result


def round_rupiah(amount: Decimal | Fraction) -> Rupiah:
    """Round an exact amount to whole rupiah, half up (towards plus infinity)."""
    if isinstance(amount, Fraction):
        return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
    return int((amount + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR))


def allocate(total: Rupiah, weights: Sequence[int]) -> list[Rupiah]:
    """Split `total` in proportion to `weights`; the parts always add up to the whole.

    The rupiah left over by rounding down go one by one to the largest remainders, the earlier
    part first, so the same input always gives the same split.

    Raises:
        NothingToSplitBy: no weight is above zero, or one is negative.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        msg = f"Weights {list(weights)} give no proportion."
        raise NothingToSplitBy(msg)
    parts = [total * weight // whole for weight in weights]
    left = total - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in by_remainder[:left]:
        parts[i] += 1
    return parts


class NothingToSplitBy(ValueError):
    """A split without any positive weight."""
