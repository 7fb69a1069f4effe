"""`jamsostek migrate`: bring the database to this version."""

from jamsostek.config.cli.django import ready


def command() -> None:
    """Apply the migrations that are missing, as the database's owner."""
    ready(migrated=False)
    from django.core.management import call_command  # noqa: PLC0415 - after ready()

    call_command("migrate", database="owner", verbosity=1)
