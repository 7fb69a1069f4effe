"""Setting Django up, for the commands that need the database."""

import os

import django
from django.core.management import call_command
from django.db import connections

from jamsostek.config.cli.output import refusing
from jamsostek.config.cluster.places import ClusterError
from jamsostek.config.cluster.use import ensure_running
from jamsostek.config.databases import embedded
from jamsostek.config.safety import RunsAsSuperuser, refuse_superuser


def ready(*, migrated: bool = True) -> None:
    """Set Django up, with the embedded server running where no other is named.

    A new embedded database is made complete at once; ends the command when it cannot start.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jamsostek.config.settings")
    with refusing(ClusterError, RunsAsSuperuser):
        if embedded():
            ensure_running()
        django.setup()
        refuse_superuser()
    if migrated and embedded() and _is_new():
        call_command("migrate", database="owner", verbosity=0)


def _is_new() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        (missing,) = cursor.fetchone()
    return bool(missing)
