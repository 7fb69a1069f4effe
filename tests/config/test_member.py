"""`jamsostek member`: whoever is asked for by any number comes with all of them."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import application
from tests.contributions.test_receipts import bank_line, billed, take
from tests.kernel.test_kernel import Month
from tests.membership.test_merges import merged
from tests.people import batik_melati, hire, person

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def kpjs() -> tuple[str, str]:
    for name, employer in (("SITI LAMA", "PT Melati Rekaan"), ("SITI BARU", "PT Mawar Rekaan")):
        where = batik_melati(name=employer)
        hire(where, name)
        bill = billed(where, Month(2011, 9))
        take(bank_line(bill.amount, bill.code))
    merged("SITI BARU", "SITI LAMA", day=date(2011, 10, 4))
    return person("SITI LAMA").kpj, person("SITI BARU").kpj


def run(*arguments: str):
    return CliRunner().invoke(application(["member"]), ["member", *arguments])


def test_any_number_shows_the_person_with_all_of_them(kpjs):
    shown = json.loads(run("show", kpjs[1], "--json").stdout)

    assert shown["kpj"] == kpjs[0]
    assert [(n["kpj"], n["kept"], n["balance"]) for n in shown["numbers"]] == [
        (kpjs[0], True, 57_000),
        (kpjs[1], False, 57_000),
    ]
    assert shown["balance"] == 114_000
    assert {(job["kpj"], job["employer"]) for job in shown["employments"]} == {
        (kpjs[0], "PT Melati Rekaan"),
        (kpjs[1], "PT Mawar Rekaan"),
    }


@pytest.mark.parametrize(("day", "count"), [("2011-10-03", 1), ("2011-10-04", 2)])
def test_numbers_as_they_were_known_on_a_day(kpjs, day, count):
    found = json.loads(run("numbers", kpjs[1], "--known-on", day, "--json").stdout)

    assert len(found) == count


def test_people_read_tables(kpjs):
    assert "114,000" in run("show", kpjs[0]).stdout
    assert kpjs[1] in run("numbers", kpjs[0]).stdout


def test_a_number_nobody_has_is_refused_in_a_sentence():
    answer = run("show", "99099999999")

    assert (answer.exit_code, answer.stderr) == (2, "There is no member 99099999999.\n")


def test_cover_names_each_programme_with_its_ground_and_article(kpjs):
    found = json.loads(run("cover", kpjs[1], "--on", "2011-10-10", "--json").stdout)

    assert found["kpj"] == kpjs[1]
    assert found["programmes"] == ["JHT", "JKK", "JKM"]
    assert {(one["payer"], one["ground"]) for one in found["insured"]} == {
        ("PT Melati Rekaan", "EMPLOYMENT"),
        ("PT Mawar Rekaan", "EMPLOYMENT"),
    }
    assert all("PP 14/1993, Pasal 7" in one["citation"] for one in found["insured"])
    assert {one["programme"] for one in found["not_insured"]} == {"JPK"}


def test_cover_before_the_first_job_says_why_there_is_none(kpjs):
    text = run("cover", kpjs[0], "--on", "2009-12-31").stdout
    found = json.loads(run("cover", kpjs[0], "--on", "2009-12-31", "--json").stdout)

    assert "not insured." in text
    assert "Membership through PT Melati Rekaan holds only from 1 January 2010 on." in text
    assert (found["programmes"], found["not_insured"][0]["reason"]) == ([], "BEFORE")


def test_people_read_cover_too(kpjs):
    text = run("cover", kpjs[0], "--on", "2011-10-10").stdout

    assert "JKK" in text
    assert "Not insured: PT Melati Rekaan does not take part in JPK on that day." in text


@pytest.mark.parametrize("day", ["2011-02-29", "kemarin", ""])
def test_cover_on_no_day_is_refused_in_a_sentence(kpjs, day):
    answer = run("cover", kpjs[0], "--on", day)

    assert (answer.exit_code, answer.stderr) == (
        2,
        f"{day!r} is not a day; write it like 2011-09-30.\n",
    )
