"""The law as data: every value with its history and articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from jamsostek.law.citations import Implementation, Instrument, implementations, instruments_in
from jamsostek.law.citations import instruments as all_instruments
from jamsostek.law.reader import UNKNOWN, NotInLaw, Parameter, parameter_named, parameters, subjects
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.public.law_words import subject_words, title_words, unit_words
from jamsostek.web.templatetags.words import number, rupiah


@dataclass(frozen=True, slots=True)
class Value:
    """One value in the list of a subject: its name, and how it stood last."""

    name: str
    title: str
    last: str
    unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a value's history."""

    from_date: date
    words: str
    citation: str
    is_known: bool
    doubt: str
    note: str
    note_language: str


@route(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    """List every value of the law by subject."""
    language = get_language() or "id"
    groups = [
        (subject, subject_words(subject, language), [_value(p, language) for p in values.values()])
        for subject in subjects()
        if (values := parameters(subject))
    ]
    return render(request, "public/law.html", {"groups": groups})


@route(PUBLIC)
def history(request: HttpRequest, subject: str, name: str) -> HttpResponse:
    """Show one value: what it was from when on, and by which article."""
    try:
        parameter = parameter_named(subject, name)
    except NotInLaw as error:
        raise Http404 from error
    language = get_language() or "id"
    context = {
        "subject": subject_words(subject, language),
        "title": title_words(parameter, language),
        "unit": unit_words(parameter, language),
        "steps": [_step(parameter, n) for n in range(len(parameter.rows))],
        "functions": _functions_applying(parameter),
        "instruments": list(_instruments_named(parameter)),
    }
    return render(request, "public/law_value.html", context)


def _value(parameter: Parameter, language: str) -> Value:
    known = [row for row in parameter.rows if row.value is not None and row.value != UNKNOWN]
    last = known[-1] if known else parameter.rows[-1]
    return Value(
        name=parameter.name,
        title=title_words(parameter, language),
        last=_words(last.value, parameter.unit),
        unit=unit_words(parameter, language),
    )


def _step(parameter: Parameter, place: int) -> Step:
    row = parameter.rows[place]
    is_ours = bool(row.note_id) and get_language() != "en"
    doubts = {
        "press": say("dari berita"),
        "recalled": say("dari ingatan, belum diperiksa pada naskah"),
        "contradictory": say("sumbernya saling bertentangan"),
    }
    return Step(
        from_date=row.from_date,
        words=_words(row.value, parameter.unit),
        citation=row.citation,
        is_known=row.value is not None and row.value != UNKNOWN,
        doubt=doubts.get(row.status, ""),
        note=row.note_id if is_ours else row.note,
        note_language="id" if is_ours else "en",
    )


def _words(value: Any, unit: str) -> str:  # noqa: ANN401 - what the law's YAML holds
    if value is None:
        return say("tidak berlaku lagi")
    if value == UNKNOWN:
        return say("tidak diketahui")
    if isinstance(value, list):
        return " · ".join(_amount(item, unit) for item in value)
    return _amount(value, unit)


def _amount(value: Any, unit: str) -> str:  # noqa: ANN401 - one value of the law's YAML
    if isinstance(value, bool):
        return say("ya") if value else say("tidak")
    if unit.startswith("percent"):
        return f"{_decimal(value)} %"
    if unit.startswith("rupiah"):
        return rupiah(value)
    return number(value) if isinstance(value, int) else str(value)


def _decimal(value: Decimal | int) -> str:
    text = str(value)
    return text if get_language() == "en" else text.replace(".", ",")


def _functions_applying(parameter: Parameter) -> list[Implementation]:
    """Give the functions that apply an article which one of the rows cites."""
    cited = {row.citation for row in parameter.rows if row.value is not None}
    return [
        found
        for found in implementations()
        if any(place in citation for citation in cited for place in found.citations)
    ]


def _instruments_named(parameter: Parameter) -> Iterator[Instrument]:
    names = dict.fromkeys(n for row in parameter.rows for n in instruments_in(row.citation))
    known = all_instruments()
    return (known[name] for name in names if name in known)
