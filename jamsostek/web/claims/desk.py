"""The claims officer's work list with its clocks, and where a claim begins."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, State
from jamsostek.claims.rules.transitions import OPEN_STATES
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries import person_within
from jamsostek.web.access import READ_CLAIMS, WRITE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.clocks import ShownClock, next_deadline_of, shown_clock
from jamsostek.web.claims.forms import StartForm
from jamsostek.web.claims.scope import claims_within
from jamsostek.web.claims.words import STATES
from jamsostek.web.clock import now
from jamsostek.web.staff.scope import branches_or_everywhere, page_of, text_asked

WORK: Final = "KERJA"
"""What waits for the institution or for whoever claims."""
ALL: Final = "SEMUA"
FILTERS: Final[dict[str, Promise]] = {
    WORK: _("Yang harus dikerjakan"),
    **{state: STATES[state][1] for state in State},
    ALL: _("Semua"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in a list, with the clock that runs out first."""

    claim: Claim
    url: str
    clock: ShownClock | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to."""

    text: str
    state: str
    programme: str
    mine: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out besides what is done."""
        return bool(self.text or self.programme or self.mine or self.state != WORK)

    @property
    def query(self) -> str:
        """The question of the address that asks the same."""
        said = {
            "siapa": self.text,
            "keadaan": self.state,
            "program": self.programme,
            "milik": "saya" if self.mine else "",
        }
        return urlencode(said) + "&"


@route(READ_CLAIMS)
def claims(request: StaffRequest) -> HttpResponse:
    """List the claims of the officer's branches, the oldest first."""
    asked = _asked(request)
    page: Page[Claim] = page_of(
        request, _narrowed(claims_within(request), asked, request).order_by("pk")
    )
    context = {
        "rows": rows_of(page.object_list),
        "page": page,
        "asked": asked,
        "query": asked.query,
        "filters": {
            "states": list(FILTERS.items()),
            "programmes": [("", _("Semua program")), *((p.value, p.value) for p in Programme)],
        },
        "may_write": WRITE_CLAIMS.admits(request),
    }
    return render(request, "claims/claims.html", context)


@route(WRITE_CLAIMS)
def start(request: StaffRequest) -> HttpResponseBase:
    """Ask for which member a claim is to begin."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = person_within(form.cleaned_data["kpj"], branches_or_everywhere(request))
        except InsuredPerson.DoesNotExist:
            form.add_error("kpj", say("Tidak ada peserta dengan KPJ ini di wilayah kerja Anda."))
        else:
            return redirect("member_claims_desk", kpj=person.kpj)
    context = {
        "form": form,
        "question": say("Klaim untuk siapa?"),
        "hint": say(
            "Kecelakaan tenaga kerja yang tidak terdaftar dilaporkan dari halaman pengusahanya."
        ),
        "back_url": reverse("claims"),
    }
    return render(request, "parts/question.html", context)


def rows_of(listed: Any, route_name: str = "claim") -> list[Row]:  # noqa: ANN401 - any list of claims
    """Give claims with the clock of each that runs out first."""
    at = now()
    rows = []
    for claim in listed:
        deadline = next_deadline_of(claim, at)
        clock = shown_clock(deadline, at) if deadline else None
        rows.append(Row(claim, reverse(route_name, args=[claim.code]), clock))
    return rows


def _asked(request: StaffRequest) -> Asked:
    state = text_asked(request, "keadaan")
    programme = text_asked(request, "program")
    return Asked(
        text=text_asked(request, "siapa"),
        state=state if state in FILTERS else WORK,
        programme=programme if programme in set(Programme) else "",
        mine=text_asked(request, "milik") == "saya",
    )


def _narrowed(found: QuerySet[Claim], asked: Asked, request: StaffRequest) -> QuerySet[Claim]:
    if asked.state == WORK:
        found = found.filter(state__in=OPEN_STATES)
    elif asked.state != ALL:
        found = found.filter(state=asked.state)
    if asked.programme:
        found = found.filter(programme=asked.programme)
    if asked.mine:
        found = found.filter(officer=request.user)
    if asked.text:
        text = asked.text
        found = found.filter(
            Q(code=text.upper()) | Q(person__kpj=text) | Q(worker_name__icontains=text)
        )
    return found
