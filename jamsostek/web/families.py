"""The questions about a member's family, as officers and employers answer them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Dependant, EndReason, InsuredPerson, Relation
from jamsostek.membership.queries import Kin
from jamsostek.membership.rules import end_reasons_of
from jamsostek.membership.services import add_dependant, end_dependant, set_family_status
from jamsostek.membership.services.families import (
    AlreadyEnded,
    BeginsAhead,
    BeginsBeforeBirth,
    EndsAhead,
    EndsTooEarly,
    FamilyRemains,
    FourthChild,
    SecondSpouse,
    StatusBefore,
    StatusUnchanged,
    TooOld,
)
from jamsostek.web.fields import DayField
from jamsostek.web.labels import END_REASONS, RELATIONS
from jamsostek.web.questions import QuestionForm

EXAMPLE: Final = _("Misalnya 01-09-2011.")


class DependantForm(QuestionForm):
    """A spouse or child."""

    relation = forms.ChoiceField(
        label=_("Hubungan"),
        choices=list(RELATIONS.items()),
        widget=forms.RadioSelect,
        help_text=_(
            "Suami atau istri menurut perkawinan yang sah; anak kandung, atau anak angkat yang "
            "disahkan, yang belum menikah dan belum bekerja."
        ),
    )
    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    birth_date = DayField(label=_("Tanggal lahir"), help_text=_("Misalnya 17-08-1985."))
    nik = forms.CharField(label=_("NIK, bila ada"), max_length=16, required=False)
    from_date = DayField(
        label=_("Ditanggung sejak"),
        help_text=_("Hari perkawinan, kelahiran atau pengesahan; atau hari dilaporkan."),
    )


class StatusForm(QuestionForm):
    """Whether somebody counts as with a family, and since when."""

    family = forms.ChoiceField(
        label=_("Status"),
        choices=[("single", _("Lajang")), ("married", _("Berkeluarga"))],
        widget=forms.RadioSelect,
    )
    from_date = DayField(label=_("Berlaku sejak"), help_text=EXAMPLE)


class EndForm(QuestionForm):
    """From when a dependant is one no more, and why."""

    reason = forms.ChoiceField(label=_("Sebabnya"), widget=forms.RadioSelect)
    until_date = DayField(
        label=_("Hari pertama tidak ditanggung"),
        help_text=_("Hari perceraian, meninggal, menikah atau mulai bekerja."),
    )

    def prepare(self) -> None:
        """Offer the reasons that fit the relation."""
        reasons = end_reasons_of(self.facts["relation"])
        field = self.fields["reason"]
        field.choices = [(reason.value, END_REASONS[reason]) for reason in reasons]  # type: ignore[attr-defined]


Fault = tuple[str | None, Promise]

ADDING: Final[dict[type[ValueError], Fault]] = {
    SecondSpouse: (
        "relation",
        _("Sudah ada suami atau istri yang tercatat. Akhiri dahulu catatannya."),
    ),
    FourthChild: (
        "relation",
        _(
            "Sudah ada tiga anak yang ditanggung pada waktu itu, dan peraturan menanggung paling "
            "banyak tiga. Akhiri dahulu catatan anak yang tidak lagi ditanggung."
        ),
    ),
    TooOld: (
        "birth_date",
        _("Anak ini sudah mencapai batas umur pada hari pertamanya; tidak ditanggung lagi."),
    ),
    BeginsAhead: ("from_date", _("Tanggal ini belum tiba.")),
    BeginsBeforeBirth: ("from_date", _("Tanggal ini sebelum kelahirannya.")),
}
ENDING: Final[dict[type[ValueError], Fault]] = {
    AlreadyEnded: (None, _("Catatan ini sudah diakhiri.")),
    EndsTooEarly: ("until_date", _("Harus setelah hari pertama ditanggung.")),
    EndsAhead: ("until_date", _("Tanggal ini belum tiba.")),
}
CHANGING: Final[dict[type[ValueError], Fault]] = {
    StatusUnchanged: ("family", _("Status itu sudah berlaku.")),
    StatusBefore: ("from_date", _("Sudah ada status yang berlaku pada atau setelah itu.")),
    FamilyRemains: (
        "family",
        _(
            "Masih ada anggota keluarga yang ditanggung pada atau setelah tanggal itu. Akhiri "
            "dahulu catatannya."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One of the family on a page, with where the entry can be ended."""

    kin: Kin
    end_url: str


def rows_of(family: Sequence[Kin], end_url: Callable[[Kin], str] | None) -> list[FamilyRow]:
    """Give the rows of a family; only what lasts can be ended, by who may."""
    return [
        FamilyRow(
            kin,
            end_url(kin) if end_url is not None and kin.cover.relative.until_date is None else "",
        )
        for kin in family
    ]


def add(form: DependantForm, person: InsuredPerson, act: Act) -> Dependant | None:
    """Add the dependant of a valid form; None where the form now says what stands against it."""
    said = {**form.cleaned_data, "relation": Relation(form.cleaned_data["relation"])}
    try:
        return add_dependant(person=person, act=act, **said)
    except tuple(ADDING) as fault:
        _say_fault(form, ADDING[type(fault)])
        return None


def end(form: EndForm, dependant: Dependant, act: Act) -> bool:
    """End the entry of a valid form; False where the form now says what stands against it."""
    until: date = form.cleaned_data["until_date"]
    reason = EndReason(form.cleaned_data["reason"])
    try:
        end_dependant(dependant=dependant, until_date=until, reason=reason, act=act)
    except tuple(ENDING) as fault:
        _say_fault(form, ENDING[type(fault)])
        return False
    return True


def change_status(form: StatusForm, person: InsuredPerson, act: Act) -> bool:
    """Change the status of a valid form; False where the form now says what stands against it."""
    married = form.cleaned_data["family"] == "married"
    since: date = form.cleaned_data["from_date"]
    try:
        set_family_status(person=person, married=married, from_date=since, act=act)
    except tuple(CHANGING) as fault:
        _say_fault(form, CHANGING[type(fault)])
        return False
    return True


def _say_fault(form: QuestionForm, fault: Fault) -> None:
    field, words = fault
    form.add_error(field, str(words))


def question_of_end(dependant: Dependant) -> str:
    """Give the question about the end of an entry."""
    return say("Sejak kapan %(name)s tidak ditanggung lagi?") % {"name": dependant.name}
