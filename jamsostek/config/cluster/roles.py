"""The roles and the database of a fresh server, and the passwords they sign in with."""

import os
import secrets

import psycopg
from psycopg import sql

from jamsostek.config.cluster.places import PORT, ClusterError, Places

SUPERUSER = "postgres"
OWNER = "jamsostek_owner"
APP = "jamsostek_app"
READER = "jamsostek_reader"
DATABASE = "jamsostek"


def invent_passwords(place: Places) -> None:
    """Write a password for every role, once, where only this account can read them."""
    lines = [f"*:*:*:{role}:{secrets.token_hex(24)}" for role in (SUPERUSER, OWNER, APP, READER)]
    unfinished = place.passwords.with_suffix(f".{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text("\n".join(lines) + "\n")
    unfinished.rename(place.passwords)


def password(place: Places, role: str) -> str:
    """Read the password of a role.

    Raises:
        ClusterError: the file of passwords is missing, unreadable or lacks the role.
    """
    try:
        fields = [line.rsplit(":", 2) for line in place.passwords.read_text().splitlines()]
    except OSError as error:
        msg = f"Cannot read the database's passwords: {error}. Run as the account that made them."
        raise ClusterError(msg) from error
    for _, name, secret in fields:
        if name == role:
            return secret
    msg = f"{place.passwords} has no password for {role}."
    raise ClusterError(msg)


def connect(place: Places, role: str, database: str) -> psycopg.Connection:
    """Open a connection of its own, outside Django's."""
    return psycopg.connect(
        host=str(place.sockets),
        port=PORT,
        user=role,
        password=password(place, role),
        dbname=database,
        autocommit=True,
    )


def prepare(place: Places) -> None:
    """Make the roles and the database where they are missing; repeating it changes nothing."""
    with connect(place, SUPERUSER, "postgres") as connection:
        found = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in ((OWNER, "CREATEROLE CREATEDB"), (APP, ""), (READER, "")):
            if role not in found:
                _make_role(connection, role, rights, password(place, role))
        databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE not in databases:
            make_database(connection, DATABASE)


def _make_role(connection: psycopg.Connection, role: str, rights: str, secret: str) -> None:
    name = sql.Identifier(role)
    statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
    connection.execute(statement.format(name, sql.SQL(rights), sql.Literal(secret)))
    if role != OWNER:
        grant = sql.SQL("GRANT {} TO {} WITH ADMIN TRUE, INHERIT FALSE, SET TRUE")
        connection.execute(grant.format(name, sql.Identifier(OWNER)))


def make_database(connection: psycopg.Connection, name: str) -> None:
    """Make a database of the owner's that the app and the reader may enter."""
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    rights = sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}, {}")
    connection.execute(rights.format(database, sql.Identifier(APP), sql.Identifier(READER)))
