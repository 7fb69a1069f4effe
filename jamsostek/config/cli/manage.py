"""`jamsostek manage`: Django's own management commands, with the database at hand."""

from typing import Final

import typer

from jamsostek.config.cli.django import ready

CONTEXT: Final = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "help_option_names": [],
}
ABOUT_MIGRATIONS: Final = {"migrate", "showmigrations", "sqlmigrate", "makemigrations", "check"}


def command(context: typer.Context) -> None:
    """Run a management command of Django: `jamsostek manage procrastinate worker`."""
    ready(migrated=not context.args or context.args[0] not in ABOUT_MIGRATIONS)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after ready()

    execute_from_command_line(["jamsostek manage", *context.args])
