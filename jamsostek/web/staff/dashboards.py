"""Targets against realisation: an office, each of its figures, the offices below it, the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from jamsostek.institution.queries import Office, office_of_staff
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang, long_date
from jamsostek.reporting.charts import Mark, TargetBar, month_series, office_map, target_bars
from jamsostek.reporting.measures import FIGURES, YEAR_END_RULE, Key, Realisation
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.outputs import is_told, report_csv, report_of, report_xlsx
from jamsostek.reporting.press import release_of
from jamsostek.reporting.queries import OfficeRealisation, by_month, in_year, report
from jamsostek.web.access import READ_MEMBERS, READ_TARGETS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.staff.scope import day_asked, office_in_scope

SLUGS: Final[dict[str, Key]] = dict(
    zip(
        (
            *("perusahaan", "tenaga-kerja", "proyek", "tenaga-kerja-konstruksi"),
            *("wadah", "tk-lhk", "peserta", "peserta-baru"),
        ),
        FIGURES,
        strict=True,
    )
)
"""How each figure is called in addresses."""
SLUG_OF: Final = {key: slug for slug, key in SLUGS.items()}
MEMBERS: Final = (Segment.ALL, Measure.WORKERS)
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of an office, with its name, what it counts and where it is opened up."""

    name: str
    counted_from: str
    figure: Realisation
    url: str


@dataclass(frozen=True, slots=True)
class Below:
    """An office one level down, where it is opened, and its figures."""

    office: Office
    url: str
    rows: Sequence[Row]


@route(READ_MEMBERS)
def dashboard(request: StaffRequest) -> HttpResponse:
    """Lead to the dashboard of the officer's own office."""
    return redirect("office", code=office_of_staff(request.officer).code)


@route(READ_MEMBERS)
def office(request: StaffRequest, code: str) -> HttpResponse:
    """Show an office's figures on a day beside their targets, and the offices below it."""
    shown, day, language = office_in_scope(request, code), day_asked(request, today()), lang()
    own, below = report(shown, day)
    told = [at for at, f in enumerate(own.figures) if is_told(f)]
    people = [at for at in told if own.figures[at].measure is not Measure.EMPLOYERS]
    members = FIGURES.index(MEMBERS)
    benefits = in_year(shown, day)
    context = frame_of(request, shown, day) | {
        "rows": [_row(shown, f, language) for f in own.figures if is_told(f)],
        "untold": [_row(shown, f, language) for f in own.figures if not is_told(f)],
        "chart": _bars([own.figures[at] for at in told], day, language),
        "map": _map(below, members, day, language),
        "below_names": [own.figures[at].name(language) for at in people],
        "below": [
            _below(part, _office_url(part.office), [part.figures[at] for at in people], language)
            for part in below
        ],
        "release": release_of(own, below, benefits, day),
        "benefits": benefits.total,
        "year_begins": benefits.first,
        "may_read_targets": READ_TARGETS.admits(request),
    }
    return render(request, "staff/office.html", context)


@route(READ_MEMBERS)
def figure(request: StaffRequest, code: str, figure: str) -> HttpResponse:
    """Show one figure of an office: its way through the year, and the offices it comes from."""
    shown, day, language = office_in_scope(request, code), day_asked(request, today()), lang()
    key = figure_asked(figure)
    at = FIGURES.index(key)
    own, below = report(shown, day)
    found = own.figures[at]
    months = by_month(shown, day, found.measure, found.segment)
    name = found.name(language)
    chart = month_series(
        tuple(months), target=found.target, title=f"{name}, {day.year}", lang=language
    )
    with_target = [part for part in below if part.figures[at].target]
    bars = tuple(TargetBar(part.office.name, part.figures[at]) for part in with_target)
    title = f"{name}, {long_date(day, language)}"
    context = frame_of(request, shown, day) | {
        "row": _row(shown, found, language),
        "slug": figure,
        "months": months,
        "months_chart": drawn(chart),
        "map": _map(below, at, day, language),
        "chart": drawn(target_bars(bars, title=title, lang=language)) if bars else "",
        "below": [
            _below(part, _figure_url(part.office, key), [part.figures[at]], language)
            for part in below
        ],
    }
    return render(request, "staff/figure.html", context)


