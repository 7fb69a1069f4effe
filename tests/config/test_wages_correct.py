"""`jamsostek wages correct`: one wage, on the command line."""

import json

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli.wages import app
from jamsostek.contributions.models import Correction
from tests.contributions.test_corrections import declared
from tests.people import batik_melati, hire, person

pytestmark = pytest.mark.usefixtures("fresh_database")


def run(*arguments: str):
    return CliRunner().invoke(app, ["correct", *arguments])


def test_the_difference_is_shown_then_stored_and_the_repeat_refused():
    melati = batik_melati()
    hire(melati, "SITI")
    declared(melati, {"SITI": 1_000_000})
    asked = ["--employer", melati.npp, "--month", "2011-09", "--member", person("SITI").kpj]
    asked += ["--wage", "1500000", "--reason", "Salah ketik", "--json"]

    dry = run(*asked, "--dry-run")
    assert json.loads(dry.stdout)["difference"]["total"] == 34_450
    assert not Correction.objects.exists()
    made = run(*asked)
    again = run(*asked)

    assert json.loads(made.stdout)["bill"] == Correction.objects.get().bill.code
    assert again.exit_code == 2


def test_a_month_not_declared_is_refused():
    melati = batik_melati()
    hire(melati, "SITI")

    refused = run(
        "--employer", melati.npp, "--month", "2011-08", "--member", person("SITI").kpj,
        "--wage", "1", "--reason", "x",
    )  # fmt: skip

    assert refused.exit_code == 2
