"""Working a claim out: facts of the register and of the claim, the law, and who owes it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from jamsostek.benefits.awards import Award, FactsMissing
from jamsostek.benefits.awards import AwardLine as Line
from jamsostek.claims.models import Assessment, AwardLine, Claim, Decision
from jamsostek.claims.queries.awarded import awarded_total
from jamsostek.claims.queries.register import CoverFound, Known, cover_found, known_facts
from jamsostek.claims.rules.benefits import work_out
from jamsostek.claims.rules.payer import FUND, NOBODY
from jamsostek.claims.rules.reasons import reason_of
from jamsostek.claims.rules.versions import law_version
from jamsostek.claims.services.steps import NotAPerson, hold_for, must_say, take
from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme

Because = Assessment.Because


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """An award as the law gives it, with its facts, their sources, and who owes it."""

    facts: Mapping[str, Any]
    sources: Mapping[str, str]
    award: Award
    found: CoverFound
    notes: tuple[str, ...] = field(default=())


def worked_out(claim: Claim, on: date) -> WorkedOut:
    """Work a claim out as it stands on a day, without keeping anything.

    What the register knows counts; what was typed fills what it does not know. Where the two
    differ a note says so.

    Raises:
        FactsMissing: facts are wanting; all are named.
        FactsUnreadable, FactsContradict, LawGap: as the law of the programme says.
    """
    known = known_facts(claim, on)
    given = {**claim.facts, **known.facts}
    found = cover_found(claim)
    facts, award = work_out(Programme(claim.programme), given)
    return WorkedOut(facts, known.sources, award, found, tuple(_differing(claim, known)))


def facts_lacking(claim: Claim, on: date) -> tuple[str, ...]:
    """Give the names of the facts that a claim still wants before it can be worked out."""
    try:
        worked_out(claim, on)
    except FactsMissing as missing:
        return missing.names
    return ()


@transaction.atomic
def assess(*, claim: Claim, act: Act, reason: str = "") -> Assessment:
    """Work a complete claim out and keep the result for a second person to decide.

    Raises:
        NotNow, NotYours: as every step.
        NotAPerson: somebody answers for it.
        FactsMissing: facts are wanting; all are named.
        NotDetermined: the law leaves something open; `open` says what would settle it.
        FactsUnreadable, FactsContradict, LawGap: as the law of the programme says.
    """
    held = hold_for(claim, "ASSESSED")
    if held.state != "COMPLETE":
        raise NotComplete(f"Claim {held.code} is {held.state}; its papers come first.")
    found = worked_out(held, act.day)
    if found.award.undetermined:
        raise NotDetermined(found.award)
    assessment = _keep(held, found, act, reason)
    take(
        claim=held, following="ASSESSED", act=act, reason=reason, detail={"total": assessment.total}
    )
    return assessment


class NotComplete(ValueError):
    """A claim whose papers are not complete, so that only a refusal can be proposed."""


class NotDetermined(ValueError):
    """An award of which the law leaves something open."""

    def __init__(self, award: Award) -> None:
        self.open = award.undetermined
        said = "; ".join(f"{one.label.en} ({one.citation})" for one in award.undetermined)
        super().__init__(f"Cannot be determined: {said}.")


@transaction.atomic
def propose_rejection(
    *, claim: Claim, reason_code: str, reason: str, act: Act, citation: str = ""
) -> Assessment:
    """Propose to refuse a claim that cannot be worked out or is not owed, for a second person.

    Raises:
        NotNow, NotYours: as every step.
        NotAPerson: somebody answers for it.
        ReasonMissing: nobody said why.
        KeyError: there is no such ground.
    """
    ground = reason_of(reason_code)
    why = must_say(reason, "Proposing to refuse a claim")
    held = hold_for(claim, "ASSESSED")
    assessment = Assessment.objects.create(
        **_head(held, act, why),
        law_date=held.event_date,
        facts={},
        notes=[ground.words],
        payer=NOBODY,
        payer_reason=f"{ground.words}: {why}",
        payer_citation=citation or ground.citation,
        total=0,
        difference=-awarded_total(held),
    )
    take(claim=held, following="ASSESSED", act=act, reason=why, detail={"proposal": "REJECTED"})
    return assessment


def _keep(claim: Claim, found: WorkedOut, act: Act, reason: str) -> Assessment:
    award, payer = found.award, found.found.payer
    lines = award.lines if payer != NOBODY else ()
    total = sum(line.amount for line in lines)
    liability = found.found.liability
    assessment = Assessment.objects.create(
        **_head(claim, act, reason),
        law_date=award.event_date,
        facts=dict(found.facts),
        sources=dict(found.sources),
        notes=[*award.notes, *found.notes],
        payer=payer,
        payer_reason=liability.note or found.found.why,
        payer_citation=liability.citation,
        total=total,
        difference=(total if payer == FUND else 0) - awarded_total(claim),
    )
    AwardLine.objects.bulk_create(award_lines(assessment, lines))
    return assessment


def award_lines(assessment: Assessment, lines: Sequence[Line]) -> list[AwardLine]:
    """Give the lines of an award as they are kept."""
    return [
        AwardLine(
            assessment=assessment,
            line_no=number,
            kind=line.kind,
            label_id=line.label.id,
            label_en=line.label.en,
            amount=line.amount,
            citation=line.citation,
            working=line.working,
            recipient=line.recipient.value,
            months=line.months,
            caution=line.caution,
        )
        for number, line in enumerate(lines, 1)
    ]


def _head(claim: Claim, act: Act, reason: str) -> dict[str, Any]:
    """Give what every assessment begins with.

    Raises:
        NotAPerson: somebody answers for it.
    """
    if act.user_id is None:
        raise NotAPerson("A claim is worked out by a person who answers for it.")
    last = Assessment.objects.filter(claim=claim).aggregate(last=Max("number"))["last"] or 0
    return {
        "claim": claim,
        "number": last + 1,
        "because": _because(claim),
        "law_version": law_version(),
        "reason": reason.strip(),
        "made_at": act.at,
        "made_by": act.actor,
        "maker_id": act.user_id,
    }


def _because(claim: Claim) -> str:
    """Give why a claim is worked out: as the step that brought it back says."""
    decided = Decision.objects.filter(assessment__claim=claim).order_by("-pk").first()
    if decided is None:
        return Because.FIRST
    if decided.outcome == Decision.Outcome.RETURNED:
        return Because.RETURNED if decided.assessment.number == 1 else decided.assessment.because
    since = claim.steps.filter(state="COMPLETE", made_at__gte=decided.decided_at).order_by("-pk")
    said = (reason.split(":")[0] for reason in since.values_list("reason", flat=True))
    return next((cause for cause in said if cause in Because.values), Because.EVIDENCE)


def _differing(claim: Claim, known: Known) -> list[str]:
    return [
        f"{name}: di klaim tertulis {typed}, di register {known.facts[name]}; dipakai register."
        for name, typed in claim.facts.items()
        if name in known.facts and str(known.facts[name]) != str(typed) and name != "survivors"
    ]


def as_json(found: WorkedOut) -> dict[str, Any]:
    """Give what was worked out as plain data, for machines."""
    return {
        "facts": dict(found.facts),
        "sources": dict(found.sources),
        "payer": found.found.payer,
        "why": found.found.why,
        "lines": [asdict(line) for line in found.award.lines],
        "undetermined": [asdict(one) for one in found.award.undetermined],
        "notes": [*found.award.notes, *found.notes],
        "total": found.award.total,
    }
