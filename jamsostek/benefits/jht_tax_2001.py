"""Tax on JHT to which the right arose from 2001 to 15 November 2009 (PP 149/2000)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from jamsostek.benefits.awards import AwardLine, Label, Recipient, line
from jamsostek.kernel.money import Rupiah
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on

FINAL_TAX: Final = Label("PPh Pasal 21, bersifat final", "Income tax, final")


@implements("PP 149/2000, Pasal 1", "PP 149/2000, Pasal 2")
def withheld(amount: Rupiah, *, entitled_on: date, caution: str = "") -> AwardLine:
    """Give the tax on a payment made at once, bracket by bracket; a line of nought where none.

    Raises:
        NotInForce: the right arose before 2001.
    """
    limits = row_on("jht_tax", "lump_limits", on=entitled_on)
    rates = row_on("jht_tax", "lump_rates", on=entitled_on)
    return line(
        "JHT_TAX",
        FINAL_TAX,
        f"-({by_brackets(0, amount, limits.value, rates.value)})",
        citation=limits.citation,
        recipient=Recipient.STATE,
        caution=caution,
    )


def by_brackets(start: Rupiah, amount: Rupiah, limits: Sequence[int], rates: Sequence[int]) -> str:
    """Give the working of a tax on `amount` that comes on top of `start`, in marginal brackets."""
    floors, ceilings = (0, *limits), (*limits, start + amount)
    parts = []
    for floor, ceiling, rate in zip(floors, ceilings, rates, strict=True):
        inside = min(start + amount, ceiling) - max(start, floor)
        if inside > 0:
            parts.append(f"{rate}% x {inside}")
    return " + ".join(parts) or "0"
