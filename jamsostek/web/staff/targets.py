"""Targets: what each office is to reach in a year, who said so, and setting them anew."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.institution.queries import Level, Office, office_of_staff, offices_below
from jamsostek.reporting.measures import FIGURES, MEASURE_NAMES, SEGMENT_NAMES, Key
from jamsostek.reporting.queries import TargetSet, target_history, targets_of
from jamsostek.reporting.services import NoTargetForThisOffice, set_target
from jamsostek.web.access import READ_TARGETS, SET_TARGETS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.fields import CountField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.dashboards import SLUG_OF, figure_asked, lang
from jamsostek.web.staff.scope import office_in_scope

YEARS_AROUND: Final = 2
"""Targets are set for the years so far before and after this one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, its target, and what the offices below are to reach together."""

    segment: str
    name: str
    slug: str
    target: int | None
    below: int | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One time a target was set, with the figure's name."""

    name: str
    was: TargetSet


class TargetForm(QuestionForm):
    """How many, for which year, and on what grounds."""

    year = forms.ChoiceField(label=_("Tahun"))
    amount = CountField(label=_("Target"), least=1, help_text=_("Jumlah pada akhir tahun itu."))
    reason = forms.CharField(
        label=_("Dasar penetapan"),
        max_length=200,
        help_text=_("Misalnya nomor surat atau rencana kerja dan anggaran (RKAP)."),
    )

    def prepare(self) -> None:
        """Offer the years around this one."""
        years = [(str(year), str(year)) for year in years_offered()]
        self.fields["year"].choices = years  # type: ignore[attr-defined]  # a field of choices


@route(READ_TARGETS)
def own_targets(request: StaffRequest) -> HttpResponse:
    """Lead to the targets of the officer's own office."""
    return redirect("office_targets", code=office_of_staff(request.officer).code)


@route(READ_TARGETS)
def targets(request: StaffRequest, code: str) -> HttpResponse:
    """Show an office's targets of a year, those of the offices below, and who set them."""
    shown, year = office_in_scope(request, code), year_asked(request)
    below = offices_below(shown)
    below_targets = [targets_of(part, year) for part in below]
    own = targets_of(shown, year)
    history = target_history(shown, year) if shown.level is not Level.HEAD else []
    context = {
        "office": shown,
        "own_code": office_of_staff(request.officer).code,
        "year": year,
        "years": years_offered(),
        "below": below,
        "rows": [_row(key, own, below_targets) for key in FIGURES],
        "history": [Setting(MEASURE_NAMES[lang()][was.key], was) for was in history],
        "may_set": SET_TARGETS.admits(request) and shown.level is not Level.HEAD,
    }
    return render(request, "staff/targets.html", context)


@route(SET_TARGETS)
def change(request: StaffRequest, code: str, figure: str) -> HttpResponseBase:
    """Set one target of an office for a year."""
    shown, key = office_in_scope(request, code), figure_asked(figure)
    year = year_asked(request)
    was = targets_of(shown, year).get(key)
    name = MEASURE_NAMES[lang()][key]
    form = TargetForm(request.POST or None, initial={"year": str(year), "amount": was})
    return ask_then_confirm(
        request,
        form,
        Change(
            question=say("Target %(name)s") % {"name": name},
            check=say("Tetapkan target ini?"),
            send_words=say("Tetapkan"),
            done=say("Target ditetapkan."),
            above=shown.name,
            back_url=reverse("office_targets", args=[shown.code]) + f"?tahun={year}",
            make=lambda said: _set(request, shown, key, said),
            refusals={
                NoTargetForThisOffice: (
                    None,
                    say("Target kantor pusat adalah jumlah target kantor wilayahnya."),
                )
            },
            notes=lambda said: _notes(shown, key, said),
        ),
    )


def years_offered() -> list[int]:
    """Give the years for which targets are set."""
    now = today().year
    return list(range(now - YEARS_AROUND, now + YEARS_AROUND + 1))


def year_asked(request: StaffRequest) -> int:
    """Give the year of the address, or this one."""
    asked = request.GET.get("tahun", "")
    return next((year for year in years_offered() if str(year) == asked), today().year)


def _set(request: StaffRequest, shown: Office, key: Key, said: Said) -> object:
    segment, measure = key
    return set_target(
        office=shown,
        segment=segment,
        measure=measure,
        year=int(said["year"]),
        amount=said["amount"],
        act=act_of(request, said["reason"]),
    )


def _notes(shown: Office, key: Key, said: Said) -> list[str]:
    """Say what this replaces."""
    was = targets_of(shown, int(said["year"])).get(key)
    if was is None:
        return []
    words: dict[str, Any] = {"year": said["year"], "amount": f"{was:,}".replace(",", ".")}
    return [say("Menggantikan target tahun %(year)s sebanyak %(amount)s.") % words]


def _row(key: Key, own: dict[Key, int], below: list[dict[Key, int]]) -> Row:
    together = [part[key] for part in below if key in part]
    return Row(
        segment=SEGMENT_NAMES[lang()][key[0]],
        name=MEASURE_NAMES[lang()][key],
        slug=SLUG_OF[key],
        target=own.get(key),
        below=sum(together) if together else None,
    )
