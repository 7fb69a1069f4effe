"""The questions that a branch answers about providers, contracts, choices and letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.kernel.money import written_rupiah
from jamsostek.providers.models import Service
from jamsostek.providers.services.guarantees import LONGEST_VALID, VALID_DAYS
from jamsostek.providers.services.providers import Price
from jamsostek.web.fields import CountField, DayField, MonthField, RupiahField
from jamsostek.web.provider.words import KINDS, SERVICES
from jamsostek.web.questions import QuestionForm

MARKS = {"RAWAT": "is_stay", "ICU": "is_special_care", "KAPITASI": "in_capitation"}


class ProviderForm(QuestionForm):
    """Who a provider is, and the account it is paid on."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=tuple(KINDS.items()))
    name = forms.CharField(
        label=_("Nama"), max_length=120, error_messages={"required": _("Tulis namanya.")}
    )
    address = forms.CharField(
        label=_("Alamat"), max_length=200, error_messages={"required": _("Tulis alamatnya.")}
    )
    bank = forms.CharField(
        label=_("Bank"), max_length=40, error_messages={"required": _("Tulis nama banknya.")}
    )
    account_number = forms.RegexField(
        r"^[0-9 .\-]{5,34}$",
        label=_("Nomor rekening"),
        error_messages={
            "required": _("Tulis nomor rekeningnya."),
            "invalid": _("Nomor rekening hanya berisi angka, paling sedikit lima."),
        },
    )
    account_name = forms.CharField(
        label=_("Atas nama"),
        max_length=120,
        error_messages={"required": _("Tulis nama pemilik rekeningnya.")},
    )


class ContractForm(QuestionForm):
    """A contract: its number and spell, capitation, and its tariff line by line."""

    number = forms.CharField(
        label=_("Nomor perjanjian"),
        max_length=60,
        error_messages={"required": _("Tulis nomor perjanjiannya.")},
    )
    from_date = DayField(
        label=_("Berlaku sejak"), error_messages={"required": _("Tulis tanggal mulainya.")}
    )
    last_day = DayField(label=_("Hari terakhir"), required=False, help_text=_("Boleh kosong."))
    single = RupiahField(
        label=_("Kapitasi sebulan per jiwa, tenaga kerja tanpa keluarga"), required=False, least=1
    )
    family = RupiahField(
        label=_("Kapitasi sebulan per jiwa, dengan keluarga"), required=False, least=1
    )
    tariff = forms.CharField(
        label=_("Tarif"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Satu layanan satu baris: Kode; Nama; Jenis; Harga; Paling banyak; Tanda. Jenis:"
            " FIRST_LEVEL, SPECIALIST, INPATIENT, MATERNITY, DIAGNOSTIC, SPECIAL atau EMERGENCY."
            " Tanda, boleh kosong: RAWAT (hari rawat), RAWAT ICU, atau KAPITASI."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Read the tariff's lines, and see that the rest fits together."""
        said = super().clean() or {}
        if bool(said.get("single")) != bool(said.get("family")):
            self.add_error("family", say("Isi kedua jumlah kapitasi, atau kosongkan keduanya."))
        first, last = said.get("from_date"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", say("Hari terakhir tidak boleh sebelum mulai."))
        try:
            said["prices"] = [
                read_price(line) for line in said.get("tariff", "").splitlines() if line.strip()
            ]
        except ValueError as error:
            self.add_error("tariff", say("Baris ini tidak terbaca: %(line)s") % {"line": error})
        return said


def read_price(line: str) -> Price:
    """Read one line of a tariff.

    Raises:
        ValueError: it cannot be read; the error is the line.
    """
    parts = [part.strip() for part in line.split(";")]
    code, name, service, written, most, *marks = [*parts, *[""] * (5 - len(parts))]
    price = written_rupiah(written)
    words = " ".join(marks).upper().split()
    known = code and len(code) <= 20 and name and service.upper() in Service.values
    is_number = most.isdecimal() and len(most) <= 4
    if not (known and price and 0 < price < 10**12 and is_number and 0 < int(most) <= 366):
        raise ValueError(line)
    flags = {MARKS[word]: True for word in words if word in MARKS}
    fits = "is_special_care" not in flags or "is_stay" in flags
    if len(flags) < len(set(words)) or not fits:
        raise ValueError(line)
    if "is_stay" in flags and service.upper() != Service.INPATIENT:
        raise ValueError(line)
    return Price(code.upper(), name[:120], service.upper(), price, int(most), **flags)


class MemberField(forms.RegexField):
    """Reads a member number."""

    def __init__(self) -> None:
        super().__init__(
            r"^\d{11}$",
            label=_("Nomor KPJ"),
            error_messages={
                "required": _("Tulis nomor KPJ."),
                "invalid": _("Nomor KPJ terdiri dari sebelas angka."),
            },
        )


class ChoiceForm(QuestionForm):
    """Which member chooses the provider, and from which month."""

    kpj = MemberField()
    month = MonthField(label=_("Mulai bulan"), error_messages={"required": _("Tulis bulannya.")})


class LetterForm(QuestionForm):
    """For whom a letter is, for what, and who referred the patient."""

    kpj = MemberField()
    patient = forms.CharField(
        label=_("Nama pasien"),
        max_length=120,
        required=False,
        help_text=_("Kosong bila pasiennya tenaga kerja itu sendiri."),
    )
    service = forms.ChoiceField(label=_("Pelayanan"), choices=tuple(SERVICES.items()))
    referred_by = forms.CharField(
        label=_("Dirujuk oleh"),
        max_length=120,
        error_messages={"required": _("Tulis dokter atau klinik yang merujuk.")},
    )
    diagnosis = forms.CharField(
        label=_("Diagnosis"), max_length=200, error_messages={"required": _("Tulis diagnosisnya.")}
    )
    days = CountField(
        label=_("Berlaku berapa hari"), initial=VALID_DAYS, least=1, most=LONGEST_VALID
    )


class MonthForm(QuestionForm):
    """The month of a capitation."""

    month = MonthField(label=_("Bulan"), error_messages={"required": _("Tulis bulannya.")})


class ReasonForm(QuestionForm):
    """Why something is withdrawn."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, error_messages={"required": _("Tulis alasannya.")}
    )
