"""Who must join and what the industry list suggests, beside the cases worked by hand."""

from datetime import date

import pytest

from jamsostek.law.reader import NotInForce
from jamsostek.membership.rules import (
    Ground,
    NoSuchEmployer,
    casual_programmes,
    may_opt_out_of_jpk,
    must_register,
    programmes_on,
    suggest_risk_groups,
)

DAY = date(2011, 9, 1)


@pytest.mark.parametrize("day", [date(1993, 2, 26), date(2015, 7, 1)])
def test_outside_the_law_there_is_no_duty_to_tell_of(day):
    with pytest.raises(NotInForce):
        must_register(workers=10, payroll=5_000_000, on=day)


@pytest.mark.parametrize(("workers", "payroll"), [(-1, 0), (10, -1)])
def test_numbers_no_employer_has_are_refused(workers, payroll):
    with pytest.raises(NoSuchEmployer):
        must_register(workers=workers, payroll=payroll, on=DAY)


def test_the_duty_rests_on_the_act_and_the_regulation():
    duty = must_register(workers=9, payroll=1_200_000, on=DAY)

    assert duty.citation == "UU 3/1992, Pasal 4 ayat (1); PP 14/1993, Pasal 2 ayat (3)"


def test_who_stays_although_small_stays_by_another_paragraph():
    duty = must_register(workers=1, payroll=500_000, on=DAY, already_registered=True)

    assert duty.ground is Ground.ALREADY_REGISTERED
    assert duty.citation.endswith("Pasal 2 ayat (6)")


def test_the_reason_is_told_in_both_languages():
    duty = must_register(workers=9, payroll=1_200_000, on=DAY)

    assert duty.reason == "Its payroll is Rp1,000,000 a month or more."
    assert duty.reason_in("id") == "Membayar upah Rp1.000.000 sebulan atau lebih."


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_ground_has_a_sentence(ground, lang):
    facts = {
        Ground.WORKERS: (10, 0, False),
        Ground.PAYROLL: (1, 1_000_000, False),
        Ground.WORKERS_AND_PAYROLL: (10, 1_000_000, False),
        Ground.ALREADY_REGISTERED: (1, 0, True),
        Ground.BELOW_BOTH: (1, 0, False),
    }
    workers, payroll, registered = facts[ground]

    duty = must_register(workers=workers, payroll=payroll, on=DAY, already_registered=registered)

    assert duty.ground is ground
    assert duty.reason_in(lang).endswith(".")
    assert "{" not in duty.reason_in(lang)


def test_after_jpk_nobody_can_stay_out_of_it():
    with pytest.raises(NotInForce, match="PP 84/2013"):
        may_opt_out_of_jpk(own_scheme_is_better=True, on=date(2014, 1, 1))


def test_a_programme_set_is_refused_before_the_law():
    with pytest.raises(NotInForce):
        programmes_on(date(1993, 2, 26))


def test_casual_work_before_the_decree_is_refused():
    with pytest.raises(NotInForce, match="KEP-150/MEN/1999"):
        casual_programmes(months_employed=5, on=date(1999, 8, 31))


def test_a_hat_factory_is_suggested_group_one():
    nearest = suggest_risk_groups("PT Topi Rekaan, pabrik topi", on=DAY)[0]

    assert (nearest.group, nearest.industry_id, nearest.status) == (1, "Pabrik Topi", "read")


def test_an_english_word_finds_the_industry_too():
    nearest = suggest_risk_groups("tea", on=DAY)

    assert [line.industry_id for line in nearest] == ["Pabrik teh"]
    assert nearest[0].group == 2


def test_a_group_that_is_not_known_is_not_guessed():
    nearest = suggest_risk_groups("tambang timah", on=DAY)[0]

    assert nearest.group is None
    assert nearest.status == "group unknown"


@pytest.mark.parametrize("text", ["", "xyzzy", "pabrik"])
def test_a_text_that_says_nothing_suggests_nothing(text):
    assert suggest_risk_groups(text, on=DAY) == []


def test_suggestions_stop_at_the_limit():
    assert len(suggest_risk_groups("reparasi mesin kapal", on=DAY, limit=2)) == 2
