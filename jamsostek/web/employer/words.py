"""Why a row, sheet or file was not taken as it is, in words that a payroll clerk can act on."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.imports.codes import Flag, Note, Refusal, Rejection, Skip, Unread
from jamsostek.contributions.queries.wage_files import NAME_MISSING, NIK_TAKEN, WAGE_UNREADABLE
from jamsostek.web.labels import Labels

REJECTIONS: Final[Labels] = {
    Rejection.KPJ_MALFORMED: _("Nomor KPJ bukan 11 angka. Salin dari kartu peserta."),
    Rejection.KPJ_UNKNOWN: _(
        "Tidak ada peserta dengan nomor KPJ ini. Periksa nomornya, atau daftarkan orangnya."
    ),
    Rejection.KPJ_MISSING: _(
        "Nomor KPJ kosong dan orang ini belum dikenal lewat NIK. Isi KPJ, atau daftarkan orangnya."
    ),
    Rejection.NIK_MISMATCH: _(
        "NIK berbeda dari NIK pemilik nomor KPJ ini. Periksa apakah KPJ-nya milik orang lain."
    ),
    Rejection.NIK_DAMAGED: _(
        "NIK rusak karena disimpan sebagai bilangan. Tulis 16 angkanya sebagai teks."
    ),
    Rejection.NIK_UNKNOWN: _(
        "Tidak ada tenaga kerja perusahaan ini dengan NIK ini. Periksa, atau daftarkan orangnya."
    ),
    Rejection.NOT_EMPLOYED: _(
        "Orang ini tidak tercatat bekerja di perusahaan ini pada bulan ini. "
        "Periksa tanggal masuk dan keluarnya; bila baru pindah ke sini, daftarkan dahulu."
    ),
    Rejection.WAGE_MISSING: _("Upahnya kosong, atau rumusnya tidak menghasilkan angka."),
    Rejection.WAGE_ZERO: _("Upahnya nol. Isi upah, atau hapus barisnya bila tidak diupah."),
    Rejection.WAGE_NEGATIVE: _("Upahnya di bawah nol."),
    Rejection.WAGE_TOO_HIGH: _("Upahnya lebih dari Rp1.000.000.000 sebulan. Periksa nolnya."),
    Rejection.WAGE_NOT_NUMBER: _("Upahnya tidak terbaca. Tulis misalnya 2500000 atau 2.500.000."),
    Rejection.WAGE_PARTS_DIFFER: _(
        "Upah pokok dan tunjangan tetap tidak sama jumlahnya dengan kolom total."
    ),
    Rejection.DUPLICATE_ROW: _("Baris yang sama sudah ada di atasnya; yang ini tidak dihitung."),
}
FLAGS: Final[Labels] = {
    Flag.FOUND_BY_NIK: _("Nomor KPJ kosong; orangnya ditemukan lewat NIK."),
    Flag.NIK_RESTORED: _("Nol di depan NIK hilang; sudah dipulihkan."),
    Flag.NIK_DAMAGED: _("NIK di berkas rusak; yang dipakai NIK yang tercatat."),
    Flag.JOINED_IN_MONTH: _("Mulai bekerja pada bulan ini."),
    Flag.LEFT_IN_MONTH: _("Berhenti bekerja pada bulan ini."),
    Flag.DATE_UNREADABLE: _("Ada tanggal yang tidak terbaca; tanggal itu diabaikan."),
    Flag.WAGE_ROUNDED: _("Upahnya dibulatkan ke rupiah."),
    Flag.REPEATED_MEMBER: _("Orang yang sama dengan upah lain; kedua upah dijumlahkan."),
    Flag.SUSPECT_TEXT: _("Ada teks yang menyerupai rumus; disimpan apa adanya sebagai teks."),
    Flag.HIDDEN_ROW: _("Baris ini tersembunyi di berkas, tetapi ikut dibaca."),
}
SKIPS: Final[Labels] = {
    Skip.BLANK: _("Baris kosong."),
    Skip.TOTAL: _("Baris jumlah."),
    Skip.NOTE: _("Bukan baris tenaga kerja."),
    Skip.HEADER: _("Judul kolom yang berulang."),
    Skip.COLUMN_NUMBERS: _("Nomor kolom."),
}
UNREAD: Final[Labels] = {
    Unread.NO_HEADING: _("tidak memuat judul kolom upah dan nomor peserta"),
    Unread.HIDDEN_SHEET: _("lembar tersembunyi"),
    Unread.OTHER_MONTH: _("lembar bulan lain"),
}
NOTES: Final[Labels] = {
    Note.TOTAL_DIFFERS: _(
        "Jumlah di baris TOTAL berbeda dari jumlah semua upah yang terbaca. Periksa barisnya."
    ),
}
REFUSALS: Final[Labels] = {
    Refusal.FILE_TOO_LARGE: _("Berkas ini terlalu besar: paling besar 20 MB."),
    Refusal.SHEET_TOO_LARGE: _(
        "Lembar kerjanya terlalu besar: paling banyak 200.000 baris dan 60 kolom. "
        "Hapus isi jauh di bawah atau di kanan tabel."
    ),
    Refusal.FILE_UNSAFE_XML: _(
        "Berkas ini memuat bagian yang tidak aman. Simpan ulang dari program lembar kerja."
    ),
    Refusal.FILE_CORRUPT: _("Berkas ini rusak. Buka, simpan ulang, lalu unggah lagi."),
    Refusal.FILE_ENCRYPTED: _("Berkas ini terkunci kata sandi. Simpan tanpa kata sandi."),
    Refusal.FILE_TYPE_MISMATCH: _(
        "Isi berkas tidak sesuai dengan namanya. Simpan sebagai .xlsx atau .csv, lalu unggah lagi."
    ),
}
DOUBTS: Final[Labels] = {
    NIK_TAKEN: _(
        "NIK ini milik peserta dengan nomor KPJ lain. Betulkan nomor KPJ di berkas, unggah lagi."
    ),
    NAME_MISSING: _("Namanya kosong. Isi namanya di berkas, lalu unggah lagi."),
    WAGE_UNREADABLE: _("Upahnya tidak terbaca. Betulkan di berkas, lalu unggah lagi."),
}


def rejection(code: str) -> str:
    """Say why a row was rejected."""
    return str(REJECTIONS.get(code, code))


def flags(codes: list[str]) -> str:
    """Say what of an accepted row wants to be looked at."""
    return " ".join(str(FLAGS.get(code, code)) for code in codes)