@route(READ_MEMBERS)
def workbook(request: StaffRequest, code: str) -> HttpResponse:
    """Give the whole report of an office as a workbook."""
    shown, day = office_in_scope(request, code), day_asked(request, today())
    content = report_xlsx(report_of(shown, day), lang())
    return _file(content, f"realisasi-{shown.code}-{day}.xlsx", XLSX)


@route(READ_MEMBERS)
def lines(request: StaffRequest, code: str) -> HttpResponse:
    """Give the figures of an office and those below as CSV."""
    shown, day = office_in_scope(request, code), day_asked(request, today())
    content = report_csv(report_of(shown, day), lang()).encode("utf-8-sig")
    return _file(content, f"realisasi-{shown.code}-{day}.csv", "text/csv; charset=utf-8")


def figure_asked(slug: str) -> Key:
    """Give the figure that an address names.

    Raises:
        Http404: there is none of this name.
    """
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]


def frame_of(request: StaffRequest, shown: Office, day: date) -> dict[str, Any]:
    """Give what stands on every page of the report: whose it is, its day, and the days beside."""
    first = Month.of(day).first_day
    before = first - timedelta(days=1) if first > date.min else None
    after = Month.of(Month.of(day).last_day + timedelta(days=1)).last_day
    return {
        "office": shown,
        "own_code": office_of_staff(request.officer).code,
        "day": day,
        "month_before": before,
        "month_after": after if after <= today() else None,
        "year_end_rule": YEAR_END_RULE[lang()],
    }


def lang() -> Lang:
    """Give the language of the page."""
    return "en" if get_language() == "en" else "id"


def drawn(svg: str) -> SafeString:
    """Let a chart of our own into the page; its texts are escaped where it is drawn."""
    return mark_safe(svg)  # noqa: S308 - reporting.charts escapes what it writes


def _row(shown: Office, found: Realisation, language: Lang) -> Row:
    url = _figure_url(shown, found.key) + f"?tanggal={found.on}"
    return Row(found.name(language), found.counted_from(language), found, url)


def _below(
    part: OfficeRealisation, url: str, figures: Sequence[Realisation], language: Lang
) -> Below:
    return Below(part.office, url, [_row(part.office, found, language) for found in figures])


def _office_url(shown: Office) -> str:
    return reverse("office", args=[shown.code])


def _figure_url(shown: Office, key: Key) -> str:
    return reverse("office_figure", args=[shown.code, SLUG_OF[key]])


def _bars(figures: Sequence[Realisation], day: date, language: Lang) -> SafeString:
    bars = tuple(TargetBar(f.name(language), f) for f in figures if f.target)
    title = say("Realisasi terhadap target per %(day)s") % {"day": long_date(day, language)}
    return drawn(target_bars(bars, title=title, lang=language) if bars else "")


def _map(below: Sequence[OfficeRealisation], at: int, day: date, language: Lang) -> SafeString:
    """Draw where the figure comes from; a mark leads to the same figure of its office."""
    marks = tuple(
        Mark(
            _short(part.office),
            part.office.city,
            part.figures[at].realised,
            f"{_figure_url(part.office, FIGURES[at])}?tanggal={day}",
        )
        for part in below
    )
    name = below[0].figures[at].name(language) if below else ""
    return drawn(office_map(marks, title=f"{name}, {long_date(day, language)}", lang=language))


def _short(shown: Office) -> str:
    """Name an office shortly, without what all of them are called: Semarang I; or by its city."""
    name = shown.name.removeprefix("Kantor Cabang ").removeprefix("Cabang ")
    return name if name != shown.name else shown.city or shown.code


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
