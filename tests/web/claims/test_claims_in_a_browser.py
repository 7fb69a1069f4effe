"""The pages of claims in a real browser: accessible, and they fit."""

import pytest

from jamsostek.claims.models import Claim
from jamsostek.institution.models import Role, User
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, EmployerUser, MemberUser
from tests.claims.claiming import accident, assessed, death_claim
from tests.contributions.test_receipts import billed
from tests.people import batik_melati, hire, person, yogyakarta
from tests.web import test_in_a_browser as browsing
from tests.web.conftest import appoint

browser, visit = browsing.browser, browsing.visit
pytestmark = browsing.pytestmark

DESK = {
    "claims": "/klaim/",
    "claims-none": "/klaim/?keadaan=PAID",
    "claim": "/klaim/{hurt}/",
    "claim-dead": "/klaim/{dead}/",
    "claim-facts": "/klaim/{hurt}/fakta/",
    "claim-family": "/klaim/{dead}/keluarga/",
    "claim-payee": "/klaim/{dead}/penerima/",
    "claim-paper": "/klaim/{hurt}/bukti/FORM_3B/",
    "claim-send": "/klaim/{hurt}/kirim/",
    "claim-assessment": "/klaim/{dead}/perhitungan/1/",
    "claims-of-member": "/peserta/{kpj}/klaim/",
    "claim-begin": "/peserta/{kpj}/klaim/ACCIDENT/",
    "decisions": "/putusan-klaim/",
    "decide": "/klaim/{dead}/putus/",
    "objections": "/keberatan/",
    "doctors-desk": "/pendapat-dokter/",
    "opinion": "/klaim/{hurt}/dokter/",
}
NOTICES = {
    "notices": "/pemberi-kerja/{npp}/kecelakaan/",
    "notice": "/pemberi-kerja/{npp}/kecelakaan/{hurt}/",
    "notice-who": "/pemberi-kerja/{npp}/kecelakaan/lapor/siapa/",
    "notice-event": "/pemberi-kerja/{npp}/kecelakaan/lapor/kejadian/",
    "notice-outcome": "/pemberi-kerja/{npp}/kecelakaan/{hurt}/tahap-dua/",
}
OWN = {
    "own-claims": "/saya/klaim/",
    "own-claim": "/saya/klaim/{hurt}/",
    "own-paper": "/saya/klaim/{hurt}/bukti/CARD/",
}


@pytest.fixture
def known() -> dict[str, object]:
    """A company with an accident ready to be sent and a death that waits for its decision."""
    melati: Employer = batik_melati()
    hire(melati, "SITI AMINAH REKAAN", "BUDI SANTOSO REKAAN", wage=2_000_000)
    billed(melati, Month(2011, 8), wage=2_000_000)
    siti, budi = person("SITI AMINAH REKAAN"), person("BUDI SANTOSO REKAAN")
    hurt: Claim = accident(
        siti,
        melati,
        outcome="PARTIAL",
        days_unable=10,
        wage_paid=0,
        injuries=[{"impairment": "THUMB_LEFT", "loss": "LOST"}],
        costs=[{"kind": "DOCTOR", "amount": 200_000}],
    )
    dead: Claim = death_claim(budi, melati)
    assessed(dead)
    return {"npp": melati.npp, "kpj": siti.kpj, "hurt": hurt.code, "dead": dead.code}


@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk_is_accessible_and_fits(visit, known, name):
    roles = [Role.CLAIMS_OFFICER, Role.CLAIMS_SUPERVISOR, Role.MEDICAL_ADVISER]
    visit.client.force_login(appoint(*roles, branch=yogyakarta(), name="Dua Rekaan").user)

    browsing.look_at(visit, name, DESK[name].format(**known))


@pytest.mark.parametrize("name", NOTICES)
def test_a_page_of_notices_is_accessible_and_fits(visit, known, name):
    user = User.objects.create_user("hrd")
    EmployerUser.objects.create(user=user, employer=Employer.objects.get(), name="Dewi Rekaan")
    visit.client.force_login(user)

    browsing.look_at(visit, name, NOTICES[name].format(**known))


@pytest.mark.parametrize("name", OWN)
def test_a_members_page_of_claims_is_accessible_and_fits(visit, known, name):
    user = User.objects.create_user("siti")
    MemberUser.objects.create(user=user, person=person("SITI AMINAH REKAAN"))
    visit.client.force_login(user)

    browsing.look_at(visit, name, OWN[name].format(**known))
