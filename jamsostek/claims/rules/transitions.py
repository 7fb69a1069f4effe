"""The ways of a claim, as one table: from where, to where, by whom, what is needed, how long."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Transition:
    """One step that a claim may take.

    `roles` may take it (`SYSTEM`: no person does); `needs` must be there first; `within` says in
    words how long it may take, `citation` where that is written, if it is.
    """

    before: str
    after: str
    roles: frozenset[str]
    needs: str
    within: str = ""
    citation: str = ""


_OFFICER: Final = frozenset({"CLAIMS_OFFICER"})
_SUPERVISOR: Final = frozenset({"CLAIMS_SUPERVISOR", "REGIONAL_HEAD"})
_SYSTEM: Final = frozenset({"SYSTEM"})

TRANSITIONS: Final = (
    Transition(
        "REPORTED",
        "OPEN",
        _OFFICER,
        "laporan tahap II (surat dokter)",
        "2 x 24 jam sejak surat dokter",
        "UU 3/1992, Pasal 10 ayat (2)",
    ),
    Transition("REPORTED", "WITHDRAWN", _OFFICER, "alasan"),
    Transition("OPEN", "PENDED", _OFFICER, "alasan dan hari ditinjau lagi"),
    Transition("PENDED", "OPEN", _OFFICER, "bukti yang ditunggu atau hari tinjauan"),
    Transition("PENDED", "WITHDRAWN", _OFFICER, "alasan"),
    Transition("OPEN", "COMPLETE", _OFFICER, "semua bukti yang diwajibkan"),
    Transition("OPEN", "WITHDRAWN", _OFFICER, "alasan"),
    Transition("COMPLETE", "OPEN", _OFFICER, "alasan: bukti ternyata kurang"),
    Transition("COMPLETE", "ASSESSED", _OFFICER, "perhitungan tanpa yang belum dapat ditentukan"),
    Transition(
        "ASSESSED",
        "APPROVED",
        _SUPERVISOR,
        "pejabat kedua dalam batas wewenangnya",
        "dibayar dalam satu bulan sejak bukti lengkap",
        "UU 3/1992, Pasal 26",
    ),
    Transition("ASSESSED", "REJECTED", _SUPERVISOR, "pejabat kedua, alasan dan pasal"),
    Transition("ASSESSED", "COMPLETE", _SUPERVISOR, "alasan dikembalikan"),
    Transition("APPROVED", "PAID", _SYSTEM, "semua pembayaran selesai"),
    Transition("APPROVED", "COMPLETE", _SUPERVISOR, "upah dibetulkan atau keberatan diterima"),
    Transition("PAID", "COMPLETE", _SUPERVISOR, "upah dibetulkan atau keberatan diterima"),
    Transition("PAID", "APPROVED", _SYSTEM, "pembayaran dikembalikan bank"),
    Transition("REJECTED", "COMPLETE", _SUPERVISOR, "keberatan diterima atau bukti baru"),
)


def may_follow(state: str, following: str) -> bool:
    """Tell whether a claim in a state may come into another."""
    return any(step.before == state and step.after == following for step in TRANSITIONS)
