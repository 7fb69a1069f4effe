"""The addresses of health care: the provider's desk, and the branch's pages about providers."""

from django.urls import path

from jamsostek.web.provider import branch, deciding, desk, sending

OF = "pelaksana/<slug:provider_code>"

urlpatterns = [
    path("pelayanan/", desk.home, name="provider_home"),
    path("pelayanan/peserta/", desk.patient, name="provider_patient"),
    path("pelayanan/jaminan/", desk.letters, name="provider_letters"),
    path("pelayanan/jaminan/<int:letter_id>/", desk.letter, name="provider_letter"),
    path("pelayanan/jaminan/<int:letter_id>/selesai/", desk.close, name="provider_close"),
    path("pelayanan/klaim/kirim/", sending.send, name="provider_send"),
    path("pelayanan/klaim/contoh/", sending.sample, name="provider_sample"),
    path("pelayanan/klaim/<slug:claim_code>/", desk.claim, name="provider_claim"),
    path("pelayanan/klaim/<slug:claim_code>/tarik/", desk.withdraw, name="provider_withdraw"),
    path("pelayanan/kapitasi/<int:run_id>/", desk.capitation, name="provider_capitation"),
    path("pelaksana/", branch.providers, name="providers"),
    path("pelaksana/daftar/", branch.register, name="register_provider"),
    path(f"{OF}/", branch.provider, name="provider"),
    path(f"{OF}/perjanjian/", branch.contract, name="make_contract"),
    path(f"{OF}/pilihan/", branch.choice, name="choose_provider"),
    path(f"{OF}/jaminan/", branch.issue, name="issue_guarantee"),
    path(f"{OF}/kapitasi/", branch.prepare, name="prepare_capitation"),
    path("surat-jaminan/<int:letter_id>/", branch.letter, name="guarantee"),
    path("surat-jaminan/<int:letter_id>/cabut/", branch.withdraw, name="withdraw_guarantee"),
    path("kapitasi/<int:run_id>/", branch.capitation, name="capitation"),
    path("kapitasi/<int:run_id>/setujui/", branch.approve, name="approve_capitation"),
    path("klaim-pelaksana/", deciding.claims, name="provider_claims"),
    path("klaim-pelaksana/<slug:claim_code>/", deciding.claim, name="provider_claim_check"),
    path("klaim-pelaksana/<slug:claim_code>/periksa/", deciding.check, name="check_provider_claim"),
    path(
        "klaim-pelaksana/<slug:claim_code>/putuskan/", deciding.decide, name="decide_provider_claim"
    ),
]
