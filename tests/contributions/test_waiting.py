"""What waits in suspense, part by part, adding up to what the books hold there."""

import pytest

from jamsostek.contributions.queries.receipts import suspense
from jamsostek.contributions.queries.waiting import bills_over_paid, bills_part_paid, waiting_money
from jamsostek.kernel.months import Month
from jamsostek.treasury.models import LineKind
from tests.contributions.test_receipts import balance, bank_line, billed, take
from tests.people import batik_melati, hire

pytestmark = pytest.mark.django_db


def test_every_rupiah_in_suspense_is_explained():
    melati = batik_melati()
    hire(melati, "SITI")
    september = billed(melati, Month(2011, 9))
    october = billed(melati, Month(2011, 10))
    take(bank_line(100_000, september.code))  # 68.900 is due: 31.100 too much
    take(bank_line(20_000, october.code))  # 48.900 too little
    take(bank_line(7_000))  # for no bill
    bank_line(2_500, kind=LineKind.OUTGOING)  # sent away, unexplained

    money = waiting_money()

    assert (money.over_paid.count, money.over_paid.amount) == (1, 31_100)
    assert (money.part_paid.count, money.part_paid.amount) == (1, 20_000)
    assert (money.unallocated.count, money.unallocated.amount) == (1, 7_000)
    assert (money.unexplained.count, money.unexplained.amount) == (1, -2_500)
    # 31.100 + 20.000 + 7.000 - 2.500 = 55.600
    assert money.total == suspense().waiting == -balance("2101") == 55_600
    assert [bill.excess for bill in bills_over_paid()] == [31_100]
    assert [bill.missing for bill in bills_part_paid()] == [48_900]


def test_an_office_sees_the_suspense_of_its_own_bills_and_of_none():
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    take(bank_line(100_000, bill.code))
    take(bank_line(7_000))

    own, other = waiting_money({melati.branch_id}), waiting_money({melati.branch_id + 1_000})

    assert (own.over_paid.amount, own.unallocated.amount) == (31_100, 7_000)
    assert (other.over_paid.amount, other.unallocated.amount) == (0, 7_000)
