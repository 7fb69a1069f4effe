"""The addresses of contractors and their projects.

A project's pages are the officer's and the contractor's alike, so that a link can be passed on.
"""

from django.urls import path

from jamsostek.web.contractor import accidents, changes, pages, registering, workers

FIRM = "kontraktor/<int:contractor_id>"
OF = "proyek/<slug:number>"

urlpatterns = [
    path("proyek/", pages.projects, name="projects"),
    path("kontraktor/", pages.contractors, name="contractors"),
    path("kontraktor/daftar/", registering.contractor, name="register_contractor"),
    path("kontraktor/proyek/", pages.home, name="contractor_home"),
    path("kontraktor/proyek/daftar/", registering.own, name="contractor_register"),
    path(f"{FIRM}/", pages.contractor, name="contractor"),
    path(f"{FIRM}/proyek/daftar/", registering.start, name="register_project"),
    path(f"{FIRM}/proyek/daftar/periksa/", registering.check, name="register_project_check"),
    path(f"{FIRM}/proyek/daftar/<slug:slug>/", registering.ask, name="register_project_step"),
    path(f"{OF}/", pages.project, name="project"),
    path(f"{OF}/adendum/", changes.addendum, name="addendum"),
    path(f"{OF}/denda/", changes.penalty, name="project_penalty"),
    path(f"{OF}/sertifikat/", changes.certificate, name="project_certificate"),
    path(f"{OF}/pekerja/", workers.workers, name="project_workers"),
    path(f"{OF}/pekerja/kirim/", workers.send, name="send_project_workers"),
    path(f"{OF}/pekerja/<int:worker_id>/akhiri/", workers.end, name="end_project_work"),
    path(f"{OF}/tagihan/<slug:code>/", pages.bill, name="project_bill"),
    path(f"{OF}/dokumen/<int:document_id>/", changes.paper, name="project_paper"),
    path(f"{OF}/kecelakaan/", accidents.listed, name="project_notices"),
    path(f"{OF}/kecelakaan/lapor/", accidents.begin, name="project_report_accident"),
    path(f"{OF}/kecelakaan/lapor/periksa/", accidents.check, name="project_report_check"),
    path(f"{OF}/kecelakaan/lapor/<slug:slug>/", accidents.ask, name="project_report_step"),
    path(f"{OF}/kecelakaan/<slug:code>/", accidents.notice, name="project_notice"),
    path(
        f"{OF}/kecelakaan/<slug:code>/tahap-dua/",
        accidents.outcome,
        name="project_report_outcome",
    ),
    path(
        f"{OF}/kecelakaan/<slug:code>/bukti/<slug:kind>/",
        accidents.paper,
        name="project_notice_paper",
    ),
]
