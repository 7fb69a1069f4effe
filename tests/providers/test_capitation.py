"""Capitation: whom a month's list holds, what it comes to, and what later months set right."""

from datetime import date

import pytest

from jamsostek.contributions.queries.cover import cover_on
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.services import end_employments
from jamsostek.providers.models import ProviderPayable
from jamsostek.providers.queries.capitation import listed
from jamsostek.providers.queries.cover import insured_persons
from jamsostek.providers.services.capitation import (
    ApprovedAlready,
    MonthAhead,
    NoCapitation,
    NotAPerson,
    PreparedAlready,
    SamePerson,
    approve_capitation,
    prepare_capitation,
)
from jamsostek.providers.services.providers import (
    ChosenAlready,
    choose_for_many,
    choose_provider,
)
from jamsostek.providers.services.providers import NoCapitation as NothingToChoose
from tests.contributions.test_receipts import billed
from tests.people import FOUR, THREE, act, batik_melati, hire, person
from tests.providers.cast import (
    by,
    child,
    child_of_old_records,
    chosen,
    clinic,
    hospital,
    officer,
    wife,
    worker,
)

pytestmark = pytest.mark.django_db

OCTOBER = Month(2011, 10)


def prepared(where, month=OCTOBER, day=date(2011, 10, 3), user="penyusun"):
    return prepare_capitation(provider=where, month=month, act=by(officer(user), day))


def test_a_single_worker_and_a_family_have_their_own_amount_of_a_head():
    where = clinic()
    siti = worker("SITI", "BUDI")
    chosen(siti, where)
    chosen(person("BUDI"), where)
    wife(siti)
    for n in range(3):
        child(siti, f"Anak {n} Rekaan", date(2001 + n, 1, 1))
    child_of_old_records(siti, "Anak 3 Rekaan", date(2004, 1, 1))

    run = prepared(where)

    assert (run.workers, run.heads) == (2, 6)
    assert run.amount == 5 * 3_500 + 4_000
    assert listed(run)["Jumlah"].to_list() == [17_500, 4_000]


def test_who_has_no_jpk_or_chose_another_is_not_on_the_list():
    where = clinic()
    siti = worker("SITI", "BUDI")
    chosen(siti, where)
    without = batik_melati(programmes=THREE, name="PT Tiga Rekaan")
    hire(without, "TINI")
    chosen(person("TINI"), where)

    run = prepared(where)

    assert listed(run)["KPJ"].to_list() == [siti.kpj]


def test_a_month_is_worked_out_once_and_only_when_it_has_begun():
    where = clinic()
    prepared(where)

    with pytest.raises(PreparedAlready):
        prepared(where)
    with pytest.raises(MonthAhead):
        prepared(where, Month(2011, 11))
    with pytest.raises(NoCapitation):
        prepared(hospital())
    with pytest.raises(NoCapitation):
        prepared(where, Month(2010, 12))


def test_a_second_officer_approves_and_the_money_is_owed_once():
    where = clinic()
    chosen(worker("SITI"), where)
    run = prepared(where)

    with pytest.raises(SamePerson):
        approve_capitation(run=run, act=by(officer("penyusun")))
    with pytest.raises(NotAPerson):
        approve_capitation(run=run, act=act())
    approve_capitation(run=run, act=by(officer("penyetuju")))
    with pytest.raises(ApprovedAlready):
        approve_capitation(run=run, act=by(officer("penyetuju2")))

    assert ProviderPayable.objects.get().amount == 4_000


def test_what_was_told_late_is_set_right_the_next_month():
    where = clinic()
    siti = worker("SITI", "BUDI")
    chosen(siti, where)
    chosen(person("BUDI"), where)
    assert prepared(where, Month(2011, 9)).amount == 8_000
    wife(siti)
    job = person("BUDI").employments.get()
    end_employments(
        employer=job.employer, leavers=[(job.pk, date(2011, 9, 1))], reason="Pindah", act=act()
    )

    run = prepared(where)

    assert run.amount_of_month == 7_000
    assert run.correction == (7_000 - 4_000) - 4_000
    assert run.amount == 6_000
    assert prepared(where, Month(2011, 11), date(2011, 11, 1)).correction == 0


def test_a_correction_that_would_leave_the_provider_owing_waits():
    where = clinic()
    siti = worker("SITI")
    chosen(siti, where)
    prepared(where, Month(2011, 9))
    job = siti.employments.get()
    end_employments(
        employer=job.employer, leavers=[(job.pk, date(2011, 9, 1))], reason="Pindah", act=act()
    )

    run = prepared(where)

    assert (run.amount_of_month, run.correction) == (0, 0)


def test_a_choice_holds_from_its_month_until_the_next_one():
    where, other = clinic(), clinic(name="Klinik Lain Rekaan")
    siti = worker("SITI")
    chosen(siti, where, Month(2011, 3))
    chosen(siti, other, Month(2011, 9))

    assert prepared(where, Month(2011, 8)).workers == 1
    assert prepared(where, Month(2011, 9)).workers == 0
    assert prepared(other, Month(2011, 9)).workers == 1
    with pytest.raises(ChosenAlready):
        choose_provider(person=siti, provider=where, month=Month(2011, 9), act=act())
    with pytest.raises(NothingToChoose):
        choose_provider(person=siti, provider=hospital(), month=Month(2011, 10), act=act())


def test_first_choices_come_in_bulk_and_keep_what_is_chosen():
    where, other = clinic(), clinic(name="Klinik Lain Rekaan")
    siti = worker("SITI", "BUDI")
    chosen(siti, other)
    everybody = [(one.pk, where.pk) for one in InsuredPerson.objects.all()]

    choose_for_many(choices=everybody, month=OCTOBER, act=act())

    assert prepared(where).workers == 1
    assert prepared(other).workers == 1


def test_cover_of_many_is_cover_of_each():
    worker("SITI", "BUDI")
    mixed = batik_melati(programmes=FOUR, name="PT Campur Rekaan")
    hire(mixed, "HARIAN", kind="CASUAL", from_date=date(2011, 9, 1))
    hire(mixed, "KONTRAK", kind="FIXED_TERM", agreed_until=date(2012, 9, 1))
    hire(batik_melati(programmes=THREE, name="PT Tiga Rekaan"), "TINI")
    young = batik_melati(programmes=FOUR, name="PT Baru Rekaan", from_date=date(2011, 9, 1))
    hire(young, "BARU", from_date=date(2011, 9, 1))
    billed(young, Month(2011, 9))
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2011, 9, 1), date(2011, 12, 1)]
    days += [date(2013, 12, 31), date(2014, 1, 1)]
    persons = list(InsuredPerson.objects.all())

    found = insured_persons((one.pk, day) for one in persons for day in days)

    assert found == {
        (one.pk, day)
        for one in persons
        for day in days
        if Programme.JPK in cover_on(one, day).programmes
    }
    assert found
