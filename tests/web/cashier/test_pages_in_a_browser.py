"""The pages of payments in a real browser: accessible, and nothing overflows on a telephone."""

import pytest

from jamsostek.institution.models import Role
from jamsostek.treasury.services.cash import count_session, open_desk, open_session
from jamsostek.treasury.services.runs import Choice, prepare_run
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import CASH, DUE, answered, ordered, person, sent
from tests.web.conftest import appoint
from tests.web.test_in_a_browser import browser, look_at, pytestmark, visit

__all__ = ["browser", "pytestmark", "visit"]

PAGES = {
    "payments": "/pembayaran/",
    "payment-returned": "/pembayaran/{back}/",
    "payment-reissue": "/pembayaran/{back}/terbit-ulang/",
    "payment-runs": "/kiriman/",
    "payment-run": "/kiriman/{run}/",
    "payment-run-new": "/kiriman/baru/",
    "payment-results": "/kiriman/jawaban/",
    "tills": "/kas/",
    "till": "/kas/{till}/",
    "till-hand-out": "/kas/{till}/bayar/{cash}/",
    "till-count": "/kas/{till}/hitung/",
    "till-confirm": "/kas/{counted}/sahkan/",
}


@pytest.fixture
def known() -> dict[str, int]:
    """Payments in every way: returned, sent, in a run that waits, and in cash at two tills."""
    bank = collecting("0099000011")
    back = ordered((1, 14_200_000), payee="Ny. Sri Wahyuni Rekaan binti Kartosuwiryo Contoh")
    ordered((2, 2_000_000))
    sent(bank)
    answered(f"{back.code},DITOLAK,Rekening tutup", "PB99999999,BERHASIL")
    ordered((3, 27_500_000))
    run = prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))
    cash = ordered((4, 600_000), destination=CASH)
    first = open_desk(branch=yogyakarta(), name="Loket 1", act=act())
    second = open_desk(branch=yogyakarta(), name="Loket 2", act=act())
    till = open_session(desk=first, counted=0, brought=5_000_000, act=person("kasir"))
    other = open_session(desk=second, counted=0, brought=1_000_000, act=person("kasir"))
    count_session(session=other, counted=990_000, reason="Kembalian", act=person("kasir"))
    return {
        "back": back.pk,
        "run": run.pk,
        "cash": cash.pk,
        "till": till.pk,
        "counted": other.pk,
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_about_payments_is_accessible_and_fits(visit, known, name):
    officer = appoint(Role.CASHIER, Role.FINANCE_OFFICER, branch=yogyakarta())
    visit.client.force_login(officer.user)

    look_at(visit, name, PAGES[name].format(**known))
