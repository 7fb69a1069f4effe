"""From the bank's file to the bills and the members, whole and killed on the way."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import psycopg
import pytest
from django.db import connection

from jamsostek.contributions.models import Allocation, Bill, Declaration, Naming
from jamsostek.contributions.queries.bills import billed_codes
from jamsostek.contributions.queries.receipts import suspense, waiting_receipts
from jamsostek.contributions.queries.unworked import unworked_lines
from jamsostek.contributions.services import receipts as receipt_services
from jamsostek.contributions.services.declarations import declare
from jamsostek.contributions.services.receipts import NotAReceipt, assign_receipt
from jamsostek.jobs import bank_statements
from jamsostek.jobs.bank_statements import Taken, finish_statements, take_statement
from jamsostek.jobs.verification import verify
from jamsostek.kernel.identifiers import payment_code, virtual_account
from jamsostek.kernel.months import Month
from jamsostek.ledger.services import Overdrawn
from jamsostek.membership.queries import register_of
from jamsostek.savings.models import SavingsAccount
from jamsostek.treasury.models import LineKind, StatementLine
from jamsostek.treasury.services import import_statement
from tests.people import act, batik_melati, hire
from tests.treasury.accounts import balance, collecting, open_all
from tests.treasury.statements import FOLDER, SETS, all_files, invoices, tried

SUSPENSE = 2101


def bill_of(name: str) -> Bill:
    """A bill of Rp68.900 for the only worker of a new employer, at a wage of a million."""
    month = Month(2011, 9)
    employer = batik_melati(name=name)
    hire(employer, f"PEKERJA {name}")
    workers = register_of(employer).select("person_id", "employment_id")
    declaration = declare(
        employer=employer,
        month=month,
        wages=workers.with_columns(wage=pl.lit(1_000_000)),
        kind=Declaration.Kind.FILE,
        act=act((month + 1).day(3)),
    )
    return Bill.objects.get(declaration=declaration)


def next_code() -> str:
    """The payment code that the next bill will have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('contributions_bill_code_seq')")
        return payment_code(cursor.fetchone()[0] + 1)


def export(*rows: tuple[int, str, int]) -> bytes:
    """A statement of account 9990044556: day of October, text, amount (debit below zero)."""
    balance_then, lines = 0, []
    for day, text, amount in rows:
        balance_then += amount
        mark = "CR" if amount > 0 else "DB"
        lines.append(f"{day:02d}/10,{text},0000,{abs(amount)}.00,{mark},{balance_then}.00\n")
    head = "No. rekening : 9990044556\nPeriode : 01/10/2011 - 31/10/2011\n"
    head += "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo\n"
    return f"{head}{''.join(lines)}Saldo Akhir,:,{balance_then}.00\n".encode()


def take(*rows: tuple[int, str, int], name: str = "x.csv") -> Taken:
    return take_statement(content=export(*rows), name=name, act=act())


def stored_only(*rows: tuple[int, str, int]) -> None:
    """Take a statement in as far as an import comes that dies before the bills."""
    import_statement(content=export(*rows), name="y.csv", billed=billed_codes, act=act())


@pytest.mark.django_db
def test_payment_in_a_statement_settles_the_bill_and_reaches_the_member():
    collecting("9990044556")
    bill = bill_of("Melati")

    taken = take((10, f"VA {virtual_account(bill.code)}", 68_900), (11, "BIAYA ADM", -5_000))

    bill.refresh_from_db()
    assert (bill.state, bill.settled_on) == ("PAID", date(2011, 10, 10))
    assert (taken.allocated.bills, taken.allocated.failures) == (1, ())
    assert balance(SUSPENSE) == 0
    member = SavingsAccount.objects.get(person__name="PEKERJA Melati")
    assert balance(member.ledger_account_id) == -57_000


@pytest.mark.django_db
def test_one_payment_for_two_bills_an_unknown_code_and_a_correction():
    collecting("9990044556")
    melati, kenanga = bill_of("Melati"), bill_of("Kenanga")

    take(
        (4, f"{melati.code} DAN {kenanga.code}", 137_800),
        (5, "SETORAN 99123456789", 50_000),
        (6, f"IURAN {melati.code}", 1_000),
        (7, f"KOREKSI {melati.code}", -1_000),
    )

    for bill in (melati, kenanga):
        bill.refresh_from_db()
        assert (bill.state, bill.received) == ("PAID", 68_900)
    assert [line.waiting for line in waiting_receipts()] == [50_000]
    assert balance(SUSPENSE) == -50_000 == -suspense().waiting


