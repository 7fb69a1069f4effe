"""A member's family: dependants, and the status that decides the JPK tariff."""

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.membership.queries import numbers_of
from jamsostek.web import families
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import person_in_scope


@route(WRITE_MEMBERS)
def dependant(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Ask for a dependant, and add one to the family."""
    person = numbers_of(person_in_scope(request, kpj))[0]
    form = families.DependantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = families.add(form, person, act_of(request))
        if added is not None:
            messages.success(request, say("%(name)s ditambahkan.") % {"name": added.name})
            return redirect("member", kpj=kpj)
    return _page(request, person, form, say("Siapa anggota keluarganya?"))


@route(WRITE_MEMBERS)
def end(request: StaffRequest, kpj: str, dependant_id: int) -> HttpResponseBase:
    """Ask from when a dependant is one no more and why, and end the entry."""
    person = person_in_scope(request, kpj)
    found: Dependant | None = person.dependants.filter(pk=dependant_id, until_date=None).first()
    if found is None:
        raise Http404
    form = families.EndForm(request.POST or None, facts={"relation": found.relation})
    if request.method == "POST" and form.is_valid() and families.end(form, found, act_of(request)):
        return redirect("member", kpj=kpj)
    return _page(request, person, form, families.question_of_end(found))


@route(WRITE_MEMBERS)
def status(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Ask for the family status, and let it hold from a day on."""
    person = numbers_of(person_in_scope(request, kpj))[0]
    form = families.StatusForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and families.change_status(form, person, act_of(request))
    ):
        messages.success(request, say("Status keluarga diubah."))
        return redirect("member", kpj=kpj)
    hint = say(
        "Untuk yang anggota keluarganya tidak dicatat satu per satu. Suami, istri dan anak yang "
        "tercatat sudah menentukan tarif JPK dengan sendirinya."
    )
    return _page(request, person, form, say("Apa status keluarganya?"), hint)


def _page(
    request: StaffRequest, person: InsuredPerson, form: QuestionForm, words: str, hint: str = ""
) -> HttpResponseBase:
    context = {
        "form": form,
        "question": words,
        "hint": hint,
        "above": person.name,
        "back_url": reverse("member", args=[person.kpj]),
        "send_words": say("Simpan"),
    }
    return render(request, "parts/question.html", context)
