"""`jamsostek payment`: a run and a day at the till from the shell, by two officers."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jamsostek.config.cli import application
from jamsostek.institution.models import Role, StaffMember, User
from jamsostek.jobs.verification import verify
from tests.people import yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import CASH, ordered

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(autouse=True)
def _officers(settings):
    from tests.web.conftest import TODAY

    settings.BUSINESS_DAY = TODAY
    for username, role in (("kasir", Role.CASHIER), ("keuangan", Role.FINANCE_OFFICER)):
        StaffMember.objects.create(
            user=User.objects.create_user(username),
            name=username.title(),
            staff_number=username,
            branch=yogyakarta(),
            roles=[role],
        )


def run(*arguments: object) -> Result:
    words = ["payment", *map(str, arguments)]
    return CliRunner().invoke(application(words), words)


def told(*arguments: object) -> dict[str, object]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_run_is_prepared_released_and_answered(tmp_path: Path):
    order = ordered((1, 14_200_000))
    collecting("0099000011")
    until = ("--account", "0099000011", "--until", "2011-10-20")

    assert told("list")["amount"] == 14_200_000
    prepared = told("run", *until, "--as", "kasir")
    code = prepared["run"]
    wrong = run("release", code, "--amount", "1", "--as", "keuangan", "--into", tmp_path)
    clerk = run("release", code, "--amount", "14200000", "--as", "kasir", "--into", tmp_path)
    release = ("release", code, "--amount", "14.200.000", "--as", "keuangan", "--into", tmp_path)
    released, again = told(*release), told(*release)

    assert (wrong.exit_code, clerk.exit_code) == (2, 2)
    assert clerk.stderr == "kasir is no officer in the role FINANCE_OFFICER.\n"
    assert released == again
    assert order.code in (tmp_path / f"{code}.xml").read_text()
    answer = tmp_path / "hasil.csv"
    answer.write_text(f"kode,status\n{order.code},BERHASIL\nPB99999999,GAGAL\n")
    taken = told("result", answer, "--as", "keuangan")
    assert (taken["paid"], taken["faults"]) == (
        1,
        [{"code": "PB99999999", "fault": "UNKNOWN_CODE"}],
    )
    assert "UNKNOWN_CODE" in run("result", answer, "--as", "keuangan").stdout
    assert order.code in run("list", "--state", "PAID", "--office", "V-YOG").stdout
    assert verify().differences == []


def test_what_cannot_be_done_is_refused_in_one_sentence(tmp_path: Path):
    collecting("0099000011")
    broken = tmp_path / "hasil.csv"
    broken.write_text("bukan jawaban")
    run_of = ("run", "--account", "0099000011", "--as", "kasir")

    refusals = [
        run("list", "--state", "LUNAS"),
        run("list", "--office", "XX"),
        run(*run_of, "--until", "besok"),
        run(*run_of, "--until", "2011-10-20"),
        run("release", "PR99999999", "--amount", "1", "--as", "keuangan"),
        run("result", broken, "--as", "keuangan"),
        run("cash", "open-desk", "Loket 1", "--office", "XX"),
        run("cash", "open", "77", "--counted", "0", "--as", "kasir"),
        run("cash", "pay", "PB99999999", "--desk", "1", "--receiver", "x", "--as", "kasir"),
    ]

    assert [refusal.exit_code for refusal in refusals] == [2] * len(refusals)
    assert all(refusal.stderr.count("\n") == 1 for refusal in refusals)


def test_a_till_is_opened_paid_from_counted_and_confirmed():
    order = ordered((1, 2_000_000), destination=CASH)
    desk = told("cash", "open-desk", "Loket 1", "--office", "V-YOG")["desk"]

    told("cash", "open", desk, "--counted", "0", "--brought", "5.000.000", "--as", "kasir")
    paid = told(
        "cash", "pay", order.code, "--desk", desk, "--receiver", "Ibu, KTP 99", "--as", "kasir"
    )
    twice = run("cash", "pay", order.code, "--desk", desk, "--receiver", "Ibu", "--as", "kasir")
    counted = told("cash", "count", desk, "--counted", "3.000.000", "--as", "kasir")
    alone = run("cash", "close", desk, "--counted", "3.000.000", "--as", "kasir")
    closed = told("cash", "close", desk, "--counted", "3.000.000", "--as", "keuangan")

    assert (paid["state"], twice.exit_code, alone.exit_code) == ("PAID", 2, 2)
    assert (counted["state"], closed["state"]) == ("COUNTED", "CLOSED")
    assert verify().differences == []
