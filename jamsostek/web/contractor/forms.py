"""The questions asked about contractors and projects."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.queries.projects import dues_of_contract
from jamsostek.contributions.rules.construction import CONTRACT_MAX, terms_of_payment
from jamsostek.contributions.services.projects import Payment
from jamsostek.law.reader import LawGap
from jamsostek.membership.services import NewSubcontractor
from jamsostek.web.fields import DayField, RupiahField
from jamsostek.web.questions import Question, QuestionForm

LONGEST_YEARS: Final = 30


class ContractorForm(QuestionForm):
    """A firm that builds."""

    name = forms.CharField(label=_("Nama"), max_length=120)
    npwp = forms.CharField(label=_("NPWP, bila ada"), max_length=20, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    branch = forms.ChoiceField(label=_("Kantor cabang"))

    def prepare(self) -> None:
        """Offer the branches in the officer's scope."""
        _offer(self, self.facts.get("branches", []))


class ProjectForm(QuestionForm):
    """What is built, for whom, where, and by whom besides."""

    name = forms.CharField(label=_("Nama proyek"), max_length=200)
    owner = forms.CharField(
        label=_("Pemberi kerja"), max_length=120, help_text=_("Untuk siapa proyek ini dibangun.")
    )
    contract_number = forms.CharField(
        label=_("Nomor SPK atau kontrak, bila ada"), max_length=60, required=False
    )
    place = forms.CharField(label=_("Lokasi"), max_length=200)
    branch = forms.ChoiceField(label=_("Kantor cabang"))
    subcontractors = forms.CharField(
        label=_("Subkontraktor, bila ada"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Satu baris satu perusahaan: nama; pekerjaannya."),
    )

    def prepare(self) -> None:
        """Offer the branches that may take the project."""
        _offer(self, self.facts.get("branches", []))

    def clean_subcontractors(self) -> tuple[NewSubcontractor, ...]:
        """Read a firm from every line."""
        said = str(self.cleaned_data["subcontractors"])
        firms = []
        for line in filter(None, map(str.strip, said.splitlines())):
            name, _sign, work = line.partition(";")
            if not name.strip() or len(name.strip()) > 120 or len(work.strip()) > 120:
                msg = _("Tulis nama perusahaan lebih dahulu, paling panjang 120 huruf: %(line)s")
                raise forms.ValidationError(msg, params={"line": line[:60]})
            firms.append(NewSubcontractor(name=name.strip(), work=work.strip()))
        return tuple(firms)


def _offer(form: QuestionForm, branches: list[Any]) -> None:
    form.fields["branch"].choices = [(str(b.pk), b.name) for b in branches]  # type: ignore[attr-defined]


class ValueForm(QuestionForm):
    """What the contract is worth, and when the work is done."""

    contract_value = RupiahField(
        label=_("Nilai kontrak"),
        help_text=_("Dalam rupiah, misalnya 180.000.000."),
        least=1,
        most=CONTRACT_MAX,
    )
    wage_sum = RupiahField(
        label=_("Jumlah upah seluruh proyek, bila diketahui"),
        help_text=_("Bila diisi, iuran dihitung dari upah dan bukan dari nilai kontrak."),
        least=1,
        most=CONTRACT_MAX,
        required=False,
    )
    from_date = DayField(label=_("Mulai bekerja"), help_text=_("Misalnya 09-09-2011."))
    last_day = DayField(label=_("Hari kerja terakhir"))
    payment = forms.ChoiceField(
        label=_("Dibayar"),
        choices=[
            (Payment.TERMS.value, _("Dalam tiga termin: 50, 25 dan 25 persen")),
            (Payment.ONCE.value, _("Sekaligus")),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and a day whose law is not known."""
        said = super().clean() or {}
        begins, ends = said.get("from_date"), said.get("last_day")
        if begins and ends and ends < begins:
            self.add_error("last_day", _("Selesainya sebelum pekerjaan dimulai."))
        elif begins and ends and ends - begins > timedelta(days=366 * LONGEST_YEARS):
            self.add_error("last_day", _("Proyek ini lebih dari 30 tahun. Periksa tahunnya."))
        if said.get("contract_value") and said.get("payment"):
            self._check_law(said)
        return said

    def _check_law(self, said: dict[str, Any]) -> None:
        day = self.facts["today"]
        try:
            dues_of_contract(
                contract_value=said["contract_value"],
                wage_sum=said.get("wage_sum"),
                registered_on=day,
            )
        except LawGap:
            self.add_error(None, _("Tarif untuk pendaftaran hari ini tidak ada dalam sistem."))
            return
        if said["payment"] == Payment.TERMS.value:
            try:
                terms_of_payment(1, on=day)
            except LawGap:
                words = _("Peraturan hari ini tidak menyebut termin. Pilih dibayar sekaligus.")
                self.add_error("payment", words)


class AddendumForm(QuestionForm):
    """What an addendum says; filled in with what holds now."""

    contract_value = RupiahField(label=_("Nilai kontrak baru"), least=1, most=CONTRACT_MAX)
    wage_sum = RupiahField(
        label=_("Jumlah upah baru, bila diketahui"), least=1, most=CONTRACT_MAX, required=False
    )
    last_day = DayField(label=_("Hari kerja terakhir"))
    signed_on = DayField(label=_("Tanggal adendum"))
    reason = forms.CharField(
        label=_("Nomor adendum atau alasannya"), max_length=200, help_text=_("Tercatat di riwayat.")
    )
    after_version = forms.IntegerField(widget=forms.HiddenInput)


class ListForm(QuestionForm):
    """A list of workers."""

    file = forms.FileField(
        label=_("Daftar pekerja"),
        help_text=_(
            "Excel (.xlsx) atau CSV, paling besar 20 MB. Cukup kolom Nama; boleh dengan NIK, KPJ, "
            "tanggal lahir, L/P, pekerjaan, mulai dan selesai."
        ),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas yang berisi daftar pekerja."),
        },
    )


class EndForm(QuestionForm):
    """The last day somebody works on a project."""

    last_day = DayField(label=_("Hari kerja terakhir"))


class SignatoryForm(QuestionForm):
    """As what the officer signs."""

    position = forms.CharField(
        label=_("Ditandatangani sebagai"),
        help_text=_("Jabatan di bawah nama Anda, misalnya Kepala Kantor Cabang."),
        max_length=80,
    )


PROJECT: Final = Question("proyek", _("Proyek apa, untuk siapa, di mana?"), ProjectForm)
VALUE: Final = Question("nilai", _("Berapa nilainya, dan kapan dikerjakan?"), ValueForm)
