"""The report of benefits: an office and a period, by programme, month and office, to the claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say

from jamsostek.institution.queries import Office, office_of_staff
from jamsostek.kernel.words import rounded_rupiah
from jamsostek.law.programmes import Programme
from jamsostek.reporting.charts import AmountBar, amount_bars
from jamsostek.reporting.measures import (
    BENEFIT_COUNTS,
    BENEFIT_NAMES,
    SEGMENT_NAMES,
    part_name,
)
from jamsostek.reporting.models import Segment
from jamsostek.reporting.outputs import benefits_xlsx
from jamsostek.reporting.queries import (
    BenefitReport,
    Benefits,
    By,
    Case,
    Chosen,
    benefit_cases,
    benefit_report,
    count_benefit_cases,
)
from jamsostek.web.access import READ_BENEFITS, READ_MEMBERS, StaffRequest, route
from jamsostek.web.clock import today
from jamsostek.web.staff.dashboards import XLSX, drawn, lang
from jamsostek.web.staff.scope import PAGE_LENGTH, day_written, office_in_scope

INSURED: Final = (Segment.FORMAL, Segment.CONSTRUCTION, Segment.OWN_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its name, where it is opened, its segments beside each other, all."""

    name: str
    url: str
    cells: Sequence[tuple[str, str, Benefits]]
    """Of each segment: what stands above it, where its claims are listed, what was decided."""
    total: Benefits


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim as it is listed, and where it is read whole."""

    case: Case
    url: str
    segment: str


@route(READ_MEMBERS)
def benefits(request: StaffRequest, code: str) -> HttpResponse:
    """Show what an office decided on in a period, and where it leads to the claims."""
    shown, (first, last) = office_in_scope(request, code), _period(request)
    read = benefit_report(shown, first, last)
    may_list = READ_BENEFITS.admits(request)
    context = _frame(request, shown, first, last) | {
        "read": read,
        "press": [
            (
                BENEFIT_NAMES[lang()][name],
                found,
                rounded_rupiah(found.amount, lang()),
            )
            for name, found in (
                ("PACKAGE_AND_SPECIAL", read.package_and_special),
                ("OWN_ACCOUNT", read.own_account),
            )
        ],
        "programmes": list(_programmes(read, may_list=may_list)),
        "segments": [SEGMENT_NAMES[lang()][segment] for segment in INSURED],
        "offices": list(_offices(read)),
        "months": [
            (part_name(By.MONTH, part.code, lang()), part.benefits)
            for part in read.parted(By.MONTH)
        ],
        "chart": _chart(read, By.PROGRAMME, say("Jumlah jaminan menurut program")),
        "months_chart": _chart(read, By.MONTH, say("Jumlah jaminan menurut bulan")),
        "list_url": _list_url(shown, read) if may_list else "",
    }
    return render(request, "staff/benefits.html", context)


@route(READ_MEMBERS)
def benefits_workbook(request: StaffRequest, code: str) -> HttpResponse:
    """Give the same as a workbook."""
    shown, (first, last) = office_in_scope(request, code), _period(request)
    content = benefits_xlsx(benefit_report(shown, first, last), lang())
    name = f"jaminan-{shown.code}-{first}-{last}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@route(READ_BENEFITS)
def benefit_list(request: StaffRequest, code: str) -> HttpResponse:
    """List the claims behind a figure, newest decision first."""
    shown, (first, last) = office_in_scope(request, code), _period(request)
    chosen = Chosen(
        first,
        last,
        _code_asked(request, "segmen", Segment),
        _code_asked(request, "program", Programme),
    )
    count = count_benefit_cases(shown, chosen)
    page = Paginator(range(count), PAGE_LENGTH).get_page(request.GET.get("hal"))
    start = max(page.start_index() - 1, 0)
    found = benefit_cases(shown, chosen, start=start, length=PAGE_LENGTH)
    names = (
        BENEFIT_NAMES[lang()][chosen.programme] if chosen.programme else "",
        SEGMENT_NAMES[lang()][chosen.segment] if chosen.segment else "",
    )
    context = _frame(request, shown, first, last) | {
        "title": ", ".join(filter(None, names)) or say("Semua program"),
        "page": page,
        "cases": [
            Listed(case, _claim_url(case), SEGMENT_NAMES[lang()][Segment(case.segment)])
            for case in found
        ],
        "query": urlencode({k: v for k, v in request.GET.items() if k != "hal"}) + "&",
    }
    return render(request, "staff/benefit_list.html", context)


def _period(request: StaffRequest) -> tuple[date, date]:
    """Give the days of the address, else the year so far; a period backwards is turned round."""
    now = today()
    last = day_written(request.GET.get("sampai", "")) or now
    first = day_written(request.GET.get("dari", "")) or date(last.year, 1, 1)
    return min(first, last), max(first, last)


def _code_asked(request: StaffRequest, name: str, codes: Any) -> Any:  # noqa: ANN401 - one of these codes
    """Give the code that the address names, None where it names none.

    Raises:
        Http404: there is none of this name.
    """
    asked = request.GET.get(name, "")
    if asked and asked not in {code.value for code in codes}:
        raise Http404
    return codes(asked) if asked else None


def _frame(request: StaffRequest, shown: Office, first: date, last: date) -> dict[str, Any]:
    return {
        "office": shown,
        "own_code": office_of_staff(request.officer).code,
        "first": first,
        "last": last,
        "period": urlencode({"dari": first, "sampai": last}),
        "counted_from": BENEFIT_COUNTS[lang()],
    }


def _programmes(read: BenefitReport, *, may_list: bool) -> Iterator[Row]:
    """Give a row for each programme, its segments beside each other."""
    for programme in Programme:
        cells = [
            (
                SEGMENT_NAMES[lang()][segment],
                _list_url(read.office, read, segment, programme) if may_list else "",
                read.of(segments=[segment], programme=programme),
            )
            for segment in INSURED
        ]
        url = _list_url(read.office, read, None, programme) if may_list else ""
        yield Row(BENEFIT_NAMES[lang()][programme], url, cells, read.of(programme=programme))


def _offices(read: BenefitReport) -> Iterator[Row]:
    """Give a row for each office one level down."""
    parts = {part.code: part.benefits for part in read.parted(By.OFFICE)}
    for place in read.below:
        url = reverse("office_benefits", args=[place.code])
        period = urlencode({"dari": read.first, "sampai": read.last})
        yield Row(place.name, f"{url}?{period}", (), parts[place.code])


def _list_url(
    shown: Office,
    read: BenefitReport,
    segment: Segment | None = None,
    programme: Programme | None = None,
) -> str:
    asked: dict[str, Any] = {"dari": read.first, "sampai": read.last}
    if segment:
        asked["segmen"] = segment.value
    if programme:
        asked["program"] = programme.value
    return f"{reverse('office_benefit_list', args=[shown.code])}?{urlencode(asked)}"


def _claim_url(case: Case) -> str:
    """Give the address of a claim's page; empty where there is none."""
    try:
        return reverse("claim", args=[case.code])
    except NoReverseMatch:
        return ""


def _chart(read: BenefitReport, by: By, title: str) -> SafeString:
    """Draw a parting; a programme goes by its letters, so that the words fit on a telephone."""
    bars = tuple(
        AmountBar(
            part.code if by is By.PROGRAMME else part_name(by, part.code, lang()), part.benefits
        )
        for part in read.parted(by)
    )
    return drawn(amount_bars(bars, title=title, lang=lang()) if read.cells else "")