@pytest.mark.django_db
def test_unexplained_debit_keeps_books_and_suspense_together():
    collecting("9990044556")

    take((4, "SETORAN TUNAI", 90_000), (5, "PEMINDAHAN KE DEPOSITO", -40_000))

    assert balance(SUSPENSE) == -50_000 == -suspense().waiting


@pytest.mark.django_db
def test_statement_taken_again_changes_nothing():
    collecting("9990044556")
    bill = bill_of("Melati")
    rows = [(10, f"IURAN {bill.code}", 68_900)]
    take(*rows)
    entries = verify().entries

    again = take(*rows)

    assert not again.imported.is_new
    assert verify().entries == entries
    assert Allocation.objects.count() == 1


@pytest.mark.django_db
def test_import_broken_off_before_the_bills_is_finished_later():
    collecting("9990044556")
    bill = bill_of("Melati")
    stored_only((10, f"IURAN {bill.code}", 68_900))
    assert len(unworked_lines()) == 1

    finished = finish_statements(act=act())

    bill.refresh_from_db()
    assert (finished.bills, bill.state) == (1, "PAID")
    assert unworked_lines() == []


@pytest.mark.django_db
def test_reversal_broken_off_before_the_bills_is_finished_later():
    collecting("9990044556")
    bill = bill_of("Melati")
    paid = (10, f"IURAN {bill.code}", 68_900)
    take(paid)
    stored_only(paid, (11, f"KOREKSI {bill.code}", -68_900))
    assert len(unworked_lines()) == 1

    finish_statements(act=act())

    bill.refresh_from_db()
    assert (bill.state, bill.received) == ("OPEN", 0)
    assert unworked_lines() == []


@pytest.mark.django_db
def test_money_that_came_before_its_bill_is_found_once_the_bill_is_there():
    collecting("9990044556")
    take((10, f"IURAN {next_code()}", 68_900))
    assert not Naming.objects.exists()

    bill = bill_of("Melati")
    finish_statements(act=act())

    assert Bill.objects.get(pk=bill.pk).state == "PAID"


@pytest.mark.django_db
def test_payment_taken_back_before_its_bill_came_pays_nothing():
    collecting("9990044556")
    code = next_code()
    take((10, f"IURAN {code}", 68_900), (11, f"KOREKSI {code}", -68_900))

    bill = bill_of("Melati")
    finish_statements(act=act())

    assert Bill.objects.get(pk=bill.pk).state == "OPEN"
    assert StatementLine.objects.get(direction="D").reverses == StatementLine.objects.get(
        direction="C"
    )
    assert balance(SUSPENSE) == 0


@pytest.mark.django_db
def test_payment_taken_back_before_its_bill_came_cannot_be_given_to_it():
    collecting("9990044556")
    code = next_code()
    take((10, f"IURAN {code}", 68_900), (11, f"KOREKSI {code}", -68_900))
    bill = bill_of("Melati")

    with pytest.raises(NotAReceipt):
        assign_receipt(
            line=StatementLine.objects.get(direction="C"), bill=bill, reason="Surat", act=act()
        )
    finish_statements(act=act())

    bill.refresh_from_db()
    assert (bill.state, bill.received) == ("OPEN", 0)


@pytest.mark.django_db
def test_money_sent_on_with_digits_that_are_no_bill_leaves_bills_alone():
    collecting("9990044556")
    bill = bill_of("Melati")

    take(
        (10, f"IURAN {bill.code} REK 12345678903", 68_900),
        (11, "PEMINDAHAN REK 12345678903", -68_900),
    )

    bill.refresh_from_db()
    assert (bill.state, bill.received) == ("PAID", 68_900)
    assert StatementLine.objects.get(direction="D").kind == LineKind.OUTGOING


