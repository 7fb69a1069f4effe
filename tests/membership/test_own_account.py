"""Registering own-account workers: who is recognised, who is refused and with which words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.kernel.months import Month
from jamsostek.membership.models import (
    InsuredPerson,
    OwnAccountCover,
    OwnAccountProtection,
    OwnAccountTerms,
)
from jamsostek.membership.queries import CoverState, family_status_on, standing_on
from jamsostek.membership.rules.own_account import Fault, Refusal
from jamsostek.membership.services import (
    CoversNotRegistered,
    change_terms,
    covers_frame,
    end_cover,
    end_group,
    move_to_group,
    register_cover,
    register_covers,
)
from jamsostek.membership.services.own_account import (
    CoverEnded,
    EndsBefore,
    GroupHasMembers,
    IncompleteGroup,
    MonthPaidAlready,
    OtherGroup,
    TermsRefused,
    TermsUnchanged,
)
from tests.membership.at_once import at_once, refusals
from tests.people import act, batik_melati, hire, person
from tests.vendors import FOUR, SEMARANG, THREE, new_cover, paguyuban, vendor, vendors

SEPTEMBER = act(date(2011, 9, 5))


def fault(**changes: object) -> Fault:
    with pytest.raises(CoversNotRegistered) as refusal:
        register_cover(new=new_cover(**changes), act=SEPTEMBER)
    (found,) = refusal.value.faults.values()
    return found[1]


@pytest.mark.django_db
def test_a_vendor_gets_a_number_terms_and_family_and_is_insured_by_nothing_yet():
    cover = vendor("SITI", married=True, programmes=FOUR, jht_rate=50_000)

    terms = OwnAccountTerms.objects.get(cover=cover)
    assert len(cover.person.kpj) == 11
    assert cover.person.branch_id == cover.branch_id
    assert (terms.base, terms.from_month, terms.jht_rate) == (1_000_000, date(2011, 9, 1), 50_000)
    assert set(terms.programmes) == FOUR
    assert family_status_on(cover.person, date(2011, 9, 5))
    assert OwnAccountProtection.objects.count() == 0
    assert standing_on(cover, date(2011, 9, 5)).state is CoverState.NEVER_PAID


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"branch_id": 999_999}, Refusal.BRANCH_UNKNOWN),
        ({"group_id": 999_999}, Refusal.GROUP_UNKNOWN),
        ({"name": "  "}, Refusal.NAME_MISSING),
        ({"name": "X" * 121}, Refusal.NAME_TOO_LONG),
        ({"kpj": "99400000000"}, Refusal.KPJ_UNKNOWN),
        ({"birth_date": None}, Refusal.BIRTH_DATE_MISSING),
        ({"occupation": ""}, Refusal.OCCUPATION_MISSING),
        ({"from_date": date(2006, 5, 31)}, Refusal.NOT_IN_FORCE),
        ({"from_date": date(2015, 7, 1)}, Refusal.NOT_IN_FORCE),
        ({"regency_code": "34.99"}, Refusal.PLACE_UNKNOWN),
        ({"regency_code": "34"}, Refusal.PLACE_UNKNOWN),
        ({"regency_code": "33.01"}, Refusal.PLACE_UNKNOWN),
        ({"regency_code": "Yogyakarta"}, Refusal.PLACE_UNKNOWN),
        ({"base": None}, Refusal.BASE_MISSING),
        ({"base": 1_000_000_001}, Refusal.BASE_TOO_HIGH),
        ({"programmes": frozenset()}, Refusal.NO_PROGRAMME),
        ({"programmes": frozenset({"JP"})}, Refusal.PROGRAMME_UNKNOWN),
        ({"jht_rate": 19_999}, Refusal.JHT_RATE),
        ({"jht_rate": 20_000, "programmes": frozenset({"JKK"})}, Refusal.JHT_RATE),
    ],
)
def test_each_fault_is_named(changes, refusal):
    found = fault(**changes)

    assert found.refusal is refusal
    assert found.sentence_in("id").endswith(".")
    assert InsuredPerson.objects.count() == 0


@pytest.mark.django_db
def test_the_fifty_fifth_birthday_is_the_last_day():
    born = date(1956, 9, 5)
    assert vendor("SITI", birth_date=born, from_date=date(2011, 9, 5)).pk

    found = fault(birth_date=born, from_date=date(2011, 9, 6))

    assert found.sentence_in("id") == (
        "Usia sudah lebih dari 55 tahun; kesempatan terakhir 5 September 2011."
    )


@pytest.mark.django_db
def test_the_minimum_wage_is_enough_and_a_rupiah_less_is_not():
    assert vendor("SITI", regency_code=SEMARANG, base=961_323).pk

    found = fault(regency_code=SEMARANG, base=961_322)

    assert found.sentence_in("id") == (
        "Penghasilan di bawah upah minimum Kota Semarang; isikan paling sedikit Rp961.323."
    )


@pytest.mark.django_db
def test_a_zone_of_a_regency_is_a_place():
    assert vendor("SITI", regency_code="33.01/Kota", base=790_000).regency_code == "33.01/Kota"


@pytest.mark.django_db
def test_an_employed_member_is_recognised_and_may_join_beside_the_employment():
    hire(batik_melati(), "SITI", nik="9971234507850001", birth_date=date(1985, 7, 5))
    asked = new_cover("SITI BARU", nik="9971234507850001", birth_date=date(1985, 7, 5))

    made = register_covers(covers=covers_frame([asked]), act=SEPTEMBER)

    assert made.new_persons == 0
    assert made.rows["person_id"].to_list() == [person("SITI").pk]
    assert made.employed.height == 1


@pytest.mark.django_db
def test_the_same_identity_number_with_another_birth_date_is_somebody_new():
    hire(batik_melati(), "SITI", nik="9971234507850001", birth_date=date(1985, 7, 5))

    cover = vendor("TINI", nik="9971234507850001", birth_date=date(1985, 7, 6))

    assert cover.person != person("SITI")


@pytest.mark.django_db
def test_nobody_is_covered_twice_in_one_list_or_two():
    twice = [new_cover("SITI", nik="9971234507850001") for _ in range(2)]
    with pytest.raises(CoversNotRegistered) as refusal:
        register_covers(covers=covers_frame(twice), act=SEPTEMBER)
    assert [f.refusal for _, f in refusal.value.faults.values()] == [Refusal.TWICE_IN_LIST] * 2

    cover = register_cover(new=twice[0], act=SEPTEMBER)

    assert fault(kpj=cover.person.kpj).refusal is Refusal.ALREADY_COVERED
    assert fault(nik="9971234507850001").refusal is Refusal.ALREADY_COVERED


@pytest.mark.django_db
def test_a_list_is_registered_whole_or_not_at_all():
    covers = [new_cover("SITI"), new_cover("TINI", base=1), new_cover("WATI")]

    with pytest.raises(CoversNotRegistered) as refusal:
        register_covers(covers=covers_frame(covers), act=SEPTEMBER)

    assert refusal.value.faults == {
        2: ("TINI", Fault(Refusal.BASE_TOO_LOW, 808_000, "DI Yogyakarta"))
    }
    assert OwnAccountCover.objects.count() == 0


@pytest.mark.django_db
def test_any_length_of_list_takes_the_same_statements():
    counts = []
    for length in (1, 40):
        names = [f"PEDAGANG {length} {number}" for number in range(length)]
        frame = covers_frame([new_cover(name, nik="") for name in names])
        with CaptureQueriesContext(connection) as queries:
            register_covers(covers=frame, act=SEPTEMBER)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_group_needs_a_name_and_a_collector():
    with pytest.raises(IncompleteGroup):
        paguyuban("  ")
    with pytest.raises(IncompleteGroup):
        paguyuban(collector="")
    assert paguyuban().number.startswith("WD")


@pytest.mark.django_db
def test_a_vendor_moves_to_a_group_and_leaves_it():
    cover, group = vendor(), paguyuban()

    assert move_to_group(cover=cover, group=group, act=act()).group == group
    with pytest.raises(OtherGroup):
        move_to_group(cover=cover, group=group, act=act())
    with pytest.raises(GroupHasMembers):
        end_group(group=group, until_date=date(2011, 10, 1), act=act())
    assert move_to_group(cover=cover, group=None, act=act()).group is None
    end_group(group=group, until_date=date(2011, 10, 1), act=act())
    with pytest.raises(OtherGroup):
        move_to_group(cover=cover, group=group, act=act())


@pytest.mark.django_db
def test_terms_change_from_a_month_that_is_not_paid_or_past():
    cover = vendor()

    change_terms(
        cover=cover,
        base=1_500_000,
        programmes=THREE,
        from_month=Month(2011, 11),
        act=act(date(2011, 10, 3)),
    )

    assert standing_on(cover, date(2011, 10, 31)).base == 1_000_000
    assert standing_on(cover, date(2011, 11, 1)).base == 1_500_000


@pytest.mark.django_db
def test_terms_that_cannot_be_are_refused():
    cover = vendor()
    facts = {"cover": cover, "base": 1_500_000, "programmes": THREE, "act": act(date(2011, 10, 3))}

    with pytest.raises(TermsRefused, match="808,000"):
        change_terms(**facts | {"base": 807_999}, from_month=Month(2011, 11))
    with pytest.raises(TermsRefused, match="programme"):
        change_terms(**facts | {"programmes": ()}, from_month=Month(2011, 11))
    with pytest.raises(MonthPaidAlready):
        change_terms(**facts, from_month=Month(2011, 9))
    with pytest.raises(TermsUnchanged):
        change_terms(**facts | {"base": 1_000_000}, from_month=Month(2011, 10))


@pytest.mark.django_db
def test_an_end_is_told_once_and_registering_again_follows_it():
    cover = vendor(nik="9971234507850001")
    with pytest.raises(EndsBefore):
        end_cover(cover=cover, until_date=date(2011, 9, 5), reason="Berhenti", act=act())

    end_cover(cover=cover, until_date=date(2011, 10, 1), reason="Berhenti", act=act())

    with pytest.raises(CoverEnded):
        end_cover(cover=cover, until_date=date(2011, 10, 2), reason="Berhenti", act=act())
    assert standing_on(cover, date(2011, 10, 1)).state is CoverState.ENDED
    assert fault(nik="9971234507850001", from_date=date(2011, 9, 30)).refusal is (
        Refusal.ALREADY_COVERED
    )
    again = register_cover(
        new=new_cover(nik="9971234507850001", from_date=date(2011, 10, 1)), act=act()
    )
    assert again.person == cover.person


@pytest.mark.usefixtures("fresh_database")
def test_one_vendor_registered_twice_at_once_is_covered_once():
    cover = new_cover("SITI", nik="9971234507850001")

    def register() -> object:
        return register_cover(new=cover, act=SEPTEMBER)

    results = at_once(register, register)

    assert refusals(results) == [CoversNotRegistered]
    assert OwnAccountCover.objects.count() == InsuredPerson.objects.count() == 1


@pytest.mark.django_db
def test_vendors_of_a_group_are_of_its_branch():
    group = paguyuban()

    members = vendors("SITI", "TINI", group_id=group.pk)

    assert {member.group for member in members} == {group}
