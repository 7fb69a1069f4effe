"""Whoever tampers with the books as their owner is found out, and caches can be made anew."""

import json

import pytest
from typer.testing import CliRunner

from jamsostek.audit.models import Record
from jamsostek.config.cli import application
from jamsostek.ledger import chart
from jamsostek.ledger.queries import verify
from jamsostek.ledger.services import post, post_many, rebuild_balances, reverse
from tests.ledger.books import (
    JHT_RECEIVABLE,
    SEPTEMBER_20,
    as_owner,
    balances,
    bill,
    credit,
    members,
    receipt,
)
from tests.people import act

pytestmark = pytest.mark.usefixtures("fresh_database")

TARI = "99010000001"


@pytest.fixture
def books(fresh_database):  # noqa: ARG001 - to be made first
    """Two bills, a receipt that is taken back, and a member's credit: five entries."""
    (tari,) = members(TARI)
    post_many(postings=[bill(f"BILL:{n}", 5_700 * n, 890 * n) for n in (1, 2)], act=act())
    entry = post(posting=receipt("RECEIPT:1", 100_000), act=act())
    reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())
    credit(tari, 5_700)
    as_owner(HOLDER, {"kpj": TARI, "account": tari})
    return tari


HOLDER = """
    WITH person AS (
        INSERT INTO membership_insuredperson
            (kpj, nik, name, birth_place, sex, registered_on)
        VALUES (%(kpj)s, '', 'TARI', '', '', '2011-09-01') RETURNING id
    ), account AS (
        INSERT INTO savings_savingsaccount (person_id, ledger_account_id, opened_on)
        SELECT id, %(account)s, '2011-09-20' FROM person RETURNING id
    )
    INSERT INTO savings_savingsyear (account_id, year, moved, weighted)
    SELECT id, 2011, 5700, 5700 * 102 FROM account
"""
"""Whose account it is, and the year that the books' 5,700 of 20 September make of it."""


def entry_id(key: str) -> int:
    return int(as_owner("SELECT id FROM ledger_entry WHERE key = %s", [key])[0][0])


def found() -> list[tuple[str, str, str, str]]:
    return [(d.check, d.subject, d.expected, d.found) for d in verify().differences]


@pytest.mark.usefixtures("books")
def test_untouched_books_are_whole():
    result = verify()

    assert (result.holds, result.entries, result.lines) == (True, 5, 14)


def test_a_changed_balance_is_found(books):
    as_owner("UPDATE ledger_balance SET amount = -5699 WHERE account_id = %s", [books])

    assert found() == [("balance", f"2201.{TARI}", "-5700", "-5699")]


def test_a_missing_balance_is_found(books):
    as_owner("DELETE FROM ledger_balance WHERE account_id = %s", [books])

    assert ("balance", f"2201.{TARI}", "-5700", "no balance") in found()


def test_a_balance_that_forgot_its_guard_is_found(books):
    as_owner("UPDATE ledger_balance SET never_debit = false WHERE account_id = %s", [books])

    assert found() == [("account", f"2201.{TARI}", "JHT 2201 t", "JHT 2201 f")]


@pytest.mark.usefixtures("books")
def test_a_changed_day_total_is_found():
    as_owner("UPDATE ledger_daytotal SET debit = debit + 1 WHERE account_id = 1201")

    assert found() == [("day total", "1201 2011-09-20", "17100/0", "17101/0")]


@pytest.mark.usefixtures("books")
def test_a_missing_day_total_is_found():
    as_owner("DELETE FROM ledger_daytotal WHERE account_id = 1201")

    assert found() == [("day total", "1201 2011-09-20", "17100/0", "no total")]


@pytest.mark.usefixtures("books")
def test_a_changed_line_is_found_in_its_entry_and_in_what_it_adds_up_to():
    number = entry_id("BILL:1")
    as_owner("UPDATE ledger_line SET amount = 5701 WHERE entry_id = %s AND line_no = 1", [number])

    assert found() == [
        ("entry", str(number), "a total of 0", "1"),
        ("balance", "1201", "17101", "17100"),
        ("day total", "1201 2011-09-20", "17101/0", "17100/0"),
    ]


@pytest.mark.usefixtures("books")
def test_lines_changed_together_with_every_cache_still_contradict_their_hash():
    number = entry_id("BILL:1")
    as_owner("UPDATE ledger_line SET amount = amount * 2 WHERE entry_id = %s", [number])
    rebuild_balances(act=act())

    (difference,) = verify().differences

    assert (difference.check, difference.subject) == ("entry", str(number))
    assert difference.expected.startswith("hash ")


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("change", ["text = 'Lain'", "kind = 'OTHER'", "reverses_id = 1"])
def test_a_changed_entry_contradicts_its_hash(change):
    number = entry_id("BILL:1")
    as_owner(f"UPDATE ledger_entry SET {change} WHERE id = %s", [number])  # noqa: S608 - above

    assert [(check, subject) for check, subject, *_ in found()] == [("entry", str(number))]


@pytest.mark.usefixtures("books")
def test_a_fund_that_lost_to_another_is_found():
    number = entry_id("BILL:1")
    as_owner(
        "UPDATE ledger_line SET account_id = 2302 WHERE entry_id = %s AND line_no = 2", [number]
    )

    assert ("entry", str(number), "0 in every fund", "more or less in JHT, JKK") in found()


