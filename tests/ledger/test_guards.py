"""What the database itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from jamsostek.ledger.models import Line
from jamsostek.ledger.services import post
from tests.ledger.books import SUSPENSE, bank, members, receipt
from tests.people import act

pytestmark = pytest.mark.django_db

TABLES = ("ledger_entry", "ledger_line", "ledger_account", "ledger_balance", "ledger_daytotal")


def run(statement, params=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_tests_sign_in_as_the_app_does():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")

        assert cursor.fetchone() == ("jamsostek_app",)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}"])
def test_the_app_cannot_delete_from_the_books(table, statement):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET text = 'lain'",
        "UPDATE ledger_line SET amount = amount + 1",
        "UPDATE ledger_account SET name = 'lain'",
        "UPDATE ledger_balance SET amount = 0",
        "UPDATE ledger_daytotal SET debit = 0",
    ],
)
def test_the_app_cannot_change_the_books(statement):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger_balance VALUES (5101, 1, false, 'BADAN', 5101)",
        "INSERT INTO ledger_daytotal (account_id, day, debit, credit) VALUES (5101, now(), 1, 0)",
    ],
)
def test_the_app_cannot_write_the_caches_itself(statement):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(statement)


def test_the_app_cannot_switch_the_check_off():
    with pytest.raises(DatabaseError, match="must be owner"):
        run("ALTER TABLE ledger_line DISABLE TRIGGER ledger_take_lines")


def entry_without_lines(line_count=2):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ledger_entry (key, payload_hash, kind, day, text, line_count, made_at,
                actor, actor_kind, reason)
            VALUES ('RAW', '', 'TEST', '2011-09-20', '', %s, now(), 'test', 'SYSTEM', '')
            RETURNING id
            """,
            [line_count],
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([(1, 5, "2011-09-20"), (2, -4, "2011-09-20")], "adding up to 1"),
        ([(1, 5, "2011-09-20")], "1 of 2 lines"),
        ([(1, 5, "2011-09-20"), (3, -5, "2011-09-20")], "not whole"),
        ([(1, 5, "2011-09-20"), (2, -5, "2011-09-21")], "2011-09-21"),
        ([(1, 5, "2011-09-20"), (2, 0, "2011-09-20")], "line_amount_bounds"),
    ],
    ids=["unbalanced", "a line short", "misnumbered", "on another day", "a line of nothing"],
)
def test_raw_lines_that_make_no_whole_entry_are_refused(lines, why):
    entry_id = entry_without_lines()
    columns = zip(*lines, strict=True)

    with pytest.raises(DatabaseError, match=why):
        run(
            """
            INSERT INTO ledger_line
            SELECT %s, number, %s, amount, day
            FROM unnest(%s::int[], %s::bigint[], %s::date[]) AS raw (number, amount, day)
            """,
            [entry_id, SUSPENSE, *map(list, columns)],
        )

    assert not Line.objects.filter(entry_id=entry_id).exists()


def test_lines_without_an_entry_are_refused():
    with pytest.raises(DatabaseError, match="not whole"):
        run(
            "INSERT INTO ledger_line VALUES (42, 1, %(a)s, 5, now()), (42, 2, %(a)s, -5, now())",
            {"a": SUSPENSE},
        )


def test_lines_cannot_be_added_to_an_entry_that_stands():
    entry = post(posting=receipt(), act=act())

    with pytest.raises(DatabaseError, match="not whole"):
        run(
            """
            INSERT INTO ledger_line VALUES
                (%(e)s, 3, %(a)s, 5, '2011-09-20'), (%(e)s, 4, %(a)s, -5, '2011-09-20')
            """,
            {"e": entry.pk, "a": SUSPENSE},
        )


def test_a_table_of_that_name_in_the_session_does_not_mislead_the_check():
    (tari,) = members("99010000001")
    run("CREATE TEMPORARY TABLE ledger_balance AS SELECT * FROM public.ledger_balance")
    run("UPDATE pg_temp.ledger_balance SET never_debit = false")
    entry_id = entry_without_lines()

    with pytest.raises(DatabaseError, match="balance_never_debit"):
        run(
            """
            INSERT INTO ledger_line
            VALUES (%(e)s, 1, %(m)s, 5, %(d)s), (%(e)s, 2, 2301, -5, %(d)s)
            """,
            {"e": entry_id, "m": tari, "d": "2011-09-20"},
        )


def test_a_new_account_begins_at_zero():
    account = bank()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_balance WHERE account_id = %s", [account])

        assert cursor.fetchone() == (account, 0, False, "BADAN", account)
