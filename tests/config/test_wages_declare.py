"""`jamsostek wages declare`, as somebody at a terminal runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jamsostek.contributions.models import Bill, Declaration, WageFile
from jamsostek.membership.models import Employment, InsuredPerson
from tests.people import batik_melati, hire, person


def declare(database, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from jamsostek.config.cli import main; main()"]
    return subprocess.run(
        [*command, "wages", "declare", *map(str, arguments)],
        env={**os.environ, **database.environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def melati(fresh_database):  # noqa: ARG001 - the employer is committed there
    employer = batik_melati()
    hire(employer, "SITI", "BUDI")
    return employer


@pytest.fixture
def file(melati, tmp_path: Path) -> Path:  # noqa: ARG001 - they are known before
    lines = [
        "NO KPJ;NIK;NAMA;TGL KELUAR;UPAH",
        f"{person('SITI').kpj};;SITI;;2.500.000",
        f"{person('BUDI').kpj};;BUDI;20/09/2011;1.000.000",
        "99412345678;;JOKO;;1.500.000",
    ]
    path = tmp_path / "upah.csv"
    path.write_text("\n".join(lines))
    return path


def test_a_file_is_declared_once_and_recognised_after(fresh_database, melati, file):
    where = ("--employer", melati.npp, "--month", "2011-09")

    first = declare(fresh_database, file, *where, "--json")
    again = declare(fresh_database, file, *where, "--json")

    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    # 6.89 % of 3,500,000: 5.70 JHT, 0.89 JKK of group III, 0.30 JKM
    assert told["workers"] == 2
    assert told["rows"] == {"read": 3, "accepted": 2, "rejected": 1}
    assert [row["code"] for row in told["rejected"]] == ["KPJ_UNKNOWN"]
    assert told["bill"]["amount"] == 241_150
    assert told["bill"]["due_date"] == "2011-10-15"
    assert json.loads(again.stdout)["bill"] == told["bill"]
    assert json.loads(again.stdout)["recognised"]
    assert Declaration.objects.count() == 1
    assert Employment.objects.get(person__name="BUDI").until_date is None


def test_strangers_join_and_leavers_leave_where_it_is_asked_for(fresh_database, melati, file):
    done = declare(
        fresh_database,
        file,
        *("--employer", melati.npp, "--month", "2011-09"),
        "--register-unknown",
        "--end-leavers",
    )

    assert done.returncode == 0, done.stderr
    assert "1 new workers registered" in done.stdout
    assert Declaration.objects.get().workers == 3
    assert str(Employment.objects.get(person__name="BUDI").until_date) == "2011-09-21"
    assert Bill.objects.get().code in done.stdout


def test_a_dry_run_stores_nothing(fresh_database, melati, file):
    done = declare(
        fresh_database,
        file,
        *("--employer", melati.npp, "--month", "2011-09"),
        "--register-unknown",
        "--dry-run",
        "--json",
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["workers"] == 3
    assert not WageFile.objects.exists()
    assert not InsuredPerson.objects.filter(name="JOKO").exists()


def test_a_dry_run_of_a_declared_month_says_so(fresh_database, melati, file, tmp_path):
    month = ("--employer", melati.npp, "--month", "2011-09")
    assert declare(fresh_database, file, *month).returncode == 0
    other = tmp_path / "lain.csv"
    other.write_bytes(file.read_bytes() + b"\n")

    refused = declare(fresh_database, other, *month, "--dry-run")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"{melati.npp} has already declared 2011-09.\n"


@pytest.mark.parametrize(
    ("npp", "month", "sentence"),
    [
        ("JJ999999", "2011-09", "There is no employer with this number."),
        ("", "2016-01", "2016-01"),
        ("", "2004-12", "is not a member in 2004-12"),
        ("", "September", "'September' is not a month"),
    ],
)
def test_what_cannot_be_declared_ends_with_one_sentence(
    fresh_database, melati, file, npp, month, sentence
):
    refused = declare(fresh_database, file, "--employer", npp or melati.npp, "--month", month)

    assert refused.returncode == 2
    assert sentence in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
def test_a_file_without_a_row_names_both_ways_on(fresh_database, melati, tmp_path, how):
    empty = tmp_path / "kosong.csv"
    empty.write_text("NO KPJ;NAMA;UPAH\n")

    refused = declare(fresh_database, empty, "--employer", melati.npp, "--month", "2011-09", *how)

    assert refused.returncode == 2
    assert refused.stderr == (
        "kosong.csv has no row of a worker. Correct the file and send it again; or, if nobody "
        "worked for wages in 2011-09, file a nil return on the pages.\n"
    )


def test_a_file_whose_rows_are_all_rejected_is_to_be_corrected(fresh_database, melati, tmp_path):
    strangers = tmp_path / "asing.csv"
    strangers.write_text("NO KPJ;NAMA;UPAH\n99412345678;JOKO;1.500.000\n")

    refused = declare(fresh_database, strangers, "--employer", melati.npp, "--month", "2011-09")

    assert refused.returncode == 2
    assert "Not one of the 1 rows of asing.csv is accepted." in refused.stderr
    assert "nil" not in refused.stderr
