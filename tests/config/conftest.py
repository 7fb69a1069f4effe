"""Embedded servers of their own, for the tests that kill them."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from jamsostek.config.cluster.places import places
from jamsostek.config.cluster.server import Cluster

BUILD = Path(__file__).resolve().parents[2] / "build"
numbers = count(1)


@pytest.fixture
def spare_homes() -> Iterator[Callable[[], Path]]:
    """Give new homes for servers, and leave neither server nor file behind."""
    with homes() as new:
        yield new


@pytest.fixture
def spare(spare_homes, pristine) -> Cluster:
    """Give a server of its own that is not started yet."""
    return Cluster(copy_of(pristine, spare_homes()).place, durable=False)


@pytest.fixture(scope="session")
def pristine() -> Iterator[Cluster]:
    """Prepare one stopped server, to be copied: a first start takes seconds."""
    with homes() as new:
        cluster = Cluster(places(new()), durable=False)
        cluster.start()
        cluster.stop()
        yield cluster


def copy_of(cluster: Cluster, home: Path) -> Cluster:
    """Copy a stopped server to another home."""
    copy = Cluster(places(home))
    home.mkdir(mode=0o711, parents=True)
    copy.place.data.parent.mkdir(parents=True, exist_ok=True)
    for name in ("data", "passwords"):
        source, target = getattr(cluster.place, name), getattr(copy.place, name)
        subprocess.run(["cp", "-a", str(source), str(target)], check=True)
    return copy


@contextmanager
def homes() -> Iterator[Callable[[], Path]]:
    made: list[Path] = []

    def new() -> Path:
        made.append(BUILD / f"spare-{os.getpid()}-{next(numbers)}")
        return made[-1]

    yield new
    for home in made:
        cluster = Cluster(places(home))
        cluster.stop()
        for left in (cluster.place.data, cluster.place.sockets, home):
            shutil.rmtree(left, ignore_errors=True)
