"""How the child process hands cells to its parent: a line of JSON, then bytes as it says.

A batch of rows travels column by column. Each column is three runs of bytes: the kinds of its
cells (one byte if all are alike), its texts joined by NUL, its numbers as doubles. Nothing in it
can be run, whatever has happened to the child.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, BinaryIO, Final

EMPTY, TEXT, NUMBER, DAY = 0, 1, 2, 3
_LONGEST_HEADER: Final = 1 << 20
_JOIN: Final = "\0"

FIRST_DAY: Final = date(1970, 1, 1).toordinal()
BATCH: Final = 5_000
"""How many rows travel together."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a sheet as columns; `of` is the height of the sheet, or 0 if unknown."""

    sheet: str | None
    first_row: int
    first_column: int
    rows: int
    of: int
    columns: list[tuple[Any, ...]]


Packed = tuple[bytes, bytes, bytes]
"""A column on its way: kinds, texts, numbers."""
NOTHING: Final[Packed] = (bytes([EMPTY]), b"", b"")


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of one column in a batch of rows, by kind."""

    kinds: bytes
    texts: list[str]
    numbers: list[float]


def send(out: BinaryIO, header: dict[str, Any], columns: Sequence[Sequence[object]] = ()) -> None:
    """Write one message; columns are tuples of cells of equal length."""
    blobs = [blob for column in columns for blob in pack(column)]
    header = header | {"blobs": [len(blob) for blob in blobs]}
    out.write(json.dumps(header).encode() + b"\n")
    out.writelines(blobs)
    out.flush()


def send_batch(out: BinaryIO, batch: Batch) -> None:
    """Write a batch of rows as one message."""
    header = {
        "type": "rows",
        "sheet": batch.sheet,
        "first_row": batch.first_row,
        "first_column": batch.first_column,
        "rows": batch.rows,
        "of": batch.of,
    }
    send(out, header, batch.columns)


def messages(source: IO[bytes]) -> Iterator[tuple[dict[str, Any], list[Packed]]]:
    """Give what was sent, until the sender ends or falls silent in mid-sentence."""
    while line := source.readline(_LONGEST_HEADER):
        if not line.endswith(b"\n"):
            return
        header = json.loads(line)
        sizes = header.pop("blobs")
        blobs = [source.read(size) for size in sizes]
        if [len(blob) for blob in blobs] != sizes:
            return
        columns = [(blobs[at], blobs[at + 1], blobs[at + 2]) for at in range(0, len(blobs), 3)]
        yield header, columns


def pack(column: Sequence[object]) -> Packed:
    """Make the cells of a column ready to be sent."""
    if not any(column) and set(column) <= {"", None}:
        return NOTHING
    types = set(map(type, column))
    if types == {str}:
        return bytes([TEXT]), _joined(column), b""
    if types == {float}:
        numbers = array("d", [cell for cell in column if isinstance(cell, float)])
        return bytes([NUMBER]), b"", numbers.tobytes()
    cells = [_plain(cell) for cell in column]
    kinds = bytes(kind for kind, _ in cells)
    numbers = array("d", [float(value) for kind, value in cells if kind in {NUMBER, DAY}])
    return kinds, _joined([value for kind, value in cells if kind == TEXT]), numbers.tobytes()


def _plain(cell: object) -> tuple[int, Any]:
    """Give a cell's kind, and its text, number or day of the calendar."""
    if isinstance(cell, str):
        return (TEXT, cell) if cell else (EMPTY, None)
    if isinstance(cell, bool):
        return TEXT, str(cell).upper()
    if isinstance(cell, int | float):
        return NUMBER, cell
    if isinstance(cell, date):
        return DAY, cell.toordinal()
    return (EMPTY, None) if cell is None else (TEXT, str(cell))


def _joined(texts: Sequence[Any]) -> bytes:
    joined = _JOIN.join(texts)
    if joined.count(_JOIN) >= len(texts) > 0:
        joined = _JOIN.join(text.replace(_JOIN, "\ufffd") for text in texts)
    return joined.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()


def unpack(packed: Packed) -> Column:
    """Give the cells of a column as they were before they were sent."""
    kinds, texts, numbers = packed
    values = array("d")
    values.frombytes(numbers)
    has_text = TEXT in kinds
    return Column(kinds, texts.decode().split(_JOIN) if has_text else [], values.tolist())