@pytest.mark.usefixtures("books")
def test_a_line_on_another_day_is_found():
    number = entry_id("BILL:1")
    as_owner(
        "UPDATE ledger_line SET day = '2011-09-21' WHERE entry_id = %s AND line_no = 2", [number]
    )

    expected = ("entry", str(number), "all lines on 2011-09-20", "2011-09-20 to 2011-09-21")
    assert expected in found()


@pytest.mark.usefixtures("books")
def test_a_deleted_line_is_found():
    number = entry_id("BILL:2")
    as_owner("DELETE FROM ledger_line WHERE entry_id = %s AND line_no = 4", [number])

    assert ("entry", str(number), "4 lines", "3 lines, the last numbered 3") in found()


@pytest.mark.usefixtures("books")
def test_an_entry_without_lines_is_found():
    number = entry_id("BILL:2")
    as_owner("DELETE FROM ledger_line WHERE entry_id = %s", [number])

    assert ("entry", str(number), "4 lines", "none") in found()


@pytest.mark.usefixtures("books")
def test_lines_without_an_entry_are_found():
    number = entry_id("BILL:2")
    as_owner("DELETE FROM ledger_entry WHERE id = %s", [number])

    assert found() == [("line", f"{number}/{line}", "an entry", "none") for line in (1, 2, 3, 4)]


def test_more_differences_than_are_listed_are_counted():
    post_many(postings=[bill(f"BILL:{n}", 5_700, 890) for n in range(150)], act=act())
    as_owner("UPDATE ledger_entry SET text = 'Lain'")

    result = verify()

    assert (result.count, len(result.differences)) == (150, 100)


def test_caches_are_rebuilt_to_what_the_lines_say(books):
    as_owner("UPDATE ledger_balance SET amount = amount - 1, never_debit = false")
    as_owner("DELETE FROM ledger_daytotal WHERE account_id = 2201")
    as_owner("INSERT INTO ledger_daytotal VALUES ('2011-09-20', 5, 0, 5101)")

    rebuild_balances(act=act())

    assert verify().holds
    assert balances(books, JHT_RECEIVABLE) == [-5_700, 17_100]


@pytest.mark.usefixtures("books")
def test_caches_that_are_right_are_left_alone():
    assert rebuild_balances(act=act()) == 0


def run(*arguments):
    return CliRunner().invoke(application(arguments), arguments)


@pytest.mark.usefixtures("books")
def test_the_command_says_that_the_books_are_whole():
    result = run("ledger", "verify")

    assert result.exit_code == 0
    opened = len(chart.accounts()) + 2
    assert result.stdout == f"5 entries, 14 lines, {opened} accounts: the books are whole.\n"


@pytest.mark.usefixtures("books")
def test_the_command_ends_with_status_1_and_names_what_differs():
    as_owner("UPDATE ledger_balance SET amount = 1 WHERE account_id = 2101")

    plain, for_machines = run("ledger", "verify"), run("ledger", "verify", "--json")

    assert (plain.exit_code, for_machines.exit_code) == (1, 1)
    assert "- balance 2101: expected 0, found 1" in plain.stdout
    assert json.loads(for_machines.stdout)["differences"] == [
        {"check": "balance", "subject": "2101", "expected": "0", "found": "1"}
    ]


@pytest.mark.usefixtures("books")
def test_the_command_puts_balances_right():
    as_owner("UPDATE ledger_balance SET amount = 1 WHERE account_id = 2101")

    result = run("ledger", "rebuild-balances", "--json")

    assert (json.loads(result.stdout), verify().holds) == ({"corrected": 1}, True)
    trail = Record.objects.get(action="rebuild_balances")
    assert (trail.actor, trail.detail) == ("jamsostek ledger rebuild-balances", {"corrected": 1})


@pytest.mark.usefixtures("books")
def test_the_trial_balance_is_printed_for_machines_and_people():
    rows = json.loads(run("ledger", "trial-balance", "--on", "2011-09-20", "--json").stdout)

    (receivable,) = [row for row in rows if row["code"] == "1201"]
    assert (receivable["debit"], receivable["credit"], receivable["balance"]) == (17_100, 0, 17_100)
    assert "17,100" in run("ledger", "trial-balance").stdout


@pytest.mark.usefixtures("books")
def test_the_statement_of_a_member_is_printed():
    span = ("--from", "2011-09-01", "--until", "2011-09-30", "--json")

    found = json.loads(run("ledger", "statement", f"2201.{TARI}", *span).stdout)

    assert (found["opening"], found["closing"]) == (0, -5_700)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2101", "--from", "kemarin", "--until", "2011-09-30"), "is not a day"),
        (("2101", "--from", "2011-09-30", "--until", "2011-09-01"), "lies before"),
        (("9999", "--from", "2011-09-01", "--until", "2011-09-30"), "have no account 9999"),
    ],
)
def test_a_statement_that_cannot_be_is_refused_in_one_sentence(arguments, sentence):
    result = run("ledger", "statement", *arguments)

    assert result.exit_code == 2
    assert sentence in result.stderr
