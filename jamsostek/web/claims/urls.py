"""The addresses of the claims desk: officers, medical advisers, supervisors."""

from django.urls import path

from jamsostek.web.claims import (
    claim,
    deciding,
    desk,
    facts,
    letters,
    medical,
    objections,
    papers,
    people,
    starting,
    steps,
)

OF = "klaim/<slug:code>"
MEMBER = "peserta/<slug:kpj>/klaim"

urlpatterns = [
    path("klaim/", desk.claims, name="claims"),
    path("klaim/mulai/", desk.start, name="start_claim"),
    path(f"{MEMBER}/", starting.of_member, name="member_claims_desk"),
    path(f"{MEMBER}/<slug:cause>/", starting.begin, name="begin_claim"),
    path("pendapat-dokter/", medical.waiting, name="medical_desk"),
    path("putusan-klaim/", deciding.waiting, name="decisions"),
    path(f"{OF}/", claim.claim, name="claim"),
    path(f"{OF}/fakta/", facts.facts, name="claim_facts"),
    path(f"{OF}/keluarga/", people.family, name="claim_family"),
    path(f"{OF}/penerima/", people.payee, name="claim_payee"),
    path(f"{OF}/bukti/<slug:kind>/", papers.paper, name="claim_paper"),
    path(f"{OF}/berkas/<int:file_id>/", papers.file, name="claim_file"),
    path(f"{OF}/perhitungan/<int:number>/", claim.assessment, name="claim_assessment"),
    path(f"{OF}/tahap-dua/", steps.outcome, name="claim_outcome"),
    path(f"{OF}/tunda/", steps.wait, name="pend_claim"),
    path(f"{OF}/lanjut/", steps.go_on, name="resume_claim"),
    path(f"{OF}/lengkap/", steps.all_there, name="complete_claim"),
    path(f"{OF}/tarik/", steps.take_back, name="withdraw_claim"),
    path(f"{OF}/kirim/", steps.send, name="assess_claim"),
    path(f"{OF}/usul-tolak/", steps.reject, name="propose_rejection"),
    path(f"{OF}/dokter/", medical.opinion, name="give_opinion"),
    path("keberatan/", objections.waiting, name="objections"),
    path("keberatan/<int:number>/", objections.answer, name="answer_objection"),
    path(f"{OF}/keberatan/", objections.record, name="record_objection"),
    path(f"{OF}/hitung-lagi/", objections.again, name="reopen_claim"),
    path(f"{OF}/surat/<int:number>/", letters.letter, name="claim_letter"),
    path(f"{OF}/putus/", deciding.decision, name="decide_claim"),
]
