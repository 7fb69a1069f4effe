"""A NUL, which no text of the database can hold, breaks no page: not in addresses, nor in forms."""

import re

import pytest
from django.test import Client

from jamsostek.contributions.models import Bill
from jamsostek.institution.models import Role, User
from jamsostek.membership.models import EmployerUser, Employment, InsuredPerson
from tests.contributions.test_receipts import bank_line, billed
from tests.people import batik_melati
from tests.web.conftest import PASSWORD
from tests.web.test_routes import ROUTES
from tests.web.test_scope import OFFICE, SEPTEMBER

pytestmark = pytest.mark.django_db

ASKED = ("q", "oleh", "cari", "tagihan", "rekening", "dari", "sampai", "tanggal", "bulan", "hal")
NUL_EVERYWHERE = "&".join(f"{name}=%00a%00" for name in (*ASKED, "tampil", "next", "wage", "month"))
FIELD = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')


@pytest.fixture
def known() -> dict[str, object]:
    melati = batik_melati()
    bill = billed(melati, SEPTEMBER)
    return {
        "npp": melati.npp,
        "kpj": InsuredPerson.objects.get().kpj,
        "code": bill.code,
        "month": "2011-10",
        "number": bank_line(5).pk,
        "employment_id": Employment.objects.get().pk,
        "dependant_id": 1,
        "slug": "nama",
        "subject": "contributions",
        "name": "jkm",
    }


@pytest.fixture
def browsers(signed_in, known) -> list[Client]:
    """Give an officer in every role of an office, and somebody of the employer."""
    employer_of = Bill.objects.select_related("employer__branch").get(code=known["code"]).employer
    user = User.objects.create_user("hrd", password=PASSWORD)
    EmployerUser.objects.create(user=user, employer=employer_of, name="Dewi")
    employer = Client()
    employer.force_login(user)
    return [signed_in(*OFFICE, region=employer_of.branch.region), employer]


def filled(route: str, known: dict[str, object]) -> str:
    """Give a route's address: what is not known stands for something that does not exist."""
    parts = []
    for part in route.split("/"):
        kind, _, name = part.strip("<>").rpartition(":")
        nobody = "999999" if kind == "int" else "tidak-ada"
        parts.append(str(known.get(name, nobody)) if part.startswith("<") else part)
    return "/" + "/".join(parts)


@pytest.mark.parametrize("place", range(6))
def test_an_address_with_a_nul_is_not_found(browsers, known, place):
    for route, _ in ROUTES:
        parts = filled(route, known).strip("/").split("/")
        parts[min(place, len(parts) - 1)] += "%00"

        answers = {browser.get("/" + "/".join(parts) + "/").status_code for browser in browsers}

        assert answers == {404}, route


def test_a_nul_in_an_addresss_question_is_left_out(browsers, known):
    for route, _ in ROUTES:
        for browser in browsers:
            assert browser.get(f"{filled(route, known)}?{NUL_EVERYWHERE}").status_code < 500, route


def test_a_search_for_a_name_with_a_nul_in_it_finds_the_name(signed_in, known):
    page = signed_in(Role.MEMBERSHIP_OFFICER).get("/cari/?q=%00bat%00ik+mel")

    assert str(known["npp"]) in page.content.decode()


def test_no_form_breaks_where_every_field_holds_a_nul(browsers, known):
    for route, _ in ROUTES:
        address = filled(route, known)
        for browser in browsers:
            page = browser.get(address)
            text = "" if page.streaming else page.content.decode(errors="ignore")
            fields = set(FIELD.findall(text))

            answer = browser.post(address, dict.fromkeys(fields, "a\x00b"))

            assert answer.status_code < 500, route


def test_a_name_with_a_nul_is_refused_beside_its_field(signed_in):
    page = signed_in(Role.MEMBERSHIP_OFFICER).post(
        "/pemberi-kerja/daftar/nama/", {"name": "PT \x00 Rekaan"}
    )

    assert page.status_code == 200
    assert page.context["form"].errors["name"]
