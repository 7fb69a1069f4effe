"""Bank statements through the pages: sent, taken in once, and money in suspense given away."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill
from jamsostek.institution.models import Role
from jamsostek.kernel.months import Month
from jamsostek.treasury.models import StatementLine, StatementUpload
from tests.contributions.test_receipts import billed
from tests.jobs.inline import run_waiting_jobs
from tests.people import batik_melati
from tests.treasury.accounts import collecting
from tests.web.conftest import elsewhere
from tests.web.finance.bank import ACCOUNT, statement

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)
DAY = date(2011, 10, 10)


@pytest.fixture
def finance(signed_in):
    collecting(ACCOUNT)
    return signed_in(Role.FINANCE_OFFICER)


def send(client, *contents: bytes):
    files = [SimpleUploadedFile(f"bank{i}.csv", content) for i, content in enumerate(contents)]
    return client.post("/rekening-koran/kirim/", {"statements": files})


def test_a_statement_is_taken_in_and_its_payment_finds_the_bill(finance):
    bill = billed(batik_melati(), SEPTEMBER)

    sent = send(finance, statement((DAY, bill.amount, f"SETORAN {bill.code}")))
    waiting = finance.get(sent["Location"])
    run_waiting_jobs()
    taken = finance.get(sent["Location"])

    bill.refresh_from_db()
    assert "Menunggu giliran" in waiting.content.decode()
    assert (bill.state, bill.settled_on) == ("PAID", DAY)
    assert taken.context["payments"] == 1
    assert taken.context["waiting"] == 0
    assert "Dibukukan" in taken.content.decode()


def test_several_statements_are_sent_at_once(finance):
    sent = send(finance, statement((DAY, 1_000, "SATU")), statement((DAY, 2_000, "DUA"), opening=5))
    run_waiting_jobs()

    listed = finance.get(sent["Location"]).content.decode()

    assert sent["Location"] == "/rekening-koran/"
    assert StatementLine.objects.count() == 2
    assert "bank0.csv" in listed
    assert "bank1.csv" in listed


def test_the_same_statement_again_books_nothing_and_says_so(finance):
    content = statement((DAY, 1_000, "SATU"))
    send(finance, content)
    run_waiting_jobs()

    again = send(finance, content)
    run_waiting_jobs()

    page = finance.get(again["Location"])
    assert StatementLine.objects.count() == 1
    assert "sudah pernah dibukukan" in page.content.decode()


def test_what_is_no_statement_is_refused_with_the_reason(finance):
    sent = send(finance, b"bukan rekening koran")
    run_waiting_jobs()

    page = finance.get(sent["Location"])

    upload = StatementUpload.objects.get()
    assert upload.state == "REFUSED"
    assert "<p>Bukan rekening koran yang dikenal (CSV BCA," in page.content.decode()


def test_the_list_of_statements_shows_a_refused_one_without_counts(finance):
    send(finance, b"bukan rekening koran")
    run_waiting_jobs()

    page = finance.get("/rekening-koran/")

    assert page.status_code == 200
    assert "Ditolak" in page.content.decode()


def test_a_receipt_without_a_code_waits_until_an_officer_gives_it_to_a_bill(finance):
    bill = billed(batik_melati(), SEPTEMBER)
    send(finance, statement((DAY, bill.amount, "TRANSFER TANPA KODE")))
    run_waiting_jobs()
    line = StatementLine.objects.get()

    listed = finance.get("/penerimaan/").content.decode()
    offered = finance.get(f"/penerimaan/{line.pk}/")
    finance.post(
        f"/penerimaan/{line.pk}/tagihan/{bill.code}/", {"reason": "Dipastikan lewat telepon"}
    )

    bill.refresh_from_db()
    assert "TRANSFER TANPA KODE" in listed
    assert [found.code for found in offered.context["bills"]] == [bill.code]
    assert bill.state == "PAID"
    assert Record.objects.get(action="assign_receipt").actor == "Sri Lestari Rekaan"
    assert "TRANSFER TANPA KODE" not in finance.get("/penerimaan/").content.decode()


def test_giving_a_receipt_away_needs_a_reason(finance):
    bill = billed(batik_melati(), SEPTEMBER)
    send(finance, statement((DAY, bill.amount, "TRANSFER TANPA KODE")))
    run_waiting_jobs()
    line = StatementLine.objects.get()

    page = finance.post(f"/penerimaan/{line.pk}/tagihan/{bill.code}/", {"reason": ""})

    assert "Tulis alasannya" in page.content.decode()
    assert Bill.objects.get().state == "OPEN"


@pytest.mark.parametrize("words", ["{code}", "{npp}", "batik mel"])
def test_bills_are_found_by_code_number_and_name(finance, words):
    melati = batik_melati()
    bill = billed(melati, SEPTEMBER)
    send(finance, statement((DAY, 5, "SEDIKIT")))
    run_waiting_jobs()
    line = StatementLine.objects.get()

    page = finance.get(
        f"/penerimaan/{line.pk}/", {"tagihan": words.format(code=bill.code, npp=melati.npp)}
    )

    assert [found.code for found in page.context["bills"]] == [bill.code]


def test_bills_of_another_region_are_neither_offered_nor_given_to(finance):
    far = batik_melati(branch=elsewhere())
    bill = billed(far, SEPTEMBER)
    send(finance, statement((DAY, bill.amount, "TRANSFER TANPA KODE")))
    run_waiting_jobs()
    line = StatementLine.objects.get()

    page = finance.get(f"/penerimaan/{line.pk}/", {"tagihan": bill.code})
    answer = finance.post(f"/penerimaan/{line.pk}/tagihan/{bill.code}/", {"reason": "x"})

    assert page.context["bills"] == []
    assert answer.status_code == 404


def test_an_auditor_reads_receipts_but_gives_none_away(signed_in, finance):
    bill = billed(batik_melati(), SEPTEMBER)
    send(finance, statement((DAY, bill.amount, "TRANSFER TANPA KODE")))
    run_waiting_jobs()
    line = StatementLine.objects.get()
    auditor = signed_in(Role.AUDITOR)

    page = auditor.get(f"/penerimaan/{line.pk}/")
    answer = auditor.post(f"/penerimaan/{line.pk}/tagihan/{bill.code}/", {"reason": "x"})

    assert "Tujukan ke sini" not in page.content.decode()
    assert answer.status_code == 404


def test_lines_are_shown_by_account_and_days(finance):
    send(finance, statement((DAY, 1_000, "SATU"), (date(2011, 10, 12), 2_000, "DUA")))
    run_waiting_jobs()

    page = finance.get(
        "/rekening-koran/baris/",
        {"rekening": ACCOUNT, "dari": "11-10-2011", "sampai": "31 Oktober 2011"},
    )

    assert [line.text for line in page.context["page"].object_list] == ["DUA"]
    assert 'value="11-10-2011"' in page.content.decode()


@pytest.mark.parametrize("address", ["/penerimaan/", "/rekening-koran/", "/rekening-koran/baris/"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(finance, address):
    send(finance, statement((DAY, 1_000, "SATU")))
    run_waiting_jobs()
    finance.get(address)
    with CaptureQueriesContext(connection) as few:
        finance.get(address)
    send(finance, statement(*((DAY, 1_000 + n, f"LAGI {n}") for n in range(20)), opening=7))
    run_waiting_jobs()

    with CaptureQueriesContext(connection) as many:
        finance.get(address)

    assert len(many) == len(few)


def test_the_suspense_account_explains_itself_by_bills_paid_too_little_and_too_much(finance):
    melati = batik_melati()
    september, october = billed(melati, SEPTEMBER), billed(melati, Month(2011, 10))
    send(
        finance,
        statement(
            (DAY, september.amount + 31_100, f"SETORAN {september.code}"),
            (DAY, 20_000, f"SETORAN {october.code}"),
            (DAY, 7_000, "TANPA KODE"),
        ),
    )
    run_waiting_jobs()

    listed = finance.get("/penerimaan/")
    over = finance.get("/penerimaan/?tampil=lebih")
    part = finance.get("/penerimaan/?tampil=kurang")

    parts = listed.context["parts"]
    # 31.100 over, 20.000 of a bill not covered, 7.000 for no bill: 58.100
    assert (parts.over_paid.amount, parts.part_paid.amount) == (31_100, 20_000)
    assert parts.total == listed.context["suspense"].waiting == 58_100
    assert "Rp58.100" in listed.content.decode()
    assert [(b.code, b.excess) for b in over.context["page"].object_list] == [
        (september.code, 31_100)
    ]
    assert "Rp31.100" in over.content.decode()
    assert [(b.code, b.missing) for b in part.context["page"].object_list] == [
        (october.code, 48_900)
    ]


def test_an_office_sees_no_over_paid_bill_of_another_but_the_same_sum(finance):
    bill = billed(batik_melati(branch=elsewhere()), SEPTEMBER)
    send(finance, statement((DAY, bill.amount + 31_100, f"SETORAN {bill.code}")))
    run_waiting_jobs()

    page = finance.get("/penerimaan/?tampil=lebih")

    assert not page.context["page"].object_list
    assert bill.code not in page.content.decode()
    assert page.context["elsewhere"] == page.context["suspense"].waiting == 31_100


def test_an_over_paid_bill_says_by_how_much_and_its_excess_is_given_to_another(finance):
    melati = batik_melati()
    september, october = billed(melati, SEPTEMBER), billed(melati, Month(2011, 10))
    send(finance, statement((DAY, 2 * 68_900, f"SETORAN {september.code}")))
    run_waiting_jobs()
    line = StatementLine.objects.get()

    before = finance.get(reverse("bill", args=[melati.npp, september.code])).content.decode()
    offered = finance.get(f"/penerimaan/{line.pk}/")
    asked = finance.get(f"/penerimaan/{line.pk}/tagihan/{october.code}/")
    finance.post(f"/penerimaan/{line.pk}/tagihan/{october.code}/", {"reason": "Lewat telepon"})

    september.refresh_from_db()
    october.refresh_from_db()
    assert 'Lebih bayar</dt><dd class="amount">Rp68.900</dd>' in before
    assert offered.context["excess"] == 68_900
    assert [found.code for found in offered.context["bills"]] == [october.code]
    assert asked.context["robbed"] == []
    assert (september.state, october.state) == ("PAID", "PAID")


def test_giving_an_excess_to_a_bill_due_earlier_says_what_the_later_one_will_lack(finance):
    melati = batik_melati()
    september, october = billed(melati, SEPTEMBER), billed(melati, Month(2011, 10))
    send(finance, statement((DAY, 68_900 + 10_000, f"SETORAN {october.code}")))
    run_waiting_jobs()
    line = StatementLine.objects.get()

    asked = finance.get(f"/penerimaan/{line.pk}/tagihan/{september.code}/")
    finance.post(f"/penerimaan/{line.pk}/tagihan/{september.code}/", {"reason": "Lewat telepon"})

    october.refresh_from_db()
    # 78.900 fills September's 68.900 first; October keeps 10.000 of its 68.900
    assert [(bill.pk, missing) for bill, missing in asked.context["robbed"]] == [
        (october.pk, 58_900)
    ]
    assert "akan kurang Rp58.900" in asked.content.decode()
    assert october.amount - october.received == 58_900
