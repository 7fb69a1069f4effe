"""`jamsostek claim`: listed, shown, worked out by one officer, decided by another."""

import json

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import application
from tests.claims.claiming import claims_officer, death_claim, supervisor
from tests.claims.test_deciding import hired

pytestmark = pytest.mark.usefixtures("fresh_database")


def run(*arguments: str):
    return CliRunner().invoke(application(["claim"]), ["claim", *arguments])


def test_a_claim_is_worked_out_and_decided_by_two(fresh_database):  # noqa: ARG001
    claim = death_claim(*hired())
    claims_officer(), supervisor()

    [listed] = json.loads(run("list", "--json").stdout)["claims"]
    worked_out = json.loads(run("assess", claim.code, "--as", "klaim", "--json").stdout)
    by_maker = run(
        "decide", claim.code, "APPROVED", "--as", "klaim", "--ground", "ENTITLED", "--reason", "x"
    )
    decided = run(
        *("decide", claim.code, "APPROVED", "--as", "penyelia", "--ground", "ENTITLED"),
        *("--reason", "Bukti lengkap", "--json"),
    )
    shown = json.loads(run("show", claim.code, "--json").stdout)

    assert (listed["code"], listed["clock"]) == (claim.code, "PAYMENT")
    assert worked_out["payer"] == "FUND"
    assert by_maker.exit_code == 2
    assert json.loads(decided.stdout)["amount"] == worked_out["total"] == shown["total"]
    assert shown["state"] == "APPROVED"
    assert {one["payment"] for one in shown["payables"]} == {"QUEUED", None}


def test_a_claim_that_is_not_there_is_refused(fresh_database):  # noqa: ARG001
    result = run("show", "KL99999999")

    assert result.exit_code == 2
    assert "There is no claim KL99999999." in result.stderr
