"""What anybody may compute of the benefits: the common cases, in the words that letters use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.benefits.awards import Award, FactsContradict, FactsMissing
from jamsostek.benefits.explaining import ExplainedLine, Explanation, explain, sentence
from jamsostek.benefits.jht_1993 import assess_jht
from jamsostek.benefits.jkk_1993 import assess_jkk
from jamsostek.benefits.jkm_1993 import assess_jkm
from jamsostek.law.reader import LawGap
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.public.benefit_forms import (
    AccidentForm,
    BenefitForm,
    DeathForm,
    SavingsForm,
    lang,
)
from jamsostek.web.public.calculators import OUTSIDE_LAW, Line, Total


@dataclass(frozen=True, slots=True)
class Page:
    """A calculator of one programme: its words, form and assessment."""

    title: Promise
    intro: Promise
    form: type[BenefitForm]
    assess: Callable[[Any], Award]


DEATH: Final = Page(
    _("Hitung manfaat kematian (JKM)"),
    _(
        "Bila seorang peserta meninggal bukan karena kecelakaan kerja: apa yang dibayarkan, kepada"
        " siapa, dan menurut pasal mana."
    ),
    DeathForm,
    assess_jkm,
)
ACCIDENT: Final = Page(
    _("Hitung manfaat kecelakaan kerja (JKK)"),
    _(
        "Yang dibayarkan setelah kecelakaan kerja: selama tidak mampu bekerja, untuk cacat, untuk"
        " pengobatan, atau kepada keluarga."
    ),
    AccidentForm,
    assess_jkk,
)
SAVINGS: Final = Page(
    _("Hitung pembayaran saldo hari tua (JHT)"),
    _(
        "Kapan saldo JHT dapat diambil, dan berapa yang diterima setelah pajak bila diambil"
        " sekaligus."
    ),
    SavingsForm,
    assess_jht,
)
PAGES: Final = {
    "calculate_accident": ACCIDENT,
    "calculate_death": DEATH,
    "calculate_savings": SAVINGS,
}
VALUES: Final[Mapping[str, tuple[str, str]]] = {
    "JKM_GRANT": ("jkm", "death_grant"),
    "JKM_PERIODIC": ("jkm", "periodic_monthly"),
    "JKM_FUNERAL": ("jkm", "funeral"),
}
"""Where the value of the law is shown that a line was computed with."""


@route(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    """List what can be computed."""
    pages = [(reverse(name), page.title, page.intro) for name, page in PAGES.items()]
    return render(request, "public/benefits.html", {"pages": pages})


@route(PUBLIC)
def accident(request: HttpRequest) -> HttpResponse:
    """Compute what a work accident gives."""
    return _calculated(request, ACCIDENT)


@route(PUBLIC)
def savings(request: HttpRequest) -> HttpResponse:
    """Compute what is paid of JHT savings."""
    return _calculated(request, SAVINGS)


@route(PUBLIC)
def death(request: HttpRequest) -> HttpResponse:
    """Compute what a death gives the family."""
    return _calculated(request, DEATH)


def _calculated(request: HttpRequest, page: Page) -> HttpResponse:
    form = page.form(request.GET or None)
    result: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        result = _result(form, page)
    context = {"form": form, "title": page.title, "intro": page.intro, **result}
    return render(request, "public/benefit.html", context)


def _result(form: BenefitForm, page: Page) -> dict[str, Any]:
    """Give the money table; where there is none, say why beside the field."""
    facts = form.facts()
    try:
        award = page.assess(facts)
        explanation = explain(award, facts, lang())
    except FactsMissing as missing:
        form.ask(missing.names)
    except FactsContradict:
        form.add_error(None, _("Isian ini tidak mungkin benar bersama-sama. Periksa kembali."))
    except LawGap:
        form.add_error("event_date", OUTSIDE_LAW)
    else:
        return benefit_table(explanation)
    return {}


def benefit_table(of: Explanation) -> dict[str, Any]:
    """Give the money table of an award, and the words beside each line."""
    sums = of.subtotals if len(of.subtotals) > 1 else ()
    return {
        "lines": [_line(line) for line in of.lines],
        "totals": [
            *(Total(sentence(who), amount) for who, amount in sums),
            Total(say("Dibayarkan seluruhnya"), of.total),
        ],
        "caption": say("%(what)s, kejadian %(day)s") % {"what": of.title, "day": of.day},
        "explanation": of,
    }


def _line(line: ExplainedLine) -> Line:
    where = VALUES.get(line.kind)
    url = reverse("law_value", args=where) if where else ""
    return Line(line.label, line.working, line.citation, line.amount, url)
