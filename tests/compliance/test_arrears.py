"""Arrears by age, penalties month by month, agreements and letters, over real bills."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jamsostek.compliance.models import Agreement, Reminder, ReminderBill
from jamsostek.compliance.queries.ageing import aged_arrears, ageing_below, ageing_of
from jamsostek.compliance.queries.agreements import standing_of
from jamsostek.compliance.queries.penalties import late_bills_of
from jamsostek.compliance.queries.reminders import employers_to_remind
from jamsostek.compliance.rules.agreements import Outcome
from jamsostek.compliance.services import agreements
from jamsostek.compliance.services.agreements import decide_agreement, propose_agreement
from jamsostek.compliance.services.reminders import ask_for_round, remind_branch, send_reminders
from jamsostek.documents.queries import file_of
from jamsostek.institution.queries import office
from jamsostek.kernel.months import Month
from tests.contributions.test_receipts import bank_line, billed, take
from tests.contributions.writing_off import PENALTY, by, officer, written_off
from tests.people import act, batik_melati, hire, yogyakarta

pytestmark = pytest.mark.django_db
BRANCH = (1, 2, 3)


def owing(*months: int):
    """Batik Melati with SITI, whose months of 2011 (68,900 each) are billed and not paid."""
    melati = batik_melati()
    hire(melati, "SITI")
    return melati, [billed(melati, Month(2011, month)) for month in months]


def spans(on: date) -> list[tuple[int, ...]]:
    return [row.spans for row in aged_arrears([yogyakarta().pk], on)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2011, 10, 15), []),
        (date(2011, 10, 16), [(68_900, 0, 0, 0, 0, 0, 0)]),
        (date(2011, 11, 15), [(68_900, 0, 0, 0, 0, 0, 0)]),
        (date(2011, 11, 16), [(0, 68_900, 0, 0, 0, 0, 0)]),
        (date(2012, 1, 15), [(0, 0, 68_900, 0, 0, 0, 0)]),
        (date(2012, 1, 16), [(0, 0, 0, 68_900, 0, 0, 0)]),
        (date(2012, 4, 16), [(0, 0, 0, 0, 68_900, 0, 0)]),
        (date(2012, 10, 16), [(0, 0, 0, 0, 0, 68_900, 0)]),
        (date(2013, 10, 15), [(0, 0, 0, 0, 0, 68_900, 0)]),
        (date(2013, 10, 16), [(0, 0, 0, 0, 0, 0, 68_900)]),
    ],
)
def test_a_debt_grows_older_on_the_day_after_the_due_day(on, expected):
    owing(9)

    assert spans(on) == expected


def test_arrears_of_a_past_day_are_those_of_that_day():
    _melati, (bill,) = owing(9)
    take(bank_line(30_000, bill.code, day=date(2011, 11, 3)))
    take(bank_line(38_900, bill.code, day=date(2011, 12, 5)))

    assert spans(date(2011, 11, 2)) == [(68_900, 0, 0, 0, 0, 0, 0)]
    assert spans(date(2011, 11, 3)) == [(38_900, 0, 0, 0, 0, 0, 0)]
    assert spans(date(2011, 12, 4)) == [(0, 38_900, 0, 0, 0, 0, 0)]
    assert spans(date(2011, 12, 5)) == []


def test_arrears_end_when_they_are_given_up():
    _melati, (bill,) = owing(9)
    written_off(bill, day=date(2011, 12, 1))

    assert spans(date(2011, 11, 30)) == [(0, 68_900, 0, 0, 0, 0, 0)]
    assert spans(date(2011, 12, 1)) == []


def test_a_waived_penalty_is_owed_until_its_day():
    melati, (late,) = owing(9)
    take(bank_line(68_900, late.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))
    written_off(october, part=PENALTY, day=date(2011, 12, 1))

    assert spans(date(2011, 11, 30)) == [(70_278, 0, 0, 0, 0, 0, 0)]
    assert spans(date(2011, 12, 1)) == [(68_900, 0, 0, 0, 0, 0, 0)]


def test_an_office_sums_up_what_its_branches_are_owed():
    owing(8, 9)
    rows = aged_arrears(office("KW05").branch_ids, date(2011, 10, 20))

    own = ageing_of(office("KW05"), rows)
    (below,) = ageing_below(office("KW05"), rows)

    assert (own.payers, own.bills, own.total) == (1, 2, 137_800)
    assert own.spans == (68_900, 68_900, 0, 0, 0, 0, 0)
    assert (below.office.code, below.total) == ("V-YOG", 137_800)
    assert ageing_below(office("V-YOG"), rows) == []


def test_a_penalty_is_shown_for_each_month_and_for_the_months_to_come():
    melati, _bills = owing(8, 9)

    august, september = late_bills_of(melati, date(2011, 10, 20))

    assert (august.penalty.months, august.penalty.amount) == (2, 2_756)  # 2 x 2 % of 68,900
    assert (september.penalty.months, september.penalty.amount) == (1, 1_378)
    assert september.ahead[:3] == (
        (date(2011, 10, 31), 1_378),
        (date(2011, 11, 30), 2_756),
        (date(2011, 12, 31), 4_134),
    )


def test_a_penalty_names_the_bill_that_charged_it():
    melati, (september,) = owing(9)
    take(bank_line(68_900, september.code, day=date(2011, 10, 20)))
    october = billed(melati, Month(2011, 10))

    (late,) = late_bills_of(melati, date(2011, 11, 10))

    assert (late.charged, late.uncharged) == (1_378, 0)
    assert [charge.bill.code for charge in late.charges] == [october.code]
    assert (late.covered_on, late.ahead) == (date(2011, 10, 20), ())


NOVEMBER = date(2011, 11, 1)


def asked(melati, bills, *, first: date = date(2011, 11, 10), day: date = NOVEMBER, count: int = 2):
    return propose_agreement(
        employer=melati,
        codes=[bill.code for bill in bills],
        count=count,
        first_date=first,
        act=by(officer("ani"), "Arus kas", day),
    )


def agreed(melati, bills):
    proposal = asked(melati, bills)
    return decide_agreement(
        agreement=proposal, approve=True, act=by(officer("budi"), "Setuju", NOVEMBER)
    )


def test_an_agreement_is_kept_as_long_as_its_instalments_come():
    melati, bills = owing(8, 9)
    agreement = agreed(melati, bills)
    assert [part.amount for part in agreement.instalments.order_by("number")] == [68_900, 68_900]

    take(bank_line(68_900, bills[0].code, day=date(2011, 11, 17)))

    assert standing_of(agreement, date(2011, 12, 17)).outcome is Outcome.AHEAD
    assert standing_of(agreement, date(2011, 12, 18)).broken_on == date(2011, 12, 18)
    take(bank_line(68_900, bills[1].code, day=date(2011, 12, 10)))
    assert standing_of(agreement, date(2012, 3, 1)).outcome is Outcome.KEPT


def test_the_penalty_goes_on_under_an_agreement():
    melati, bills = owing(9)
    agreed(melati, bills)
    take(bank_line(68_900, bills[0].code, day=date(2011, 11, 16)))

    assert billed(melati, Month(2011, 11)).penalty == 2_756  # two months begun


@pytest.mark.parametrize(
    ("first", "is_good"),
    [
        (date(2011, 11, 1), False),
        (date(2011, 11, 2), True),
        (date(2011, 12, 2), True),
        (date(2011, 12, 3), False),
    ],
)
def test_the_first_instalment_lies_within_a_month(first, is_good):
    melati, bills = owing(9)

    if is_good:
        assert asked(melati, bills, first=first).amount == 68_900
    else:
        with pytest.raises(agreements.BadPlan):
            asked(melati, bills, first=first)


@pytest.mark.parametrize("count", [1, 13])
def test_an_agreement_has_two_to_twelve_instalments(count):
    melati, bills = owing(9)

    with pytest.raises(agreements.BadPlan):
        asked(melati, bills, count=count)


def test_only_overdue_bills_are_agreed_on_and_each_once():
    melati, bills = owing(8, 9)
    with pytest.raises(agreements.NotOwed):
        asked(melati, bills, day=date(2011, 10, 15), first=date(2011, 11, 1))
    with pytest.raises(agreements.NotOwed):
        asked(melati, [])
    asked(melati, bills[:1])

    with pytest.raises(agreements.AlreadyAgreed):
        asked(melati, bills[1:])


def test_a_bill_is_agreed_on_anew_only_once_the_agreement_is_broken():
    melati, bills = owing(8, 9)
    agreed(melati, bills)  # the first instalment on 10 November, with grace until the 17th

    with pytest.raises(agreements.AlreadyAgreed):
        asked(melati, bills, day=date(2011, 11, 17), first=date(2011, 12, 1))

    assert asked(melati, bills, day=date(2011, 11, 18), first=date(2011, 12, 1)).amount == 137_800


def test_nobody_agrees_to_the_own_proposal_or_decides_twice():
    melati, bills = owing(9)
    proposal = asked(melati, bills)

    with pytest.raises(agreements.OwnProposal):
        decide_agreement(agreement=proposal, approve=True, act=by(officer("ani"), "Ya", NOVEMBER))
    decide_agreement(agreement=proposal, approve=False, act=by(officer("budi"), "Tidak", NOVEMBER))
    with pytest.raises(agreements.NotWaiting):
        decide_agreement(agreement=proposal, approve=True, act=by(officer("citra"), "Ya", NOVEMBER))
    with pytest.raises(IntegrityError, match="agreement_by_two_people"), transaction.atomic():
        Agreement.objects.update(decider=officer("ani").user_id)


def test_an_agreement_is_not_decided_after_its_first_day():
    melati, bills = owing(9)
    proposal = asked(melati, bills)

    with pytest.raises(agreements.TooLate):
        decide_agreement(
            agreement=proposal, approve=True, act=by(officer("budi"), "Ya", date(2011, 11, 11))
        )


@pytest.fixture
def _address(settings):
    settings.PUBLIC_URL = "https://jamsostek.example"


def remind(melati, on: date) -> list[int]:
    sent = send_reminders(employer=melati, position="Petugas kepesertaan", act=act(on))
    return [reminder.grade for reminder in sent]


@pytest.mark.usefixtures("_address")
def test_a_bill_gets_three_letters_one_of_each_grade():
    melati, (bill,) = owing(9)

    grades = [
        remind(melati, date(2011, 10, 22)),
        remind(melati, date(2011, 10, 23)),
        remind(melati, date(2011, 10, 23)),
        remind(melati, date(2011, 11, 7)),
        remind(melati, date(2011, 11, 22)),
        remind(melati, date(2012, 5, 1)),
    ]

    assert grades == [[], [1], [], [2], [3], []]
    assert ReminderBill.objects.filter(bill=bill).count() == 3
    first = Reminder.objects.order_by("pk")[0]
    assert (first.amount, first.penalty) == (68_900, 1_378)
    assert file_of(first.document).startswith(b"%PDF")


@pytest.mark.usefixtures("_address")
def test_nobody_is_reminded_of_what_is_paid_given_up_or_agreed_on():
    melati, bills = owing(7, 8, 9)
    agreed(melati, bills[:1])
    written_off(bills[1], day=date(2011, 11, 1))
    take(bank_line(68_900, bills[2].code, day=date(2011, 11, 2)))

    assert remind(melati, date(2011, 11, 3)) == []
    assert remind(melati, date(2011, 11, 18)) == [1]  # the agreement is broken since that day


@pytest.mark.usefixtures("_address")
def test_a_branch_sends_its_letters_once():
    melati, _bills = owing(9)
    day = act(date(2011, 10, 25))
    run = ask_for_round(branch=yogyakarta(), act=day)
    assert employers_to_remind([yogyakarta().pk], day.day) == [melati.pk]

    sent = [remind_branch(run=run, position="Petugas", act=day) for _ in range(2)]

    assert sent == [1, 0]
