"""A bank statement as the tests' bank sends it, in the columns of BRI."""

from collections.abc import Sequence
from datetime import date

ACCOUNT = "999001000555501"
HEADINGS = (
    "ID", "NOREK", "TGL_TRAN", "TGL_EFEKTIF", "JAM_TRAN", "SEQ", "DESK_TRAN", "SALDO_AWAL_MUTASI",
    "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI", "GLSIGN", "TRUSER", "KODE_TRAN",
    "KODE_TRAN_TELLER", "TRREMK", "TLBDS1", "TLBDS2", "REMARK_CUSTOM",
)  # fmt: skip


def statement(*paid_in: tuple[date, int, str], opening: int = 1_000_000) -> bytes:
    """Write credits of a day, amount and text as one statement."""
    rows = [HEADINGS]
    balance = opening
    for number, (day, amount, text) in enumerate(paid_in, 1):
        at = f"{day} 00:00:00"
        before, balance = balance, balance + amount
        rows.append(
            (
                str(number), ACCOUNT, at, at, f"{90000 + number}", str(number), text,
                f"{before}.00", ".00", f"{amount}.00", f"{balance}.00", "C", "8888", "0020",
                "1500", "", "", "", "",
            )
        )  # fmt: skip
    return _written(rows)


def _written(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode() + b"\n"
