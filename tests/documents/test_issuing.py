"""Documents are issued once, numbered without gaps, kept as they were and withdrawn for good."""

import hashlib
import threading
from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import override_settings
from pypdf import PdfReader

from jamsostek.audit.models import Record
from jamsostek.documents.models import Content, Document, Numbering
from jamsostek.documents.queries import by_code, by_file, documents_of, file_of, papers_of
from jamsostek.documents.rules import Kind, render, written_code
from jamsostek.documents.services import (
    AlreadyIssued,
    AlreadyWithdrawn,
    NoAddress,
    NoReason,
    NotOfOneKind,
    issue,
    issue_many,
    withdraw,
)
from jamsostek.kernel.acts import BUSINESS_ZONE, Act, ActorKind, system_act
from tests.documents.papers import letter, text_of, yearly
from tests.people import act, yogyakarta

OCTOBER_3 = act(date(2011, 10, 3))


def because(reason: str) -> Act:
    return Act("test", ActorKind.SYSTEM, OCTOBER_3.at, reason=reason)


@pytest.mark.django_db
def test_a_letter_says_what_was_given_and_adds_up_its_lines():
    document = issue(new=letter(), act=OCTOBER_3)

    words = text_of(file_of(document))

    assert document.number == "000001/B/V-YOG/2011"
    for said in (
        "PT Jamsostek (Persero)",
        "Cabang Yogyakarta",
        "000001/B/V-YOG/2011",
        "3 Oktober 2011",
        "Tunggakan iuran September 2011",
        "PT Batik Melati Rekaan",
        "PP 14/1993, Pasal 10 ayat (3)",
        "Rp1.500.000",
        "Rp1.560.000",
        "satu juta lima ratus enam puluh ribu rupiah",
        "Mohon dibayar paling lambat 15 Desember 2011.",
        "Sri Lestari Rekaan",
        written_code(document.code),
        "Halaman 1 dari 1",
    ):
        assert said in words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1995, 9, 21), "PT ASTEK (Persero)"),
        (date(1995, 9, 22), "PT Jamsostek (Persero)"),
        (date(2013, 12, 31), "PT Jamsostek (Persero)"),
        (date(2014, 1, 1), "BPJS Ketenagakerjaan"),
    ],
)
def test_the_letterhead_is_the_institutions_of_the_day(day, name):
    document = issue(new=letter(), act=act(day))

    assert (
        text_of(file_of(document))
        .removeprefix("PERAGAAN: data rekaan, bukan dokumen resmi ")
        .startswith(name)
    )


@pytest.mark.django_db
def test_the_hash_kept_is_that_of_the_file_and_the_same_words_give_it_again():
    in_semarang = system_act("test", OCTOBER_3.at.astimezone(BUSINESS_ZONE).replace(microsecond=7))
    document = issue(new=letter(), act=in_semarang)
    document.refresh_from_db()

    kept = file_of(document)
    again = render(papers_of([document]), at=document.issued_at)

    assert document.sha256 == hashlib.sha256(kept).hexdigest()
    assert document.size == len(kept)
    assert again == kept
    assert by_file(kept) == document
    assert by_file(kept + b"\n") is None


@pytest.mark.django_db
def test_the_file_carries_the_instant_of_issue_and_is_for_archives():
    document = issue(new=letter(), act=OCTOBER_3)

    reader = PdfReader(BytesIO(file_of(document)))

    assert reader.metadata.creation_date == OCTOBER_3.at
    assert reader.metadata.title == "Tunggakan iuran September 2011 000001/B/V-YOG/2011"
    assert b"<pdfaid:part>2</pdfaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.django_db
def test_numbers_run_on_by_kind_and_year():
    numbers = [
        issue(new=new, act=act(day)).number
        for new, day in (
            (letter(), date(2011, 12, 31)),
            (letter(kind=Kind.REMINDER), date(2011, 12, 31)),
            (letter(), date(2011, 12, 31)),
            (letter(), date(2012, 1, 1)),
        )
    ]

    assert numbers == [
        "000001/B/V-YOG/2011",
        "000001/PT/V-YOG/2011",
        "000002/B/V-YOG/2011",
        "000001/B/V-YOG/2012",
    ]


@pytest.mark.django_db
def test_a_document_that_fails_uses_up_no_number():
    issue(new=letter(), act=OCTOBER_3)
    with transaction.atomic():
        issue(new=letter(), act=OCTOBER_3)
        transaction.set_rollback(True)

    assert issue(new=letter(), act=OCTOBER_3).sequence == 2


def test_two_at_once_get_numbers_that_follow_each_other(fresh_database):  # noqa: ARG001
    yogyakarta()
    made, starting = [], threading.Barrier(4)

    def work() -> None:
        starting.wait()
        made.extend(issue(new=letter(), act=OCTOBER_3).sequence for _ in range(3))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == list(range(1, 13))
    assert Numbering.objects.get().last == 12


