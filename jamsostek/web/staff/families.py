"""A member's family: dependants, and the status that decides the JPK tariff."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.membership.models import Dependant, InsuredPerson, Relation
from jamsostek.membership.services import add_dependant, end_dependant, set_family_status
from jamsostek.membership.services.families import SecondSpouse, StatusBefore, StatusUnchanged
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of
from jamsostek.web.fields import DayField
from jamsostek.web.labels import RELATIONS
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import person_in_scope


class DependantForm(QuestionForm):
    """A spouse or child."""

    relation = forms.ChoiceField(
        label=_("Hubungan"), choices=list(RELATIONS.items()), widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    birth_date = DayField(label=_("Tanggal lahir"), help_text=_("Misalnya 17-08-1985."))
    nik = forms.CharField(label=_("NIK, bila ada"), max_length=16, required=False)
    from_date = DayField(label=_("Ditanggung sejak"), help_text=_("Misalnya 01-09-2011."))


class StatusForm(QuestionForm):
    """Whether somebody counts as married, and since when."""

    family = forms.ChoiceField(
        label=_("Status"),
        choices=[("single", _("Lajang")), ("married", _("Berkeluarga"))],
        widget=forms.RadioSelect,
    )
    from_date = DayField(label=_("Berlaku sejak"), help_text=_("Misalnya 01-09-2011."))


class EndForm(QuestionForm):
    """From when a dependant is one no more."""

    until_date = DayField(
        label=_("Hari pertama tidak ditanggung"), help_text=_("Misalnya 01-09-2011.")
    )

    def clean_until_date(self) -> date:
        """Refuse an end that is not after the beginning."""
        day: date = self.cleaned_data["until_date"]
        if day <= self.facts["from_date"]:
            raise forms.ValidationError(_("Harus setelah hari pertama ditanggung."))
        return day


@route(WRITE_MEMBERS)
def dependant(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Ask for a dependant, and add one to the family."""
    person = person_in_scope(request, kpj)
    form = DependantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "relation": Relation(form.cleaned_data["relation"])}
        try:
            added = add_dependant(person=person, act=act_of(request), **said)
        except SecondSpouse:
            form.add_error(
                "relation", _("Sudah ada suami atau istri yang tercatat. Akhiri dahulu catatannya.")
            )
        else:
            messages.success(request, say("%(name)s ditambahkan.") % {"name": added.name})
            return redirect("member", kpj=kpj)
    return _page(request, person, form, say("Siapa anggota keluarganya?"))


@route(WRITE_MEMBERS)
def end(request: StaffRequest, kpj: str, dependant_id: int) -> HttpResponseBase:
    """Ask from when a dependant is one no more, and end the entry."""
    person = person_in_scope(request, kpj)
    found: Dependant | None = person.dependants.filter(pk=dependant_id, until_date=None).first()
    if found is None:
        raise Http404
    form = EndForm(request.POST or None, facts={"from_date": found.from_date})
    if request.method == "POST" and form.is_valid():
        end_dependant(dependant=found, act=act_of(request), **form.cleaned_data)
        return redirect("member", kpj=kpj)
    words = say("Sejak kapan %(name)s tidak ditanggung lagi?") % {"name": found.name}
    return _page(request, person, form, words)


@route(WRITE_MEMBERS)
def status(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Ask for the family status, and let it hold from a day on."""
    person = person_in_scope(request, kpj)
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        married = form.cleaned_data["family"] == "married"
        since = form.cleaned_data["from_date"]
        try:
            set_family_status(person=person, married=married, from_date=since, act=act_of(request))
        except StatusUnchanged:
            form.add_error("family", _("Status itu sudah berlaku."))
        except StatusBefore:
            form.add_error("from_date", _("Sudah ada status yang berlaku pada atau setelah itu."))
        else:
            messages.success(request, say("Status keluarga diubah."))
            return redirect("member", kpj=kpj)
    return _page(request, person, form, say("Apa status keluarganya?"))


def _page(
    request: StaffRequest, person: InsuredPerson, form: QuestionForm, words: str
) -> HttpResponseBase:
    context = {
        "form": form,
        "question": words,
        "above": person.name,
        "back_url": reverse("member", args=[person.kpj]),
        "send_words": say("Simpan"),
    }
    return render(request, "parts/question.html", context)
