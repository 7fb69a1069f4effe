"""The addresses of the pages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from jamsostek.web import health, language, sign_in
from jamsostek.web.access import PUBLIC, SIGNED_IN, route
from jamsostek.web.cashier import urls as cashier
from jamsostek.web.claims import urls as claims
from jamsostek.web.contractor import urls as contractor
from jamsostek.web.employer import urls as employer
from jamsostek.web.finance import urls as finance
from jamsostek.web.members import urls as members_own
from jamsostek.web.own_account import urls as own_accounts
from jamsostek.web.provider import urls as provider
from jamsostek.web.public import (
    benefits,
    calculators,
    construction,
    front,
    law,
    own_account,
    verification,
)
from jamsostek.web.staff import (
    arrears,
    arrears_decided,
    audit_trail,
    benefit_report,
    books,
    cover,
    dashboards,
    employer_changes,
    employers,
    families,
    home,
    members,
    merges,
    names,
    papers,
    registering,
    search,
    targets,
    wages,
    workers,
    yearly_statements,
)

urlpatterns = [
    path("", front.front, name="front"),
    path("hitung/iuran/", calculators.contribution, name="calculate_contribution"),
    path("hitung/wajib-daftar/", calculators.registration_duty, name="calculate_must_register"),
    path("hitung/denda/", calculators.penalty, name="calculate_penalty"),
    path("hitung/jasa-konstruksi/", construction.construction, name="calculate_construction"),
    path("hitung/tk-lhk/", own_account.own_account, name="calculate_own_account"),
    path("hitung/manfaat/", benefits.index, name="calculate_benefits"),
    path("hitung/manfaat/kecelakaan-kerja/", benefits.accident, name="calculate_accident"),
    path("hitung/manfaat/hari-tua/", benefits.savings, name="calculate_savings"),
    path("hitung/manfaat/kematian/", benefits.death, name="calculate_death"),
    path("peraturan/", law.index, name="law"),
    path("peraturan/<slug:subject>/<slug:name>/", law.history, name="law_value"),
    path("verifikasi/", verification.verify, name="verify"),
    path("verifikasi/<str:code>/", verification.verify_code, name="verify_code"),
    path("bahasa/", language.switch, name="language"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]

urlpatterns += [
    path("pekerjaan/", home.home, name="home"),
    path("cari/", search.search, name="search"),
    path("pemberi-kerja/", employers.employers, name="employers"),
    path("pemberi-kerja/daftar/", registering.start, name="register_employer"),
    path("pemberi-kerja/daftar/periksa/", registering.check, name="register_employer_check"),
    path("pemberi-kerja/daftar/<slug:slug>/", registering.ask, name="register_employer_step"),
    path("pemberi-kerja/<slug:npp>/", employers.employer, name="employer"),
    path(
        "pemberi-kerja/<slug:npp>/tenaga-kerja/",
        employers.employer_workers,
        name="employer_workers",
    ),
    path("pemberi-kerja/<slug:npp>/tenaga-kerja/daftar/", workers.start, name="register_worker"),
    path(
        "pemberi-kerja/<slug:npp>/tenaga-kerja/daftar/periksa/",
        workers.check,
        name="register_worker_check",
    ),
    path(
        "pemberi-kerja/<slug:npp>/tenaga-kerja/daftar/<slug:slug>/",
        workers.ask,
        name="register_worker_step",
    ),
    path(
        "pemberi-kerja/<slug:npp>/tenaga-kerja/<int:employment_id>/akhiri/",
        workers.end,
        name="end_employment",
    ),
    path(
        "pemberi-kerja/<slug:npp>/tenaga-kerja/<int:employment_id>/upah/",
        wages.change,
        name="change_wage",
    ),
    path("pemberi-kerja/<slug:npp>/risiko/", employer_changes.risk_group, name="decide_risk_group"),
    path("pemberi-kerja/<slug:npp>/jpk/", employer_changes.jpk, name="change_jpk"),
    path(
        "pemberi-kerja/<slug:npp>/jpk/lepas/",
        employer_changes.change_jpk,
        {"takes_part": False},
        name="leave_jpk",
    ),
    path(
        "pemberi-kerja/<slug:npp>/jpk/ikut/",
        employer_changes.change_jpk,
        {"takes_part": True},
        name="join_jpk",
    ),
    path("pemberi-kerja/<slug:npp>/sertifikat/", papers.certificate, name="issue_certificate"),
    path("pemberi-kerja/<slug:npp>/akhiri/", employer_changes.end, name="end_membership"),
    path("peserta/<slug:kpj>/", members.member, name="member"),
    path("peserta/<slug:kpj>/perlindungan/", cover.cover, name="member_cover"),
    path("nomor-ganda/", merges.worklist, name="merges"),
    path("nomor-ganda/<int:merge_id>/", merges.merge, name="merge"),
    path("nomor-ganda/<int:merge_id>/pisah/", merges.split, name="split_merge"),
    path("peserta/<slug:kpj>/nomor/", merges.numbers, name="member_numbers"),
    path("peserta/<slug:kpj>/nomor/<slug:other>/", merges.propose, name="propose_merge"),
    path("peserta/<slug:kpj>/jht/", members.savings, name="member_savings"),
    path("peserta/<slug:kpj>/kartu/", papers.card, name="issue_card"),
    path("peserta/<slug:kpj>/rincian/", papers.statement, name="issue_statement"),
    path("dokumen/<int:document_id>/unduh/", papers.download, name="download_document"),
    path("dokumen/<int:document_id>/cabut/", papers.withdraw_document, name="withdraw_document"),
    path("peserta/<slug:kpj>/keluarga/", families.dependant, name="add_dependant"),
    path("peserta/<slug:kpj>/keluarga/<int:dependant_id>/", families.end, name="end_dependant"),
    path("peserta/<slug:kpj>/status/", families.status, name="family_status"),
    path("tunggakan/", arrears.ageing, name="arrears"),
    path("tunggakan/unduh/", arrears.ageing_file, name="arrears_file"),
    path("tunggakan/surat/", arrears.letters, name="reminders"),
    path("tunggakan/surat/<int:number>/", arrears.letter_round, name="reminder_round"),
    path(
        "pemberi-kerja/<slug:npp>/tunggakan/surat/",
        arrears_decided.send_letters,
        name="send_reminders",
    ),
    path(
        "pemberi-kerja/<slug:npp>/tunggakan/angsuran/<int:number>/putuskan/",
        arrears_decided.decide_instalments,
        name="decide_agreement",
    ),
    path(
        "pemberi-kerja/<slug:npp>/tunggakan/hapus-buku/",
        arrears_decided.write_off,
        name="propose_write_off",
    ),
    path(
        "pemberi-kerja/<slug:npp>/tunggakan/hapus-buku/<int:number>/putuskan/",
        arrears_decided.decide_on_write_off,
        name="decide_write_off",
    ),
    path("rincian-tahunan/", yearly_statements.runs, name="yearly_statements"),
    path("rincian-tahunan/minta/", yearly_statements.ask, name="ask_yearly_statements"),
    path("rincian-tahunan/<int:number>/", yearly_statements.run, name="yearly_statements_of"),
    path(
        "rincian-tahunan/<int:number>/lanjut/",
        yearly_statements.again,
        name="continue_yearly_statements",
    ),
    path(
        "rincian-tahunan/<int:number>/berkas/<int:place>/",
        yearly_statements.file,
        name="yearly_statements_file",
    ),
    path("realisasi/", dashboards.dashboard, name="dashboard"),
    path("realisasi/<slug:code>/", dashboards.office, name="office"),
    path("realisasi/<slug:code>/laporan.xlsx", dashboards.workbook, name="office_workbook"),
    path("realisasi/<slug:code>/laporan.csv", dashboards.lines, name="office_lines"),
    path("realisasi/<slug:code>/jaminan/", benefit_report.benefits, name="office_benefits"),
    path(
        "realisasi/<slug:code>/jaminan/laporan.xlsx",
        benefit_report.benefits_workbook,
        name="office_benefits_workbook",
    ),
    path(
        "realisasi/<slug:code>/jaminan/daftar/",
        benefit_report.benefit_list,
        name="office_benefit_list",
    ),
    path("realisasi/<slug:code>/<slug:figure>/", dashboards.figure, name="office_figure"),
    path("realisasi/<slug:code>/<slug:figure>/daftar/", names.names, name="office_names"),
    path("target/", targets.own_targets, name="own_targets"),
    path("target/<slug:code>/", targets.targets, name="office_targets"),
    path("target/<slug:code>/<slug:figure>/", targets.change, name="set_target"),
    path("buku-besar/", books.trial, name="trial_balance"),
    path("buku-besar/<str:code>/", books.account, name="ledger_account"),
    path("audit/", audit_trail.trail, name="audit"),
]

urlpatterns += contractor.urlpatterns + employer.urlpatterns + finance.urlpatterns
urlpatterns += own_accounts.urlpatterns + cashier.urlpatterns
urlpatterns += provider.urlpatterns
urlpatterns += claims.urlpatterns + members_own.urlpatterns

guarded = route(SIGNED_IN)
urlpatterns += [
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/kode/", route(PUBLIC)(mfa.authenticate), name="mfa_authenticate"),
    path("keluar/", sign_in.sign_out, name="account_logout"),
    path("akun/", guarded(mfa.index), name="mfa_index"),
    path("akun/baru/", route(PUBLIC)(account.signup), name="account_signup"),
    path("akun/nonaktif/", route(PUBLIC)(account.account_inactive), name="account_inactive"),
    path("akun/pastikan/", guarded(account.reauthenticate), name="account_reauthenticate"),
    path("akun/kata-sandi/", guarded(account.password_change), name="account_change_password"),
    path("akun/pastikan/kode/", guarded(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("akun/autentikator/", guarded(totp.activate_totp), name="mfa_activate_totp"),
    path("akun/autentikator/hapus/", guarded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("akun/kode/", guarded(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "akun/kode/baru/",
        guarded(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/kode/unduh/",
        guarded(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
