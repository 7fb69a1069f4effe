"""The addresses of the employer's pages.

What is the employer's alone lies under `perusahaan/`; what an officer can do for it as well lies
under the employer's number, so that a link can be passed on.
"""

from django.urls import path

from jamsostek.web.employer import (
    accidents,
    arrears,
    bills,
    corrections,
    families,
    files,
    home,
    lists,
    months,
    workers,
)

OF = "pemberi-kerja/<slug:npp>"
MONTH = f"{OF}/laporan-upah/<slug:month>"
FILE = f"{OF}/berkas-upah/<int:number>"

urlpatterns = [
    path("perusahaan/ringkasan/", home.home, name="employer_home"),
    path("perusahaan/laporan-upah/", home.own_declarations, name="employer_declarations"),
    path("perusahaan/tenaga-kerja/", workers.workers, name="employer_workers"),
    path("perusahaan/tenaga-kerja/daftar/", workers.joiner, name="employer_joiner"),
    path(
        "perusahaan/tenaga-kerja/<int:employment_id>/akhiri/",
        workers.leaver,
        name="employer_leaver",
    ),
    path(
        "perusahaan/tenaga-kerja/<int:employment_id>/keluarga/",
        families.family,
        name="employer_family",
    ),
    path(
        "perusahaan/tenaga-kerja/<int:employment_id>/keluarga/tambah/",
        families.dependant,
        name="employer_add_dependant",
    ),
    path(
        "perusahaan/tenaga-kerja/<int:employment_id>/keluarga/<int:dependant_id>/",
        families.end,
        name="employer_end_dependant",
    ),
    path(f"{OF}/laporan-upah/", home.declarations, name="declarations"),
    path(f"{OF}/laporan-upah/berikutnya/", home.declare_next, name="declare_next"),
    path(f"{OF}/laporan-upah/contoh.xlsx", workers.template, name="wage_template"),
    path(f"{MONTH}/", months.month, name="declare_month"),
    path(f"{MONTH}/berkas/", months.file, name="declare_file"),
    path(f"{MONTH}/salin/", months.copy, name="declare_copy"),
    path(f"{MONTH}/daftar/", lists.fill, name="declare_list"),
    path(f"{MONTH}/nihil/", months.nil, name="declare_nil"),
    path(f"{MONTH}/perbaiki/", corrections.correction, name="declare_correction"),
    path(f"{MONTH}/perbaiki/berkas/", corrections.correction_file, name="declare_correction_file"),
    path(f"{MONTH}/versi/", corrections.versions, name="declare_versions"),
    path(f"{FILE}/koreksi/", corrections.file_correction, name="wage_file_correction"),
    path(f"{FILE}/", files.wage_file, name="wage_file"),
    path(f"{FILE}/hasil/", files.result, name="wage_file_result"),
    path(f"{FILE}/pembacaan/", files.reading, name="wage_file_reading"),
    path(f"{FILE}/tenaga-kerja-baru/", files.strangers, name="wage_file_strangers"),
    path(f"{FILE}/periksa/", files.review, name="wage_file_review"),
    path("perusahaan/tunggakan/", arrears.own_arrears, name="own_arrears"),
    path(f"{OF}/tunggakan/", arrears.arrears, name="employer_arrears"),
    path(f"{OF}/tunggakan/angsuran/", arrears.instalments, name="propose_agreement"),
    path(f"{OF}/tunggakan/angsuran/<int:number>/", arrears.agreement, name="agreement"),
    path(f"{OF}/tunggakan/surat/<int:number>/", arrears.letter, name="reminder_letter"),
    path(f"{OF}/tagihan/", bills.bills, name="bills"),
    path(f"{OF}/tagihan/<slug:code>/", bills.bill, name="bill"),
    path("perusahaan/kecelakaan/", accidents.own, name="own_notices"),
    path(f"{OF}/kecelakaan/", accidents.listed, name="employer_notices"),
    path(f"{OF}/kecelakaan/lapor/", accidents.begin, name="employer_report_accident"),
    path(f"{OF}/kecelakaan/lapor/periksa/", accidents.check, name="employer_report_check"),
    path(f"{OF}/kecelakaan/lapor/<slug:slug>/", accidents.ask, name="employer_report_step"),
    path(f"{OF}/kecelakaan/<slug:code>/", accidents.notice, name="employer_notice"),
    path(
        f"{OF}/kecelakaan/<slug:code>/tahap-dua/",
        accidents.outcome,
        name="employer_report_outcome",
    ),
    path(
        f"{OF}/kecelakaan/<slug:code>/bukti/<slug:kind>/",
        accidents.paper,
        name="employer_notice_paper",
    ),
]
