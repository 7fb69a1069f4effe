"""The command line, `jamsostek GROUP COMMAND`: each group is a module, loaded when it is named.

A module of this folder named after its group offers `app`, a `typer.Typer` of commands, or
`command`, a function that is one command, with click's settings for it in `CONTEXT`. Loading
only the group that is asked for keeps answers that need no database quick.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Final

import typer

GROUPS: Final = {
    "calculate": "Contributions, late penalties and the duty to register, with their articles.",
    "law": "The law as dated values, and the articles behind each formula.",
    "wages": "Check and declare wage files.",
    "bank": "Check and import bank statements.",
    "claim": "Claims: the work list with its clocks, working out, deciding.",
    "payment": "Payments of benefits: runs to the bank, its answers, the cash desk.",
    "member": "A person with all member numbers, jobs and balances.",
    "project": "A construction project as it stood on a day; lists of its workers.",
    "provider": "Health care: capitation of a month, and who may be cared for.",
    "savings": "JHT accounts: statements and the yearly return.",
    "arrears": "What is owed beyond the due date, by age.",
    "ledger": "The books: trial balance, statements, verification.",
    "report": "Targets and realisation, and the facts for the press.",
    "staff": "Offices, and who signs in for them and for employers.",
    "demo": "Load the demonstration of Regional Office V.",
    "run": "Start everything: database, pages and background work.",
    "db": "The embedded database: start, stop, status, psql, backup, restore.",
    "migrate": "Bring the database to this version.",
    "manage": "Django's own management commands.",
}


def main() -> None:
    """Answer one command line; where the database goes away meanwhile, say so."""
    try:
        application(sys.argv[1:])(prog_name="jamsostek")
    except Exception as error:
        if not _is_loss_of_database(error):
            raise
        sys.exit(
            f"The database went away or refused: {error}\n"
            "What was finished is kept; run the command again."
        )


def _is_loss_of_database(error: Exception) -> bool:
    """Tell by the name: to import it takes longer than most commands do."""
    kind = type(error)
    ours = kind.__module__.partition(".")[0] in {"django", "psycopg"}
    return ours and kind.__name__ in {"OperationalError", "InterfaceError", "AdminShutdown"}


def application(arguments: Sequence[str]) -> typer.Typer:
    """Build the command line with the group that the arguments name; the others are listed."""
    app = typer.Typer(
        help="Jamsostek: a core system for Indonesian workers' social security.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    completing = "_JAMSOSTEK_COMPLETE" in os.environ
    named = next((word for word in arguments if not word.startswith("-")), None)
    for group, summary in GROUPS.items():
        if find_spec(f"{__name__}.{group}") is None:
            continue
        if completing or group == named:
            _add(app, group, summary)
        else:
            app.command(group, help=summary)(_listed_only)
    return app


def _add(app: typer.Typer, group: str, summary: str) -> None:
    module = import_module(f"{__name__}.{group}")
    commands: typer.Typer | None = getattr(module, "app", None)
    if commands is not None:
        app.add_typer(commands, name=group, help=summary, no_args_is_help=True)
        return
    command: Callable[..., None] = module.command
    settings: dict[str, object] = getattr(module, "CONTEXT", {})
    app.command(group, help=command.__doc__ or summary, context_settings=settings)(command)


def _listed_only() -> None:
    """Stand in the list of commands for a group that was not asked for."""


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        from importlib import metadata  # noqa: PLC0415 - slow, and only for this

        typer.echo(metadata.version("jamsostek"))
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version),
]


def _options(*, version: Version = False) -> None:
    """Take the options that come before a command."""
