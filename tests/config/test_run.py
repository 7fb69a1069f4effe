import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from jamsostek.config.cluster.places import places
from jamsostek.config.cluster.server import Cluster
from tests.config.conftest import copy_of, homes

JAMSOSTEK = str(Path(sys.executable).with_name("jamsostek"))


@pytest.fixture(scope="module")
def migrated():
    """Bring one home's database to this version, to be copied."""
    with homes() as new:
        home = new()
        subprocess.run([JAMSOSTEK, "migrate"], env=environment_of(home), check=True)
        yield Cluster(places(home))


@pytest.fixture
def home(spare_homes, migrated):
    """Give a home whose run, and all it started, is gone after the test."""
    folder = copy_of(migrated, spare_homes()).place.home
    yield folder
    for process in processes_of(folder):
        process.kill()


def test_a_run_answers_and_ends_without_a_trace_when_told_to(home):
    run = start(home)
    address = wait_for_address(run)
    with urlopen(address + "healthz", timeout=10) as page:
        status = page.status

    run.send_signal(signal.SIGTERM)
    run.wait(timeout=60)

    assert status == 200
    assert run.returncode == 0
    assert processes_of(home) == []
    assert Cluster(places(home)).process() is None


def test_a_second_run_says_where_the_first_one_answers(home):
    run = start(home)
    address = wait_for_address(run)

    second = start(home)
    said, _ = second.communicate(timeout=30)

    assert second.returncode == 0
    assert address in said
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=60) == 0


def test_a_killed_run_leaves_nothing_and_the_next_one_starts(home):
    run = start(home)
    wait_for_address(run)

    run.kill()
    run.wait()
    left = left_after(20, home)
    again = start(home)
    wait_for_address(again)

    assert left == []
    again.send_signal(signal.SIGTERM)
    assert again.wait(timeout=60) == 0


def test_a_run_survives_the_death_of_its_database(home):
    run = start(home)
    address = wait_for_address(run)
    Cluster(places(home)).process().kill()

    recovered = ready_within(60, address)

    run.send_signal(signal.SIGTERM)
    said, _ = run.communicate(timeout=60)
    assert recovered, said


def environment_of(home):
    """Give the environment of a program that uses the embedded database of a home."""
    others = ("DATABASE_", "MAKELEVEL", "JAMSOSTEK_")
    ours = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    return ours | {"JAMSOSTEK_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def start(home):
    return subprocess.Popen(
        [JAMSOSTEK, "run", "--empty"],
        env=environment_of(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for_address(run):
    said = []
    for line in run.stdout:
        said.append(line)
        if found := re.search(r"answers at (http://\S+)", line):
            return found[1]
    pytest.fail("The run ended:\n" + "".join(said))


def processes_of(home):
    """Find every process that was started for a home, by its environment or its data."""
    found = []
    for process in psutil.process_iter():
        try:
            ours = process.environ().get("JAMSOSTEK_HOME") == str(home)
            if ours or str(home) in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return [process for process in found if process.pid != os.getpid()]


def left_after(seconds, home):
    """Wait until nothing runs for a home, and give the commands of what still does."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(home)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return [str(process) for process in left]


def ready_within(seconds, address):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(address + "readyz", timeout=5) as page:
                return page.status == 200
        except OSError:
            time.sleep(0.5)
    return False
