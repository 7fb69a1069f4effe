"""Payments ordered: each thing owed once, by rule of the database and not of the code alone."""

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.treasury.models import PaymentItem, PaymentOrder, PaymentStep
from jamsostek.treasury.queries.payments import orders_of, payments_waiting
from jamsostek.treasury.services.payments import (
    AlreadyOrdered,
    Destination,
    DestinationWrong,
    NothingToPay,
    NotNow,
    NotReturned,
    ReasonMissing,
    cancel_order,
    mark_unknown,
    order_payments,
    reissue,
)
from tests.people import act, yogyakarta
from tests.treasury.paying import CASH, new, ordered

pytestmark = pytest.mark.django_db


def refused(statement: str, *values: object) -> str:
    """Give the constraint by which the database refuses a statement of the application."""
    with pytest.raises(IntegrityError) as told:
        run_at_once(statement, values)
    return str(told.value.__cause__.diag.constraint_name)


def run_at_once(statement: str, values: tuple[object, ...]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_order_is_of_its_items_and_waits_with_a_code_and_a_first_step():
    order = ordered((1, 14_200_000), (2, 2_000_000))

    assert (order.amount, order.state, order.code[:2], len(order.code)) == (
        16_200_000,
        "QUEUED",
        "PB",
        10,
    )
    step = PaymentStep.objects.get(order=order)
    assert (step.state, step.made_by, step.entry_id) == ("QUEUED", "test", None)
    assert list(payments_waiting([yogyakarta().pk])) == [order]
    assert list(payments_waiting([])) == []


def test_the_same_thing_is_not_ordered_twice_and_the_refusal_names_the_payment():
    first = ordered((1, 14_200_000))

    with pytest.raises(AlreadyOrdered) as told:
        ordered((2, 5_000_000), (1, 14_200_000))

    assert told.value.codes == (first.code,)
    assert PaymentOrder.objects.count() == 1


def test_a_thing_named_twice_in_one_call_is_refused_by_name():
    with pytest.raises(AlreadyOrdered, match="TEST 7"):
        order_payments(orders=[new((7, 1)), new((7, 1))], act=act())


def test_another_source_may_use_the_same_number():
    ordered((1, 14_200_000))

    assert ordered((1, 300_000), source="OTHER").amount == 300_000


def test_how_the_payment_of_each_thing_stands_is_told_by_its_number():
    order = ordered((1, 14_200_000), (2, 2_000_000))

    found = orders_of(source="TEST", source_ids=[1, 2, 3])

    assert set(found) == {1, 2}
    assert (found[2].code, found[2].state, found[2].amount, found[2].paid_on) == (
        order.code,
        "QUEUED",
        2_000_000,
        None,
    )


def test_ten_thousand_orders_take_a_handful_of_statements(django_assert_max_num_queries):
    branch = yogyakarta().pk
    orders = [new((number, 1_000 + number), branch_id=branch) for number in range(10_000)]

    with django_assert_max_num_queries(40):
        numbers = order_payments(orders=orders, act=act())

    stored = PaymentOrder.objects.in_bulk(numbers)
    assert [stored[number].amount for number in numbers] == [1_000 + n for n in range(10_000)]


def test_a_transfer_names_an_account_and_cash_none():
    with pytest.raises(DestinationWrong):
        Destination("TRANSFER", "BRI", "", "Ibu Contoh Rekaan")
    with pytest.raises(DestinationWrong):
        Destination("CASH", "BRI", "9901010000123", "Ibu Contoh Rekaan")
    with pytest.raises(DestinationWrong):
        Destination("CHEQUE")


def test_an_order_pays_something_for_each_thing():
    with pytest.raises(NothingToPay):
        new()
    with pytest.raises(NothingToPay):
        new((1, 5), (2, 0))


def test_a_cancelled_order_frees_what_it_was_to_pay():
    order = ordered((1, 14_200_000))

    cancel_order(order=order, reason="Rekening ahli waris keliru", act=act())

    assert not PaymentItem.objects.get(order=order).standing
    assert ordered((1, 14_200_000)).state == "QUEUED"
    with pytest.raises(NotNow):
        cancel_order(order=order, reason="lagi", act=act())


def test_cancelling_and_marking_as_unknown_say_why():
    order = ordered((1, 14_200_000))

    with pytest.raises(ReasonMissing):
        cancel_order(order=order, reason=" ", act=act())
    with pytest.raises(ReasonMissing):
        mark_unknown(order=order, reason="", act=act())
    with pytest.raises(NotNow):
        mark_unknown(order=order, reason="belum dikirim", act=act())


def test_what_did_not_come_back_is_not_issued_anew():
    with pytest.raises(NotReturned):
        reissue(order=ordered((1, 14_200_000)), destination=CASH, act=act())


def test_the_database_refuses_a_second_standing_payment_by_itself():
    ordered((1, 100))
    other = ordered((2, 100))

    assert (
        refused(
            "INSERT INTO treasury_paymentitem (order_id, source, source_id, amount, standing)"
            " VALUES (%s, 'TEST', 1, 100, false)",
            other.pk,
        )
        == "payment_item_once"
    )


def test_the_database_refuses_items_beyond_the_amount_of_their_order():
    order = ordered((1, 100))

    assert (
        refused(
            "INSERT INTO treasury_paymentitem (order_id, source, source_id, amount, standing)"
            " VALUES (%s, 'TEST', 9, 100, true)",
            order.pk,
        )
        == "payment_items_sum"
    )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'PAID', paid_on = '2011-10-03'", "payment_course"),
        ("state = 'SENT'", "payment_sent_by_run"),
        ("state = 'RETURNED'", "payment_course"),
        ("state = 'UNKNOWN'", "payment_course"),
    ],
)
def test_the_database_lets_no_payment_skip_its_course(change, constraint):
    order = ordered((1, 100))

    assert (
        refused(f"UPDATE treasury_paymentorder SET {change} WHERE id = %s", order.pk)  # noqa: S608
        == constraint
    )


def test_the_database_pays_cash_at_an_open_till_only():
    order = ordered((1, 100), destination=CASH)

    assert (
        refused(
            "UPDATE treasury_paymentorder SET state = 'PAID', paid_on = '2011-10-03' WHERE id = %s",
            order.pk,
        )
        == "payment_at_open_till"
    )


def test_an_order_cannot_begin_sent_nor_as_another_of_one_that_did_not_come_back():
    order = ordered((1, 100))
    insert = (
        "INSERT INTO treasury_paymentorder (code, branch_id, payee, method, bank, account_number,"
        " account_name, amount, text, due_on, payable_account_id, state, reissue_of_id,"
        " ordered_at, ordered_by) SELECT 'PB99999999', branch_id, payee, method, bank,"
        " account_number, account_name, amount, text, due_on, payable_account_id, %s, %s,"
        " ordered_at, ordered_by FROM treasury_paymentorder WHERE id = %s"
    )

    assert refused(insert, "SENT", None, order.pk) == "payment_begins"
    assert refused(insert, "QUEUED", order.pk, order.pk) == "payment_reissued_if_returned"
