"""The addresses of the finance officers' pages."""

from django.urls import path

from jamsostek.web.finance import receipts, refunds, uploads

urlpatterns = [
    path("penerimaan/", receipts.waiting, name="receipts"),
    path("penerimaan/<int:number>/", receipts.receipt, name="receipt"),
    path("penerimaan/<int:number>/tagihan/<slug:code>/", receipts.assignment, name="assignment"),
    path("penerimaan/<int:number>/tagihan/<slug:code>/lepas/", receipts.release, name="release"),
    path("penerimaan/<int:number>/kembalikan/", refunds.proposal, name="refund_proposal"),
    path("pengembalian/", refunds.refunds, name="refunds"),
    path("pengembalian/<int:number>/", refunds.refund, name="refund"),
    path("pengembalian/<int:number>/langkah/", refunds.step, name="refund_step"),
    path("rekening-koran/", uploads.uploads, name="statements"),
    path("rekening-koran/kirim/", uploads.send, name="send_statements"),
    path("rekening-koran/baris/", receipts.lines, name="statement_lines"),
    path("rekening-koran/<int:number>/", uploads.upload, name="statement"),
    path("rekening-koran/<int:number>/lagi/", uploads.retry, name="retry_statement"),
]
