"""The questions asked when an employer is registered."""

from datetime import date
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.rules.dues import terms_of
from jamsostek.kernel.months import Month
from jamsostek.law.reader import LawGap
from jamsostek.web.fields import DayField
from jamsostek.web.labels import EMPLOYER_KINDS, RISK_GROUPS
from jamsostek.web.questions import Question, QuestionForm


class NameForm(QuestionForm):
    """Who it is."""

    name = forms.CharField(
        label=_("Nama"), max_length=120, help_text=_("Seperti pada akta atau izin usahanya.")
    )
    npwp = forms.CharField(
        label=_("NPWP, bila ada"), max_length=20, required=False, help_text=_("15 atau 16 angka.")
    )


class SimilarForm(QuestionForm):
    """Whether it is one of those that look alike."""

    is_new = forms.BooleanField(
        label=_("Sudah diperiksa: ini pemberi kerja lain, belum pernah terdaftar"),
        error_messages={"required": _("Beri tanda bila ini pemberi kerja lain.")},
    )


class BusinessForm(QuestionForm):
    """What it does, and as what."""

    kind = forms.ChoiceField(
        label=_("Bentuk"), choices=list(EMPLOYER_KINDS.items()), widget=forms.RadioSelect
    )
    industry = forms.CharField(
        label=_("Usahanya apa?"),
        max_length=200,
        help_text=_("Dengan kata sehari-hari, misalnya pabrik mebel kayu."),
    )


class RiskForm(QuestionForm):
    """The officer's decision about the risk group, with its reason."""

    risk_group = forms.ChoiceField(
        label=_("Kelompok risiko"),
        choices=[(str(number), roman) for number, roman in RISK_GROUPS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tulis jenis usaha pada Lampiran I yang paling sesuai, dan mengapa."),
    )


class JoiningForm(QuestionForm):
    """From when, in which programmes, at which branch."""

    from_date = DayField(label=_("Peserta sejak tanggal"), help_text=_("Misalnya 01-09-2011."))
    with_jpk = forms.ChoiceField(
        label=_("Ikut JPK?"),
        choices=[
            ("yes", _("Ya, ikut JHT, JKK, JKM dan JPK")),
            ("no", _("Tidak, punya jaminan kesehatan sendiri yang lebih baik")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Hanya JPK yang boleh dilepas (PP 14/1993, Pasal 2 ayat (4))."),
    )
    branch = forms.ChoiceField(label=_("Kantor cabang"))

    def prepare(self) -> None:
        """Offer the branches in the officer's scope."""
        branches = self.facts.get("branches", [])
        self.fields["branch"].choices = [(str(b.pk), b.name) for b in branches]  # type: ignore[attr-defined]

    def clean_from_date(self) -> date:
        """Refuse a day that lies ahead, or outside the law of this version."""
        day: date = self.cleaned_data["from_date"]
        if day > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        try:
            terms_of(Month.of(day))
        except LawGap as error:
            raise forms.ValidationError(
                _("Peraturan untuk tanggal ini tidak ada dalam sistem.")
            ) from error
        return day


class ContactForm(QuestionForm):
    """Where it is and how to reach it."""

    address = forms.CharField(
        label=_("Alamat"), max_length=200, widget=forms.Textarea({"rows": 3}), required=False
    )
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)


NAME: Final = Question("nama", _("Siapa pemberi kerjanya?"), NameForm)
SIMILAR: Final = Question(
    "mirip",
    _("Apakah salah satu dari ini?"),
    SimilarForm,
    _("Pemberi kerja berikut namanya mirip atau NPWP-nya sama."),
)
BUSINESS: Final = Question("usaha", _("Apa bentuk dan usahanya?"), BusinessForm)
RISK: Final = Question(
    "risiko",
    _("Kelompok risiko mana yang ditetapkan?"),
    RiskForm,
    _("Daftar usaha hanya menyarankan; yang menetapkan petugas."),
)
JOINING: Final = Question("kepesertaan", _("Sejak kapan dan untuk program apa?"), JoiningForm)
CONTACT: Final = Question("alamat", _("Di mana dan bagaimana dihubungi?"), ContactForm)
