"""The questions asked when a worker is registered, or leaves."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from jamsostek.kernel.identifiers import is_kpj
from jamsostek.law.wages import WAGE_MAX
from jamsostek.membership.models import EmploymentKind, InsuredPerson, WageRecord
from jamsostek.web.fields import DayField, RupiahField
from jamsostek.web.labels import EMPLOYMENT_KINDS, SEXES, WAGE_BASES
from jamsostek.web.questions import Question, QuestionForm


class NumberForm(QuestionForm):
    """The numbers by which somebody may be known already."""

    kpj = forms.CharField(
        label=_("KPJ, bila sudah punya"),
        max_length=20,
        required=False,
        help_text=_("11 angka pada kartu peserta."),
    )
    nik = forms.CharField(
        label=_("NIK"),
        max_length=20,
        required=False,
        help_text=_("16 angka pada KTP. Kosongkan bila belum ada."),
    )

    def clean_kpj(self) -> str:
        """Refuse a number that nobody has."""
        kpj: str = self.cleaned_data["kpj"].replace(" ", "")
        if kpj and not is_kpj(kpj):
            raise forms.ValidationError(_("KPJ terdiri atas 11 angka."))
        if kpj and not InsuredPerson.objects.filter(kpj=kpj).exists():
            raise forms.ValidationError(
                _("Tidak ada peserta dengan KPJ ini. Periksa angkanya, atau kosongkan.")
            )
        return kpj

    def clean_nik(self) -> str:
        """Take the spaces out."""
        return str(self.cleaned_data["nik"]).replace(" ", "")


class PersonForm(QuestionForm):
    """A new member."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    birth_date = DayField(label=_("Tanggal lahir"), help_text=_("Misalnya 17-08-1985."))
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=60, required=False)
    sex = forms.ChoiceField(
        label=_("Kelamin"), choices=list(SEXES.items()), widget=forms.RadioSelect
    )

    def clean_birth_date(self) -> date:
        """Refuse a birth day that lies ahead."""
        return _not_ahead(self.cleaned_data["birth_date"], self.facts["today"])


class WorkForm(QuestionForm):
    """On what terms somebody works."""

    from_date = DayField(label=_("Bekerja sejak"), help_text=_("Misalnya 01-09-2011."))
    kind = forms.ChoiceField(
        label=_("Jenis hubungan kerja"),
        choices=list(EMPLOYMENT_KINDS.items()),
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Jabatan, bila ada"), max_length=80, required=False)
    last_day = DayField(
        label=_("Hari terakhir kontrak, bila kontrak"),
        required=False,
        help_text=_("Misalnya 31-12-2011. Kosongkan bila tidak ditentukan."),
    )
    basis = forms.ChoiceField(
        label=_("Upah dihitung"),
        choices=list(WAGE_BASES.items()),
        widget=forms.RadioSelect,
        required=False,
        initial=WageRecord.Basis.MONTHLY,
        help_text=_("Upah tenaga kerja harian lepas: sehari."),
    )
    wage = RupiahField(label=_("Upah"), help_text=_("Misalnya 2.500.000."), least=1, most=WAGE_MAX)
    family = forms.ChoiceField(
        label=_("Keluarga"),
        choices=[("single", _("Lajang")), ("married", _("Berkeluarga"))],
        widget=forms.RadioSelect,
    )

    def clean_from_date(self) -> date:
        """Refuse a first day that lies ahead."""
        return _not_ahead(self.cleaned_data["from_date"], self.facts["today"])

    def clean_basis(self) -> str:
        """Take wages of a month where nothing is said."""
        return self.cleaned_data["basis"] or WageRecord.Basis.MONTHLY.value

    def clean(self) -> None:
        """Refuse an end of contract without a contract, or before its beginning."""
        last, first = self.cleaned_data.get("last_day"), self.cleaned_data.get("from_date")
        if not last:
            return
        if self.cleaned_data.get("kind") != EmploymentKind.FIXED_TERM:
            self.add_error("last_day", _("Hanya kontrak (PKWT) yang mempunyai akhir kontrak."))
        elif first and last < first:
            self.add_error("last_day", _("Hari terakhir lebih awal daripada hari pertama."))


def terms_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Give the terms of work as said on the form, in the words of a list of workers."""
    last: date | None = said["last_day"]
    first_day_out = last + timedelta(days=1) if last else None
    return {
        "from_date": said["from_date"],
        "until_date": first_day_out,
        "agreed_until": first_day_out,
        "kind": said["kind"],
        "title": said["title"],
        "basis": said["basis"],
        "wage": said["wage"],
        "married": said["family"] == "married",
    }


class EndForm(QuestionForm):
    """The last day at work, and why."""

    last_day = DayField(label=_("Hari terakhir bekerja"), help_text=_("Misalnya 30-09-2011."))
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=60,
        help_text=_("Misalnya mengundurkan diri, kontrak habis, PHK, pensiun, meninggal."),
    )

    def clean_last_day(self) -> date:
        """Refuse a last day ahead, or before the first one."""
        last: date = _not_ahead(self.cleaned_data["last_day"], self.facts["today"])
        if last < self.facts["from_date"]:
            raise forms.ValidationError(_("Hari terakhir lebih awal daripada hari pertama."))
        return last


def person_known(said: dict[str, Any]) -> InsuredPerson | None:
    """Give the member meant by the numbers: by KPJ, or alone in having the NIK."""
    if said.get("kpj"):
        return InsuredPerson.objects.filter(kpj=said["kpj"]).first()
    if not said.get("nik"):
        return None
    found = list(InsuredPerson.objects.filter(nik=said["nik"])[:2])
    return found[0] if len(found) == 1 else None


def _not_ahead(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(_("Tanggal ini belum tiba."))
    return day


NUMBER: Final = Question(
    "nomor",
    _("Apakah tenaga kerja ini sudah dikenal?"),
    NumberForm,
    _("Seseorang hanya punya satu KPJ seumur hidup, walaupun berganti pemberi kerja."),
)
PERSON: Final = Question("orang", _("Siapa tenaga kerjanya?"), PersonForm)
WORK: Final = Question("kerja", _("Bagaimana hubungan kerjanya?"), WorkForm)
