"""What the subjects say of the same money, held against each other by one command."""

import json

import pytest
from typer.testing import CliRunner

from jamsostek.audit.models import Record
from jamsostek.config.cli import application
from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.receipts import assign_receipt
from jamsostek.jobs import calendar
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.savings.models import SavingsAccount
from jamsostek.treasury.models import StatementLine
from tests.contributions.test_receipts import billed
from tests.jobs.test_bank_statements import bill_of, take
from tests.ledger.books import as_owner
from tests.people import act
from tests.treasury.accounts import collecting

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.fixture
def bill(fresh_database) -> Bill:  # noqa: ARG001 - to be made first
    """A bill of 68,900 that was paid, taken back, paid again with 1,100 over, and settled.

    Besides it 50,000 wait for a bill that nobody knows, and the bank took its fee.
    """
    collecting("9990044556")
    melati = bill_of("Melati")
    take((3, f"IURAN {melati.code}", 68_900), (4, f"KOREKSI {melati.code}", -68_900))
    take((10, f"IURAN {melati.code}", 70_000), (11, "BIAYA ADM", -5_000), (12, "TUNAI", 50_000))
    melati.refresh_from_db()
    return melati


def found() -> list[tuple[str, str, str, str]]:
    return [(d.check, d.subject, d.expected, d.found) for d in verify().differences]


