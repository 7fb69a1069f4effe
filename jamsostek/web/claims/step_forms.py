"""The questions of a claim's steps: why, until when, what came of it, how it is decided."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.rules.reasons import reasons_for
from jamsostek.web.claims.forms import PaperField
from jamsostek.web.claims.showing import lang
from jamsostek.web.fields import DayField
from jamsostek.web.questions import QuestionForm


class ReasonForm(QuestionForm):
    """Why a step is taken."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis alasannya; pemutus dan auditor akan membacanya.")},
    )


class PendForm(ReasonForm):
    """Why a claim waits, and until when."""

    until = DayField(
        label=_("Tinjau lagi tanggal"), error_messages={"required": _("Tulis tanggalnya.")}
    )

    def clean_until(self) -> date:
        """Refuse a day that is not ahead."""
        day: date = self.cleaned_data["until"]
        if day <= self.facts["today"]:
            raise forms.ValidationError(_("Pilih hari sesudah hari ini."))
        return day


class DecisionForm(QuestionForm):
    """How an assessment is decided, on which ground, with which article."""

    outcome = forms.ChoiceField(
        label=_("Putusan"),
        choices=[
            ("APPROVED", _("Setujui")),
            ("REJECTED", _("Tolak")),
            ("RETURNED", _("Kembalikan untuk diperbaiki")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih putusannya.")},
    )
    reason_code = forms.ChoiceField(
        label=_("Dasar"), error_messages={"required": _("Pilih dasarnya.")}
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Dibaca penerima surat: tulis seperti berbicara kepadanya."),
        error_messages={"required": _("Tulis alasannya.")},
    )
    citation = forms.CharField(
        label=_("Pasal, bila ditolak"),
        max_length=200,
        required=False,
        help_text=_("Kosongkan bila pasal dasar itu sendiri yang berlaku."),
    )

    def prepare(self) -> None:
        """Offer the grounds of each outcome."""
        groups = [
            (words, [(reason.code, reason.in_(lang())) for reason in reasons_for(outcome)])
            for outcome, words in self.fields["outcome"].choices  # type: ignore[attr-defined]
        ]
        self.fields["reason_code"].choices = [("", _("Pilih satu")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a ground of another outcome, and a refusal without an article."""
        said: dict[str, Any] = super().clean() or {}
        outcome, code = said.get("outcome"), said.get("reason_code")
        if not outcome or not code:
            return said
        grounds = {reason.code: reason for reason in reasons_for(outcome)}
        if code not in grounds:
            self.add_error("reason_code", _("Dasar ini bukan untuk putusan itu."))
        elif outcome == "REJECTED":
            said["citation"] = said.get("citation") or grounds[code].citation
            if not said["citation"]:
                self.add_error("citation", _("Tulis pasal yang menjadi dasar penolakan."))
        return said


class ObjectionForm(QuestionForm):
    """Why somebody does not accept a decision."""

    text = forms.CharField(
        label=_("Mengapa Anda tidak setuju?"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Sebutkan bagian yang menurut Anda keliru. Surat tambahan boleh menyusul."),
        error_messages={"required": _("Tulis mengapa Anda tidak setuju.")},
    )


class AnswerForm(QuestionForm):
    """What comes of an objection."""

    uphold = forms.ChoiceField(
        label=_("Keberatan ini"),
        choices=[
            ("yes", _("Diterima: klaim dibuka kembali dan dihitung lagi")),
            ("no", _("Tidak diterima: putusan tetap")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    answer = forms.CharField(
        label=_("Jawaban"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Tulis jawabannya; yang berkeberatan akan membacanya.")},
    )


class OutcomeForm(QuestionForm):
    """What came of an accident, as the doctor's statement says (stage II)."""

    stated_on = DayField(
        label=_("Tanggal surat dokter"),
        help_text=_("Formulir 3b, atau 3c untuk penyakit akibat kerja."),
        error_messages={"required": _("Tulis tanggal surat dokternya.")},
    )
    outcome = forms.ChoiceField(
        label=_("Akibatnya menurut dokter"),
        choices=[
            ("RECOVERED", _("Sembuh tanpa cacat")),
            ("PARTIAL", _("Cacat sebagian untuk selama-lamanya")),
            ("TOTAL", _("Cacat total untuk selama-lamanya")),
            ("DEATH", _("Meninggal dunia")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    days_unable = forms.IntegerField(
        label=_("Berapa hari tidak mampu bekerja"),
        min_value=0,
        max_value=36500,
        required=False,
        help_text=_("Menurut surat dokter. Tulis 0 bila tidak ada."),
    )

    def clean_stated_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["stated_on"]
        if day > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return day


class RejectionForm(QuestionForm):
    """On which ground a claim is to be refused."""

    reason_code = forms.ChoiceField(
        label=_("Dasar"), error_messages={"required": _("Pilih dasarnya.")}
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Tulis alasannya; pemutus dan auditor akan membacanya.")},
    )
    citation = forms.CharField(label=_("Pasal"), max_length=200, required=False)

    def prepare(self) -> None:
        """Offer the grounds of a refusal."""
        grounds = [(reason.code, reason.in_(lang())) for reason in reasons_for("REJECTED")]
        self.fields["reason_code"].choices = [("", _("Pilih satu")), *grounds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the article of the ground, or ask for one."""
        said: dict[str, Any] = super().clean() or {}
        grounds = {reason.code: reason.citation for reason in reasons_for("REJECTED")}
        said["citation"] = said.get("citation") or grounds.get(said.get("reason_code", ""), "")
        if said.get("reason_code") and not said["citation"]:
            self.add_error("citation", _("Tulis pasal yang menjadi dasar penolakan."))
        return said


class OpinionForm(QuestionForm):
    """The reasons of a medical opinion; the facts it finds are asked beside it."""

    text = forms.CharField(
        label=_("Pendapat dan alasannya"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Tulis pendapat dan alasannya.")},
    )


class StageTwoForm(OutcomeForm):
    """Stage II as the employer sends it: the outcome with the doctor's statement itself."""

    file = PaperField(
        label=_("Surat keterangan dokter"),
        help_text=_("Foto (JPG, PNG) atau PDF, paling besar 5 MB."),
    )
