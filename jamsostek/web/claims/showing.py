"""An award on a page: its lines with article and working, who gets what, what is open, and why."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as say

from jamsostek.benefits.assessing import BENEFITS
from jamsostek.benefits.awards import Award, FactsMissing, Label, Recipient
from jamsostek.benefits.awards import AwardLine as Line
from jamsostek.benefits.explaining import Explanation, explain, sentence
from jamsostek.benefits.schema import FactsUnreadable, read_facts
from jamsostek.claims.models import Assessment, Claim
from jamsostek.claims.services.assessing import WorkedOut
from jamsostek.kernel.words import Lang
from jamsostek.law.programmes import Programme
from jamsostek.web.claims.words import PAYERS


@dataclass(frozen=True, slots=True)
class Nothing:
    """No facts: what a refusal without a calculation rests on."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A subtotal, or the total."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class Shown:
    """An award as a page shows it, and who owes it and why."""

    explained: Explanation
    sums: tuple[Sum, ...]
    payer: str
    payer_reason: str
    payer_citation: str
    notes: tuple[str, ...]
    number: int | None = None
    """Of the assessment, where it is kept as one."""
    difference: int | None = None


def lang() -> Lang:
    """Give the language of the page."""
    return "en" if get_language() == "en" else "id"


def shown_assessment(assessment: Assessment, claim: Claim) -> Shown:
    """Put an assessment that was kept into words."""
    programme = Programme(claim.programme)
    award = Award(
        programme=programme,
        event_date=assessment.law_date,
        lines=tuple(
            Line(
                kind=row.kind,
                label=Label(row.label_id, row.label_en),
                amount=row.amount,
                citation=row.citation,
                working=row.working,
                recipient=Recipient(row.recipient),
                months=row.months,
                caution=row.caution,
            )
            for row in assessment.lines.order_by("line_no")
        ),
    )
    return _shown(
        explain(award, _facts_of(assessment, programme), lang()),
        payer=assessment.payer,
        reason=assessment.payer_reason,
        citation=assessment.payer_citation,
        notes=tuple(assessment.notes),
        number=assessment.number,
        difference=assessment.difference,
    )


def shown_preview(found: WorkedOut, claim: Claim) -> Shown:
    """Put what a claim comes to as it stands into words; nothing of it is kept."""
    facts = read_facts(BENEFITS[Programme(claim.programme)].facts, dict(found.facts))
    explained = explain(found.award, facts, lang())
    liability = found.found.liability
    return _shown(
        explained,
        payer=found.found.payer,
        reason=liability.note or found.found.why,
        citation=liability.citation,
        notes=(*explained.notes, *found.notes),
    )


def _shown(
    explained: Explanation,
    *,
    payer: str,
    reason: str,
    citation: str,
    notes: tuple[str, ...],
    number: int | None = None,
    difference: int | None = None,
) -> Shown:
    subtotals = explained.subtotals if len(explained.subtotals) > 1 else ()
    return Shown(
        explained=explained,
        sums=(
            *(Sum(sentence(who), amount) for who, amount in subtotals),
            Sum(say("Jumlah"), explained.total),
        ),
        payer=str(PAYERS[payer]),
        payer_reason=reason,
        payer_citation=citation,
        notes=notes,
        number=number,
        difference=difference,
    )


def _facts_of(assessment: Assessment, programme: Programme) -> object:
    """Give the facts of an assessment; a refusal may have been proposed without any."""
    try:
        return read_facts(BENEFITS[programme].facts, assessment.facts)
    except (FactsMissing, FactsUnreadable):
        return Nothing()
