"""The facts of a claim: what the register has, what is asked, what is still missing by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.benefits.assessing import BENEFITS
from jamsostek.benefits.explaining import sentence
from jamsostek.benefits.schema import FactsUnreadable
from jamsostek.claims.models import Cause, Claim
from jamsostek.claims.queries.register import Known, known_facts
from jamsostek.claims.services.preparing import NotPreparing, set_facts
from jamsostek.law.programmes import Programme
from jamsostek.web.access import WRITE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.fact_forms import FactsForm, field_name
from jamsostek.web.claims.fact_words import told
from jamsostek.web.claims.people import STANDS
from jamsostek.web.claims.scope import claim_in_scope
from jamsostek.web.claims.showing import lang
from jamsostek.web.clock import act_of, today

APART: Final = ("survivors",)
"""Lists that have a page of their own."""


OF_DISEASES: Final = frozenset({"disease", "is_employed", "employment_ended", "arose_on"})


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact in words, and for one of the register where it was found."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that is wanting: what it means, and where it is asked."""

    label: str
    url: str


@route(WRITE_CLAIMS)
def facts(request: StaffRequest, code: str) -> HttpResponseBase:
    """Ask for the facts of a claim that the register does not know, and keep them."""
    claim = claim_in_scope(request, code)
    known = known_facts(claim, today())
    form = FactsForm(
        class_of(claim),
        request.POST or None,
        given=claim.facts,
        known=[*(name for name in known.facts if name not in APART), *_idle(claim)],
        apart=APART,
    )
    is_sent = request.method == "POST" and "simpan" in request.POST
    if is_sent and form.is_valid() and keep_facts(request, claim, form):
        messages.success(request, say("Fakta disimpan."))
        part = "perhitungan" if request.POST["simpan"] == "hitung" else "fakta"
        return redirect(reverse("claim", args=[code]) + f"#{part}")
    context = {"claim": claim, "form": form, "known": shown_known(claim, known)}
    return render(request, "claims/facts.html", context)


def _idle(claim: Claim) -> frozenset[str]:
    """Give the facts that are never asked after what happened, unless they were told."""
    idle = frozenset() if claim.cause == Cause.DISEASE else OF_DISEASES
    return idle - set(claim.facts)


def keep_facts(request: StaffRequest, claim: Claim, form: FactsForm) -> bool:
    """Keep what a form of facts was told; else say on the form why not."""
    given = form.given()
    emptied = {fact.name: None for fact in form.schema if fact.name not in given}
    try:
        set_facts(claim=claim, facts={**emptied, **given}, act=act_of(request))
    except FactsUnreadable as wrong:
        for problem in wrong.problems:
            form.add_error(None, problem)
    except NotPreparing:
        form.add_error(None, str(STANDS))
    else:
        return True
    return False


def shown_known(claim: Claim, known: Known) -> list[ShownFact]:
    """Give what the register knows of a claim in words, each with its source."""
    rows = told(class_of(claim), known.facts, lang())
    return [
        ShownFact(row.label, row.value, known.sources.get(row.name, ""))
        for row in rows
        if row.name not in APART
    ]


def shown_told(claim: Claim, known: Known | None = None) -> list[ShownFact]:
    """Give what the claim itself was told, in words."""
    rows = told(class_of(claim), claim.facts, lang())
    return [
        ShownFact(row.label, row.value)
        for row in rows
        if known is None or row.name not in known.facts or row.name in APART
    ]


def missing_facts(claim: Claim, names: tuple[str, ...]) -> Iterator[MissingFact]:
    """Give facts that are wanting, each with the address of its field."""
    benefit = BENEFITS[Programme(claim.programme)]
    for name in names:
        top = name.partition(".")[0]
        if top in APART:
            url = reverse("claim_family", args=[claim.code])
        else:
            fact = benefit.fact_at(name)
            place = f"{name}-1-{fact.parts[0].name}" if fact.is_list and fact.parts else name
            url = reverse("claim_facts", args=[claim.code]) + f"#id_{field_name(place)}"
        yield MissingFact(sentence(benefit.fact_at(name).doc.in_(lang())), url)


def class_of(claim: Claim) -> type[Any]:
    """Give the dataclass of the facts of a claim's programme."""
    return BENEFITS[Programme(claim.programme)].facts
