"""Casual, piece-rate and fixed-term workers: programmes by the register, from list to bill."""

from datetime import date

import polars as pl
import pytest

from jamsostek.contributions.models import Bill, Declaration, DeclarationLine
from jamsostek.contributions.services.declarations import assess, declare
from jamsostek.kernel.months import Month
from jamsostek.membership.services import end_employments
from jamsostek.membership.services.workers import NotEmployedThere, WorkersNotRegistered
from tests.people import FOUR, act, batik_melati, hire

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)


def wages(*registered, wage=1_000_000, days=None):
    rows = pl.concat([one.rows for one in registered]).select("person_id", "employment_id")
    return rows.with_columns(wage=pl.lit(wage), days_worked=pl.lit(days, dtype=pl.Int64))


def standings(employer, month, *registered):
    assessed = assess(employer=employer, month=month, wages=wages(*registered))
    return assessed.lines["standing"].to_list()


def declared(employer, month, frame):
    last = month.last_day
    return declare(
        employer=employer, month=month, wages=frame, kind=Declaration.Kind.LIST, act=act(last)
    )


def test_a_day_labourer_of_two_months_has_jkk_and_jkm_on_the_line_and_the_bill():
    melati = batik_melati(programmes=FOUR)
    siti = hire(melati, "SITI")
    joko = hire(melati, "JOKO", kind="CASUAL", from_date=date(2011, 7, 1), married=True)

    declared(melati, SEPTEMBER, wages(siti, joko))

    short = DeclarationLine.objects.get(full_cover=False)
    # Joko: JKK III 0.89 % of 1,000,000 and JKM 0.30 %. Siti: those, JHT 5.70 %, JPK 3 %.
    assert [short.jkk, short.jkm] == [8_900, 3_000]
    assert [short.jht_employer, short.jht_member, short.jpk] == [0, 0, 0]
    assert short.person_id == joko.rows["person_id"][0]
    assert Bill.objects.get().amount == 11_900 + 11_900 + 57_000 + 30_000


def test_the_register_tells_the_month_from_which_all_programmes_are_due():
    melati = batik_melati(programmes=FOUR)
    joko = hire(melati, "JOKO", kind="CASUAL", from_date=date(2011, 7, 1))
    eko = hire(melati, "EKO", kind="PIECE_RATE", from_date=date(2011, 7, 2))

    assert standings(melati, SEPTEMBER, joko, eko) == ["NOT_YET", "NOT_YET"]
    assert standings(melati, SEPTEMBER + 1, joko, eko) == ["SERVED", "NOT_YET"]
    assert standings(melati, SEPTEMBER + 2, joko, eko) == ["SERVED", "SERVED"]


def test_work_before_the_employer_joined_counts():
    melati = batik_melati(programmes=FOUR, from_date=date(2011, 9, 1))
    joko = hire(melati, "JOKO", kind="CASUAL", from_date=date(2011, 5, 1))

    assert standings(melati, SEPTEMBER, joko) == ["SERVED"]


def test_a_gap_of_a_day_begins_the_count_anew_and_none_goes_on():
    melati = batik_melati(programmes=FOUR)
    first = hire(
        melati,
        *("JOKO", "EKO"),
        kind="CASUAL",
        from_date=date(2011, 6, 1),
        until_date=date(2011, 8, 1),
    )
    joko, eko = first.rows["kpj"]
    again = hire(melati, "JOKO", kpj=joko, kind="CASUAL", from_date=date(2011, 8, 1))
    late = hire(melati, "EKO", kpj=eko, kind="CASUAL", from_date=date(2011, 8, 2))

    assert standings(melati, SEPTEMBER, again, late) == ["SERVED", "NOT_YET"]


def test_months_of_too_few_days_do_not_count_and_unknown_days_do():
    melati = batik_melati(programmes=FOUR)
    joko = hire(melati, "JOKO", kind="CASUAL", from_date=date(2011, 7, 1))
    eko = hire(melati, "EKO", kind="CASUAL", from_date=date(2011, 7, 1))
    for month, days in ((Month(2011, 7), 20), (Month(2011, 8), 19), (SEPTEMBER, 25)):
        both = pl.concat([wages(joko, days=days), wages(eko)])
        declared(melati, month, both)

    assert standings(melati, SEPTEMBER + 1, joko, eko) == ["TOO_FEW_DAYS", "SERVED"]
    days = DeclarationLine.objects.order_by("declaration_id", "line_no")
    assert list(days.values_list("days_worked", flat=True)) == [20, None, 19, None, 25, None]


def test_a_contract_counts_by_what_was_agreed_also_after_it_was_left():
    melati = batik_melati(programmes=FOUR)
    term = {"kind": "FIXED_TERM", "from_date": date(2011, 9, 1)}
    ends = {"until_date": date(2012, 9, 1), "agreed_until": date(2012, 9, 1)}
    joko = hire(melati, "JOKO", **term, **ends)
    soon = {"until_date": date(2011, 11, 30), "agreed_until": date(2011, 11, 30)}
    eko = hire(melati, "EKO", **term, **soon)
    end_employments(
        employer=melati,
        leavers=[(joko.rows["employment_id"][0], date(2011, 10, 1))],
        reason="Mengundurkan diri",
        act=act(),
    )

    assert standings(melati, SEPTEMBER, joko, eko) == ["CONTRACT_LONG", "CONTRACT_SHORT"]


def test_an_extension_that_reaches_three_months_gives_all_from_its_first_month():
    melati = batik_melati(programmes=FOUR)
    july, september, november = date(2011, 7, 1), date(2011, 9, 1), date(2011, 11, 1)
    kind = {"kind": "FIXED_TERM"}
    first = hire(
        melati, "JOKO", from_date=july, until_date=september, agreed_until=september, **kind
    )
    second = hire(
        melati,
        "JOKO",
        kpj=first.rows["kpj"][0],
        from_date=september,
        until_date=november,
        agreed_until=november,
        **kind,
    )

    assert standings(melati, Month(2011, 8), first) == ["CONTRACT_SHORT"]
    assert standings(melati, SEPTEMBER, second) == ["CONTRACT_LONG"]


def test_a_term_is_not_ended_twice_nor_after_its_end():
    melati = batik_melati()
    ends = {"until_date": date(2011, 10, 1), "agreed_until": date(2011, 10, 1)}
    joko = hire(melati, "JOKO", kind="FIXED_TERM", from_date=date(2011, 7, 1), **ends)
    [employment] = joko.rows["employment_id"]

    def leave(day):
        return end_employments(
            employer=melati, leavers=[(employment, day)], reason="Pindah", act=act()
        )

    with pytest.raises(NotEmployedThere):
        leave(date(2011, 10, 1))
    assert leave(date(2011, 9, 30)) == 1
    with pytest.raises(NotEmployedThere):
        leave(date(2011, 9, 29))


def test_only_contracts_have_a_term():
    with pytest.raises(WorkersNotRegistered, match="NO_FIXED_TERM"):
        hire(batik_melati(), "JOKO", kind="CASUAL", agreed_until=date(2011, 10, 1))


def test_as_many_queries_for_many_casual_workers_as_for_one(django_assert_num_queries):
    melati = batik_melati(programmes=FOUR)
    few = hire(melati, "JOKO", kind="CASUAL")
    with django_assert_num_queries(5):
        assess(employer=melati, month=SEPTEMBER, wages=wages(few))
    many = hire(melati, *(f"BURUH {n}" for n in range(30)), kind="CASUAL")

    with django_assert_num_queries(5):
        assess(employer=melati, month=SEPTEMBER, wages=wages(few, many))
