"""Text files in the child process: encoding, separator, and their cells in batches of rows."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Final

from jamsostek.contributions.imports.codes import Refusal, Refused
from jamsostek.contributions.imports.heading_rows import ROWS_LOOKED_AT, find_heading
from jamsostek.contributions.imports.limits import Limits
from jamsostek.contributions.imports.wire import BATCH, Batch
from jamsostek.kernel.months import Month

SEPARATORS: Final = (";", ",", "\t", "|")
_NAMED: Final = re.compile(r'"?sep=(.)"?[ \t;,|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LOOKED_AT: Final = 200_000
_MARK: Final = "\0"


@dataclass(frozen=True, slots=True)
class TextTable:
    """A decoded text file and how its rows are cut into cells."""

    text: str
    encoding: str
    separator: str
    named: bool

    def batches(self, limits: Limits) -> Iterator[Batch]:
        """Give the cells, a few thousand rows at a time.

        Raises:
            Refused: a quotation is never closed, or more rows or columns are used than allowed.
        """
        used = 0
        records = enumerate(_records(self.text, self.separator), 1)
        for block in iter(lambda: list(islice(records, BATCH)), []):
            for number, record in block:
                if any(cell.strip() for cell in record):
                    used = number
                    if any(cell.strip() for cell in record[limits.columns :]):
                        raise Refused(Refusal.SHEET_TOO_LARGE)
            if used > limits.rows:
                raise Refused(Refusal.SHEET_TOO_LARGE)
            rows = [record[: limits.columns] for _, record in block]
            columns = list(zip_longest(*rows, fillvalue=""))
            yield Batch(None, block[0][0], 0, len(block), 0, columns)


def open_text(content: bytes, month: Month) -> TextTable:
    """Decode a text file and find its separator.

    Raises:
        Refused: the content is no text.
    """
    text, encoding = decode(content)
    if named := _NAMED.match(text):
        return TextTable(text, encoding, named[1], named=True)
    return TextTable(text, encoding, _separator(text, month), named=False)


def decode(content: bytes) -> tuple[str, str]:
    """Decode as UTF-8, UTF-16 with a byte order mark, or else cp1252; name the encoding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _text(content.decode("utf-16")), "utf-16"
        except UnicodeDecodeError as error:
            raise Refused(Refusal.FILE_CORRUPT) from error
    try:
        marked = content.startswith(codecs.BOM_UTF8)
        return _text(content.decode("utf-8-sig")), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:
        return _text(content.decode("cp1252", "jamsostek_c1")), "cp1252"


def _text(text: str) -> str:
    if "\0" in text:
        raise Refused(Refusal.FILE_TYPE_MISMATCH)
    return text


def _keep_control(error: UnicodeError) -> tuple[str, int]:
    """Read the five bytes that cp1252 leaves open as Windows does: as control characters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("jamsostek_c1", _keep_control)


def _separator(text: str, month: Month) -> str:
    """Choose the separator that makes a heading readable, or else the one most used."""
    sample = text[:_LOOKED_AT]
    ranked = []
    for separator in SEPARATORS:
        rows = list(islice(_records(sample, separator, whole=False), ROWS_LOOKED_AT))
        heading = find_heading(rows, month)
        widest = max(map(len, rows), default=0)
        ranked.append((heading.layout.score if heading else 0, widest))
    return SEPARATORS[ranked.index(max(ranked))]


def _records(text: str, separator: str, *, whole: bool = True) -> Iterator[list[str]]:
    """Cut a text into rows of cells, as RFC 4180 says, forgiving what it does not foresee.

    A mark is put behind the text: where it does not come out as a row of its own, a quotation was
    never closed and has swallowed rows.
    """
    csv.field_size_limit(len(text) + 2)
    gap = "" if text.endswith(("\n", "\r")) else "\n"
    marked = text + gap + _MARK if whole else text
    record: list[str] = []
    for record in csv.reader(io.StringIO(marked, newline=""), delimiter=separator):
        if record != [_MARK]:
            yield record
    if whole and record != [_MARK]:
        raise Refused(Refusal.FILE_CORRUPT)
