"""The questions asked when what holds for an employer or a worker changes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.queries.bills import declarations_of
from jamsostek.contributions.rules.dues import terms_of
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap
from jamsostek.law.wages import WAGE_MAX
from jamsostek.membership.models import Employer, Employment, WageRecord
from jamsostek.membership.queries.employers import NoRiskGroup, risk_group_on
from jamsostek.web.fields import DayField, RupiahField
from jamsostek.web.labels import WAGE_BASES
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.employer_forms import RiskForm
from jamsostek.web.staff.scope import YEAR
from jamsostek.web.templatetags.words import long_date


def reason_field(help_text: object) -> forms.CharField:
    """Give the field that asks why; the auditor reads the answer."""
    return forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=help_text,  # type: ignore[arg-type]  # a promise is text to be
        error_messages={"required": _("Tulis alasannya; auditor akan membacanya.")},
    )


class RiskDecisionForm(RiskForm):
    """A new decision about the JKK risk group, from a day on."""

    from_date = DayField(label=_("Berlaku sejak"), help_text=_("Misalnya 01-10-2011."))
    field_order = ["risk_group", "from_date", "reason"]

    def clean_from_date(self) -> date:
        """Refuse a day outside the membership, or too far ahead."""
        return within_membership(self.cleaned_data["from_date"], self.facts)

    def clean(self) -> None:
        """Refuse a decision that changes nothing."""
        group, day = self.cleaned_data.get("risk_group"), self.cleaned_data.get("from_date")
        if not group or not day:
            return
        try:
            is_same = risk_group_on(self.facts["employer"], day) == int(group)
        except NoRiskGroup:
            is_same = False
        if is_same:
            self.add_error("risk_group", _("Kelompok risiko itu sudah berlaku pada tanggal itu."))


class JpkForm(QuestionForm):
    """From when an employer takes part in JPK, or leaves it."""

    from_date = DayField(label=_("Berlaku sejak"), help_text=_("Misalnya 01-10-2011."))
    reason = reason_field(_("Misalnya: surat perusahaan dan tanggalnya."))

    def clean_from_date(self) -> date:
        """Refuse a day that does not follow the spells of JPK there are."""
        day = within_membership(self.cleaned_data["from_date"], self.facts)
        spells = self.facts["employer"].programmes.filter(programme=Programme.JPK)
        if self.facts["leaves"]:
            lasting = spells.filter(until_date=None).first()
            if lasting is not None and day <= lasting.from_date:
                raise forms.ValidationError(
                    _("JPK baru diikuti sejak %(day)s; tanggalnya harus sesudah itu.")
                    % {"day": long_date(lasting.from_date)}
                )
            return day
        last = spells.filter(until_date__gt=day).order_by("-until_date").first()
        if last is not None:
            raise forms.ValidationError(
                _("JPK masih diikuti sampai %(day)s.")
                % {"day": long_date(last.until_date - timedelta(days=1))}
            )
        _must_know_jpk(day)
        return day

    def clean(self) -> None:
        """Refuse what stands so already, as when the change was confirmed before."""
        lasting = self.facts["employer"].programmes.filter(programme=Programme.JPK, until_date=None)
        if lasting.exists() != self.facts["leaves"]:
            self.add_error(None, _("Keikutsertaan JPK sudah seperti itu."))
        elif self.facts["employer"].until_date is not None:
            self.add_error(None, _("Kepesertaan perusahaan ini sudah berakhir."))


class EndMembershipForm(QuestionForm):
    """The last day of a membership, and why it ends."""

    last_day = DayField(
        label=_("Hari terakhir menjadi peserta"), help_text=_("Misalnya 30-09-2011.")
    )
    reason = reason_field(_("Misalnya: perusahaan tutup, bergabung dengan perusahaan lain."))

    def clean_last_day(self) -> date:
        """Refuse a last day ahead, before the first one, or while somebody still worked."""
        day: date = self.cleaned_data["last_day"]
        employer: Employer = self.facts["employer"]
        if day > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        if day < employer.from_date:
            raise forms.ValidationError(_("Hari terakhir lebih awal daripada hari pertama."))
        until = day + timedelta(days=1)
        ends = Employment.objects.filter(employer=employer, until_date__gt=until)
        last = ends.order_by("-until_date").values_list("until_date", flat=True).first()
        if last is not None:
            raise forms.ValidationError(
                _("Ada tenaga kerja yang tercatat bekerja sampai %(day)s.")
                % {"day": long_date(last - timedelta(days=1))}
            )
        if declarations_of(employer).filter(month__gte=until).exists():
            raise forms.ValidationError(_("Ada bulan setelah tanggal ini yang sudah dilaporkan."))
        if employer.programmes.filter(until_date=None, from_date__gte=until).exists():
            raise forms.ValidationError(_("Ada program yang baru diikuti setelah tanggal ini."))
        return day


class WageForm(QuestionForm):
    """What somebody earns from a day on."""

    basis = forms.ChoiceField(
        label=_("Upah dihitung"), choices=list(WAGE_BASES.items()), widget=forms.RadioSelect
    )
    wage = RupiahField(label=_("Upah"), help_text=_("Misalnya 2.500.000."), least=1, most=WAGE_MAX)
    from_date = DayField(label=_("Berlaku sejak"), help_text=_("Misalnya 01-10-2011."))
    reason = reason_field(_("Misalnya: kenaikan berkala, perubahan jabatan, salah catat."))

    def clean_from_date(self) -> date:
        """Refuse a day ahead, or before the employment began."""
        day: date = self.cleaned_data["from_date"]
        if day > self.facts["today"]:
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        if day < self.facts["employment"].from_date:
            raise forms.ValidationError(_("Orang ini belum bekerja di sini pada tanggal itu."))
        return day

    def clean(self) -> None:
        """Refuse the wage that holds already."""
        day, wage = self.cleaned_data.get("from_date"), self.cleaned_data.get("wage")
        if not day or not wage:
            return
        holding = self.facts["employment"].wages.filter(from_date__lte=day)
        now: WageRecord | None = holding.order_by("-from_date", "-pk").first()
        if now is not None and (now.wage, now.basis) == (wage, self.cleaned_data.get("basis")):
            self.add_error("wage", _("Upah itu sudah berlaku pada tanggal itu."))


def within_membership(day: date, facts: Mapping[str, Any]) -> date:
    """Give a day back that lies in an employer's membership and not far ahead.

    Raises:
        ValidationError: it lies elsewhere.
    """
    employer: Employer = facts["employer"]
    if day < employer.from_date:
        raise forms.ValidationError(
            _("Perusahaan ini baru menjadi peserta sejak %(day)s.")
            % {"day": long_date(employer.from_date)}
        )
    if employer.until_date is not None and day >= employer.until_date:
        raise forms.ValidationError(_("Kepesertaan perusahaan ini sudah berakhir."))
    if day > facts["today"] + YEAR:
        raise forms.ValidationError(_("Tanggal ini masih lebih dari setahun lagi."))
    return day


def _must_know_jpk(day: date) -> None:
    try:
        is_there = terms_of(Month.of(day)).jpk_single is not None
    except LawGap as error:
        raise forms.ValidationError(
            _("Peraturan untuk tanggal ini tidak ada dalam sistem.")
        ) from error
    if not is_there:
        raise forms.ValidationError(_("JPK tidak lagi diselenggarakan pada tanggal itu."))
