"""Columns into a table in one go: a data frame through COPY."""

import io
from contextlib import AbstractContextManager
from typing import Protocol

import polars as pl


class Copying(Protocol):
    """An open COPY that takes bytes."""

    def write(self, buffer: bytes) -> object:
        """Send one buffer."""


class CopyCursor(Protocol):
    """A database cursor that can COPY, as psycopg's can."""

    def copy(self, statement: str) -> AbstractContextManager[Copying]:
        """Begin a COPY ... FROM STDIN."""


def copy_frame(cursor: CopyCursor, table: str, frame: pl.DataFrame) -> int:
    """Append every row of the frame to a table, column by name; give the number of rows.

    Null stays null and an empty text stays empty. The names come from code, never from users.
    """
    columns = ", ".join(f'"{name}"' for name in frame.columns)
    buffer = io.BytesIO()
    frame.write_csv(buffer, include_header=False, quote_style="non_numeric", null_value="")
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)") as copy:
        copy.write(buffer.getvalue())
    return frame.height
