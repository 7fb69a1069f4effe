"""The questions asked about a claim: who claims, which paper came, who was left, who is paid."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Evidence, Payee
from jamsostek.treasury.services.payments import Destination
from jamsostek.web.claims.notice_forms import ClockField
from jamsostek.web.claims.words import METHODS, RECIPIENTS, RELATIONS
from jamsostek.web.fields import DayField
from jamsostek.web.questions import QuestionForm

PAPER_MAX: Final = 5_000_000
PAPER_TYPES: Final = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"""The kinds of file a paper may be, each by how such a file begins."""


def media_type(start: bytes) -> str:
    """Give what a file is by how it begins; empty where it is none of those taken."""
    return next((kind for sign, kind in PAPER_TYPES.items() if start.startswith(sign)), "")


class PaperField(forms.FileField):
    """A paper as a PDF or a picture, not too large to be sent from a telephone."""

    default_error_messages = {
        "required": _("Pilih atau potret suratnya dahulu."),
        "empty": _("Berkas ini kosong. Pilih berkas yang berisi."),
        "kind": _("Kirim foto (JPG atau PNG) atau PDF."),
        "size": _("Berkas ini lebih besar dari 5 MB. Perkecil fotonya, lalu kirim lagi."),
    }

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/jpeg,image/png,application/pdf"

    def clean(self, data: Any, initial: Any = None) -> "UploadedFile[bytes] | None":  # noqa: ANN401 - Django's own
        """Give the file that was sent."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > PAPER_MAX:
            raise forms.ValidationError(self.error_messages["size"], "size")
        if not media_type(file.read(8)):
            raise forms.ValidationError(self.error_messages["kind"], "kind")
        file.seek(0)
        return file


class StartForm(QuestionForm):
    """For which member."""

    kpj = forms.CharField(
        label=_("KPJ peserta"),
        max_length=20,
        help_text=_("11 angka. Belum tahu nomornya? Cari dahulu menurut nama."),
        error_messages={"required": _("Tulis KPJ pesertanya.")},
    )

    def clean_kpj(self) -> str:
        """Take the spaces out."""
        return str(self.cleaned_data["kpj"]).replace(" ", "")


