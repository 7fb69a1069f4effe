"""One account at a server of somebody else's: what it needs, and what it is told it lacks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jamsostek.config.cluster.places import PORT
from jamsostek.config.cluster.roles import SUPERUSER, connect, password
from jamsostek.config.cluster.server import Cluster
from tests.config.conftest import copy_of, homes

JAMSOSTEK = str(Path(sys.executable).with_name("jamsostek"))
SECRET = "kata-sandi-rekaan"  # noqa: S105 - of a server that lives for one test
MADE_BEFORE = """
CREATE ROLE jamsostek_app NOLOGIN;
CREATE ROLE jamsostek_reader NOLOGIN;
GRANT jamsostek_app, jamsostek_reader TO clerk WITH INHERIT FALSE, SET TRUE;
"""


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


def jamsostek(url: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if "DATABASE" not in key}
    return subprocess.run(
        [JAMSOSTEK, *arguments],
        env=environment | {"DATABASE_URL": url} | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def works(url: str) -> None:
    """See that the system migrates, then reads and writes as the app and reads as the reader."""
    migrated = jamsostek(url, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    opened = jamsostek(url, "bank", "open", "0079990001", "--bank", "BCA", "--name", "Rekaan")
    assert opened.returncode == 0, opened.stderr
    who = "from django.db import connections; "
    for alias in ("default", "reader"):
        who += f"c = connections['{alias}'].cursor(); c.execute('SELECT current_user'); "
        who += "print(c.fetchone()[0]); c.execute('SELECT count(*) FROM treasury_bankaccount'); "
    asked = jamsostek(url, "manage", "shell", "-v0", "-c", who)
    assert asked.stdout.split() == ["jamsostek_app", "jamsostek_reader"], asked.stderr
    again = jamsostek(url, "migrate")
    assert "No migrations to apply" in again.stdout, again.stderr


def test_a_superuser_will_do_in_development(server):
    execute(server, "CREATE DATABASE office")

    works(address(server, SUPERUSER, password(server.place, SUPERUSER)))


def test_production_refuses_a_superuser_before_anything_is_made(server):
    execute(server, "CREATE DATABASE office")
    url = address(server, SUPERUSER, password(server.place, SUPERUSER))

    refused = jamsostek(url, "migrate", JAMSOSTEK_ENV="production", JAMSOSTEK_SECRET_KEY="x" * 50)

    assert refused.returncode == 2
    assert "superuser" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_account_that_makes_roles_makes_ours_and_takes_them_on(server):
    works(clerk_with(server, "CREATEROLE CREATEDB"))


def test_an_account_that_makes_no_roles_takes_on_those_an_administrator_made(server):
    url = clerk_with(server, "")
    execute(server, MADE_BEFORE)

    works(url)


def test_an_account_without_rights_is_told_what_an_administrator_does(server):
    url = clerk_with(server, "", owning=False)

    refused = jamsostek(url, "migrate")

    assert refused.returncode == 2
    assert refused.stderr.splitlines()[1:] == [
        "ALTER DATABASE office OWNER TO clerk;",
        "CREATE ROLE jamsostek_app NOLOGIN;",
        "CREATE ROLE jamsostek_reader NOLOGIN;",
        "GRANT jamsostek_app TO clerk WITH INHERIT FALSE, SET TRUE;",
        "GRANT jamsostek_reader TO clerk WITH INHERIT FALSE, SET TRUE;",
    ]


def test_roles_of_somebody_else_are_to_be_granted(server):
    url = clerk_with(server, "CREATEROLE")
    execute(server, "CREATE ROLE jamsostek_app", "CREATE ROLE jamsostek_reader")

    refused = jamsostek(url, "migrate")

    assert refused.returncode == 2
    assert refused.stderr.splitlines()[1:] == [
        "GRANT jamsostek_app TO clerk WITH INHERIT FALSE, SET TRUE;",
        "GRANT jamsostek_reader TO clerk WITH INHERIT FALSE, SET TRUE;",
    ]


def test_who_only_writes_rows_is_never_told_to_become_the_owner(server):
    clerk_with(server, "CREATEROLE")
    execute(server, f"CREATE ROLE jamsostek_app LOGIN PASSWORD '{SECRET}'")
    execute(server, "CREATE TABLE django_migrations ()", database="office")
    execute(server, "ALTER TABLE django_migrations OWNER TO clerk", database="office")
    url = address(server, "jamsostek_app", SECRET)

    refused = jamsostek(url, "migrate")

    assert refused.returncode == 2
    assert refused.stderr == (
        "The tables belong to clerk, and jamsostek_app may not change them. "
        "Name the owner's account in DATABASE_OWNER_URL.\n"
    )


@pytest.mark.parametrize("command", [("ledger", "verify"), ("bank", "unmatched")])
def test_a_database_that_was_never_migrated_is_said_to_be(server, command):
    url = clerk_with(server, "CREATEROLE")

    refused = jamsostek(url, *command)

    assert refused.returncode == 2
    assert re.fullmatch(
        r"The database lacks \d+ migrations .*`jamsostek migrate` first.\n", refused.stderr
    )


def test_a_server_that_does_not_answer_is_said_to_not_to():
    refused = jamsostek("postgresql://clerk@127.0.0.1:9/office", "ledger", "verify")

    assert refused.returncode == 2
    assert "connection" in refused.stderr
    assert "Traceback" not in refused.stderr
