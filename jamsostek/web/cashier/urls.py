"""The addresses of the pages of payments and the cash desk."""

from django.urls import path

from jamsostek.web.cashier import orders, runs, tills

urlpatterns = [
    path("pembayaran/", orders.payments, name="payments"),
    path("pembayaran/<int:number>/", orders.payment, name="payment"),
    path("pembayaran/<int:number>/langkah/", orders.step, name="payment_step"),
    path("pembayaran/<int:number>/terbit-ulang/", orders.reissuing, name="payment_reissue"),
    path("pembayaran/<int:number>/kuitansi/", orders.receipt, name="payment_receipt"),
    path("kiriman/", runs.runs, name="payment_runs"),
    path("kiriman/baru/", runs.preparing, name="prepare_payment_run"),
    path("kiriman/jawaban/", runs.results, name="payment_results"),
    path("kiriman/<int:number>/", runs.run, name="payment_run"),
    path("kiriman/<int:number>/langkah/", runs.run_step, name="payment_run_step"),
    path("kiriman/<int:number>/berkas/<slug:form>/", runs.run_file, name="payment_run_file"),
    path("kas/", tills.tills, name="tills"),
    path("kas/buka/<int:number>/", tills.opening, name="open_till"),
    path("kas/<int:number>/", tills.till, name="till"),
    path("kas/<int:number>/bayar/<int:order_number>/", tills.handing, name="hand_out"),
    path("kas/<int:number>/pindah/", tills.carrying, name="carry_cash"),
    path("kas/<int:number>/hitung/", tills.counting, name="count_till"),
    path("kas/<int:number>/sahkan/", tills.confirming, name="confirm_till"),
]
