"""The addresses of own-account workers, their groups and the branch's lists of them."""

from django.urls import path

from jamsostek.web.own_account import branch, group, member, members, registration

LIST = "pekerja-mandiri"
WORKER = f"{LIST}/<int:cover_id>"
WADAH = f"{LIST}/wadah/<slug:group>"

urlpatterns = [
    path("mandiri/", registration.start, name="own_register"),
    path("mandiri/periksa/", registration.check, name="own_register_check"),
    path("mandiri/daftar/<slug:slug>/", registration.ask, name="own_register_step"),
    path("saya/", member.home, name="member_home"),
    path("saya/bayar/", member.pay, name="member_pay"),
    path("saya/program/", member.terms, name="member_terms"),
    path("saya/tagihan/<slug:code>/", member.bill, name="member_bill"),
    path("saya/tagihan/<slug:code>/batal/", member.withdraw, name="member_withdraw"),
    path("wadah/", group.home, name="group_home"),
    path("wadah/tagih/", group.bill, name="group_bill"),
    path("wadah/tagihan/", group.bills, name="group_bills"),
    path("wadah/tagihan/<slug:code>/", group.bill_page, name="group_bill_page"),
    path("wadah/tagihan/<slug:code>/batal/", group.withdraw, name="group_withdraw"),
    path("wadah/anggota/baru/", members.add, name="group_add"),
    path("wadah/anggota/berkas/", members.upload, name="group_upload"),
    path("wadah/anggota/contoh.xlsx", members.sample, name="group_sample"),
    path(f"{LIST}/", branch.own_accounts, name="own_accounts"),
    path(f"{LIST}/daftar/", branch.register, name="own_account_register"),
    path(f"{LIST}/wadah/", branch.groups, name="own_account_groups"),
    path(f"{LIST}/wadah/baru/", branch.register_wadah, name="own_account_group_register"),
    path(f"{WADAH}/", branch.group, name="own_account_group"),
    path(f"{WADAH}/daftar/", branch.register_in_group, name="own_account_group_add"),
    path(f"{WADAH}/tagih/", branch.group_bill, name="own_account_group_bill"),
    path(
        f"{WADAH}/tagihan/<slug:code>/", branch.group_bill_page, name="own_account_group_bill_page"
    ),
    path(f"{WORKER}/", branch.own_account, name="own_account"),
    path(f"{WORKER}/bayar/", branch.pay, name="own_account_pay"),
    path(f"{WORKER}/tagihan/<slug:code>/", branch.worker_bill, name="own_account_bill"),
    path(f"{WORKER}/tagihan/<slug:code>/batal/", branch.withdraw, name="own_account_withdraw"),
]
