"""For what a member is insured, as officers see it."""

from datetime import date

import pytest

from jamsostek.kernel.months import Month
from tests.contributions.test_receipts import bank_line, take
from tests.people import person
from tests.web.test_staff_pages import OFFICER, declared, melati, text_of

pytestmark = pytest.mark.django_db

__all__ = ["melati"]


def test_the_cover_page_says_for_what_through_whom_since_when_and_by_which_article(
    signed_in, melati
):
    bill = declared(melati, Month(2011, 8))
    take(bank_line(bill.amount, bill.code, day=date(2011, 9, 14)))
    kpj = person("Sri Rahayu Rekaan").kpj

    text = text_of(signed_in(OFFICER).get(f"/peserta/{kpj}/perlindungan/?tanggal=2011-09-20"))

    assert "Terlindungi" in text
    assert "PT Batik Melati Rekaan" in text
    assert "PP 14/1993, Pasal 7" in text
    assert "tidak mengikuti program JPK" in text


@pytest.mark.usefixtures("melati")
def test_the_cover_page_says_why_somebody_is_not_insured(signed_in):
    kpj = person("Sri Rahayu Rekaan").kpj

    text = text_of(signed_in(OFFICER).get(f"/peserta/{kpj}/perlindungan/?tanggal=31-12-2009"))

    assert "Tidak terlindungi pada hari ini" in text
    assert "baru berlaku sejak 1 Januari 2010" in text
