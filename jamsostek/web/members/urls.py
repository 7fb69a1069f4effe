"""The addresses of a member's own claims."""

from django.urls import path

from jamsostek.web.members import claims

OF = "saya/klaim/<slug:code>"

urlpatterns = [
    path("saya/klaim/", claims.listed, name="member_claims"),
    path("saya/klaim/ajukan/<slug:cause>/", claims.begin, name="member_begin_claim"),
    path(f"{OF}/", claims.claim, name="member_claim"),
    path(f"{OF}/bukti/<slug:kind>/", claims.paper, name="member_claim_paper"),
    path(f"{OF}/surat/<int:number>/", claims.letter, name="member_claim_letter"),
    path(f"{OF}/keberatan/", claims.object_, name="member_object"),
]
