"""`make bench`: every workload beside its references, as a table and as build/bench.json.

Each workload runs in a process and a database of its own, so that none warms or fills what the
next one measures. `python -m benchmarks wage_file ledger` runs some of them.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import psutil
from psycopg import sql

from benchmarks import CHECKOUT, JAMSOSTEK
from jamsostek.config.cli.output import print_table
from jamsostek.config.cluster.places import places
from jamsostek.config.cluster.roles import APP, OWNER, READER, SUPERUSER, connect, password
from jamsostek.config.cluster.server import Cluster

WORKLOADS: Final = {
    "formula": False,
    "benefits": False,
    "wage_file": True,
    "savings": True,
    "statements": True,
    "ledger": True,
    "payments": True,
    "realisation": True,
    "region": True,
    "search": True,
    "pages": False,
    "starts": False,
}
"""The modules here, and whether each is given an empty, migrated database."""
WIDTH: Final = 170
RESULT: Final = CHECKOUT / "build" / "bench.json"
ROLES: Final = {
    "DATABASE_URL": APP,
    "DATABASE_OWNER_URL": OWNER,
    "DATABASE_READER_URL": READER,
}


def main() -> None:
    """Run what the arguments name, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="workload", help=", ".join(WORKLOADS))
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    unknown = set(given.names) - set(WORKLOADS)
    if unknown:
        parser.error(f"There is no workload {', '.join(sorted(unknown))}.")
    if given.alone:
        run_alone(given.names[0], given.alone)
        return
    rows = measured(given.names or list(WORKLOADS))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    show(rows)


def run_alone(name: str, result: Path) -> None:
    """Run one workload in this process, its database being the environment's."""
    if WORKLOADS[name]:
        from jamsostek.config.cli.django import ready

        ready()
    result.write_text(json.dumps(import_module(f"benchmarks.{name}").run()))


def measured(names: Sequence[str]) -> list[dict[str, Any]]:
    """Give the rows of each workload, in order."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, a_server(names) as cluster:
        for name in names:
            print(f"--- {name}", file=sys.stderr, flush=True)
            result = Path(folder) / f"{name}.json"
            command = [sys.executable, "-m", "benchmarks", name, "--alone", str(result)]
            with a_database(cluster, name) as environment:
                subprocess.run(command, check=True, cwd=CHECKOUT, env=environment)
            rows += json.loads(result.read_text())
    return rows


@contextmanager
def a_server(names: Sequence[str]) -> Iterator[Cluster | None]:
    """Run a server for the benchmarks alone, as durable as the one that users get."""
    if not any(WORKLOADS[name] for name in names):
        yield None
        return
    cluster = Cluster(places(CHECKOUT / "build" / "bench-cluster"))
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()


@contextmanager
def a_database(cluster: Cluster | None, name: str) -> Iterator[dict[str, str]]:
    """Make an empty, migrated database, and give the environment that points to it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
    if cluster is None or not WORKLOADS[name]:
        yield kept
        return
    database = sql.Identifier(f"bench_{name}")
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database)
    with connect(cluster.place, SUPERUSER, "postgres") as connection:
        connection.execute(drop)
        create = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(create.format(database, sql.Identifier(OWNER)))
    try:
        environment = kept | _addresses(cluster, f"bench_{name}")
        manage = [JAMSOSTEK, "manage", "migrate"]
        manage += ["--database", "owner", "--verbosity", "0"]
        subprocess.run(manage, check=True, cwd=CHECKOUT, env=environment)
        yield environment
    finally:
        with connect(cluster.place, SUPERUSER, "postgres") as connection:
            connection.execute(drop)


def _addresses(cluster: Cluster, database: str) -> dict[str, str]:
    place = cluster.place
    return {
        variable: f"postgresql:///{database}?host={place.sockets}&user={role}"
        f"&password={password(place, role)}"
        for variable, role in ROLES.items()
    }


def show(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the rows as a table, each reference with how ours compares to it."""
    if not sys.stdout.isatty():
        os.environ.setdefault("COLUMNS", str(WIDTH))
    print_table(
        f"Measured on {machine()}",
        ["Workload", "Ours", "Unit", "Beside", "Ratio", "MB", "Statements"],
        [line for row in rows for line in _lines_of(row)],
        numbers=["Ours", "Ratio", "MB", "Statements"],
    )


def _lines_of(row: Mapping[str, Any]) -> list[list[str]]:
    references = [
        [f"{name}: {value:,}", f"{ratio(row['ours'], value, row['unit']):.2g}x"]
        for name, value in row["references"].items()
    ] or [["", ""]]
    own = [row["workload"], f"{row['ours']:,}", row["unit"]]
    cost = [f"{row['peak_mb'] or ''}", f"{row['statements'] or ''}"]
    return [
        [*(own if number == 0 else ["", "", ""]), *reference, *(cost if number == 0 else ["", ""])]
        for number, reference in enumerate(references)
    ]


def ratio(ours: float, reference: float, unit: str) -> float:
    """Give how many times as fast as the reference we are; of times, the less the faster."""
    return ours / reference if unit.endswith("/s") else reference / ours


def machine() -> str:
    """Name the machine: its processor, cores, memory, system and Python."""
    model = "processor unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = round(psutil.virtual_memory().total / 2**30)
    cores = psutil.cpu_count()
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{model}, {cores} cores, {memory} GiB, {system}"


if __name__ == "__main__":
    main()
