"""The questions asked when somebody registers as an own-account worker."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.rules.own_account import PERIODS, own_account_due, period_dues
from jamsostek.kernel.identifiers import NIK_DIGITS
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap
from jamsostek.law.wages import WAGE_MAX
from jamsostek.membership.rules.own_account import age_fault, base_fault, least_known
from jamsostek.web.fields import DayField, RupiahField
from jamsostek.web.questions import Question, QuestionForm
from jamsostek.web.templatetags.words import rupiah

WHAT_FOR: Final = {
    Programme.JKK: _("JKK: biaya dan santunan bila kecelakaan saat bekerja"),
    Programme.JKM: _("JKM: santunan untuk keluarga bila meninggal"),
    Programme.JHT: _("JHT: tabungan hari tua atas nama sendiri"),
    Programme.JPK: _("JPK: berobat dan rawat inap"),
}
FAMILIES: Final = [
    ("single", _("Lajang")),
    ("married", _("Berkeluarga: suami, istri, atau anak ikut ditanggung")),
]


def language() -> Lang:
    """Give the language that is spoken now."""
    return "en" if get_language() == "en" else "id"


class NikForm(QuestionForm):
    """The identity number."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=20,
        help_text=_("16 angka pada KTP."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isikan NIK.")},
    )

    def clean_nik(self) -> str:
        """Refuse what has not sixteen digits."""
        nik = str(self.cleaned_data["nik"]).replace(" ", "")
        if len(nik) != NIK_DIGITS or not (nik.isascii() and nik.isdecimal()):
            raise forms.ValidationError(_("NIK terdiri atas 16 angka. Periksa KTP Anda."))
        return nik


class NameForm(QuestionForm):
    """The name, as on the identity card."""

    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        help_text=_("Seperti pada KTP."),
        error_messages={"required": _("Isikan nama.")},
    )


class BirthForm(QuestionForm):
    """The birth date, by which the age limit goes."""

    birth_date = DayField(
        label=_("Tanggal lahir"),
        help_text=_("Misalnya 17-08-1985."),
        error_messages={"required": _("Isikan tanggal lahir.")},
    )

    def clean_birth_date(self) -> date:
        """Refuse a day ahead, and who is above the age limit."""
        born: date = self.cleaned_data["birth_date"]
        if born > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        if fault := age_fault(born, on=self.facts["today"]):
            raise forms.ValidationError(fault.sentence_in(language()))
        return born


class PlaceForm(QuestionForm):
    """Where the work is done."""

    place = forms.ChoiceField(
        label=_("Kabupaten atau kota"), error_messages={"required": _("Pilih tempat bekerja.")}
    )

    def prepare(self) -> None:
        """Offer the places that branches serve."""
        places = [(p.code, p.name) for p in self.facts.get("places", {}).values()]
        self.fields["place"].choices = [("", say("Pilih")), *places]  # type: ignore[attr-defined]


class OccupationForm(QuestionForm):
    """What one lives by."""

    occupation = forms.CharField(
        label=_("Pekerjaan"),
        max_length=80,
        help_text=_("Misalnya pedagang kaki lima, tukang ojek, montir."),
        error_messages={"required": _("Isikan pekerjaan.")},
    )


class BaseForm(QuestionForm):
    """The earnings that contributions are counted on."""

    base = RupiahField(
        label=_("Penghasilan sebulan"),
        least=1,
        most=WAGE_MAX,
        error_messages={"required": _("Isikan penghasilan sebulan.")},
    )

    def prepare(self) -> None:
        """Say the least that may be declared at the place."""
        place, month = self.facts.get("place", ""), Month.of(self.facts["today"])
        if place and (least := least_known(place, month)):
            self.fields["base"].help_text = say(
                "Paling sedikit %(least)s, upah minimum %(place)s tahun %(year)s."
            ) % {"least": rupiah(least.amount), "place": least.name, "year": least.year}

    def clean_base(self) -> int:
        """Refuse earnings below the minimum wage of the place."""
        base: int = self.cleaned_data["base"]
        month = Month.of(self.facts["today"])
        if fault := base_fault(base, place=self.facts.get("place", ""), month=month):
            raise forms.ValidationError(fault.sentence_in(language()))
        return base


