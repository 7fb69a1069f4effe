"""The pages of health care in a real browser: accessible, and nothing overflows on a telephone."""

from datetime import date

import pytest
from django.test import Client

from jamsostek.institution.models import Role, User
from jamsostek.providers.services.capitation import prepare_capitation
from jamsostek.providers.services.claims import approve_claims, check_claims
from jamsostek.providers.services.providers import give_sign_in
from tests.people import act, yogyakarta
from tests.providers import cast
from tests.web.conftest import appoint
from tests.web.test_in_a_browser import browser, inspect, look_at, pytestmark, visit

__all__ = ["browser", "pytestmark", "visit"]

STAFF = {
    "providers": "/pelaksana/",
    "provider": "/pelaksana/{provider}/",
    "provider-contract": "/pelaksana/{provider}/perjanjian/",
    "provider-letter-new": "/pelaksana/{provider}/jaminan/",
    "provider-letter": "/surat-jaminan/{letter}/",
    "provider-claims": "/klaim-pelaksana/",
    "provider-claim-check": "/klaim-pelaksana/{waiting}/",
    "provider-claim-paid": "/klaim-pelaksana/{paid}/",
    "capitation": "/kapitasi/{run}/",
}
DESK = {
    "desk-home": "/pelayanan/",
    "desk-letters": "/pelayanan/jaminan/",
    "desk-letter": "/pelayanan/jaminan/{letter}/",
    "desk-close": "/pelayanan/jaminan/{letter}/selesai/",
    "desk-claim": "/pelayanan/klaim/{paid}/",
    "desk-send": "/pelayanan/klaim/kirim/",
}


@pytest.fixture
def known():
    """A hospital with an open letter, a claim paid for and one that waits; a clinic's month."""
    who, where, at_clinic = cast.worker("SITI REKAAN"), cast.hospital(), cast.clinic()
    cast.wife(who)
    cast.chosen(who, at_clinic)
    run = prepare_capitation(provider=at_clinic, month=cast.FEBRUARY, act=act())
    paid = cast.claim(where, cast.line(who), reference="INV-1")
    check_claims(claims=[paid], act=cast.by(cast.officer("pemeriksa")))
    approve_claims(claims=[paid], act=cast.by(cast.officer("penyetuju")))
    lines = (cast.line(who, day=date(2011, 10, 7), price=400_000), cast.line(who, "SULAP"))
    waiting = cast.claim(where, *lines, reference="INV-2")
    user = User.objects.create_user("klinik")
    give_sign_in(provider=where, user=user, name="Wulan Rekaan", act=act())
    return {
        "provider": where.code,
        "letter": cast.letter(where, who).pk,
        "paid": paid.code,
        "waiting": waiting.code,
        "run": run.pk,
        "kpj": who.kpj,
        "user": user,
    }


@pytest.mark.parametrize("name", STAFF)
def test_a_page_about_providers_is_accessible_and_fits(visit, known, name):
    roles = (Role.CLAIMS_OFFICER, Role.CLAIMS_SUPERVISOR)
    visit.client.force_login(appoint(*roles, branch=yogyakarta()).user)

    look_at(visit, name, STAFF[name].format(**known))


@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk_is_accessible_and_fits(visit, known, name):
    visit.client = Client()
    visit.client.force_login(known["user"])

    look_at(visit, name, DESK[name].format(**known))


def test_a_patient_is_looked_up_on_an_accessible_page(visit, known):
    visit.client = Client()
    visit.client.force_login(known["user"])
    page = visit.open("/pelayanan/peserta/", 360)

    page.fill("[name=kpj]", known["kpj"])
    page.fill("[name=birth_date]", "17-08-1985")
    page.click("main button")
    page.wait_for_selector("text=Dijamin JPK")
    inspect(page, "desk-patient")

    assert page.locator("text=Dewi Rekaan").count() == 1
