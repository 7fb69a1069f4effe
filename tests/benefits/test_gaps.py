"""What people leave out, mistake or could not know: asked by name or refused, never guessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jamsostek.benefits.assessing import BENEFITS, examples
from jamsostek.benefits.awards import FactsContradict, FactsMissing, Recipient
from jamsostek.benefits.explaining import as_html, as_text, explain, explain_line
from jamsostek.benefits.jht_1993 import assess_jht
from jamsostek.benefits.jht_facts_1993 import JhtExit, JhtFacts, JhtMovement, PaymentForm, WorkAt55
from jamsostek.benefits.jkk_1993 import assess_jkk
from jamsostek.benefits.jkk_facts import Cause, Device, DeviceKind, JkkFacts, Outcome, WorkerKind
from jamsostek.benefits.jkk_impairments import Injury
from jamsostek.benefits.jkk_table import Impairment
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup, assess_jkm
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.schema import every_fact
from jamsostek.benefits.shares import shares_of
from jamsostek.benefits.survivors import Beneficiary, Relation, Survivor
from jamsostek.kernel.words import said_in
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce

HURT = JkkFacts(
    date(2011, 9, 12), Cause.ACCIDENT, Outcome.RECOVERED, 30, monthly_wage=1_200_000, wage_paid=0
)
KILLED = replace(HURT, outcome=Outcome.DEATH, days_unable=0, wage_paid=None)
LATER = replace(KILLED, event_date=date(2013, 1, 1), periodic_up_front=True)
FATHER = Survivor(Relation.PARENT, "Ahmad")
LEFT_WORK = JhtFacts(
    event_date=date(2011, 1, 31),
    exit=JhtExit.STOPPED_WORKING,
    payment_date=date(2011, 5, 31),
    balance=62_000_000,
    balance_date=date(2011, 5, 31),
    birth_date=date(1975, 1, 1),
    member_since=date(2000, 1, 1),
    works_again=False,
    earlier_payments=(),
)
DIED = JkmFacts(
    event_date=date(2011, 9, 12),
    work_accident=False,
    group=WorkerGroup.WORKER,
    cover=Cover.INSURED,
    survivors=(FATHER,),
)


def test_piece_rate_work_is_asked_whether_it_depends_on_the_weather():
    paid_by_the_piece = replace(HURT, monthly_wage=None, piece_earnings=(900_000, 1_500_000))

    with pytest.raises(FactsMissing, match="depends_on_weather"):
        assess_jkk(paid_by_the_piece)


def test_a_record_shorter_than_the_law_counts_by_says_so():
    short = replace(HURT, monthly_wage=None, piece_earnings=(900_000, 1_500_000))
    whole = replace(short, piece_earnings=(900_000, 1_500_000, 600_000))

    of_short, of_whole = (
        assess_jkk(replace(facts, depends_on_weather=False)) for facts in (short, whole)
    )

    assert any("2 bulan" in note for note in of_short.notes)
    assert not any("3 bulan" in note for note in of_whole.notes)


def test_who_wants_a_device_is_asked_whether_one_was_given():
    with pytest.raises(FactsMissing, match="device_given_before"):
        assess_jkk(replace(HURT, devices=(Device(DeviceKind.PROSTHESIS, 3_500_000),)))


def test_several_devices_in_a_case_say_how_once_was_read():
    device = Device(DeviceKind.PROSTHESIS, 3_500_000)

    one, two = (
        assess_jkk(replace(HURT, devices=(device,) * many, device_given_before=False))
        for many in (1, 2)
    )

    assert not one.lines[-1].caution
    assert all("satu kali" in line.caution for line in two.lines[-2:])


def test_an_award_of_nothing_says_why():
    award = assess_jkk(replace(HURT, days_unable=0, wage_paid=None))

    assert not award.lines
    assert award.notes


def test_wages_paid_during_no_incapacity_are_a_slip():
    with pytest.raises(FactsContradict, match="wage_paid"):
        assess_jkk(replace(HURT, days_unable=0, wage_paid=500_000))


def test_a_wage_that_the_law_supposes_is_told_without_a_sum():
    award = assess_jkk(
        replace(HURT, monthly_wage=None, worker_kind=WorkerKind.PUPIL, comparable_wage=900_000)
    )

    (note,) = [note for note in award.notes if "900.000" in note]
    assert "=" not in note


def test_after_a_fatal_accident_without_kin_or_will_the_funeral_alone_is_paid():
    award = assess_jkk(replace(KILLED, survivors=(), will=()))

    assert [(line.kind, line.recipient) for line in award.lines] == [
        ("JKK_FUNERAL", Recipient.FUNERAL)
    ]
    assert "Pasal 22 ayat (4)" in award.lines[0].citation
    assert any("wasiat" in note for note in award.notes)


def test_after_a_fatal_accident_the_will_is_asked_for_where_no_kin_lives():
    gone = replace(FATHER, died_on=date(2001, 1, 1))

    with pytest.raises(FactsMissing, match="will"):
        assess_jkk(replace(KILLED, survivors=(gone,)))


def test_from_2012_the_office_for_estates_takes_all_but_the_funeral_month_by_month():
    award = assess_jkk(replace(LATER, survivors=(), will=()))

    assert [(line.kind, line.recipient, line.months) for line in award.lines] == [
        ("JKK_DEATH", Recipient.HEIRS, 1),
        ("JKK_DEATH_PERIODIC", Recipient.HEIRS, 24),
        ("JKK_FUNERAL", Recipient.FUNERAL, 1),
    ]
    assert "Balai Harta Peninggalan" in award.lines[1].caution


@pytest.mark.parametrize(
    ("survivors", "is_cautioned"), [((FATHER,), True), ((Survivor(Relation.CHILD, "Budi"),), False)]
)
def test_the_choice_of_payment_at_once_is_written_for_widow_and_child(survivors, is_cautioned):
    award = assess_jkk(replace(LATER, survivors=survivors))

    assert award.lines[1].months == 1
    assert bool(award.lines[1].caution) is is_cautioned


def test_the_heirs_of_a_fatal_accident_are_named_with_their_article():
    award = assess_jkk(replace(KILLED, survivors=(FATHER, replace(FATHER, name="Siti"))))

    assert any("orang tua" in note for note in award.notes)
    assert all("sama rata" in line.caution for line in award.lines)


def test_a_will_is_of_no_matter_while_kin_lives():
    award = assess_jkk(replace(KILLED, survivors=(FATHER,), will=(Beneficiary("Yayasan"),)))

    assert award.total == assess_jkk(KILLED).total


def test_nobody_is_in_work_again_before_work_ended():
    facts = replace(LEFT_WORK, works_again=True, works_again_on=date(2011, 1, 30))

    with pytest.raises(FactsContradict, match="works_again_on"):
        assess_jht(facts)


def test_movements_cannot_take_out_more_than_was_there():
    facts = replace(
        LEFT_WORK,
        balance=1_000,
        balance_date=date(2010, 12, 31),
        movements=(JhtMovement(date(2011, 3, 1), -5_000),),
    )

    with pytest.raises(FactsContradict, match="below zero"):
        assess_jht(facts)


def test_who_is_insured_has_not_stopped_working():
    with pytest.raises(FactsContradict, match="STOPPED_WORKING"):
        assess_jkm(replace(DIED, stopped_on=date(2011, 1, 1)))


def test_monthly_payments_that_do_not_come_out_even_are_told_so():
    at_55 = replace(
        LEFT_WORK,
        exit=JhtExit.AGE_55,
        event_date=date(2011, 5, 1),
        birth_date=date(1956, 5, 1),
        at_55=WorkAt55.NOT_WORKING,
        balance=50_000_000,
        payment_form=PaymentForm.PERIODIC,
        periodic_months=24,
        has_npwp=True,
    )

    balance, *taxes = assess_jht(at_55).lines

    assert "Rp2.083.333 atau Rp2.083.334" in explain_line(balance).months
    assert [tax.label.id[-4:] for tax in taxes] == ["2011", "2012", "2013"]


@pytest.mark.parametrize("programme", list(Programme))
@pytest.mark.parametrize("day", [date(1993, 2, 26), date(2015, 7, 1), date(2026, 1, 1)])
def test_a_day_outside_the_law_is_refused_in_plain_words(programme, day):
    example = {
        Programme.JKK: {"cause": "ACCIDENT", "outcome": "RECOVERED", "days_unable": 0},
        Programme.JKM: {},
        Programme.JHT: {},
        Programme.JPK: {"patient": "WORKER", "worker_insured": True, "patient_covered": True},
    }[programme]

    with pytest.raises(NotInForce) as refused:
        BENEFITS[programme].assessed({"event_date": day, **example})

    assert f"{programme} " in str(refused.value)
    assert "1993-02-27" in str(refused.value)
    assert "_" not in str(refused.value)


def test_what_is_known_is_never_told_as_itself():
    award = assess_jkk(replace(HURT, days_unable=0, wage_paid=None))

    told = explain(award, HURT).facts

    assert all(name.lower() != value.lower() for name, value in told)


@pytest.mark.parametrize("programme", list(Programme))
def test_no_fact_is_documented_to_people_by_a_name_of_the_program(programme):
    facts = BENEFITS[programme].facts

    named = [name for name, fact in every_fact(facts) if "_" in fact.doc.id.split("(")[0]]

    assert named == []


def test_what_was_owed_to_a_worker_who_died_goes_to_the_heirs():
    facts = replace(
        KILLED,
        days_unable=12,
        wage_paid=100_000,
        devices=(Device(DeviceKind.PROSTHESIS, 3_500_000),),
        device_given_before=False,
    )

    award = assess_jkk(facts)

    assert {line.recipient for line in award.lines} == {Recipient.HEIRS, Recipient.EMPLOYER}
    (excess,) = [line for line in award.lines if line.kind == "JKK_STMB_EXCESS"]
    assert "meninggal" in excess.caution


def test_what_cannot_be_determined_is_not_told_as_nothing():
    before_2000 = replace(
        HURT, event_date=date(1996, 5, 1), outcome=Outcome.TOTAL, days_unable=0, wage_paid=None
    )
    award = replace(assess_jkk(before_2000), lines=())

    told = explain(award, before_2000)

    assert "Tidak ada yang dibayarkan" not in as_text(told) + as_html(told)
    assert "belum dapat ditetapkan" in as_text(told)
    assert "belum dapat ditetapkan" in as_html(told)


def test_a_part_of_vision_is_written_as_people_write_it_in_either_language():
    eyes = Injury(Impairment.VISION, best_eye=Decimal(80), worst_eye=Decimal("35.5"))
    facts = replace(HURT, outcome=Outcome.PARTIAL, days_unable=0, wage_paid=None, injuries=(eyes,))

    (note,) = assess_jkk(facts).notes

    assert "35,5" in note
    assert "." not in note.split("=")[0]
    assert "35.5" in said_in(note, "en")


def test_a_measure_is_told_with_its_unit():
    ears = Injury(Impairment.HEARING_WORSE_BOTH, decibels=Decimal(35))
    facts = replace(HURT, outcome=Outcome.PARTIAL, days_unable=0, wage_paid=None, injuries=(ears,))

    told = as_text(explain(assess_jkk(facts), facts))

    assert "dalam desibel 35" in " ".join(told.split())


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"movements": (JhtMovement(date(2011, 3, 1), 1),)}, "no movements"),
        ({"entitled_on": date(2011, 6, 1)}, "the right arose"),
    ],
)
def test_what_is_left_of_monthly_payments_cannot_be_anything(changed, word):
    left = replace(
        LEFT_WORK,
        exit=JhtExit.DEATH_WHILE_PAID,
        balance_date=date(2010, 12, 31),
        entitled_on=date(2010, 1, 1),
        survivors=(FATHER, Survivor(Relation.SPOUSE, "Ani")),
    )

    with pytest.raises(FactsContradict, match=word):
        assess_jht(replace(left, **changed))


def test_an_apprentice_is_asked_for_the_wage_of_others():
    with pytest.raises(FactsMissing, match="comparable_wage"):
        assess_jkk(replace(HURT, monthly_wage=None, worker_kind=WorkerKind.APPRENTICE))


@pytest.mark.parametrize(
    ("used", "special_used"), [(-1, 0), (0, -1), (3, 4)], ids=["below", "special", "more"]
)
def test_days_in_hospital_that_cannot_have_been_used_are_refused(used, special_used):
    with pytest.raises(FactsContradict, match="used"):
        BENEFITS[Programme.JPK].assessed(
            stay_outside() | {"inpatient_days_used": used, "special_care_days_used": special_used}
        )


def test_a_stay_beyond_the_days_of_the_year_says_so_and_pays_nothing():
    _, award = BENEFITS[Programme.JPK].assessed(stay_outside() | {"inpatient_days_used": 60})

    assert not award.lines
    assert any("di luar batas" in note for note in award.notes)


def stay_outside():
    (found,) = [each for each in examples() if each.name == "emergency-stay"]
    return found.given


WIFE, SON = Survivor(Relation.SPOUSE, "Ani"), Survivor(Relation.CHILD, "Budi")


def test_the_day_of_death_says_who_outlived_the_worker():
    wife = replace(WIFE, died_on=date(2011, 10, 1))
    facts = replace(KILLED, died_on=date(2011, 11, 1), survivors=(wife, SON))

    (share,) = shares_of(assess_jkk(facts), facts)

    assert share.heir.name == "Budi"


def test_the_day_of_death_is_asked_where_a_survivor_died_after_the_accident():
    wife = replace(WIFE, died_on=date(2011, 10, 1))

    with pytest.raises(FactsMissing, match="died_on"):
        assess_jkk(replace(KILLED, survivors=(wife, SON)))


def test_nobody_dies_of_an_accident_before_it():
    with pytest.raises(FactsContradict, match="before the accident"):
        assess_jkk(replace(KILLED, died_on=date(2011, 9, 11)))


def test_only_the_dead_have_a_day_of_death():
    with pytest.raises(FactsContradict, match="died_on"):
        assess_jkk(replace(HURT, died_on=date(2011, 9, 12)))


def test_who_takes_is_the_law_of_the_day_of_death():
    before = replace(KILLED, event_date=date(2012, 4, 1), survivors=(), will=())

    of_2011, of_2012 = (
        assess_jkk(replace(before, died_on=day)) for day in (date(2012, 4, 22), date(2012, 4, 23))
    )

    assert len(of_2011.lines) == 1
    assert len(of_2012.lines) == 3
