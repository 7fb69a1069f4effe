"""`jamsostek run`: database, pages and background work, until Ctrl-C."""

import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Annotated, Final
from urllib.error import HTTPError
from urllib.request import urlopen

import typer

from jamsostek.config.cli.output import fail
from jamsostek.config.cluster.lifeline import die_with_parent
from jamsostek.config.cluster.places import ClusterError, home
from jamsostek.config.cluster.server import Cluster
from jamsostek.config.cluster.use import ensure_running, leave
from jamsostek.config.databases import embedded
from jamsostek.config.supervisor import Child, KeepsDying, end_all

HOST: Final = "127.0.0.1"
PORT_FIRST, PORT_LAST = 8000, 8099
FIRST_PAGE_SECONDS: Final = 90
WATCH_SECONDS: Final = 1.0


def command(
    *,
    empty: Annotated[bool, typer.Option("--empty", help="Load no demonstration.")] = False,
) -> None:
    """Start the database, the pages and the background work, and keep them until Ctrl-C.

    An empty embedded database is filled with the demonstration first.
    """
    with only_run_here() as note, interruptible():
        cluster = ensure_running(bound=True) if embedded() else None
        try:
            sign_ins = prepare(demonstration=cluster is not None and not empty)
            serve(cluster, choose_port(), note, sign_ins)
        finally:
            if cluster:
                leave(cluster)


@contextmanager
def only_run_here() -> Iterator[IO[str]]:
    """Hold this installation's one place for a run, or say where the other one answers."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "run").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            typer.echo(f"Jamsostek already runs here: {note.read().strip() or 'it is starting'}.")
            raise typer.Exit from None
        yield note


@contextmanager
def interruptible() -> Iterator[None]:
    """Make SIGTERM, a closed terminal and a killed `make` end the run as Ctrl-C does."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    if "MAKELEVEL" in os.environ and (bind := die_with_parent()):
        bind()
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Stopped.")
    except (ClusterError, KeepsDying) as error:
        fail(str(error))


def prepare(*, demonstration: bool) -> list[str]:
    """Bring the database to this version, fill an empty one, and give its sign-ins."""
    from jamsostek.config.cli.django import bring_up_to_date, ready  # noqa: PLC0415 - the server runs only now

    ready(migrated=False)
    from django.conf import settings  # noqa: PLC0415 - Django is set up only now
    from django.core.management import call_command  # noqa: PLC0415 - as above
    from django.db import connections  # noqa: PLC0415 - as above

    bring_up_to_date()
    if demonstration and settings.IN_DEVELOPMENT and find_spec("jamsostek.config.cli.demo"):
        import_module("jamsostek.config.cli.demo").load_if_empty()
    call_command("collectstatic", interactive=False, verbosity=0)
    from jamsostek.web.demonstration import demo_sign_ins  # noqa: PLC0415 - as above

    lines = [f"{of.username:<14} {of.password:<16} {of.role}" for of in demo_sign_ins()]
    connections.close_all()
    return lines


def serve(cluster: Cluster | None, port: int, note: IO[str], sign_ins: list[str]) -> None:
    """Run the pages and the background work until interrupted."""
    children = [pages(port), worker(port)]
    try:
        for child in children:
            child.start()
        wait_for_page(port, children)
        address = f"http://localhost:{port}/"
        note.truncate(0)
        note.write(f"{address} (process {os.getpid()})")
        note.flush()
        welcome(address, sign_ins)
        watch(cluster, children)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        note.truncate(0)
        end_all(children)


def pages(port: int) -> Child:
    """Give the web server's process."""
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "2"]
    options += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "error"]
    options += ["--blocking-threads", "2", "--backpressure", "64"]
    granian = [sys.executable, "-m", "granian", *options, "jamsostek.config.wsgi:application"]
    return Child("web", granian, environment("web", port))


def worker(port: int) -> Child:
    """Give the background worker's process.

    Without its database it might wait for ever; killed, its jobs are taken up again later.
    """
    ours = str(Path(sys.executable).with_name("jamsostek"))
    arguments = ["manage", "procrastinate", "worker"]
    arguments += ["--shutdown-graceful-timeout", "5"]
    return Child("worker", [ours, *arguments], environment("worker", port), signal.SIGKILL)


def environment(process: str, port: int) -> dict[str, str]:
    """Tell a child what it is and where it lives; on a terminal it speaks up only if need be.

    In development the QR codes of documents lead to this port, unless told otherwise.
    """
    level = os.environ.get("JAMSOSTEK_LOG_LEVEL", "WARNING")
    told = {"JAMSOSTEK_PROCESS": process, "JAMSOSTEK_HOME": str(home())}
    in_development = os.environ.get("JAMSOSTEK_ENV", "development") == "development"
    if in_development and not {"JAMSOSTEK_URL", "JAMSOSTEK_ORIGINS"} & os.environ.keys():
        told["JAMSOSTEK_URL"] = f"http://localhost:{port}"
    return told | {"JAMSOSTEK_LOG_LEVEL": level}


def choose_port() -> int:
    """Take JAMSOSTEK_PORT, or the first free port from 8000 on."""
    if wanted := os.environ.get("JAMSOSTEK_PORT"):
        if not wanted.isdecimal() or not is_free(int(wanted)):
            fail(f"JAMSOSTEK_PORT={wanted} is not a free port.")
        return int(wanted)
    for port in range(PORT_FIRST, PORT_LAST + 1):
        if is_free(port):
            return port
    return fail(f"Ports {PORT_FIRST} to {PORT_LAST} are all taken; name one in JAMSOSTEK_PORT.")


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def wait_for_page(port: int, children: list[Child]) -> None:
    """Wait until the pages answer, reviving whatever ends meanwhile.

    Raises:
        KeepsDying: nothing answers, or only errors do.
    """
    deadline = time.monotonic() + FIRST_PAGE_SECONDS
    while time.monotonic() < deadline:
        for child in children:
            child.revive()
        try:
            with urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return
        except HTTPError as error:
            msg = f"The pages answer with an error ({error.code}); the lines above say why."
            raise KeepsDying(msg) from error
        except OSError:
            time.sleep(0.1)
    msg = f"The pages do not answer on port {port}."
    raise KeepsDying(msg)


def watch(cluster: Cluster | None, children: list[Child]) -> None:
    """Keep everything running until interrupted."""
    while True:
        if cluster and cluster.process() is None:
            sys.stderr.write("The database ended by itself; starting it again ...\n")
            cluster.start(bound=True)
        for child in children:
            child.revive()
        time.sleep(WATCH_SECONDS)


def welcome(address: str, sign_ins: list[str]) -> None:
    """Say where to look and how to sign in."""
    typer.echo(f"\nJamsostek answers at {address}\n")
    if sign_ins:
        typer.echo("Sign in as      with password    as")
    for line in sign_ins:
        typer.echo(f"  {line}")
    typer.echo("\nCtrl-C stops everything.")
