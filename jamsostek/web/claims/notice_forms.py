"""The questions of an accident notice (stage I) and of what came of it (stage II)."""

from datetime import date, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Cause
from jamsostek.web.claims.words import CAUSES
from jamsostek.web.fields import DayField
from jamsostek.web.questions import Question, QuestionForm

NOT_LISTED: Final = "0"
"""Chosen for somebody who is not on the reporter's list of workers."""


class WhoForm(QuestionForm):
    """Who had the accident, as one would search for them."""

    worker = forms.CharField(
        label=_("Nama atau KPJ"),
        max_length=120,
        help_text=_("Sebagian nama cukup. KPJ ada pada kartu peserta."),
        error_messages={"required": _("Tulis nama atau KPJ tenaga kerjanya.")},
    )


class PickForm(QuestionForm):
    """Which of those found it is, or somebody who is not on the list."""

    which = forms.ChoiceField(
        label=_("Tenaga kerja"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    full_name = forms.CharField(
        label=_("Nama lengkap, bila tidak ada di daftar"), max_length=120, required=False
    )

    def prepare(self) -> None:
        """Offer those whom the search found."""
        found = [(str(worker.key), worker.words) for worker in self.facts.get("found", ())]
        others = [(NOT_LISTED, _("Tidak ada di daftar pekerja kami"))]
        if not self.facts.get("takes_unlisted", True):
            others = []
            del self.fields["full_name"]
        self.fields["which"].choices = found + others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody who is not listed."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("which") == NOT_LISTED and not said.get("full_name"):
            self.add_error("full_name", _("Tulis nama lengkapnya."))
        return said


class ClockField(forms.Field):
    """Reads `14.30`, `14:30` or `1430` as a time of day."""

    default_error_messages = {"invalid": _("Tulis jam dan menit, misalnya 14.30.")}

    def to_python(self, value: Any) -> time | None:  # noqa: ANN401 - whatever was sent
        """Give the time, or None where nothing was written."""
        text = str(value or "").strip().replace(".", ":")
        if not text:
            return None
        hours, _colon, minutes = text.partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - whatever is shown
        """Write a time as people here write it."""
        return value.strftime("%H.%M") if isinstance(value, time) else value


class EventForm(QuestionForm):
    """What happened, when and where."""

    cause = forms.ChoiceField(
        label=_("Apa yang terjadi?"),
        choices=[
            (each.value, CAUSES[each]) for each in (Cause.ACCIDENT, Cause.COMMUTE, Cause.DISEASE)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    event_date = DayField(
        label=_("Tanggal kejadian"),
        help_text=_("Misalnya 28-09-2011. Untuk penyakit: hari dokter menetapkannya."),
        error_messages={"required": _("Tulis tanggal kejadiannya.")},
    )
    event_time = ClockField(
        label=_("Jam, bila diketahui"), help_text=_("Misalnya 14.30."), required=False
    )
    place = forms.CharField(
        label=_("Tempat"),
        max_length=200,
        help_text=_("Misalnya ruang potong, gedung B; atau nama jalan dan kota."),
        error_messages={"required": _("Tulis tempat kejadiannya.")},
    )
    text = forms.CharField(
        label=_("Ceritakan apa yang terjadi"),
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Sedang mengerjakan apa, bagaimana terjadinya, siapa yang melihat."),
        error_messages={"required": _("Ceritakan apa yang terjadi.")},
    )

    def clean_event_date(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["event_date"]
        if day > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return day


CONDITIONS: Final = {
    "WORKING": _("Sudah bekerja lagi"),
    "HOME": _("Berobat jalan, belum dapat bekerja"),
    "HOSPITAL": _("Dirawat di rumah sakit"),
    "DIED": _("Meninggal dunia"),
}
"""How somebody is when the accident is reported."""


class InjuryForm(QuestionForm):
    """What was hurt, and what has been done about it so far."""

    injuries = forms.CharField(
        label=_("Bagian badan yang cedera"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis bagian badan yang cedera.")},
    )
    treated_at = forms.CharField(
        label=_("Dirawat di mana"),
        max_length=200,
        required=False,
        help_text=_("Nama rumah sakit, klinik atau dokter. Kosongkan bila belum dirawat."),
    )
    condition = forms.ChoiceField(
        label=_("Keadaannya sekarang"),
        choices=list(CONDITIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )


class ContactForm(QuestionForm):
    """Whom the claims officer may ask."""

    contact = forms.CharField(
        label=_("Nama"),
        max_length=120,
        error_messages={"required": _("Tulis nama yang dapat ditanyai.")},
    )
    phone = forms.CharField(
        label=_("Telepon"),
        max_length=30,
        error_messages={"required": _("Tulis nomor teleponnya.")},
    )


WHO: Final = Question("siapa", _("Siapa yang mengalami kecelakaan?"), WhoForm)
PICK: Final = Question("pilih", _("Yang mana?"), PickForm)
EVENT: Final = Question("kejadian", _("Apa yang terjadi, kapan dan di mana?"), EventForm)
INJURY: Final = Question("cedera", _("Apa cederanya, dan sudah ditolong bagaimana?"), InjuryForm)
CONTACT: Final = Question(
    "narahubung",
    _("Siapa yang dapat ditanyai petugas klaim?"),
    ContactForm,
    _("Orang di perusahaan yang mengetahui kejadiannya."),
)
QUESTIONS: Final = (WHO, PICK, EVENT, INJURY, CONTACT)
