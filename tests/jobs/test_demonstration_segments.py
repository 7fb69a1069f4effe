"""Projects, own-account workers and Lampung in the demonstration: exact totals, all insured."""

from datetime import date
from decimal import Decimal

import pytest

from jamsostek.contributions.models import Bill
from jamsostek.institution.queries import office
from jamsostek.jobs.demonstration import building, lampung, loading, own_account
from jamsostek.jobs.demonstration.sizes import FULL, PRESENT, SMALL
from jamsostek.membership.models import (
    ContractorUser,
    Employment,
    GroupUser,
    InsuredPerson,
    MemberUser,
    OwnAccountProtection,
    Project,
    ProjectWorker,
)
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries import (
    OfficeRealisation,
    counted_from_spells,
    differences,
    realisation,
)
from jamsostek.reporting.rules import achievement
from tests.jobs.region import SEED, TINY

OCTOBER = date(2011, 10, 31)


@pytest.fixture(scope="module")
def demonstration(module_database):
    loading.load(size=TINY, seed=SEED, progress=lambda _done, _whole: None)
    return module_database


def test_the_whole_demonstration_has_the_figures_of_both_press_reports():
    building_, own, branch = FULL.building, FULL.own_account, FULL.lampung

    assert (building_.workers, building_.target_workers) == (665_591, 708_221)
    assert building_.target_projects == 8_464
    assert (own.workers, own.target) == (22_524, 25_200)
    assert (branch.members, branch.new_members, branch.target) == (121_110, 39_088, 46_906)
    # 66559100/708221 = 93.980..., 2252400/25200 = 89.380..., 3908800/46906 = 83.332...
    assert achievement(building_.workers, building_.target_workers) == Decimal("93.98")
    assert achievement(own.workers, own.target) == Decimal("89.38")
    assert achievement(branch.new_members, branch.target) == Decimal("83.33")


@pytest.mark.parametrize("size", [FULL, SMALL, TINY])
def test_the_plans_come_to_their_sizes(size):
    projects = [p for p in building.projects(size, SEED) if p.branch_code != "KC-LPG1"]
    under_way = [p for p in projects if p.from_date <= PRESENT < p.until_date]
    groups = [g for g in own_account.groups(size, SEED) if g.branch_code != "KC-LPG1"]
    paid = [g for g in groups if (g.month + g.months).first_day > PRESENT]
    new = lampung.newcomers(size, SEED)

    assert (len(under_way), sum(p.workers for p in under_way)) == (
        size.building.projects,
        size.building.workers,
    )
    assert sum(g.members for g in paid) == size.own_account.workers
    assert sum(new.values()) == size.lampung.new_members - lampung.own_account_workers(size)
    assert all(0 <= new[c.number] <= c.workers for c in lampung.lampung_companies(size, SEED))


@pytest.mark.usefixtures("demonstration")
def test_the_report_comes_to_the_sizes_of_every_segment():
    region = office("KW05")

    found = OfficeRealisation(region, realisation(region, PRESENT))

    workers = found.of(Measure.WORKERS, Segment.CONSTRUCTION)
    projects = found.of(Measure.EMPLOYERS, Segment.CONSTRUCTION)
    own = found.of(Measure.WORKERS, Segment.OWN_ACCOUNT)
    assert (workers.realised, workers.target) == (2_219, 2_361)
    assert (projects.realised, projects.target) == (80, 85)
    assert (own.realised, own.target) == (225, 252)


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("day", [PRESENT, OCTOBER])
def test_lampung_has_its_members_and_its_new_ones_at_the_end_of_september_and_of_october(day):
    branch = office("KC-LPG1")

    found = OfficeRealisation(branch, realisation(branch, day))

    new = found.of(Measure.NEW_MEMBERS, Segment.ALL)
    assert found.of(Measure.WORKERS, Segment.ALL).realised == 403
    assert (new.realised, new.target) == (130, 156)


@pytest.mark.usefixtures("demonstration")
def test_new_members_are_the_numbers_issued_in_the_year_by_the_branch():
    here = InsuredPerson.objects.filter(branch__code="KC-LPG1")

    assert here.filter(registered_on__year=2011).count() == 130
    assert here.count() == 403 - lampung.building_workers(TINY)


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("code", ["KW05", "KC-LPG1", "KP"])
def test_what_is_kept_agrees_with_a_count_of_the_records(code):
    place = office(code)

    kept = {figure.key: figure.realised for figure in realisation(place, PRESENT)}

    assert kept == counted_from_spells(place, PRESENT)
    assert differences(place) == []


@pytest.mark.usefixtures("demonstration")
def test_every_project_under_way_has_paid_its_first_term_and_so_insures():
    under_way = Project.objects.filter(from_date__lte=PRESENT, until_date__gt=PRESENT)
    paid = Bill.objects.filter(settled_on__lte=PRESENT, project_term__term=1)

    assert under_way.count() > 0
    assert not under_way.exclude(pk__in=paid.values("project_id")).exists()


@pytest.mark.usefixtures("demonstration")
def test_some_projects_have_ended_and_some_own_account_workers_have_lapsed():
    lapsed = OwnAccountProtection.objects.filter(until_date__lte=PRESENT, withdrawn_at=None)

    assert Project.objects.filter(until_date__lte=PRESENT).exists()
    assert lapsed.exists()


@pytest.mark.usefixtures("demonstration")
def test_the_people_of_every_segment_could_not_be():
    niks = ProjectWorker.objects.exclude(nik__startswith="9991").exclude(nik__startswith="0091")

    assert not niks.exists()
    assert not InsuredPerson.objects.exclude(nik__regex="^(99|00)").exists()


@pytest.mark.usefixtures("demonstration")
def test_a_contractor_a_collector_and_a_member_can_sign_in():
    assert ContractorUser.objects.get().user.username == "kontraktor"
    assert GroupUser.objects.get().user.username == "wadah"
    members = MemberUser.objects.values_list("user__username", flat=True)
    assert set(members) == {"mandiri", "peserta"}


@pytest.mark.usefixtures("demonstration")
def test_nobody_in_lampung_has_two_jobs():
    jobs = Employment.objects.filter(employer__branch__code="KC-LPG1")

    assert jobs.count() == jobs.values("person").distinct().count()
