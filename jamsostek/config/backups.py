"""Backups that prove themselves: a dump, and a list of what a restored database must hold."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from jamsostek.config.cluster.places import home, places
from jamsostek.config.cluster.roles import make_database

DUMP = "database.dump"
MANIFEST = "manifest.json"
OBJECTS = Path(__file__).with_name("objects.sql")
CONTENT = sql.SQL(
    "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint::numeric), 0)"
    " FROM {} t"
)


TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
OWNER_ALIAS = "owner"


class BackupError(Exception):
    """A backup or a restore did not succeed; the text says what failed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the restored database has otherwise than the one that was backed up."""

    what: str
    expected: str
    found: str


def back_up(folder: Path, at: datetime) -> Path:
    """Write a backup of the database into a new folder below `folder`, and give its path.

    Dump and manifest see the same instant, whatever is written meanwhile.

    Raises:
        BackupError: the dump cannot be written.
    """
    target = folder / f"jamsostek-{at:%Y%m%dT%H%M%S}"
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.mkdir(parents=True, mode=0o700)
    try:
        with _connected(_name()) as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (snapshot,) = _row(connection, "SELECT pg_export_snapshot()")
            options = ("--format=custom", "--snapshot", snapshot, "--file", str(unfinished / DUMP))
            program("pg_dump", *options, database=_name())
            text = json.dumps(manifest(connection), indent=1, sort_keys=True)
        (unfinished / MANIFEST).write_text(text)
        unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return target


def restore(backup: Path, database: str) -> list[Difference]:
    """Restore a backup into a new database, and give every difference from what it should hold.

    Raises:
        BackupError: the backup is not one, the database exists, or it cannot be restored.
    """
    try:
        expected = json.loads((backup / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        msg = f"{backup} is not a backup: {error}."
        raise BackupError(msg) from error
    with _connected("postgres") as connection:
        try:
            make_database(connection, database)
        except psycopg.Error as error:
            msg = f"Cannot make the database {database}: {error}"
            raise BackupError(msg) from error
    dump = str(backup / DUMP)
    program("pg_restore", "--no-owner", "--exit-on-error", dump, database=database)
    with _connected(database) as connection:
        return differences(expected, manifest(connection))


def replace(database: str, at: datetime) -> str:
    """Put a restored database in the place of the live one, and give the old one's new name.

    Raises:
        BackupError: somebody is connected to one of the two.
    """
    old = f"{_name()}_before_{at:%Y%m%dt%H%M%S}"
    connections.close_all()
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _connected("postgres") as connection:
        try:
            with connection.transaction():
                for before, after in ((_name(), old), (database, _name())):
                    names = sql.Identifier(before), sql.Identifier(after)
                    connection.execute(rename.format(*names))
        except psycopg.Error as error:
            msg = f"Cannot put {database} in place; stop the system first. {error}"
            raise BackupError(msg) from error
    return old


def discard(database: str) -> None:
    """Drop a restored database that has proved its backup."""
    with _connected("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(database)))


def manifest(connection: psycopg.Connection) -> dict[str, dict[str, str]]:
    """List the schema's objects by their definitions, and the tables by a sum of their rows."""
    found = connection.execute(OBJECTS.read_bytes()).fetchall()
    objects = {f"{kind} {name}": text for kind, name, text in found}
    rows = {}
    for (table,) in connection.execute(TABLES).fetchall():
        count, content = _row(connection, CONTENT.format(sql.Identifier(table)))
        rows[table] = f"{count} rows, content {content}"
    return {"objects": objects, "rows": rows}


def differences(
    expected: Mapping[str, Mapping[str, str]], found: Mapping[str, Mapping[str, str]]
) -> list[Difference]:
    """Compare two manifests."""
    unlike = []
    for part in ("objects", "rows"):
        before, after = expected.get(part, {}), found.get(part, {})
        for what in sorted(before.keys() | after.keys()):
            left, right = before.get(what, "missing"), after.get(what, "missing")
            if left != right:
                unlike.append(Difference(what, left, right))
    return unlike


def program(name: str, *arguments: str, database: str) -> None:
    """Run one of PostgreSQL's own programs as the database's owner.

    Raises:
        BackupError: it failed, with its last words.
    """
    done = subprocess.run(
        [str(places(home()).binaries / name), "--dbname", conninfo(database), *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | password_of(OWNER_ALIAS),
    )
    if done.returncode:
        msg = f"{name} failed: {done.stderr.strip()}"
        raise BackupError(msg)


def conninfo(database: str | None = None, alias: str = OWNER_ALIAS) -> str:
    """Write where a database is, without the password, which others could read off a command."""
    there = settings.DATABASES[alias]
    known = {"host": there["HOST"], "port": there["PORT"], "user": there["USER"]}
    parts = {key: value for key, value in known.items() if value} | there["OPTIONS"]
    return make_conninfo(**parts, dbname=database or there["NAME"])


def password_of(alias: str) -> dict[str, str]:
    """Give the environment that carries a password to PostgreSQL's programs."""
    password = settings.DATABASES[alias].get("PASSWORD")
    return {"PGPASSWORD": str(password)} if password else {}


@contextmanager
def _connected(database: str) -> Iterator[psycopg.Connection]:
    password = settings.DATABASES[OWNER_ALIAS].get("PASSWORD") or None
    with psycopg.connect(conninfo(database), password=password, autocommit=True) as connection:
        connection.execute("SET timezone = 'UTC'")
        yield connection


def _row(connection: psycopg.Connection, query: str | sql.Composed) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    return row or ()


def _name() -> str:
    return str(settings.DATABASES[OWNER_ALIAS]["NAME"])
