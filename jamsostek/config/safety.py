"""What the system refuses to start with."""

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
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
        (superuser,) = cursor.fetchone()
    connection.close()
    if superuser:
        msg = "DATABASE_URL signs in as a superuser. Give the system a role of its own; see docs."
        raise RunsAsSuperuser(msg)