class ProgrammesForm(QuestionForm):
    """The programmes chosen, each with its monthly cost."""

    programmes = forms.MultipleChoiceField(
        label=_("Program"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu program.")},
    )

    def prepare(self) -> None:
        """Show what each programme costs a month on the base declared."""
        self.fields["programmes"].choices = programme_choices(  # type: ignore[attr-defined]
            self.facts.get("base") or 0, Month.of(self.facts["today"])
        )


class FamilyForm(QuestionForm):
    """Whether JPK is for a family."""

    family = forms.ChoiceField(
        label=_("Keluarga"),
        choices=FAMILIES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )


class PhoneForm(QuestionForm):
    """Where to reach somebody."""

    phone = forms.CharField(
        label=_("Nomor telepon"),
        max_length=30,
        required=False,
        help_text=_("Untuk pemberitahuan. Boleh dikosongkan."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )


class MonthsForm(QuestionForm):
    """For how many months to pay at once."""

    months = forms.ChoiceField(
        label=_("Bayar untuk"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )

    def prepare(self) -> None:
        """Show what each period costs."""
        self.fields["months"].choices = month_choices(self.facts)  # type: ignore[attr-defined]


class TermsForm(BaseForm, ProgrammesForm):
    """Another base or other programmes from a month on."""

    def prepare(self) -> None:
        """Say the minimum, and the cost of each programme on the present base."""
        BaseForm.prepare(self)
        ProgrammesForm.prepare(self)


def programme_choices(base: int, month: Month) -> list[tuple[str, str]]:
    """Give the programmes that a month offers, each with its monthly cost on a base above 0."""
    choices = []
    for programme, words in WHAT_FOR.items():
        try:
            costs = [
                own_account_due(base or 1, married, programmes=[programme], month=month).total
                for married in (False, True)
            ]
        except (LawGap, ValueError):
            continue
        if not base:
            choices.append((programme.value, str(words)))
            continue
        cost = say("%(cost)s sebulan") % {"cost": rupiah(costs[0])}
        if costs[1] != costs[0]:
            cost = say("%(single)s sebulan, berkeluarga %(married)s") % {
                "single": rupiah(costs[0]),
                "married": rupiah(costs[1]),
            }
        choices.append((programme.value, f"{words}. {cost}"))
    return choices


def month_choices(facts: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a mapping of facts
    """Give the periods that can be paid, each with its sum where the facts are complete."""
    choices = []
    for months in PERIODS:
        words = months_words(months)
        if facts.get("base") and facts.get("programmes"):
            try:
                period = period_dues(
                    facts["base"],
                    facts.get("married", False),
                    programmes=[Programme(code) for code in facts["programmes"]],
                    first_month=facts.get("first_month") or Month.of(facts["today"]),
                    months=months,
                )
            except (LawGap, ValueError):
                continue
            words = f"{words}: {rupiah(sum(month.dues.total for month in period))}"
        choices.append((str(months), words))
    return choices


def months_words(months: int) -> str:
    """Write a number of months."""
    return ngettext("%(n)s bulan", "%(n)s bulan", months) % {"n": months}


NIK: Final = Question("nik", _("Berapa NIK Anda?"), NikForm)
NAME: Final = Question("nama", _("Siapa nama Anda?"), NameForm)
BIRTH: Final = Question("lahir", _("Kapan Anda lahir?"), BirthForm)
PLACE: Final = Question("tempat", _("Di mana Anda bekerja?"), PlaceForm)
OCCUPATION: Final = Question("pekerjaan", _("Apa pekerjaan Anda?"), OccupationForm)
BASE: Final = Question(
    "penghasilan",
    _("Berapa penghasilan Anda sebulan?"),
    BaseForm,
    _("Iuran dan santunan dihitung dari jumlah ini."),
)
PROGRAMMES: Final = Question(
    "program", _("Program apa yang Anda pilih?"), ProgrammesForm, _("Boleh lebih dari satu.")
)
FAMILY: Final = Question("keluarga", _("JPK untuk siapa?"), FamilyForm)
PHONE: Final = Question("telepon", _("Nomor telepon Anda?"), PhoneForm)
MONTHS: Final = Question(
    "bulan", _("Berapa bulan yang Anda bayar sekaligus?"), MonthsForm, _("Dibayar di muka.")
)
