"""The processes of one installation: started together, watched, and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from jamsostek.config.cluster.lifeline import die_with_parent

GRACE_SECONDS = 10
RESTARTS_MAX = 5
RESTARTS_WITHIN_SECONDS = 60


class KeepsDying(Exception):
    """A process ends again and again; starting it once more would help nobody."""


@dataclass
class Child:
    """One process that is kept running; it dies when we do, even when we are killed."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    last_will: signal.Signals = signal.SIGTERM
    """What the kernel sends it when we die."""
    process: subprocess.Popen[bytes] | None = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS_MAX))

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches us alone.

        Raises:
            KeepsDying: it was started too often within a minute.
        """
        now = time.monotonic()
        if len(self.starts) == RESTARTS_MAX and now - self.starts[0] < RESTARTS_WITHIN_SECONDS:
            msg = f"The {self.name} process ended {RESTARTS_MAX} times within a minute."
            raise KeepsDying(msg)
        self.starts.append(now)
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(self.last_will),  # noqa: PLW1509 - one call, no locks
        )

    def revive(self) -> None:
        """Start the process again when it has ended by itself."""
        if self.process is None or self.process.poll() is None:
            return
        sys.stderr.write(f"The {self.name} process ended ({self.process.returncode}); again ...\n")
        self.kill_group()
        self.start()

    def ask_to_end(self) -> None:
        """Ask the process to finish what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for the end, then kill what is left of the group."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self.kill_group()
        self.process.wait()

    def kill_group(self) -> None:
        """Kill the process and whatever it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def end_all(children: Sequence[Child]) -> None:
    """End every process: asked first, killed when it does not hear."""
    for child in children:
        child.ask_to_end()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.end(deadline)
