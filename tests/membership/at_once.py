"""People who do the same at the same time: nobody commits before all others have come as far."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from django.db import connections, transaction

PATIENCE_SECONDS = 0.5
"""How long somebody waits with the commit for others, who may be waiting for that commit."""


def at_once(*commands: Callable[[], object]) -> list[object]:
    """Run commands side by side, each in a transaction of its own; give results or refusals."""
    finished = Barrier(len(commands))

    def alone(command: Callable[[], object]) -> object:
        try:
            with transaction.atomic():
                result = command()
                with suppress(BrokenBarrierError):
                    finished.wait(timeout=PATIENCE_SECONDS)
        except ValueError as refusal:
            return refusal
        finally:
            connections.close_all()
        return result

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(alone, commands))


def refusals(results: list[object]) -> list[type]:
    """Give the facts that refused some of the commands."""
    return [type(result) for result in results if isinstance(result, Exception)]
