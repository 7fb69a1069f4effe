"""Which format a file is in, by what stands in it and never by its name."""

from collections.abc import Callable, Sequence
from typing import Final

from jamsostek.treasury.formats import (
    bni,
    bri,
    camt053,
    klikbca,
    mandiri,
    mandiri_mcm,
    mt940,
)
from jamsostek.treasury.formats.assembly import assembled
from jamsostek.treasury.formats.statement import Message, Statement, StatementUnreadable
from jamsostek.treasury.formats.tables import decoded

MAX_BYTES: Final = 20 * 1024 * 1024

_TEXT_FORMATS: Final[Sequence[tuple[str, Callable[[str], list[Message] | None]]]] = (
    (mt940.FORMAT, mt940.read),
    (klikbca.FORMAT, klikbca.read),
    (mandiri_mcm.FORMAT, mandiri_mcm.read),
    (mandiri.FORMAT, mandiri.read),
    (bri.FORMAT, bri.read),
    (bni.FORMAT, bni.read),
)


def read_statement(content: bytes) -> Statement:
    """Read a bank statement of any known format, whole or not at all.

    Raises:
        StatementUnreadable: too large, no known format, or not readable to the end.
    """
    if len(content) > MAX_BYTES:
        raise StatementUnreadable(
            f"berkas lebih besar dari {MAX_BYTES // 1024 // 1024} MB; minta bank membaginya."
        )
    text = decoded(content)
    if not text.strip():
        raise StatementUnreadable("berkas kosong.")
    if text.lstrip().startswith("<"):
        return assembled(*camt053.read(content))
    for name, read in _TEXT_FORMATS:
        messages = read(text)
        if messages is not None:
            return assembled(name, messages)
    raise StatementUnreadable(
        "bukan rekening koran yang dikenal (CSV BCA, Mandiri, BRI atau BNI; MT940; camt.053)."
    )
