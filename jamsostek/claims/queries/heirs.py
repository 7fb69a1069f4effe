"""Who is paid what of a claim: payees by what they are paid as, heirs with their parts."""

from collections.abc import Sequence
from datetime import date

from jamsostek.benefits.awards import Recipient
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.schema import read_facts
from jamsostek.benefits.survivors import Heirs, Relation
from jamsostek.benefits.survivors import Survivor as Told
from jamsostek.claims.models import Assessment, AwardLine, Claim, Payee, Survivor
from jamsostek.claims.rules.benefits import facts_type
from jamsostek.claims.rules.shares import Line, Part
from jamsostek.law.programmes import Programme


class HeirNotNamed(ValueError):
    """Heirs of whom it is not known how they are paid; `names` says who."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"Not known how to pay: {', '.join(names)}.")


def payable_lines(lines: Sequence[AwardLine]) -> list[Line]:
    """Give the lines of an assessment as their payment needs them."""
    return [
        Line(line.line_no, line.kind, line.recipient, line.amount, line.months) for line in lines
    ]


def heirs_of_claim(assessment: Assessment) -> Heirs:
    """Give who takes after the worker's death, by the facts that were assessed.

    Raises:
        FactsMissing: whether there is a will must be known and is not.
        FactsContradict: the survivors cannot be as they are told.
    """
    claim = assessment.claim
    programme = Programme(claim.programme)
    facts = read_facts(facts_type(programme), assessment.facts)
    told = getattr(facts, "survivors", None)
    survivors = list(told) if told is not None else told_survivors(claim)
    return heirs_of(programme, survivors, getattr(facts, "will", None), on=died_on(assessment))


def died_on(assessment: Assessment) -> date:
    """Give the day of death: that of the event, or where a fact tells it, of that."""
    told = assessment.facts.get("died_on") or assessment.facts.get("death_date")
    return date.fromisoformat(told) if told else assessment.law_date


def told_survivors(claim: Claim) -> list[Told]:
    """Give the family of a claim as the law of heirs reads it."""
    return [
        Told(
            relation=Relation(row.relation),
            name=row.name,
            birth_date=row.birth_date,
            died_on=row.died_on,
            share=row.share,
        )
        for row in Survivor.objects.filter(claim=claim).order_by("pk")
    ]


def payees_of(assessment: Assessment, lines: Sequence[AwardLine]) -> dict[str, list[Part]]:
    """Give who shares the lines for each recipient, with their parts.

    What was owed to a worker who has died goes to the heirs, unless somebody is named for it.

    Raises:
        HeirNotNamed: an heir has nobody who is paid.
        FactsMissing, FactsContradict: as for the heirs.
    """
    payees = list(Payee.objects.filter(claim=assessment.claim).select_related("survivor"))
    found = {
        role: [Part(payee.pk) for payee in payees if payee.role == role][:1]
        for role in set(Recipient) - {Recipient.HEIRS, Recipient.STATE}
    }
    wanted = {line.recipient for line in lines if line.amount > 0}
    needs_heirs = Recipient.HEIRS in wanted or (
        Recipient.MEMBER in wanted and not found[Recipient.MEMBER] and _has_heirs(payees)
    )
    if needs_heirs:
        found[Recipient.HEIRS] = _heirs(assessment, payees)
        if not found[Recipient.MEMBER]:
            found[Recipient.MEMBER] = found[Recipient.HEIRS]
    return {str(role): parts for role, parts in found.items() if parts}


def _has_heirs(payees: Sequence[Payee]) -> bool:
    return any(payee.role == Recipient.HEIRS for payee in payees)


def _heirs(assessment: Assessment, payees: Sequence[Payee]) -> list[Part]:
    by_name = {
        (payee.survivor.name if payee.survivor else payee.name).casefold(): payee
        for payee in payees
        if payee.role == Recipient.HEIRS
    }
    heirs = heirs_of_claim(assessment).heirs
    missing = tuple(heir.name for heir in heirs if heir.name.casefold() not in by_name)
    if missing:
        raise HeirNotNamed(missing)
    return [Part(by_name[heir.name.casefold()].pk, heir.parts) for heir in heirs]
