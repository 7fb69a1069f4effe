"""What a construction project owes, slice by slice: for a contractor before the tender."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.rules.construction import (
    CONTRACT_MAX,
    ConstructionDues,
    ConstructionSlice,
    construction_dues,
    construction_dues_on_wages,
    terms_of_payment,
)
from jamsostek.law.reader import NotFound, NotInForce, row_on
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.fields import DayField, RupiahField
from jamsostek.web.public.calculators import Line, Total, rate_words
from jamsostek.web.templatetags.words import long_date, rupiah

BEFORE_DECREE: Final = _("Tarif jasa konstruksi berlaku sejak 29 September 1999.")
RELIEF: Final = _(
    "Tarif Agustus 2020 sampai Januari 2021 (keringanan PP 49/2020) tidak ada dalam sistem ini."
)


class ConstructionForm(forms.Form):
    """A project as it is registered."""

    use_required_attribute = False

    on = DayField(label=_("Tanggal pendaftaran"), help_text=_("Misalnya 01-09-2011."))
    contract_value = RupiahField(
        label=_("Nilai kontrak"),
        help_text=_("Dalam rupiah, misalnya 180.000.000."),
        least=1,
        most=CONTRACT_MAX,
        required=False,
    )
    wage_sum = RupiahField(
        label=_("Jumlah upah, bila diketahui"),
        help_text=_("Bila diisi, iuran dihitung dari upah dan bukan dari nilai kontrak."),
        least=1,
        most=CONTRACT_MAX,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two sums."""
        data = super().clean() or {}
        named = {"contract_value", "wage_sum"}
        if not named & set(self.errors) and not any(data.get(name) for name in named):
            self.add_error("contract_value", _("Isi nilai kontrak, atau jumlah upah di bawah."))
        return data


@route(PUBLIC)
def construction(request: HttpRequest) -> HttpResponse:
    """Compute JKK and JKM of a construction project, with each slice shown."""
    form = ConstructionForm(request.GET or None, initial={"on": "01-09-2011"})
    result: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        try:
            result = construction_table(form.cleaned_data)
        except NotInForce:
            form.add_error("on", BEFORE_DECREE)
        except NotFound:
            form.add_error("on", RELIEF)
    return render(request, "public/construction.html", {"form": form, **result})


def construction_table(data: dict[str, Any]) -> dict[str, Any]:
    """Give the money table of a project.

    Raises:
        NotInForce: the day lies before the decree.
        NotFound: the tariff of the day is not known.
    """
    wages, day = data["wage_sum"], data["on"]
    dues = (
        construction_dues_on_wages(wages, day)
        if wages
        else construction_dues(data["contract_value"], day)
    )
    words = (
        say("Iuran proyek dengan upah %(base)s, didaftarkan %(day)s")
        if wages
        else say("Iuran proyek dengan nilai kontrak %(base)s, didaftarkan %(day)s")
    )
    return {
        "lines": list(_lines(dues)),
        "totals": [
            Total("JKK", dues.jkk),
            Total("JKM", dues.jkm),
            Total(say("Ditanggung kontraktor seluruhnya"), dues.total),
        ],
        "caption": words % {"base": rupiah(dues.base), "day": long_date(day)},
        "has_slices": bool(dues.slices),
        "is_inferred": bool(dues.note),
        "terms": _terms(dues, data),
    }


def _lines(dues: ConstructionDues) -> Iterator[Line]:
    if not dues.slices:
        for name, rate, citation, amount in (
            ("JKK", dues.jkk_rate, dues.jkk_citation, dues.jkk),
            ("JKM", dues.jkm_rate, dues.jkm_citation, dues.jkm),
        ):
            working = f"{rate_words(rate)} x {rupiah(dues.base)}" if rate else ""
            yield Line(name, working, citation, amount, _url(f"{name.lower()}_on_wages"))
    for part in dues.slices:
        working = f"{rate_words(part.jkk_rate)} x {rupiah(part.amount)}"
        label = f"JKK, {_slice_words(part)}"
        yield Line(label, working, dues.jkk_citation, part.jkk, _url("jkk_slices"))
    for part in dues.slices:
        working = f"{rate_words(part.jkm_rate)} x {rupiah(part.amount)}"
        label = f"JKM, {_slice_words(part)}"
        yield Line(label, working, dues.jkm_citation, part.jkm, _url("jkm_slices"))


def _slice_words(part: ConstructionSlice) -> str:
    if part.upper is None:
        return say("di atas %(lower)s") % {"lower": rupiah(part.lower)}
    if not part.lower:
        return say("sampai %(upper)s") % {"upper": rupiah(part.upper)}
    return say("di atas %(lower)s sampai %(upper)s") % {
        "lower": rupiah(part.lower),
        "upper": rupiah(part.upper),
    }


def _terms(dues: ConstructionDues, data: dict[str, Any]) -> list[tuple[str, int]]:
    """Give what is paid in each term, where the law of the day has terms."""
    try:
        percents = row_on("construction", "payment_terms", on=data["on"]).value
        parts = zip(
            terms_of_payment(dues.jkk, on=data["on"]),
            terms_of_payment(dues.jkm, on=data["on"]),
            strict=True,
        )
    except NotInForce:
        return []
    return [
        (say("Termin %(n)s, %(percent)s %%") % {"n": n, "percent": percent}, jkk + jkm)
        for n, (percent, (jkk, jkm)) in enumerate(zip(percents, parts, strict=True), 1)
    ]


def _url(name: str) -> str:
    return reverse("law_value", args=["construction", name])
