"""`jamsostek db`: the embedded server, a prompt, backups and their proof."""

import os
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import AsJson, fail, print_json, refusing
from jamsostek.config.cluster.places import ClusterError, home, places
from jamsostek.config.cluster.use import keep, kept, this_cluster
from jamsostek.config.databases import embedded

app = typer.Typer()

ROLES = {"owner": "owner", "app": "default", "reader": "reader"}


@app.command()
def start() -> None:
    """Start the embedded server and keep it running."""
    _only_embedded()
    with refusing(ClusterError):
        cluster = this_cluster()
        started = cluster.start()
    keep(cluster, wanted=True)
    typer.echo("The database runs." if started else "The database runs already; it stays.")


@app.command()
def stop() -> None:
    """Stop the embedded server, even when somebody uses it."""
    _only_embedded()
    with refusing(ClusterError):
        cluster = this_cluster()
        keep(cluster, wanted=False)
        stopped = cluster.stop()
    typer.echo("The database is stopped." if stopped else "The database does not run.")


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """Say whether the embedded server runs, and where; exit status 3 when it does not."""
    _only_embedded()
    cluster = this_cluster()
    process = cluster.process()
    facts = {
        "running": cluster.answers(),
        "process": process.pid if process else None,
        "stays": kept(cluster),
        "data": str(cluster.place.data),
        "sockets": str(cluster.place.sockets),
        "log": str(cluster.place.log),
    }
    if as_json:
        print_json(facts)
    else:
        typer.echo("\n".join(f"{name:<8} {value}" for name, value in facts.items()))
    if not facts["running"]:
        raise typer.Exit(3)


@app.command()
def psql(
    arguments: Annotated[list[str] | None, typer.Argument(help="Arguments for psql.")] = None,
    *,
    role: Annotated[str, typer.Option(help="As whom: owner, app or reader.")] = "reader",
) -> None:
    """Open PostgreSQL's own prompt, as the reader unless another role is named."""
    if role not in ROLES:
        fail(f"There is no role {role!r}; it is owner, app or reader.")
    ready(migrated=embedded())
    from jamsostek.config.backups import conninfo, password_of  # noqa: PLC0415 - after ready()

    prompt = str(places(home()).binaries / "psql")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = subprocess.run(
        [prompt, "--dbname", conninfo(alias=ROLES[role]), *(arguments or [])],
        check=False,
        env=os.environ | password_of(ROLES[role]),
    )
    raise typer.Exit(done.returncode)


@app.command()
def migrate() -> None:
    """Bring the database to this version."""
    from jamsostek.config.cli.migrate import command  # noqa: PLC0415 - loads Django

    command()


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where backups are kept.")] = None,
) -> None:
    """Write a backup: a dump, and a manifest with which a restore proves itself."""
    ready(migrated=embedded())
    from jamsostek.config.backups import BackupError, back_up  # noqa: PLC0415 - after ready()

    with refusing(BackupError, OSError):
        typer.echo(back_up((folder or home() / "backups").resolve(), datetime.now(UTC)))


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(help="A folder that `db backup` wrote.")],
    *,
    into: Annotated[str, typer.Option(help="Keep the restored database under this name.")] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the live one.")
    ] = False,
) -> None:
    """Restore a backup into a database of its own and prove that it holds all it should.

    Without --into or --replace this is a drill: the live database is not touched.
    """
    ready(migrated=embedded())
    from jamsostek.config import backups  # noqa: PLC0415 - after ready()

    now = datetime.now(UTC)
    name = into or f"jamsostek_restored_{now:%Y%m%dt%H%M%S}"
    with refusing(backups.BackupError):
        unlike = backups.restore(backup, name)
        for difference in unlike:
            typer.echo(
                f"{difference.what}: {difference.expected} was backed up, {difference.found} found",
                err=True,
            )
        if unlike:
            fail(f"The database {name} differs from the backup in {len(unlike)} places.")
        typer.echo(f"Restored into {name}: every object and every row as backed up.")
        if replace:
            typer.echo(f"It is in place; the former database is {backups.replace(name, now)}.")
        elif not into:
            backups.discard(name)
            typer.echo("The backup is good; its restored copy is dropped again.")


def _only_embedded() -> None:
    if not embedded():
        fail("DATABASE_URL names a server of its own; start and stop that one instead.")
