"""Refunds and payments put right on the finance officers' pages."""

from datetime import date

import pytest

from jamsostek.contributions.models import Bill, Refund
from jamsostek.institution.models import Role
from jamsostek.kernel.months import Month
from jamsostek.treasury.models import LineKind, StatementLine
from tests.contributions.test_receipts import bank_line, billed, take
from tests.people import batik_melati, hire

pytestmark = pytest.mark.django_db
TARGET = {
    "bank": "BANK CONTOH",
    "account_number": "1234567890",
    "account_name": "PT Batik Melati Rekaan",
    "reason": "Surat perusahaan",
}


@pytest.fixture
def over_paid() -> StatementLine:
    melati = batik_melati()
    hire(melati, "SITI")
    bill = billed(melati, Month(2011, 9))
    line = bank_line(78_900, bill.code)
    take(line)
    return line


def test_one_officer_proposes_another_decides_and_the_banks_line_closes_it(signed_in, over_paid):
    ani, beni = signed_in(Role.FINANCE_OFFICER), signed_in(Role.FINANCE_OFFICER)
    page = f"/penerimaan/{over_paid.pk}/kembalikan/"

    assert "kembalikan/" in ani.get(f"/penerimaan/{over_paid.pk}/").content.decode()
    assert "10.000" in ani.get(page).content.decode()
    assert "Usulkan" in ani.post(page, TARGET | {"amount": "10.000"}).content.decode()
    ani.post(page, TARGET | {"amount": "10.000", "pasti": "1"})
    refund = Refund.objects.get()
    step = f"/pengembalian/{refund.pk}/langkah/"
    own = ani.post(step, {"langkah": "setuju", "reason": "x"}, follow=True).content.decode()
    without = beni.post(step, {"langkah": "setuju", "reason": ""}, follow=True).content.decode()
    beni.post(step, {"langkah": "setuju", "reason": "Cocok"})
    went = bank_line(10_000, f"TRF {refund.code}", day=date(2011, 10, 21), kind=LineKind.OUTGOING)
    shown = beni.get(f"/pengembalian/{refund.pk}/").content.decode()
    none = beni.post(step, {"langkah": "bayar"}, follow=True).content.decode()
    ani.post(step, {"langkah": "bayar", "baris": went.pk})

    assert "tidak boleh memutus" in own
    assert "Tulis alasannya" in without
    assert f"TRF {refund.code}" in shown
    assert "Pilih baris" in none
    refund.refresh_from_db()
    assert (refund.state, refund.paid_line) == ("PAID", went)
    assert refund.code in beni.get("/pengembalian/?tampil=PAID").content.decode()


def test_a_receipt_is_released_and_given_to_the_right_bill(signed_in, over_paid):
    kenanga = batik_melati(name="CV Kenanga Khayal")
    hire(kenanga, "BUDI")
    right = billed(kenanga, Month(2011, 9))
    wrong = Bill.objects.exclude(pk=right.pk).get()
    officer = signed_in(Role.FINANCE_OFFICER)
    page = f"/penerimaan/{over_paid.pk}/tagihan/{wrong.code}/lepas/"

    said = {"code": right.code, "reason": "Kode tertukar"}
    unknown = officer.post(page, said | {"code": "00000000000", "pasti": "1"}).content.decode()
    officer.post(page, said)
    wrong.refresh_from_db()
    assert wrong.state == "OVER"
    officer.post(page, said | {"pasti": "1"})

    wrong.refresh_from_db()
    right.refresh_from_db()
    assert "Tidak ada tagihan" in unknown
    assert (wrong.state, right.state) == ("OPEN", "OVER")
    told = officer.get(f"/pemberi-kerja/{wrong.employer.npp}/tagihan/{wrong.code}/")
    assert "Kode tertukar" in told.content.decode()


def test_who_only_reads_sees_no_steps_and_takes_none(signed_in, over_paid):
    auditor = signed_in(Role.AUDITOR)

    assert auditor.get("/pengembalian/").status_code == 200
    assert auditor.get(f"/penerimaan/{over_paid.pk}/kembalikan/").status_code == 404
    assert "kembalikan/" not in auditor.get(f"/penerimaan/{over_paid.pk}/").content.decode()