def tamper(table: str, setting: str, *params: object) -> None:
    """Change a table as its owner who has put its guards aside."""
    as_owner(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    as_owner(f"UPDATE {table} SET {setting}", params)  # noqa: S608 - by our own tests


def payment(amount: int) -> StatementLine:
    return StatementLine.objects.get(amount=amount, direction="C", reversed_by=None)


def test_money_that_went_its_way_agrees_everywhere(bill):
    assert (bill.state, bill.received) == ("OVER", 70_000)
    assert found() == []


def test_a_changed_month_of_a_member_is_found(bill):
    as_owner("UPDATE savings_contributionyear SET months[9] = 57001")
    kpj = SavingsAccount.objects.get().person.kpj

    subject = f"{kpj} {bill.employer.npp} 2011-09"
    assert found() == [("contribution month", subject, "57000", "57001")]


def test_a_month_nobody_declared_is_found():
    as_owner(
        "INSERT INTO savings_contributionyear (account_id, employer_id, year, months)"
        " VALUES (1, 1, 2011, %s)",
        [[0] * 8 + [5_700, 0, 0, 0]],
    )

    assert found() == [("contribution month", "2011-09", "0", "5700")]


@pytest.mark.usefixtures("bill")
def test_a_changed_savings_year_is_found():
    as_owner("UPDATE savings_savingsyear SET weighted = 0")

    ((check, _, expected, now),) = found()

    assert check == "savings year"
    # 57,000 on 10 October: 82 days are left of the year.
    assert expected == "57000, rupiah-days 4674000, return 0"
    assert now == "57000, rupiah-days 0, return 0"


@pytest.mark.usefixtures("bill")
def test_a_lost_receipt_is_missed_in_suspense():
    lost = payment(50_000)
    as_owner("DELETE FROM treasury_statementline WHERE id = %s", [lost.pk])

    assert found() == [
        ("suspense", "2101", "open receipts of 1100", "51100"),
        ("bank line", f"BANK:{lost.identity}", "no bank line", "50000"),
    ]


@pytest.mark.usefixtures("bill")
def test_a_changed_receipt_is_found():
    line = payment(50_000)
    as_owner("UPDATE treasury_statementline SET amount = 60000 WHERE id = %s", [line.pk])

    assert found() == [
        ("suspense", "2101", "open receipts of 61100", "51100"),
        ("bank line", f"BANK:{line.identity}", "60000", "50000"),
    ]


def test_more_allocated_than_a_receipt_brought_is_found(bill):
    line = payment(70_000)
    tamper("contributions_allocation", "amount = 70001 WHERE line_id = %s", line.pk)

    assert found() == [
        ("allocation", f"bank line {line.pk}", "at most 70000", "70001"),
        ("bill", bill.code, "70001 OVER 2011-10-10 2011-10-10", "70000 OVER 2011-10-10 2011-10-10"),
    ]


def test_an_allocation_of_what_the_bank_took_back_is_found(bill):
    taken_back = StatementLine.objects.get(amount=68_900, direction="C")
    tamper(
        "contributions_allocation",
        "line_id = %s, amount = 68900 WHERE withdrawn_at IS NULL",
        taken_back.pk,
    )

    differences = found()

    assert ("allocation", f"bank line {taken_back.pk}", "nothing", "68900") in differences
    assert ("bill", bill.code) in [(check, subject) for check, subject, *_ in differences]


@pytest.mark.parametrize(
    ("setting", "figures"),
    [
        ("received = 68900", "68900 OVER 2011-10-10 2011-10-10"),
        ("state = 'PAID'", "70000 PAID 2011-10-10 2011-10-10"),
        ("settled_on = '2011-10-11'", "70000 OVER 2011-10-11 2011-10-10"),
    ],
)
def test_a_bill_that_misremembers_what_it_received_is_found(bill, setting, figures):
    as_owner(f"UPDATE contributions_bill SET {setting}")  # noqa: S608 - above

    assert found() == [("bill", bill.code, "70000 OVER 2011-10-10 2011-10-10", figures)]


CLAIMED = "JHT 57000, JKK 8900, JKM 3000, JPK 0, penalties 0; contributions 68900, penalty 0"
"""5.7 %, 0.89 % and 0.3 % of a million."""


@pytest.mark.parametrize(
    ("table", "setting", "figures"),
    [
        (
            "bill",
            "jht = -11899, contributions = 1, amount = 1",
            ("68900, penalty 0", "1, penalty 0"),
        ),
        (
            "bill",
            "jht = 57001, contributions = 68901, penalty = -1",
            ("68900, penalty 0", "68901, penalty -1"),
        ),
        ("declaration", "jkk = 8901, jkm = 2999", ("JKK 8900, JKM 3000", "JKK 8901, JKM 2999")),
    ],
)
def test_an_open_bill_that_is_not_what_was_booked_is_found(table, setting, figures):
    open_bill = bill_of("Melati")
    tamper(f"contributions_{table}", setting)

    claim = ("claim", f"BILL:{open_bill.code}", CLAIMED, CLAIMED.replace(*figures))
    assert found()[0] == claim
    assert [check for check, *_ in found()] == ["claim", "programme"]


def test_a_bill_that_was_never_booked_is_found():
    open_bill = bill_of("Melati")
    as_owner("UPDATE contributions_bill SET code = '99999999999'")

    assert found() == [
        ("claim", f"BILL:{open_bill.code}", CLAIMED, "no bill"),
        ("claim", "BILL:99999999999", "no entry", CLAIMED),
    ]


def test_an_allocation_that_lost_its_naming_is_found(bill):
    other = bill_of("Kenanga")
    line = payment(70_000)
    tamper("contributions_naming", "bill_id = %s", other.pk)

    assert found() == [("naming", f"bank line {line.pk} for bill {bill.code}", "a naming", "none")]


def test_a_settlement_without_its_entry_is_found(bill):
    entry = as_owner("SELECT max(entry_id) FROM contributions_settlement")[0][0]
    as_owner("UPDATE contributions_settlement SET entry_id = 1 WHERE entry_id = %s", [entry])

    assert found() == [
        ("settlement", f"bill {bill.code}", "68900 with 57000 to members", "no entry"),
        ("settlement", f"entry {entry}", "no settlement", "68900 with 57000 to members"),
    ]


def test_the_command_and_the_night_look_at_all_of_it(bill):
    as_owner("UPDATE contributions_bill SET received = 0")

    result = CliRunner().invoke(application(("ledger",)), ("ledger", "verify", "--json"))
    calendar.verify_books(timestamp=0)

    assert result.exit_code == 1
    assert [d["check"] for d in json.loads(result.stdout)["differences"]] == ["bill"]
    assert bill.code in result.stdout
    assert Record.objects.get(action="verify_books").detail["differences"] == 1


def bill_over_nothing() -> Bill:
    """October was charged 1,378 for September paid late; it was not, so November gives it back."""
    collecting("9990044556")
    late = bill_of("Melati")
    take((20, f"IURAN {late.code}", 68_900))
    assert billed(late.employer, Month(2011, 10)).penalty == 1_378  # 2 % of 68,900
    take((10, "SETORAN TUNAI", 68_900), name="y.csv")
    assign_receipt(
        line=StatementLine.objects.get(day__day=10), bill=late, reason="Surat", act=act()
    )
    return billed(late.employer, Month(2011, 11), wage=20_000)  # 6.89 % is 1,378


def test_a_bill_over_nothing_agrees():
    nothing = bill_over_nothing()

    assert (nothing.amount, nothing.penalty, nothing.state) == (0, -1_378, "PAID")
    assert found() == []


@pytest.mark.parametrize(("bill_month", "charged"), [(10, 1_378), (11, -1_378)])
def test_a_changed_penalty_is_found_charged_or_given_back(bill_month, charged):
    bill_over_nothing()
    fined = Bill.objects.get(month__month=bill_month)
    tamper("contributions_penaltyassessment", "amount = amount + 1 WHERE bill_id = %s", fined.pk)

    ((check, subject, expected, now),) = found()

    assert (check, subject) == ("claim", f"BILL:{fined.code}")
    assert f"penalties {charged};" in expected
    assert now == expected.replace(f"penalties {charged};", f"penalties {charged + 1};")
