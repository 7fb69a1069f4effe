"""The cash desk: what goes through a till, its count, and the second person who confirms it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.documents.models import Document
from jamsostek.institution.models import Branch
from jamsostek.jobs.verification import verify
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.queries import balance_now
from jamsostek.treasury.models import CashDesk, CashSession, Direction, PaymentOrder
from jamsostek.treasury.services.cash import (
    CountsDiffer,
    DeskOpenAlready,
    NotAnAmount,
    NotAtThisTill,
    NotOpen,
    NotYourTill,
    OtherThanBooks,
    SessionOpen,
    TillEmpty,
    carry_cash,
    close_session,
    count_anew,
    count_session,
    open_desk,
    open_session,
    pay_cash,
)
from jamsostek.treasury.services.cash_receipts import NotPaidInCash, issue_receipt
from jamsostek.treasury.services.payments import NotAPerson, NotNow, ReasonMissing
from jamsostek.treasury.services.runs import SamePerson
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import (
    CASH,
    DUE,
    PAYABLE,
    SUSPENSE,
    TRANSIT,
    bank_line,
    matched,
    ordered,
    person,
)

pytestmark = pytest.mark.django_db

DIFFERENCES = account(Role.CASH_DIFFERENCES)
SEEN = "Ibu Contoh Rekaan, KTP 9901010101010001"


@pytest.fixture
def desk() -> CashDesk:
    return open_desk(branch=yogyakarta(), name="Loket 1", act=act())


@pytest.fixture
def session(desk: CashDesk) -> CashSession:
    """A till with Rp5.000.000 that was brought from the bank."""
    return open_session(desk=desk, counted=0, brought=5_000_000, act=person("kasir"))


def cash_order(amount: int = 2_000_000, **changes: object) -> PaymentOrder:
    number = PaymentOrder.objects.count() + 1
    return ordered((number, amount), destination=CASH, **changes)


def handed(session: CashSession, amount: int = 2_000_000) -> PaymentOrder:
    order = cash_order(amount)
    return pay_cash(order=order, session=session, receiver=SEEN, act=person("kasir"))


def test_money_brought_from_the_bank_is_under_way_until_the_statement_shows_it(session):
    till = session.desk.ledger_account_id
    transfer = session.transfers.get()
    assert (balance_now(till), balance_now(TRANSIT)) == (5_000_000, -5_000_000)
    assert verify().differences == []

    matched(bank_line(collecting("0099000011"), -5_000_000, f"TARIK TUNAI {transfer.code}"))

    transfer.refresh_from_db()
    assert transfer.line is not None
    assert (balance_now(TRANSIT), balance_now(SUSPENSE)) == (0, 0)
    assert verify().differences == []


def test_a_payment_handed_out_leaves_what_is_owed_and_the_till(session):
    order = handed(session)

    assert (order.state, order.paid_on, order.session) == ("PAID", DUE, session)
    assert balance_now(session.desk.ledger_account_id) == 3_000_000
    assert balance_now(PAYABLE) == 2_000_000
    assert order.steps.get(state="PAID").reason == f"Diterima oleh {SEEN}"
    assert verify().differences == []
    with pytest.raises(NotNow):
        pay_cash(order=order, session=session, receiver=SEEN, act=person("kasir"))


def test_a_till_hands_out_cash_of_its_branch_that_is_due(session):
    other = Branch.objects.create(code="V-XXX", name="Lain", region=yogyakarta().region)
    wrong = [
        ordered((90, 1_000)),
        cash_order(1_000, branch_id=other.pk),
        cash_order(1_000, due_on=DUE + timedelta(days=1)),
    ]

    for order in wrong:
        with pytest.raises((NotAtThisTill, NotNow)):
            pay_cash(order=order, session=session, receiver=SEEN, act=person("kasir"))

    order = cash_order(5_000_001)
    with pytest.raises(TillEmpty) as told:
        pay_cash(order=order, session=session, receiver=SEEN, act=person("kasir"))
    assert told.value.amount == 5_000_000
    with pytest.raises(ReasonMissing):
        pay_cash(order=order, session=session, receiver=" ", act=person("kasir"))
    with pytest.raises(NotYourTill):
        pay_cash(order=order, session=session, receiver=SEEN, act=person("kasir2"))


def test_a_till_is_opened_once_with_what_the_books_say(desk, session):
    with pytest.raises(SessionOpen):
        open_session(desk=desk, counted=5_000_000, brought=0, act=person("kasir2"))
    with pytest.raises(DeskOpenAlready):
        open_desk(branch=yogyakarta(), name=" Loket 1 ", act=act())
    counted = count_session(session=session, counted=5_000_000, reason="", act=person("kasir"))
    with pytest.raises(SessionOpen):
        open_session(desk=desk, counted=5_000_000, brought=0, act=person("kasir"))
    close_session(session=counted, counted=5_000_000, act=person("keuangan"))

    with pytest.raises(OtherThanBooks) as told:
        open_session(desk=desk, counted=4_999_000, brought=0, act=person("kasir"))
    assert told.value.booked == 5_000_000
    with pytest.raises(NotAPerson):
        open_session(desk=desk, counted=5_000_000, brought=0, act=act())
    again = open_session(desk=desk, counted=5_000_000, brought=0, act=person("kasir"))
    assert again.opening_amount == 5_000_000


def test_a_difference_is_said_why_confirmed_by_another_and_booked(session):
    handed(session)
    with pytest.raises(ReasonMissing):
        count_session(session=session, counted=2_990_000, reason="", act=person("kasir"))
    counted = count_session(
        session=session, counted=2_990_000, reason="Kembalian keliru", act=person("kasir")
    )
    assert (counted.expected_amount, balance_now(DIFFERENCES)) == (3_000_000, 0)

    with pytest.raises(SamePerson):
        close_session(session=counted, counted=2_990_000, act=person("kasir"))
    with pytest.raises(NotAPerson):
        close_session(session=counted, counted=2_990_000, act=act())
    with pytest.raises(CountsDiffer):
        close_session(session=counted, counted=2_980_000, act=person("keuangan"))
    closed = close_session(session=counted, counted=2_990_000, act=person("keuangan"))

    assert closed.state == "CLOSED"
    assert balance_now(DIFFERENCES) == 10_000
    assert balance_now(session.desk.ledger_account_id) == 2_990_000
    assert verify().differences == []
    with pytest.raises(NotOpen):
        close_session(session=closed, counted=2_990_000, act=person("keuangan"))


def test_too_much_in_the_till_is_booked_the_other_way(session):
    counted = count_session(session=session, counted=5_000_500, reason="Lebih", act=person("kasir"))
    close_session(session=counted, counted=5_000_500, act=person("keuangan"))

    assert balance_now(DIFFERENCES) == -500
    assert verify().differences == []


def test_nothing_is_paid_from_a_counted_till_until_it_is_counted_anew(session):
    counted = count_session(session=session, counted=5_000_000, reason="", act=person("kasir"))
    with pytest.raises(NotOpen):
        handed(counted)

    again = count_anew(session=counted, act=person("keuangan"))

    assert handed(again).state == "PAID"
    with pytest.raises(NotOpen):
        count_anew(session=again, act=person("keuangan"))


def test_money_taken_to_the_bank_is_explained_by_the_credit_that_names_it(session):
    transfer = carry_cash(
        session=session, direction=Direction.DEBIT, amount=4_000_000, act=person("kasir")
    )
    matched(bank_line(collecting("0099000011"), 4_000_000, f"SETORAN TUNAI {transfer.code}"))

    assert balance_now(session.desk.ledger_account_id) == 1_000_000
    assert balance_now(TRANSIT) == -5_000_000
    assert balance_now(SUSPENSE) == 0
    assert verify().differences == []
    with pytest.raises(TillEmpty):
        carry_cash(
            session=session, direction=Direction.DEBIT, amount=1_000_001, act=person("kasir")
        )
    with pytest.raises(NotAnAmount):
        carry_cash(session=session, direction=Direction.CREDIT, amount=0, act=person("kasir"))


def test_the_database_too_wants_a_second_person_at_the_count(session):
    count_session(session=session, counted=5_000_000, reason="", act=person("kasir"))

    with pytest.raises(IntegrityError, match="cash_session_confirmed_by_another"):
        close_by_hand(session)


def close_by_hand(session: CashSession) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE treasury_cashsession SET state = 'CLOSED', closed_at = now(),"
            " confirmed_by_id = cashier_id WHERE id = %s",
            [session.pk],
        )


def test_the_receipt_is_issued_once_and_says_who_received_what(session):
    waiting = cash_order(1_000)
    order = handed(session)

    document = issue_receipt(order=order, act=person("kasir"))

    assert issue_receipt(order=order, act=person("kasir")) == document
    assert Document.objects.get().kind == "PAYMENT_RECEIPT"
    assert document.holder == "Ibu Contoh Rekaan"
    with pytest.raises(NotPaidInCash):
        issue_receipt(order=waiting, act=person("kasir"))


def test_a_day_later_the_order_that_was_not_due_is_paid(session):
    order = cash_order(1_000, due_on=DUE + timedelta(days=1))

    paid = pay_cash(
        order=order, session=session, receiver=SEEN, act=person("kasir", date(2011, 10, 4))
    )

    assert paid.paid_on == date(2011, 10, 4)
