"""A database that is behind: brought up to date, or said to be."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from django.db import connections

from jamsostek.config.cluster.places import ClusterError, places
from jamsostek.config.cluster.roles import DATABASE, OWNER, connect
from jamsostek.config.cluster.server import Cluster
from jamsostek.config.migrating import pending

JAMSOSTEK = str(Path(sys.executable).with_name("jamsostek"))
ENOUGH = 40
"""So many migrations in, the first migration is killed."""


def test_a_first_migration_that_was_killed_is_finished_by_the_next_command(spare_homes):
    environment = own_database(spare_homes())
    first = subprocess.Popen([JAMSOSTEK, "db", "migrate"], env=environment)
    wait_until_begun(Cluster(places(Path(environment["JAMSOSTEK_HOME"]))))
    first.kill()
    killed = first.wait()

    command = [JAMSOSTEK, "ledger", "verify", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert killed == -9
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_an_upgrade_is_asked_for_where_the_database_is_somebody_elses(fresh_database):
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger' AND name LIKE '0002%'")
    environment = os.environ | fresh_database.environment

    command = [JAMSOSTEK, "ledger", "trial-balance"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert {app for app, _ in pending()} == {"ledger"}
    assert done.returncode == 2
    assert done.stderr == (
        "The database lacks 1 migrations of this version; run `jamsostek migrate` first.\n"
    )


def test_nothing_is_lacking_once_all_is_applied(fresh_database):  # noqa: ARG001 - it is asked
    assert pending() == set()


def own_database(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if "DATABASE" not in key}
    return kept | {"JAMSOSTEK_HOME": str(home)}


def wait_until_begun(cluster: Cluster) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(psycopg.Error, ClusterError):
            if applied_in(cluster) >= ENOUGH:
                return
        time.sleep(0.02)
    raise AssertionError("The migration never got anywhere.")


def applied_in(cluster: Cluster) -> int:
    with connect(cluster.place, OWNER, DATABASE) as connection:
        return connection.execute("SELECT count(*) FROM django_migrations").fetchone()[0]
