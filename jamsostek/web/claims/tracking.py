"""How far a claim is, told to whoever waits for it: what happened, who acts next, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, State
from jamsostek.web.claims.clocks import ShownClock
from jamsostek.web.templatetags.words import long_date


@dataclass(frozen=True, slots=True)
class Track:
    """Where a claim is, in plain words; `who` and `until` are empty where nothing is awaited."""

    what: str
    who: str = ""
    until: str = ""
    citation: str = ""


WHAT: Final[dict[str, Promise]] = {
    State.REPORTED: _(
        "Kecelakaannya sudah dilaporkan. Sekarang ditunggu surat dokter tentang akibatnya."
    ),
    State.OPEN: _("Klaim sudah diterima. Surat-suratnya sedang dilengkapi."),
    State.PENDED: _("Klaim ditunda."),
    State.COMPLETE: _("Semua surat sudah lengkap. Jaminannya sedang dihitung."),
    State.ASSESSED: _("Jaminan sudah dihitung. Sekarang diperiksa pejabat kedua, yang memutusnya."),
    State.APPROVED: _("Klaim disetujui. Uangnya sedang dibayarkan."),
    State.PAID: _("Selesai: jaminan sudah dibayar."),
    State.REJECTED: _("Klaim ditolak. Alasan dan pasalnya ada pada putusan di bawah."),
    State.WITHDRAWN: _("Klaim ditarik kembali."),
}
WHO: Final[dict[str, Promise]] = {
    State.REPORTED: _("Pengusaha: mengirim laporan tahap II dengan surat dokter."),
    State.OPEN: _("Petugas klaim: memeriksa surat yang sudah masuk."),
    State.PENDED: _("Petugas klaim: meninjau lagi."),
    State.COMPLETE: _("Petugas klaim: menghitung jaminan."),
    State.ASSESSED: _("Penyelia klaim: memutus."),
    State.APPROVED: _("Kasir kantor cabang: membayar."),
}


def track_of(claim: Claim, clock: ShownClock | None, missing: Sequence[str] = ()) -> Track:
    """Tell where a claim is; `missing` are the papers that whoever claims still owes."""
    who = str(WHO.get(claim.state, ""))
    if claim.state == State.OPEN and missing:
        who = say("Anda: mengirim %(papers)s.") % {"papers": "; ".join(missing)}
    what = str(WHAT[State(claim.state)])
    if claim.state == State.PENDED and claim.pended_until:
        day = long_date(claim.pended_until)
        return Track(what, who, say("ditinjau lagi %(day)s") % {"day": day})
    if clock is None or not who:
        return Track(what, who)
    until = f"{clock.until} ({clock.words})" if clock.is_late else clock.until
    return Track(what, who, until, clock.citation)
