"""The embedded server's life: start, wait, stop, and start again after a crash."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from jamsostek.config.cluster.lifeline import die_with_parent
from jamsostek.config.cluster.places import PORT, ClusterError, Places, make, make_private
from jamsostek.config.cluster.roles import SUPERUSER, invent_passwords, password, prepare

PATIENCE_SECONDS = 180
REMAINS_SECONDS = 30
LOG_BYTES_MAX = 20_000_000
REMAINS = "pre-existing shared memory block"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_locks_per_transaction": "256",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "log_min_duration_statement": "2000",
    "log_line_prefix": "%m [%p] %q%u@%d %a ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One embedded server; `durable=False` trades safety for speed, for tests only."""

    place: Places
    durable: bool = True

    def start(self, *, bound: bool = False) -> bool:
        """Start the server unless it runs, and tell whether this call started it.

        A bound server is stopped by the kernel when the process that started it dies.

        Raises:
            ClusterError: the server cannot start; the text gives its own last words.
        """
        make(self.place)
        with self.locked():
            if self.answers():
                return False
            self._clear_remains()
            self._initialise()
            self._launch(bound=bound)
            prepare(self.place)
        return True

    def stop(self) -> bool:
        """Stop the server, ending open connections, and tell whether it ran.

        Raises:
            ClusterError: it does not stop.
        """
        if not self.place.home.exists():
            return False
        with self.locked():
            if self.process() is None:
                return False
            self._end("fast")
        with suppress(OSError):
            self.place.sockets.rmdir()
        return True

    def answers(self) -> bool:
        """Tell whether the server takes connections now."""
        command = [self._path("pg_isready"), "-q", "-h", str(self.place.sockets), "-p", str(PORT)]
        return subprocess.run(command, check=False, cwd="/").returncode == 0

    def process(self) -> psutil.Process | None:
        """Find the server's process; a stale pid that now names another program is none."""
        try:
            pid = int((self.place.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            alive = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
            return process if alive and Path(process.cwd()).samefile(self.place.data) else None
        except (OSError, ValueError, psutil.Error):
            return None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the one right to start or stop this server; death gives it back."""
        with (self.place.home / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _clear_remains(self) -> None:
        """Remove what a killed server left, and end one that does not hear us."""
        if self.process() is not None:
            self._end("immediate")
        (self.place.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.place.sockets.iterdir():
            left.unlink()

    def _initialise(self) -> None:
        """Make the data folder, whole or not at all."""
        if self.place.data.exists():
            password(self.place, SUPERUSER)
            return
        if not self.place.passwords.exists():
            invent_passwords(self.place)
        unfinished = self.place.data.with_name("postgres.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private(unfinished, self.place)
        self._initdb(unfinished)
        unfinished.rename(self.place.data)

    def _initdb(self, folder: Path) -> None:
        secret = self.place.sockets / "password"
        secret.touch(mode=0o600)
        secret.write_text(password(self.place, SUPERUSER))
        if self.place.account:
            os.chown(secret, self.place.account.pw_uid, self.place.account.pw_gid)
        try:
            self._program(
                *("initdb", "-D", str(folder), "-U", SUPERUSER, "--pwfile", str(secret)),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(() if self.durable else ("--no-sync",)),
            )
        finally:
            secret.unlink()

    def _launch(self, *, bound: bool) -> None:
        """Start the server, again while the remains of a killed one are still dying."""
        deadline = time.monotonic() + REMAINS_SECONDS
        while True:
            process = self._spawn(bound=bound)
            if self._await(process):
                return
            process.wait()
            words = self._last_words()
            if REMAINS not in words or time.monotonic() > deadline:
                msg = f"The database did not start. Its log {self.place.log} ends:\n{words}"
                raise ClusterError(msg)
            time.sleep(0.3)

    def _spawn(self, *, bound: bool) -> subprocess.Popen[bytes]:
        settings = SETTINGS | {"unix_socket_directories": str(self.place.sockets)}
        settings |= {"port": str(PORT)} | ({} if self.durable else FORGETFUL)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        full = self.place.log.exists() and self.place.log.stat().st_size > LOG_BYTES_MAX
        with self.place.log.open("wb" if full else "ab") as log:
            return subprocess.Popen(
                [self._path("postgres"), "-D", str(self.place.data), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT) if bound else None,  # noqa: PLW1509 - one call, no locks
                cwd="/",
                **self.place.run_as(),
            )

    def _await(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait until the server answers; False when it died instead.

        Raises:
            ClusterError: it lives and does not answer.
        """
        begun = time.monotonic()
        told = False
        while process.poll() is None:
            if self.answers():
                return True
            waited = time.monotonic() - begun
            if waited > PATIENCE_SECONDS:
                msg = f"The database does not answer; see {self.place.log}."
                raise ClusterError(msg)
            if waited > 5 and not told:
                told = True
                sys.stderr.write("Waiting for the database; after a crash it first recovers ...\n")
            time.sleep(0.05)
        return False

    def _end(self, mode: str) -> None:
        wait = str(PATIENCE_SECONDS)
        self._program("pg_ctl", "stop", "-D", str(self.place.data), "-m", mode, "-w", "-t", wait)

    def _program(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._path(name), *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            **self.place.run_as(),
        )
        if done.returncode:
            msg = f"{name} failed: {(done.stderr or done.stdout).strip()}"
            raise ClusterError(msg)

    def _path(self, name: str) -> str:
        return str(self.place.binaries / name)

    def _last_words(self) -> str:
        with suppress(OSError):
            return "\n".join(self.place.log.read_text(errors="replace").splitlines()[-8:])
        return ""
