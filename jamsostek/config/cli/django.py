"""Setting Django up, for the commands that need the database."""

import os

import django
import psycopg
from django.db import OperationalError, connections

from jamsostek.config.cli.output import fail, refusing
from jamsostek.config.cluster.places import ClusterError
from jamsostek.config.cluster.use import ensure_running
from jamsostek.config.databases import embedded
from jamsostek.config.safety import RunsAsSuperuser, refuse_superuser


def ready(*, migrated: bool = True) -> None:
    """Set Django up, with the embedded server running where no other is named.

    An embedded database is brought to this version at once; another one has to be. Ends the
    command when it cannot start.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jamsostek.config.settings")
    with refusing(ClusterError, RunsAsSuperuser, OperationalError, psycopg.OperationalError):
        if embedded():
            ensure_running()
        django.setup()
        refuse_superuser()
        if migrated:
            _complete()


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Apply the migrations that are missing, or end the command where the account may not."""
    from jamsostek.config.migrating import MayNotMigrate, migrate  # noqa: PLC0415 - after ready()

    with refusing(MayNotMigrate, OperationalError):
        migrate(verbosity=verbosity)


def _complete() -> None:
    """Bring the embedded database to this version; say what another one lacks."""
    from jamsostek.config.migrating import pending  # noqa: PLC0415 - Django is set up only now

    lacking = pending()
    if lacking and embedded():
        bring_up_to_date()
    elif lacking:
        fail(
            f"The database lacks {len(lacking)} migrations of this version; "
            "run `jamsostek migrate` first."
        )
    if not connections["owner"].in_atomic_block:  # whoever calls within one has it to the end
        connections["owner"].close()
