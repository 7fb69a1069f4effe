"""For what somebody is insured on a day: from registration and first payment to the end."""

from datetime import date

import pytest

from jamsostek.contributions.models import Bill, Settlement
from jamsostek.contributions.queries.cover import cover_on
from jamsostek.contributions.rules.cover import Ground, Lack, cover_begins
from jamsostek.contributions.services.own_account import bill_ahead
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.contributions.services.receipts import allocate_receipts
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership.services import end_cover, end_employments
from tests.building import ENDS, REGISTERED, project, put_on
from tests.contributions.test_receipts import bank_line, billed
from tests.people import FOUR, act, batik_melati, hire, person
from tests.vendors import vendor

pytestmark = pytest.mark.django_db

THREE = {Programme.JHT, Programme.JKK, Programme.JKM}


def new_employer(**facts):
    """An employer that joins in September 2011, where wages have been kept since January."""
    billed(batik_melati(name="PT Kenanga Rekaan"), Month(2011, 1))
    employer = batik_melati(from_date=date(2011, 9, 1), **facts)
    hire(employer, "SITI", from_date=date(2011, 9, 1))
    return employer


def pay(bill: Bill, day: date) -> None:
    allocate_receipts(line_ids=[bank_line(bill.amount, bill.code, day=day).pk], act=act())


@pytest.mark.parametrize(
    ("registered", "paid", "begins"),
    [
        (date(2011, 9, 1), date(2011, 10, 10), date(2011, 10, 10)),
        (date(2011, 9, 1), date(2011, 8, 31), date(2011, 9, 1)),
        (date(2011, 9, 1), date(2011, 9, 1), date(2011, 9, 1)),
        (date(2011, 9, 1), None, None),
    ],
)
def test_cover_begins_with_registration_and_first_payment_whichever_is_later(
    registered, paid, begins
):
    assert cover_begins(registered, paid) == begins


def test_somebody_registered_is_not_insured_until_the_first_payment():
    new_employer()

    found = cover_on(person("SITI"), date(2011, 10, 9))

    assert found.insured == ()
    assert [one.lack for one in found.lacking] == [Lack.NOT_PAID]


def test_the_first_payment_insures_from_its_own_day_and_not_from_the_day_before():
    pay(billed(new_employer(), Month(2011, 9)), date(2011, 10, 10))

    before = cover_on(person("SITI"), date(2011, 10, 9))
    on_the_day = cover_on(person("SITI"), date(2011, 10, 10))

    assert [(one.lack, one.day) for one in before.lacking] == [
        (Lack.PAID_LATER, date(2011, 10, 10))
    ]
    assert on_the_day.programmes == THREE
    assert {one.since for one in on_the_day.insured} == {date(2011, 10, 10)}
    assert "PP 14/1993, Pasal 7" in on_the_day.insured[0].citation


def test_a_payment_taken_back_takes_the_cover_with_it():
    bill = billed(new_employer(), Month(2011, 9))
    pay(bill, date(2011, 10, 10))
    Settlement.objects.update(undone_entry_id=1)

    assert cover_on(person("SITI"), date(2011, 10, 10)).insured == ()


def test_an_employer_from_before_the_months_kept_here_insures_from_its_registration():
    melati = batik_melati()
    hire(melati, "SITI")
    billed(batik_melati(name="PT Kenanga Rekaan"), Month(2011, 1))

    found = cover_on(person("SITI"), date(2010, 1, 1))

    assert found.programmes == THREE
    assert "di luar sistem ini" in found.insured[0].why()


def test_cover_ends_with_the_employment():
    employer = new_employer()
    pay(billed(employer, Month(2011, 9)), date(2011, 10, 10))
    spell = person("SITI").employments.get()
    end_employments(
        employer=employer, leavers=[(spell.pk, date(2011, 12, 1))], reason="Pindah", act=act()
    )

    last = cover_on(person("SITI"), date(2011, 11, 30))
    after = cover_on(person("SITI"), date(2011, 12, 1))

    assert last.programmes == THREE
    assert last.insured[0].last_day == date(2011, 11, 30)
    assert [one.lack for one in after.lacking] == [Lack.ENDED]


def test_a_programme_the_employer_stays_out_of_is_named():
    pay(billed(new_employer(), Month(2011, 9)), date(2011, 10, 10))

    found = cover_on(person("SITI"), date(2011, 10, 10))

    assert [(one.lack, one.programme) for one in found.lacking] == [
        (Lack.PROGRAMME_NOT_TAKEN, Programme.JPK)
    ]


