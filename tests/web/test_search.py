"""The search page: what fits, what is spelt otherwise, and all of one kind."""

import pytest

from jamsostek.institution.models import Role
from tests.building import project
from tests.people import batik_melati, hire, person
from tests.vendors import paguyuban
from tests.web.test_staff_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in):
    return signed_in(Role.MEMBERSHIP_OFFICER)


def test_a_name_spelt_otherwise_stands_apart_with_its_spelling(client):
    hire(batik_melati(), "Soekarno Hadi")

    text = text_of(client.get("/cari/", {"q": "Sukarno Hadi"}))

    assert "Mirip: Peserta" in text
    assert "Ditulis lain: Soekarno." in text
    assert person("Soekarno Hadi").kpj in text


def test_more_than_a_few_are_shown_on_pages_of_their_own(client):
    hire(batik_melati(), *(f"Budi {number:02d}" for number in range(60)))

    first = client.get("/cari/", {"q": "budi"})
    second = client.get("/cari/", {"q": "budi", "jenis": "peserta", "hal": "2"})

    assert "60 cocok." in text_of(first)
    assert "?q=budi&amp;jenis=peserta" in first.content.decode()
    assert person("Budi 10").kpj not in text_of(first)
    assert person("Budi 59").kpj in text_of(second)


def test_an_identity_number_is_searched_for_but_not_shown(client):
    melati = batik_melati()
    hire(melati, "Budi Santoso", nik="9934010101800001")
    hire(melati, "Agus Santoso", nik="9934010101800002")

    text = text_of(client.get("/cari/", {"q": "99340"}))

    assert person("Budi Santoso").kpj in text
    assert "9934010101800001" not in text


def test_a_kind_that_does_not_exist_is_every_kind(client):
    melati = batik_melati()

    assert melati.npp in text_of(client.get("/cari/", {"q": "melati", "jenis": "lain"}))


def test_projects_and_groups_stand_under_their_own_headings(client):
    school = project(name="Gedung Melati Rekaan")
    group = paguyuban("Paguyuban Melati")

    text = text_of(client.get("/cari/", {"q": "melati"}))

    assert "Proyek jasa konstruksi" in text
    assert school.number in text
    assert "CV Bangun Rekaan" in text
    assert "Wadah TK-LHK" in text
    assert group.number in text


def test_the_whole_number_of_a_project_opens_its_page(client):
    school = project()

    there = client.get("/cari/", {"q": f" {school.number.lower()} "})

    assert there.status_code == 302
    assert there["Location"].endswith(f"/proyek/{school.number}/")
