import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from jamsostek.config.cluster.places import ClusterError, make, places
from jamsostek.config.cluster.roles import APP, DATABASE, OWNER, READER, SUPERUSER, connect
from jamsostek.config.cluster.server import Cluster
from tests.config.conftest import copy_of

HOLD = """
import sys, time
from pathlib import Path
from jamsostek.config.cluster.places import places
from jamsostek.config.cluster.server import Cluster
from jamsostek.config.cluster.use import hold
hold(Cluster(places(Path(sys.argv[1])), durable=False), bound=sys.argv[2] == "bound")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_server_starts_once_and_stops_once(spare):
    started = [spare.start(), spare.start()]
    answered = spare.answers()
    stopped = [spare.stop(), spare.stop()]

    assert started == [True, False]
    assert answered
    assert stopped == [True, False]
    assert not spare.answers()
    assert not spare.place.sockets.exists()


def test_a_killed_server_starts_again_with_everything_committed(spare_homes, pristine):
    durable = copy_of(pristine, spare_homes())
    durable.start()
    query(durable, OWNER, "CREATE TABLE kept AS SELECT 42 AS number")
    os.kill(durable.process().pid, signal.SIGKILL)

    started = durable.start()

    assert started
    assert query(durable, OWNER, "SELECT number FROM kept") == [(42,)]


def test_a_pid_that_now_names_another_program_is_no_server(spare):
    spare.start()
    spare.stop()
    left = spare.place.data / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{spare.place.data}\n1\n5432\n{spare.place.sockets}\n\n")

    started = spare.start()

    assert started


def test_what_an_interrupted_first_start_left_is_made_anew(spare_homes):
    cluster = Cluster(places(spare_homes()), durable=False)
    make(cluster.place)
    unfinished = cluster.place.data.with_name("postgres.unfinished")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    started = cluster.start()

    assert started
    assert not unfinished.exists()


def test_two_installations_do_not_disturb_each_other(spare_homes, pristine):
    one, other = copy_of(pristine, spare_homes()), copy_of(pristine, spare_homes())
    one.start()
    other.start()
    query(one, OWNER, "CREATE TABLE ours ()")

    one.stop()

    assert other.answers()
    assert query(other, OWNER, "SELECT to_regclass('ours')") == [(None,)]


def test_a_deep_checkout_has_a_short_socket_path(spare_homes):
    place = places(spare_homes() / ("deep/" * 40) / ".jamsostek")

    path = str(place.sockets / ".s.PGSQL.5432")

    assert len(path) < 108


def test_the_server_listens_on_no_network_and_keeps_what_it_confirms(spare_homes, pristine):
    durable = copy_of(pristine, spare_homes())
    durable.start()

    shown = [query(durable, OWNER, f"SHOW {name}")[0][0] for name in ("listen_addresses", "fsync")]

    assert shown == ["", "on"]


def test_only_the_servers_own_account_is_a_superuser(spare):
    spare.start()

    rights = query(spare, OWNER, "SELECT rolname, rolsuper, rolcanlogin FROM pg_roles")

    ours = {name: (superuser, signs_in) for name, superuser, signs_in in rights}
    assert ours[SUPERUSER] == (True, True)
    assert ours[OWNER] == ours[APP] == ours[READER] == (False, True)


def test_passwords_are_readable_by_nobody_else(spare):
    spare.start()

    assert spare.place.passwords.stat().st_mode & 0o077 == 0
    assert spare.place.sockets.stat().st_mode & 0o077 == 0


def test_a_socket_folder_that_others_may_enter_is_refused(spare):
    spare.place.sockets.mkdir(mode=0o777)
    spare.place.sockets.chmod(0o777)

    with pytest.raises(ClusterError, match="not a private folder"):
        spare.start()


def test_lost_passwords_are_named_and_not_replaced(spare):
    spare.start()
    spare.stop()
    spare.place.passwords.unlink()

    with pytest.raises(ClusterError, match="passwords"):
        spare.start()

    assert not spare.place.passwords.exists()


def test_a_server_that_cannot_start_says_why(spare):
    spare.start()
    spare.stop()
    (spare.place.data / "postgresql.conf").write_text("nonsense = 1\n")

    with pytest.raises(ClusterError, match="unrecognized configuration parameter"):
        spare.start()


def test_the_last_user_to_leave_stops_the_server(spare):
    first, second = user_of(spare), user_of(spare)

    second.communicate(timeout=30)
    with_one_user = spare.answers()
    first.communicate(timeout=30)

    assert with_one_user
    assert spare.process() is None


def test_a_bound_server_dies_with_a_killed_parent(spare):
    parent = user_of(spare, "bound")

    parent.kill()
    parent.wait()

    assert ends_within(10, lambda: spare.process() is None)


def test_a_killed_user_leaves_a_server_the_next_one_takes_over(spare):
    user = user_of(spare)
    user.kill()
    user.wait()

    next_user = user_of(spare)
    next_user.communicate(timeout=30)

    assert spare.process() is None


def query(cluster, role, statement):
    with connect(cluster.place, role, DATABASE) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def user_of(cluster, bound="free"):
    command = [sys.executable, "-c", HOLD, str(cluster.place.home), bound]
    user = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert user.stdout.readline() == "held\n"
    return user


def ends_within(seconds, done):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.1)
    return False


def make_with(place, together):
    together.wait(timeout=30)
    make(place)


def test_folders_made_by_many_at_once_are_made_once(tmp_path):
    for round_ in range(20):
        place = places(tmp_path / str(round_))
        together = Barrier(4)

        with ThreadPoolExecutor(4) as pool:
            for task in [pool.submit(make_with, place, together) for _ in range(4)]:
                task.result()

        assert not list(place.sockets.parent.glob(f"{place.sockets.name}-*"))
        place.sockets.rmdir()
