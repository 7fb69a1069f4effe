"""`jamsostek migrate`: bring the database to this version."""

from jamsostek.config.cli.django import bring_up_to_date, ready


def command() -> None:
    """Apply the migrations that are missing, as the database's owner."""
    ready(migrated=False)
    bring_up_to_date(verbosity=1)
