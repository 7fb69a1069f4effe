"""What each heir gets of an award: every line for the heirs divided among them."""

from dataclasses import dataclass

from jamsostek.benefits.awards import Award, Label, Recipient
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.survivors import Heir, Heirs, divide
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
    """Give what each heir gets after tax; empty where nothing goes to heirs or none are known.

    Every line is divided by itself, since every line is paid by itself; so the shares add up to
    the lines to the rupiah.

    Raises:
        FactsContradict: the survivors cannot be as they are given.
    """
    heirs = heirs_for(award, facts)
    if heirs is None:
        return ()
    mine = {Recipient.HEIRS, Recipient.STATE}
    lines = [line for line in award.lines if line.recipient in mine and line.amount]
    divided = [(line.label, divide(line.amount, heirs)) for line in lines]
    return tuple(
        HeirsPart(heir, tuple((label, shares[place].amount) for label, shares in divided))
        for place, heir in enumerate(heirs.heirs)
    )


def heirs_for(award: Award, facts: object) -> Heirs | None:
    """Give who takes the lines for heirs; None where there are none or the family was not told.

    Raises:
        FactsContradict: the survivors cannot be as they are given.
    """
    survivors = getattr(facts, "survivors", None)
    is_for_heirs = any(line.recipient is Recipient.HEIRS for line in award.lines)
    if survivors is None or not is_for_heirs:
        return None
    will = getattr(facts, "will", None)
    day = getattr(facts, "died_on", None) or award.event_date
    return heirs_of(award.programme, survivors, will, on=day)


def notes_on_division(award: Award, facts: object) -> tuple[str, ...]:
    """Give what is to be said of the heirs and their shares and the award does not say itself."""
    heirs = heirs_for(award, facts)
    if heirs is None:
        return ()
    said = {*award.notes, *(line.caution for line in award.lines)}
    told = [note for note in (heirs.caution, *heirs.said) if note]
    return tuple(note for note in told if not any(note in text for text in said))
