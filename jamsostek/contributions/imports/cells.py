"""The cells of a file as columns, fetched from the child process that opened it."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final

import numpy as np
import polars as pl

import jamsostek
from jamsostek.contributions.imports import child, wire
from jamsostek.contributions.imports.codes import Refusal, Refused
from jamsostek.contributions.imports.limits import DEFAULT, Limits
from jamsostek.kernel.months import Month

Progress = Callable[[int, int], None]
"""Told how many rows of a sheet have been read, and of how many (0 if unknown)."""

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_NO_TEXT: Final = (
    _COMPOUND, _ZIP, b"PK\x05\x06", b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
    b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf",
)  # fmt: skip
_MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook")
_NO_TABLE: Final = (".xls", ".xlsb", ".ods", ".pdf", ".doc", ".docx", ".zip", ".rar", ".7z")


@dataclass(slots=True)
class RawColumn:
    """One column of cells; each cell is a text, a number, a day, or nothing."""

    text: pl.Series
    number: pl.Series
    day: pl.Series


@dataclass(slots=True)
class RawSheet:
    """A sheet, or a whole text file (name None), as columns."""

    name: str | None
    hidden_rows: list[int]
    first_row: int = 1
    first_column: int = 0
    columns: list[RawColumn] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows there are, blank ones included."""
        return len(self.columns[0].text) if self.columns else 0


@dataclass(slots=True)
class RawFile:
    """All cells of a file that are read, before anything is made of them."""

    sheets: list[RawSheet]
    left_out: list[tuple[str, str]]
    order: list[str] = field(default_factory=list)
    from_1904: bool = False
    encoding: str | None = None
    delimiter: str | None = None


def read_cells(
    content: bytes,
    name: str,
    *,
    month: Month,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> RawFile:
    """Read the cells of a file in a child process of limited memory and time.

    Raises:
        Refused: the file is too large, unsafe, broken, locked, or not what its name says.
    """
    kind = _kind(content, name, limits)
    facts: dict[str, Any] | None = None
    sheets: list[tuple[RawSheet, list[tuple[int, list[wire.Column]]]]] = []
    for header, columns in _messages(content, kind, month, limits):
        if header["type"] == "refused":
            raise Refused(Refusal(header["code"]))
        if header["type"] == "file":
            facts = header
        elif header["type"] == "sheet":
            sheets.append((RawSheet(header["sheet"], header["hidden_rows"]), []))
        elif header["type"] == "rows":
            sheet, batches = sheets[-1]
            if not batches:
                sheet.first_row, sheet.first_column = header["first_row"], header["first_column"]
            batches.append((header["rows"], columns))
            if progress is not None:
                done = header["first_row"] + header["rows"] - 1
                progress(done, max(done, header["of"]))
    for sheet, batches in sheets:
        sheet.columns = _columns(batches)
    facts = facts or {}
    return RawFile(
        [sheet for sheet, _ in sheets],
        [(left, why) for left, why in facts.get("left_out", [])],
        facts.get("order", []),
        facts.get("from_1904", False),
        facts.get("encoding"),
        facts.get("delimiter"),
    )


def _kind(content: bytes, name: str, limits: Limits) -> str:
    """Tell workbook from text, by name and by content.

    Raises:
        Refused: too large, locked, or name and content disagree.
    """
    if len(content) > limits.file_bytes:
        raise Refused(Refusal.FILE_TOO_LARGE)
    ending = PurePath(name).suffix.lower()
    if ending in _WORKBOOKS:
        if not content:
            raise Refused(Refusal.FILE_CORRUPT)
        if content.startswith(_COMPOUND) and _ENCRYPTED_STREAM in content:
            raise Refused(Refusal.FILE_ENCRYPTED)
        if not content.startswith(_ZIP):
            raise Refused(Refusal.FILE_TYPE_MISMATCH)
        return child.WORKBOOK
    head = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if ending in _NO_TABLE or content.startswith(_NO_TEXT) or head.startswith(_MARKUP):
        raise Refused(Refusal.FILE_TYPE_MISMATCH)
    return child.TEXT


def _messages(
    content: bytes, kind: str, month: Month, limits: Limits
) -> Iterator[tuple[dict[str, Any], list[wire.Column]]]:
    """Run the child process and give what it sends.

    Raises:
        Refused: the child ended, or was ended, before it had finished.
    """
    command = [sys.executable, "-m", child.__name__, limits.to_json(), str(month), kind]
    root = str(Path(jamsostek.__file__).parents[1])
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": root, "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
        )
    clock = threading.Timer(limits.seconds, process.kill)
    clock.start()
    finished = False
    try:
        if process.stdout is not None:
            for header, columns in wire.messages(process.stdout):
                finished = header["type"] in {"end", "refused"}
                yield header, columns
    finally:
        clock.cancel()
        process.kill()
        _, status = process.communicate(), process.returncode
    if not finished:
        raise Refused(_cause_of_death(status))


