"""Reading the books: trial balances, statements and balances of any day."""

from datetime import UTC, date, datetime

import pytest

from jamsostek.kernel.acts import system_act
from jamsostek.ledger.queries import (
    account_number,
    balance_on,
    entries_of,
    lines_of,
    statement,
    trial_balance,
)
from jamsostek.ledger.services import post, post_many, reverse
from tests.ledger.books import (
    JHT_DEFERRED,
    JHT_RECEIVABLE,
    SUSPENSE,
    bank,
    bill,
    credit,
    members,
    receipt,
)
from tests.people import act

pytestmark = pytest.mark.django_db

TARI, BAYU = "99010000001", "99010000002"


def september(day: int) -> date:
    return date(2011, 9, day)


@pytest.fixture
def three_receipts():
    """100,000 on the 20th, 50,000 on the 22nd, of which 30,000 is taken back on the 25th."""
    post(posting=receipt("R:1", 100_000, day=september(20)), act=act())
    post(posting=receipt("R:2", 50_000, day=september(22), text="Setoran kedua"), act=act())
    back = [(bank(), -30_000), (SUSPENSE, 30_000)]
    post(posting=receipt("R:3", day=september(25), text="Koreksi", lines=back), act=act())


@pytest.mark.usefixtures("three_receipts")
def test_a_trial_balance_is_of_the_end_of_its_day():
    def suspense(on: date | None) -> tuple[int, int, int]:
        (row,) = [row for row in trial_balance(on=on) if row.account_id == SUSPENSE]
        return row.debit, row.credit, row.balance

    found = {day: suspense(september(day)) for day in (19, 20, 22, 24, 25)}

    assert found == {
        19: (0, 0, 0),
        20: (0, 100_000, -100_000),
        22: (0, 150_000, -150_000),
        24: (0, 150_000, -150_000),
        25: (30_000, 150_000, -120_000),
    }
    assert suspense(None) == found[25]


def test_a_trial_balance_adds_up_to_zero_in_every_fund():
    (tari,) = members(TARI)
    post_many(postings=[bill(f"BILL:{n}", 5_700 * n, 890 * n) for n in (1, 2, 3)], act=act())
    post(posting=receipt(), act=act())
    credit(tari, 5_700)

    rows = trial_balance()

    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)
    for fund in {row.fund for row in rows}:
        assert sum(row.balance for row in rows if row.fund == fund) == 0


def test_members_stand_in_a_trial_balance_as_one():
    tari, bayu = members(TARI, BAYU)
    credit(tari, 142_500, "CREDIT:1")
    credit(bayu, 57_000, "CREDIT:2")

    rows = {row.code: row.balance for row in trial_balance()}

    assert rows["2201"] == -199_500
    assert not any(code.startswith("2201.") for code in rows)


@pytest.mark.usefixtures("three_receipts")
def test_a_statement_says_where_the_account_stood_after_each_line():
    found = statement(SUSPENSE, september(21), september(25))

    assert (found.code, found.opening, found.closing) == ("2101", -100_000, -120_000)
    assert [(line.day.day, line.text, line.amount, line.balance) for line in found.lines] == [
        (22, "Setoran kedua", -50_000, -150_000),
        (25, "Koreksi", 30_000, -120_000),
    ]


@pytest.mark.usefixtures("three_receipts")
def test_a_statement_without_lines_opens_and_closes_alike():
    found = statement(SUSPENSE, september(23), september(24))

    assert (found.opening, found.lines, found.closing) == (-150_000, [], -150_000)


def test_the_statement_of_a_control_account_goes_by_day():
    tari, bayu = members(TARI, BAYU)
    credit(tari, 142_500, "CREDIT:1")
    credit(bayu, 57_000, "CREDIT:2")

    found = statement(2201, september(1), september(30))

    assert [(line.day.day, line.amount) for line in found.lines] == [(20, -199_500)]


def test_a_members_balance_is_of_the_end_of_the_day():
    (tari,) = members(TARI)
    credit(tari, 142_500)

    assert [balance_on(tari, september(day)) for day in (19, 20, 21)] == [0, -142_500, -142_500]


def test_what_the_books_said_at_an_instant_is_not_changed_by_later_entries():
    def at(day: int) -> datetime:
        return datetime(2011, 10, day, 3, tzinfo=UTC)

    entry = post(posting=bill("BILL:1", 5_700, 890), act=system_act("test", at(1)))
    reverse(entry_id=entry.pk, key="UNDO:1", day=september(20), act=system_act("test", at(5)))

    def known(day: int) -> tuple[int, int]:
        found = statement(JHT_RECEIVABLE, september(1), september(30), known_at=at(day))
        return found.closing, len(found.lines)

    assert [known(day) for day in (1, 4, 5)] == [(5_700, 1), (5_700, 1), (0, 2)]
    assert balance_on(JHT_RECEIVABLE, september(30), known_at=at(4)) == 5_700
    assert balance_on(JHT_RECEIVABLE, september(30)) == 0


def test_a_control_account_can_be_read_as_it_was_known():
    (tari,) = members(TARI)
    credit(tari, 142_500)

    before = statement(2201, september(1), september(30), known_at=datetime(2011, 1, 1, tzinfo=UTC))
    after = statement(2201, september(1), september(30), known_at=act().at)

    assert (before.closing, after.closing) == (0, -142_500)


@pytest.mark.usefixtures("three_receipts")
def test_entries_of_a_span_come_newest_first_with_their_lines():
    entries = entries_of(september(20), september(22))

    assert [entry.key for entry in entries] == ["R:2", "R:1"]
    assert [line.amount for line in lines_of(entries[0].pk)] == [50_000, -50_000]


def test_accounts_are_found_by_their_code():
    (tari,) = members(TARI)

    assert account_number(f"2201.{TARI}") == tari
    assert account_number("2301") == JHT_DEFERRED
    assert account_number("9999") is None
