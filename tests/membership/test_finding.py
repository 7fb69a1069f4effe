"""Finding people and employers by number and by name, as they are and as they may be spelt."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jamsostek.institution.models import Branch
from jamsostek.membership.models import InsuredPerson, NameWord
from jamsostek.membership.queries import (
    find_employers,
    find_persons,
    finding,
    similar_employers,
)
from jamsostek.membership.queries.words import words_of
from tests.people import batik_melati, hire, person, yogyakarta

pytestmark = pytest.mark.django_db

HERE = frozenset({-1})


def names(found):
    return [row.name for row in found[:50]]


def alike(found):
    return [row.name for row in found.alike]


def at_yogyakarta():
    return {yogyakarta().pk}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Soekarno", "Sukarno"),
        ("Sukarno", "Soekarno"),
        ("Joko", "Djoko"),
        ("Cahyo", "Tjahjo"),
        ("Widjaja", "Wijaya"),
        ("Yusuf", "Jusuf"),
        ("Sarif", "Sjarif"),
        ("Ahmad", "Achmad"),
        ("Ahmat", "Akhmad"),
        ("Mochammad", "Muhamad"),
        ("Fatimah", "Patima"),
        ("Taufik", "Topik"),
        ("Zaenal", "Jainal"),
        ("Saifuddin", "Saepudin"),
        ("Nuraeni", "Nuraini"),
        ("Suarno", "Soewarno"),
        ("Rizky", "Riski"),
        ("Chairul", "Khoirul"),
        ("Dzulkifli", "Julkipli"),
        ("Yudhoyono", "Judojono"),
        ("Sucipto", "Soetjipto"),
        ("Harianto", "Haryanto"),
        ("Prasetya", "Prasetyo"),
        ("Bambnag", "Bambang"),
        ("Purnmo", "Purnomo"),
        ("Kusumawardhani", "Kusumowardani"),
        ("Nur Aini", "Nuraini"),
        ("Nuraini", "Nur Aini"),
        ("Muhammad Ali", "Moh. Ali"),
        ("Moh. Ali", "Muhammad Ali"),
        ("Achmad Basuki", "A. Basuki"),
        ("Abdul Rachman", "Abd. Rohman"),
    ],
)
def test_a_name_spelt_otherwise_is_found_as_alike(typed, written):
    hire(batik_melati(), written, "Lestari Handayani")

    found = find_persons(typed, branch_ids=at_yogyakarta())

    assert alike(found) == [written]
    assert not len(found)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Budi", "Bagus"),
        ("Ratih", "Hartati"),
        ("Eko", "Eka"),
        ("Ali", "Adi"),
        ("Sutrisno", "Suharto"),
        ("Budi Santoso", "Budi Hartono"),
        ("Wahyu", "Wulan"),
        ("Dewi Lestari", "Lestari"),
    ],
)
def test_another_name_is_not_taken_for_it(typed, written):
    hire(batik_melati(), written)

    found = find_persons(typed, branch_ids=at_yogyakarta())

    assert names(found) + alike(found) == []


@pytest.mark.parametrize(
    "typed",
    [
        "budi santoso",
        "SANTOSO BUDI",
        "sant bud",
        "B. Santoso",
        "H. Budi Santoso",
        "Drs. Budi Santoso, S.E., M.M.",
        "Ir. H. Budi Santoso",
        "budi  santoso",
        "Budi-Santoso",
    ],
)
def test_order_beginnings_initials_and_titles_do_not_matter(typed):
    hire(batik_melati(), "Budi Santoso", "Budi Hartono")

    assert names(find_persons(typed, branch_ids=at_yogyakarta())) == ["Budi Santoso"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Maruf", "Ma'ruf Amin"),
        ("Ma’ruf", "Ma'ruf Amin"),  # noqa: RUF001 - as a telephone writes it
        ("Aini", "Nur-Aini"),
        ("Ali", "Muh.Ali"),
        ("Hasan", "Drs.H.Hasan,MM"),
    ],
)
def test_signs_in_a_name_do_not_hide_its_words(typed, written):
    hire(batik_melati(), written)

    assert names(find_persons(typed, branch_ids=at_yogyakarta())) == [written]


def test_the_very_name_comes_first_then_whole_words_then_beginnings():
    hire(batik_melati(), "Budiman", "Agus Budi", "Budi", "Budi Agus", "Budianto")

    found = find_persons("budi", branch_ids=at_yogyakarta())

    assert names(found) == ["Budi", "Budi Agus", "Agus Budi", "Budianto", "Budiman"]


def test_the_spelling_that_was_found_is_told():
    hire(batik_melati(), "Soekarno Hadi", "Sukarna Hadi")

    found = find_persons("Sukarno Hadi", branch_ids=at_yogyakarta())

    assert alike(found)[0] == "Soekarno Hadi"
    assert found.spellings[0] == "Soekarno"


def test_people_of_other_offices_are_not_found_however_they_are_spelt():
    hire(batik_melati(), "Soekarno")

    for typed in ("Soekarno", "Sukarno", "soek", person("Soekarno").kpj):
        elsewhere = find_persons(typed, branch_ids=HERE)
        assert names(elsewhere) + alike(elsewhere) == []
    assert names(find_persons("Soekarno", branch_ids=None)) == ["Soekarno"]


@pytest.mark.parametrize("written", ["{0}", "{0:.5}", "{1}", "{1:.5}", "{2:.6}"])
def test_numbers_are_found_whole_or_from_their_first_digits(written):
    hire(batik_melati(), "Budi Santoso", nik="9934010101800001")
    kpj = person("Budi Santoso").kpj
    typed = written.format(kpj, "9934010101800001", kpj)

    found = find_persons(typed.replace("{", ""), branch_ids=at_yogyakarta())

    assert names(found) == ["Budi Santoso"]


def test_numbers_may_hold_spaces_dots_and_dashes():
    hire(batik_melati(), "Budi Santoso", nik="9934010101800001")
    kpj = person("Budi Santoso").kpj

    for typed in (f"{kpj[:2]}-{kpj[2:]}", "99 3401 010180 0001", "99.34.01.010180.0001"):
        assert names(find_persons(typed, branch_ids=at_yogyakarta())) == ["Budi Santoso"]


def test_four_digits_are_too_few_and_five_are_enough():
    hire(batik_melati(), "Budi Santoso", nik="9934010101800001")

    assert not len(find_persons("9934", branch_ids=at_yogyakarta()))
    assert names(find_persons("99340", branch_ids=at_yogyakarta())) == ["Budi Santoso"]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "a",
            "a b",
            "'",
            "''",
            "'; DROP TABLE x; --",
            "&|!():*",
            "a:*",
            "\\",
            "%",
            "_",
            "🙂",
        ),
        *("budi'", "budi & !santoso", "<->", "budi:*A", "²", "Ⅷ", "\u0301", "ß", "İ", "x" * 400),
    ],
)
def test_whatever_is_typed_is_only_searched_for(typed):
    hire(batik_melati(), "Sutrisno")

    for find in (find_persons, find_employers):
        found = find(typed, branch_ids=at_yogyakarta())
        assert "Sutrisno" not in names(found) + alike(found)


def test_beyond_the_most_there_are_said_to_be_more_the_first_by_name(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 10)
    hire(batik_melati(), *(f"Budi {letter}anto" for letter in "KJIHGFEDCBA"), "Agus Budi")

    found = find_persons("budi", branch_ids=at_yogyakarta())

    assert found.more
    assert names(found) == [f"Budi {letter}anto" for letter in "ABCDEFGHIJ"]


def test_exactly_the_most_are_all_there_are(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 10)
    hire(batik_melati(), *(f"Budi {letter}anto" for letter in "JIHGFEDCBA"))

    found = find_persons("budi", branch_ids=at_yogyakarta())

    assert not found.more
    assert len(found) == 10


def test_employers_are_found_by_number_name_and_other_spelling():
    melati = batik_melati(name="PT Batik Soerja Rekaan")
    here = at_yogyakarta()

    for typed in (melati.npp.lower(), f"{melati.npp[:2]} {melati.npp[2:]}", melati.npp[:5]):
        assert names(find_employers(typed, branch_ids=here)) == [melati.name]
    assert names(find_employers("CV. Batik Rekaan Tbk", branch_ids=here)) == [melati.name]
    assert alike(find_employers("PT Batik Surya", branch_ids=here)) == [melati.name]
    assert alike(find_employers("PT Batik Surya", branch_ids=HERE)) == []


def test_an_employer_spelt_otherwise_is_similar():
    melati = batik_melati(name="PT Soerja Abadi")

    assert [s.employer for s in similar_employers("CV Surja Abady")] == [melati]


def test_the_vocabulary_keeps_in_step_with_names():
    hire(batik_melati(), "Prabowati Q. Nur-Aini")
    known = set(NameWord.objects.values_list("word", flat=True))

    InsuredPerson.objects.create(kpj="99400000001", name="Xaveria", registered_on=date(2010, 1, 1))

    assert {"prabowati", "nur", "aini", "batik", "melati", "rekaan"} <= known
    assert "q" not in known
    assert NameWord.objects.filter(word="xaveria").count() == 1


def test_a_word_known_already_is_not_added_again():
    melati = batik_melati()
    hire(melati, "Budi Santoso", "Budi Hartono")
    before = NameWord.objects.count()

    hire(melati, "Hartono Budi")

    assert NameWord.objects.count() == before
    assert NameWord.objects.filter(word="budi").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("H. M. Soeharto, S.E.", ["m", "soeharto"]),
        ("Drs", ["drs"]),
        ("S.E.", ["s", "e"]),
        ("Dr. Ir. H", ["h"]),
        ("Budi Si", ["budi", "si"]),
        ("R.A. Kartini", ["a", "kartini"]),
        ("Ny. Siti, SH, MH", ["siti"]),
    ],
)
def test_titles_and_degrees_are_left_out_unless_they_are_all(typed, words):
    assert words_of(typed) == words


def test_a_key_is_the_same_however_often_it_is_made():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT membership_name_key('soekarno'), membership_near_keys('budi'),"
            " membership_near_keys('ali')"
        )
        key, near, short = cursor.fetchone()

    assert key == "sukarnu"
    assert sorted(near) == ["bdi", "bud", "budi", "bui", "udi"]
    assert short == ["ali"]


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz.'-", min_size=2, max_size=14)


class EveryName(TestCase):
    @given(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join))
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    def test_the_very_name_always_finds_its_person_within_scope(self, name):
        if not name.strip() or max(map(len, words_of(name)), default=0) < 2:
            return
        hire(batik_melati(), name)

        found = find_persons(name, branch_ids=at_yogyakarta())

        assert name.strip() in names(found)
        assert Branch.objects.exists()
