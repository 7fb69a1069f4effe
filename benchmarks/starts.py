"""How long commands and the whole system take to start.

Needs no database: `make run` is tried on a fresh clone with a server of its own.
"""

import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import CHECKOUT, JAMSOSTEK
from benchmarks.measuring import seconds
from benchmarks.wage_file import highest_memory

ROUNDS: Final = 9
PATIENCE_SECONDS: Final = 600
CALCULATE: Final = (
    *("calculate", "contribution", "--month", "2011-09", "--wage", "2500000"),
    *("--risk-group", "III", "--family", "married", "--json"),
)
PORT: Final = 8097


def run() -> list[dict[str, Any]]:
    """Give the seconds of `jamsostek calculate`, of the first `make run` and of the second."""
    ours = statistics.median(_command([JAMSOSTEK, *CALCULATE]) for _ in range(ROUNDS))
    python = statistics.median(_command([sys.executable, "-c", "pass"]) for _ in range(ROUNDS))
    first, second, peak = _first_and_second_run()
    common = {"unit": "s", "statements": 0}
    return [
        {
            "workload": "jamsostek calculate contribution, from the shell",
            "ours": round(ours, 2),
            "references": {"python -c pass": round(python, 2)},
            "peak_mb": 0,
            **common,
        },
        {
            "workload": "make run on a fresh clone, until a page answers",
            "ours": round(first, 1),
            "references": {},
            "peak_mb": peak,
            **common,
        },
        {
            "workload": "make run the second time",
            "ours": round(second, 1),
            "references": {"the first time": round(first, 1)},
            "peak_mb": peak,
            **common,
        },
    ]


def _command(command: list[str | Path]) -> float:
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def _first_and_second_run() -> tuple[float, float, int]:
    """Clone what is committed, run it twice, and take it away again."""
    clone = CHECKOUT / "build" / "first-run"
    shutil.rmtree(clone, ignore_errors=True)
    git = shutil.which("git") or "git"
    subprocess.run([git, "clone", "--quiet", CHECKOUT, clone], check=True)
    try:
        first, peak = _make_run(clone)
        second, _ = _make_run(clone)
    finally:
        shutil.rmtree(clone, ignore_errors=True)
    return first, second, peak


def _make_run(clone: Path) -> tuple[float, int]:
    """Give the seconds until a page answers, and the most memory taken until then."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JAMSOSTEK_", "DATABASE_"))}
    begun = time.perf_counter()
    with (
        (clone.parent / "first-run.log").open("a") as log,
        subprocess.Popen(
            [shutil.which("make") or "make", "run"],
            cwd=clone,
            env=kept | {"JAMSOSTEK_PORT": str(PORT)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
        highest_memory(process.pid) as memory,
    ):
        try:
            while not _answers():
                if process.poll() is not None or time.perf_counter() - begun > PATIENCE_SECONDS:
                    message = f"make run did not come up; see {log.name}."
                    raise AssertionError(message)
                time.sleep(0.05)
            taken = time.perf_counter() - begun
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            process.wait()
    return taken, memory[0]


def _answers() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/", timeout=30) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
