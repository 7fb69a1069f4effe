"""Bills of projects: terms, addenda, credit, penalties, and the books that say the same."""

from datetime import date

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill, BillReduction, PenaltyAssessment
from jamsostek.contributions.queries.projects import first_paid, late_terms, project_cover
from jamsostek.contributions.queries.verification import CHECKS
from jamsostek.contributions.rules.project_terms import (
    MoreThanBilled,
    OpenTerm,
    Reduced,
    Registered,
    reductions,
    registered_in_time,
    term_due_dates,
)
from jamsostek.contributions.services.addenda import (
    NoAddendum,
    NotBilledYet,
    bill_addendum,
    charge_late_terms,
)
from jamsostek.contributions.services.projects import (
    BilledOtherwise,
    Payment,
    bill_project,
    bill_projects,
)
from jamsostek.contributions.services.receipts import allocate_receipts
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import ProjectVersion
from jamsostek.membership.queries import versions_of
from jamsostek.membership.services import (
    PROJECT_COLUMNS,
    Addendum,
    record_addendum,
    register_projects,
)
from tests.building import BEGINS, ENDS, REGISTERED, contractor, project, put_on
from tests.contributions.test_receipts import balance, bank_line
from tests.people import act, batik_melati, hire, person, yogyakarta

# Rp180.000.000 by the tariff of 2011: of the first 100 million 0.21 and 0.03 %, of the next
# 80 million 0.17 and 0.02 %:
#   JKK 210.000 + 136.000 = 346.000, JKM 30.000 + 16.000 = 46.000, together 392.000;
#   in terms of 50, 25 and 25 %: 173.000 + 23.000, 86.500 + 11.500, 86.500 + 11.500.


pytestmark = pytest.mark.django_db


def billed(payment=Payment.TERMS, **changes):
    of = project(**changes)
    return of, bill_project(project=of, payment=payment, act=act(REGISTERED))


def addendum(of, value=600_000_000, *, wages=None, on=date(2011, 10, 3)):
    after = versions_of(of)[-1].version
    says = Addendum(contract_value=value, wage_sum=wages, until_date=of.until_date, signed_on=on)
    return record_addendum(project=of, after_version=after, says=says, act=act(on))


def added(of, value=600_000_000, **facts):
    return bill_addendum(version=addendum(of, value, **facts), act=act(date(2011, 10, 3)))


def pay(bill, amount=None, day=date(2011, 9, 5)):
    line = bank_line(amount or bill.amount, bill.code, day=day)
    allocate_receipts(line_ids=[line.pk], act=act(day))


def asks(of):
    bills = Bill.objects.filter(project=of).order_by("due_date", "pk")
    return [(bill.jkk, bill.jkm, bill.received, bill.state) for bill in bills]


def books_differ():
    with connection.cursor() as cursor:
        found = {}
        for name, query in CHECKS.items():
            if name == "bank line":
                continue  # the lines of these tests are not the treasury's
            cursor.execute(query)
            if rows := cursor.fetchall():
                found[name] = rows
        return found


@pytest.fixture(autouse=True)
def _books_agree():
    """Whatever a test did, the books must say the same as bills and receipts."""
    yield
    assert books_differ() == {}


def test_terms_are_split_by_programme_and_due_before_within_and_before_the_end_of_the_work():
    _, bills = billed()

    assert [(bill.jkk, bill.jkm) for bill in bills] == [
        (173_000, 23_000), (86_500, 11_500), (86_500, 11_500),
    ]  # fmt: skip
    # 90 days from 9 September: the thirds begin after 30 and after 60 days.
    assert [bill.due_date for bill in bills] == [
        date(2011, 9, 8), date(2011, 10, 9), date(2011, 11, 8),
    ]  # fmt: skip
    assert len({bill.code for bill in bills}) == 3


def test_a_contract_may_be_paid_at_once():
    _, (bill,) = billed(Payment.ONCE)

    assert (bill.jkk, bill.jkm, bill.amount) == (346_000, 46_000, 392_000)
    assert bill.due == {
        Programme.JHT: 0, Programme.JKK: 346_000, Programme.JKM: 46_000, Programme.JPK: 0,
    }  # fmt: skip


def test_where_wages_are_known_they_are_the_base():
    # 1.74 and 0.30 % of 10.000.000
    _, (bill,) = billed(Payment.ONCE, wage_sum=10_000_000)

    assert (bill.jkk, bill.jkm) == (174_000, 30_000)


def test_billing_again_gives_the_same_bills_and_in_other_terms_is_refused():
    of, bills = billed()

    assert bill_project(project=of, payment=Payment.TERMS, act=act()) == bills
    with pytest.raises(BilledOtherwise):
        bill_project(project=of, payment=Payment.ONCE, act=act())
    assert Bill.objects.count() == 3


