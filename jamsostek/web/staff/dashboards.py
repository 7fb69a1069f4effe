"""Targets against realisation: an office, the offices below it, and the months of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from jamsostek.institution.queries import Office, office_of_staff
from jamsostek.kernel.words import Lang, long_date
from jamsostek.reporting.charts import TargetBar, month_series, target_bars
from jamsostek.reporting.measures import MonthFigure, Realisation
from jamsostek.reporting.queries import OfficeRealisation, by_month, drill_down, realisation
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.staff.scope import day_asked, office_in_scope

CHART_WIDTH = 720


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of the office, with its name and what it counts."""

    name: str
    counted_from: str
    figure: Realisation


@dataclass(frozen=True, slots=True)
class Table:
    """One measure of the offices below, or of the months, as a chart and a table."""

    name: str
    chart: SafeString
    rows: Sequence[OfficeRealisation | MonthFigure]


@route(READ_MEMBERS)
def dashboard(request: StaffRequest) -> HttpResponse:
    """Lead to the dashboard of the officer's own office."""
    return redirect("office", code=office_of_staff(request.officer).code)


@route(READ_MEMBERS)
def office(request: StaffRequest, code: str) -> HttpResponse:
    """Show an office's realisation on a day beside its targets, and the offices below it."""
    shown = office_in_scope(request, code)
    day = day_asked(request, today())
    language: Lang = "en" if get_language() == "en" else "id"
    figures = realisation(shown, day)
    below = drill_down(shown, day)
    context = {
        "office": shown,
        "own_code": office_of_staff(request.officer).code,
        "day": day,
        "figures": [Figure(f.name(language), f.counted_from(language), f) for f in figures],
        "chart": _bars_of_measures(figures, day, language),
        "below": below,
        "below_tables": [_below(below, figure, day, language) for figure in figures],
        "months": [_months(shown, figure, day, language) for figure in figures],
    }
    return render(request, "staff/office.html", context)


def _bars_of_measures(figures: Sequence[Realisation], day: date, language: Lang) -> SafeString:
    bars = tuple(TargetBar(f.name(language), f) for f in figures)
    title = say("Realisasi terhadap target per %(day)s") % {"day": long_date(day, language)}
    return _drawn(target_bars(bars, title=title, lang=language, width=CHART_WIDTH))


def _below(
    offices: Sequence[OfficeRealisation], figure: Realisation, day: date, language: Lang
) -> Table:
    name = figure.name(language)
    if not offices:
        return Table(name, SafeString(), ())
    bars = tuple(
        TargetBar(row.office.name, row.of(figure.measure, figure.segment)) for row in offices
    )
    title = f"{name}, {long_date(day, language)}"
    chart = target_bars(bars, title=title, lang=language, width=CHART_WIDTH)
    return Table(name, _drawn(chart), offices)


def _months(office: Office, figure: Realisation, day: date, language: Lang) -> Table:
    rows = by_month(office, day, figure.measure, figure.segment)
    name = figure.name(language)
    chart = month_series(
        tuple(rows),
        target=figure.target,
        title=f"{name}, {day.year}",
        lang=language,
        width=CHART_WIDTH,
    )
    return Table(name, _drawn(chart), rows)


def _drawn(svg: str) -> SafeString:
    """Let a chart of our own into the page; its texts are escaped where it is drawn."""
    return mark_safe(svg)  # noqa: S308 - reporting.charts escapes what it writes
