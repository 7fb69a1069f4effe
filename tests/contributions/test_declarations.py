"""Declaring a month: what is computed, billed, posted and refused."""

from datetime import date

import polars as pl
import pytest

from jamsostek.contributions.models import Bill, Declaration, DeclarationLine
from jamsostek.contributions.queries.terms import NotAMember
from jamsostek.contributions.services.declarations import (
    AlreadyDeclared,
    MonthAhead,
    NotEmployed,
    NothingDeclared,
    assess,
    declare,
    declare_as_last_month,
    declare_nil,
)
from jamsostek.kernel.identifiers import check_digit
from jamsostek.kernel.months import Month
from jamsostek.ledger.models import Entry
from jamsostek.membership.models import Employer
from jamsostek.membership.services import Registered, end_employments
from tests.people import FOUR, act, batik_melati, hire

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)


def wages(registered: Registered, *amounts: int) -> pl.DataFrame:
    """Wages of registered workers, in their order."""
    known = registered.rows.select("person_id", "employment_id").head(len(amounts))
    return known.with_columns(wage=pl.Series(amounts))


def declare_september(employer: Employer, registered: Registered, *amounts: int) -> Declaration:
    return declare(
        employer=employer,
        month=SEPTEMBER,
        wages=wages(registered, *amounts),
        kind=Declaration.Kind.FILE,
        act=act(),
    )


def test_a_declaration_bills_what_the_law_of_the_month_makes_of_the_wages():
    melati = batik_melati(programmes=FOUR)
    staff = hire(melati, "SITI", married=True).rows.vstack(hire(melati, "BUDI").rows)

    declaration = declare(
        employer=melati,
        month=SEPTEMBER,
        wages=staff.select("person_id", "employment_id").with_columns(
            wage=pl.Series([2_500_000, 900_000])
        ),
        kind=Declaration.Kind.FILE,
        act=act(),
    )

    # Siti, married: JHT 92,500 + 50,000; JKK III 0.89 % 22,250; JKM 7,500; JPK 6 % of 1,000,000.
    # Budi, single: JHT 33,300 + 18,000; JKK 8,010; JKM 2,700; JPK 3 % of 900,000.
    assert declaration.jht_employer == 92_500 + 33_300
    assert declaration.jht_member == 50_000 + 18_000
    assert declaration.jkk == 22_250 + 8_010
    assert declaration.jkm == 7_500 + 2_700
    assert declaration.jpk == 60_000 + 27_000
    bill = Bill.objects.get()
    assert bill.amount == 321_260
    assert bill.due_date == date(2011, 10, 15)
    assert check_digit(bill.code[:-1]) == bill.code[-1]
    assert DeclarationLine.objects.count() == 2


def test_two_jobs_of_one_person_add_up_before_the_ceiling_of_jpk():
    melati = batik_melati(programmes=FOUR)
    siti = hire(melati, "SITI").rows.select("person_id", "employment_id")
    twice = siti.vstack(siti).with_columns(wage=pl.Series([700_000, 600_000]))

    assessed = assess(employer=melati, month=SEPTEMBER, wages=twice)

    assert assessed.lines["wage"].to_list() == [1_300_000]
    assert assessed.total("jpk") == 30_000  # 3 % of 1,000,000, not of 700,000 and 600,000


def test_the_dry_run_stores_nothing():
    melati = batik_melati()
    staff = hire(melati, "SITI")

    assess(employer=melati, month=SEPTEMBER, wages=wages(staff, 1_000_000))

    assert not Declaration.objects.exists()


def test_the_bill_is_posted_as_a_claim_on_the_employer_in_each_fund():
    melati = batik_melati()

    declare_september(melati, hire(melati, "SITI"), 1_000_000)

    entry = Entry.objects.get(kind="BILL")
    assert entry.line_count == 6  # receivable and deferred for JHT, JKK, JKM
    assert entry.key == f"BILL:{Bill.objects.get().code}"


def test_a_month_is_declared_once():
    melati = batik_melati()
    staff = hire(melati, "SITI")
    declare_september(melati, staff, 1_000_000)

    with pytest.raises(AlreadyDeclared, match="2011-09"):
        declare_september(melati, staff, 1_000_000)

    assert Bill.objects.count() == 1


def test_a_nil_return_declares_nobody_and_bills_nothing():
    melati = batik_melati()

    declaration = declare_nil(employer=melati, month=SEPTEMBER, act=act())

    assert declaration.workers == 0
    assert not Bill.objects.exists()


def test_an_empty_list_is_no_nil_return():
    melati = batik_melati()
    staff = hire(melati, "SITI")

    with pytest.raises(NothingDeclared):
        declare_september(melati, staff)


def test_last_months_wages_are_declared_again_for_who_is_still_there():
    melati = batik_melati()
    staff = hire(melati, "SITI", "BUDI")
    declare_september(melati, staff, 1_000_000, 2_000_000)
    end_employments(
        employer=melati,
        leavers=[(staff.rows["employment_id"][0], date(2011, 10, 1))],
        reason="Pindah",
        act=act(),
    )

    october = declare_as_last_month(employer=melati, month=SEPTEMBER + 1, act=act())

    assert (october.workers, october.wage_sum) == (1, 2_000_000)


def test_nobody_is_declared_who_does_not_work_there():
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    elsewhere = hire(kenanga, "BUDI")

    with pytest.raises(NotEmployed, match="1 workers"):
        declare_september(melati, elsewhere, 1_000_000)


def test_every_job_that_is_added_up_must_be_one_there():
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    here = hire(melati, "SITI")
    both = here.rows.vstack(hire(kenanga, "SITI", kpj=here.rows["kpj"][0]).rows)

    with pytest.raises(NotEmployed, match="1 workers"):
        declare(
            employer=melati,
            month=SEPTEMBER,
            wages=both.select("person_id", "employment_id").with_columns(wage=pl.lit(1_000_000)),
            kind=Declaration.Kind.FILE,
            act=act(),
        )


def test_a_month_is_declared_from_its_first_day_on_and_not_before():
    melati = batik_melati()

    with pytest.raises(MonthAhead):
        declare_nil(employer=melati, month=SEPTEMBER + 1, act=act(date(2011, 9, 30)))
    declared = declare_nil(employer=melati, month=SEPTEMBER + 1, act=act(date(2011, 10, 1)))

    assert declared.month == date(2011, 10, 1)


@pytest.mark.parametrize(("month", "lawful"), [(Month(2004, 12), False), (Month(2005, 1), True)])
def test_only_months_of_membership_are_declared(month, lawful):
    melati = batik_melati(from_date=date(2005, 1, 1))

    if lawful:
        assert declare_nil(employer=melati, month=month, act=act()).month == date(2005, 1, 1)
    else:
        with pytest.raises(NotAMember):
            declare_nil(employer=melati, month=month, act=act())


def test_jpk_is_no_longer_billed_from_2014_on():
    melati = batik_melati(programmes=FOUR)
    staff = hire(melati, "SITI")
    january = Month(2014, 1)

    assessed = assess(employer=melati, month=january, wages=wages(staff, 1_000_000))

    assert assessed.total("jpk") == 0
