"""What faults of projects and their workers mean, and what to do about them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.rules.project_terms import Registered

WORKER_FAULTS: Final[dict[str, Promise]] = {
    "NAME_MISSING": _("Namanya kosong. Isi nama pekerja."),
    "NAME_TOO_LONG": _("Namanya lebih dari 120 huruf."),
    "NIK_TOO_LONG": _("NIK lebih dari 16 angka."),
    "NIK_ODD": _("NIK tidak terbaca utuh. Tulis 16 angkanya di sel berbentuk teks."),
    "NIK_TWICE": _("NIK ini dua kali di proyek pada waktu yang sama."),
    "KPJ_ODD": _("KPJ tidak terbaca. KPJ terdiri atas 11 angka."),
    "KPJ_UNKNOWN": _("KPJ ini tidak terdaftar. Periksa angkanya, atau kosongkan."),
    "KPJ_TWICE": _("KPJ ini dua kali di proyek pada waktu yang sama."),
    "DAY_ODD": _("Tanggalnya tidak terbaca. Tulis seperti 30-09-2011."),
    "OUTSIDE_PROJECT": _("Masa kerjanya di luar masa proyek."),
    "ENDS_BEFORE_IT_BEGINS": _("Selesai bekerja sebelum mulai."),
    "TITLE_TOO_LONG": _("Pekerjaannya lebih dari 80 huruf."),
    "SEX_STRANGE": _("Jenis kelamin ditulis L atau P."),
}

REGISTERED: Final[dict[Registered, Promise]] = {
    Registered.LATE: _(
        "Didaftarkan kurang dari satu minggu sebelum pekerjaan dimulai (KEP-196/MEN/1999). "
        "Perlindungan baru berlaku sejak terdaftar dan termin pertama dibayar "
        "(PP 14/1993, Pasal 7)."
    ),
    Registered.AFTER_START: _(
        "Didaftarkan setelah pekerjaan dimulai. Perlindungan baru berlaku sejak terdaftar dan "
        "termin pertama dibayar (PP 14/1993, Pasal 7); kecelakaan sebelumnya ditanggung "
        "kontraktor sendiri (UU 3/1992, Pasal 19 ayat (2))."
    ),
}
"""The remark on a project registered late; none where it was in time."""

ADDENDUM_FAULTS: Final[dict[str, tuple[str, Promise]]] = {
    "VALUE_OUT_OF_RANGE": ("contract_value", _("Nilai kontrak ini tidak mungkin.")),
    "WAGES_OUT_OF_RANGE": ("wage_sum", _("Jumlah upah ini tidak mungkin.")),
    "ENDS_BEFORE_IT_BEGINS": ("last_day", _("Selesainya sebelum pekerjaan dimulai.")),
    "SIGNED_LATER": ("signed_on", _("Tanggal adendum belum tiba.")),
    "WORKERS_BEGIN_LATER": (
        "last_day",
        _("Ada pekerja di daftar yang baru mulai sesudah tanggal ini."),
    ),
}
