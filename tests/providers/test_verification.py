"""Verification finds what providers are owed, booked or paid without an approval of it."""

import pytest

from jamsostek.jobs.verification import verify
from jamsostek.ledger import services as ledger
from jamsostek.providers.models import ProviderClaim
from jamsostek.providers.queries.verification import PAYABLE
from jamsostek.providers.services.claims import approve_claims, check_claims
from jamsostek.treasury.services.payments import order_payments
from tests.people import act
from tests.providers.cast import by, claim, hospital, line, officer, worker
from tests.treasury.paying import new

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved() -> ProviderClaim:
    made = claim(hospital(), line(worker("SITI"), "UGD", price=100_000))
    check_claims(claims=[made], act=by(officer("pemeriksa")))
    (found,) = approve_claims(claims=[made], act=by(officer("pemutus")))
    return found


def found() -> set[str]:
    return {one.check for one in verify().differences}


def test_an_approved_claim_agrees_with_books_and_payments(approved):
    assert approved.awarded == 100_000
    assert found() == set()


def test_another_award_than_was_booked_is_found(approved):
    ProviderClaim.objects.filter(pk=approved.pk).update(awarded=90_000)

    assert found() == {"provider owed"}


def test_an_entry_of_no_provider_is_found():
    ledger.post(
        posting=ledger.Posting(
            key="PROVIDER:KP99999999",
            kind="PROVIDER",
            day=act().day,
            text="Klaim yang tidak ada",
            lines=[(2404, 7_000), (PAYABLE, -7_000)],
        ),
        act=act(),
    )

    assert "provider owed" in found()


@pytest.mark.usefixtures("approved")
def test_a_payment_of_nothing_owed_is_found():
    order_payments(orders=[new((999_999, 7_000), source="PROVIDER")], act=act())

    assert found() == {"provider paid"}
