"""Setting Django up, for the commands that need the database."""

import os

import django
from django.core.management import call_command
from django.db import connections

from jamsostek.config.cluster.use import ensure_running
from jamsostek.config.databases import embedded
from jamsostek.config.safety import refuse_superuser


def ready(*, migrated: bool = True) -> None:
    """Set Django up, with the embedded server running where no other is named.

    Raises:
        ClusterError: the embedded server does not start.
        RunsAsSuperuser: outside development, the database role may do anything.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jamsostek.config.settings")
    if embedded():
        ensure_running()
    django.setup()
    refuse_superuser()
    if migrated and embedded() and _is_new():
        call_command("migrate", database="owner", verbosity=0)


def _is_new() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        return bool(cursor.fetchone()[0])
