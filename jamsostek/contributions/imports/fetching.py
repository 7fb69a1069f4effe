"""Fetch the cells of a file from a child process, which opens it within limits.

Whatever the file does to its reader, this process only sees messages that end too early. Nothing
here needs more than the standard library, so a hostile file is refused within little memory.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final

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
class FetchedSheet:
    """A sheet, or a whole text file (name None), as packed columns in batches of rows."""

    name: str | None
    hidden_rows: list[int]
    first_column: int = 0
    batches: list[tuple[int, list[wire.Packed]]] = field(default_factory=list)


@dataclass(slots=True)
class Fetched:
    """All cells of a file that are to be read, and what is known of the whole."""

    sheets: list[FetchedSheet] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


def fetch(
    content: bytes,
    name: str,
    *,
    month: Month,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Fetched:
    """Fetch the cells of a file through a child process of limited memory and time.

    Raises:
        Refused: the file is too large, unsafe, broken, locked, or not what its name says.
    """
    with opening(content, name, month=month, limits=limits) as opened:
        return opened.fetched(progress)


@contextmanager
def opening(
    content: bytes, name: str, *, month: Month, limits: Limits = DEFAULT
) -> Iterator["Opening"]:
    """Let a child process open a file; do what need not wait for it, then ask for the cells.

    The time it may take counts while the cells are waited for. At the end of the context the
    child is gone.
    """
    try:
        kind = _kind(content, name, limits)
    except Refused as refused:
        yield Opening(refused, 0)
        return
    process = _child(content, kind, month, limits)
    try:
        yield Opening(process, limits.seconds)
    finally:
        process.kill()
        process.communicate()


@dataclass(frozen=True, slots=True)
class Opening:
    """A file that a child process is opening, or why none does."""

    process: subprocess.Popen[bytes] | Refused
    seconds: int

    def fetched(self, progress: Progress | None = None) -> Fetched:
        """Give the cells, once; `progress` is told how far they have come.

        Raises:
            Refused: see `fetch`.
        """
        fetched = Fetched()
        for header, columns in self._messages():
            if header["type"] == "refused":
                raise Refused(Refusal(header["code"]))
            if header["type"] == "file":
                fetched.facts = header
            elif header["type"] == "sheet":
                fetched.sheets.append(FetchedSheet(header["sheet"], header["hidden_rows"]))
            elif header["type"] == "rows":
                sheet = fetched.sheets[-1]
                sheet.first_column = header["first_column"]
                sheet.batches.append((header["rows"], columns))
                if progress is not None:
                    done = header["first_row"] + header["rows"] - 1
                    progress(done, max(done, header["of"]))
        return fetched

    def _messages(self) -> Iterator[tuple[dict[str, Any], list[wire.Packed]]]:
        """Give what the child sends.

        Raises:
            Refused: there is no child, or it ended, or was ended, before it had finished.
        """
        if isinstance(self.process, Refused):
            raise self.process
        finished = False
        clock = threading.Timer(self.seconds, self.process.kill)
        clock.start()
        try:
            if self.process.stdout is not None:
                for header, columns in wire.messages(self.process.stdout):
                    finished = header["type"] in {"end", "refused"}
                    yield header, columns
            self.process.wait()
        finally:
            clock.cancel()
        if not finished:
            raise Refused(_cause_of_death(self.process.returncode))


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


def _child(content: bytes, kind: str, month: Month, limits: Limits) -> subprocess.Popen[bytes]:
    """Start the process that opens the file."""
    command = [sys.executable, "-m", child.__name__, limits.to_json(), str(month), kind]
    root = str(Path(jamsostek.__file__).parents[1])
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        return subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": root, "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
        )


def _cause_of_death(status: int) -> Refusal:
    """Tell what killed a child: want of memory or time, or a file that broke its reader."""
    exhausted = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}
    return Refusal.FILE_TOO_LARGE if status in exhausted else Refusal.FILE_CORRUPT
