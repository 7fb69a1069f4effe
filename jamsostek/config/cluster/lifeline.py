"""Processes that end when their parent does, however it ends."""

import ctypes
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def die_with_parent(signal_number: int = signal.SIGTERM) -> Callable[[], None] | None:
    """Give what a child runs first, so that the kernel signals it when its parent dies.

    Only Linux can do this; elsewhere a killed parent's children live until the next start.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def bind() -> None:
        prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)

    return bind
