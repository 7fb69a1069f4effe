"""The words for what is stored of claims: states, causes, papers, relations, decisions."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import (
    Assessment,
    Cause,
    Decision,
    Evidence,
    Objection,
    Payee,
    Reclaim,
    Segment,
    State,
)

Labels = dict[str, Promise]
States = dict[str, tuple[str, Promise]]

STATES: Final[States] = {
    State.REPORTED: ("wait", _("Dilaporkan (tahap I)")),
    State.OPEN: ("wait", _("Melengkapi bukti")),
    State.PENDED: ("none", _("Ditunda")),
    State.COMPLETE: ("wait", _("Bukti lengkap, belum dihitung")),
    State.ASSESSED: ("wait", _("Menunggu putusan")),
    State.APPROVED: ("good", _("Disetujui, menunggu pembayaran")),
    State.PAID: ("good", _("Sudah dibayar")),
    State.REJECTED: ("bad", _("Ditolak")),
    State.WITHDRAWN: ("none", _("Ditarik kembali")),
}
CAUSES: Final[Labels] = {
    Cause.ACCIDENT: _("Kecelakaan di tempat kerja"),
    Cause.COMMUTE: _("Kecelakaan dalam perjalanan kerja"),
    Cause.DISEASE: _("Penyakit akibat kerja"),
    Cause.DEATH: _("Meninggal bukan karena kecelakaan kerja"),
    Cause.AGE: _("Mencapai usia 55 tahun"),
    Cause.TOTAL_DISABILITY: _("Cacat total tetap"),
    Cause.LEFT_COUNTRY: _("Meninggalkan Indonesia untuk selamanya"),
    Cause.LEFT_WORK: _("Berhenti bekerja"),
    Cause.DIED: _("Meninggal dunia: saldo JHT"),
    Cause.CIVIL_SERVANT: _("Menjadi PNS, TNI atau Polri"),
    Cause.EMERGENCY: _("Perawatan darurat di luar jaringan"),
    Cause.SPECIAL_AID: _("Alat bantu khusus"),
    Cause.MATERNITY: _("Persalinan"),
}
SEGMENTS: Final[Labels] = {
    Segment.FORMAL: _("Hubungan kerja"),
    Segment.CONSTRUCTION: _("Jasa konstruksi"),
    Segment.OWN_ACCOUNT: _("Di luar hubungan kerja (TK-LHK)"),
}
EVIDENCE_STATES: Final[States] = {
    Evidence.State.AWAITED: ("wait", _("Belum ada")),
    Evidence.State.RECEIVED: ("good", _("Diterima")),
    Evidence.State.REFUSED: ("bad", _("Tidak dapat diterima")),
    Evidence.State.WAIVED: ("none", _("Tidak diperlukan")),
}
OUTCOMES: Final[States] = {
    Decision.Outcome.APPROVED: ("good", _("Disetujui")),
    Decision.Outcome.REJECTED: ("bad", _("Ditolak")),
    Decision.Outcome.RETURNED: ("wait", _("Dikembalikan untuk diperbaiki")),
}
PAYERS: Final[Labels] = {
    Assessment.Payer.FUND: _("Dana program"),
    Assessment.Payer.EMPLOYER: _("Pengusaha"),
    Assessment.Payer.NOBODY: _("Tidak ada yang wajib membayar"),
}
OBJECTION_STATES: Final[States] = {
    Objection.State.RAISED: ("wait", _("Menunggu jawaban")),
    Objection.State.UPHELD: ("good", _("Diterima, klaim dibuka kembali")),
    Objection.State.DISMISSED: ("bad", _("Tidak diterima")),
}
RECLAIM_STATES: Final[States] = {
    Reclaim.State.OPEN: ("wait", _("Belum dibayar")),
    Reclaim.State.PAID: ("good", _("Sudah dibayar")),
    Reclaim.State.CANCELLED: ("none", _("Tidak ditagih lagi")),
}
METHODS: Final[Labels] = {
    Payee.Method.TRANSFER: _("Transfer bank"),
    Payee.Method.CASH: _("Tunai di kantor cabang"),
}
RECIPIENTS: Final[Labels] = {
    "MEMBER": _("Tenaga kerja"),
    "HEIRS": _("Ahli waris"),
    "EMPLOYER": _("Pengusaha"),
    "FUNERAL": _("Yang mengurus pemakaman"),
    "PROVIDER": _("Rumah sakit atau dokter"),
    "STATE": _("Kas negara (pajak)"),
}
"""To whom a line of an award goes."""
RELATIONS: Final[Labels] = {
    "SPOUSE": _("Janda atau duda"),
    "CHILD": _("Anak"),
    "PARENT": _("Orang tua"),
    "GRANDCHILD": _("Cucu"),
    "GRANDPARENT": _("Kakek atau nenek"),
    "SIBLING": _("Saudara kandung"),
    "PARENT_IN_LAW": _("Mertua"),
}
"""What a survivor was to the worker."""
