"""The Indonesian names of subjects and values of the law; the English ones stand beside them."""

from typing import Final

from jamsostek.law.reader import Parameter

SUBJECTS: Final[dict[str, tuple[str, str]]] = {
    "contributions": ("Iuran", "Contributions"),
    "construction": ("Jasa konstruksi", "Construction services"),
    "heirs": ("Ahli waris", "Heirs"),
    "institution": ("Badan penyelenggara", "The institution"),
    "jht": ("Jaminan Hari Tua", "Old-age savings"),
    "jht_tax": ("Pajak atas JHT", "Tax on JHT"),
    "jkm": ("Jaminan Kematian", "Death benefit"),
    "membership": ("Kepesertaan", "Membership"),
    "own_account": ("Tenaga kerja luar hubungan kerja", "Own-account workers"),
    "penalties": ("Denda dan sanksi", "Penalties"),
    "savings": ("Hasil pengembangan JHT", "Return on JHT savings"),
    "tax_free_income": ("Penghasilan tidak kena pajak", "Tax-free income"),
    "wages": ("Upah sebulan", "The monthly wage"),
}
TITLES: Final[dict[tuple[str, str], str]] = {
    ("contributions", "jht_employer"): "JHT: bagian pemberi kerja",
    ("contributions", "jht_member"): "JHT: bagian tenaga kerja, dipotong dari upah",
    ("contributions", "jkk"): "JKK: kelompok risiko I sampai V, menurut urutannya",
    ("contributions", "jkm"): "JKM",
    ("contributions", "jpk_single"): "JPK: tenaga kerja lajang",
    ("contributions", "jpk_married"): "JPK: tenaga kerja berkeluarga",
    ("contributions", "jpk_wage_max"): "JPK: batas upah, bila disebut jumlahnya",
    ("contributions", "jpk_wage_max_times_k1"): "JPK: batas upah, dalam kelipatan PTKP K/1",
    ("contributions", "due_day"): "Tanggal jatuh tempo pada bulan berikutnya",
    ("contributions", "difference_notice_days"): "Hari untuk memberitahukan selisih",
    ("construction", "slice_limits"): "Nilai kontrak tempat satu lapis berakhir",
    ("construction", "jkk_slices"): "JKK: tarif setiap lapis, menurut urutannya",
    ("construction", "jkm_slices"): "JKM: tarif setiap lapis, menurut urutannya",
    ("construction", "jkk_on_wages"): "JKK: bila upah diketahui",
    ("construction", "jkm_on_wages"): "JKM: bila upah diketahui",
    ("construction", "registration_lead_days"): "Hari pendaftaran sebelum pekerjaan dimulai",
    ("construction", "payment_terms"): "Termin pembayaran iuran sebuah kontrak, menurut urutannya",
    ("heirs", "death_order"): "Urutan penerima JKM, dan JKK bila meninggal",
    ("heirs", "savings_order"): "Urutan penerima saldo JHT",
    ("heirs", "estates_office"): "Yang tidak ada penerimanya: kepada Balai Harta Peninggalan",
    ("heirs", "guardian_age"): "Umur di bawah mana bagian dibayarkan melalui wali",
    ("heirs", "expected_child_days"): "Hari sesudah kematian: anak dalam kandungan ikut dihitung",
    ("jht", "age"): "Umur pembayaran JHT",
    ("jht", "early_membership_years"): "Masa kepesertaan untuk mengambil JHT setelah berhenti",
    ("jht", "early_wait_months"): "Masa tunggu setelah berhenti bekerja",
    ("jht", "lump_sum_below"): "Di bawah jumlah ini dibayar sekaligus; sejak jumlah ini memilih",
    ("jht", "practice_lump_sum_below"): "Jumlah itu dalam praktik",
    ("jht", "periodic_years_max"): "Paling lama pembayaran berkala",
    ("jht", "announcement_days"): "Hari sebelum usia itu: besarnya diberitahukan",
    ("jht", "civil_service_exit"): "Pembayaran karena menjadi pegawai negeri, TNI atau Polri",
    ("jht_tax", "lump_limits"): "Batas atas setiap lapisan",
    ("jht_tax", "lump_rates"): "Tarif setiap lapisan",
    ("jht_tax", "one_payment_years"): "Tahun kalender yang dihitung satu kesatuan",
    ("jht_tax", "year_limits"): "Tahun ketiga dan seterusnya: batas atas setiap lapisan",
    ("jht_tax", "year_rates"): "Tahun ketiga dan seterusnya: tarif setiap lapisan",
    ("jht_tax", "without_number"): "Tahun ketiga dan seterusnya: tanpa NPWP, dari pajak biasa",
    ("jkm", "death_grant"): "Santunan kematian",
    ("jkm", "funeral"): "Biaya pemakaman",
    ("jkm", "periodic_monthly"): "Santunan berkala",
    ("jkm", "periodic_months"): "Bulan santunan berkala dibayar",
    ("jkm", "up_front_by_choice"): "Santunan berkala dapat dipilih dibayar di muka",
    ("jkm", "cover_after_work_months"): "Bulan perlindungan sesudah berhenti bekerja",
    ("institution", "name"): "Badan yang menyelenggarakan program",
    ("membership", "min_workers"): "Jumlah tenaga kerja yang mewajibkan pendaftaran",
    ("membership", "min_payroll"): "Jumlah upah sebulan yang mewajibkan pendaftaran",
    ("membership", "stays_when_smaller"): "Yang sudah menjadi peserta tetap peserta walau mengecil",
    ("membership", "jpk_opt_out"): "Jaminan kesehatan sendiri yang lebih baik membebaskan dari JPK",
    ("membership", "programmes"): "Program yang diselenggarakan",
    ("membership", "casual_full_cover_months"): "Bulan kerja harian lepas untuk semua program",
    ("membership", "casual_full_cover_days"): "Hari kerja dalam setiap bulan itu",
    ("membership", "casual_short_programmes"): "Program tenaga kerja harian lepas sebelum itu",
    ("membership", "form_return_days"): "Hari untuk mengembalikan formulir pendaftaran",
    ("membership", "card_issue_days"): "Hari untuk menerbitkan sertifikat dan kartu",
    ("membership", "card_handover_days"): "Hari bagi pemberi kerja untuk menyerahkan kartu",
    ("membership", "change_report_days"): "Hari untuk melaporkan perubahan",
    ("membership", "family_children_max"): "Anak yang ditanggung JPK bersama tenaga kerja",
    ("membership", "family_child_age"): "Umur sejak kapan anak tidak lagi ditanggung JPK",
    ("own_account", "jht_least"): "JHT: tarif terendah; boleh lebih tinggi",
    ("own_account", "jkk"): "JKK",
    ("own_account", "jkm"): "JKM",
    ("own_account", "jpk_single"): "JPK: lajang",
    ("own_account", "jpk_married"): "JPK: berkeluarga",
    ("own_account", "base_is_minimum_wage"): "Penghasilan sekurangnya upah minimum setempat",
    ("own_account", "max_age"): "Umur tertinggi",
    ("own_account", "payment_months"): "Bulan yang dapat dibayar sekaligus di muka",
    ("penalties", "late_payment"): "Denda keterlambatan, ditanggung pemberi kerja",
    ("penalties", "late_benefit"): "Ganti rugi badan bila jaminan terlambat dibayar",
    ("penalties", "offence_fine_max"): "Denda pidana tertinggi",
    ("penalties", "offence_detention_months_max"): "Kurungan terlama",
    ("savings", "return_rate"): "Hasil pengembangan atas saldo JHT",
    ("tax_free_income", "own"): "PTKP wajib pajak",
    ("tax_free_income", "married"): "Tambahan untuk yang kawin",
    ("tax_free_income", "dependant"): "Tambahan untuk setiap tanggungan, paling banyak tiga",
    ("wages", "daily_multiplier"): "Hari yang menjadikan upah harian upah sebulan",
    ("wages", "piece_months"): "Bulan yang dirata-rata untuk upah borongan",
    ("wages", "weather_piece_months"): "Bulan yang dirata-rata bila pekerjaan bergantung cuaca",
    ("wages", "casual_base_is_days_worked"): "Harian lepas: iuran dari upah harian kali hari kerja",
}
UNITS: Final[dict[str, str]] = {
    "abbreviations": "singkatan",
    "children": "anak",
    "day of the month": "tanggal",
    "days before the start": "hari sebelum mulai",
    "days from form and first payment": "hari sejak formulir dan pembayaran pertama",
    "days from receiving it": "hari sejak diterima",
    "days from the change": "hari sejak perubahan",
    "days from the receipt": "hari sejak penerimaan",
    "months": "bulan",
    "months on end": "bulan berturut-turut",
    "days": "hari",
    "days a month": "hari sebulan",
    "name": "nama",
    "percent": "persen",
    "percent a year": "persen setahun",
    "percent of the benefit, for each day late": "persen dari jaminan, setiap hari terlambat",
    "percent of the contribution due, for each month late": "persen dari iuran tiap bulan",
    "percent of the contribution": "persen dari iuran",
    "percent of the declared earnings": "persen dari penghasilan",
    "percent of the monthly wage": "persen dari upah sebulan",
    "percent of the monthly wage up to jpk_wage_max": "persen dari upah, sampai batas upah",
    "percent of the slice": "persen dari lapisnya",
    "relations, first class first": "hubungan, yang pertama didahulukan",
    "rupiah": "rupiah",
    "rupiah a month": "rupiah sebulan",
    "rupiah a month, all workers together": "rupiah sebulan, seluruh tenaga kerja",
    "rupiah a year": "rupiah setahun",
    "rupiah of the contract value": "rupiah nilai kontrak",
    "times": "kali",
    "times the daily wage": "kali upah sehari",
    "workers": "tenaga kerja",
    "years": "tahun",
    "years of age": "tahun",
    "yes or no": "ya atau tidak",
}


def subject_words(subject: str, language: str) -> str:
    """Name a subject of the law."""
    indonesian, english = SUBJECTS.get(subject, (subject, subject))
    return english if language == "en" else indonesian


def title_words(parameter: Parameter, language: str) -> str:
    """Name a value of the law."""
    if language == "en":
        return parameter.title
    return TITLES.get((parameter.subject, parameter.name), parameter.title)


def unit_words(parameter: Parameter, language: str) -> str:
    """Name what a value of the law is counted in."""
    return parameter.unit if language == "en" else UNITS.get(parameter.unit, parameter.unit)
