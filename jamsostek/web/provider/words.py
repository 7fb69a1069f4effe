"""Words for what stands in codes about providers, letters and claims."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.providers.models import (
    CapitationRun,
    Guarantee,
    ProviderClaim,
    ProviderKind,
    Service,
)
from jamsostek.providers.rules.claims import CITATIONS, Reason

Labels = dict[str, Promise]

KINDS: Final[Labels] = {
    ProviderKind.CLINIC: _("Klinik"),
    ProviderKind.DOCTOR: _("Dokter"),
    ProviderKind.DENTIST: _("Dokter gigi"),
    ProviderKind.MATERNITY: _("Rumah bersalin"),
    ProviderKind.HOSPITAL: _("Rumah sakit"),
    ProviderKind.PHARMACY: _("Apotek"),
    ProviderKind.OPTICIAN: _("Optik"),
    ProviderKind.LABORATORY: _("Laboratorium"),
}
SERVICES: Final[Labels] = {
    Service.FIRST_LEVEL: _("Rawat jalan tingkat pertama"),
    Service.SPECIALIST: _("Rawat jalan tingkat lanjutan"),
    Service.INPATIENT: _("Rawat inap"),
    Service.MATERNITY: _("Kehamilan dan persalinan"),
    Service.DIAGNOSTIC: _("Penunjang diagnostik"),
    Service.SPECIAL: _("Pelayanan khusus"),
    Service.EMERGENCY: _("Gawat darurat"),
}
CLAIM_STATES: Final[Labels] = {
    ProviderClaim.State.SUBMITTED: _("Menunggu pemeriksaan"),
    ProviderClaim.State.CHECKED: _("Menunggu persetujuan"),
    ProviderClaim.State.APPROVED: _("Disetujui"),
    ProviderClaim.State.REJECTED: _("Ditolak"),
    ProviderClaim.State.WITHDRAWN: _("Ditarik pelaksana"),
}
LETTER_STATES: Final[Labels] = {
    Guarantee.State.OPEN: _("Berlaku"),
    Guarantee.State.CLOSED: _("Selesai dirawat"),
    Guarantee.State.WITHDRAWN: _("Dicabut"),
}
RUN_STATES: Final[Labels] = {
    CapitationRun.State.PREPARED: _("Menunggu persetujuan"),
    CapitationRun.State.APPROVED: _("Disetujui"),
}
PAYMENT_STATES: Final[Labels] = {
    "QUEUED": _("Menunggu dibayar"),
    "SENT": _("Dikirim ke bank"),
    "UNKNOWN": _("Belum jelas"),
    "PAID": _("Sudah dibayar"),
    "RETURNED": _("Dikembalikan bank"),
    "CANCELLED": _("Dibatalkan"),
}
REASONS: Final[Labels] = {
    Reason.UNKNOWN_MEMBER: _("Nomor KPJ tidak dikenal."),
    Reason.UNKNOWN_PATIENT: _("Nama pasien bukan tenaga kerja itu atau keluarganya."),
    Reason.DAY_AHEAD: _("Tanggal pelayanan belum tiba."),
    Reason.NO_CONTRACT: _("Tidak ada perjanjian pada tanggal itu."),
    Reason.NO_TARIFF: _("Kode layanan tidak ada dalam perjanjian."),
    Reason.NOT_INSURED: _("Tenaga kerja tidak terlindungi JPK pada tanggal itu."),
    Reason.FAMILY_NOT_INSURED: _("Anggota keluarga ini tidak ditanggung pada tanggal itu."),
    Reason.NOT_FOR_PATIENT: _("Pelayanan ini tidak untuk pasien ini."),
    Reason.IN_CAPITATION: _("Sudah dibayar di muka dengan kapitasi."),
    Reason.CHOSE_ANOTHER: _("Peserta ini memilih pelaksana lain."),
    Reason.NO_GUARANTEE: _("Perlu rujukan dan surat jaminan."),
    Reason.OTHER_GUARANTEE: _("Surat jaminan ini untuk pasien, pelayanan atau pelaksana lain."),
    Reason.OUTSIDE_GUARANTEE: _("Tanggalnya di luar surat jaminan."),
    Reason.STAY_NOT_ENDED: _("Isi dulu tanggal masuk dan keluar pada surat jaminannya."),
    Reason.REPEATED: _("Pelayanan yang sama pada hari yang sama sudah diklaim."),
    Reason.DAYS_USED: _("Hari rawat melebihi yang dijamin surat jaminan."),
    Reason.TOO_MANY: _("Jumlahnya melebihi batas perjanjian."),
    Reason.ABOVE_TARIFF: _("Harganya melebihi tarif perjanjian."),
}
REFUSALS: Final[Labels] = {
    "TOO_LARGE": _("Berkas ini terlalu besar; paling besar 2 MB."),
    "NOT_TEXT": _("Berkas ini bukan CSV. Simpan tabelnya sebagai CSV, lalu kirim lagi."),
    "NO_HEADINGS": _("Judul kolom KPJ, Kode, Tanggal, Jumlah dan Harga tidak ditemukan."),
    "TOO_MANY_ROWS": _("Paling banyak 5.000 baris satu klaim. Bagi berkasnya."),
    "EMPTY": _("Tidak ada baris di bawah judul kolom."),
}
FAULTS: Final[Labels] = {
    "BAD_KPJ": _("Nomor KPJ harus sebelas angka."),
    "NO_CODE": _("Kode layanan belum diisi."),
    "BAD_DAY": _("Tulis tanggal seperti 2011-10-05 atau 05-10-2011."),
    "BAD_QUANTITY": _("Jumlah harus bilangan bulat, paling sedikit 1."),
    "BAD_PRICE": _("Harga harus rupiah bulat di atas nol."),
}


def why(codes: list[str]) -> str:
    """Say why less is paid than claimed, each reason with its article."""
    return " ".join(_reason(Reason(code)) for code in codes)


def _reason(reason: Reason) -> str:
    cited = CITATIONS.get(reason)
    return f"{REASONS[reason]} ({cited})" if cited else str(REASONS[reason])
