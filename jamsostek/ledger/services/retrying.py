"""Running a transaction again that the database ended for the sake of another."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, connection
from psycopg import errors

ATTEMPTS: Final = 5

Params = ParamSpec("Params")
Result = TypeVar("Result")


def again_after_deadlock(command: Callable[Params, Result]) -> Callable[Params, Result]:
    """Run a command that is one transaction of its own again if the database ends a deadlock.

    Within a wider transaction the command is run once: only the whole can be repeated, so the
    service that opens it should be marked with this too.
    """

    @wraps(command)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        attempts = 1 if connection.in_atomic_block else ATTEMPTS
        for left in reversed(range(attempts)):
            try:
                return command(*args, **kwargs)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, errors.DeadlockDetected):
                    raise
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    return run