@pytest.mark.django_db
def test_of_a_kind_that_holds_alone_a_second_one_is_refused_or_takes_the_place():
    first = issue(new=yearly(7), act=OCTOBER_3)
    with pytest.raises(AlreadyIssued) as refusal:
        issue(new=yearly(7), act=OCTOBER_3)
    second = issue(new=yearly(7), act=OCTOBER_3, replace=True)
    other_year = issue(new=yearly(7, about="2009"), act=OCTOBER_3)

    first.refresh_from_db()

    assert refusal.value.document == first
    assert (first.superseded_by, first.withdrawn_by) == (second, "test")
    assert second.number in first.withdrawal_reason
    assert list(documents_of("insured_person", 7)) == [other_year, second, first]


@pytest.mark.django_db
def test_a_batch_issues_each_once_however_often_it_is_asked():
    alone = issue(new=yearly(3), act=OCTOBER_3)
    done: list[int] = []

    first = issue_many(new=map(yearly, range(1, 8)), act=OCTOBER_3, progress=done.append)
    again = issue_many(new=map(yearly, range(1, 9)), act=OCTOBER_3)

    assert (first.issued, first.held, done) == (6, 1, [7])
    assert (again.issued, again.held) == (1, 7)
    assert sorted(Document.objects.values_list("sequence", flat=True)) == list(range(1, 9))
    assert Document.objects.filter(subject_id=3).get() == alone
    one = Document.objects.get(subject_id=5)
    assert one.sha256 == hashlib.sha256(file_of(one)).hexdigest()


@pytest.mark.django_db
def test_a_batch_is_of_one_kind_that_holds_alone():
    for batch in ([letter()], [yearly(1), yearly(2, about="2009")]):
        with pytest.raises(NotOfOneKind):
            issue_many(new=batch, act=OCTOBER_3)


@pytest.mark.django_db
def test_a_withdrawal_needs_a_reason_and_happens_once():
    document = issue(new=letter(), act=OCTOBER_3)
    with pytest.raises(NoReason):
        withdraw(document=document, act=because("  "))

    withdrawn = withdraw(document=document, act=because("Salah alamat"))

    assert (withdrawn.withdrawn_at, withdrawn.withdrawal_reason) == (OCTOBER_3.at, "Salah alamat")
    with pytest.raises(AlreadyWithdrawn):
        withdraw(document=document, act=because("Lagi"))
    assert list(Record.objects.order_by("id").values_list("action", "reason")) == [
        ("issue_document", ""),
        ("withdraw_document", "Salah alamat"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET title = 'Lain'",
        "UPDATE documents_content SET pdf = ''",
        "DELETE FROM documents_document",
        "DELETE FROM documents_content",
        "DELETE FROM documents_numbering",
        "UPDATE documents_numbering SET kind = 'LAIN'",
        "UPDATE documents_document SET withdrawn_at = now()",
        "UPDATE documents_document SET withdrawn_at = NULL",
    ],
)
def test_the_database_itself_keeps_documents_as_they_are(statement):
    withdraw(document=issue(new=letter(), act=OCTOBER_3), act=because("Salah"))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("sequence", [1, 3])
def test_the_database_itself_refuses_a_number_that_does_not_follow(sequence):
    document = issue(new=letter(), act=OCTOBER_3)
    Numbering.objects.update(last=max(sequence, 1))
    document.pk, document.sequence = None, sequence
    document.number, document.code = "lain", "0" * 20

    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)


@pytest.mark.django_db
def test_a_code_is_found_as_people_type_it():
    document = issue(new=letter(), act=OCTOBER_3)
    written = written_code(document.code)

    assert by_code(written) == document
    assert by_code(f" {written.lower().replace('-', ' ')} ") == document
    assert by_code(written.replace("0", "o").replace("1", "l")) == document
    assert by_code("0" * 20) is None
    assert by_code("bukan kode") is None
    assert len(set(Document.objects.values_list("code", flat=True))) == 1


@pytest.mark.django_db
def test_nothing_is_issued_by_an_installation_without_an_address():
    with override_settings(PUBLIC_URL=""), pytest.raises(NoAddress):
        issue(new=letter(), act=OCTOBER_3)

    assert not Content.objects.exists()


@pytest.mark.django_db
def test_what_is_issued_in_production_bears_no_word_of_a_demonstration():
    with override_settings(IN_DEVELOPMENT=False, PUBLIC_URL="https://jamsostek.example.id"):
        document = issue(new=letter(), act=OCTOBER_3)

    words = text_of(file_of(document))

    assert "PERAGAAN" not in words
    assert f"https://jamsostek.example.id/verifikasi/{written_code(document.code)}/" in words