@pytest.mark.django_db
@pytest.mark.parametrize("folder", SETS)
def test_import_of_the_samples_does_what_the_check_foretells(folder):
    open_all()
    bni = collecting("9990001777")
    for invoice in invoices(folder):
        payer = batik_melati(name=invoice.code)
        Bill.objects.create(
            employer=payer, branch=payer.branch, jht=0, jkk=0, jkm=0, jpk=0,
            month=Month.parse(invoice.month).first_day,
            code=invoice.code, issued_on=invoice.due_date, due_date=invoice.due_date,
            contributions=0, penalty=invoice.amount, amount=invoice.amount,
        )  # fmt: skip
    files = all_files(folder)
    for file in reversed(files):
        content = (FOLDER / folder / file).read_bytes()
        take_statement(
            content=content, name=file, act=act(), account=bni if "bni" in file else None
        )

    foretold = {bill["code"]: bill for bill in tried(folder, files)["settlement"]["bills"]}

    for bill in Bill.objects.all():
        about = foretold[bill.code]
        assert (bill.received, bill.state) == (about["received"], about["state"])
        assert (bill.settled_on and bill.settled_on.isoformat()) == about.get("settled_on")


@pytest.mark.django_db
def test_line_that_fails_stops_no_other(monkeypatch):
    collecting("9990044556")
    melati, kenanga = bill_of("Melati"), bill_of("Kenanga")
    poison = {"line": 0}

    def fails_on_one(*, line_ids, act):
        poison["line"] = poison["line"] or min(line_ids)
        if poison["line"] in line_ids:
            raise Overdrawn("the member has taken the money out")
        return receipt_services.allocate_receipts(line_ids=line_ids, act=act)

    monkeypatch.setattr(bank_statements, "allocate_receipts", fails_on_one)
    taken = take((4, f"IURAN {melati.code}", 68_900), (5, f"IURAN {kenanga.code}", 68_900))

    assert [failure.line_id for failure in taken.allocated.failures] == [poison["line"]]
    assert Bill.objects.get(pk=kenanga.pk).state == "PAID"
    assert Bill.objects.get(pk=melati.pk).state == "OPEN"
    assert balance(SUSPENSE) == -68_900


HELD = {
    "before anything is stored": "SELECT 1 FROM treasury_bankaccount FOR UPDATE",
    "while lines are booked": "SELECT 1 FROM ledger_balance WHERE account_id = 2101 FOR UPDATE",
    "before bills are worked out": "SELECT 1 FROM contributions_bill FOR UPDATE",
    "while bills are settled": "SELECT 1 FROM ledger_balance WHERE account_id = 1201 FOR UPDATE",
    "while members are credited": "LOCK TABLE savings_contributionyear IN EXCLUSIVE MODE",
}
"""Rows held by somebody else, at which an import stands still until it is killed."""


@pytest.mark.parametrize("held", HELD.values(), ids=HELD)
def test_killed_at_any_point_no_rupiah_is_lost_or_doubled(held, fresh_database, tmp_path: Path):
    collecting("9990044556")
    bills = [bill_of(f"Perusahaan {number}") for number in range(3)]
    rows = [(1 + n, f"IURAN {bill.code}", 68_900) for n, bill in enumerate(bills)]
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_bytes(export(*rows[:2]))
    second.write_bytes(export(*rows))

    with psycopg.connect(fresh_database.environment["DATABASE_OWNER_URL"]) as somebody:
        somebody.execute(held)
        with importing(fresh_database, first, second) as killed:
            wait_for_lock()
            killed.kill()
            killed.wait()
        somebody.rollback()

    assert verify().count == 0
    assert StatementLine.objects.count() in {0, 2}
    assert balance(SUSPENSE) == -suspense().waiting
    with importing(fresh_database, first, second) as again:
        assert again.wait() == 0
    assert StatementLine.objects.count() == 3
    assert set(Bill.objects.values_list("state", flat=True)) == {"PAID"}
    assert Allocation.objects.filter(withdrawn_at=None).count() == 3
    assert balance(SUSPENSE) == 0
    assert verify().count == 0


def importing(database, *files: Path) -> subprocess.Popen[bytes]:
    """Start `jamsostek bank import` in a process of its own."""
    command = [sys.executable, "-c", "from jamsostek.config.cli import main; main()"]
    return subprocess.Popen(
        [*command, "bank", "import", *map(str, files), "--json"],
        env={**os.environ, **database.environment},
        stdout=subprocess.DEVNULL,
    )


def wait_for_lock() -> None:
    """Wait until some session of this database waits for another."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("the import never came to what is held")
