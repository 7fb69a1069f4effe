"""The ways of a claim, as one table: from where, to where, by whom, what is needed, how long."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Transition:
    """One step that a claim may take.

    `roles` may take it (`SYSTEM`: no person does, `EMPLOYER`: the employer's own officer,
    `MEMBER`: the member); `needs` must be there first; `within` says in words how long it may
    take, `citation` where that is written, if it is. Who takes a step that `prepares` a decision
    does not make the decision. Nothing stands before the first step.
    """

    before: str
    after: str
    roles: frozenset[str]
    needs: str
    within: str = ""
    citation: str = ""
    prepares: bool = False


_OFFICER: Final = frozenset({"CLAIMS_OFFICER"})
_SUPERVISOR: Final = frozenset({"CLAIMS_SUPERVISOR", "REGIONAL_HEAD"})
_SYSTEM: Final = frozenset({"SYSTEM"})
_REOPENED: Final = "upah dibetulkan, keberatan diterima atau bukti baru"

TRANSITIONS: Final = (
    Transition(
        "",
        "REPORTED",
        _OFFICER | {"EMPLOYER"},
        "laporan tahap I",
        "2 x 24 jam sejak kecelakaan, atau sejak diagnosis penyakit",
        "UU 3/1992, Pasal 10 ayat (1); PP 14/1993, Pasal 18 ayat (2) dan Pasal 19",
        prepares=True,
    ),
    Transition(
        "",
        "OPEN",
        _OFFICER | {"MEMBER"},
        "pengajuan jaminan JHT, JKM atau JPK",
        prepares=True,
    ),
    Transition(
        "REPORTED",
        "OPEN",
        _OFFICER | {"EMPLOYER"},
        "laporan tahap II dengan surat keterangan dokter",
        "2 x 24 jam sejak surat dokter",
        "UU 3/1992, Pasal 10 ayat (2); PP 14/1993, Pasal 18 ayat (3)",
        prepares=True,
    ),
    Transition("REPORTED", "WITHDRAWN", _OFFICER, "alasan", prepares=True),
    Transition("OPEN", "PENDED", _OFFICER, "alasan dan hari ditinjau lagi", prepares=True),
    Transition("PENDED", "OPEN", _OFFICER, "bukti yang ditunggu atau hari tinjauan", prepares=True),
    Transition("PENDED", "WITHDRAWN", _OFFICER, "alasan", prepares=True),
    Transition("OPEN", "COMPLETE", _OFFICER, "semua bukti yang diwajibkan", prepares=True),
    Transition("OPEN", "WITHDRAWN", _OFFICER, "alasan", prepares=True),
    Transition(
        "OPEN", "ASSESSED", _OFFICER, "usul penolakan dengan alasan dan pasal", prepares=True
    ),
    Transition("COMPLETE", "OPEN", _OFFICER, "alasan: bukti ternyata kurang", prepares=True),
    Transition("COMPLETE", "WITHDRAWN", _OFFICER, "alasan", prepares=True),
    Transition(
        "COMPLETE",
        "ASSESSED",
        _OFFICER,
        "perhitungan tanpa yang belum dapat ditentukan, atau usul penolakan",
        prepares=True,
    ),
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
    Transition("PAID", "APPROVED", _SYSTEM, "pembayaran dikembalikan bank"),
    Transition("APPROVED", "COMPLETE", _SUPERVISOR, _REOPENED),
    Transition("PAID", "COMPLETE", _SUPERVISOR, _REOPENED),
    Transition("REJECTED", "COMPLETE", _SUPERVISOR, _REOPENED),
)
"""All steps there are; the database holds the same table."""


def may_follow(state: str, following: str) -> bool:
    """Tell whether a claim in a state may come into another; nothing stands before the first."""
    return (state, following) in _STEPS


def step(state: str, following: str) -> Transition:
    """Give the step from a state into another.

    Raises:
        KeyError: there is none.
    """
    return _STEPS[state, following]


_STEPS: Final = {(one.before, one.after): one for one in TRANSITIONS}

OPEN_STATES: Final = ("REPORTED", "OPEN", "PENDED", "COMPLETE", "ASSESSED")
"""The states in which a claim waits for the institution or for whoever claims."""
GRANTED: Final = ("APPROVED", "PAID")
"""The states in which a benefit stands awarded."""
