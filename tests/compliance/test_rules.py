"""Instalments, spans and the days of letters, worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.compliance.rules.ageing import SPANS
from jamsostek.compliance.rules.agreements import Covered, Outcome, Part, held_against, plan
from jamsostek.compliance.rules.reminders import FIRST, LAST, SECOND, next_reminder

NOVEMBER, DECEMBER = date(2011, 11, 30), date(2011, 12, 30)
TWO = [Part(1, NOVEMBER, 500), Part(2, DECEMBER, 500)]


def test_instalments_add_up_and_fall_on_the_last_day_of_short_months():
    parts = plan(1_000, count=3, first_date=date(2012, 1, 31))

    assert [part.amount for part in parts] == [334, 333, 333]
    assert [part.due_date for part in parts] == [
        date(2012, 1, 31),
        date(2012, 2, 29),
        date(2012, 3, 31),
    ]


@given(st.integers(12, 10**12), st.integers(2, 12))
def test_no_rupiah_is_lost_between_instalments(total, count):
    parts = plan(total, count=count, first_date=date(2011, 11, 15))

    assert sum(part.amount for part in parts) == total
    assert max(part.amount for part in parts) - min(part.amount for part in parts) <= 1


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2011, 11, 30), Outcome.AHEAD),
        (date(2011, 12, 1), Outcome.WAITING),
        (date(2011, 12, 7), Outcome.WAITING),
        (date(2011, 12, 8), Outcome.BROKEN),
    ],
)
def test_an_unpaid_instalment_breaks_the_agreement_after_seven_days_of_grace(on, outcome):
    standing = held_against(TWO, [Covered(1_000, ())], on=on)

    assert standing.parts[0].outcome is outcome
    assert standing.broken_on == (date(2011, 12, 8) if outcome is Outcome.BROKEN else None)


@pytest.mark.parametrize(
    ("day", "amount", "outcome"),
    [
        (date(2011, 12, 7), 500, Outcome.AHEAD),
        (date(2011, 12, 7), 499, Outcome.BROKEN),
        (date(2011, 12, 8), 500, Outcome.BROKEN),
    ],
)
def test_an_instalment_is_kept_by_the_day_and_the_rupiah(day, amount, outcome):
    standing = held_against(TWO, [Covered(1_000, ((day, amount),))], on=date(2011, 12, 20))

    assert standing.outcome is outcome
    assert (standing.paid, standing.missing) == (amount, 1_000 - amount)


def test_an_agreement_once_broken_stays_broken_though_all_is_paid_later():
    paid = Covered(1_000, ((date(2012, 1, 3), 1_000),))

    standing = held_against(TWO, [paid], on=date(2012, 1, 31))

    assert (standing.outcome, standing.missing) == (Outcome.BROKEN, 0)


def test_paying_all_at_once_keeps_every_instalment_ahead_of_its_day():
    paid = Covered(1_000, ((date(2011, 11, 20), 1_000),))

    standing = held_against(TWO, [paid], on=date(2011, 11, 21))

    assert standing.outcome is Outcome.KEPT
    assert [each.paid for each in standing.parts] == [500, 500]


def test_instalments_may_come_for_any_of_the_bills_and_only_what_lacked_counts():
    bills = [
        Covered(800, ((date(2011, 10, 1), 300), (date(2011, 11, 30), 500))),
        Covered(500, ()),
    ]  # 300 of the first was paid before: the two lacked 1,000

    standing = held_against(TWO, bills, on=date(2011, 12, 20))

    assert [each.outcome for each in standing.parts] == [Outcome.KEPT, Outcome.AHEAD]


def test_what_is_paid_too_much_for_one_bill_pays_nothing_of_another():
    bills = [Covered(500, ((date(2011, 11, 20), 900),)), Covered(500, ())]

    assert held_against(TWO, bills, on=date(2011, 11, 21)).paid == 500


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (1, "1"),
        (3, "3"),
        (4, "4-6"),
        (6, "4-6"),
        (7, "7-12"),
        (12, "7-12"),
        (13, "13-24"),
        (24, "13-24"),
        (25, ">24"),
    ],
)
def test_every_month_lies_in_one_span(months, words):
    assert [span.words for span in SPANS if span.holds(months)] == [words]


@pytest.mark.parametrize(
    ("sent", "on", "grade"),
    [
        (None, date(2011, 10, 22), None),  # due on the 15th: seven days are not over
        (None, date(2011, 10, 23), FIRST),
        ((FIRST, date(2011, 10, 23)), date(2011, 11, 6), None),
        ((FIRST, date(2011, 10, 23)), date(2011, 11, 7), SECOND),
        ((SECOND, date(2011, 11, 7)), date(2011, 11, 21), None),
        ((SECOND, date(2011, 11, 7)), date(2011, 11, 22), LAST),
        ((LAST, date(2011, 11, 22)), date(2013, 1, 1), None),
    ],
)
def test_letters_follow_each_other_after_their_days(sent, on, grade):
    assert next_reminder(date(2011, 10, 15), sent, on=on) == grade
