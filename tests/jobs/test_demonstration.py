"""The demonstration as loaded: exact totals, and loading that can be broken off."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from django.contrib.auth import authenticate
from django.db.models import Sum
from django.test import override_settings

from jamsostek.contributions.imports.reader import read_wage_file
from jamsostek.contributions.models import Bill, Declaration, Naming, PenaltyAssessment, WageFile
from jamsostek.contributions.queries.bills import employers_in_arrears
from jamsostek.institution.models import Branch, Role, StaffMember
from jamsostek.institution.queries import office
from jamsostek.jobs.demonstration import loading
from jamsostek.jobs.demonstration.dealings import EMPLOYER_SIGN_INS, STRANGER, Habit, dealers
from jamsostek.jobs.demonstration.samples import NEWCOMER, samples
from jamsostek.jobs.demonstration.sizes import PRESENT, SMALL
from jamsostek.jobs.demonstration.staff import PASSWORD, STAFF
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.membership.models import (
    Dependant,
    Employer,
    EmployerUser,
    Employment,
    InsuredPerson,
    RiskGroupDecision,
)
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries import (
    OfficeRealisation,
    by_month,
    counted_from_spells,
    drill_down,
    realisation,
)
from jamsostek.treasury.models import StatementFile
from jamsostek.web.demonstration import PASSWORD as PASSWORD_ON_PAGES
from jamsostek.web.demonstration import SIGN_INS
from tests.jobs.region import SEED, TINY


def quietly(_done: int, _whole: int) -> None:
    """Take note of no progress."""


@pytest.fixture(scope="module")
def demonstration(module_database):
    loading.load(size=TINY, seed=SEED, progress=quietly)
    return module_database


@pytest.mark.usefixtures("demonstration")
def test_the_report_comes_to_the_size_exactly():
    region = office("KW05")

    found = OfficeRealisation(region, realisation(region, PRESENT))

    employers, workers = found.of(Measure.EMPLOYERS), found.of(Measure.WORKERS)
    assert (employers.realised, employers.target) == (24, 33)
    assert (workers.realised, workers.target) == (1_845, 2_174)
    # 24/33 = 72.7272..., 1845/2174 = 84.8666...
    assert (employers.achievement, workers.achievement) == (Decimal("72.73"), Decimal("84.87"))


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("day", [date(2009, 6, 1), date(2011, 1, 1), PRESENT, date(2026, 1, 1)])
def test_the_report_agrees_with_a_count_of_the_spells_on_any_day(day):
    region = office("KW05")

    kept = {figure.key: figure.realised for figure in realisation(region, day)}

    assert kept == counted_from_spells(region, day)


@pytest.mark.usefixtures("demonstration")
def test_every_branch_of_the_region_has_companies_and_targets():
    parts = drill_down(office("KW05"), PRESENT)

    formal = [figure for part in parts for figure in part.figures if figure.segment == "FORMAL"]
    assert len(formal) == 24
    assert all(figure.realised and figure.target for figure in formal)


@pytest.mark.usefixtures("demonstration")
def test_history_moves_through_the_year():
    series = [figure.realised for figure in by_month(office("KW05"), PRESENT, Measure.WORKERS)]

    assert len(series) == 9
    assert len(set(series)) > 5
    assert Employment.objects.filter(until_date__lte=PRESENT).exists()


@pytest.mark.usefixtures("demonstration")
def test_some_members_work_for_two_companies():
    jobs = Employment.objects.all()

    assert jobs.count() > jobs.values("person").distinct().count()


@pytest.mark.usefixtures("demonstration")
def test_all_numbers_lie_in_the_ranges_for_invented_people():
    assert not InsuredPerson.objects.exclude(nik__regex="^(99|00)").exists()
    assert not InsuredPerson.objects.exclude(kpj__startswith="990").exists()
    assert not Employer.objects.exclude(npp__startswith="JJ99").exists()


@pytest.mark.usefixtures("demonstration")
def test_every_company_has_a_risk_group_decided_with_a_reason():
    decided = RiskGroupDecision.objects.exclude(reason="").values("employer").distinct().count()

    assert decided == Employer.objects.count()


@pytest.mark.usefixtures("demonstration")
def test_the_books_agree_with_their_lines():
    assert verify().count == 0


def dealer_npp(habit: Habit) -> str:
    return next(d.company.npp for d in dealers(TINY, SEED) if d.habit is habit)


def states(habit: Habit) -> list[str]:
    bills = Bill.objects.filter(employer__npp=dealer_npp(habit)).order_by("month")
    return [str(bill.state) for bill in bills]


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    ("habit", "expected"),
    [
        (Habit.EXACT, ["PAID", "PAID", "PAID", "PAID"]),
        (Habit.LATE, ["PAID", "PAID", "PAID", "OPEN"]),
        (Habit.IN_PARTS, ["PAID", "PAID", "PAID", "PART"]),
        (Habit.TOO_MUCH, ["OVER", "OVER", "OVER", "OVER"]),
        (Habit.TWO_AT_ONCE, ["PAID", "PAID", "PAID", "PAID"]),
        (Habit.NO_CODE, ["PAID", "PAID", "PAID", "OPEN"]),
        (Habit.STOPPED, ["PAID", "PAID", "OPEN", "OPEN"]),
        (Habit.SKIPS, ["PAID", "PAID", "PAID"]),
    ],
)
def test_the_companies_that_declare_pay_each_in_its_own_way(habit, expected):
    assert states(habit) == expected


@pytest.mark.usefixtures("demonstration")
def test_paying_late_is_charged_with_a_later_bill():
    charged = PenaltyAssessment.objects.filter(bill__employer__npp=dealer_npp(Habit.LATE))

    assert charged.aggregate(sum=Sum("amount"))["sum"] > 0


@pytest.mark.usefixtures("demonstration")
def test_a_month_that_was_not_declared_is_missing():
    months = Declaration.objects.filter(employer__npp=dealer_npp(Habit.SKIPS))

    assert sorted(d.month.month for d in months) == [5, 6, 8]


@pytest.mark.usefixtures("demonstration")
def test_an_officer_has_found_payers_and_one_payment_still_waits():
    assert Naming.objects.filter(by_officer=True).count() == 3
    assert states(Habit.NO_CODE)[-1] == "OPEN"


@pytest.mark.usefixtures("demonstration")
def test_who_has_not_paid_is_in_arrears_on_the_day_shown():
    branches = Branch.objects.values_list("id", flat=True)

    owing = {employer.npp for employer in employers_in_arrears(list(branches), PRESENT)}

    expected = {dealer_npp(h) for h in (Habit.LATE, Habit.IN_PARTS, Habit.NO_CODE, Habit.STOPPED)}
    assert owing == expected


@pytest.mark.usefixtures("demonstration")
def test_wages_and_payments_came_in_files_that_were_really_read():
    assert WageFile.objects.filter(state=WageFile.State.FILED).count() == 12
    assert set(StatementFile.objects.values_list("format", flat=True)) == {"KLIKBCA_CSV", "MT940"}


@pytest.mark.usefixtures("demonstration")
def test_somebody_registered_from_a_wage_file_left_again_by_one():
    newcomer = Employment.objects.get(person__nik=STRANGER.nik)

    assert newcomer.until_date == date(2011, 8, 27)


@pytest.mark.usefixtures("demonstration")
def test_some_members_have_families():
    assert Dependant.objects.count() >= 10


@pytest.mark.usefixtures("demonstration")
def test_there_is_a_sign_in_for_every_role_and_for_employers():
    roles = {role for staff in StaffMember.objects.all() for role in staff.roles}

    assert roles == set(Role.values)
    assert EmployerUser.objects.count() == len(EMPLOYER_SIGN_INS)


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("username", sorted({one.username for one in SIGN_INS}))
def test_every_sign_in_shown_on_the_pages_opens(username):
    assert PASSWORD_ON_PAGES == PASSWORD
    assert authenticate(None, username=username, password=PASSWORD) is not None


def test_the_staff_who_sign_in_have_names_of_their_own():
    assert len({one.name for one in STAFF}) == len(STAFF)


@pytest.mark.usefixtures("demonstration")
def test_the_sample_file_holds_septembers_workers_and_one_to_be_registered():
    [(name, content)] = samples(TINY, SEED).items()
    company = dealers(TINY, SEED)[0].company

    reading = read_wage_file(content, name, month=Month(2011, 9))

    assert name == f"upah-2011-09-{company.npp}.xlsx"
    assert reading.rows["name"].to_list()[-1] == NEWCOMER.name
    assert reading.rows.filter(pl.col("kpj").is_not_null()).height >= company.workers


# Broken off, repeated, refused


@pytest.mark.usefixtures("demonstration")
def test_loading_again_does_nothing():
    before = Employment.objects.count()

    run = loading.load(size=TINY, seed=SEED, progress=quietly)

    assert (run, Employment.objects.count()) == (0, before)


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("size", "seed"), [(SMALL, SEED), (TINY, 7)])
def test_another_demonstration_is_refused_beside_the_first(size, seed):
    with pytest.raises(loading.OtherData, match="TINY"):
        loading.load(size=size, seed=seed, progress=quietly)


class BrokenOff(Exception):
    """Somebody pulled the plug."""


@pytest.mark.usefixtures("fresh_database")
def test_a_loading_that_was_broken_off_goes_on_and_comes_to_the_same():
    def break_off(done: int, whole: int) -> None:
        if done * 2 > whole:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        loading.load(size=TINY, seed=SEED, progress=break_off)
    was_loaded = loading.is_loaded()

    loading.load(size=TINY, seed=SEED, progress=quietly)

    region = office("KW05")
    found = OfficeRealisation(region, realisation(region, PRESENT))
    realised = [found.of(measure).realised for measure in (Measure.EMPLOYERS, Measure.WORKERS)]
    assert (was_loaded, loading.is_loaded()) == (False, True)
    assert realised == [24, 1_845]
    assert found.of(Measure.WORKERS, Segment.CONSTRUCTION).realised == 2_219
    assert Bill.objects.filter(kind=Bill.Kind.MONTH).count() == 8 * 4 - 1
    assert verify().count == 0


@pytest.mark.usefixtures("fresh_database")
def test_a_database_with_other_data_is_left_alone():
    InsuredPerson.objects.create(
        kpj="99100000001", name="Siti Aminah", registered_on=date(2011, 9, 1)
    )

    with pytest.raises(loading.OtherData, match="empty"):
        loading.load(size=TINY, seed=SEED, progress=quietly)


# Passwords


DEVELOPMENT = ["jamsostek.jobs.demonstration.passwords.DevelopmentPasswords"]
PRODUCTION = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.mark.usefixtures("fresh_database")
def test_a_password_made_in_development_opens_nothing_elsewhere():
    from jamsostek.institution.services import create_sign_in

    with override_settings(PASSWORD_HASHERS=DEVELOPMENT):
        create_sign_in(username="kanwil", password=PASSWORD)
        in_development = authenticate(None, username="kanwil", password=PASSWORD)
    with override_settings(PASSWORD_HASHERS=PRODUCTION):
        elsewhere = authenticate(None, username="kanwil", password=PASSWORD)

    assert in_development is not None
    assert elsewhere is None
