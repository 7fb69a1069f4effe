"""Embedded servers of their own, for the tests that kill them."""

import os
import shutil
from collections.abc import Callable, Iterator
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
    made: list[Path] = []

    def make() -> Path:
        made.append(BUILD / f"spare-{os.getpid()}-{next(numbers)}")
        return made[-1]

    yield make
    for home in made:
        cluster = Cluster(places(home))
        cluster.stop()
        shutil.rmtree(cluster.place.data, ignore_errors=True)
        shutil.rmtree(cluster.place.sockets, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def spare(spare_homes) -> Cluster:
    """Give a server of its own that is not started yet."""
    return Cluster(places(spare_homes()), durable=False)
