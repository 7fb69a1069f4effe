"""A member's page, signed in, from a server as `jamsostek run` starts it, under wrk.

Needs no database and takes no parameters: `run()` loads the small demonstration into
`build/bench-pages` (once; it stays there), starts the server on it, signs in over HTTP as the
membership officer, looks for a member with an account and a family, and lets wrk ask for that
page. wrk and the database share the machine's cores with the server. The reference is `/healthz`
of the same server: what it answers when nobody is signed in and nothing is read.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

from benchmarks import CHECKOUT, JAMSOSTEK
from benchmarks.wage_file import highest_memory
from jamsostek.config.cluster.places import places
from jamsostek.config.cluster.roles import DATABASE, SUPERUSER, connect

HOME: Final = CHECKOUT / "build" / "bench-pages"
PORT: Final = 8098
ADDRESS: Final = f"http://127.0.0.1:{PORT}"
SIGN_IN: Final = {"login": "kepesertaan", "password": "peragaan-2011"}
PATIENCE_SECONDS: Final = 300
CONNECTIONS: Final = 8
WARM_SECONDS: Final = 12
SECONDS: Final = 10
ROUNDS: Final = 3
WORKLOAD: Final = f"a member's page, signed in, {CONNECTIONS} connections"
MILLISECONDS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk found: requests a second, and the time within which 99 of 100 were answered."""

    a_second: float
    p99_ms: float


def run() -> list[dict[str, Any]]:
    """Give requests a second and the 99th percentile of a member's page."""
    wrk = shutil.which("wrk")
    if wrk is None:
        row = {"workload": f"{WORKLOAD}: NOT MEASURED, wrk is not installed", "ours": 0}
        return [row | {"unit": "requests/s", "references": {}, "peak_mb": 0, "statements": 0}]
    with server() as process, highest_memory(process.pid, every=1.0) as memory:
        browser, cookies = signed_in()
        page = a_member(browser)
        drive(wrk, page, cookies, WARM_SECONDS)
        begun = commits()
        asked = best(wrk, page, cookies)
        statements = round((commits() - begun) / (asked[1] or 1))
        nothing, _ = best(wrk, "/healthz", "")
    member = asked[0]
    common = {"peak_mb": memory[0], "statements": statements}
    return [
        {
            "workload": WORKLOAD,
            "ours": round(member.a_second),
            "unit": "requests/s",
            "references": {"/healthz, where nothing is read": round(nothing.a_second)},
            **common,
        },
        {
            "workload": "the same, 99th percentile",
            "ours": round(member.p99_ms, 1),
            "unit": "ms",
            "references": {"/healthz, where nothing is read": round(nothing.p99_ms, 1)},
            **common,
        },
    ]


@contextmanager
def server() -> Iterator[subprocess.Popen[bytes]]:
    """Run the whole system as its users do, on the small demonstration."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JAMSOSTEK_", "DATABASE_"))}
    environment = kept | {"JAMSOSTEK_HOME": str(HOME), "JAMSOSTEK_PORT": str(PORT)}
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "bench.log").open("w") as log:
        for command in ([JAMSOSTEK, "demo"], [JAMSOSTEK, "run"]):
            process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True
            )
            if command[-1] == "demo" and process.wait() != 0:
                message = f"The demonstration was not loaded; see {log.name}."
                raise AssertionError(message)
        try:
            _wait_for_page(process, log.name)
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            process.wait()


def _wait_for_page(process: subprocess.Popen[bytes], log: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    message = f"The server did not come up; see {log}."
    raise AssertionError(message)


def signed_in() -> tuple[OpenerDirector, str]:
    """Sign in as somebody does in a browser, and give the cookies as wrk sends them."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    token = _first(r'name="csrfmiddlewaretoken" value="([^"]+)"', _text(browser, "/masuk/"))
    form = urlencode({**SIGN_IN, "csrfmiddlewaretoken": token}).encode()
    with browser.open(f"{ADDRESS}/masuk/", form, timeout=30) as answer:
        if "/masuk/" in answer.url:
            message = "The sign-in of the demonstration was refused."
            raise AssertionError(message)
    return browser, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def a_member(browser: OpenerDirector) -> str:
    """Find a page with a JHT account and dependants on it, as an officer would: by clicking."""
    for employer in dict.fromkeys(
        re.findall(r'href="(/pemberi-kerja/(?!daftar)\w+/)"', _text(browser, "/pemberi-kerja/"))
    ):
        workers = _text(browser, f"{employer}tenaga-kerja/")
        for page in dict.fromkeys(re.findall(r'href="(/peserta/\d+/)"', workers)):
            shown = _text(browser, page)
            if f"{page}jht/" in shown and re.search(rf"{page}keluarga/\d+/", shown):
                return str(page)
    message = "No member of the demonstration has an account and a family."
    raise AssertionError(message)


def _text(browser: OpenerDirector, path: str) -> str:
    with browser.open(f"{ADDRESS}{path}", timeout=30) as answer:
        text = answer.read().decode()
    return str(text)


def best(wrk: str, path: str, cookies: str) -> tuple[Load, int]:
    """Give the best of a few rounds, and how many requests all of them made."""
    rounds = [drive(wrk, path, cookies, SECONDS) for _ in range(ROUNDS)]
    return max((load for load, _ in rounds), key=lambda load: load.a_second), sum(
        requests for _, requests in rounds
    )


def drive(wrk: str, path: str, cookies: str, seconds: int) -> tuple[Load, int]:
    """Ask for a page as fast as it is answered; every answer has to be a good one."""
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    command += ["-H", f"Cookie: {cookies}", f"{ADDRESS}{path}"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(told, file=sys.stderr)
    if "Non-2xx" in told or "Socket errors" in told:
        message = f"Not every request was answered:\n{told}"
        raise AssertionError(message)
    number, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)", told)[0]
    load = Load(
        float(_first(r"Requests/sec:\s+([\d.]+)", told)), float(number) * MILLISECONDS[unit]
    )
    return load, int(_first(r"(\d+) requests in", told))


def commits() -> int:
    """Give how many statements the database has run: outside transactions each commits itself."""
    time.sleep(2)  # a server process tells its counts no more often than once a second
    with connect(places(HOME), SUPERUSER, DATABASE) as connection:
        query = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        message = f"Nothing like {pattern} in the answer."
        raise AssertionError(message)
    return found[1]
