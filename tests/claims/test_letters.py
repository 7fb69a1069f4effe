"""Letters that say what was decided, how it was worked out, and what to do next."""

from datetime import date
from itertools import chain

import pytest

from jamsostek.claims.services.assessing import propose_rejection
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.filing import Claimant, Event, file_claim
from jamsostek.claims.services.letters import issue_decision_letter, issue_request_letter
from jamsostek.documents.models import Content
from jamsostek.law.programmes import Programme
from tests.claims.claiming import (
    approved,
    assessed,
    claims_officer,
    death_claim,
    supervisor,
    worker_of,
)
from tests.claims.test_deciding import hired
from tests.people import yogyakarta

pytestmark = pytest.mark.django_db


def words_of(document) -> str:
    body = Content.objects.get(document=document).paper["body"]
    rows = [f"{row['label']} {row['article']}" for row in body["lines"]]
    parts = [[one["heading"], *one["points"], *one["paragraphs"]] for one in body["sections"]]
    said = [*body["paragraphs"], *rows, *body["closing"], *chain(*parts), body["total"]]
    return "\n".join(said)


def test_a_widow_reads_who_is_paid_what_and_how_to_object():
    decision = approved(assessed(death_claim(*hired())))

    letter = issue_decision_letter(decision=decision, act=supervisor())

    said = words_of(letter)
    assert "turut berdukacita atas meninggalnya BUDI" in said
    assert "Sri Contoh menerima Rp12.000.000 sebagai ahli waris, ditransfer ke rekening BRI" in said
    assert "Sri Contoh menerima Rp200.000 sebagai ahli waris setiap" in said
    assert "Bukti lengkap." in said
    assert "setiap bulan selama 24 bulan, mulai 20 September 2011" in said
    assert "PP 14/1993, Pasal 22" in said
    assert "paling lambat 20 Oktober 2011" in said
    assert "ajukan keberatan" in said
    assert issue_decision_letter(decision=decision, act=supervisor()).pk == letter.pk


def test_a_refusal_names_its_article():
    claim = death_claim(*hired())
    assessment = propose_rejection(
        claim=claim,
        reason_code="OTHER_PROGRAMME",
        reason="Meninggal akibat kecelakaan kerja.",
        act=claims_officer(),
    )
    decision = decide(
        assessment=assessment,
        outcome="REJECTED",
        reason_code="OTHER_PROGRAMME",
        reason="Meninggal akibat kecelakaan kerja.",
        act=supervisor(),
    )

    said = words_of(issue_decision_letter(decision=decision, act=supervisor()))

    assert "tidak dapat kami bayar, karena menjadi jaminan program lain." in said
    assert "petugas membantu mengajukannya sebagai klaim program itu" in said
    assert "tidak akan diminta kembali" not in said
    assert "PP 14/1993, Pasal 21" in said


def test_missing_papers_are_asked_for_by_name():
    budi, melati = hired()
    claim = file_claim(
        programme=Programme.JKM,
        worker=worker_of(budi, melati),
        event=Event(cause="DEATH", day=date(2011, 9, 1)),
        claimant=Claimant(name="Sri Contoh"),
        branch=yogyakarta(),
        act=claims_officer(),
    )

    said = words_of(issue_request_letter(claim=claim, act=claims_officer()))

    assert "Surat keterangan ahli waris" in said
    assert "Surat kuasa" not in said
