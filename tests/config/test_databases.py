import os
import subprocess
import sys

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from jamsostek.config.databases import databases


@pytest.mark.django_db
def test_the_doors_sign_in_as_the_app_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user")

        assert cursor.fetchone() == ("jamsostek_app", "jamsostek_app")


@pytest.mark.django_db
def test_the_app_role_makes_no_tables():
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE unlawful ()")


def test_a_fresh_database_keeps_what_is_committed_and_child_processes_see_it(fresh_database):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE seen AS SELECT 7 AS number")
        cursor.execute("GRANT SELECT ON seen TO jamsostek_app")

    program = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']);"
    program += "print(c.execute('SELECT number FROM seen').fetchone()[0])"
    child = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | fresh_database.environment,
    )

    assert child.stdout == "7\n"


def test_one_address_serves_all_three_roles(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://all@db.test:5433/office?sslmode=verify-full")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.delenv("DATABASE_READER_URL", raising=False)

    found = databases()

    assert {found[alias]["USER"] for alias in found} == {"all"}
    assert found["default"]["OPTIONS"]["options"] == "-c role=jamsostek_app"
    assert found["reader"]["OPTIONS"]["options"] == "-c role=jamsostek_reader"
    assert "options" not in found["owner"]["OPTIONS"]
    assert found["default"]["OPTIONS"]["sslmode"] == "verify-full"
    assert (found["owner"]["HOST"], found["owner"]["PORT"]) == ("db.test", "5433")


def test_three_addresses_are_taken_as_they_are(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:a@db.test/office")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner:b@db.test/office")
    monkeypatch.setenv("DATABASE_READER_URL", "postgresql://reader:c@replica.test/office")

    found = databases()

    users = {alias: found[alias]["USER"] for alias in found}
    assert users == {"default": "app", "owner": "owner", "reader": "reader"}
    assert all("options" not in found[alias]["OPTIONS"] for alias in found)


def test_the_web_gives_up_on_a_statement_that_hangs(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:a@db.test/office")
    monkeypatch.setenv("JAMSOSTEK_PROCESS", "web")

    found = databases()

    assert "statement_timeout=30s" in found["default"]["OPTIONS"]["options"]
    assert "options" not in found["owner"]["OPTIONS"]
