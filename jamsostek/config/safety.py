"""What the system refuses to start with."""

import re

import psycopg
from django.conf import settings
from django.db import connection


class RunsAsSuperuser(Exception):
    """The doors would reach the database as a superuser, whom no grant restrains."""


def refuse_superuser() -> None:
    """Refuse a connection that append-only tables cannot hold back, outside development.

    Raises:
        RunsAsSuperuser: the account that signed in is a superuser of the database.
    """
    if settings.IN_DEVELOPMENT:
        return
    if _signs_in_as_superuser():
        msg = "DATABASE_URL signs in as a superuser. Give the system a role of its own; see docs."
        raise RunsAsSuperuser(msg)


def _signs_in_as_superuser() -> bool:
    """Ask as the account itself: the role it takes on may be there only after the migrations."""
    where = dict(connection.get_connection_params())
    where["options"] = re.sub(r"-c role=\w+", "", where.get("options", ""))
    with psycopg.connect(**where) as asked:
        found = asked.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
        return found.fetchone() == (True,)
