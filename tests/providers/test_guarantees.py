"""Guarantee letters and what a provider is told of a patient."""

from datetime import date

import pytest

from jamsostek.benefits.jpk_package_1993 import JpkService
from jamsostek.providers.models import GuaranteeYear
from jamsostek.providers.queries.eligibility import eligibility_on
from jamsostek.providers.rules.stays import NotAStay, parted
from jamsostek.providers.services.guarantees import (
    NoContract,
    NoDaysLeft,
    NotEligible,
    NotOpen,
    OutsideLetter,
    StayOpen,
    TooLong,
    close_guarantee,
    withdraw_guarantee,
)
from tests.people import THREE, act, batik_melati, hire, person
from tests.providers.cast import (
    by,
    child,
    child_of_old_records,
    chosen,
    clinic,
    hospital,
    letter,
    officer,
    provider,
    wife,
    worker,
)

pytestmark = pytest.mark.django_db


def closed(paper, first, last, special=0):
    return close_guarantee(
        guarantee=paper, admitted_on=first, discharged_on=last, special_days=special, act=act(last)
    )


def test_a_letter_is_a_numbered_paper_with_the_patient_and_the_limits():
    who, where = worker("SITI"), hospital()

    paper = letter(where, who, wife(who))

    assert paper.number == paper.document.number
    assert paper.patient == "Dewi Rekaan"
    assert paper.document.title == "Surat Jaminan"
    assert (paper.from_date, paper.until_date) == (date(2011, 10, 3), date(2011, 10, 10))


def test_a_patient_has_one_open_letter_for_a_stay():
    who, where = worker("SITI"), hospital()
    dewi = wife(who)
    paper = letter(where, who)

    with pytest.raises(StayOpen):
        letter(hospital(name="RS Lain Rekaan"), who)
    letter(where, who, dewi)
    closed(paper, date(2011, 10, 3), date(2011, 10, 4))

    assert letter(where, who, day=date(2011, 10, 5)).state == "OPEN"


def test_nobody_without_jpk_gets_a_letter():
    hire(batik_melati(programmes=THREE), "TINI")
    who = worker("SITI")
    grown = child(who, "Budi Rekaan", date(1990, 10, 3))
    where = hospital()

    with pytest.raises(NotEligible):
        letter(where, person("TINI"))
    with pytest.raises(NotEligible):
        letter(where, who, grown)
    with pytest.raises(NotEligible):
        letter(where, who, wife(who), service="SPECIAL")
    with pytest.raises(NoContract):
        letter(provider(name="RS Tanpa Rekaan"), who)
    with pytest.raises(TooLong):
        letter(where, who, days=31)


def test_the_years_days_run_down_and_run_out():
    who, where = worker("SITI"), hospital()
    first = closed(
        letter(where, who, day=date(2011, 3, 1)), date(2011, 3, 1), date(2011, 4, 28), special=21
    )

    right = eligibility_on(who, date(2011, 10, 3))

    assert (first.ward_days, first.special_days, first.beyond_days) == (37, 20, 1)
    assert (right.inpatient_days_left, right.special_care_days_left) == (2, 0)
    second = closed(letter(where, who), date(2011, 10, 3), date(2011, 10, 6))
    assert (second.ward_days, second.beyond_days) == (2, 1)
    with pytest.raises(NoDaysLeft):
        letter(where, who, day=date(2011, 10, 10))
    assert letter(where, who, day=date(2012, 1, 2)).state == "OPEN"


def test_a_stay_over_new_year_counts_in_both_years():
    who, where = worker("SITI"), hospital()
    closed(letter(where, who, day=date(2011, 12, 28)), date(2011, 12, 28), date(2012, 1, 3), 5)

    years = GuaranteeYear.objects.order_by("year").values_list("year", "days", "special_days")

    assert list(years) == [(2011, 4, 4), (2012, 2, 1)]


def test_a_letter_ends_once_and_within_its_days():
    who, where = worker("SITI"), hospital()
    paper = letter(where, who)

    with pytest.raises(OutsideLetter):
        closed(paper, date(2011, 10, 2), date(2011, 10, 4))
    with pytest.raises(OutsideLetter):
        closed(paper, date(2011, 10, 10), date(2011, 10, 11))
    closed(paper, date(2011, 10, 9), date(2011, 10, 12))
    with pytest.raises(NotOpen):
        closed(paper, date(2011, 10, 9), date(2011, 10, 12))
    with pytest.raises(NotOpen):
        withdraw_guarantee(guarantee=paper, act=by(officer("penerbit")))


def test_special_care_longer_than_the_stay_is_no_stay():
    with pytest.raises(NotAStay):
        parted(date(2011, 10, 3), date(2011, 10, 4), 2, {})
    with pytest.raises(NotAStay):
        parted(date(2011, 10, 3), date(2011, 10, 2), 0, {})


def test_a_member_is_told_covered_with_chosen_provider_and_services():
    who, where = worker("SITI"), clinic()
    chosen(who, where)

    right = eligibility_on(who, date(2011, 10, 3))

    assert right.covered
    assert right.provider == where
    assert (right.inpatient_days_left, right.special_care_days_left) == (60, 20)
    assert {one.service for one in right.services if one.referral} == {
        JpkService.SPECIALIST,
        JpkService.INPATIENT,
        JpkService.DIAGNOSTIC,
        JpkService.SPECIAL,
    }
    assert "PP 14/1993" in right.citation


def test_a_wife_may_not_have_special_services_and_a_fourth_child_nothing():
    who = worker("SITI")
    dewi = wife(who)
    children = [child(who, f"Anak {n} Rekaan", date(2001 + n, 1, 1)) for n in range(3)]
    children.append(child_of_old_records(who, "Anak 3 Rekaan", date(2004, 1, 1)))

    of_wife = eligibility_on(who, date(2011, 10, 3), dependant=dewi)
    of_children = [eligibility_on(who, date(2011, 10, 3), dependant=one) for one in children]

    special = next(one for one in of_wife.services if one.service is JpkService.SPECIAL)
    assert of_wife.covered
    assert not special.allowed
    assert [one.covered for one in of_children] == [True, True, True, False]
    assert "Pasal 33" in of_children[3].citation


@pytest.mark.parametrize(
    ("day", "covered"), [(date(2013, 12, 31), True), (date(2014, 1, 1), False)]
)
def test_jpk_ends_with_2013(day, covered):
    right = eligibility_on(worker("SITI"), day)

    assert right.covered is covered
    assert covered or "PP 84/2013" in right.why()
