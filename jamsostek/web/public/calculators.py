"""What anybody may compute: contributions, the duty to register, the penalty for paying late.

Each is a form sent by GET, so that the address of a result can be passed on.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.rules.dues import ContributionLine, contribution_lines
from jamsostek.contributions.rules.penalties import Penalty, late_penalty
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap
from jamsostek.law.wages import WAGE_MAX
from jamsostek.membership.rules import Duty, Ground, NoSuchEmployer, must_register
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.fields import DayField, MonthField, RupiahField
from jamsostek.web.templatetags.words import long_date, month, number, rupiah

RISK_GROUPS: Final = [(str(n), roman) for n, roman in enumerate(("I", "II", "III", "IV", "V"), 1)]
FAMILIES: Final = [("single", _("Lajang")), ("married", _("Berkeluarga"))]
PROGRAMMES: Final = [
    ("JHT", _("JHT, Jaminan Hari Tua")),
    ("JKK", _("JKK, Jaminan Kecelakaan Kerja")),
    ("JKM", _("JKM, Jaminan Kematian")),
    ("JPK", _("JPK, Jaminan Pemeliharaan Kesehatan")),
]
PAYERS: Final[dict[str, Promise]] = {
    "employer": _("ditanggung pemberi kerja"),
    "member": _("dipotong dari upah"),
}
RULES: Final[dict[tuple[str, str], Promise]] = {
    ("JHT", "employer"): _("Pemberi kerja membayar bagian ini dari upah sebulan."),
    ("JHT", "member"): _("Tenaga kerja membayar bagian ini; pemberi kerja memotongnya dari upah."),
    ("JKK", "employer"): _("Tarifnya mengikuti kelompok risiko usaha, I sampai V."),
    ("JKM", "employer"): _("Satu tarif dari upah sebulan untuk semua tenaga kerja."),
    ("JPK", "employer"): _(
        "Satu tarif untuk yang lajang, satu untuk yang berkeluarga, dari upah sampai batas upah."
    ),
}
VALUES: Final[dict[tuple[str, str], str]] = {
    ("JHT", "employer"): "jht_employer",
    ("JHT", "member"): "jht_member",
    ("JKK", "employer"): "jkk",
    ("JKM", "employer"): "jkm",
}
OUTSIDE_LAW: Final = _(
    "Peraturan untuk waktu itu tidak ada dalam sistem ini. Pilih antara Maret 1993 dan Juni 2015."
)
NO_JPK: Final = _("JPK berakhir pada 31 Desember 2013. Hapus tanda pada JPK untuk bulan ini.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a money table."""

    label: str
    working: str
    citation: str
    amount: int
    law_url: str = ""
    """Where the value of the law is shown that the line was computed with."""


@dataclass(frozen=True, slots=True)
class Total:
    """A subtotal or total of a money table."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons behind one amount."""

    question: str
    facts: list[tuple[str, str]]
    rule: str
    citation: str
    working: str
    law_url: str


class ContributionForm(forms.Form):
    """One worker's month."""

    use_required_attribute = False

    month = MonthField(label=_("Bulan iuran"), help_text=_("Misalnya September 2011 atau 2011-09."))
    wage = RupiahField(
        label=_("Upah sebulan"),
        help_text=_("Dalam rupiah, misalnya 2.500.000."),
        least=1,
        most=WAGE_MAX,
    )
    risk_group = forms.ChoiceField(label=_("Kelompok risiko JKK"), choices=RISK_GROUPS)
    family = forms.ChoiceField(
        label=_("Keluarga"), choices=FAMILIES, widget=forms.RadioSelect, help_text=_("Untuk JPK.")
    )
    programmes = forms.MultipleChoiceField(
        label=_("Program yang diikuti"),
        choices=PROGRAMMES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sekurangnya satu program.")},
    )


