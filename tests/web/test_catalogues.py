"""Everything the pages say in Indonesian can be said in English."""

from html.parser import HTMLParser

import pytest
from babel.messages.pofile import escape, read_po
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from jamsostek.institution.models import Role
from jamsostek.law.reader import parameters, subjects
from jamsostek.web.catalogues import LOCALES, compiled, spoken, untranslated
from jamsostek.web.public.law_words import SUBJECTS, TITLES, UNITS
from tests.people import yogyakarta
from tests.web.conftest import PASSWORD, appoint

ENGLISH = LOCALES / "en" / "LC_MESSAGES" / "django.po"


def test_nothing_is_left_without_an_english_translation():
    assert untranslated(ENGLISH) == []


def test_the_catalogue_knows_every_message_of_templates_and_code():
    known = ENGLISH.read_text("utf-8")

    missing = {m for m, _, _ in spoken() if isinstance(m, str) and not written(m, known)}

    assert missing == set(), "Run `python -m jamsostek.web.catalogues` and translate what is new."


def written(message: str, known: str) -> bool:
    joined = known.replace('"\n"', "")
    return f"msgid {escape(message)}\n" in joined or escape(message)[1:-1] in joined


@pytest.mark.parametrize("source", sorted(LOCALES.glob("*/LC_MESSAGES/django.po")), ids=str)
def test_the_compiled_catalogue_is_that_of_the_words(source):
    stale = "Run `python -m jamsostek.web.catalogues`."

    assert source.with_suffix(".mo").read_bytes() == compiled(source), stale


def test_placeholders_are_the_same_in_both_languages():
    with ENGLISH.open("rb") as file:
        faults = [list(m.check()) for m in read_po(file) if m.id]

    assert [fault for fault in faults if fault] == []


def test_one_person_is_no_people():
    words = "Daftarkan %(count)s orang"

    with translation.override("en"):
        said = [ngettext(words, words, count) % {"count": count} for count in (1, 2)]

    assert said == ["Register 1 person", "Register 2 people"]


def test_rows_of_a_file_are_accepted_or_rejected_and_money_is_received():
    with translation.override("en"):
        assert [pgettext("rows", "Diterima"), pgettext("rows", "Ditolak")] == [
            "Accepted",
            "Rejected",
        ]
        assert gettext("Diterima") == "Received"


def test_every_value_of_the_law_has_an_indonesian_name_and_unit():
    every = [p for subject in subjects() for p in parameters(subject).values()]

    assert {p.subject for p in every} <= set(SUBJECTS)
    assert {(p.subject, p.name) for p in every} == set(TITLES)
    assert {p.unit for p in every} <= set(UNITS)


class Language(HTMLParser):
    found = ""

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            self.found = dict(attrs).get("lang") or ""


def language_of(page: bytes) -> str:
    parser = Language()
    parser.feed(page.decode())
    return parser.found


@pytest.mark.django_db
def test_the_pages_speak_indonesian_whatever_the_browser_wishes(client):
    page = client.get("/", headers={"accept-language": "en-GB"}).content

    assert language_of(page) == "id"


@pytest.mark.django_db
def test_english_is_chosen_once_and_kept(client):
    answer = client.post("/bahasa/", {"language": "en", "next": "/peraturan/"})

    page = client.get("/peraturan/").content

    assert answer["Location"] == "/peraturan/"
    assert language_of(page) == "en"
    assert "The law and its numbers" in page.decode()


@pytest.mark.django_db
def test_the_language_goes_with_the_person_to_another_browser():
    officer = appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta(), username="sri")
    here, there = Client(), Client()
    here.force_login(officer.user)
    here.post("/bahasa/", {"language": "en", "next": "/"})

    there.post("/masuk/", {"login": "sri", "password": PASSWORD})

    assert language_of(there.get("/pekerjaan/").content) == "en"


@pytest.mark.django_db
def test_english_chosen_before_signing_in_is_kept_and_goes_with_the_person():
    appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta(), username="sri")
    here, there = Client(), Client()
    here.post("/bahasa/", {"language": "en", "next": "/"})

    for browser in (here, there):
        browser.post("/masuk/", {"login": "sri", "password": PASSWORD})

    assert language_of(here.get("/pekerjaan/").content) == "en"
    assert language_of(there.get("/pekerjaan/").content) == "en"


@pytest.mark.django_db
def test_the_language_of_who_sat_here_before_is_not_taken_over():
    first = appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta(), username="sri")
    appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta(), username="budi")
    browser = Client()
    browser.force_login(first.user)
    browser.post("/bahasa/", {"language": "en", "next": "/"})
    Session.objects.all().delete()

    browser.post("/masuk/", {"login": "budi", "password": PASSWORD})

    assert language_of(browser.get("/pekerjaan/").content) == "id"


@pytest.mark.django_db
def test_the_switch_does_not_lead_to_a_foreign_page(client):
    answer = client.post("/bahasa/", {"language": "en", "next": "https://contoh.example/"})

    assert answer["Location"] == "/"
