"""One account at a server of somebody else's: what it needs, and what it is told it lacks."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from typer.testing import CliRunner

from jamsostek.config import migrating
from jamsostek.config.cli import application
from jamsostek.config.cluster.places import PORT
from jamsostek.config.cluster.roles import SUPERUSER, connect, password
from jamsostek.config.cluster.server import Cluster
from jamsostek.config.databases import databases
from tests.config.conftest import copy_of, homes

SECRET = "kata-sandi-rekaan"  # noqa: S105 - of a server that lives for one test
URLS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_READER_URL")
MADE_BEFORE = """
CREATE ROLE jamsostek_app NOLOGIN;
CREATE ROLE jamsostek_reader NOLOGIN;
GRANT jamsostek_app, jamsostek_reader TO clerk WITH INHERIT FALSE, SET TRUE;
"""

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def foreign(pristine):
    """Run a server that knows nothing of us."""
    with homes() as new:
        server = Cluster(copy_of(pristine, new()).place, durable=False)
        server.start()
        execute(server, "DROP DATABASE jamsostek")
        execute(server, "DROP ROLE jamsostek_owner, jamsostek_app, jamsostek_reader")
        yield server


@pytest.fixture
def server(foreign):
    """Give the server, where nobody has done anything yet."""
    yield foreign
    execute(foreign, "DROP DATABASE IF EXISTS office WITH (FORCE)")
    for role in ("jamsostek_app", "jamsostek_reader", "clerk"):
        execute(foreign, f"DROP ROLE IF EXISTS {role}")


def execute(server: Cluster, *statements: str, database: str = "postgres") -> None:
    with connect(server.place, SUPERUSER, database) as connection:
        for statement in statements:
            connection.execute(statement)


def clerk_with(server: Cluster, rights: str, *, owning: bool = True) -> str:
    """Make an account with rights, its database, and give its address."""
    execute(server, f"CREATE ROLE clerk LOGIN {rights} PASSWORD '{SECRET}'")
    execute(server, f"CREATE DATABASE office {'OWNER clerk' if owning else ''}")
    return address(server, "clerk", SECRET)


def address(server: Cluster, role: str, secret: str) -> str:
    where = f"host={server.place.sockets}&port={PORT}"
    return f"postgresql:///office?{where}&user={role}&password={secret}"


@pytest.fixture
def jamsostek(monkeypatch, django_db_blocker) -> Iterator[Command]:
    """Give what runs a command of ours on the database of an address.

    It runs in this process, for starting one takes longer than most of the commands do.
    """

    def run(url: str, *arguments: str) -> Result:
        with pointed_to(url, monkeypatch):
            return CliRunner().invoke(application(arguments), arguments)

    with django_db_blocker.unblock():
        yield run


@contextmanager
def pointed_to(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have Django reach the database as a process does that finds the address in DATABASE_URL."""
    before = {alias: dict(connections.settings[alias]) for alias in connections}
    connections.close_all()
    ContentType.objects.clear_cache()
    with monkeypatch.context() as environment:
        for name in URLS:
            environment.delenv(name, raising=False)
        environment.setenv("DATABASE_URL", url)
        for alias, where in databases().items():
            connections[alias].settings_dict.update(where)
        try:
            yield
        finally:
            connections.close_all()
            ContentType.objects.clear_cache()
            for alias, was in before.items():
                connections[alias].settings_dict.update(was)


@pytest.fixture
def only_the_roles(monkeypatch):
    """Migrate as far as roles are made and granted to: what an account must be able to do more
    than once is tested with the account that has the least rights."""

    def institution(command: str, **options: object) -> None:
        call_command(command, "institution", **options)

    monkeypatch.setattr(migrating, "call_command", institution)


