"""The process that opens a file it cannot trust: limited, alone, and replaceable.

Run as `python -m jamsostek.contributions.imports.child LIMITS MONTH KIND` with the file as standard
input; cells and findings go to standard output as `wire` describes.
"""

import resource
import sys
from typing import BinaryIO

from jamsostek.contributions.imports.codes import Refusal, Refused
from jamsostek.contributions.imports.limits import Limits
from jamsostek.contributions.imports.wire import send, send_batch
from jamsostek.kernel.months import Month

WORKBOOK, TEXT = "workbook", "text"


def main() -> None:
    """Read the file on standard input within the limits, and say what came of it."""
    limits = Limits.from_json(sys.argv[1])
    _confine(limits)
    out = sys.stdout.buffer
    try:
        read = _send_workbook if sys.argv[3] == WORKBOOK else _send_text
        read(sys.stdin.buffer.read(), limits, Month.parse(sys.argv[2]), out)
    except Refused as refused:
        send(out, {"type": "refused", "code": refused.code})
    except MemoryError:
        send(out, {"type": "refused", "code": Refusal.FILE_TOO_LARGE})


def _confine(limits: Limits) -> None:
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


def _send_workbook(content: bytes, limits: Limits, month: Month, out: BinaryIO) -> None:
    from jamsostek.contributions.imports.workbooks import open_workbook  # noqa: PLC0415

    book = open_workbook(content, limits, month)
    facts = {
        "type": "file",
        "from_1904": book.from_1904,
        "order": book.book.sheet_names,
        "left_out": [[name, why] for name, why in book.left_out],
    }
    send(out, facts)
    for name in book.to_read:
        send(out, {"type": "sheet", "sheet": name, "hidden_rows": book.hidden_rows[name]})
        for batch in book.batches(name):
            send_batch(out, batch)
    send(out, {"type": "end"})


def _send_text(content: bytes, limits: Limits, month: Month, out: BinaryIO) -> None:
    from jamsostek.contributions.imports.text_files import open_text  # noqa: PLC0415

    table = open_text(content, month)
    facts = {"type": "file", "encoding": table.encoding, "delimiter": table.separator}
    send(out, facts)
    send(out, {"type": "sheet", "sheet": None, "hidden_rows": []})
    for batch in table.batches(limits):
        send_batch(out, batch)
    send(out, {"type": "end"})


if __name__ == "__main__":
    main()