def test_many_projects_are_billed_in_as_many_statements_as_a_few():
    firm = contractor()

    def bill(count):
        facts = {
            "contractor_id": firm.pk, "branch_id": yogyakarta().pk, "name": "Jalan",
            "owner": "Dinas", "place": "Bantul", "from_date": BEGINS, "until_date": ENDS,
            "contract_value": 180_000_000,
        }  # fmt: skip
        frame = pl.DataFrame([facts] * count, schema=PROJECT_COLUMNS)
        made = register_projects(projects=frame, act=act(REGISTERED))
        ids = made["project_id"].to_list()
        with CaptureQueriesContext(connection) as asked:
            count = bill_projects(project_ids=ids, payment=Payment.TERMS, act=act(REGISTERED))
        return count, len(asked)

    assert bill(2)[0] == 6
    few, many = bill(2), bill(60)

    assert many == (180, few[1])


def test_a_larger_contract_is_billed_for_the_difference_alone():
    # 600 million: JKK 210.000 + 680.000 + 130.000 = 1.020.000, JKM 30.000 + 80.000 + 20.000.
    of, _ = billed()

    done = added(of)

    assert done.bill is not None
    assert (done.bill.jkk, done.bill.jkm) == (1_020_000 - 346_000, 130_000 - 46_000)
    assert done.bill.due_date == date(2011, 11, 15)
    assert done.reductions == ()


def test_a_smaller_contract_first_lessens_what_is_not_paid_the_last_term_first():
    # 130 million: JKK 210.000 + 51.000 = 261.000 (-85.000), JKM 30.000 + 6.000 = 36.000 (-10.000).
    of, bills = billed()
    pay(bills[0])

    done = added(of, 130_000_000)

    assert done.bill is None
    assert asks(of) == [
        (173_000, 23_000, 196_000, "PAID"), (86_500, 11_500, 0, "OPEN"), (1_500, 1_500, 0, "OPEN"),
    ]  # fmt: skip
    (reduction,) = done.reductions
    assert (reduction.bill_id, reduction.jkk, reduction.jkm) == (bills[2].pk, 85_000, 10_000)


def test_what_was_paid_beyond_a_smaller_contract_stays_visible_as_credit():
    # 50 million: JKK 105.000 (-241.000), JKM 15.000 (-31.000); both open terms are 196.000 of
    # that, the other 76.000 come off what was paid.
    of, bills = billed()
    pay(bills[0])

    added(of, 50_000_000)

    assert asks(of) == [
        (105_000, 15_000, 196_000, "OVER"), (0, 0, 0, "PAID"), (0, 0, 0, "PAID"),
    ]  # fmt: skip
    assert balance("2101") == -76_000
    assert first_paid([of.pk]) == {of.pk: date(2011, 9, 5)}


def test_a_part_payment_that_covers_the_smaller_contract_settles_it():
    of, (bill,) = billed(Payment.ONCE)
    pay(bill, 120_000)

    added(of, 50_000_000)

    assert asks(of) == [(105_000, 15_000, 120_000, "PAID")]
    assert balance("2101") == 0


def test_any_chain_of_addenda_comes_to_the_dues_of_the_last_contract():
    of, bills = billed()
    pay(bills[0])
    for value in (600_000_000, 50_000_000, 7_000_000_001, 180_000_000):
        added(of, value)

    total = [sum(part) for part in zip(*[row[:2] for row in asks(of)], strict=True)]
    assert total == [346_000, 46_000]


def test_wages_found_out_later_may_add_to_one_programme_and_take_off_the_other():
    # 18.000.000 of wages: JKK 313.200 (-32.800), JKM 54.000 (+8.000).
    of, _ = billed(Payment.ONCE)

    done = added(of, 180_000_000, wages=18_000_000)

    assert done.bill is not None
    assert (done.bill.jkk, done.bill.jkm) == (0, 8_000)
    assert [(part.jkk, part.jkm) for part in done.reductions] == [(32_800, 0)]


def test_billing_an_addendum_again_changes_nothing():
    of, bills = billed()
    pay(bills[0])
    more, less = addendum(of), None
    first = bill_addendum(version=more, act=act())
    less = addendum(of, 50_000_000, on=date(2011, 10, 4))
    second = bill_addendum(version=less, act=act(date(2011, 10, 4)))
    before = asks(of), BillReduction.objects.count()

    assert bill_addendum(version=more, act=act()).bill == first.bill
    assert bill_addendum(version=less, act=act()).reductions == second.reductions
    assert (asks(of), BillReduction.objects.count()) == before


