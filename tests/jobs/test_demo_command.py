"""`jamsostek demo`, and what `jamsostek run` loads by itself."""

from datetime import date

import pytest
from django.test import override_settings
from typer.testing import CliRunner

from jamsostek.config.cli import demo
from jamsostek.config.cli.demo import command, load_if_empty
from jamsostek.jobs.demonstration import loading
from jamsostek.jobs.demonstration.sizes import SMALL
from jamsostek.membership.models import Employer, InsuredPerson

pytestmark = pytest.mark.usefixtures("fresh_database")


def run(*arguments: str):
    import typer

    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, arguments)


def somebody_is_registered():
    InsuredPerson.objects.create(
        kpj="99100000001", name="Siti Aminah", registered_on=date(2011, 9, 1)
    )


def test_a_database_with_other_data_is_refused_with_status_2():
    somebody_is_registered()

    refused = run()

    assert refused.exit_code == 2
    assert "holds other data" in refused.stderr


def test_outside_development_the_demonstration_is_refused():
    with override_settings(IN_DEVELOPMENT=False):
        refused = run()

    assert refused.exit_code == 2
    assert not Employer.objects.exists()


def test_a_run_fills_no_database_that_holds_other_data(monkeypatch):
    monkeypatch.setenv("JAMSOSTEK_DAY", "to be put back as it was")
    monkeypatch.delenv("JAMSOSTEK_DAY")
    somebody_is_registered()

    load_if_empty()

    assert not Employer.objects.exists()
    assert "JAMSOSTEK_DAY" not in demo.os.environ


def test_a_run_fills_no_database_outside_development():
    with override_settings(IN_DEVELOPMENT=False):
        load_if_empty()

    assert not Employer.objects.exists()


class BrokenOff(Exception):
    """Somebody pulled the plug."""


def test_a_run_finishes_what_was_begun_in_its_own_size_and_takes_its_day(monkeypatch):
    monkeypatch.setenv("JAMSOSTEK_DAY", "to be put back as it was")
    monkeypatch.delenv("JAMSOSTEK_DAY")

    def break_off(done: int, _whole: int) -> None:
        if done:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        loading.load(size=SMALL, seed=7, progress=break_off)

    load_if_empty()

    assert loading.is_loaded()
    in_region = Employer.objects.filter(branch__region__code="KW05")
    assert in_region.count() == SMALL.companies
    assert demo.os.environ["JAMSOSTEK_DAY"] == "2011-09-30"
