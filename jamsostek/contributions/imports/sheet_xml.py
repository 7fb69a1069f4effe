"""The XML inside a workbook, looked at piece by piece: is it safe, whole, and of a size to read."""

import codecs
import re
from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

from jamsostek.contributions.imports.codes import Refusal, Refused
from jamsostek.contributions.imports.limits import DEFAULT, Limits

_DECLARED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_ASCII_BASED: Final = {b"utf-8", b"utf8", b"us-ascii", b"iso-8859-1", b"windows-1252"}
_UNSAFE: Final = (b"<!DOCTYPE", b"<!ENTITY")
_LONGEST_TAG: Final = 1 << 16
_REGULAR_REFERENCES: Final = (
    r"(?:[A-Z]|A[A-Z]|B[A-H])?(?:1\d{1,5}|[2-9]\d{0,4}|1|200000)"  # up to BH200000
)
_IRREGULAR: Final = re.compile(rb'<(?:c|row)(?! r="' + _REGULAR_REFERENCES.encode() + rb'")[ />]')
_HIDDEN_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_ROW_NUMBER: Final = re.compile(rb"\br=[\"'](\d{1,9})[\"']")
_CELL_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,9})")


class XmlScan:
    """Watches one XML part go by and refuses what no workbook needs."""

    def __init__(self) -> None:
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False
        self._tail = b""
        self._last = b""

    def feed(self, piece: bytes) -> None:
        """Look at the next piece of the part."""
        if not self._begun:
            self._begin(piece)
        if self._decoder is not None:
            try:
                piece = self._decoder.decode(piece).encode()
            except UnicodeError as error:
                raise Refused(Refusal.FILE_CORRUPT) from error
        whole = self._tail + piece
        if any(sign in whole for sign in _UNSAFE):
            raise Refused(Refusal.FILE_UNSAFE_XML)
        self._last = (whole.rstrip() or whole)[-40:]
        cut = whole.rfind(b"<")
        self._look(whole[:cut] if cut > 0 else b"")
        self._tail = whole[cut:] if cut >= 0 and len(whole) - cut < _LONGEST_TAG else b""

    def close(self) -> None:
        """See that the part did not break off."""
        self._look(self._tail)
        if self._begun and not self._ends_well(self._last):
            raise Refused(Refusal.FILE_CORRUPT)

    def _begin(self, piece: bytes) -> None:
        self._begun = True
        if piece[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} or b"\0" in piece[:4]:
            big = piece[:2] == codecs.BOM_UTF16_BE or piece[:1] == b"\0"
            self._decoder = codecs.getincrementaldecoder("utf-16-be" if big else "utf-16-le")()
            return
        declared = _DECLARED.search(piece[:200])
        if declared and declared[1].lower() not in _ASCII_BASED:
            raise Refused(Refusal.FILE_UNSAFE_XML)

    def _look(self, tags: bytes) -> None:
        """Look at whole tags; a plain part has nothing to look for."""

    def _ends_well(self, last: bytes) -> bool:
        return last.endswith(b">")


class SheetScan(XmlScan):
    """Watches a worksheet: hidden rows, and whether every cell plainly says where it stands."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.hidden_rows: set[int] = set()
        self.irregular = (limits.rows, limits.columns) != (DEFAULT.rows, DEFAULT.columns)
        self._rooted = False

    def _begin(self, piece: bytes) -> None:
        super()._begin(piece)
        self.irregular |= self._decoder is not None or b"<worksheet" not in piece

    def _look(self, tags: bytes) -> None:
        if not self.irregular and _IRREGULAR.search(tags):
            self.irregular = True
        if b"hidden=" in tags:
            for found in _HIDDEN_ROW.finditer(tags):
                if number := _ROW_NUMBER.search(found[1]):
                    self.hidden_rows.add(int(number[1]))

    def close(self) -> None:
        """See that the sheet did not break off, and is in an encoding that its reader knows."""
        super().close()
        if self._decoder is not None:
            raise Refused(Refusal.FILE_CORRUPT)

    def _ends_well(self, last: bytes) -> bool:
        return last.endswith(b"worksheet>")


def check_extent(pieces: Iterable[bytes], limits: Limits) -> None:
    """Parse a worksheet to its end; see that no cell in use lies beyond the limits.

    Raises:
        Refused: a cell lies too far out, or the XML is broken or unsafe.
    """
    extent = _Extent(limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    parser.StartDoctypeDeclHandler = extent.unsafe
    parser.EntityDeclHandler = extent.unsafe
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(Refusal.FILE_CORRUPT) from error


class _Extent:
    """Follows rows and cells, also those that do not say where they stand."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.row = self.column = 0
        self.in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self.row = self._number(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif tag == "c":
            self._move(attributes.get("r"))
            self.in_cell = True
        elif self.in_cell and (self.row > self.limits.rows or self.column > self.limits.columns):
            raise Refused(Refusal.SHEET_TOO_LARGE)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self.in_cell = False

    def unsafe(self, *_: object) -> None:
        raise Refused(Refusal.FILE_UNSAFE_XML)

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = _CELL_REFERENCE.fullmatch(reference)
        if found is None:
            raise Refused(Refusal.FILE_CORRUPT)
        self.column = 0
        for letter in found[1].upper():
            self.column = self.column * 26 + ord(letter) - 64
        self.row = self._number(found[2])

    @staticmethod
    def _number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Refused(Refusal.FILE_CORRUPT)
        return int(text)
