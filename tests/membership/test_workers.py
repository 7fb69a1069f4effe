"""Registering workers: who is new, who is known, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.membership import queries
from jamsostek.membership.models import (
    Employment,
    FamilyStatus,
    HeadcountChange,
    InsuredPerson,
    WageRecord,
)
from jamsostek.membership.services import (
    NewWorker,
    WorkersNotRegistered,
    compact_headcount,
    end_employments,
    end_membership,
    register_workers,
    workers_frame,
)
from tests.people import act, batik_melati, hire, person

pytestmark = pytest.mark.django_db
NIK_SITI = "9912345507850001"


def headcount() -> dict[date, tuple[int, int]]:
    compact_headcount()
    return {
        h.day: (h.employers, h.workers) for h in HeadcountChange.objects.filter(segment="FORMAL")
    }


def test_a_new_worker_gets_a_member_number_an_employment_and_a_wage():
    melati = batik_melati()

    registered = hire(melati, "SITI", wage=1_500_000, birth_date=date(1985, 7, 15))

    siti = person("SITI")
    assert registered.rows.row(0) == (
        1, siti.pk, Employment.objects.get().pk, siti.kpj, True
    )  # fmt: skip
    assert len(siti.kpj) == 11
    assert siti.kpj.startswith("990")
    assert WageRecord.objects.get().wage == 1_500_000


def test_somebody_with_a_member_number_stays_the_same_person_at_the_next_employer():
    melati = batik_melati()
    kenanga = batik_melati(name="CV Kenanga Khayal")
    hire(melati, "SITI")

    registered = hire(kenanga, "SITI", kpj=person("SITI").kpj)

    assert (registered.new_persons, registered.known_persons) == (0, 1)
    assert Employment.objects.filter(person=person("SITI")).count() == 2


def test_the_same_identity_number_and_birth_date_are_the_same_person():
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    hire(melati, "SITI", nik=NIK_SITI, birth_date=date(1985, 7, 15))

    hire(kenanga, "SITI A.", nik=NIK_SITI, birth_date=date(1985, 7, 15))

    assert InsuredPerson.objects.count() == 1


def test_the_same_identity_number_with_another_birth_date_is_somebody_else():
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    hire(melati, "SITI", nik=NIK_SITI, birth_date=date(1985, 7, 15))

    hire(kenanga, "RINI", nik=NIK_SITI, birth_date=date(1979, 2, 1))

    assert InsuredPerson.objects.count() == 2


def test_one_list_with_the_same_person_at_two_employers_makes_one_member():
    melati, kenanga = batik_melati(), batik_melati(name="CV Kenanga Khayal")
    born = date(1985, 7, 15)
    twice = [
        NewWorker(
            employer_id=e.pk,
            name="SITI",
            nik=NIK_SITI,
            birth_date=born,
            from_date=born.replace(2010),
        )
        for e in (melati, kenanga)
    ]

    registered = register_workers(workers=workers_frame(twice), act=act())

    assert InsuredPerson.objects.count() == 1
    assert registered.new_persons == 1
    assert registered.rows["kpj"].n_unique() == 1


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"name": "  "}, "NAME_MISSING"),
        ({"name": "S" * 121}, "NAME_TOO_LONG"),
        ({"kpj": "99099999999"}, "KPJ_UNKNOWN"),
        ({"employer_id": 0}, "EMPLOYER_UNKNOWN"),
        ({"until_date": date(2010, 1, 1)}, "ENDS_BEFORE_IT_BEGINS"),
        ({"wage": 0}, "WAGE_NOT_ABOVE_ZERO"),
    ],
)
def test_a_row_with_a_fault_is_named_and_nobody_of_the_list_is_registered(facts, fault):
    melati = batik_melati()
    rows = [
        {"employer_id": melati.pk, "name": "BUDI", "from_date": date(2010, 1, 1)},
        {"employer_id": melati.pk, "name": "SITI", "from_date": date(2010, 1, 1), **facts},
    ]

    with pytest.raises(WorkersNotRegistered) as refused:
        register_workers(workers=workers_frame([NewWorker(**r) for r in rows]), act=act())

    assert {row: why for row, (_, why) in refused.value.faults.items()} == {2: fault}
    assert not InsuredPerson.objects.exists()


@pytest.mark.parametrize(
    ("from_date", "until_date", "fault"),
    [
        (date(2010, 1, 1), None, "OUTLASTS_MEMBERSHIP"),
        (date(2010, 1, 1), date(2011, 10, 2), "OUTLASTS_MEMBERSHIP"),
        (date(2010, 1, 1), date(2011, 10, 1), None),  # they end together
        (date(2011, 9, 30), date(2011, 10, 1), None),  # the last day of membership
        (date(2011, 10, 1), None, "EMPLOYER_LEFT"),
    ],
)
def test_nobody_is_employed_beyond_the_end_of_a_membership(from_date, until_date, fault):
    melati = batik_melati()
    end_membership(employer=melati, until_date=date(2011, 10, 1), act=act())

    try:
        hire(melati, "SITI", from_date=from_date, until_date=until_date)
    except WorkersNotRegistered as refused:
        said = refused.faults[1][1]
    else:
        said = None

    assert said == fault
    assert Employment.objects.count() == (0 if fault else 1)


@pytest.mark.parametrize(
    ("from_date", "until_date", "lawful"),
    [
        (date(2010, 6, 30), None, False),  # the last day of the first spell
        (date(2010, 7, 1), None, True),  # the day after it
        (date(2009, 1, 1), date(2010, 1, 1), True),  # ends where the first begins
        (date(2009, 1, 1), date(2010, 1, 2), False),  # shares one day
    ],
)
def test_spells_with_one_employer_never_share_a_day(from_date, until_date, lawful):
    melati = batik_melati()
    hire(melati, "SITI", until_date=date(2010, 7, 1))
    again = {"kpj": person("SITI").kpj, "from_date": from_date, "until_date": until_date}

    if lawful:
        hire(melati, "SITI", **again)
        assert Employment.objects.count() == 2
    else:
        with pytest.raises(WorkersNotRegistered, match="ALREADY_EMPLOYED"):
            hire(melati, "SITI", **again)


def test_the_database_itself_refuses_spells_that_share_a_day():
    melati = batik_melati()
    hire(melati, "SITI", until_date=date(2010, 7, 1))
    first = Employment.objects.get()

    with pytest.raises(IntegrityError, match="already employed"), transaction.atomic():
        Employment.objects.create(person=first.person, employer=melati, from_date=date(2010, 6, 30))


def test_work_from_before_the_employer_joined_counts_from_the_day_it_joined():
    melati = batik_melati(from_date=date(2005, 1, 1))

    hire(melati, "SITI", from_date=date(1999, 3, 1))

    spell = Employment.objects.get()
    assert (spell.hired_on, spell.from_date) == (date(1999, 3, 1), date(2005, 1, 1))


def test_ending_an_employment_takes_effect_on_the_first_day_out():
    melati = batik_melati()
    registered = hire(melati, "SITI", "BUDI")

    end_employments(
        employer=melati,
        leavers=[(registered.rows["employment_id"][0], date(2011, 9, 16))],
        reason="Pindah",
        act=act(),
    )

    names = [e.person.name for e in queries.employments_on(melati, date(2011, 9, 15))]
    assert names == ["BUDI", "SITI"]
    assert [e.person.name for e in queries.employments_on(melati, date(2011, 9, 16))] == ["BUDI"]


def test_every_change_of_spells_is_counted_in_the_net_changes():
    melati = batik_melati(from_date=date(2005, 1, 1))
    registered = hire(melati, "SITI", "BUDI", "WAHYU", from_date=date(2010, 1, 1))
    spells = registered.rows["employment_id"]

    end_employments(
        employer=melati, leavers=[(spells[0], date(2011, 9, 16))], reason="Pindah", act=act()
    )

    assert headcount() == {
        date(2005, 1, 1): (1, 0),
        date(2010, 1, 1): (0, 3),
        date(2011, 9, 16): (0, -1),
    }


def test_who_is_registered_as_married_counts_so_from_the_first_day():
    melati = batik_melati()

    hire(melati, "SITI", married=True)
    hire(melati, "BUDI")

    assert queries.family_status_on(person("SITI"), date(2010, 1, 1))
    assert not queries.family_status_on(person("SITI"), date(2009, 12, 31))
    assert queries.married_workers(melati, date(2011, 9, 1)) == [person("SITI").pk]
    assert FamilyStatus.objects.count() == 1


def test_a_list_of_a_hundred_takes_as_many_statements_as_a_list_of_one():
    melati = batik_melati()

    def registering(count: int) -> int:
        before = len(connection.queries_log)
        hire(melati, *(f"ORANG {count} {i}" for i in range(count)))
        return len(connection.queries_log) - before

    connection.force_debug_cursor = True
    one, hundred = registering(1), registering(100)
    connection.force_debug_cursor = False

    assert one == hundred


CARD = "99012345678"


def test_a_number_from_an_older_card_is_kept_where_it_is_asked_for():
    melati = batik_melati()
    worker = NewWorker(employer_id=melati.pk, name="SITI", kpj=CARD, from_date=date(2010, 1, 1))

    done = register_workers(workers=workers_frame([worker]), act=act(), keep_numbers=True)

    assert done.rows["kpj"].to_list() == [CARD]
    assert done.new_persons == 1


def test_a_malformed_number_is_never_kept():
    melati = batik_melati()
    worker = NewWorker(employer_id=melati.pk, name="SITI", kpj="9901", from_date=date(2010, 1, 1))

    with pytest.raises(WorkersNotRegistered) as refused:
        register_workers(workers=workers_frame([worker]), act=act(), keep_numbers=True)

    assert refused.value.faults == {1: ("SITI", "KPJ_UNKNOWN")}


def test_new_numbers_step_over_those_that_older_cards_have():
    melati = batik_melati()
    first = int(hire(melati, "SITI").rows["kpj"][0])
    cards = [
        NewWorker(
            employer_id=melati.pk,
            name=f"CARD {ahead}",
            kpj=str(first + ahead),
            from_date=date(2010, 1, 1),
        )
        for ahead in (1, 2, 4)
    ]
    register_workers(workers=workers_frame(cards), act=act(), keep_numbers=True)

    numbers = hire(melati, "BUDI", "CITRA").rows["kpj"].to_list()

    assert len({*numbers, str(first), *(card.kpj for card in cards)}) == 6
