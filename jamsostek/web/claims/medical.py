"""The medical adviser's desk: claims that wait for an opinion, and giving it."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say

from jamsostek.benefits.schema import FactsUnreadable, schema_of
from jamsostek.claims.models import Cause, Claim, MedicalOpinion, State
from jamsostek.claims.services.preparing import PREPARING, NotPreparing, give_opinion
from jamsostek.web.access import ADVISE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.desk import rows_of
from jamsostek.web.claims.fact_forms import FactsForm
from jamsostek.web.claims.facts import class_of, shown_told
from jamsostek.web.claims.papers import staff_papers
from jamsostek.web.claims.people import STANDS
from jamsostek.web.claims.scope import claim_in_scope, claims_within
from jamsostek.web.claims.step_forms import OpinionForm
from jamsostek.web.clock import act_of
from jamsostek.web.staff.scope import page_of

CAUSES: Final = (Cause.ACCIDENT, Cause.COMMUTE, Cause.DISEASE, Cause.TOTAL_DISABILITY)
"""On what the medical adviser is heard (PP 14/1993, Pasal 16 and 29)."""
FACTS: Final = frozenset(
    {
        "outcome",
        "days_unable",
        "injuries",
        "disease",
        "arose_on",
        "devices",
        "device_given_before",
        "disability_certified",
    }
)
"""What the adviser finds, by the names of the schema."""


def waiting_for_opinion(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Give the claims whose outcome was reported and on which no adviser was heard yet."""
    heard = MedicalOpinion.objects.values("claim_id")
    reported = Q(programme="JKK", second_report_at__isnull=False) | ~Q(programme="JKK")
    ready = claims.filter(reported, state__in=[State.OPEN, State.PENDED, State.COMPLETE])
    return ready.filter(cause__in=CAUSES).exclude(pk__in=heard).order_by("outcome_on", "pk")


@route(ADVISE_CLAIMS)
def waiting(request: StaffRequest) -> HttpResponse:
    """List the claims that wait for an opinion, the oldest first."""
    page: Page[Claim] = page_of(request, waiting_for_opinion(claims_within(request)))
    context = {"rows": rows_of(page.object_list, "give_opinion"), "page": page, "query": ""}
    return render(request, "claims/medical.html", context)


@route(ADVISE_CLAIMS)
def opinion(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show what is known of a case, and take the adviser's findings and reasons."""
    claim = claim_in_scope(request, code)
    if claim.cause not in CAUSES or claim.state not in PREPARING:
        raise Http404
    data = request.POST or None
    form, findings = OpinionForm(data), _findings(claim, data)
    is_sent = request.method == "POST" and "simpan" in request.POST
    if is_sent and form.is_valid() and findings.is_valid():
        try:
            give_opinion(
                claim=claim,
                facts=findings.given(),
                text=form.cleaned_data["text"],
                act=act_of(request),
            )
        except FactsUnreadable as wrong:
            for problem in wrong.problems:
                findings.add_error(None, problem)
        except NotPreparing:
            form.add_error(None, str(STANDS))
        else:
            messages.success(request, say("Pendapat dicatat."))
            return redirect("medical_desk")
    context = {
        "claim": claim,
        "form": form,
        "findings": findings,
        "told": shown_told(claim),
        "papers": staff_papers(claim, may_change=False),
        "opinions": MedicalOpinion.objects.filter(claim=claim).order_by("-pk"),
    }
    return render(request, "claims/opinion.html", context)


def _findings(claim: Claim, data: Any) -> FactsForm:  # noqa: ANN401 - what was sent
    facts = class_of(claim)
    others = [fact.name for fact in schema_of(facts) if fact.name not in FACTS]
    return FactsForm(facts, data, given=claim.facts, known=others)
