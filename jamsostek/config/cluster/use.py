"""Using an embedded server: it runs while somebody uses it, and the last one stops it."""

import atexit
import fcntl
import os
from pathlib import Path
from typing import IO

from jamsostek.config.cluster.places import home, make, places
from jamsostek.config.cluster.server import Cluster

_held: dict[tuple[int, Path], IO[str]] = {}


def ensure_running(*, bound: bool = False) -> Cluster:
    """Start this installation's server if need be, for as long as this process lives."""
    return hold(this_cluster(), bound=bound)


def this_cluster() -> Cluster:
    """Give the embedded server of this installation."""
    return Cluster(places(home()))


def hold(cluster: Cluster, *, bound: bool = False) -> Cluster:
    """Start a server if need be, and keep it for as long as this process lives.

    Every user holds a shared lock, which the kernel takes back from the dead. Who leaves
    last stops the server, unless `jamsostek db start` asked for it to stay.
    """
    key = (os.getpid(), cluster.place.home)
    if key not in _held:
        make(cluster.place)
        users = (cluster.place.home / "users").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        _held[key] = users
        atexit.register(leave, cluster)
    cluster.start(bound=bound)
    return cluster


def leave(cluster: Cluster) -> None:
    """Give up this process's use of a server, stopping it when nobody else uses it."""
    users = _held.pop((os.getpid(), cluster.place.home), None)
    if users is None:
        return
    with users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not kept(cluster):
            cluster.stop()


def keep(cluster: Cluster, *, wanted: bool) -> None:
    """Note whether the server stays when nobody uses it."""
    note = cluster.place.home / "kept"
    if wanted:
        note.touch()
    else:
        note.unlink(missing_ok=True)


def kept(cluster: Cluster) -> bool:
    """Tell whether the server stays when nobody uses it."""
    return (cluster.place.home / "kept").exists()
