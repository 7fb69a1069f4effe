"""What an own-account worker pays, and until when that protects: for a vendor on a telephone."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.rules.own_account import (
    PERIODS,
    BaseTooLow,
    NoSuchRate,
    OwnAccountLine,
    check_base,
    own_account_lines,
    period_dues,
    terms_of,
)
from jamsostek.kernel.months import Month
from jamsostek.law.minimum_wages import MinimumWage, places_with_minimum_wage
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotFound, NotInForce
from jamsostek.law.wages import WAGE_MAX
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.fields import MonthField, RupiahField
from jamsostek.web.public.calculators import (
    FAMILIES,
    NO_JPK,
    PROGRAMMES,
    Line,
    Total,
    rate_words,
)
from jamsostek.web.templatetags.words import month, rupiah

OUTSIDE: Final = _("Peraturan TK-LHK dalam sistem ini berlaku Juni 2006 sampai Juni 2015.")
TOO_LONG: Final = _("Sebagian bulannya jatuh setelah Juni 2015. Pilih lebih sedikit bulan.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that was filled in well."""

    month: Month
    base: int
    programmes: list[Programme]
    is_married: bool
    months: int
    jht_rate: Decimal | None
    place: str


class OwnAccountForm(forms.Form):
    """An own-account worker's choice."""

    use_required_attribute = False

    month = MonthField(
        label=_("Bulan iuran pertama"), help_text=_("Misalnya September 2011 atau 2011-09.")
    )
    base = RupiahField(
        label=_("Penghasilan sebulan"),
        help_text=_("Sekurangnya upah minimum setempat, misalnya 1.300.000."),
        least=1,
        most=WAGE_MAX,
    )
    place = forms.ChoiceField(
        label=_("Tempat bekerja"),
        required=False,
        help_text=_("Untuk memeriksa upah minimum. Boleh dikosongkan."),
    )
    programmes = forms.MultipleChoiceField(
        label=_("Program yang dipilih"),
        choices=PROGRAMMES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sekurangnya satu program.")},
    )
    family = forms.ChoiceField(
        label=_("Keluarga"), choices=FAMILIES, widget=forms.RadioSelect, help_text=_("Untuk JPK.")
    )
    months = forms.ChoiceField(
        label=_("Dibayar untuk"),
        choices=[(str(n), format_lazy("{} {}", n, _("bulan"))) for n in PERIODS],
        widget=forms.RadioSelect,
    )
    jht_rate = forms.CharField(
        label=_("Tarif JHT dalam persen"),
        required=False,
        max_length=10,
        help_text=_("Sekurangnya 2; boleh lebih tinggi. Boleh dikosongkan."),
        widget=forms.TextInput({"inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        places = [
            (code, name if len(code) > 2 else say("Provinsi %(name)s") % {"name": name})
            for code, name in places_with_minimum_wage().items()
        ]
        self.fields["place"].choices = [("", say("Tidak diperiksa")), *places]  # type: ignore[attr-defined]

    def clean_jht_rate(self) -> Decimal | None:
        """Read `2,5`, `2.5` or `2,5 %` as a rate."""
        text = self.cleaned_data["jht_rate"].strip().removesuffix("%").strip()
        if not text:
            return None
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError(_("Tulis persen, misalnya 2 atau 2,5."), "invalid") from error


@route(PUBLIC)
def own_account(request: HttpRequest) -> HttpResponse:
    """Compute what an own-account worker pays for one month or several."""
    initial = {
        "month": "September 2011",
        "programmes": ["JHT", "JKK", "JKM"],
        "family": "single",
        "months": "1",
    }
    form = OwnAccountForm(request.GET or None, initial=initial)
    result = {}
    if form.is_bound and form.is_valid():
        asked = _asked(form.cleaned_data)
        result = _result(form, asked) or {}
    return render(request, "public/own_account.html", {"form": form, **result})


def _asked(data: dict[str, Any]) -> Asked:
    return Asked(
        month=data["month"],
        base=data["base"],
        programmes=[Programme(code) for code in data["programmes"]],
        is_married=data["family"] == "married",
        months=int(data["months"]),
        jht_rate=data["jht_rate"] if "JHT" in data["programmes"] else None,
        place=data["place"],
    )


def _result(form: OwnAccountForm, asked: Asked) -> dict[str, Any] | None:
    """Give the money table; where there is none, say why beside the field."""
    try:
        return own_account_table(asked)
    except NoSuchRate:
        form.add_error("jht_rate", _("Tarif JHT sekurangnya 2 persen dan paling banyak 100."))
    except BaseTooLow as low:
        words = say("Sekurangnya upah minimum %(name)s tahun %(year)s, %(amount)s (%(citation)s).")
        form.add_error("base", words % _least_words(low.least))
    except NotFound:
        form.add_error(
            "place",
            say("Upah minimum tempat ini pada %(year)s belum diketahui; pilih tidak diperiksa.")
            % {"year": asked.month.year},
        )
    except NotInForce:
        form.add_error(*_what_ended(asked))
    return None


def own_account_table(asked: Asked) -> dict[str, Any]:
    """Give the money table of an own-account worker, and the day that it protects to.

    Raises:
        NoSuchRate: the JHT rate cannot be chosen.
        BaseTooLow: the base is below the minimum wage of the place.
        NotFound: the minimum wage of the place is not known.
        NotInForce: a month lies outside the regulation, or has no JPK and it is asked for.
    """
    least = check_base(asked.base, place=asked.place, month=asked.month) if asked.place else None
    lines = own_account_lines(
        asked.base,
        asked.is_married,
        programmes=asked.programmes,
        month=asked.month,
        jht_rate=asked.jht_rate,
    )
    period = period_dues(
        asked.base,
        asked.is_married,
        programmes=asked.programmes,
        first_month=asked.month,
        months=asked.months,
        jht_rate=asked.jht_rate,
    )
    return {
        "lines": [_line(line, is_married=asked.is_married) for line in lines],
        "totals": _totals([each.dues.total for each in period]),
        "caption": say("Iuran %(month)s untuk penghasilan %(base)s")
        % {"month": month(asked.month), "base": rupiah(asked.base)},
        "protected_until": period[-1].month.last_day,
        "least": least,
        "without_ceiling": Programme.JPK in asked.programmes,
    }


def _totals(months: list[int]) -> list[Total]:
    one = Total(say("Dibayar sendiri untuk sebulan"), months[0])
    if len(months) == 1:
        return [one]
    return [one, Total(say("Dibayar untuk %(n)s bulan") % {"n": len(months)}, sum(months))]


def _line(line: OwnAccountLine, *, is_married: bool) -> Line:
    names = {
        Programme.JHT: "jht_least",
        Programme.JKK: "jkk",
        Programme.JKM: "jkm",
        Programme.JPK: "jpk_married" if is_married else "jpk_single",
    }
    return Line(
        label=str(dict(PROGRAMMES)[line.programme]),
        working=f"{rate_words(line.rate)} x {rupiah(line.base)}",
        citation=line.citation,
        amount=line.amount,
        law_url=reverse("law_value", args=["own_account", names[line.programme]]),
    )


def _least_words(least: MinimumWage) -> dict[str, Any]:
    return {
        "name": least.name,
        "year": least.year,
        "amount": rupiah(least.amount),
        "citation": least.citation,
    }


def _what_ended(asked: Asked) -> tuple[str, Any]:
    """Tell which answer the law has no rule for."""
    try:
        terms_of(asked.month)
    except NotInForce:
        return "month", OUTSIDE
    if Programme.JPK in asked.programmes and terms_of(asked.month).jpk_single is None:
        return "programmes", NO_JPK
    return "months", TOO_LONG