def test_a_contract_is_billed_before_its_addenda_and_is_none_itself():
    of = project()
    version = addendum(of)

    with pytest.raises(NotBilledYet):
        bill_addendum(version=version, act=act())
    with pytest.raises(NoAddendum):
        bill_addendum(version=ProjectVersion.objects.get(project=of, version=0), act=act())


def test_a_bill_is_lowered_by_reductions_alone():
    from django.db import IntegrityError, ProgrammingError, transaction

    of, bills = billed()
    version = addendum(of)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Bill.objects.filter(pk=bills[0].pk).update(jkk=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        BillReduction.objects.create(
            bill=bills[0], version=version, jkk=173_001, jkm=0, entry_id=1,
            made_at=act().at, made_by="test",
        )  # fmt: skip


def test_a_term_paid_late_costs_two_percent_a_month_on_a_bill_of_its_own():
    # 196.000 due on 8 September, paid on 9 October: two months begun, 4 % are 7.840.
    of, bills = billed()
    pay(bills[0], day=date(2011, 10, 9))
    assert [late.penalty.amount for late in late_terms(of, date(2011, 10, 9))] == [7_840]

    bill = charge_late_terms(project=of, act=act(date(2011, 10, 9)))

    assert bill is not None
    assert (bill.contributions, bill.penalty, bill.amount) == (0, 7_840, 7_840)
    assert PenaltyAssessment.objects.get().working == "2 x 2 % x 196,000"
    assert charge_late_terms(project=of, act=act(date(2011, 10, 9))) is None
    pay(bill, day=date(2011, 10, 10))
    assert balance("2101") == 0


@pytest.mark.parametrize(("paid", "owed"), [(date(2011, 9, 8), None), (date(2011, 9, 9), 3_920)])
def test_a_term_is_late_from_the_day_after_it_was_due(paid, owed):
    of, bills = billed()
    pay(bills[0], day=paid)

    bill = charge_late_terms(project=of, act=act(date(2011, 9, 20)))

    assert (bill and bill.penalty) == owed


def test_cover_begins_with_the_work_the_registration_and_the_first_payment():
    hire(batik_melati(), "RATNA")
    ratna = person("RATNA")
    of, bills = billed()
    put_on(of, {"name": "RATNA", "kpj": ratna.kpj})

    (unpaid,) = project_cover(ratna, BEGINS)
    assert (unpaid.is_insured, unpaid.insured_from) == (False, None)

    pay(bills[0], day=date(2011, 9, 12))
    (early,) = project_cover(ratna, date(2011, 9, 11))
    (paid,) = project_cover(ratna, date(2011, 9, 12))
    assert (early.is_insured, early.insured_from) == (False, date(2011, 9, 12))
    assert paid.is_insured
    assert paid.insured_until == ENDS
    assert project_cover(ratna, ENDS) == []


@pytest.mark.parametrize(
    ("registered", "state"),
    [
        (date(2011, 9, 2), Registered.IN_TIME),
        (date(2011, 9, 3), Registered.LATE),
        (date(2011, 9, 9), Registered.LATE),
        (date(2011, 9, 10), Registered.AFTER_START),
    ],
)
def test_a_week_before_the_work_is_in_time(registered, state):
    assert registered_in_time(registered, BEGINS) is state


def test_a_project_registered_after_its_start_is_due_at_once_and_insured_from_then():
    of, bills = billed(on=act(date(2011, 10, 20)))

    assert [bill.due_date for bill in bills] == [
        date(2011, 10, 20), date(2011, 10, 20), date(2011, 11, 8),
    ]  # fmt: skip
    assert of.registered_on == date(2011, 10, 20)


def test_one_term_is_due_on_the_day_before_the_work():
    days = term_due_dates(1, registered_on=REGISTERED, from_date=BEGINS, until_date=ENDS)

    assert days == [date(2011, 9, 8)]


def test_no_more_is_taken_off_than_was_billed():
    bill = OpenTerm(1, BEGINS, jkk=10, jkm=5, missing=0)

    assert reductions([bill], jkk=10, jkm=5) == [Reduced(1, 10, 5)]
    with pytest.raises(MoreThanBilled):
        reductions([bill], jkk=11, jkm=0)


def test_what_is_billed_is_on_the_trail():
    of, _ = billed()
    added(of)

    deeds = Record.objects.filter(subject_type="project", subject_id=of.pk).order_by("pk")
    assert [deed.action for deed in deeds] == [
        "register_project", "bill_project", "record_addendum", "bill_addendum",
    ]  # fmt: skip
