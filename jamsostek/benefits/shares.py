"""What each heir gets of an award: every line for the heirs divided among them."""

from dataclasses import dataclass

from jamsostek.benefits.awards import Award, Label, Recipient
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.survivors import Heir, divide
from jamsostek.kernel.money import Rupiah


@dataclass(frozen=True, slots=True)
class HeirsPart:
    """What one heir gets: of each line, and together."""

    heir: Heir
    parts: tuple[tuple[Label, Rupiah], ...]

    @property
    def amount(self) -> Rupiah:
        """All parts together."""
        return sum(amount for _, amount in self.parts)


def shares_of(award: Award, facts: object) -> tuple[HeirsPart, ...]:
    """Give what each heir gets after tax; empty where nothing goes to heirs or no family was told.

    Every line is divided by itself, since every line is paid by itself; so the shares add up to
    the lines to the rupiah.
    """
    mine = {Recipient.HEIRS, Recipient.STATE}
    lines = [line for line in award.lines if line.recipient in mine and line.amount]
    survivors = getattr(facts, "survivors", None)
    if survivors is None or all(line.recipient is not Recipient.HEIRS for line in lines):
        return ()
    will = getattr(facts, "will", None)
    heirs = heirs_of(award.programme, survivors, will, on=award.event_date)
    divided = [(line.label, divide(line.amount, heirs)) for line in lines]
    return tuple(
        HeirsPart(heir, tuple((label, shares[place].amount) for label, shares in divided if shares))
        for place, heir in enumerate(heirs.heirs)
    )
