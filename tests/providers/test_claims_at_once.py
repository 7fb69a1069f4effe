"""Officers who decide on one claim at the same time, and letters asked for twice at once."""

from functools import partial

import pytest

from jamsostek.kernel.months import Month
from jamsostek.providers.models import Guarantee, ProviderClaimLine, ProviderPayable
from jamsostek.providers.services.capitation import (
    ApprovedAlready,
    PreparedAlready,
    approve_capitation,
    prepare_capitation,
)
from jamsostek.providers.services.claims import (
    InvoiceKnown,
    NotNow,
    approve_claims,
    check_claims,
    reject_claim,
)
from jamsostek.providers.services.guarantees import StayOpen
from tests.membership.at_once import at_once, refusals
from tests.providers.cast import by, chosen, claim, clinic, hospital, letter, line, officer, worker

pytestmark = pytest.mark.usefixtures("fresh_database")


def test_of_two_who_approve_at_once_one_does_and_the_money_is_owed_once():
    made = claim(hospital(), line(worker("SITI")))
    check_claims(claims=[made], act=by(officer("pemeriksa")))
    deeds = [by(officer(name)) for name in ("budi", "citra", "dian", "eko")]

    results = at_once(*(partial(approve_claims, claims=[made], act=deed) for deed in deeds))

    assert refusals(results) == [NotNow] * 3
    assert ProviderPayable.objects.count() == 1


def test_one_approves_while_another_rejects_and_one_of_them_is_told():
    made = claim(hospital(), line(worker("SITI")))
    check_claims(claims=[made], act=by(officer("pemeriksa")))
    deeds = [by(officer("budi")), by(officer("citra"))]

    results = at_once(
        partial(approve_claims, claims=[made], act=deeds[0]),
        partial(reject_claim, claim=made, reason="Tidak lengkap", act=deeds[1]),
    )

    made.refresh_from_db()
    assert refusals(results) == [NotNow]
    assert ProviderPayable.objects.count() == (made.state == "APPROVED")


def test_one_service_sent_twice_at_once_is_found_once():
    who, where = worker("SITI"), hospital()

    results = at_once(
        *(partial(claim, where, line(who), reference=f"INV-{n}") for n in range(3)),
    )

    assert refusals(results) == []
    assert ProviderClaimLine.objects.filter(found__gt=0).count() == 1


def test_one_invoice_sent_twice_at_once_comes_once():
    who, where = worker("SITI"), hospital()

    results = at_once(*(partial(claim, where, line(who)) for _ in range(3)))

    assert refusals(results) == [InvoiceKnown] * 2


def test_two_letters_for_one_stay_at_once_are_one():
    who, where = worker("SITI"), hospital()
    other = hospital(name="RS Lain Rekaan")
    officer("penerbit")

    results = at_once(partial(letter, where, who), partial(letter, other, who))

    assert refusals(results) == [StayOpen]
    assert Guarantee.objects.count() == 1


def test_a_capitation_is_worked_out_and_approved_once():
    where = clinic()
    chosen(worker("SITI"), where)
    october = Month(2011, 10)
    deed = by(officer("penyusun"))

    prepared = at_once(
        *(partial(prepare_capitation, provider=where, month=october, act=deed) for _ in range(3))
    )
    run = where.capitations.get()
    deeds = [by(officer(name)) for name in ("budi", "citra")]
    approved = at_once(*(partial(approve_capitation, run=run, act=each) for each in deeds))

    assert refusals(prepared) == [PreparedAlready] * 2
    assert refusals(approved) == [ApprovedAlready]
    assert ProviderPayable.objects.count() == 1