class MustRegisterForm(forms.Form):
    """An employer on a day."""

    use_required_attribute = False

    workers = forms.IntegerField(
        label=_("Jumlah tenaga kerja"),
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    payroll = RupiahField(
        label=_("Jumlah upah seluruh tenaga kerja sebulan"), help_text=_("Misalnya 1.200.000.")
    )
    on = DayField(label=_("Pada tanggal"), help_text=_("Misalnya 01-09-2011."))


class PenaltyForm(forms.Form):
    """A month's contributions paid on a day."""

    use_required_attribute = False

    month = MonthField(label=_("Bulan iuran"), help_text=_("Misalnya September 2011 atau 2011-09."))
    due = RupiahField(label=_("Iuran yang harus dibayar"), help_text=_("Misalnya 1.000.000."))
    paid = DayField(label=_("Dibayar pada"), help_text=_("Misalnya 20-12-2011."))


@route(PUBLIC)
def contribution(request: HttpRequest) -> HttpResponse:
    """Compute a month's contributions of one worker, line by line."""
    initial = {
        "month": "September 2011",
        "risk_group": "3",
        "family": "single",
        "programmes": [code for code, _words in PROGRAMMES],
    }
    form = ContributionForm(request.GET or None, initial=initial)
    result = {}
    if form.is_bound and form.is_valid():
        try:
            result = contribution_table(form.cleaned_data)
        except LawGap:
            only_jpk_ended = _has_law(form.cleaned_data["month"])
            form.add_error(*(("programmes", NO_JPK) if only_jpk_ended else ("month", OUTSIDE_LAW)))
    return render(request, "public/contribution.html", {"form": form, **result})


@route(PUBLIC)
def registration_duty(request: HttpRequest) -> HttpResponse:
    """Tell whether an employer must register."""
    form = MustRegisterForm(request.GET or None)
    duty = None
    if form.is_bound and form.is_valid():
        try:
            duty = must_register(**form.cleaned_data)
        except NoSuchEmployer:
            form.add_error("workers", _("Upah ada, tetapi tenaga kerjanya nol. Periksa keduanya."))
        except LawGap:
            form.add_error("on", OUTSIDE_LAW)
    result = _why_duty(duty) if duty else {}
    return render(request, "public/must_register.html", {"form": form, "duty": duty, **result})


@route(PUBLIC)
def penalty(request: HttpRequest) -> HttpResponse:
    """Compute the penalty for contributions paid late."""
    form = PenaltyForm(request.GET or None)
    result: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            found = late_penalty(data["due"], month=data["month"], paid_on=data["paid"])
        except LawGap:
            form.add_error("month", OUTSIDE_LAW)
        else:
            result = {"penalty": found, "why": _why_penalty(data, found)}
    return render(request, "public/penalty.html", {"form": form, **result})


def contribution_table(data: dict[str, Any]) -> dict[str, Any]:
    """Give the money table of one worker's month, with the reasons behind its lines.

    Raises:
        LawGap: the month lies outside the law, or has no JPK and it is asked for.
    """
    lines = contribution_lines(
        data["wage"],
        data["family"] == "married",
        risk_group=int(data["risk_group"]),
        programmes=[Programme(code) for code in data["programmes"]],
        month=data["month"],
    )
    employer = sum(line.amount for line in lines if line.payer == "employer")
    member = sum(line.amount for line in lines if line.payer == "member")
    return {
        "lines": [_line(data, line) for line in lines],
        "totals": [
            Total(say("Ditanggung pemberi kerja"), employer),
            Total(say("Dipotong dari upah"), member),
            Total(say("Disetor seluruhnya"), employer + member),
        ],
        "reasons": [_why(data, line) for line in lines],
        "caption": say("Iuran %(month)s untuk upah %(wage)s")
        % {"month": month(data["month"]), "wage": rupiah(data["wage"])},
    }


def _why_duty(duty: Duty) -> dict[str, str]:
    """Give the reason, and where the number of the law stands that decided."""
    name = "min_payroll" if duty.ground is Ground.PAYROLL else "min_workers"
    return {
        "reason": duty.reason_in("en" if get_language() == "en" else "id"),
        "law_url": reverse("law_value", args=["membership", name]),
    }


def _has_law(of: Month) -> bool:
    try:
        contribution_lines(1, False, risk_group=1, programmes=[Programme.JHT], month=of)
    except LawGap:
        return False
    return True


def _line(data: dict[str, Any], line: ContributionLine) -> Line:
    return Line(
        label=_label(line),
        working=_working(line),
        citation=line.citation,
        amount=line.amount,
        law_url=_rate_url(data, line),
    )


def _rate_url(data: dict[str, Any], line: ContributionLine) -> str:
    name = VALUES.get((line.programme.value, line.payer), f"jpk_{data['family']}")
    return reverse("law_value", args=["contributions", name])


def _label(line: ContributionLine) -> str:
    return f"{line.programme.value}, {PAYERS[line.payer]}"


def _why(data: dict[str, Any], line: ContributionLine) -> Why:
    facts = [
        (say("Bulan iuran"), month(data["month"])),
        (say("Upah sebulan"), rupiah(data["wage"])),
    ]
    if line.programme is Programme.JKK:
        facts.append((say("Kelompok risiko JKK"), dict(RISK_GROUPS)[data["risk_group"]]))
    if line.programme is Programme.JPK:
        facts.append((say("Keluarga"), str(dict(FAMILIES)[data["family"]])))
    if line.base != data["wage"]:
        facts.append((say("Upah yang dihitung (batas upah)"), rupiah(line.base)))
    return Why(
        question=say("Mengapa %(what)s: %(amount)s?")
        % {
            "what": _label(line),
            "amount": rupiah(line.amount),
        },
        facts=facts,
        rule=str(RULES[(line.programme.value, line.payer)]),
        citation=line.citation,
        working=f"{_working(line)} = {rupiah(line.amount)}",
        law_url=_rate_url(data, line),
    )


def _why_penalty(data: dict[str, Any], found: Penalty) -> Why:
    return Why(
        question=say("Mengapa %(amount)s?") % {"amount": rupiah(found.amount)},
        facts=[
            (say("Iuran bulan"), month(data["month"])),
            (say("Jatuh tempo"), long_date(found.due_date)),
            (say("Dibayar pada"), long_date(data["paid"])),
            (say("Bulan terlambat"), number(found.months)),
        ],
        rule=say(
            "Dua persen dari iuran untuk setiap bulan keterlambatan, tidak bunga-berbunga. "
            "Bulan yang sudah mulai dihitung satu bulan."
        ),
        citation=found.citation,
        working=f"{number(found.months)} x {rate_words(found.rate)} x {rupiah(data['due'])}",
        law_url=reverse("law_value", args=["penalties", "late_payment"]),
    )


def _working(line: ContributionLine) -> str:
    return f"{rate_words(line.rate)} x {rupiah(line.base)}"


def rate_words(rate: Decimal) -> str:
    """Write a rate as the law does, without zeros that say nothing."""
    text = f"{rate.normalize():f}"
    return f"{text.replace('.', ',') if get_language() == 'id' else text} %"