def _cause_of_death(status: int) -> Refusal:
    """Tell what killed a child: want of memory or time, or a file that broke its reader."""
    exhausted = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}
    return Refusal.FILE_TOO_LARGE if status in exhausted else Refusal.FILE_CORRUPT


def _columns(batches: list[tuple[int, list[wire.Column]]]) -> list[RawColumn]:
    """Join batches into columns; where a batch is narrower, cells are empty."""
    width = max((len(columns) for _, columns in batches), default=0)
    empty = wire.Column(bytes([wire.EMPTY]), [], wire.NO_NUMBERS)
    joined = []
    for place in range(width):
        parts = [
            _raw(columns[place] if place < len(columns) else empty, rows)
            for rows, columns in batches
        ]
        joined.append(RawColumn(*(pl.concat(list(series)) for series in zip(*parts, strict=True))))
    return joined


def _raw(column: wire.Column, rows: int) -> tuple[pl.Series, pl.Series, pl.Series]:
    texts = pl.Series("text", column.texts, pl.String)
    numbers = pl.Series("number", np.frombuffer(column.numbers, dtype=np.float64))
    no_text = pl.Series("text", [None], pl.String).new_from_index(0, rows)
    no_number = pl.Series("number", [None], pl.Float64).new_from_index(0, rows)
    no_day = pl.Series("day", [None], pl.Date).new_from_index(0, rows)
    if column.kinds == bytes([wire.TEXT]) and len(texts) == rows:
        return texts.replace("", None), no_number, no_day
    if column.kinds == bytes([wire.NUMBER]) and len(numbers) == rows:
        return no_text, numbers, no_day
    if len(column.kinds) != rows:
        return no_text, no_number, no_day
    kinds = np.frombuffer(column.kinds, dtype=np.uint8)
    return _mixed(kinds, texts, numbers)


def _mixed(
    kinds: "np.ndarray[Any, np.dtype[np.uint8]]", texts: pl.Series, numbers: pl.Series
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Put texts, numbers and days back where they stood."""
    kind = pl.Series("kind", kinds)
    counted = kind.is_in([wire.NUMBER, wire.DAY])
    text = _spread(texts, kind == wire.TEXT)
    number = _spread(numbers, counted)
    days = number.cast(pl.Int64) - wire.FIRST_DAY
    is_day = kind == wire.DAY
    frame = pl.DataFrame({"number": number, "days": days, "is_day": is_day})
    return (
        text.alias("text"),
        frame.select(pl.when(~pl.col("is_day")).then("number").alias("number"))["number"],
        frame.select(
            pl.when("is_day").then(pl.col("days").cast(pl.Int32).cast(pl.Date)).alias("day")
        )["day"],
    )


def _spread(values: pl.Series, places: pl.Series) -> pl.Series:
    """Give a column with the values, in order, where `places` is true, and null elsewhere."""
    position = (places.cast(pl.UInt32).cum_sum() - 1).to_frame("at")
    index = position.select(pl.when(places).then(pl.col("at")))["at"]
    return values.gather(index) if len(values) else values.extend_constant(None, len(places))
