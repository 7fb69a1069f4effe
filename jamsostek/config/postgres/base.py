"""Connections that keep the plans of chosen statements, and that notice a lost server cheaply."""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper

PLANNED = "planned"


class Operations(DatabaseOperations):
    """Django's, which also shows what a planned cursor has run."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:  # noqa: ANN401 - Django's own
        """Give the statement with its parameters put in."""
        if isinstance(cursor, base.ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of Django's with two things more."""

    ops_class = Operations

    def planned_cursor(self) -> CursorWrapper:
        """Give a cursor whose statements the server plans once a connection.

        Their parameters go beside the statement, not inside its text, so each needs a type that
        the server can tell. Planning a page's statements takes longer than running them.
        """
        cursor: CursorWrapper = self._cursor(name=PLANNED)  # type: ignore[attr-defined]  # Django's own, as for named cursors
        return cursor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 - Django's own
        """Connect, and let planned cursors keep plans from the second use on; no other can."""
        connection = super().get_new_connection(conn_params)
        connection.prepare_threshold = 1
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401 - Django's own
        """Make a planned cursor, or one of Django's."""
        if name == PLANNED:
            return base.ServerBindingCursor(self.connection)  # type: ignore[call-arg]  # psycopg's cursor
        return super().create_cursor(name)

    def is_usable(self) -> bool:
        """Tell whether the server is still there; it is asked only when it has sent something.

        A server that ends a connection says so or hangs up, and either can be seen on the socket
        without a round trip before every page.
        """
        if self.connection is None or self.connection.closed:
            return False
        return self._hears_nothing() or super().is_usable()

    def _hears_nothing(self) -> bool:
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0)
