"""Payments on the pages: a run from its preparation to the bank's answer, and a day at the till."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jamsostek.institution.models import Role
from jamsostek.jobs.verification import verify
from jamsostek.treasury.models import CashSession, PaymentOrder, PaymentRun
from jamsostek.treasury.services.cash import open_desk
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import CASH, ordered

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    return collecting("0099000011")


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def prepared(client, bank, **said: object):
    asked = {"account": bank.pk, "due_until": "20-10-2011", **said}
    return client.post("/kiriman/baru/", asked, follow=True)


def test_a_run_goes_from_the_cashier_over_the_finance_officer_to_the_bank_and_back(signed_in, bank):
    cashier, finance = signed_in(Role.CASHIER), signed_in(Role.FINANCE_OFFICER)
    good, bad = ordered((1, 14_200_000)), ordered((2, 2_000_000))

    assert good.code in text(cashier.get("/pembayaran/"))
    assert "Lepas" not in text(prepared(cashier, bank))
    run = PaymentRun.objects.get()
    page, step = f"/kiriman/{run.pk}/", f"/kiriman/{run.pk}/langkah/"
    assert "16.200.000" in text(finance.get(page))
    changed = finance.post(step, {"langkah": "lepas", "jumlah": "1"}, follow=True)
    assert "Periksa lagi" in text(changed)
    finance.post(step, {"langkah": "lepas", "jumlah": "16200000"})

    run.refresh_from_db()
    assert run.state == "RELEASED"
    file = cashier.get(f"{page}berkas/xml/")
    assert (file["Content-Type"], good.code in file.content.decode()) == ("application/xml", True)
    assert cashier.get(f"{page}berkas/csv/")["Content-Disposition"].endswith('.csv"')
    assert cashier.get(f"{page}berkas/pdf/").status_code == 404
    answer = (
        f"kode;status;alasan\n{good.code};BERHASIL;\n{bad.code};DITOLAK;Rekening tutup\nX;GAGAL;"
    )
    sent = SimpleUploadedFile("hasil.csv", answer.encode())
    listed = text(finance.post("/kiriman/jawaban/", {"result": sent}, follow=True))
    assert "Kodenya tidak dikenal" in listed
    again = f"/pembayaran/{bad.pk}/terbit-ulang/"
    assert "terbit-ulang" in text(cashier.get(f"/pembayaran/{bad.pk}/"))
    assert "Tulis nama banknya" in text(cashier.post(again, {"method": "TRANSFER"}))
    to = {"method": "TRANSFER", "bank": "BNI", "account_number": "99 0202", "account_name": "Ibu"}
    assert "Ya, terbitkan ulang" in text(cashier.post(again, to))
    cashier.post(again, to | {"pasti": "1"})
    new = PaymentOrder.objects.get(reissue_of=bad)
    assert (new.bank, new.state) == ("BNI", "QUEUED")
    assert new.code in text(cashier.get(f"/pembayaran/{bad.pk}/"))
    assert verify().differences == []


def test_only_the_roles_for_it_prepare_release_and_answer(signed_in, bank):
    cashier, finance = signed_in(Role.CASHIER), signed_in(Role.FINANCE_OFFICER)
    auditor = signed_in(Role.AUDITOR)
    ordered((1, 1_000))
    prepared(cashier, bank)
    run = PaymentRun.objects.get()
    release = {"langkah": "lepas", "jumlah": "1000"}

    assert finance.get("/kiriman/baru/").status_code == 404
    assert cashier.post(f"/kiriman/{run.pk}/langkah/", release).status_code == 404
    assert auditor.post(f"/kiriman/{run.pk}/langkah/", release).status_code == 404
    assert cashier.post("/kiriman/jawaban/", {}).status_code == 404
    assert "langkah" not in text(auditor.get(f"/kiriman/{run.pk}/"))
    assert "Batalkan kiriman" in text(cashier.get(f"/kiriman/{run.pk}/"))
    cashier.post(f"/kiriman/{run.pk}/langkah/", {"langkah": "batal"})
    run.refresh_from_db()
    assert run.state == "CANCELLED"
    assert "sudah berubah" in text(
        finance.post(f"/kiriman/{run.pk}/langkah/", release, follow=True)
    )


def test_bad_input_is_told_in_words(signed_in, bank):
    cashier, finance = signed_in(Role.CASHIER), signed_in(Role.FINANCE_OFFICER)

    assert "Tidak ada transfer yang menunggu" in text(prepared(cashier, bank))
    assert "Tulis tanggal" in text(prepared(cashier, bank, due_until="besok"))
    broken = SimpleUploadedFile("hasil.csv", b"bukan jawaban")
    assert "Berkas tidak dapat dibaca" in text(
        finance.post("/kiriman/jawaban/", {"result": broken})
    )
    assert "Pilih berkasnya" in text(finance.post("/kiriman/jawaban/", {}))
    order = ordered((1, 1_000))
    step = f"/pembayaran/{order.pk}/langkah/"
    assert "Tulis alasannya" in text(cashier.post(step, {"langkah": "batal"}, follow=True))
    cashier.post(step, {"langkah": "batal", "reason": "Keliru"})
    assert "sudah berubah" in text(
        cashier.post(step, {"langkah": "batal", "reason": "Keliru"}, follow=True)
    )
    assert "Keliru" in text(cashier.get(f"/pembayaran/{order.pk}/"))


def test_a_day_at_the_till(signed_in):
    cashier, finance = signed_in(Role.CASHIER), signed_in(Role.FINANCE_OFFICER)
    desk = open_desk(branch=yogyakarta(), name="Loket 1", act=act())
    order = ordered((1, 2_000_000), destination=CASH)

    opening = f"/kas/buka/{desk.pk}/"
    assert "Buka loket" in text(cashier.get("/kas/"))
    assert "Menurut buku ada" in text(cashier.post(opening, {"counted": "5", "pasti": "1"}))
    cashier.post(opening, {"counted": "0", "brought": "5.000.000", "pasti": "1"})
    session = CashSession.objects.get()
    till = f"/kas/{session.pk}/"
    assert order.code in text(cashier.get(till))
    hand = f"{till}bayar/{order.pk}/"
    assert "Tulis siapa" in text(cashier.post(hand, {"receiver": ""}))
    assert "Ya, sudah diserahkan" in text(cashier.post(hand, {"receiver": "Ibu, KTP 99"}))
    cashier.post(hand, {"receiver": "Ibu, KTP 99", "pasti": "1"})
    receipt = cashier.get(f"/pembayaran/{order.pk}/kuitansi/")
    assert receipt.content.startswith(b"%PDF")
    assert "sudah berubah" in text(cashier.post(hand, {"receiver": "Ibu", "pasti": "1"}))
    cashier.post(f"{till}pindah/", {"direction": "D", "amount": "1.000.000", "pasti": "1"})
    count = f"{till}hitung/"
    assert "Tulis sebabnya" in text(cashier.post(count, {"counted": "1.990.000", "pasti": "1"}))
    cashier.post(count, {"counted": "1.990.000", "reason": "Kembalian", "pasti": "1"})
    seen = text(finance.get(till))
    assert "1.990.000" not in seen
    assert finance.post(f"{till}sahkan/", {"langkah": "hitung-lagi"}).status_code == 302
    cashier.post(count, {"counted": "1.990.000", "reason": "Kembalian", "pasti": "1"})
    assert "berbeda dari hitungan kasir" in text(
        finance.post(f"{till}sahkan/", {"counted": "2.000.000", "pasti": "1"})
    )
    finance.post(f"{till}sahkan/", {"counted": "1.990.000", "pasti": "1"})

    session.refresh_from_db()
    assert session.state == "CLOSED"
    assert "10.000" in text(cashier.get(till))
    assert verify().differences == []


def test_the_first_page_tells_each_what_waits(signed_in, bank):
    cashier, finance = signed_in(Role.CASHIER), signed_in(Role.FINANCE_OFFICER)
    ordered((1, 1_000))

    assert "Pembayaran yang jatuh tempo" in text(cashier.get("/pekerjaan/"))
    prepared(cashier, bank)

    assert "menunggu dilepas" in text(finance.get("/pekerjaan/"))
