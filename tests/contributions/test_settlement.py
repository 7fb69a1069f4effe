"""What bills have received: the same for every order in which the payments arrive."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.contributions.rules.settlement import (
    Due,
    Receipt,
    Settlement,
    Share,
    State,
    settle,
)

AUGUST = Due("79344169987", 1_000, date(2011, 9, 15))
SEPTEMBER = Due("65933699491", 2_000, date(2011, 10, 15))
OF_ANOTHER = Due("51630919567", 500, date(2011, 10, 15))
BILLS = (SEPTEMBER, AUGUST, OF_ANOTHER)


def paid(key: str, day: int, amount: str, *bills: Due) -> Receipt:
    return Receipt(key, date(2011, 10, day), Decimal(amount), tuple(bill.code for bill in bills))


def received(settlement: Settlement, bill: Due) -> tuple[Decimal, State, date | None]:
    found = next(each for each in settlement.bills if each.code == bill.code)
    return found.amount, found.state, found.settled_on


@pytest.mark.parametrize(
    ("amount", "state", "settled_on"),
    [
        ("1999.99", State.PART, None),
        ("2000", State.PAID, date(2011, 10, 3)),
        ("2000.01", State.OVER, date(2011, 10, 3)),
    ],
)
def test_state_on_both_sides_of_what_is_due(
    amount: str, state: State, settled_on: date | None
) -> None:
    settlement = settle([paid("a", 3, amount, SEPTEMBER)], BILLS)

    assert received(settlement, SEPTEMBER) == (Decimal(amount), state, settled_on)
    assert settlement.unmatched == {}


def test_bill_without_payment_is_open() -> None:
    assert received(settle([], BILLS), AUGUST) == (0, State.OPEN, None)


def test_bill_is_settled_on_the_day_that_covers_it_not_the_last() -> None:
    payments = [
        paid("rest", 9, "1500", SEPTEMBER),
        paid("more", 12, "1", SEPTEMBER),
        paid("part", 3, "500", SEPTEMBER),
    ]

    assert received(settle(payments, BILLS), SEPTEMBER) == (2_001, State.OVER, date(2011, 10, 9))


def test_payment_for_several_fills_the_older_bill_first_and_leaves_a_rest() -> None:
    settlement = settle([paid("both", 3, "3100", SEPTEMBER, AUGUST)], BILLS)

    assert received(settlement, AUGUST) == (1_000, State.PAID, date(2011, 10, 3))
    assert received(settlement, SEPTEMBER) == (2_000, State.PAID, date(2011, 10, 3))
    assert settlement.unmatched == {"both": 100}


def test_payments_for_one_bill_go_before_payments_for_several_whatever_their_day() -> None:
    payments = [paid("both", 3, "1000", SEPTEMBER, AUGUST), paid("one", 20, "1000", AUGUST)]

    settlement = settle(payments, BILLS)

    assert settlement.shares == (
        Share("one", AUGUST.code, date(2011, 10, 20), Decimal(1000)),
        Share("both", SEPTEMBER.code, date(2011, 10, 3), Decimal(1000)),
    )


def test_payment_without_a_known_bill_stays_unmatched() -> None:
    stranger = Receipt("x", date(2011, 10, 3), Decimal(700), ("99999999999",))

    assert settle([stranger], BILLS).unmatched == {"x": 700}


def test_bill_named_twice_by_one_payment_counts_once() -> None:
    settlement = settle([paid("twice", 3, "2500", SEPTEMBER, SEPTEMBER)], BILLS)

    assert received(settlement, SEPTEMBER)[:2] == (2_500, State.OVER)


RECEIPTS = st.lists(
    st.builds(
        paid,
        st.integers(0, 10**6).map(str),
        st.integers(1, 28),
        st.integers(1, 4_000_00).map(lambda sen: str(Decimal(sen) / 100)),
    ).flatmap(
        lambda receipt: st.sets(st.sampled_from(BILLS)).map(
            lambda bills: Receipt(
                receipt.key, receipt.day, receipt.amount, tuple(bill.code for bill in bills)
            )
        )
    ),
    max_size=12,
    unique_by=lambda receipt: receipt.key,
)


@given(receipts=RECEIPTS, data=st.data())
def test_order_of_arrival_changes_nothing(receipts: list[Receipt], data: st.DataObject) -> None:
    arrived = data.draw(st.permutations(receipts))

    assert settle(arrived, BILLS) == settle(receipts, BILLS)


@given(receipts=RECEIPTS)
def test_no_sen_is_lost_or_made(receipts: list[Receipt]) -> None:
    settlement = settle(receipts, BILLS)

    came = sum(receipt.amount for receipt in receipts)
    went = sum(bill.amount for bill in settlement.bills)
    assert came == went + sum(settlement.unmatched.values())
    assert went == sum(share.amount for share in settlement.shares)
    assert all(share.amount > 0 for share in settlement.shares)
