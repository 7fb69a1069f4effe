"""Statements that pages run all day: the server plans each once a connection."""

from django.db import connection
from django.db.backends.utils import CursorWrapper


def planned_cursor() -> CursorWrapper:
    """Give a cursor that keeps plans; see `jamsostek.config.postgres`."""
    cursor: CursorWrapper = connection.planned_cursor()  # type: ignore[attr-defined]  # our backend's
    return cursor
