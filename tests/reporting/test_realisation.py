"""Realisation against targets, as of any day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.institution.queries import office
from jamsostek.institution.services import load_offices
from jamsostek.kernel.months import Month
from jamsostek.membership.models import HeadcountChange
from jamsostek.membership.services import (
    NewWorker,
    compact_headcount,
    end_employments,
    register_workers,
    workers_frame,
)
from jamsostek.reporting.models import HeadcountYear, Measure, Segment, Target
from jamsostek.reporting.queries import (
    OfficeRealisation,
    by_month,
    counted_from_spells,
    differences,
    drill_down,
    realisation,
    target,
)
from jamsostek.reporting.services import (
    NoTargetForThisOffice,
    compact_headcount_years,
    set_target,
)
from tests.reporting.filling import ACT, employer_at, hire

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2011, 9, 30)


@pytest.fixture(autouse=True)
def offices():
    load_offices(on=SEPTEMBER)


def figure(code: str, on: date, measure: Measure = Measure.WORKERS) -> int:
    place = office(code)
    return OfficeRealisation(place, realisation(place, on)).of(measure).realised


def test_a_worker_counts_from_the_first_day_until_the_day_before_the_first_one_out():
    garment = employer_at("KC-SKA")
    hire(garment, (date(2011, 3, 1), date(2011, 9, 30)))

    counted = [
        figure("KC-SKA", day)
        for day in (date(2011, 2, 28), date(2011, 3, 1), date(2011, 9, 29), SEPTEMBER)
    ]

    assert counted == [0, 1, 1, 0]


def test_an_employer_counts_from_the_day_it_joins():
    employer_at("KC-SKA", date(2011, 9, 30))

    assert figure("KC-SKA", date(2011, 9, 29), Measure.EMPLOYERS) == 0
    assert figure("KC-SKA", SEPTEMBER, Measure.EMPLOYERS) == 1


def test_the_branches_add_up_to_the_region_and_the_regions_to_the_nation():
    hire(employer_at("KC-SKA"), *[(date(2011, 1, 1), None)] * 3)
    hire(employer_at("KC-YOG"), *[(date(2011, 1, 1), None)] * 4)
    hire(employer_at("KC-PLG"), *[(date(2011, 1, 1), None)] * 5)

    branches = drill_down(office("KW05"), SEPTEMBER)
    regions = drill_down(office("KP"), SEPTEMBER)

    workers = {part.office.code: part.of(Measure.WORKERS).realised for part in branches + regions}
    assert (workers["KC-SKA"], workers["KC-YOG"], workers["KC-SMG1"]) == (3, 4, 0)
    assert (workers["KW05"], workers["KW02"], figure("KP", SEPTEMBER)) == (7, 5, 12)


def test_an_end_of_employment_recorded_later_takes_the_worker_out_of_the_count():
    garment = employer_at("KC-SKA")
    [employment] = hire(garment, (date(2011, 3, 1), None))

    end_employments(
        employer=garment, leavers=[(employment, date(2011, 8, 1))], reason="pindah", act=ACT
    )

    assert (figure("KC-SKA", date(2011, 7, 31)), figure("KC-SKA", date(2011, 8, 1))) == (1, 0)


def test_somebody_who_works_for_two_companies_is_counted_at_both():
    first = employer_at("KC-SKA")
    second = employer_at("KC-SKA")
    workers = [
        NewWorker(
            employer_id=employer.pk,
            name="Budi Santoso",
            nik="9972010101700001",
            birth_date=date(1970, 1, 1),
            from_date=date(2011, 1, 1),
        )
        for employer in (first, second)
    ]

    registered = register_workers(workers=workers_frame(workers), act=ACT)

    assert registered.new_persons == 1
    assert figure("KC-SKA", SEPTEMBER) == 2


def test_achievement_is_the_realisation_in_percent_of_the_years_target():
    region = office("KW05")
    hire(employer_at("KC-SKA"), (date(2011, 1, 1), None))
    for measure, amount in ((Measure.EMPLOYERS, 3), (Measure.WORKERS, 8)):
        set_target(
            office=region,
            segment=Segment.FORMAL,
            measure=measure,
            year=2011,
            amount=amount,
            act=ACT,
        )

    found = OfficeRealisation(region, realisation(region, SEPTEMBER))

    # 1 of 3 is 33.333... percent, 1 of 8 is 12.5 percent.
    assert found.of(Measure.EMPLOYERS).achievement == Decimal("33.33")
    assert found.of(Measure.WORKERS).achievement == Decimal("12.50")


def test_without_a_target_for_the_year_there_is_no_achievement():
    figures = realisation(office("KW05"), SEPTEMBER)

    assert {(figure.target, figure.achievement, figure.missing) for figure in figures} == {
        (None, None, None)
    }


def test_a_target_set_anew_replaces_the_old_one():
    setting = {
        "office": office("KC-SKA"),
        "segment": Segment.FORMAL,
        "measure": Measure.WORKERS,
        "year": 2011,
        "act": ACT,
    }
    set_target(**setting, amount=100)

    set_target(**setting, amount=120)

    assert Target.objects.get().amount == 120


def test_the_head_offices_target_is_what_its_regions_are_to_reach_together():
    for code, amount in (("KW05", 217_373), ("KW02", 46_906)):
        set_target(
            office=office(code),
            segment=Segment.FORMAL,
            measure=Measure.WORKERS,
            year=2011,
            amount=amount,
            act=ACT,
        )

    assert target(office("KP"), 2011, Measure.WORKERS) == 264_279
    assert target(office("KP"), 2010, Measure.WORKERS) is None


@pytest.mark.parametrize(("code", "amount"), [("KP", 100), ("KW05", 0), ("KW05", -1)])
def test_a_target_for_the_head_office_or_not_above_zero_is_refused(code, amount):
    with pytest.raises(NoTargetForThisOffice):
        set_target(
            office=office(code),
            segment=Segment.FORMAL,
            measure=Measure.WORKERS,
            year=2011,
            amount=amount,
            act=ACT,
        )


def test_the_months_show_each_months_end_and_the_day_of_the_report_in_its_own_month():
    garment = employer_at("KC-SKA", date(2010, 5, 1))
    hire(
        garment,
        (date(2010, 5, 1), None),
        (date(2010, 12, 31), date(2011, 2, 1)),
        (date(2011, 2, 28), None),
        (date(2011, 4, 15), None),
        (date(2011, 4, 16), None),
    )

    series = by_month(office("KW05"), date(2011, 4, 15), Measure.WORKERS)

    assert [(figure.month, figure.realised) for figure in series] == [
        (Month(2011, 1), 2),
        (Month(2011, 2), 2),
        (Month(2011, 3), 2),
        (Month(2011, 4), 3),
    ]
    assert series[-1].on == date(2011, 4, 15)


days = st.dates(date(2010, 1, 1), date(2012, 12, 31))
spells = st.tuples(days, st.none() | st.integers(1, 900)).map(
    lambda drawn: (drawn[0], drawn[1] and drawn[0] + timedelta(days=drawn[1]))
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    hired=st.lists(st.tuples(st.sampled_from(["KC-SKA", "KC-YOG"]), spells), max_size=12),
    asked=st.lists(days, min_size=1, max_size=6),
)
def test_net_changes_and_a_count_of_the_spells_agree_on_any_day(hired, asked):
    employers = {code: employer_at(code, date(2009, 1, 1)) for code in ("KC-SKA", "KC-YOG")}
    for code, spell in hired:
        hire(employers[code], spell)
    compact_headcount()
    compact_headcount_years()
    region = office("KW05")

    for day in asked:
        kept = {figure.key: figure.realised for figure in realisation(region, day)}
        assert kept == counted_from_spells(region, day)
    assert differences(region) == []


def test_compacting_leaves_one_row_for_a_day_and_for_a_year_and_every_figure_as_it_was():
    garment = employer_at("KC-SKA")
    for _ in range(3):
        hire(garment, (date(2011, 3, 1), None))
    days = (SEPTEMBER, date(2012, 1, 1))
    before = [figure("KC-SKA", day) for day in days]

    compact_headcount()
    compact_headcount_years()

    assert before == [figure("KC-SKA", day) for day in days] == [3, 3]
    assert HeadcountChange.objects.filter(day=date(2011, 3, 1)).count() == 1
    assert (
        HeadcountYear.objects.filter(branch__code="KC-SKA", segment="FORMAL", year=2011).count()
        == 1
    )


def test_a_worker_of_an_earlier_year_counts_on_the_first_day_of_the_next():
    garment = employer_at("KC-SKA", date(2010, 1, 1))
    hire(garment, (date(2010, 12, 31), date(2011, 1, 2)))

    counted = [
        figure("KC-SKA", day)
        for day in (date(2010, 12, 30), date(2010, 12, 31), date(2011, 1, 1), date(2011, 1, 2))
    ]

    assert counted == [0, 1, 1, 0]


def test_a_difference_between_years_and_days_is_named_with_its_branch_and_year():
    employer_at("KC-SKA", date(2010, 1, 1))
    HeadcountYear.objects.filter(year=2010).delete()

    [difference] = differences(office("KP"))

    assert difference.startswith("KC-SKA, FORMAL, 2010: ")


def test_a_difference_between_changes_and_spells_is_named_with_its_branch_and_day():
    hire(employer_at("KC-SKA"), (date(2011, 3, 1), None))
    HeadcountChange.objects.filter(day=date(2011, 3, 1)).delete()

    [difference] = differences(office("KP"))

    assert difference.startswith("KC-SKA, FORMAL, 2011-03-01: ")
