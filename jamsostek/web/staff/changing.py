"""A change on the record: asked for, shown once more with what follows from it, and then made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from jamsostek.web.access import StaffRequest
from jamsostek.web.fields import CountField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.templatetags.words import long_date, number, rupiah

CONFIRMED: Final = "pasti"
EDITED: Final = "ubah"

Said = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: its words, what makes it, and what to say where a fact stands against it."""

    question: str
    check: str
    """What the second page asks: really?"""
    send_words: str
    done: str
    above: str
    back_url: str
    make: Callable[[Said], object]
    refusals: Mapping[type[Exception], tuple[str | None, str]] = field(default_factory=dict)
    """For each fact that the service may raise, the field it belongs to and the words."""
    hint: str = ""
    notes: Callable[[Said], Sequence[str]] = lambda _said: ()
    """What follows from the change and wants to be known before."""
    template: str = "parts/question.html"
    shown: Mapping[str, object] = field(default_factory=dict)
    """What the template of the question shows besides."""


def ask_then_confirm(request: StaffRequest, form: QuestionForm, change: Change) -> HttpResponseBase:
    """Ask; where the answers hold, show them again; make the change once it is confirmed."""
    if request.method != "POST" or not form.is_valid() or EDITED in request.POST:
        return _ask(request, form, change)
    if CONFIRMED not in request.POST:
        return _confirm(request, form, change)
    try:
        change.make(form.cleaned_data)
    except tuple(change.refusals) as fact:
        form.add_error(*change.refusals[type(fact)])
        return _ask(request, form, change)
    messages.success(request, change.done)
    return redirect(change.back_url)


def _ask(request: StaffRequest, form: QuestionForm, change: Change) -> HttpResponse:
    context = {
        **change.shown,
        "form": form,
        "question": change.question,
        "hint": change.hint,
        "above": change.above,
        "back_url": change.back_url,
    }
    return render(request, change.template, context)


def _confirm(request: StaffRequest, form: QuestionForm, change: Change) -> HttpResponse:
    context = {
        "form": form,
        "change": change,
        "facts": [(bound.label, _said(bound, form.cleaned_data[bound.name])) for bound in form],
        "notes": change.notes(form.cleaned_data),
    }
    return render(request, "staff/confirm.html", context)


def _said(bound: BoundField, value: object) -> str:
    """Give an answer as one reads it."""
    if isinstance(bound.field, forms.ChoiceField):
        choices = dict(bound.field.choices)  # type: ignore[arg-type]  # ours are pairs
        if isinstance(value, list):
            return "; ".join(str(choices[each]) for each in value)
        return str(choices[value])
    if isinstance(bound.field, CountField) and isinstance(value, int):
        return number(value)
    if isinstance(value, date):
        return long_date(value)
    return rupiah(value) if isinstance(value, int) else str(value)
