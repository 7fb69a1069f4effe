"""What really comes out of a workbook's zip, looked at before any reader opens it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from jamsostek.contributions.imports.codes import Refusal, Refused
from jamsostek.contributions.imports.limits import Limits
from jamsostek.contributions.imports.sheet_xml import SheetScan, XmlScan, check_extent

_READ: Final = 1 << 16
_CHUNK: Final = 1 << 20
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_XML: Final = (".xml", ".rels", ".vml")
_SMALL: Final = 2_000_000
"""Up to this size a sheet is parsed whole to see that it is well formed."""


@dataclass(slots=True)
class Container:
    """A workbook's zip that holds what it promises, and which rows of its parts are hidden."""

    content: bytes
    hidden_rows: dict[str, frozenset[int]] = field(default_factory=dict)

    def part(self, name: str) -> bytes:
        """Give one small part whole."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return archive.read(name)


def open_container(content: bytes, limits: Limits) -> Container:
    """Unpack every part as a stream, and see that size, form and contents can be trusted.

    Raises:
        Refused: the file is too large, unsafe, locked, broken or no workbook.
    """
    parts = _parts(content, limits)
    container = Container(content)
    unpacked = 0
    for part in parts:
        scan = _scan_for(part.filename, limits)
        for size in _scanned(content, part, scan, limits):
            unpacked += size
            if unpacked > limits.unpacked_bytes or _too_dense(unpacked, len(content), limits):
                raise Refused(Refusal.FILE_TOO_LARGE)
        if isinstance(scan, SheetScan):
            if scan.irregular or part.file_size < _SMALL:
                check_extent(unpack(content, part), limits)
            container.hidden_rows[part.filename] = frozenset(scan.hidden_rows)
    return container


def _parts(content: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(Refusal.FILE_CORRUPT) from error
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Refused(Refusal.FILE_ENCRYPTED)
    if not any(name.endswith("workbook.xml") for name in names):
        raise Refused(Refusal.FILE_TYPE_MISMATCH)
    if len(parts) > limits.parts:
        raise Refused(Refusal.FILE_TOO_LARGE)
    if len(names) != len(parts):
        raise Refused(Refusal.FILE_CORRUPT)
    return parts


def _scan_for(name: str, limits: Limits) -> XmlScan | None:
    if _SHEETS.fullmatch(name):
        return SheetScan(limits)
    return XmlScan() if name.lower().endswith(_XML) else None


def _scanned(
    content: bytes, part: zipfile.ZipInfo, scan: XmlScan | None, limits: Limits
) -> Iterator[int]:
    """Unpack a part through its scan; give the size of every piece."""
    out = packed = 0
    for piece, packed in _inflated(content, part):  # noqa: B007 - the last one is used below
        out += len(piece)
        if scan is not None:
            scan.feed(piece)
        yield len(piece)
    if _too_dense(out, packed, limits):
        raise Refused(Refusal.FILE_TOO_LARGE)
    if scan is not None:
        scan.close()


def _too_dense(unpacked: int, packed: int, limits: Limits) -> bool:
    return unpacked - limits.ratio_counts_from > limits.packing_ratio * packed


def unpack(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give what really comes out of a part, piece by piece, whatever the directory claims.

    Raises:
        Refused: the part is broken, or is not what the directory says.
    """
    return (piece for piece, _ in _inflated(content, part))


def _inflated(content: bytes, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Give the pieces of a part, each with how many packed bytes were used up so far."""
    start = _start_of(content, part)
    check = size = 0
    pieces = _stored if part.compress_type == _STORED else _deflated
    if part.compress_type not in {_STORED, _DEFLATED}:
        raise Refused(Refusal.FILE_CORRUPT)
    for piece, packed in pieces(content, start, part.compress_size):
        check = zlib.crc32(piece, check)
        size += len(piece)
        yield piece, packed
    if check != part.CRC or size != part.file_size:
        raise Refused(Refusal.FILE_CORRUPT)


def _start_of(content: bytes, part: zipfile.ZipInfo) -> int:
    at = part.header_offset
    header = content[at : at + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Refused(Refusal.FILE_CORRUPT)
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return at + _LOCAL_HEADER + names


def _stored(content: bytes, start: int, size: int) -> Iterator[tuple[bytes, int]]:
    for at in range(start, start + size, _CHUNK):
        piece = content[at : min(at + _CHUNK, start + size)]
        if piece:
            yield piece, at + len(piece) - start


def _deflated(content: bytes, start: int, _: int) -> Iterator[tuple[bytes, int]]:
    """Inflate until the stream itself says that it ends."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    at, waiting = start, b""
    while not inflater.eof:
        if not waiting:
            waiting = content[at : at + _READ]
            at += len(waiting)
        try:
            piece = inflater.decompress(waiting, _CHUNK)
        except zlib.error as error:
            raise Refused(Refusal.FILE_CORRUPT) from error
        if not piece and not waiting:
            raise Refused(Refusal.FILE_CORRUPT)
        waiting = inflater.unconsumed_tail
        if piece:
            yield piece, at - start - len(waiting) - len(inflater.unused_data)
