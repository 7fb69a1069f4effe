"""The families of an employer's workers, which the employer reports (PP 14/1993, Pasal 8)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.membership.models import Employment, InsuredPerson
from jamsostek.membership.queries import Kin, employments_on, family_on, family_status_on
from jamsostek.membership.queries.families import dependants_of
from jamsostek.web import families
from jamsostek.web.access import EMPLOYER, EmployerRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.employer.scope import here
from jamsostek.web.questions import QuestionForm


@route(EMPLOYER)
def family(request: EmployerRequest, employment_id: int) -> HttpResponse:
    """Show a worker's family: who is insured in JPK today, who is not, and why."""
    employment = _employment_asked(request, employment_id)
    person: InsuredPerson = employment.person
    day = today()

    def end_url(kin: Kin) -> str:
        return reverse("employer_end_dependant", args=[employment_id, kin.cover.relative.id])

    context = here(request, employment.employer) | {
        "employment": employment,
        "person": person,
        "family": families.rows_of(family_on(person, day), end_url),
        "married": family_status_on(person, day),
        "today": day,
    }
    return render(request, "employer/family.html", context)


@route(EMPLOYER)
def dependant(request: EmployerRequest, employment_id: int) -> HttpResponseBase:
    """Ask for a dependant of a worker, and add one to the family."""
    employment = _employment_asked(request, employment_id)
    form = families.DependantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = families.add(form, employment.person, act_of(request))
        if added is not None:
            messages.success(request, say("%(name)s ditambahkan.") % {"name": added.name})
            return redirect("employer_family", employment_id=employment_id)
    return _page(request, employment, form, say("Siapa anggota keluarganya?"))


@route(EMPLOYER)
def end(request: EmployerRequest, employment_id: int, dependant_id: int) -> HttpResponseBase:
    """Ask from when a dependant is one no more and why, and end the entry."""
    employment = _employment_asked(request, employment_id)
    lasting = dependants_of(employment.person).filter(until_date=None)
    found = lasting.filter(pk=dependant_id).first()
    if found is None:
        raise Http404
    form = families.EndForm(request.POST or None, facts={"relation": found.relation})
    if request.method == "POST" and form.is_valid() and families.end(form, found, act_of(request)):
        return redirect("employer_family", employment_id=employment_id)
    return _page(request, employment, form, families.question_of_end(found))


def _employment_asked(request: EmployerRequest, employment_id: int) -> Employment:
    """Give an employment of today with the user's own employer.

    Raises:
        Http404: there is none of this number.
    """
    there = employments_on(request.employer_user.employer, today())
    found = there.select_related("employer").filter(pk=employment_id).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: EmployerRequest, employment: Employment, form: QuestionForm, words: str
) -> HttpResponseBase:
    context = {
        "form": form,
        "question": words,
        "above": employment.person.name,
        "back_url": reverse("employer_family", args=[employment.pk]),
        "send_words": say("Simpan"),
    }
    return render(request, "parts/question.html", context)