class ClaimForm(QuestionForm):
    """What happened, and who claims; an accident is asked for its time and place too."""

    event_date = DayField(
        label=_("Tanggal kejadian"),
        help_text=_("Misalnya 28-09-2011."),
        error_messages={"required": _("Tulis tanggal kejadiannya.")},
    )
    event_time = ClockField(
        label=_("Jam, bila diketahui"), help_text=_("Misalnya 14.30."), required=False
    )
    place = forms.CharField(label=_("Tempat kejadian"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Apa yang terjadi"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    claimant_name = forms.CharField(
        label=_("Yang mengajukan"),
        max_length=120,
        error_messages={"required": _("Tulis nama yang mengajukan.")},
    )
    claimant_relation = forms.CharField(
        label=_("Hubungannya dengan tenaga kerja"),
        max_length=40,
        required=False,
        help_text=_("Misalnya: diri sendiri, janda, pengurus personalia."),
    )
    claimant_phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)

    def prepare(self) -> None:
        """Ask for time, place and what happened only where it was an accident."""
        if not self.facts.get("is_accident"):
            for name in ("event_time", "place"):
                del self.fields[name]

    def clean_event_date(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["event_date"]
        if day > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return day


class PaperForm(QuestionForm):
    """A paper of the checklist: received, refused or not needed, with its file and a note."""

    state = forms.ChoiceField(
        label=_("Keadaan"),
        choices=[
            (Evidence.State.RECEIVED, _("Diterima")),
            (Evidence.State.REFUSED, _("Tidak dapat diterima")),
            (Evidence.State.WAIVED, _("Tidak diperlukan")),
        ],
        widget=forms.RadioSelect,
        initial=Evidence.State.RECEIVED,
    )
    file = PaperField(
        label=_("Berkas"),
        required=False,
        help_text=_(
            "Foto atau PDF, paling besar 5 MB. Boleh kosong bila suratnya disimpan di map."
        ),
    )
    dated = DayField(label=_("Tanggal surat"), required=False)
    note = forms.CharField(
        label=_("Catatan"),
        max_length=200,
        required=False,
        help_text=_("Wajib bila ditolak atau tidak diperlukan: mengapa?"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask why where a paper is refused or not needed."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("state") != Evidence.State.RECEIVED and not said.get("note"):
            self.add_error("note", _("Tulis alasannya."))
        return said


class UploadForm(QuestionForm):
    """One paper, sent by whoever claims."""

    file = PaperField(
        label=_("Foto atau berkas"),
        help_text=_("Foto (JPG, PNG) atau PDF, paling besar 5 MB. Pastikan tulisannya terbaca."),
    )


class SurvivorForm(QuestionForm):
    """Somebody whom the worker left behind."""

    relation = forms.ChoiceField(
        label=_("Hubungan"),
        choices=[("", _("Pilih satu")), *RELATIONS.items()],
        error_messages={"required": _("Pilih hubungannya.")},
    )
    name = forms.CharField(
        label=_("Nama"), max_length=120, error_messages={"required": _("Tulis namanya.")}
    )
    birth_date = DayField(
        label=_("Tanggal lahir"),
        required=False,
        help_text=_("Menentukan apakah perlu wali."),
    )
    nik = forms.CharField(label=_("NIK"), max_length=16, required=False)
    died_on = DayField(label=_("Tanggal meninggal, bila sudah meninggal"), required=False)
    share = forms.IntegerField(
        label=_("Bagian menurut kesepakatan atau penetapan"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Kosongkan bila dibagi sama rata."),
    )


class AccountForm(QuestionForm):
    """How somebody is paid: into which account, or in cash."""

    method = forms.ChoiceField(
        label=_("Cara bayar"),
        choices=list(METHODS.items()),
        widget=forms.RadioSelect,
        initial=Payee.Method.TRANSFER,
        error_messages={"required": _("Pilih cara bayarnya.")},
    )
    bank = forms.CharField(label=_("Bank"), max_length=40, required=False)
    account_number = forms.RegexField(
        r"^[0-9 .\-]{5,34}$",
        label=_("Nomor rekening"),
        required=False,
        error_messages={"invalid": _("Nomor rekening hanya berisi angka, paling sedikit lima.")},
    )
    account_name = forms.CharField(
        label=_("Atas nama"),
        max_length=120,
        required=False,
        help_text=_("Seperti di buku tabungan."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the account of somebody who is paid into one."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("method") == Payee.Method.TRANSFER:
            for name, words in _WANTED.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return said

    def destination(self) -> Destination:
        """Give where the money goes."""
        said = self.cleaned_data
        if said["method"] == Payee.Method.CASH:
            return Destination(method=said["method"])
        return Destination(
            method=said["method"],
            bank=said["bank"],
            account_number=said["account_number"],
            account_name=said["account_name"],
        )


_WANTED: Final = {
    "bank": _("Tulis nama banknya."),
    "account_number": _("Tulis nomor rekeningnya."),
    "account_name": _("Tulis nama pemilik rekeningnya."),
}


class PayeeForm(AccountForm):
    """Who is paid, and how."""

    role = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[(code, words) for code, words in RECIPIENTS.items() if code != "STATE"],
    )
    survivor = forms.ChoiceField(label=_("Ahli waris"), required=False)
    name = forms.CharField(
        label=_("Nama penerima"),
        max_length=120,
        error_messages={"required": _("Tulis nama penerimanya.")},
    )
    field_order = ("role", "survivor", "name")

    def prepare(self) -> None:
        """Offer the survivors of the claim."""
        survivors = [(str(one.pk), one.name) for one in self.facts.get("survivors", ())]
        if survivors:
            self.fields["survivor"].choices = [("", _("Pilih satu")), *survivors]  # type: ignore[attr-defined]
        else:
            del self.fields["survivor"]


class FamilyNoneForm(QuestionForm):
    """That a worker left no family, which is more than not being told of any."""

    nobody = forms.BooleanField(label=_("Tidak ada keluarga yang ditinggalkan"), required=False)