def made_and_taken_on(url: str, jamsostek: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """See that the account migrates, writes rows as the app and reads them as the reader."""
    migrated = jamsostek(url, "migrate")
    assert migrated.exit_code == 0, migrated.output
    with pointed_to(url, monkeypatch):
        with connections["default"].cursor() as cursor:
            cursor.execute("INSERT INTO institution_region (code, name, city) VALUES ('1', '', '')")
            cursor.execute("SELECT session_user <> current_user, current_user")
            assert cursor.fetchone() == (True, "jamsostek_app")
        with connections["reader"].cursor() as cursor:
            cursor.execute("SELECT current_user, count(*) FROM institution_region")
            assert cursor.fetchone() == ("jamsostek_reader", 1)


@pytest.mark.usefixtures("only_the_roles")
def test_a_superuser_will_do_in_development(server, jamsostek, monkeypatch):
    execute(server, "CREATE DATABASE office")

    url = address(server, SUPERUSER, password(server.place, SUPERUSER))

    made_and_taken_on(url, jamsostek, monkeypatch)


def test_production_refuses_a_superuser_before_anything_is_made(server):
    execute(server, "CREATE DATABASE office")
    url = address(server, SUPERUSER, password(server.place, SUPERUSER))
    environment = {name: value for name, value in os.environ.items() if name not in URLS}

    refused = subprocess.run(
        [Path(sys.executable).with_name("jamsostek"), "migrate"],
        env=environment
        | {
            "DATABASE_URL": url,
            "JAMSOSTEK_ENV": "production",
            "JAMSOSTEK_SECRET_KEY": "x" * 50,
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 2
    assert "superuser" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.usefixtures("only_the_roles")
def test_an_account_that_makes_roles_makes_ours_and_takes_them_on(server, jamsostek, monkeypatch):
    url = clerk_with(server, "CREATEROLE CREATEDB")

    made_and_taken_on(url, jamsostek, monkeypatch)


def test_an_account_that_makes_no_roles_takes_on_those_an_administrator_made(
    server, jamsostek, monkeypatch
):
    url = clerk_with(server, "")
    execute(server, MADE_BEFORE)

    made_and_taken_on(url, jamsostek, monkeypatch)

    opened = jamsostek(url, "bank", "open", "0079990001", "--bank", "BCA", "--name", "Rekaan")
    again = jamsostek(url, "migrate")
    assert opened.exit_code == 0, opened.output
    assert "No migrations to apply" in again.stdout, again.output


def test_an_account_without_rights_is_told_what_an_administrator_does(server, jamsostek):
    url = clerk_with(server, "", owning=False)

    refused = jamsostek(url, "migrate")

    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[1:] == [
        "ALTER DATABASE office OWNER TO clerk;",
        "CREATE ROLE jamsostek_app NOLOGIN;",
        "CREATE ROLE jamsostek_reader NOLOGIN;",
        "GRANT jamsostek_app TO clerk WITH INHERIT FALSE, SET TRUE;",
        "GRANT jamsostek_reader TO clerk WITH INHERIT FALSE, SET TRUE;",
    ]


def test_roles_of_somebody_else_are_to_be_granted(server, jamsostek):
    url = clerk_with(server, "CREATEROLE")
    execute(server, "CREATE ROLE jamsostek_app", "CREATE ROLE jamsostek_reader")

    refused = jamsostek(url, "migrate")

    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[1:] == [
        "GRANT jamsostek_app TO clerk WITH INHERIT FALSE, SET TRUE;",
        "GRANT jamsostek_reader TO clerk WITH INHERIT FALSE, SET TRUE;",
    ]


def test_who_only_writes_rows_is_never_told_to_become_the_owner(server, jamsostek):
    clerk_with(server, "CREATEROLE")
    execute(server, f"CREATE ROLE jamsostek_app LOGIN PASSWORD '{SECRET}'")
    execute(server, "CREATE TABLE django_migrations ()", database="office")
    execute(server, "ALTER TABLE django_migrations OWNER TO clerk", database="office")
    url = address(server, "jamsostek_app", SECRET)

    refused = jamsostek(url, "migrate")

    assert refused.exit_code == 2
    assert refused.stderr == (
        "The tables belong to clerk, and jamsostek_app may not change them. "
        "Name the owner's account in DATABASE_OWNER_URL.\n"
    )


@pytest.mark.parametrize("command", [("ledger", "verify"), ("bank", "unmatched")])
def test_a_database_that_was_never_migrated_is_said_to_be(server, jamsostek, command):
    url = clerk_with(server, "CREATEROLE")

    refused = jamsostek(url, *command)

    assert refused.exit_code == 2
    assert re.fullmatch(
        r"The database lacks \d+ migrations .*`jamsostek migrate` first.\n", refused.stderr
    )


def test_a_server_that_does_not_answer_is_said_to_not_to(jamsostek):
    refused = jamsostek("postgresql://clerk@127.0.0.1:9/office", "ledger", "verify")

    assert refused.exit_code == 2
    assert "connection" in refused.stderr
    assert "Traceback" not in refused.stderr
