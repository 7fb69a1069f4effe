"""`jamsostek project`: a project as it stood on a day, and lists of workers from a file."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import application
from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.addenda import bill_addendum
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.membership.models import Project, ProjectWorker
from jamsostek.membership.services import Addendum, record_addendum
from tests.building import REGISTERED, project, put_on
from tests.contributions.test_receipts import bank_line, take
from tests.people import act

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

HALF = date(2011, 9, 5)
"""The day on which the first term is paid, before the work begins on the 9th."""


@pytest.fixture
def site() -> Project:
    site = project()
    bill_project(project=site, payment=Payment.TERMS, act=act(REGISTERED))
    put_on(site, {"name": "BUDI"}, {"name": "ANI", "from_date": date(2011, 10, 1)})
    first = Bill.objects.order_by("due_date").first()
    assert first is not None
    take(bank_line(first.amount, first.code, day=HALF))
    return site


def run(*arguments: object):
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(application(["project"]), ["project", *words])


def told(*arguments: object) -> dict:
    answer = run(*arguments, "--json")
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("day", "workers", "states"),
    [
        ("2011-09-04", 0, ["OPEN", "OPEN", "OPEN"]),
        ("2011-09-05", 0, ["PAID", "OPEN", "OPEN"]),
        ("2011-09-09", 1, ["PAID", "OPEN", "OPEN"]),
        ("2011-10-01", 2, ["PAID", "OPEN", "OPEN"]),
        ("2011-10-09", 2, ["PAID", "OPEN", "OPEN"]),
        ("2011-10-10", 2, ["PAID", "OVERDUE", "OPEN"]),
        ("2011-12-08", 0, ["PAID", "OVERDUE", "OVERDUE"]),
    ],
)
def test_it_stands_as_it_did_on_the_day(site, day, workers, states):
    """90 days from 9 September: the second term is due after 30 days, on 9 October, the third
    after 60, on 8 November."""
    shown = told("show", site.number, "--on", day)

    assert shown["workers"] == workers
    assert [bill["state"] for bill in shown["bills"]] == states
    assert shown["first_term_paid_on"] == (None if day == "2011-09-04" else "2011-09-05")


def test_an_addendum_counts_from_its_signing(site):
    says = Addendum(
        contract_value=200_000_000,
        wage_sum=None,
        until_date=date(2011, 12, 20),
        signed_on=date(2011, 10, 3),
        reason="ADD-1",
    )
    version = record_addendum(project=site, after_version=0, says=says, act=act(date(2011, 10, 4)))
    bill_addendum(version=version, act=act(date(2011, 10, 4)))

    before = told("show", site.number, "--on", "2011-10-02")
    after = told("show", site.number, "--on", "2011-10-04")

    assert [v["contract_value"] for v in before["versions"]] == [180_000_000]
    assert before["last_day"] == "2011-12-07"
    assert [v["contract_value"] for v in after["versions"]] == [180_000_000, 200_000_000]
    assert after["last_day"] == "2011-12-19"
    assert len(after["bills"]) > len(before["bills"])


@pytest.mark.parametrize(
    ("begins", "registered"),
    [
        (date(2011, 9, 8), "IN_TIME"),
        (date(2011, 9, 7), "LATE"),
        (date(2011, 9, 1), "LATE"),
        (date(2011, 8, 31), "AFTER_START"),
    ],
)
def test_late_registration_has_its_remark(begins, registered):
    """Registered on 1 September: a week before the 8th, less before the 7th."""
    site = project(from_date=begins)

    shown = told("show", site.number, "--on", "2011-09-01")

    assert shown["registered"] == registered
    assert bool(shown["remark"]) is (registered != "IN_TIME")


def test_people_read_tables(site):
    answer = run("show", site.number, "--on", "2011-10-10").stdout

    for words in ("Gedung SD Rekaan 2", "Term 2 of 3", "OVERDUE", "Rp180,000,000"):
        assert words in answer


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("JK9999999",), "There is no project JK9999999."),
        (("{number}", "--on", "2011-08-31"), "was not registered before 1 September 2011"),
        (("{number}", "--on", "besok"), "is not a day"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(site, asked, says):
    answer = run("show", *(word.format(number=site.number) for word in asked))

    assert answer.exit_code == 2
    assert says in answer.stderr


def list_of(tmp_path, *rows: str):
    path = tmp_path / "pekerja.csv"
    path.write_text("\n".join(("Nama;NIK;Mulai", *rows)))
    return path


def test_a_list_is_added_whole_and_the_same_people_twice_are_refused(site, tmp_path):
    file = list_of(tmp_path, "CITRA;9900000000000001;", "DEWI;9900000000000002;10-10-2011")

    dry = told("workers", site.number, "--file", file, "--dry-run")
    nothing = ProjectWorker.objects.filter(name="CITRA").exists()
    added = told("workers", site.number, "--file", file)
    again = run("workers", site.number, "--file", file, "--json")

    assert (dry["outcome"], dry["workers"], nothing) == ("would_be_added", 2, False)
    assert (added["outcome"], added["workers"], added["members"]) == ("added", 2, 0)
    assert ProjectWorker.objects.get(name="DEWI").from_date == date(2011, 10, 10)
    assert again.exit_code == 2
    assert [fault["code"] for fault in json.loads(again.stdout)["faults"]] == ["NIK_TWICE"] * 2


def test_faults_are_told_by_row_of_the_file_and_nothing_is_added(site, tmp_path):
    file = list_of(tmp_path, "CITRA;;", "DEWI;;40-10-2011", "EKA;12;")

    answer = run("workers", site.number, "--file", file, "--json")
    for_people = run("workers", site.number, "--file", file)

    faults = json.loads(answer.stdout)["faults"]
    assert answer.exit_code == for_people.exit_code == 2
    assert (faults[0]["row"], faults[0]["name"], faults[0]["code"]) == (3, "DEWI", "DAY_ODD")
    assert "30-09-2011" in faults[0]["message"]
    assert "no row was added" in for_people.stderr
    assert not ProjectWorker.objects.filter(name="CITRA").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [("Upah\n1\n", "no column of names"), ("Nama\n", "no name below"), ("", "pekerja.csv")],
)
def test_a_file_without_workers_is_refused_in_a_sentence(site, tmp_path, content, says):
    path = tmp_path / "pekerja.csv"
    path.write_text(content)

    answer = run("workers", site.number, "--file", path)

    assert answer.exit_code == 2
    assert says in answer.stderr
