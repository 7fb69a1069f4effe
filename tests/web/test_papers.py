"""Papers on the pages: issued and withdrawn by officers, verified by anybody."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jamsostek.documents.models import Document
from jamsostek.documents.queries import file_of
from jamsostek.documents.rules import Kind, written_code
from jamsostek.documents.services import issue, withdraw
from jamsostek.institution.models import Role
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.savings.services import credit_year_return
from tests.documents.papers import letter, text_of
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import open_for, receive
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

OFFICER = Role.MEMBERSHIP_OFFICER
SURE = {"pasti": "1"}


@pytest.fixture(autouse=True)
def _nobody_has_asked_too_often():
    cache.clear()


@pytest.fixture
def melati():
    employer = batik_melati()
    hire(employer, "Sri Rahayu Rekaan")
    return employer


@pytest.fixture
def sri(melati):
    sri = person("Sri Rahayu Rekaan")
    open_for(sri)
    receive(melati, {"Sri Rahayu Rekaan": 500_000}, date(2010, 3, 10))
    credit_year_return(year=2010, act=act(date(2011, 1, 9)))
    return sri


def pdf(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"berkas": SimpleUploadedFile("a.pdf", content)}


def words_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_a_statement_is_asked_confirmed_issued_listed_and_fetched(signed_in, sri):
    officer = signed_in(OFFICER)
    address = f"/peserta/{sri.kpj}/rincian/"

    asked = words_of(officer.get(address))
    shown = words_of(officer.post(address, {"span": "2010"}))
    sent = officer.post(address, {"span": "2010", **SURE})
    document = Document.objects.get()
    listed = words_of(officer.get(sent["Location"]))
    fetched = officer.get(f"/dokumen/{document.pk}/unduh/")

    assert "Tahun ini sampai 20 Oktober 2011" in asked
    assert "Terbitkan rincian saldo?" in shown
    assert (document.kind, document.about) == (Kind.ANNUAL_STATEMENT, "2010")
    assert document.issued_by == "Sri Lestari Rekaan"
    assert document.number in listed
    assert "Rincian Saldo JHT 2010" in listed
    assert fetched["Content-Type"] == "application/pdf"
    assert document.number.replace("/", "-") in fetched["Content-Disposition"]
    assert fetched.content == file_of(document)


def test_a_second_one_says_what_it_replaces(signed_in, sri):
    officer = signed_in(OFFICER)
    address = f"/peserta/{sri.kpj}/rincian/"
    officer.post(address, {"span": "2010", **SURE})
    first = Document.objects.get()

    shown = words_of(officer.post(address, {"span": "2010"}))
    officer.post(address, {"span": "2010", **SURE})

    first.refresh_from_db()
    assert f"Nomor {first.number} tanggal 20 Oktober 2011 akan dicabut dan diganti" in shown
    assert first.superseded_by.about == "2010"
    assert "Diganti" in words_of(officer.get(f"/peserta/{sri.kpj}/"))


def test_a_statement_up_to_today_needs_no_credited_return(signed_in, sri):
    signed_in(OFFICER).post(f"/peserta/{sri.kpj}/rincian/", {"span": "hari-ini", **SURE})

    assert Document.objects.get().title == "Rincian Saldo JHT per 20 Oktober 2011"


def test_a_year_that_is_not_offered_is_refused(signed_in, sri):
    answer = signed_in(OFFICER).post(f"/peserta/{sri.kpj}/rincian/", {"span": "2011", **SURE})

    assert "2011 bukan" in words_of(answer)
    assert not Document.objects.exists()


def test_a_card_is_issued_for_a_reason_that_stays(signed_in, sri):
    officer = signed_in(OFFICER)

    officer.post(f"/peserta/{sri.kpj}/kartu/", {"reason": "Kartu hilang", **SURE})

    document = Document.objects.get()
    assert document.kind == Kind.MEMBER_CARD
    assert sri.kpj in text_of(file_of(document))


def test_a_certificate_bears_the_officer_and_the_position(signed_in, melati):
    officer = signed_in(OFFICER)
    address = f"/pemberi-kerja/{melati.npp}/sertifikat/"

    asked = words_of(officer.get(address))
    officer.post(address, {"position": "Kepala Kantor Cabang", **SURE})

    words = text_of(file_of(Document.objects.get()))
    assert 'value="Petugas kepesertaan"' in asked
    assert "Sri Lestari Rekaan Kepala Kantor Cabang" in words
    assert "000001/SK/V-YOG/2011" in words_of(officer.get(f"/pemberi-kerja/{melati.npp}/"))


def test_a_document_is_withdrawn_with_its_reason(signed_in, sri):
    officer = signed_in(OFFICER)
    officer.post(f"/peserta/{sri.kpj}/kartu/", {"reason": "Kartu pertama", **SURE})
    document = Document.objects.get()

    officer.post(f"/dokumen/{document.pk}/cabut/", {"reason": "Nama salah tulis", **SURE})

    document.refresh_from_db()
    assert document.withdrawal_reason == "Nama salah tulis"
    listed = words_of(officer.get(f"/peserta/{sri.kpj}/"))
    assert "Dicabut" in listed
    assert "Nama salah tulis" in listed


def test_who_may_only_read_fetches_but_does_not_issue(signed_in, sri):
    signed_in(OFFICER).post(f"/peserta/{sri.kpj}/kartu/", {"reason": "Kartu pertama", **SURE})
    document = Document.objects.get()
    auditor = signed_in(Role.AUDITOR)

    assert auditor.get(f"/dokumen/{document.pk}/unduh/").status_code == 200
    assert auditor.get(f"/dokumen/{document.pk}/cabut/").status_code == 404
    assert "/rincian/" not in words_of(auditor.get(f"/peserta/{sri.kpj}/"))


def test_a_paper_about_something_else_belongs_to_the_office_that_issued_it(signed_in):
    document = issue(new=letter(subject_type="project", subject_id=1), act=act())

    own = signed_in(OFFICER).get(f"/dokumen/{document.pk}/unduh/")
    other = signed_in(OFFICER, branch=elsewhere()).get(f"/dokumen/{document.pk}/unduh/")

    assert (own.status_code, other.status_code) == (200, 404)


@pytest.fixture
def issued() -> Document:
    return issue(new=letter(holder="Siti Aminah Rekaan"), act=act(date(2011, 10, 3)))


def page_of(document: Document) -> str:
    return f"/verifikasi/{written_code(document.code)}/"


def test_the_address_in_the_qr_code_is_the_page_that_verifies(issued):
    assert f"http://localhost:8000{page_of(issued)}" in text_of(file_of(issued))


def test_anybody_learns_what_the_paper_proves_and_no_more(issued):
    answer = Client().get(page_of(issued))
    words = words_of(answer)

    for said in ("asli dan berlaku", issued.number, "3 Oktober 2011", "S. A. R.", "Surat"):
        assert said in words
    for hidden in ("Siti", "Tunggakan iuran", "1.560.000"):
        assert hidden not in words
    assert answer["Cache-Control"] == "no-store, private"


def test_a_withdrawn_paper_is_said_to_be_so_without_the_reason(issued):
    why = Act("test", ActorKind.SYSTEM, act(date(2011, 10, 5)).at, reason="Siti keliru")
    withdraw(document=issued, act=why)

    words = words_of(Client().get(page_of(issued)))

    assert "Dokumen ini sudah dicabut" in words
    assert "5 Oktober 2011" in words
    assert "Siti" not in words


def test_a_code_is_typed_as_one_likes(issued):
    typed = written_code(issued.code).lower().replace("-", " ")

    answer = Client().get("/verifikasi/", {"kode": typed})

    assert answer["Location"] == page_of(issued)
    assert "dua puluh huruf dan angka" in words_of(Client().get("/verifikasi/", {"kode": "ABC"}))


@pytest.mark.parametrize("where", ["the page of the code", "the page that asks"])
def test_a_file_is_held_against_the_one_that_was_issued(issued, where):
    address = page_of(issued) if where == "the page of the code" else "/verifikasi/"
    kept = file_of(issued)

    same = words_of(Client().post(address, pdf(kept)))
    changed = Client().post(address, pdf(kept.replace(b"/Title", b"/Titel")))

    assert "sama persis" in same
    if address == "/verifikasi/":
        assert "Berkas ini tidak kami kenal" in words_of(changed, 404)
    else:
        assert "berbeda dari yang kami terbitkan" in words_of(changed)


def test_a_file_that_is_none_or_too_large_is_refused_in_a_sentence(issued):
    for address in (page_of(issued), "/verifikasi/"):
        assert "Pilih berkasnya dahulu." in words_of(Client().post(address))
        assert "5 MB" in words_of(Client().post(address, pdf(b"x" * (5 * 1024 * 1024 + 1))))


def test_every_code_that_no_document_has_gets_the_same_answer():
    answers = {
        words_of(Client().get(f"/verifikasi/{code}/"), 404)
        .partition("<main")[2]
        .partition("</main>")[0]
        for code in ("7K2QD-9FX0M-3TB8H-W1ZRC", "bukan-kode", "0" * 20, "'; DROP TABLE x--")
    }

    assert len(answers) == 1


def test_who_asks_for_nothing_too_often_has_to_wait_but_what_exists_is_always_told(issued):
    answers = [Client().get(f"/verifikasi/{n:020d}/").status_code for n in range(32)]

    assert answers == [404] * 30 + [429] * 2
    assert "Tunggu 15 menit" in words_of(Client().get("/verifikasi/x/"), 429)
    assert Client().get(page_of(issued)).status_code == 200
