"""Files that attack the reader are refused, quickly, each for what it is."""

import io
import os
import re
import struct
import subprocess
import sys
import time
import zipfile
import zlib

import pytest

from jamsostek.contributions.imports import wire
from jamsostek.contributions.imports.fetching import opening
from jamsostek.contributions.imports.limits import DEFAULT, Limits
from jamsostek.kernel.months import Month
from tests.contributions.imports.making import HEADING, SITI, opened, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>NO KPJ</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>UPAH</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>99012345601</t></is></c><c r="B2"><v>5000</v></c>'
    "</row>"
)
SPREAD = '<row r="99999"><c r="Z99999"><v>1</v></c></row>'
FAR = '<row r="200000"><c r="BH200000"><v>1</v></c></row>'


def plain():
    return xlsx({"Upah": [HEADING, [*SITI, 1_000_000]]})


def with_parts(parts, content=None):
    """Give a workbook with some of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or plain())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        held = {name: source.read(name) for name in source.namelist()} | parts
        for name, data in held.items():
            target.writestr(name, data)
    return out.getvalue()


def sheet(rows):
    body = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
    return (body + "</worksheet>").encode()


def refusal(content, name="upah.xlsx", **how):
    return opened(content, name, **how).refused


def test_a_plain_workbook_is_not_refused():
    assert refusal(with_parts({SHEET: sheet(HEAD)})) is None


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="200001"><c r="A200001"><v>1</v></c></row>',
        '<row r="3"><c r="BI3"><v>1</v></c></row>',
        "<row>" + "<c/>" * 60 + "<c><v>1</v></c></row>",
    ],
)
def test_a_cell_beyond_the_limits_is_a_sheet_too_large(cell):
    assert refusal(with_parts({SHEET: sheet(HEAD + cell)})) == "SHEET_TOO_LARGE"


def test_a_workbook_that_names_its_elements_with_a_prefix_is_read():
    prefixed = sheet(HEAD).replace(b"<?xml", b"<!xml").replace(b"</", b"</x:")
    prefixed = re.sub(rb"<(?=[a-z])", b"<x:", prefixed).replace(b"<!xml", b"<?xml")
    content = with_parts({SHEET: prefixed.replace(b"xmlns=", b"xmlns:x=")})

    assert opened(content).rows["wage"].to_list() == [5_000]


def test_rows_that_do_not_say_where_they_stand_are_counted():
    row = "<row><c><v>1</v></c></row>"

    assert refusal(with_parts({SHEET: sheet(HEAD + row * 58)}), limits=Limits(rows=60)) is None
    more = with_parts({SHEET: sheet(HEAD + row * 59)})
    assert refusal(more, limits=Limits(rows=60)) == "SHEET_TOO_LARGE"


@pytest.mark.parametrize(
    "cell",
    [
        FAR,
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
        "<row><c><v>1</v></c></row>",
    ],
)
def test_a_lone_cell_within_the_limits_or_an_empty_one_beyond_is_read(cell):
    reading = opened(with_parts({SHEET: sheet(HEAD + cell)}))

    assert reading.refused is None
    assert reading.rows["wage"][0] == 5_000


def test_what_unpacks_a_hundredfold_is_too_large():
    bomb = sheet(HEAD + '<row r="3"><c r="A3"><v>1</v></c></row>' * 100_000)

    assert refusal(with_parts({SHEET: bomb})) == "FILE_TOO_LARGE"


def test_the_first_megabyte_may_be_packed_as_tightly_as_it_likes():
    assert refusal(with_parts({"xl/media/image1.png": b"\0" * 999_000})) is None


def test_what_counts_is_what_comes_out_not_what_the_directory_says():
    name, data = b"xl/media/a.bin", zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = data.compress(b"\0" * 30_000_000) + data.flush()
    liar = with_lying_part(plain(), name, packed, claimed=1_000)

    assert refusal(liar) == "FILE_TOO_LARGE"


def with_lying_part(content, name, packed, claimed):
    """Put a part in front of a zip whose directory states a wrong size for it."""
    sizes = struct.pack("<III", 0, len(packed), claimed)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    local += struct.pack("<HH", len(name), 0) + name + packed
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = content.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", content[end + 10 : end + 20])
    directory = bytearray(content[start : start + size])
    at = 0
    while at < len(directory):
        offset = struct.unpack_from("<I", directory, at + 42)[0]
        struct.pack_into("<I", directory, at + 42, offset + len(local))
        lengths = struct.unpack_from("<HHH", directory, at + 28)
        at += 46 + sum(lengths)
    whole = entry + bytes(directory)
    tail = struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(whole), start + len(local), 0)
    return local + content[:start] + whole + b"PK\x05\x06" + tail


def test_more_than_twenty_megabytes_are_too_large():
    assert refusal(b"x" * 20_000_000, "upah.csv") is None
    assert refusal(b"x" * 20_000_001, "upah.csv") == "FILE_TOO_LARGE"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "docProps/core.xml", "xl/styles.xml"])
def test_a_document_type_in_any_part_is_unsafe(part):
    lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'

    assert refusal(with_parts({part: lol})) == "FILE_UNSAFE_XML"


def test_a_document_type_hidden_in_utf_16_is_found():
    lol = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'

    assert refusal(with_parts({"docProps/app.xml": lol.encode("utf-16")})) == "FILE_UNSAFE_XML"


def test_an_encoding_in_which_nothing_can_be_seen_is_unsafe():
    odd = b'<?xml version="1.0" encoding="UTF-7"?><x/>'

    assert refusal(with_parts({"docProps/app.xml": odd})) == "FILE_UNSAFE_XML"


def test_a_sheet_in_an_encoding_its_reader_does_not_know_is_not_taken_for_empty():
    written = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').decode().encode("utf-16")

    assert refusal(with_parts({SHEET: written})) == "FILE_CORRUPT"


@pytest.mark.parametrize(
    "broken",
    [
        b'<?xml version="1.0"?><worksheet><sheetData><row r="1">',
        b"<worksheet><sheetData><row></sheetData></row></worksheet>",
        sheet('<row r="1"><c r="A0x"><v>1</v></c></row>'),
        sheet('<row r="99999999999"><c><v>1</v></c></row>'),
    ],
)
def test_xml_that_breaks_off_or_makes_no_sense_is_corrupt(broken):
    assert refusal(with_parts({SHEET: broken})) == "FILE_CORRUPT"


def test_a_file_cut_short_is_corrupt():
    content = plain()

    assert refusal(content[:-200]) == "FILE_CORRUPT"
    assert refusal(content[: len(content) // 2]) == "FILE_CORRUPT"
    assert refusal(b"") == "FILE_CORRUPT"


def test_a_flipped_byte_is_found_by_its_checksum():
    content = bytearray(plain())
    at = content.index(b"PK\x01\x02") - 200

    content[at] ^= 0xFF

    assert refusal(bytes(content)) == "FILE_CORRUPT"


def test_a_password_is_recognised_in_both_ways_of_locking():
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    )
    zipped = bytearray(plain())
    at = zipped.index(b"PK\x01\x02")
    zipped[at + 8] |= 1

    assert refusal(locked) == "FILE_ENCRYPTED"
    assert refusal(bytes(zipped)) == "FILE_ENCRYPTED"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"NO KPJ;UPAH\n1;2\n", "upah.xlsx"),
        (b"<html><table>", "upah.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "upah.xlsx"),
        (plain(), "upah.csv"),
        (plain(), "upah.xls"),
        (b"%PDF-1.4", "upah.txt"),
        (b"  <!DOCTYPE html><html>", "upah.csv"),
        (b"\x89PNG\r\n", "upah.csv"),
        (b"KPJ;UPAH\n\0\0\0", "upah.csv"),
        (b"KPJ;UPAH\n", "upah.ods"),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(content, name):
    assert refusal(content, name) == "FILE_TYPE_MISMATCH"


def test_a_zip_that_is_no_workbook_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    assert refusal(out.getvalue()) == "FILE_TYPE_MISMATCH"


def test_a_part_that_is_there_twice_is_corrupt():
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, sheet(HEAD))

    assert refusal(out.getvalue()) == "FILE_CORRUPT"


def test_a_child_without_memory_is_a_file_too_large():
    far = with_parts({SHEET: sheet(HEAD + FAR)})

    assert refusal(far, limits=Limits(memory_bytes=200_000_000)) == "FILE_TOO_LARGE"


def test_a_child_without_time_is_a_file_too_large():
    assert refusal(plain(), limits=Limits(seconds=0)) == "FILE_TOO_LARGE"


def test_a_child_may_wait_for_its_parent():
    with opening(plain(), "upah.xlsx", month=Month(2011, 9), limits=Limits(seconds=2)) as file:
        time.sleep(2.5)
        sheets = file.fetched().sheets

    assert len(sheets) == 1


def test_a_wide_sheet_is_read_within_the_memory():
    """Measured in a process of its own, by its high-water mark: `ru_maxrss` is inherited."""
    program = (
        "import re, resource; from pathlib import Path;"
        "from tests.contributions.imports.test_hostile import *;"
        "opened(with_parts({SHEET: sheet(HEAD + SPREAD)}));"
        "own = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1];"
        "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss;"
        "print(int(own) * 1024, child * 1024)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "jamsostek.config.settings"}

    measured = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment
    )

    used = max(map(int, measured.stdout.split()))
    assert used < DEFAULT.memory_bytes


def test_a_workbook_of_countless_parts_is_too_large():
    assert refusal(plain(), limits=Limits(parts=3)) == "FILE_TOO_LARGE"


def test_a_list_of_sheets_that_breaks_off_is_corrupt():
    assert refusal(with_parts({"xl/workbook.xml": b"<workbook><sheets>"})) == "FILE_CORRUPT"


def test_a_message_that_breaks_off_is_not_taken():
    whole = io.BytesIO()
    wire.send(whole, {"type": "rows"}, [("a", "b"), (1.0, None)])

    cut = io.BytesIO(whole.getvalue()[:-1])

    assert len(list(wire.messages(io.BytesIO(whole.getvalue())))) == 1
    assert list(wire.messages(cut)) == []
