"""The lists of records behind the figures: as long as the figures say, on any day and office."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.institution.queries import office
from jamsostek.institution.services import load_offices
from jamsostek.membership.models import OwnAccountProtection
from jamsostek.membership.services import compact_headcount
from jamsostek.reporting.measures import FIGURES
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries import (
    counted_from_spells,
    differences,
    drill_down,
    every_listed,
    listed,
    realisation,
)
from jamsostek.reporting.services import compact_headcount_years
from tests.reporting.filling import (
    AT,
    employer_at,
    group_at,
    hire,
    member_at,
    on_site,
    project_at,
    vendor_at,
)

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2011, 9, 30)
MEMBERS = (Segment.ALL, Measure.WORKERS)


@pytest.fixture(autouse=True)
def offices():
    load_offices(on=SEPTEMBER)


days = st.dates(date(2009, 12, 1), date(2012, 3, 1))
lengths = st.integers(1, 500).map(timedelta)
branches = st.sampled_from(["KC-SKA", "KC-YOG"])
happenings = st.lists(
    st.tuples(
        st.sampled_from(["company", "project", "group", "vendor", "withdrawn", "number"]),
        branches,
        days,
        lengths,
    ),
    max_size=10,
)


def happen(what: str, where: str, first: date, length: timedelta) -> None:
    until = first + length
    if what == "company":
        hire(employer_at(where, first), (first, until), (first + timedelta(1), None))
    elif what == "project":
        on_site(project_at(where, first, until), (first, until), (first, first + timedelta(1)))
    elif what == "group":
        vendor_at(where, (first, until), group=group_at(where, first, until))
    elif what == "number":
        member_at(where, first)
    else:
        paid = vendor_at(where, (first, until), (until, until + length))
        if what == "withdrawn":
            last = OwnAccountProtection.objects.filter(cover=paid).latest("from_date")
            OwnAccountProtection.objects.filter(pk=last.pk).update(withdrawn_at=AT)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(happened=happenings, asked=st.lists(days, min_size=1, max_size=3))
def test_every_figure_is_what_its_records_come_to_and_its_list_is_as_long(happened, asked):
    for happening in happened:
        happen(*happening)
    compact_headcount()
    compact_headcount_years()

    for code in ("KW05", "KC-SKA"):
        place = office(code)
        for day in asked:
            kept = {figure.key: figure.realised for figure in realisation(place, day)}
            assert kept == counted_from_spells(place, day)
            assert kept == {key: len(list(every_listed(place, key, day))) for key in FIGURES}
    assert differences(office("KP")) == []


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(happened=happenings, day=days)
def test_the_changes_of_the_months_add_up_to_that_of_the_year(happened, day):
    for happening in happened:
        happen(*happening)
    region = office("KW05")
    ends = [date(day.year, month, 1) - timedelta(1) for month in range(2, day.month + 1)]

    figures = {on: {f.key: f for f in realisation(region, on)} for on in [*ends, day]}

    last_year = {f.key: f.realised for f in realisation(region, date(day.year - 1, 12, 31))}
    for key in FIGURES:
        now = figures[day][key]
        assert sum(of_day[key].in_month for of_day in figures.values()) == now.in_year
        if key != (Segment.ALL, Measure.NEW_MEMBERS):
            assert last_year[key] + now.in_year == now.realised


def test_the_figures_of_the_branches_add_up_to_the_regions_for_every_segment():
    for where in ("KC-SKA", "KC-YOG", "KC-YOG"):
        for what in ("company", "project", "group", "vendor", "number"):
            happen(what, where, date(2011, 9, 1), timedelta(90))
    region = office("KW05")

    parts = drill_down(region, SEPTEMBER)

    whole = {f.key: (f.realised, f.in_month, f.in_year) for f in realisation(region, SEPTEMBER)}
    for at, key in enumerate(FIGURES):
        of_parts = [part.figures[at] for part in parts]
        added = [(f.realised, f.in_month, f.in_year) for f in of_parts]
        assert tuple(map(sum, zip(*added, strict=True))) == whole[key]
        assert whole[key][0] > 0


@pytest.fixture
def five_of_each():
    """Five workers of companies, five on projects, five vendors."""
    month = (date(2011, 9, 1), date(2011, 10, 1))
    hire(employer_at("KC-SKA"), *[(date(2011, 1, 1), None)] * 5)
    on_site(project_at("KC-SKA", *month), *[month] * 5)
    for _ in range(5):
        vendor_at("KC-SKA", month)


@pytest.mark.usefixtures("five_of_each")
@pytest.mark.parametrize("length", [1, 4, 5, 7, 15, 100])
def test_pages_cut_from_all_segments_together_lack_nobody_and_repeat_nobody(length):
    place = office("KC-SKA")
    whole = list(every_listed(place, MEMBERS, SEPTEMBER))

    pages = [
        row
        for start in range(0, len(whole) + length, length)
        for row in listed(place, MEMBERS, SEPTEMBER, start=start, length=length)
    ]

    assert len(whole) == 15
    assert pages == whole


@pytest.mark.usefixtures("five_of_each")
def test_a_list_names_only_what_is_of_its_office():
    hire(employer_at("KC-YOG", name="PT Lain Rekaan"), (date(2011, 1, 1), None))

    there = list(every_listed(office("KC-YOG"), MEMBERS, SEPTEMBER))

    assert [(row.holder, row.branch) for row in there] == [("PT Lain Rekaan", "KC-YOG")]


def test_a_daily_worker_without_a_number_is_listed_by_name_under_the_project():
    site = project_at("KC-SKA", date(2011, 9, 1), date(2011, 10, 1))
    on_site(site, (date(2011, 9, 1), date(2011, 10, 1)))

    [row] = every_listed(office("KC-SKA"), (Segment.CONSTRUCTION, Measure.WORKERS), SEPTEMBER)

    assert (row.number, row.name, row.holder_number) == ("", "Tukang Rekaan 1", site.number)


def test_a_spell_of_protection_that_was_withdrawn_is_on_no_list():
    month = (date(2011, 9, 1), date(2011, 10, 1))
    vendor_at("KC-SKA", month)
    OwnAccountProtection.objects.update(withdrawn_at=AT)

    place = office("KC-SKA")

    assert list(every_listed(place, MEMBERS, SEPTEMBER)) == []
    assert {f.key: f.realised for f in realisation(place, SEPTEMBER)}[MEMBERS] == 0