def test_what_one_employer_lacks_another_gives():
    pay(billed(new_employer(), Month(2011, 9)), date(2011, 10, 10))
    other = batik_melati(FOUR, name="PT Mawar Rekaan")
    hire(other, "SITI", kpj=person("SITI").kpj, from_date=date(2011, 9, 1))

    found = cover_on(person("SITI"), date(2011, 10, 10))

    assert found.programmes == {*THREE, Programme.JPK}
    assert found.lacking == ()


def test_short_casual_work_insures_against_accident_and_death_alone():
    employer = new_employer()
    hire(employer, "TONO", from_date=date(2011, 9, 1), kind="CASUAL")
    pay(billed(employer, Month(2011, 9)), date(2011, 10, 10))

    short = cover_on(person("TONO"), date(2011, 11, 30))
    served = cover_on(person("TONO"), date(2011, 12, 1))

    # Three whole months on end, September to November, have been worked by 1 December.
    assert short.programmes == {Programme.JKK, Programme.JKM}
    assert [(one.lack, one.programme) for one in short.lacking] == [
        (Lack.SHORT_WORK, Programme.JHT),
        (Lack.PROGRAMME_NOT_TAKEN, Programme.JPK),
    ]
    assert "KEP-150/MEN/1999" in short.lacking[0].citation
    assert served.programmes == THREE


def test_a_project_insures_against_accident_and_death_while_it_lasts():
    hire(batik_melati(), "SITI", until_date=date(2010, 6, 1))
    of = project()
    put_on(of, {"name": "SITI", "kpj": person("SITI").kpj})
    first, second, _ = bill_project(project=of, payment=Payment.TERMS, act=act(REGISTERED))
    pay(second, date(2011, 9, 10))
    unpaid = cover_on(person("SITI"), date(2011, 9, 12))
    pay(first, date(2011, 9, 12))

    paid = cover_on(person("SITI"), date(2011, 9, 12))
    last = cover_on(person("SITI"), date(2011, 12, 7))
    after = cover_on(person("SITI"), ENDS)

    assert Lack.NOT_PAID in {one.lack for one in unpaid.lacking}
    assert {(one.programme, one.ground, one.since) for one in paid.insured} == {
        (Programme.JKK, Ground.PROJECT, date(2011, 9, 12)),
        (Programme.JKM, Ground.PROJECT, date(2011, 9, 12)),
    }
    assert last.programmes == {Programme.JKK, Programme.JKM}
    assert after.insured == ()


def own_account(*paid: tuple[date, int]) -> None:
    cover = vendor(programmes=frozenset({"JKK", "JKM"}), from_date=date(2011, 1, 10))
    for day, months in paid:
        bill = bill_ahead(cover=cover, months=months, act=act(day))
        pay(bill, day)


def test_own_account_cover_lasts_as_long_as_months_paid_one_after_the_other():
    own_account((date(2011, 1, 10), 3), (date(2011, 3, 31), 3), (date(2011, 9, 5), 1))

    joined = cover_on(person("SITI"), date(2011, 6, 30))
    lapsed = cover_on(person("SITI"), date(2011, 7, 1))
    again = cover_on(person("SITI"), date(2011, 9, 5))

    assert {(one.since, one.last_day) for one in joined.insured} == {
        (date(2011, 1, 10), date(2011, 6, 30))
    }
    assert (Lack.LAPSED, date(2011, 7, 1)) in {(one.lack, one.day) for one in lapsed.lacking}
    assert {one.since for one in again.insured} == {date(2011, 9, 5)}
    assert again.programmes == {Programme.JKK, Programme.JKM}


def test_own_account_cover_never_paid_for_insures_nobody():
    own_account()

    found = cover_on(person("SITI"), date(2011, 6, 30))

    assert found.insured == ()
    assert [one.lack for one in found.lacking] == [Lack.NOT_PAID]


def test_own_account_cover_ended_before_anything_was_paid_has_ended_and_not_lapsed():
    cover = vendor(from_date=date(2011, 1, 10))
    end_cover(cover=cover, until_date=date(2011, 5, 1), reason="Berhenti", act=act())

    found = cover_on(cover.person, date(2011, 5, 1))

    assert [(one.lack, one.day) for one in found.lacking] == [(Lack.ENDED, date(2011, 5, 1))]


def test_somebody_never_registered_is_insured_for_nothing_and_lacks_nothing():
    hire(batik_melati(), "SITI", from_date=date(2011, 9, 1))

    found = cover_on(person("SITI"), date(2011, 8, 31))

    assert found.insured == ()
    assert [(one.lack, one.day) for one in found.lacking] == [(Lack.BEFORE, date(2011, 9, 1))]
