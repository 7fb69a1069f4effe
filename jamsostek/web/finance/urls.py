"""The addresses of the finance officers' pages."""

from django.urls import path

from jamsostek.web.finance import receipts, uploads

urlpatterns = [
    path("penerimaan/", receipts.waiting, name="receipts"),
    path("penerimaan/<int:number>/", receipts.receipt, name="receipt"),
    path("penerimaan/<int:number>/tagihan/<slug:code>/", receipts.assignment, name="assignment"),
    path("rekening-koran/", uploads.uploads, name="statements"),
    path("rekening-koran/kirim/", uploads.send, name="send_statements"),
    path("rekening-koran/baris/", receipts.lines, name="statement_lines"),
    path("rekening-koran/<int:number>/", uploads.upload, name="statement"),
    path("rekening-koran/<int:number>/lagi/", uploads.retry, name="retry_statement"),
]
