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
