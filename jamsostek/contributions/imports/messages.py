"""What the codes mean, in words a payroll clerk understands: what happened and what to do."""

from enum import StrEnum
from typing import Final

from jamsostek.contributions.imports.codes import (
    Flag,
    Note,
    NotFiled,
    Refusal,
    Rejection,
    Skip,
    Unread,
)
from jamsostek.kernel.words import rupiah
from jamsostek.law.wages import WAGE_MAX

INDONESIAN, ENGLISH = "id", "en"


def reason(code: str, language: str = INDONESIAN) -> str:
    """Say what a code means, in Indonesian or English; an unknown code stands for itself."""
    words = _REASONS.get(code)
    if words is None:
        return code
    return words[1 if language.startswith(ENGLISH) else 0]


def skipped(why: str, language: str = INDONESIAN) -> str:
    """Say why a row is no worker's."""
    return reason(f"SKIPPED_{why}", language)


_REASONS: Final[dict[str, tuple[str, str]]] = {
    Refusal.FILE_TOO_LARGE: (
        (
            "Berkas terlalu besar: paling besar 20 MB, dan 200 MB setelah dibuka. Hapus gambar "
            "dan lembar yang tidak perlu, atau bagi menjadi beberapa berkas."
        ),
        (
            "The file is too large: at most 20 MB, and 200 MB unpacked. Remove pictures and "
            "sheets that are not needed, or split it into several files."
        ),
    ),
    Refusal.SHEET_TOO_LARGE: (
        (
            "Lembar terlalu besar: paling banyak 200.000 baris dan 60 kolom. Periksa apakah ada"
            " isi yang tertinggal jauh di bawah atau di kanan tabel, lalu hapus."
        ),
        (
            "The sheet is too large: at most 200,000 rows and 60 columns. See whether something"
            " was left far below or right of the table, and delete it."
        ),
    ),
    Refusal.FILE_UNSAFE_XML: (
        (
            "Berkas ditolak karena memuat bagian yang berbahaya. Salin tabelnya ke buku kerja "
            "baru, simpan, lalu unggah lagi."
        ),
        (
            "The file was refused because it holds a dangerous part. Copy the table into a new "
            "workbook, save it and upload it again."
        ),
    ),
    Refusal.FILE_CORRUPT: (
        (
            "Berkas rusak dan tidak dapat dibaca sampai selesai. Buka di komputer Anda, simpan "
            "kembali, lalu unggah lagi."
        ),
        (
            "The file is damaged and cannot be read to its end. Open it on your computer, save "
            "it again and upload it again."
        ),
    ),
    Refusal.FILE_ENCRYPTED: (
        "Berkas dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
        "The file is locked with a password. Save it without one and upload it again.",
    ),
    Refusal.FILE_TYPE_MISMATCH: (
        (
            "Isi berkas bukan seperti yang disebut namanya, atau jenisnya tidak dapat dibaca. "
            "Buka di Excel, simpan sebagai Buku Kerja Excel (.xlsx) atau CSV, lalu unggah lagi."
        ),
        (
            "The content is not what the file's name says, or not of a kind that can be read. "
            "Open it in Excel, save it as Excel Workbook (.xlsx) or CSV and upload it again."
        ),
    ),
    Rejection.KPJ_MALFORMED: (
        "Nomor KPJ bukan 11 angka. Periksa pada kartu peserta dan perbaiki.",
        "The member number (KPJ) does not have 11 digits. Check the member's card and correct it.",
    ),
    Rejection.KPJ_UNKNOWN: (
        "Nomor KPJ ini tidak terdaftar. Periksa nomornya; tenaga kerja baru didaftarkan dahulu.",
        "This member number (KPJ) is not registered. Check it; register new workers first.",
    ),
    Rejection.KPJ_MISSING: (
        (
            "Nomor KPJ kosong dan orangnya tidak ditemukan lewat NIK. Isi nomor KPJ; tenaga "
            "kerja baru didaftarkan dahulu."
        ),
        (
            "The member number (KPJ) is empty and the identity number finds nobody. Fill it in;"
            " register new workers first."
        ),
    ),
    Rejection.NIK_MISMATCH: (
        (
            "NIK berbeda dengan NIK peserta yang memiliki nomor KPJ ini. Periksa keduanya, "
            "mungkin tertukar dengan orang lain."
        ),
        (
            "The identity number is not that of the member with this KPJ. Check both: they may "
            "belong to different people."
        ),
    ),
    Rejection.NIK_DAMAGED: (
        (
            "NIK rusak oleh pengolah angka: angka terakhirnya hilang. Ubah kolom menjadi teks, "
            "lalu ketik ulang 16 angka."
        ),
        (
            "The spreadsheet damaged the identity number: its last digits are lost. Make the "
            "column text and type all 16 digits again."
        ),
    ),
    Rejection.NIK_UNKNOWN: (
        (
            "Tidak ada tenaga kerja Anda dengan NIK ini. Periksa ke-16 angkanya; tenaga kerja "
            "baru didaftarkan dahulu."
        ),
        (
            "None of your workers has this identity number. Check its 16 digits; register new "
            "workers first."
        ),
    ),
    Rejection.NOT_EMPLOYED: (
        (
            "Orang ini tidak tercatat bekerja pada Anda di bulan ini. Periksa tanggal masuk dan"
            " keluar, atau daftarkan hubungan kerjanya dahulu."
        ),
        (
            "This person is not recorded as working for you in this month. Check the days of "
            "starting and leaving, or register the employment first."
        ),
    ),
    Rejection.WAGE_MISSING: (
        "Upah kosong, atau rumusnya tidak memberi hasil. Isi dengan angka.",
        "The wage is empty, or its formula gives no result. Fill in a number.",
    ),
    Rejection.WAGE_ZERO: (
        "Upah nol. Isi upah sebulan; hapus barisnya bila orang ini tidak diupah bulan itu.",
        "The wage is zero. Fill in the month's wage; leave the row out if there was none.",
    ),
    Rejection.WAGE_NEGATIVE: (
        "Upah kurang dari nol. Isi upah sebulan tanpa tanda kurang atau kurung.",
        "The wage is below zero. Fill in the month's wage without a minus sign or brackets.",
    ),
    Rejection.WAGE_TOO_HIGH: (
        (
            f"Upah, dengan baris lain dari orang ini bila ada, lebih dari {rupiah(WAGE_MAX)} "
            "sebulan. Periksa jumlah nolnya."
        ),
        (
            "The wage, with this person's other rows if there are any, is above "
            f"{rupiah(WAGE_MAX, 'en')} a month. Check the number of zeros."
        ),
    ),
    Rejection.WAGE_NOT_NUMBER: (
        "Upah tidak dapat dibaca sebagai angka. Tulis misalnya 1250000 atau 1.250.000.",
        "The wage cannot be read as a number. Write for example 1250000 or 1.250.000.",
    ),
    Rejection.WAGE_PARTS_DIFFER: (
        "Upah pokok ditambah tunjangan tetap tidak sama dengan jumlahnya. Periksa ketiganya.",
        "Base pay and fixed allowances do not add up to the total. Check all three.",
    ),
    Rejection.DUPLICATE_ROW: (
        "Baris ini sama dengan baris sebelumnya; yang pertama dipakai. Hapus baris ini.",
        "This row is the same as an earlier one, which is used. Delete this row.",
    ),
    Flag.FOUND_BY_NIK: (
        "Nomor KPJ kosong; orangnya ditemukan lewat NIK.",
        "The member number is empty; the person was found by identity number.",
    ),
    Flag.NIK_RESTORED: (
        "Nol di depan NIK hilang dan telah dikembalikan.",
        "The identity number had lost its leading zeros and got them back.",
    ),
    Flag.JOINED_IN_MONTH: ("Masuk kerja di bulan ini.", "Started work in this month."),
    Flag.LEFT_IN_MONTH: ("Keluar di bulan ini.", "Left in this month."),
    Flag.DATE_UNREADABLE: (
        "Ada tanggal yang tidak dapat dibaca; tanggal itu diabaikan. Tulis seperti 31/12/1985.",
        "A date cannot be read and is left out. Write it like 31/12/1985.",
    ),
    Flag.WAGE_ROUNDED: ("Upah dibulatkan ke rupiah penuh.", "The wage was rounded to the rupiah."),
    Flag.REPEATED_MEMBER: (
        "Orang yang sama ada di baris lain; kedua upah dijumlahkan. Pastikan memang dua pekerjaan.",
        "The same person is on another row; the wages add up. Confirm that these are two jobs.",
    ),
    Flag.SUSPECT_TEXT: (
        "Ada teks yang diawali tanda rumus (=, +, - atau @); disimpan apa adanya.",
        "A text begins like a formula (=, +, - or @); it is kept as it is.",
    ),
    Flag.HIDDEN_ROW: ("Baris ini tersembunyi di berkas.", "This row is hidden in the file."),
    Note.TOTAL_DIFFERS: (
        "Jumlah upah yang tertulis di berkas tidak sama dengan jumlah baris-barisnya.",
        "The total written in the file is not the sum of its rows.",
    ),
    Unread.NO_HEADING: (
        "Tidak ada judul kolom untuk upah dan nomor KPJ atau NIK.",
        "There is no heading for the wage and the member or identity number.",
    ),
    Unread.HIDDEN_SHEET: (
        "Lembar tersembunyi tidak dibaca. Tampilkan bila isinya untuk bulan ini.",
        "Hidden sheets are not read. Unhide it if it belongs to this month.",
    ),
    Unread.OTHER_MONTH: ("Lembar ini untuk bulan lain.", "This sheet is for another month."),
    f"SKIPPED_{Skip.BLANK}": ("Baris kosong.", "Blank row."),
    f"SKIPPED_{Skip.TOTAL}": ("Baris jumlah.", "Row of a total."),
    f"SKIPPED_{Skip.NOTE}": ("Baris keterangan, bukan tenaga kerja.", "A note, not a worker."),
    f"SKIPPED_{Skip.HEADER}": ("Judul kolom terulang.", "The heading again."),
    f"SKIPPED_{Skip.COLUMN_NUMBERS}": ("Nomor urut kolom.", "Numbers of the columns."),
    NotFiled.ALREADY_DECLARED: (
        "Bulan ini sudah dilaporkan lebih dahulu; berkas ini tidak dicatat.",
        "This month was declared before; nothing of this file was recorded.",
    ),
    NotFiled.MONTH_AHEAD: (
        "Bulan ini belum dimulai. Laporkan lagi setelah bulannya berjalan.",
        "This month has not begun. Declare it once it has.",
    ),
    NotFiled.NOTHING_ACCEPTED: (
        (
            "Tidak ada baris yang diterima. Perbaiki berkasnya dan unggah lagi; bila tidak ada "
            "yang bekerja dengan upah di bulan ini, sampaikan laporan nihil."
        ),
        (
            "No row is accepted. Correct the file and upload it again; if nobody worked for "
            "wages in this month, file a nil return."
        ),
    ),
    NotFiled.NOT_READ: (
        "Berkas ini belum selesai dibaca. Baca lagi berkasnya, lalu lihat hasilnya.",
        "This file has not been read to its end. Have it read again and look at the result.",
    ),
    NotFiled.NOT_A_MEMBER: (
        "Perusahaan ini belum, atau tidak lagi, menjadi peserta di bulan ini.",
        "This employer is not yet, or no longer, a member in this month.",
    ),
    NotFiled.NO_LAW: (
        "Peraturan untuk bulan ini tidak ada dalam sistem ini.",
        "This system does not have the law of this month.",
    ),
    NotFiled.NO_RISK_GROUP: (
        "Kelompok risiko JKK perusahaan ini belum ditetapkan. Hubungi kantor cabang.",
        "The employer's JKK risk group has not been decided. Ask the branch office.",
    ),
    NotFiled.REGISTER_CHANGED: (
        (
            "Daftar tenaga kerja berubah sejak berkas ini dibaca: ada yang tidak lagi tercatat "
            "bekerja di bulan ini. Baca lagi berkasnya, lalu lihat hasilnya."
        ),
        (
            "The register has changed since this file was read: somebody is no longer recorded "
            "as working in this month. Have it read again and look at the result."
        ),
    ),
    NotFiled.WAGE_OUT_OF_RANGE: (
        "Ada upah yang di luar batas. Baca lagi berkasnya, lalu perbaiki baris yang ditolak.",
        "A wage is out of range. Have the file read again and correct the rows rejected.",
    ),
    "FLAG_NIK_DAMAGED": (
        "NIK di berkas rusak; dipakai NIK yang terdaftar. Ubah kolom NIK menjadi teks.",
        (
            "The identity number in the file is damaged; the registered one is used. Make the "
            "column text."
        ),
    ),
}


def flagged(flag: str, language: str = INDONESIAN) -> str:
    """Say what an accepted row is flagged for."""
    return reason("FLAG_NIK_DAMAGED" if flag == Flag.NIK_DAMAGED else flag, language)


ALL_CODES: Final[tuple[type[StrEnum], ...]] = (
    Refusal,
    Rejection,
    Flag,
    Note,
    Unread,
    NotFiled,
)
"""Every list of codes that `reason` has words for."""
